// A citation opens its source beside the answer, or over it on a phone. Without this script the
// same links lead to the source on a page of its own.
(() => {
  const BESIDE = matchMedia("(min-width: 1000px)");
  const ZOOMS = [1, 1.35, 1.8, 2.4, 3.2];
  const LEGIBLE = { beside: 11, over: 15 }; // Pixels a printed line should be tall.
  let panel, body, opener, loading, zoom;

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.target.closest?.("a[data-source]");
    if (link) {
      // On a page of its own, pages are turned by going there.
      if (document.querySelector(".ca-source-page") && link.closest(".ca-source")) return;
      event.preventDefault();
      if (!panel?.contains(link)) open(link);
      load(link.href);
      return;
    }
    const zoomer = event.target.closest?.(".ca-source [data-zoom]");
    if (zoomer) resize(zoomer);
    else if (event.target.closest?.("#ca-source [data-close]")) close();
  });

  document.addEventListener("keydown", (event) => {
    if (!panel || panel.hidden) return;
    if (event.key === "Escape") close();
    else if (event.key === "Tab" && !BESIDE.matches) stay(event);
  });

  // On a phone, "back" closes the sheet and keeps the answer.
  addEventListener("popstate", () => { if (panel && !panel.hidden && !BESIDE.matches) hide(); });
  BESIDE.addEventListener("change", () => { if (panel && !panel.hidden) arrange(); });

  function make() {
    panel = document.createElement("aside");
    panel.id = "ca-source";
    panel.hidden = true;
    panel.setAttribute("aria-label", "Source");
    panel.innerHTML =
      '<div class="bar"><span class="name">Source</span>' +
      '<a class="alone" target="_blank" rel="noopener">Open on its own page</a>' +
      '<button type="button" data-close aria-label="Close the source">Close</button></div>' +
      '<div class="body" aria-live="polite"></div>';
    body = panel.querySelector(".body");
    document.body.append(panel);
  }

  function open(link) {
    if (!panel) make();
    unlight();
    opener = link;
    link.setAttribute("aria-current", "true");
    if (!panel.hidden) return;
    zoom = null;
    body.innerHTML = '<p class="opening">Opening the source …</p>';
    panel.hidden = false;
    document.body.classList.add("ca-reading");
    if (!BESIDE.matches) history.pushState({ ...history.state, source: true }, "");
    arrange();
  }

  function arrange() {
    panel.setAttribute("role", BESIDE.matches ? "complementary" : "dialog");
    if (BESIDE.matches) panel.removeAttribute("aria-modal");
    else panel.setAttribute("aria-modal", "true");
  }

  async function load(address) {
    const mine = (loading = Symbol());
    const fragment = new URL(address, location.href);
    fragment.searchParams.set("fragment", "1");
    panel.querySelector(".alone").href = address;
    body.setAttribute("aria-busy", "true");
    let words;
    try {
      const response = await fetch(fragment, { credentials: "same-origin" });
      // Signed out meanwhile: the page says so, and keeps what is typed.
      if (response.status === 401) return close();
      if (response.redirected) return location.assign(address);
      words = await response.text();
    } catch {
      words = '<div class="ca-source ca-source-problem" role="alert"><h2 class="title" tabindex="-1">This source cannot be shown</h2><p>The server cannot be reached. Try again.</p></div>';
    }
    if (mine !== loading) return;
    // Made by the server, which escapes every word of a document.
    body.innerHTML = words;
    body.removeAttribute("aria-busy");
    prepare(body);
    body.querySelector(".title")?.focus({ preventScroll: true });
  }

  function prepare(root) {
    for (const source of root.querySelectorAll(".ca-source")) {
      source.classList.add("zooms");
      source.style.setProperty("--zoom", zoom ?? legible(source));
    }
    show(root);
  }

  // The first size at which the cited words can be read, or else those of any context.
  function legible(source) {
    const mark = source.querySelector(".marks .cited, .marks .also");
    source.style.setProperty("--zoom", 1);
    if (!mark) return BESIDE.matches ? 1 : ZOOMS[2];
    const tall = mark.getBoundingClientRect().height;
    const wanted = BESIDE.matches ? LEGIBLE.beside : LEGIBLE.over;
    return ZOOMS.find((one) => one * tall >= wanted) ?? ZOOMS.at(-1);
  }

  // Scrolls to the cited words: every box on the way that scrolls by itself, the page only when
  // they would be out of sight.
  function show(root) {
    // Words over the end of a page: each page shows its own part of them.
    for (const marks of root.querySelectorAll(".marks")) {
      const mark = marks.querySelector(".cited"), desk = marks.closest(".desk");
      if (mark && /auto|scroll/.test(getComputedStyle(desk).overflowY)) scroll(mark, desk);
    }
    const mark = root.querySelector(".marks .cited, mark.cited, .marks .also");
    if (!mark) return;
    for (let box = mark.parentElement; box && box !== document.body; box = box.parentElement) scroll(mark, box);
    const place = extent(mark);
    if (root === document && (place.top < 60 || place.top + 40 > innerHeight)) mark.scrollIntoView({ block: "center" });
  }

  function scroll(mark, box) {
    const { overflowX, overflowY } = getComputedStyle(box);
    const place = extent(mark), frame = box.getBoundingClientRect();
    const inside = place.top >= frame.top + 60 && place.top + 40 <= frame.bottom;
    if (/auto|scroll/.test(overflowY) && !(box === body && inside))
      box.scrollTop += place.top - frame.top - box.clientHeight * 0.3;
    if (/auto|scroll/.test(overflowX))
      box.scrollLeft += place.left - frame.left - Math.max(12, (box.clientWidth - place.right + place.left) / 2);
  }

  // What all marks of its kind on the same page cover, since a sentence runs over several lines.
  function extent(mark) {
    const all = [...mark.parentElement.querySelectorAll(":scope > ." + mark.className)].map((one) => one.getBoundingClientRect());
    return {
      top: mark.getBoundingClientRect().top,
      left: Math.min(...all.map((one) => one.left)),
      right: Math.max(...all.map((one) => one.right)),
    };
  }

  function resize(button) {
    const source = button.closest(".ca-source");
    const now = Number(source.style.getPropertyValue("--zoom")) || 1;
    const wider = button.dataset.zoom === "in";
    const next = wider ? ZOOMS.find((one) => one > now + 0.01) : ZOOMS.findLast((one) => one < now - 0.01);
    if (!next) return;
    zoom = next;
    source.style.setProperty("--zoom", zoom);
    show(panel?.contains(source) ? body : document);
  }

  // The focus goes round within a sheet that covers everything else.
  function stay(event) {
    const stops = [...panel.querySelectorAll("a[href], button, summary, [tabindex='0']")].filter((one) => one.checkVisibility());
    const first = stops[0], last = stops.at(-1), now = document.activeElement;
    if (event.shiftKey ? now === first || !panel.contains(now) : now === last || !panel.contains(now)) {
      event.preventDefault();
      (event.shiftKey ? last : first).focus();
    }
  }

  function close() {
    if (!BESIDE.matches && history.state?.source) history.back();
    hide();
  }

  function hide() {
    loading = null;
    panel.hidden = true;
    body.innerHTML = "";
    document.body.classList.remove("ca-reading");
    const back = opener;
    unlight();
    if (back?.isConnected) back.focus();
  }

  function unlight() {
    opener?.removeAttribute("aria-current");
    opener = null;
  }

  addEventListener("DOMContentLoaded", () => {
    if (document.querySelector(".ca-source-page")) prepare(document);
  });
})();
