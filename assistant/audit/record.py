"""One record of the trail: an answer, or an event, with the digest that chains it to the last."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

FIRST = "0" * 64
"""What the first record names as the one before it."""


@dataclass(frozen=True, slots=True)
class Record:
    """A question with what came of it, or something that somebody did."""

    number: int
    at: str
    """UTC, ISO 8601."""
    previous: str
    """Digest of the record before."""
    content: Mapping[str, Any]
    """`asked` (filters and date), `answer` (the object of the contract) and `by`; or `event`."""

    @classmethod
    def from_line(cls, line: bytes) -> "Record":
        """The record that a line holds; ValueError when it holds none."""
        stored = orjson.loads(line)
        try:
            record = cls(stored["number"], stored["at"], stored["previous"], stored["content"])
        except (KeyError, TypeError):
            raise ValueError("a line that is no record") from None
        if (
            type(record.number) is not int
            or not isinstance(record.at, str)
            or not isinstance(record.previous, str)
            or not isinstance(record.content, dict)
        ):
            raise ValueError("a record with a field of another kind")
        return record

    @property
    def sha256(self) -> str:
        """Digest over everything above."""
        return hashlib.sha256(
            orjson.dumps(
                [self.number, self.at, self.previous, self.content], option=orjson.OPT_SORT_KEYS
            )
        ).hexdigest()

    @property
    def answer(self) -> Mapping[str, Any] | None:
        """The answer or refusal it holds; None for an event."""
        answer = self.content.get("answer")
        return answer if isinstance(answer, dict) else None

    @property
    def event(self) -> Mapping[str, Any] | None:
        """`kind`, `by` and the details of the event it holds; None for an answer."""
        event = self.content.get("event")
        return event if isinstance(event, dict) else None

    def to_line(self) -> bytes:
        """One line of JSON with the digest."""
        return orjson.dumps(
            {
                "number": self.number,
                "at": self.at,
                "previous": self.previous,
                "content": self.content,
                "sha256": self.sha256,
            },
            option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE,
        )
