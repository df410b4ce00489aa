"""What somebody said about an answer, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from assistant.audit import Event, Trail, TrailIndex
from assistant.redact import Redactor, remark
from corpus.errors import AuditError, QuestionError, RoleError

SETTLED = "feedback.settled"


class Kind(StrEnum):
    """What was said, the gravest first."""

    UNSAFE = "unsafe"
    WRONG = "wrong"
    MISSING = "missing"
    """A refusal for which an approved document is wanted."""
    HELPFUL = "helpful"

    @property
    def event(self) -> str:
        """The kind of its event in the trail."""
        return f"feedback.{self.value}"


WAITS = (Kind.UNSAFE, Kind.WRONG, Kind.MISSING)
"""What somebody has to look at, in the order in which it is looked at."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What came of a report."""

    by: str
    at: str
    """UTC, ISO 8601."""
    note: str
    """With identifiers redacted."""

    def to_json(self) -> dict[str, str]:
        """Its three fields."""
        return {"by": self.by, "at": self.at, "note": self.note}


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody said about one answer."""

    answer: str
    """The id of the answer."""
    kind: Kind
    comment: str
    """With identifiers redacted."""
    by: str
    at: str
    """UTC, ISO 8601."""
    number: int
    """Of its record in the trail; by it a report is settled."""
    settlement: Settlement | None = None

    @property
    def waits(self) -> bool:
        """Whether somebody has yet to look at it."""
        return self.settlement is None and self.kind in WAITS

    def to_json(self) -> dict[str, Any]:
        """Everything, with `settlement` null until it is settled."""
        return {
            "number": self.number,
            "at": self.at,
            "answer": self.answer,
            "kind": self.kind.value,
            "comment": self.comment,
            "by": self.by,
            "settlement": self.settlement.to_json() if self.settlement else None,
        }


def report(  # noqa: PLR0917
    trail: Trail, redactor: Redactor, answer: str, kind: Kind | str, comment: str, by: str
) -> Report:
    """Record what somebody said about an answer.

    Raises QuestionError for an unknown kind, for what is missing from an answer that was no
    refusal, and for a comment that is too long; RedactionError when the comment cannot be
    redacted, and AuditError when there is no such answer or nothing can be recorded. Then nothing
    was written.
    """
    said = _kind(kind)
    about = trail.find(answer).answer or {}
    if said is Kind.MISSING and about.get("status") != "refused":
        raise QuestionError(
            f"{answer} was answered, so nothing is missing: say `wrong` or `unsafe`, and why"
        )
    words = remark(redactor, comment)
    record = trail.note(said.event, by, answer=answer, comment=words)
    return Report(answer, said, words, by, record.at, record.number)


def settle(
    index: TrailIndex,
    redactor: Redactor,
    number: int,
    by: str,
    note: str,
    *,
    reviewer: bool = False,
) -> Report:
    """Record what came of a report; that an answer is unsafe only a reviewer settles.

    Raises RoleError for anybody else, AuditError when there is no such report or it is settled
    already, QuestionError without a note or for one that is too long, and RedactionError.
    """
    found = next((one for one in reports(index) if one.number == number), None)
    if found is None:
        raise AuditError(f"record {number} is no feedback: `assistant feedback list` shows what is")
    if found.settlement:
        raise AuditError(f"the feedback {number} was settled by {found.settlement.by} already")
    if found.kind is Kind.UNSAFE and not reviewer:
        raise RoleError(
            f"{by} may not settle that an answer is unsafe: ask an account with the role reviewer"
        )
    if not note.strip():
        raise QuestionError("a note is empty: say what came of the feedback")
    words = remark(redactor, note, "note")
    record = index.trail.note(SETTLED, by, report=number, answer=found.answer, note=words)
    return replace(found, settlement=Settlement(by, record.at, words))


def reports(index: TrailIndex, answer: str | None = None) -> Sequence[Report]:
    """Everything that was said, oldest first; with `answer`, about that one."""
    events = index.events("feedback")
    settled = {one.detail.get("report"): one for one in events if one.kind == SETTLED}
    return tuple(
        _report(one, settled.get(one.number))
        for one in events
        if one.kind != SETTLED and (answer is None or one.detail.get("answer") == answer)
    )


def waiting(index: TrailIndex) -> Sequence[Report]:
    """What somebody has yet to look at: unsafe, wrong, missing; of each the oldest first."""
    open_ones = [one for one in reports(index) if one.waits]
    return tuple(sorted(open_ones, key=lambda one: (WAITS.index(one.kind), one.number)))


def _kind(kind: Kind | str) -> Kind:
    try:
        return Kind(kind)
    except ValueError:
        raise QuestionError(
            f"{kind!r} is no kind of feedback: write one of {', '.join(Kind)}"
        ) from None


def _report(event: Event, settled: Event | None) -> Report:
    return Report(
        event.detail["answer"],
        Kind(event.kind.removeprefix("feedback.")),
        event.detail["comment"],
        event.by,
        event.at,
        event.number,
        Settlement(settled.by, settled.at, settled.detail["note"]) if settled else None,
    )
