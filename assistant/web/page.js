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
