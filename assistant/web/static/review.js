// Links and filters of the reviewer's desk change what is shown without loading the page anew; the
// address follows, so that every state can be kept, sent and gone back to.
(() => {
  const here = "/review/";
  let moving = true; // Until the page stands as its address asked.

  // The desk reads the address when its hidden button is pressed.
  const show = () => {
    const button = document.getElementById("rv-turn");
    const main = document.getElementById("rv-main");
    if (!button || !main) { location.reload(); return; }
    moving = true;
    main.setAttribute("aria-busy", "true");
    // What is the same as before changes nothing that could be noticed.
    setTimeout(() => main.removeAttribute("aria-busy"), 3000);
    button.click();
  };
  const go = (search) => {
    if (search !== location.search) history.pushState(null, "", here + search);
    show();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".rv a[href]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const href = link.getAttribute("href");
    if (href.startsWith("#")) {
      event.preventDefault();
      const target = document.getElementById(href.slice(1));
      if (!target) return;
      for (const lit of document.querySelectorAll(".rv .lit")) lit.classList.remove("lit");
      target.classList.add("lit");
      target.focus({ preventScroll: true });
      target.scrollIntoView({ block: "center" });
    } else if (href === here || href.startsWith(`${here}?`)) {
      event.preventDefault();
      go(href.slice(here.length));
      scrollTo(0, 0);
    }
  });

  const filtered = (form) => {
    const values = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) values.set(name, value);
    go(`?${values}`);
  };
  let typing;
  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.(".rv form[data-go]");
    if (!form) return;
    event.preventDefault();
    clearTimeout(typing);
    filtered(form);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest?.(".rv form[data-go]");
    if (form) { clearTimeout(typing); filtered(form); }
  });
  addEventListener("popstate", show);

  // What a button did may have led elsewhere; the page says where it is. Gradio changes the page
  // while it waits, too: only another address counts.
  let last = null;
  const follow = () => {
    const main = document.getElementById("rv-main");
    const address = main?.querySelector(".rv[data-address]")?.dataset.address;
    if (address === undefined || address === last) return;
    last = address;
    main.removeAttribute("aria-busy");
    const same = new URLSearchParams(address.slice(here.length)).toString()
      === new URLSearchParams(location.search).toString();
    if (!same) history[moving ? "replaceState" : "pushState"](null, "", address);
    // A button led elsewhere: that is read from its beginning.
    if (!same && !moving) {
      scrollTo(0, 0);
      const heading = main.querySelector("h2, h3");
      if (heading) { heading.tabIndex = -1; heading.focus({ preventScroll: true }); }
    }
    moving = false;
  };
  new MutationObserver((_, observer) => {
    const main = document.getElementById("rv-main");
    if (!main) return;
    observer.disconnect();
    document.getElementById("rv-notice")?.setAttribute("aria-live", "polite");
    new MutationObserver(follow).observe(main, { childList: true, subtree: true });
    follow();
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
