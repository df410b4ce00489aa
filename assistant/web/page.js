// What every page that shows an answer can do: copy it with its citations, and print it.
const copy = async (text, shown) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Refused, or a page without TLS: the words are shown and selected, to be copied by hand too.
    shown.hidden = false;
    const range = document.createRange();
    range.selectNodeContents(shown);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return document.execCommand("copy");
  }
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy], [data-print]");
  if (!button) return;
  if (button.matches("[data-print]")) return print();
  const shown = document.getElementById(button.dataset.copy);
  const record = button.closest("[data-record]").dataset.record;
  const text = `${shown.textContent.trimEnd()}\n${location.origin}/answers/${record}\n`;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  said.className = "ca-copying";
  button.after(said);
  said.textContent = (await copy(text, shown)) ? "Copied" : "Selected: press Ctrl+C";
  setTimeout(() => said.remove(), 4000);
});

// The number that was opened, and the source it belongs to, stay marked.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".ca-answer a[data-source]");
  if (!link) return;
  const number = link.dataset.number ?? link.closest("[data-number]")?.dataset.number;
  for (const lit of document.querySelectorAll(".ca-answer .lit")) lit.classList.remove("lit");
  if (!number) return;
  for (const one of document.querySelectorAll(`.ca-answer [data-number="${CSS.escape(number)}"]`)) {
    one.classList.add("lit");
  }
});

// "/" leads to the question from anywhere but where somebody types.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable], dialog")) return;
  const question = document.querySelector("#ca-question textarea");
  if (!question) return;
  event.preventDefault();
  question.focus();
});

// Whatever asks the server hears 401 once the session has ended. The page stays as it is, to be
// read; the way back to it keeps the question, for the same account in the same tab alone.
const KEPT = "question";
const whose = () => document.querySelector(".ca-header .account .name")?.lastChild.textContent;
const field = () => document.querySelector("#ca-question textarea");

const ended = () => {
  if (document.getElementById("ca-ended")) return;
  const said = document.createElement("div");
  said.id = said.className = "ca-ended";
  said.setAttribute("role", "alert");
  const kept = field()?.value.trim() ? " Your question is kept." : "";
  said.innerHTML = "<p><strong>Your session has ended.</strong><span></span></p><a class='ca-button'>Sign in again</a>";
  said.querySelector("span").textContent = ` Sign in again to go on.${kept}`;
  const link = said.querySelector("a");
  link.href = `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
  link.addEventListener("click", () => {
    const question = field()?.value ?? "";
    if (question.trim()) sessionStorage.setItem(KEPT, JSON.stringify({ question, by: whose() }));
  });
  document.body.append(said);
};

const ask = window.fetch;
window.fetch = async (...request) => {
  const response = await ask.apply(window, request);
  if (response.status === 401 && new URL(response.url).origin === location.origin) ended();
  return response;
};

const kept = sessionStorage.getItem(KEPT);
if (kept) {
  // Gradio makes the field, and the server says who is signed in, after this script has run.
  const watching = new MutationObserver(() => {
    const by = whose(), question = field();
    if (!by || !question) return;
    watching.disconnect();
    sessionStorage.removeItem(KEPT);
    const before = JSON.parse(kept);
    if (before.by !== by || question.value) return;
    question.value = before.question;
    question.dispatchEvent(new Event("input", { bubbles: true }));
    question.focus();
  });
  watching.observe(document.documentElement, { childList: true, subtree: true });
}
