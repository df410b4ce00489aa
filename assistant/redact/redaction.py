"""What a redactor gives back, and the placeholders that stand for what it removed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from assistant.answers import Redaction

PLACEHOLDERS = {
    "NAME": "<NAME>",
    "DATE": "<DATE>",
    "AGE": "<AGE over 89>",  # the one fact about such an age that may be kept, and dosing needs it
    "ID": "<ID>",
    "PHONE": "<PHONE>",
    "EMAIL": "<EMAIL>",
    "ADDRESS": "<ADDRESS>",
    "PLACE": "<PLACE>",
    "URL": "<URL>",
    "DEVICE": "<DEVICE>",
}
PLACEHOLDER = re.compile("|".join(map(re.escape, PLACEHOLDERS.values())))


@dataclass(frozen=True, slots=True)
class Redacted:
    """A question that may be stored, logged, embedded and shown to a model."""

    text: str
    """With a placeholder such as `<NAME>` for each identifier."""
    redactions: tuple[Redaction, ...]
    """In order and apart from each other; offsets are code points of the original text."""

    def __post_init__(self) -> None:
        previous = 0
        for found in self.redactions:
            if found.type not in PLACEHOLDERS or not previous <= found.start < found.end:
                raise ValueError(f"{found} is of no known type, empty, or overlaps the one before")
            previous = found.end

    @property
    def searchable(self) -> str:
        """The text without its placeholders, which no document holds; for retrieval only."""
        kept = self.text.replace(PLACEHOLDERS["AGE"], "adult over 89 years")
        return " ".join(PLACEHOLDER.sub(" ", kept).split())


class Redactor(Protocol):
    """Anything that can take identifiers out of a text."""

    def redact(self, text: str) -> Redacted:
        """Replace every identifier; RedactionError when that cannot be done."""


def replace(text: str, redactions: Iterable[Redaction]) -> str:
    """`text` with the placeholder of each of the redactions, which must not overlap."""
    parts, previous = [], 0
    for found in redactions:
        parts += [text[previous : found.start], PLACEHOLDERS[found.type]]
        previous = found.end
    return "".join([*parts, text[previous:]])


def merge(found: Iterable[Redaction]) -> tuple[Redaction, ...]:
    """Overlapping spans become one, of the type of the longest; the result is in order."""
    merged: list[Redaction] = []
    longest = 0
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        length = span.end - span.start
        if merged and span.start < merged[-1].end:
            last = merged[-1]
            kind = span.type if length > longest else last.type
            longest = max(longest, length)
            merged[-1] = Redaction(kind, last.start, max(last.end, span.end))
        else:
            merged.append(span)
            longest = length
    return tuple(merged)
