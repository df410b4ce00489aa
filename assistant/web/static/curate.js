// The curator's desk turns its pages without loading them anew: a link within it tells the server
// its address, and the address of what the server shows stands above the page.
(() => {
  const here = () => location.pathname + location.search;
  let moved = false;
  let last = null;

  const show = (address) => {
    const field = document.querySelector("#cu-address :is(textarea, input)");
    const go = document.getElementById("cu-go");
    if (!field || !go) { location.assign(address); return; }
    moved = true;
    last = null;
    field.value = address;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    // Gradio reads the field before the next frame, and the button after it.
    requestAnimationFrame(() => requestAnimationFrame(() => go.click()));
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="/curate/"]');
    if (!link || event.defaultPrevented || event.button || link.closest("#ca-header")) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const address = link.getAttribute("href");
    if (address !== here()) history.pushState(null, "", address);
    show(address);
  });
  addEventListener("popstate", () => show(here()));

  // What the server shows names its own address, which is another one after something was done.
  let opened = false;
  new MutationObserver(() => {
    const bar = document.querySelector("#cu-bar [data-address]");
    if (!bar) return;
    const { address, title } = bar.dataset;
    if (address === last) return;
    last = address;
    document.title = `${title} · Curate`;
    if (address !== here()) {
      const same = /[?&](words|stage)=|^[^?]*$/.test(address) && /[?&](words|stage)=|^[^?]*$/.test(here());
      if (!opened || moved || same) history.replaceState(null, "", address);
      else history.pushState(null, "", address);
    }
    opened = true;
    if (!moved) return;
    moved = false;
    scrollTo(0, 0);
    const heading = document.querySelector("#cu-head h2, #cu-body h2, #cu-bar [aria-current]");
    if (heading?.tagName === "H2") heading.tabIndex = -1;
    heading?.focus({ preventScroll: true });
  }).observe(document.documentElement, {
    attributes: true, attributeFilter: ["data-address"], childList: true, subtree: true,
  });
})();
