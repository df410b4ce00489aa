"""The words of an answer: citations, statements, refusals, notices, and the record they form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class RefusalReason(StrEnum):
    """Why nothing was answered."""

    NOT_IN_CORPUS = "not_in_corpus"
    INSUFFICIENT_EVIDENCE = "insufficient_evidence"
    UNSUPPORTED_DRAFT = "unsupported_draft"
    OUT_OF_SCOPE = "out_of_scope"
    HARMFUL_REQUEST = "harmful_request"
    INDIVIDUAL_DECISION = "individual_decision"
    UNSAFE_INPUT = "unsafe_input"


class NoticeKind(StrEnum):
    """What a notice is about."""

    EMERGENCY = "emergency"
    REVIEW_OVERDUE = "review_overdue"
    OVERDUE_LEFT_OUT = "overdue_left_out"
    SOURCES_CONFLICT = "sources_conflict"
    POPULATION_NOT_STATED = "population_not_stated"
    HIGH_RISK = "high_risk"
    SITE = "site"
    CAUTIONS_LEFT_OUT = "cautions_left_out"
    SPELLING = "spelling"
    UNDERSTOOD = "understood"
    AS_OF = "as_of"
    WITHDRAWN = "withdrawn"
    REHEARSAL = "rehearsal"
    GENERATOR_FELL_BACK = "generator_fell_back"


@dataclass(frozen=True, slots=True)
class Redaction:
    """One identifier that was replaced; offsets are those of the text before redaction."""

    type: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """The words of one document version that a statement stands on."""

    number: int
    """As shown beside the statement, from 1."""
    document: str
    title: str
    version: str
    section: tuple[str, ...]
    """Heading path, outermost first."""
    page: int | None
    start: int
    end: int
    quote: str
    """Exactly `text[start:end]` of that document version."""
    effective: date
    review: date | None
    status: str

    def __post_init__(self) -> None:
        if self.number < 1 or self.end - self.start != len(self.quote) or not self.quote:
            raise ValueError(f"citation {self.number} does not hold the text of its span")

    def to_json(self) -> dict[str, Any]:
        """The object of the contract."""
        return {
            "number": self.number,
            "document": self.document,
            "title": self.title,
            "version": self.version,
            "section": list(self.section),
            "page": self.page,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "effective": self.effective.isoformat(),
            "review": self.review.isoformat() if self.review else None,
            "status": self.status,
        }


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer: the source's words, with the context that makes them readable."""

    text: str
    citations: tuple[int, ...]
    caution: bool = False
    """Quoted along because it limits a dose that is shown."""

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("a statement without a citation must not exist")


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader must know about the answer."""

    kind: str
    """One of `NoticeKind`."""
    message: str
    citations: tuple[Citation, ...] = ()
    """The places it speaks of, numbered from 1 within the notice; most speak of none."""

    def to_json(self) -> dict[str, Any]:
        """The object of the contract, with the places where there are any."""
        places = [citation.to_json() for citation in self.citations]
        return {"kind": self.kind, "message": self.message} | (
            {"citations": places} if places else {}
        )


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer, and where to look."""

    reason: RefusalReason
    message: str
    nearest: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What is shown, stored and replayed: an answer or a refusal, never both."""

    id: str
    question: str
    """With identifiers redacted."""
    redactions: tuple[Redaction, ...]
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    refusal: Refusal | None
    notices: tuple[Notice, ...]
    confidence: float
    provenance: Mapping[str, str]
    timings_ms: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if (self.refusal is None) != bool(self.statements):
            raise ValueError("an answer holds statements or a refusal, never both or neither")
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence {self.confidence} is not between 0 and 1")
        numbers = {citation.number for citation in self.citations}
        if any(not numbers.issuperset(statement.citations) for statement in self.statements):
            raise ValueError("a statement cites a number that is not among the citations")

    @property
    def status(self) -> str:
        """`answered` or `refused`."""
        return "refused" if self.refusal else "answered"

    def to_json(self) -> dict[str, Any]:
        """The object of the contract."""
        return {
            "id": self.id,
            "status": self.status,
            "question": self.question,
            "redactions": [
                {"type": r.type, "start": r.start, "end": r.end} for r in self.redactions
            ],
            "statements": [
                {"text": s.text, "citations": list(s.citations), "caution": s.caution}
                for s in self.statements
            ],
            "citations": [citation.to_json() for citation in self.citations],
            "refusal": None
            if self.refusal is None
            else {
                "reason": self.refusal.reason.value,
                "message": self.refusal.message,
                "nearest": [citation.to_json() for citation in self.refusal.nearest],
            },
            "notices": [notice.to_json() for notice in self.notices],
            "confidence": self.confidence,
            "provenance": dict(self.provenance),
            "timings_ms": dict(self.timings_ms),
        }
