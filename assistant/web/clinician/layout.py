"""The controls of the clinician's page, in the order in which they are read."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.screen.checking import MAX_CHARACTERS
from assistant.web.clinician.filters import ANY, GROUPS, LABELS
from assistant.web.clinician.recent import RECENT_COUNT
from assistant.web.rendering import (
    render_narrowed,
    render_start,
    render_status,
    render_thread,
)
from assistant.web.service import EXAMPLE_COUNT
from corpus.metadata import Population


@dataclass(frozen=True)
class Panel:
    """Where a question is put and narrowed."""

    question: gr.Textbox
    button: gr.Button
    thread: gr.HTML
    new_topic: gr.Button
    narrowed: gr.HTML
    filters: tuple[gr.Dropdown, ...]
    """Population, site, specialty."""
    as_of: gr.Textbox


@dataclass(frozen=True)
class Begin:
    """What can be asked with one click, before there is an answer."""

    column: gr.Column
    examples: tuple[gr.Button, ...]
    asked: gr.Column
    recent: tuple[gr.Button, ...]


@dataclass(frozen=True)
class ForWhom:
    """Asks for whom a question was, where that was not said."""

    row: gr.Row
    message: gr.HTML
    groups: dict[Population, gr.Button]


def html(value: str = "", **settings: Any) -> gr.HTML:
    """Something rendered by a template of ours."""
    return gr.HTML(value, js_on_load=None, apply_default_css=False, **settings)


def panel() -> Panel:
    """The question box with its filters."""
    with gr.Column(elem_id="ca-ask"):
        with gr.Row(elem_id="ca-question-row"):
            question = gr.Textbox(
                label="Question",
                placeholder="A protocol, dose or threshold – leave out patient details",
                lines=1,
                max_lines=4,
                max_length=MAX_CHARACTERS,
                autofocus=True,
                elem_id="ca-question",
                scale=1,
            )
            button = gr.Button("Ask", variant="primary", elem_id="ca-button", scale=0)
        with gr.Row(elem_id="ca-conversation"):
            thread = html(render_thread(()), elem_id="ca-thread")
            new_topic = gr.Button(
                "New topic", visible=False, size="sm", elem_id="ca-new-topic", scale=0
            )
        narrowed = html(render_narrowed(()), elem_id="ca-narrowed")
        with gr.Row(elem_id="ca-filters"):
            filters = tuple(
                gr.Dropdown([(every, ANY)], value=ANY, label=label, min_width=120)
                for label, every in LABELS
            )
            as_of = gr.Textbox(
                label="In force on",
                placeholder="YYYY-MM-DD",
                lines=1,
                max_lines=1,
                max_length=10,
                min_width=120,
                elem_id="ca-as-of",
            )
    return Panel(question, button, thread, new_topic, narrowed, filters, as_of)


def begin() -> Begin:
    """Examples and what was asked before."""
    with gr.Column(elem_id="ca-begin") as column:
        with gr.Row(elem_id="ca-lists"):
            with gr.Column(elem_classes="ca-list", min_width=280):
                html('<h2 class="ca-list-title">Examples</h2>')
                examples = _buttons(EXAMPLE_COUNT, "ca-example")
            with gr.Column(elem_classes="ca-list", min_width=280, visible=False) as asked:
                html('<h2 class="ca-list-title">Your recent questions</h2>')
                recent = _buttons(RECENT_COUNT, "ca-recent")
        html(render_start(), elem_id="ca-promises")
    return Begin(column, examples, asked, recent)


def for_whom() -> ForWhom:
    """The question back, with a button for each group."""
    with gr.Row(visible=False, elem_id="ca-for-whom") as row:
        message = html(elem_id="ca-for-whom-message")
        groups = {
            group: gr.Button(name, size="sm", scale=0, min_width=88, elem_classes="ca-group")
            for group, name in GROUPS.items()
        }
    return ForWhom(row, message, groups)


def status() -> gr.HTML:
    """What happened, said to screen readers."""
    return html(render_status(""), elem_id="ca-status")


def _buttons(count: int, name: str) -> tuple[gr.Button, ...]:
    return tuple(gr.Button("", visible=False, size="sm", elem_classes=name) for _ in range(count))
