"""What is kept in memory of a record: enough to list it, to count it and to find it again."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.audit.record import Record


@dataclass(frozen=True, slots=True)
class AnswerSummary:
    """An answer or refusal that somebody was shown."""

    number: int
    id: str
    at: str
    """UTC, ISO 8601."""
    by: str
    """The account that asked; empty on the command line and in records of before accounts."""
    question: str
    """With identifiers redacted."""
    status: str
    """`answered` or `refused`."""
    reason: str
    """Why it was refused; empty for an answer."""
    confidence: float
    total_ms: float
    snapshot: str
    documents: tuple[str, ...]
    """The versions cited, as `document@version`, in the order of the citations."""
    generator: str
    population: str
    """The filter that was chosen; empty without."""
    replay_of: str = ""
    """The answer that it repeats; those are in no list of answers."""
    notices: tuple[str, ...] = ()
    """The kinds of notices that stood beside it; none in records of before notices."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that somebody did."""

    number: int
    at: str
    """UTC, ISO 8601."""
    kind: str
    by: str
    detail: Mapping[str, Any] = field(default_factory=dict)

    def is_of(self, kind: str) -> bool:
        """Whether it is of that kind or of one within it, as `release.blocked` is of `release`."""
        return self.kind == kind or self.kind.startswith(f"{kind}.")

    def to_json(self) -> dict[str, Any]:
        """Everything in one object."""
        return {
            "number": self.number, "at": self.at, "kind": self.kind, "by": self.by, **self.detail
        }  # fmt: skip


def summary_of(record: Record) -> AnswerSummary | Event:
    """The summary of a record; ValueError when it holds neither an answer nor an event."""
    try:
        return _event(record) if record.event is not None else _answer(record)
    except (KeyError, TypeError, AttributeError):
        raise ValueError(f"record {record.number} holds neither an answer nor an event") from None


def _event(record: Record) -> Event:
    detail = dict(record.event or {})
    kind, by = detail.pop("kind"), detail.pop("by")
    return Event(record.number, record.at, sys.intern(kind), sys.intern(by), detail)


def _answer(record: Record) -> AnswerSummary:
    answer, asked = record.content["answer"], record.content["asked"]
    provenance = answer.get("provenance", {})
    # What many records share is kept once.
    return AnswerSummary(
        number=record.number,
        id=answer["id"],
        at=record.at,
        by=sys.intern(record.content.get("by") or ""),
        question=answer["question"],
        status=sys.intern(answer["status"]),
        reason=sys.intern(answer["refusal"]["reason"] if answer["refusal"] else ""),
        confidence=answer.get("confidence", 0.0),
        total_ms=sum(answer.get("timings_ms", {}).values()),
        snapshot=sys.intern(provenance.get("snapshot", "")),
        documents=tuple(
            dict.fromkeys(
                sys.intern(f"{one['document']}@{one['version']}") for one in answer["citations"]
            )
        ),
        generator=sys.intern(provenance.get("generator", "")),
        population=sys.intern(asked.get("population") or ""),
        replay_of=asked.get("replay_of") or "",
        notices=tuple(sys.intern(one["kind"]) for one in answer.get("notices") or ()),
    )
