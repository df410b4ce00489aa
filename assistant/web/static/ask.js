// The clinician's desk. Gradio builds its elements after this script has run, and again at times.
const NARROW = matchMedia("(max-width: 899px)");

document.addEventListener("click", (event) => {
  const fold = event.target.closest?.(".ca-fold");
  if (!fold) return;
  const open = document.getElementById("ca-filters").classList.toggle("unfolded");
  fold.setAttribute("aria-expanded", String(open));
});

const prepare = () => {
  // The browser's own way to choose a day; its value is as ISO writes it.
  const day = document.querySelector("#ca-as-of input");
  if (day && day.type !== "date") day.type = "date";
  const filters = document.getElementById("ca-filters");
  const fold = document.querySelector(".ca-fold");
  if (filters && fold) {
    const open = String(filters.classList.contains("unfolded"));
    if (fold.getAttribute("aria-expanded") !== open) fold.setAttribute("aria-expanded", open);
  }
};

// On a phone the answer begins below what is seen: who asked is taken there once it is there.
let waited = false;
const follow = () => {
  const waiting = document.querySelector("#ca-answer .ca-waiting") !== null;
  if (waited !== waiting && NARROW.matches) {
    document.activeElement?.blur();
    document.getElementById("ca-result").scrollIntoView({ block: "start" });
  }
  waited = waiting;
};

new MutationObserver(() => {
  prepare();
  follow();
}).observe(document.documentElement, { childList: true, subtree: true });
