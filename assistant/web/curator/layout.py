"""The components of the curator's page; which of them are seen depends on its address."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from assistant.web.curator.documents import CHOICES
from assistant.web.curator.rendering import render
from corpus.metadata import KEYS, Population

TICK = 1.5
"""Seconds between two looks at a job."""
LONG = 1000
"""Characters of a field."""
HINTS = {
    "id": "lower-case letters, digits, hyphens",
    "specialty": "several are separated by commas",
    "population": ", ".join(Population),
    "site": "empty: everywhere",
    "effective": "YYYY-MM-DD",
    "review": "YYYY-MM-DD",
    "supersedes": "another document’s id, where this one takes its place",
}


@dataclass(frozen=True)
class Form:
    """The fields of the metadata, each with the place of its fault."""

    group: Any
    fields: dict[str, Any]
    faults: dict[str, Any]


@dataclass(frozen=True)
class Parts:
    """Every component that changes."""

    header: Any
    bar: Any
    said: Any
    head: Any
    body: Any
    """What is seen of a place, below its inputs."""
    address: Any
    """What the page shows, as its script and the server tell each other."""
    go: Any
    timer: Any
    find: Any
    words: Any
    stage: Any
    adding: Any
    files: Any
    add: Any
    form: Form
    save_row: Any
    save: Any
    trying: Any
    questions: Any
    try_these: Any
    try_recent: Any
    deciding: Any
    approving: Any
    effective: Any
    approve: Any
    reviewing: Any
    until: Any
    review: Any
    withdrawing: Any
    reason: Any
    withdraw: Any
    publishing: Any
    publish: Any
    back: Any
    checking: Any
    check: Any
    settling: Any
    note: Any
    settle: Any

    def components(self) -> Iterator[Any]:
        """All of them, to be changed by any event."""
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, Form):
                yield from (value.group, *value.fields.values(), *value.faults.values())
            else:
                yield value


def lay_out() -> Parts:
    """The components in the order of the page; all but its frame are hidden at first."""
    import gradio as gr

    def view(name: str) -> Any:
        return gr.HTML(js_on_load=None, apply_default_css=False, elem_id=name)

    def group(name: str) -> Any:
        return gr.Column(visible=False, elem_id=f"cu-{name}", elem_classes="cu-inputs")

    def field(label: str, **chosen: Any) -> Any:
        chosen = {"max_length": LONG, "lines": 1, "max_lines": 1} | chosen
        return gr.Textbox(label=label, **chosen)

    def button(label: str, variant: str = "primary") -> Any:
        return gr.Button(label, variant=variant, scale=0, elem_classes="cu-button")

    part: dict[str, Any] = {"header": view("ca-header"), "bar": view("cu-bar")}
    part["address"] = gr.Textbox(
        label="Address", visible="hidden", elem_id="cu-address", max_length=4000
    )
    # Gradio hears a field that a script fills only when a button is pressed after it.
    part["go"] = gr.Button("Go", visible="hidden", elem_id="cu-go")
    part["timer"] = gr.Timer(TICK, active=False)
    part["said"], part["head"] = view("cu-said"), view("cu-head")
    with gr.Row(visible=False, elem_id="cu-find", elem_classes="cu-inputs") as part["find"]:
        part["words"] = field("Find", placeholder="Title, id, owner, specialty", max_length=200)
        part["stage"] = gr.Dropdown(list(CHOICES), value="", label="Stage", filterable=False)
    with group("adding") as part["adding"]:
        part["files"] = gr.File(
            label="Files (PDF, Word, HTML, Markdown, text; one metadata CSV)",
            file_count="multiple", elem_id="cu-files", height=180,
        )  # fmt: skip
        part["add"] = button("Read and add as drafts")
    part["form"] = _form(gr, view, group, field)
    with gr.Row(visible=False, elem_id="cu-save", elem_classes="cu-inputs") as part["save_row"]:
        part["save"] = button("Save metadata")
    with group("trying") as part["trying"]:
        part["questions"] = field(
            "Questions to try, a line each", lines=2, max_lines=8, max_length=8000
        )
        with gr.Row(elem_classes="cu-buttons"):
            part["try_these"] = button("Try")
            part["try_recent"] = button("Try the latest that were asked", "secondary")
    with group("publishing") as part["publishing"], gr.Row(elem_classes="cu-buttons"):
        part["publish"] = button("Publish what is approved")
        part["back"] = button("Roll back", "secondary")
    with group("checking") as part["checking"]:
        part["check"] = button("Check the corpus")
    part["body"] = view("cu-body")
    with group("deciding") as part["deciding"]:
        with group("approving") as part["approving"]:
            part["effective"] = field("First day in force (YYYY-MM-DD)", max_length=10)
            part["approve"] = button("Approve")
        with group("reviewing") as part["reviewing"]:
            part["until"] = field("Still right; next review on (YYYY-MM-DD)", max_length=10)
            part["review"] = button("Record the review", "secondary")
        with group("withdrawing") as part["withdrawing"]:
            part["reason"] = field("Withdraw at once, because")
            part["withdraw"] = button("Withdraw", "stop")
    with group("settling") as part["settling"]:
        part["note"] = field("What came of it", lines=2, max_lines=6)
        part["settle"] = button("Settle")
    return Parts(**part)


def _form(gr: Any, view: Any, group: Any, field: Any) -> Form:
    inputs: dict[str, Any] = {}
    faults: dict[str, Any] = {}
    with group("form") as holder, gr.Row(elem_classes="cu-fields"):
        for key in KEYS:
            with gr.Column(min_width=220, elem_classes="cu-field"):
                inputs[key] = field(
                    key.capitalize(), placeholder=HINTS.get(key, ""), elem_id=f"cu-field-{key}"
                )
                faults[key] = gr.HTML(
                    render("fault.html", fault=""), js_on_load=None, apply_default_css=False,
                    visible=False, elem_classes="cu-fault-of",
                )  # fmt: skip
    return Form(holder, inputs, faults)
