"""The controls of the reviewer's desk: groups of fields that stand beside the page."""

from dataclasses import dataclass, field
from typing import Any

from assistant.answers import RefusalReason
from assistant.settings import Settings
from assistant.web.reviewer.judging_pages import LABELS
from assistant.web.reviewer.runs import suites_at_hand
from assistant.web.reviewer.views import Shown
from evals.suites.case import Expect

LONGEST = 2000
"""Characters of a note; the trail takes no more."""


@dataclass
class Forms:
    """Gradio components by the names that `views.Shown` has for them."""

    groups: dict[str, Any] = field(default_factory=dict)
    """By name of the form."""
    fields: dict[str, Any] = field(default_factory=dict)
    buttons: dict[str, Any] = field(default_factory=dict)

    @property
    def components(self) -> list[Any]:
        """All that `updates` may change."""
        return [*self.groups.values(), *self.fields.values(), self.buttons["judge"]]

    def updates(self, gr: Any, settings: Settings, shown: Shown) -> dict[Any, Any]:
        """Which forms stand beside what is shown, and what their fields begin with."""
        found: dict[Any, Any] = {
            group: gr.update(visible=name in shown.forms) for name, group in self.groups.items()
        }
        for name, value in shown.fill.items():
            found[self.fields[name]] = gr.update(value=value or None)
        if "start" in shown.forms:
            choices = [name for name, _, _ in suites_at_hand(settings)]
            found[self.fields["suites"]] = gr.update(choices=choices)
        settling = "settling" in shown.forms
        words = "Settle the dispute" if settling else "Give this verdict"
        found[self.buttons["judge"]] = gr.update(value=words)
        return found


def start_form(gr: Any, forms: Forms) -> None:
    """Which suites to run; it stands above the list of runs."""
    with gr.Row(visible=False, elem_id="rv-start", elem_classes="rv-form") as group:
        forms.fields["suites"] = gr.Dropdown(
            [], label="Suites to run against what is published", multiselect=True, scale=1
        )
        forms.buttons["start"] = gr.Button("Run", variant="primary", scale=0, min_width=120)
    forms.groups["start"] = group
    with gr.Row(visible=False, elem_id="rv-running") as group:
        forms.buttons["stop"] = gr.Button("Stop this run", size="sm", scale=0)
    forms.groups["running"] = group


def side_forms(gr: Any, forms: Forms) -> None:
    """All that is done with what the page shows."""

    def note(name: str, label: str, lines: int = 3, **more: Any) -> None:
        forms.fields[name] = gr.Textbox(
            label=label, lines=lines, max_lines=8, max_length=LONGEST, **more
        )

    def button(name: str, label: str, **more: Any) -> None:
        forms.buttons[name] = gr.Button(label, **more)

    with _group(gr, forms, "judge", "Your verdict"):
        forms.fields["judgement"] = gr.Radio(
            [(label, verdict.value) for verdict, label in LABELS.items()], label="This answer is"
        )
        note("judged", "Why (needed to settle; no patient’s details)")
        button("judge", "Give this verdict", variant="primary")
    with _group(gr, forms, "settle", "Settle what was reported"):
        note("note", "What came of it")
        button("settle", "Settle", variant="primary")
    with _group(gr, forms, "case", "Make it a case of a suite"):
        _case_fields(gr, forms, note)
        button("case", "Add the case")
    with _group(gr, forms, "release", "Publishing"):
        note("reason", "Reason, which the curators see")
        with gr.Row():
            button("block", "Block", variant="stop")
            button("allow", "Allow")
    with _group(gr, forms, "accept", "Hold use against this run"):
        button("accept", "Accept this run")
    with _group(gr, forms, "cases", "Have cases judged by two"):
        forms.fields["count"] = gr.Number(20, label="How many", minimum=1, maximum=200, precision=0)
        button("cases", "Put failing cases before raters")
    with _group(gr, forms, "sample", "Have this sample judged by two"):
        button("sample", "Put it before raters", variant="primary")


def _case_fields(gr: Any, forms: Forms, note: Any) -> None:
    forms.fields["expect"] = gr.Radio(
        [("An answer", Expect.ANSWER.value), ("A refusal", Expect.REFUSE.value)],
        label="What should come",
    )
    forms.fields["why"] = gr.Dropdown(
        [(one.value.replace("_", " "), one.value) for one in RefusalReason],
        label="Reason of a refusal",
    )
    note("evidence", "Answered from, a line each as “document: words”")
    note("facts", "Must be said, a line each", 2)
    note("forbid", "Must not be said, a line each", 2)
    with gr.Row():
        forms.fields["suite"] = gr.Textbox(label="Suite", max_lines=1, max_length=80, min_width=110)
        forms.fields["identity"] = gr.Textbox(
            label="Case", max_lines=1, max_length=80, min_width=110
        )


def _group(gr: Any, forms: Forms, name: str, title: str) -> Any:
    group = gr.Column(visible=False, elem_id=f"rv-{name}", elem_classes="rv-form")
    forms.groups[name] = group
    with group:
        gr.HTML(
            f"<h2>{title}</h2>",  # of this file alone
            js_on_load=None,
            apply_default_css=False,
            elem_classes="rv-form-title",
        )
    return group
