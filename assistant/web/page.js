// A number leads to its source and back. Plain #fragment links are not enough: the page has a
// <base> address, so that they would reload it and lose the answer.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('#ca-answer a[href^="#"]');
  if (!link) return;
  event.preventDefault();
  const target = document.getElementById(link.getAttribute("href").slice(1));
  if (!target) return;
  for (const lit of document.querySelectorAll("#ca-answer .lit")) lit.classList.remove("lit");
  target.classList.add("lit");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const beside = matchMedia("(min-width: 900px)").matches;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: beside ? "nearest" : "center" });
});

// Answers are announced to screen readers. The element appears after this script has run.
new MutationObserver((_, observer) => {
  const answer = document.getElementById("ca-answer");
  if (!answer) return;
  answer.setAttribute("aria-live", "polite");
  observer.disconnect();
}).observe(document.documentElement, { childList: true, subtree: true });
