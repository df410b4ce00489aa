"""The chat page in Gradio: a question with its filters, and the rendered answer below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.conversation import remember
from assistant.question import Question
from assistant.screen.checking import MAX_CHARACTERS
from assistant.web.failures import describe
from assistant.web.rendering import (
    render_answer,
    render_failure,
    render_start,
    render_thread,
    render_waiting,
)
from assistant.web.service import EXAMPLE_COUNT, Overview, Service
from assistant.web.shell import render_header
from assistant.web.streaming import Looking
from corpus.errors import QuestionError
from corpus.metadata import Population

TITLE = "Clinical knowledge assistant"
ANY = ""
"""What a filter holds when nothing is chosen."""
CONCURRENT = 4
"""Questions answered at the same time; the others wait their turn."""
WAITING = 64
"""Questions that may wait; one more is turned away."""
REMEMBERED_FOR = 3600
"""Seconds after which the server forgets a conversation whose page was closed."""

Earlier = tuple[str, ...]
"""The redacted questions of one conversation, on this page of this browser only."""


def build_desk(service: Service, banner: str) -> Any:
    """The page as Gradio Blocks, to be mounted."""
    import gradio as gr

    def refresh() -> list[Any]:
        """The page as the catalogue stands now; it may have changed since the server began."""
        try:
            overview = service.overview()
        except Exception as error:
            return [render_header(banner, None), *_blank(gr), render_failure(describe(error))]
        updates = [gr.update(choices=choices) for choices in _choices(overview)]
        buttons = [
            gr.update(value=overview.examples[i], visible=True)
            if i < len(overview.examples)
            else gr.update(visible=False)
            for i in range(EXAMPLE_COUNT)
        ]
        return [render_header(banner, overview), *updates, *buttons, gr.update()]

    def answer(text: str, earlier: Earlier, as_of: str, *filters: str) -> Iterator[tuple[Any, ...]]:
        """First that and where it is being looked up, then the answer, refusal or failure."""
        asleep = (gr.update(interactive=False), "", earlier, *conversation(earlier))
        yield render_waiting(), *asleep
        for now in shown(service, text, filters, as_of, earlier):
            if now.done:
                # What was not answered stays in its field, to be put in other words.
                field = gr.update(value=text) if now.open else gr.update()
                awake = (gr.update(interactive=True), field, now.earlier)
                yield now.html, *awake, *conversation(now.earlier)
            else:
                yield now.html, *asleep

    def conversation(earlier: Earlier) -> tuple[Any, Any]:
        """What a follow-up will be read after, and the way out of it."""
        return render_thread(earlier), gr.update(visible=bool(earlier))

    def begin_anew() -> tuple[Any, ...]:
        """The page without a conversation; the filters stay."""
        return render_start(), "", (), *conversation(())

    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as blocks:
        header = gr.HTML(
            render_header(banner, None),
            js_on_load=None,
            apply_default_css=False,
            elem_id="ca-header",
        )
        with gr.Column(elem_id="ca-ask"):
            with gr.Row(elem_id="ca-question-row"):
                question = gr.Textbox(
                    label="Question",
                    placeholder="Ask about a protocol, dose or threshold",
                    lines=1,
                    max_lines=4,
                    max_length=MAX_CHARACTERS,
                    autofocus=True,
                    elem_id="ca-question",
                    scale=1,
                )
                button = gr.Button("Ask", variant="primary", elem_id="ca-button", scale=0)
            with gr.Row(elem_id="ca-conversation"):
                thread = gr.HTML(
                    render_thread(()),
                    js_on_load=None,
                    apply_default_css=False,
                    elem_id="ca-thread",
                )
                new_topic = gr.Button(
                    "New topic", visible=False, size="sm", elem_id="ca-new-topic", scale=0
                )
            with gr.Row(elem_id="ca-filters"):
                filters = [
                    gr.Dropdown([(every, ANY)], value=ANY, label=label, min_width=120)
                    for label, every in _FILTERS
                ]
                as_of = gr.Textbox(
                    label="In force on",
                    placeholder="YYYY-MM-DD",
                    lines=1,
                    max_lines=1,
                    max_length=10,
                    min_width=120,
                    elem_id="ca-as-of",
                )
            with gr.Row(elem_id="ca-examples"):
                examples = [
                    gr.Button("", visible=False, size="sm", elem_classes="ca-example")
                    for _ in range(EXAMPLE_COUNT)
                ]
        place = gr.HTML(
            render_start(), js_on_load=None, apply_default_css=False, elem_id="ca-answer"
        )
        earlier = gr.State((), time_to_live=REMEMBERED_FOR)
        given = [question, earlier, as_of, *filters]
        asking: dict[str, Any] = {
            "fn": answer,
            "inputs": given,
            "outputs": [place, button, question, earlier, thread, new_topic],
            "show_progress": "hidden",
            "api_visibility": "private",
            "concurrency_limit": CONCURRENT,
            "concurrency_id": "ask",
        }
        gr.on([button.click, question.submit, as_of.submit], **asking)
        new_topic.click(
            begin_anew,
            outputs=[place, question, earlier, thread, new_topic],
            show_progress="hidden",
            api_visibility="private",
        )
        for example in examples:
            example.click(
                lambda words: words, example, question, queue=False,
                show_progress="hidden", api_visibility="private",
            ).then(**asking)  # fmt: skip
        blocks.load(
            refresh,
            outputs=[header, *filters, *examples, place],
            show_progress="hidden",
            api_visibility="private",
        )
    blocks.queue(max_size=WAITING, api_open=False)
    return blocks


_FILTERS = (
    ("Patient group", "Any group"),
    ("Site", "Any site"),
    ("Specialty", "Any specialty"),
)


def _choices(overview: Overview) -> list[list[tuple[str, str]]]:
    named = (
        [(group.value.capitalize(), group.value) for group in overview.populations
         if group is not Population.ALL],
        [(site.replace("-", " ").capitalize(), site) for site in overview.sites],
        [(name, name) for name in overview.specialties],
    )  # fmt: skip
    return [[(every, ANY), *found] for (_, every), found in zip(_FILTERS, named, strict=True)]


def _blank(gr: Any) -> list[Any]:
    """No change to filters and examples."""
    return [gr.update() for _ in range(len(_FILTERS) + EXAMPLE_COUNT)]


@dataclass(frozen=True)
class Shown:
    """What stands in the place of the answer."""

    html: str
    earlier: Earlier
    """The conversation with it."""
    done: bool = True
    """Whether nothing more will come."""
    open: bool = False
    """Whether the question is still without an answer."""


def shown(
    service: Service, text: str, filters: Sequence[str], as_of: str, earlier: Earlier
) -> Iterator[Shown]:
    """Where it is being looked up, if anything is found, and then the answer.

    Nothing is raised: a traceback in a log could hold the question.
    """
    population, site, specialty = filters
    try:
        question = Question(
            text or "",
            Population(population) if population else None,
            site or None,
            specialty or None,
            _day(as_of),
            earlier,
        )
        for event in service.follow(question):
            if isinstance(event, Looking):
                yield Shown(render_waiting(event.places), earlier, done=False)
            else:
                html = render_answer(event, service.overview().documents)
                after = remember(earlier, event.question)
                yield Shown(html, after, open=event.refusal is not None)
    except Exception as error:
        yield Shown(render_failure(describe(error)), earlier, open=True)


def _day(written: str | None) -> date:
    if not (written or "").strip():
        return date.today()
    try:
        return date.fromisoformat((written or "").strip())
    except ValueError:
        raise QuestionError(
            "“In force on” is not a date such as 2026-01-31: correct it, or leave it empty"
        ) from None
