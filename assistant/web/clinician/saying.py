"""Where a reader says what an answer was worth, into the queue of reviewers or curators."""

from collections.abc import Callable
from typing import Any

import gradio as gr

from assistant.feedback import Kind, report
from assistant.screen.checking import MAX_CHARACTERS
from assistant.web.access import account_of
from assistant.web.clinician.asking import Answered
from assistant.web.clinician.layout import html
from assistant.web.failures import describe
from assistant.web.rendering import render_said, render_saying_title
from assistant.web.service import Service

LABELS = {
    Kind.MISSING: "Tell the curators that this is missing",
    Kind.HELPFUL: "Helpful",
    Kind.WRONG: "Wrong",
    Kind.UNSAFE: "Unsafe",
}
PROMPTS = {
    Kind.WRONG: ("What is wrong?", "Which statement, and what the document says instead"),
    Kind.UNSAFE: ("What is unsafe?", "What could harm a patient, and how"),
}
"""Label and placeholder of the comment, for what is not said without one."""
THANKS = {
    Kind.HELPFUL: "Recorded as helpful.",
    Kind.WRONG: "Sent to the reviewers: wrong. They see the question, the answer and your comment.",
    Kind.UNSAFE: "Sent to the reviewers, ahead of everything else: unsafe. If a patient may have "
    "been harmed, tell the person in charge and report an incident too.",
    Kind.MISSING: "The curators have been told that this is missing.",
}
QUIETLY: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


class Saying:
    """The controls below an answer, and what they do."""

    def __init__(self, service: Service) -> None:
        self._service = service
        with gr.Column(visible=False, elem_id="ca-saying") as self.column:
            with gr.Row(elem_id="ca-saying-kinds") as self.choices:
                self.title = html(render_saying_title(refused=False))
                self.kinds = {
                    kind: gr.Button(
                        label, size="sm", scale=0, min_width=96, elem_classes=["ca-kind", kind]
                    )
                    for kind, label in LABELS.items()
                }
            with gr.Column(visible=False, elem_id="ca-saying-words") as self.words:
                self.comment = gr.Textbox(
                    label=PROMPTS[Kind.WRONG][0], lines=2, max_lines=6,
                    max_length=MAX_CHARACTERS, autofocus=True, elem_id="ca-comment",
                )  # fmt: skip
                with gr.Row(elem_id="ca-saying-send"):
                    self.send = gr.Button(
                        "Send to the reviewers", variant="primary", size="sm", scale=0,
                        min_width=180,
                    )  # fmt: skip
                    self.cancel = gr.Button("Cancel", size="sm", scale=0, min_width=80)
            self.result = html(elem_id="ca-saying-result")
        self.kind = gr.State("")

    @property
    def changes(self) -> list[Any]:
        """Every component that changes here."""
        return [
            self.column, self.choices, self.title, *self.kinds.values(), self.words, self.comment,
            self.result, self.kind,
        ]  # fmt: skip

    def wire(self, answered: gr.State) -> None:
        """Say what happens on which event; `answered` is what is spoken about."""
        for kind, button in self.kinds.items():
            if kind in PROMPTS:
                button.click(self._write(kind), outputs=self.changes, **QUIETLY)
            else:
                button.click(self._say(kind), answered, self.changes, **QUIETLY)
        gr.on(
            [self.send.click, self.comment.submit],
            self._send,
            [answered, self.kind, self.comment],
            self.changes,
            **QUIETLY,
        )
        self.cancel.click(self._write_nothing, outputs=self.changes, **QUIETLY)

    def ready(self, answered: Answered | None) -> dict[Any, Any]:
        """Nothing said yet about the answer; away where there is none."""
        shown = {
            kind: kind is not Kind.MISSING or (answered is not None and answered.may_be_missing)
            for kind in self.kinds
        }
        return {
            self.column: gr.update(visible=answered is not None),
            self.choices: gr.update(visible=True),
            self.title: render_saying_title(refused=answered is not None and answered.refused),
            **{self.kinds[kind]: gr.update(visible=visible) for kind, visible in shown.items()},
            **self._write_nothing(),
        }

    def _write(self, kind: Kind) -> Callable[[], dict[Any, Any]]:
        label, placeholder = PROMPTS[kind]

        def write() -> dict[Any, Any]:
            return {
                self.words: gr.update(visible=True),
                self.comment: gr.update(label=label, placeholder=placeholder, value=""),
                self.kind: kind.value,
                self.result: render_said(""),
            }

        return write

    def _write_nothing(self) -> dict[Any, Any]:
        return {
            self.words: gr.update(visible=False),
            self.kind: "",
            self.comment: "",
            self.result: render_said(""),
        }

    def _say(self, kind: Kind) -> Callable[..., dict[Any, Any]]:
        def said(answered: Answered | None, request: gr.Request) -> dict[Any, Any]:
            return self._send(answered, kind.value, "", request)

        return said

    def _send(
        self, answered: Answered | None, kind: str, comment: str, request: gr.Request
    ) -> dict[Any, Any]:
        if answered is None or not kind:
            return {}
        if Kind(kind) in PROMPTS and not comment.strip():
            unsaid = "Say in a few words what it is: the reviewers act on that."
            return {self.result: render_said(unsaid, failed=True)}
        told, done = say(self._service, answered.id, Kind(kind), comment, account_of(request).name)
        if not done:
            return {self.result: told}
        return {
            self.choices: gr.update(visible=False),
            self.words: gr.update(visible=False),
            self.result: told,
        }


def say(service: Service, answer: str, kind: Kind, comment: str, by: str) -> tuple[str, bool]:
    """What the reader is told, as HTML, and whether it was recorded. Nothing is raised."""
    try:
        stages = service.stages()
        said = report(stages.trail, stages.redactor, answer, kind, comment, by)
    except Exception as error:
        return render_said(describe(error), failed=True), False
    return render_said(f"{THANKS[said.kind]} Entry {said.number} of the record."), True
