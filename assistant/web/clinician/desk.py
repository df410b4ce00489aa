"""The clinician's page in Gradio: a question with its filters, and the answer below."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any

import gradio as gr

from assistant.accounts import Account
from assistant.web.access import account_of
from assistant.web.blocks import Blocks
from assistant.web.clinician import layout
from assistant.web.clinician.asking import Answered, Earlier, Shown, shown
from assistant.web.clinician.filters import ANY, Narrowing, choices, groups
from assistant.web.clinician.recent import recent
from assistant.web.clinician.saying import Saying
from assistant.web.failures import describe
from assistant.web.rendering import (
    render_failure,
    render_for_whom,
    render_narrowed,
    render_status,
    render_thread,
    render_waiting,
)
from assistant.web.service import Service
from assistant.web.shell import render_header
from corpus.metadata import Population

TITLE = "Clinical knowledge assistant"
CONCURRENT = 4
"""Questions answered at the same time; the others wait their turn."""
WAITING = 64
"""Questions that may wait; one more is turned away."""
REMEMBERED_FOR = 3600
"""Seconds after which the server forgets a conversation whose page was closed."""

Updates = dict[Any, Any]
"""What changes on the page, by component."""
QUIETLY: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def build_desk(service: Service, banner: str) -> Any:
    """The page as Gradio Blocks, to be mounted."""
    with Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as blocks:
        page = _Page(service, banner)
        page.wire(blocks)
    blocks.queue(max_size=WAITING, api_open=False)
    return blocks


class _Page:
    """The controls, and what they do."""

    def __init__(self, service: Service, banner: str) -> None:
        self._service, self._banner = service, banner
        self.header = layout.html(render_header(banner, None), elem_id="ca-header")
        self.panel = layout.panel()
        self.begin = layout.begin()
        self.status = layout.status()
        with gr.Column(elem_id="ca-result"):
            self.urgent = layout.html(elem_id="ca-urgent")
            self.for_whom = layout.for_whom()
            self.place = layout.html(elem_id="ca-answer")
            self.saying = Saying(service)
        self.earlier = gr.State((), time_to_live=REMEMBERED_FOR)
        self.answered = gr.State(None, time_to_live=REMEMBERED_FOR)

    def wire(self, blocks: gr.Blocks) -> None:
        """Say what happens on which event."""
        panel = self.panel
        narrowing = [*panel.filters, panel.as_of]
        changed = [*self._asking_changes()]
        asking: dict[str, Any] = {
            "fn": self.ask,
            "inputs": [panel.question, self.earlier, *narrowing],
            "outputs": changed,
            "concurrency_limit": CONCURRENT,
            "concurrency_id": "ask",
            **QUIETLY,
        }
        gr.on([panel.button.click, panel.question.submit, panel.as_of.submit], **asking)
        for button in chain(self.begin.examples, self.begin.recent):
            button.click(lambda words: words, button, panel.question, **QUIETLY).then(**asking)
        for group, button in self.for_whom.groups.items():
            again = asking | {"fn": self._again(group), "inputs": [self.answered, *narrowing[1:]]}
            button.click(**again)
        gr.on(
            [one.change for one in narrowing],
            self.narrow,
            narrowing,
            panel.narrowed,
            **QUIETLY,
        )
        panel.new_topic.click(
            self.begin_anew, outputs=[*changed, panel.as_of, *self._lists()], **QUIETLY
        )
        self.saying.wire(self.answered)
        blocks.load(
            self.refresh,
            outputs=[self.header, *panel.filters, self.place, *self._lists()],
            **QUIETLY,
        )

    def refresh(self, request: gr.Request) -> Updates:
        """The page as the catalogue stands now; it may have changed since the server began."""
        account = account_of(request)
        try:
            overview = self._service.overview()
        except Exception as error:
            return {
                self.header: render_header(self._banner, None, account),
                self.place: render_failure(describe(error)),
            }
        offered = zip(self.panel.filters, choices(overview), strict=True)
        return {
            self.header: render_header(self._banner, overview, account),
            **{one: gr.update(choices=found) for one, found in offered},
            **_labelled(self.begin.examples, overview.examples),
            **self._recent(account.name),
        }

    def ask(
        self, request: gr.Request, text: str, earlier: Earlier, *chosen: str
    ) -> Iterator[Updates]:
        """First that and where it is being looked up, then the answer, refusal or failure."""
        yield from self._asked(text, Narrowing(*chosen), earlier, request)

    def _again(self, group: Population) -> Callable[..., Iterator[Updates]]:
        """The same question for one group, with its filter set so that follow-ups keep it."""

        def again(
            request: gr.Request, answered: Answered | None, *others: str
        ) -> Iterator[Updates]:
            if answered is None:
                return
            narrowing = Narrowing(group.value, *others)
            for updates in self._asked(answered.question, narrowing, answered.before, request):
                yield {**updates, self.panel.filters[0]: group.value}

        return again

    def _asked(
        self, text: str, narrowing: Narrowing, earlier: Earlier, request: gr.Request
    ) -> Iterator[Updates]:
        waiting = {
            self.panel.button: gr.update(interactive=False),
            self.begin.column: gr.update(visible=False),
            self.urgent: "",
            self.for_whom.row: gr.update(visible=False),
            self.saying.column: gr.update(visible=False),
        }
        yield {**waiting, self.place: render_waiting(), self.status: render_status("Looking.")}
        by = account_of(request).name
        for now in shown(self._service, text, narrowing, earlier, by=by, banner=self._banner):
            if not now.done:
                yield {**waiting, self.place: now.html}
                continue
            yield self._finished(now, text) | self._answering(account_of(request))

    def _answering(self, account: Account) -> Updates:
        """Which snapshot answers now: another may have been published since the page was opened."""
        try:
            overview = self._service.overview()
        except Exception:  # what fails was said in the place of the answer
            overview = None
        return {self.header: render_header(self._banner, overview, account)}

    def _finished(self, now: Shown, text: str) -> Updates:
        for_whom = now.answered.for_whom if now.answered else ""
        return {
            self.urgent: now.urgent,
            self.place: now.html,
            self.status: render_status(now.said),
            self.panel.button: gr.update(interactive=True),
            # What was not answered stays in its field, to be put in other words.
            self.panel.question: text if now.open else "",
            self.earlier: now.earlier,
            self.answered: now.answered,
            **self._conversation(now.earlier),
            **self._asking_for_whom(for_whom),
            **self.saying.ready(now.answered),
        }

    def _conversation(self, earlier: Earlier) -> Updates:
        """What a follow-up will be read after, and the way out of it."""
        return {
            self.panel.thread: render_thread(earlier),
            self.panel.new_topic: gr.update(visible=bool(earlier)),
        }

    def _asking_for_whom(self, message: str) -> Updates:
        if not message:
            return {self.for_whom.row: gr.update(visible=False)}
        offered = groups(self._service.overview())
        return {
            self.for_whom.row: gr.update(visible=True),
            self.for_whom.message: render_for_whom(message),
            **{
                button: gr.update(visible=group in offered)
                for group, button in self.for_whom.groups.items()
            },
        }

    def begin_anew(self, request: gr.Request) -> Updates:
        """The page without a conversation; whose turn it was and on which day goes with it."""
        return {
            self.urgent: "",
            self.place: "",
            self.status: render_status("A new topic."),
            self.panel.question: "",
            self.panel.filters[0]: ANY,
            self.panel.as_of: "",
            self.earlier: (),
            self.answered: None,
            self.begin.column: gr.update(visible=True),
            **self._conversation(()),
            **self._asking_for_whom(""),
            **self.saying.ready(None),
            **self._recent(account_of(request).name),
        }

    def narrow(self, *chosen: str) -> str:
        """What the filters hold, where they are folded away."""
        return render_narrowed(Narrowing(*chosen).named)

    def _recent(self, by: str) -> Updates:
        try:
            found = recent(self._service.trail_index.answers(), by)
        except Exception:  # a trail that cannot be read stops no question
            found = ()
        column = {self.begin.asked: gr.update(visible=bool(found))}
        return column | _labelled(self.begin.recent, found)

    def _asking_changes(self) -> list[Any]:
        panel, for_whom = self.panel, self.for_whom
        return [
            self.header, self.urgent, self.place, self.status, self.earlier, self.answered,
            self.begin.column,
            panel.button, panel.question, panel.thread, panel.new_topic, panel.filters[0],
            for_whom.row, for_whom.message, *for_whom.groups.values(), *self.saying.changes,
        ]  # fmt: skip

    def _lists(self) -> list[Any]:
        return [*self.begin.examples, self.begin.asked, *self.begin.recent]


def _labelled(buttons: Sequence[gr.Button], labels: Sequence[str]) -> Updates:
    """The buttons with these labels, and those that are left hidden."""
    named = dict(zip(buttons, labels, strict=False))
    return {
        button: gr.update(value=named[button], visible=True)
        if button in named
        else gr.update(visible=False)
        for button in buttons
    }
