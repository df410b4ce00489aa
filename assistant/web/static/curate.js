// The curator's desk turns its pages without loading them anew: a link within it tells the server
// its address, and the address of what the server shows stands above the page.
(() => {
  const here = () => location.pathname + location.search;
  const field = () => document.querySelector("#cu-address textarea, #cu-address input");

  const show = (address) => {
    const input = field();
    if (!input) { location.assign(address); return; }
    input.value = address;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="/curate/"]');
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.closest("#cu-header")) return;
    event.preventDefault();
    const address = link.getAttribute("href");
    if (address !== here()) history.pushState(null, "", address);
    moved = true;
    show(address);
  });
  addEventListener("popstate", () => { moved = true; show(here()); });

  // What the server shows names its own address, which may be another after something was done.
  let moved = false;
  let last = null;
  new MutationObserver(() => {
    const bar = document.querySelector("#cu-bar [data-address]");
    if (!bar || bar === last) return;
    const first = last === null;
    last = bar;
    const { address, title } = bar.dataset;
    document.title = `${title} · Curate`;
    if (address !== here()) {
      if (first || moved || address.split("&")[0] === here().split("&")[0]) history.replaceState(null, "", address);
      else history.pushState(null, "", address);
    }
    if (moved) {
      moved = false;
      scrollTo(0, 0);
      const heading = document.querySelector("#cu-head h2, #cu-body h2, #cu-bar [aria-current]");
      heading?.setAttribute("tabindex", "-1");
      heading?.focus({ preventScroll: true });
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
