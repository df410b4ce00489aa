"""What came of one case: an answer with its ranking, or an error that counts as a failure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_UNSTABLE = ("id", "timings_ms")
"""Parts of an answer that differ each time it is asked."""
_PARTS = frozenset({
    "status", "question", "redactions", "statements", "citations", "refusal", "notices",
    "confidence",
})  # fmt: skip
"""Those that every answer has."""


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a document version."""

    document: str
    version: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """`document@version`."""
        return f"{self.document}@{self.version}"

    def overlaps(self, other: "Place") -> bool:
        """Whether both hold a character of the same version."""
        return self.key == other.key and self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Outcome:
    """What a measure sees of a case; nothing in it changes when the same is asked again."""

    case: str
    """`suite/id`."""
    answer: Mapping[str, Any] | None
    """The object of the contract without `id` and `timings_ms`; None after an error."""
    ranking: tuple[Place, ...] = ()
    """The first ten passages of a search, best first."""
    error: str = ""
    """Why there is no answer: a crash, a time-out, an error of the assistant."""

    def __post_init__(self) -> None:
        if (self.answer is None) != bool(self.error):
            raise ValueError(f"{self.case} has an answer or an error, never both or neither")
        if self.answer is not None and (wrong := _wrong(self.answer)):
            raise ValueError(f"the answer of {self.case} {wrong}")

    @property
    def answered(self) -> bool:
        """Whether statements were shown; an error answers nothing."""
        return self.answer is not None and self.answer["status"] == "answered"

    @property
    def refused(self) -> bool:
        """Whether it was refused; an error is no refusal."""
        return self.answer is not None and self.answer["status"] == "refused"

    def to_json(self) -> dict[str, Any]:
        """One line of `outcomes.jsonl`."""
        return {
            "case": self.case,
            "answer": None if self.answer is None else dict(self.answer),
            "ranking": [[p.document, p.version, p.start, p.end] for p in self.ranking],
            "error": self.error,
        }

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> "Outcome":
        """The outcome that `to_json` wrote."""
        places = tuple(Place(*place) for place in record["ranking"])
        return cls(record["case"], record["answer"], places, record["error"])


def _wrong(answer: Any) -> str:
    """Why a measure could not tell what an answer says; nothing when it can."""
    if not isinstance(answer, Mapping):
        return "is no object"
    if missing := sorted(_PARTS - answer.keys()):
        return f"has no {', '.join(missing)}"
    if any(name in answer for name in _UNSTABLE):
        return "holds what changes each time"
    status, confidence = answer["status"], answer["confidence"]
    # Neither the one nor the other would count as a failure in no measure at all.
    if status not in ("answered", "refused") or bool(answer["refusal"]) != (status == "refused"):
        return f"is {status!r}, " + ("with a refusal" if answer["refusal"] else "without a refusal")
    if isinstance(confidence, bool) or not isinstance(confidence, int | float):
        return f"has the confidence {confidence!r}, which is no number"
    return "" if 0 <= confidence <= 1 else f"has the confidence {confidence}, which is no share"


def stable(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The object of the contract without what differs each time it is asked."""
    return {name: value for name, value in answer.items() if name not in _UNSTABLE}
