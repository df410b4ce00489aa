"""What stands in the place of the answer, from the click until it is there."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.answers import Answer, NoticeKind, RefusalReason
from assistant.conversation import remember
from assistant.web.clinician.copying import plain
from assistant.web.clinician.filters import Narrowing
from assistant.web.failures import describe
from assistant.web.rendering import (
    render_answer,
    render_failure,
    render_urgent,
    render_waiting,
    spoken,
)
from assistant.web.service import Service
from assistant.web.streaming import Looking

Earlier = tuple[str, ...]
"""The redacted questions of one conversation, on this page of this browser only."""

MISSING = {
    RefusalReason.NOT_IN_CORPUS,
    RefusalReason.INSUFFICIENT_EVIDENCE,
    RefusalReason.UNSUPPORTED_DRAFT,
}
"""Refusals that a document could change."""


@dataclass(frozen=True)
class Answered:
    """What can be said about an answer, and asked again, once it is shown."""

    id: str
    question: str
    """With identifiers redacted."""
    before: Earlier
    """The conversation it was asked in, without itself."""
    refused: bool
    may_be_missing: bool
    """Whether a document could turn the refusal into an answer."""
    for_whom: str
    """What the reader is told when it was not said for whom; empty otherwise."""


@dataclass(frozen=True)
class Shown:
    """What stands in the place of the answer."""

    html: str
    earlier: Earlier
    """The conversation with it."""
    said: str
    """The same in one sentence, for those who hear the page."""
    urgent: str = ""
    """What stands above everything else."""
    answered: Answered | None = None
    done: bool = True
    """Whether nothing more will come."""

    @property
    def open(self) -> bool:
        """Whether the question is still without an answer."""
        return self.answered is None or self.answered.refused


def shown(
    service: Service,
    text: str,
    narrowing: Narrowing,
    earlier: Earlier,
    *,
    by: str,
    banner: str = "",
) -> Iterator[Shown]:
    """Where it is being looked up, if anything is found, and then the answer.

    Nothing is raised: a traceback in a log could hold the question.
    """
    try:
        for event in service.follow(narrowing.question(text or "", earlier), by=by):
            if isinstance(event, Looking):
                yield Shown(render_waiting(event.places), earlier, "", done=False)
            else:
                about = _answered(event, earlier)
                html = render_answer(
                    event,
                    service.overview().documents,
                    narrowed=narrowing.named,
                    copied=plain(event, banner),
                    said_elsewhere=(NoticeKind.POPULATION_NOT_STATED, NoticeKind.EMERGENCY),
                )
                after = remember(earlier, event.question)
                yield Shown(html, after, spoken(event), render_urgent(event), about)
    except Exception as error:
        message = describe(error)
        yield Shown(render_failure(message), earlier, f"Nothing was answered. {message}")


def _answered(answer: Answer, before: Earlier) -> Answered:
    unstated = NoticeKind.POPULATION_NOT_STATED
    return Answered(
        answer.id,
        answer.question,
        before,
        answer.refusal is not None,
        answer.refusal is not None and answer.refusal.reason in MISSING,
        next((notice.message for notice in answer.notices if notice.kind == unstated), ""),
    )
