// Links and filters of the reviewer's desk change what is shown without loading the page anew; the
// address follows, so that every state can be kept, sent and gone back to.
(() => {
  const here = "/review/";
  let turn = 0;

  const show = (search) => {
    const field = document.querySelector("#rv-query textarea, #rv-query input");
    const main = document.getElementById("rv-main");
    if (!field || !main) { location.search = search; return; }
    main.setAttribute("aria-busy", "true");
    // What is the same as before changes nothing that could be noticed.
    setTimeout(() => main.removeAttribute("aria-busy"), 3000);
    // A number that counts up, so that the same address can be asked for again.
    field.value = `${search}${search ? "&" : "?"}turn=${++turn}`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const go = (search) => {
    if (search !== location.search) history.pushState(null, "", here + search);
    show(search);
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
  addEventListener("popstate", () => show(location.search));

  // What a button did may have led elsewhere; the page says where it is.
  const follow = () => {
    const main = document.getElementById("rv-main");
    const shown = main?.querySelector(".rv[data-address]");
    if (!shown) return;
    main.removeAttribute("aria-busy");
    const address = shown.dataset.address;
    const same = new URLSearchParams(address.slice(here.length)).toString()
      === new URLSearchParams(location.search).toString();
    if (!same && location.pathname.startsWith("/review")) history.pushState(null, "", address);
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
