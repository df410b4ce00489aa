"""What is compared of a text: its sentences and headings, each with what stands above it."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from corpus.sections import split_sections
from corpus.sentences import split_sentences
from corpus.text import Span, Text

HEADING = "heading"
TOP = -1
"""What a line before the first heading stands under."""

_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_LETTERFORMS = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "`": "'", "´": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
        "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "µ": "μ", "…": "...",
    }
)  # fmt: skip
_BULLET = re.compile(r"^[•◦▪■●○‣⁃·*–—-]\s+")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-\s?(?=[^\W\d_])")
_GAP = re.compile(
    r"(?<=\d)\s+(?=[^\W\d_])"
    # A space between a digit and a full stop may be all that tells two numbers from one.
    r"|(?<=[^\w\s.,])\s+|(?<=[.,])\s+(?!\d)|\s+(?=[^\w\s.,])|(?<!\d)\s+(?=[.,])"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, list item, table row or heading of one text."""

    number: int
    """Place among the lines of its text, from 0."""
    kind: str
    """`heading`, or the kind of the sentence."""
    start: int
    end: int
    """The span of its own words in the canonical text."""
    words: str
    """Its own words, on one line."""
    reading: str
    """How it reads alone, on one line: a row with its header, an item with its introduction."""
    headings: tuple[str, ...]
    """The headings above it, outermost first."""
    under: int
    """The number of the nearest heading above it, TOP without one."""
    page: int | None
    key: str = field(repr=False)
    """The reading without what is only layout: the same for lines that say the same."""

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading; all others are sentences."""
        return self.kind == HEADING

    @property
    def label(self) -> str:
        """What a table row is about: its first cell; empty for other lines."""
        return fold(self.words.split(" | ")[0]) if self.kind == "table_row" else ""

    def to_json(self) -> dict[str, Any]:
        """Where it stands and what it says."""
        return {
            "kind": self.kind,
            "section": list(self.headings),
            "page": self.page,
            "start": self.start,
            "end": self.end,
            "words": self.words,
            "reading": self.reading,
        }


def lines_of(text: Text) -> tuple[Line, ...]:
    """Every heading and sentence of a text, in source order."""
    lines: list[Line] = []
    numbers: dict[int, int] = {}
    page_starts = [page.start for page in text.pages]

    def add(kind: str, span: Span, reading: str, above: tuple[Span, ...]) -> None:
        words = _one_line(text[span])
        reading = _one_line(reading) or words
        page = bisect_right(page_starts, span.start) - 1
        lines.append(
            Line(
                number=len(lines),
                kind=kind,
                start=span.start,
                end=span.end,
                words=words,
                reading=reading,
                headings=tuple(_one_line(text[heading]) for heading in above),
                under=numbers[above[-1].start] if above else TOP,
                page=text.pages[page].number if page >= 0 else None,
                key=fold(reading),
            )
        )

    for section in split_sections(text):
        if section.headings:
            *above, own = section.headings
            numbers[own.start] = len(lines)
            add(HEADING, own, "", tuple(above))
        for sentence in split_sentences(text, section):
            span = Span(sentence.start, sentence.end)
            add(sentence.kind, span, sentence.reading, section.headings)
    return tuple(lines)


def fold(words: str) -> str:
    """Words without their layout: spaces, hyphenation, bullets, forms of quotes and dashes.

    Digits are never joined, and a hyphen beside a digit stays: "5-10" is not "510".
    """
    folded = _HIDDEN.sub("", words).translate(_LETTERFORMS)
    folded = _BULLET.sub("", " ".join(folded.split()))
    return _GAP.sub("", _HYPHEN.sub("", folded))


def _one_line(words: str) -> str:
    return " ".join(words.split())
