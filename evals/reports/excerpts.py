"""Parts of a source text with the words that were cited, and those that should have been."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.sections import heading_path
from corpus.text import Text

AROUND = 300
"""Characters of context on either side."""
_SNAP = 24
"""How far an edge moves outwards so as not to cut a word."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text that matters."""

    start: int
    end: int
    number: int | None = None
    """Of the citation; None for gold."""
    around: int = AROUND


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that is marked alike."""

    text: str
    cited: bool
    gold: bool
    numbers: tuple[int, ...]
    """Of the citations that begin here."""
    begins: bool
    """Whether gold begins here."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A window of the text."""

    headings: tuple[str, ...]
    """Above its first marked words, outermost first."""
    pieces: tuple[Piece, ...]
    before: bool
    """Whether the text goes on before it."""
    after: bool


def excerpts(text: Text, marks: Iterable[Mark]) -> tuple[Excerpt, ...]:
    """The marked words in their context, in the order of the text; windows that meet are one."""
    ordered = sorted(marks, key=lambda mark: (mark.start, mark.end, mark.number or 0))
    windows: list[tuple[int, int, list[Mark]]] = []
    for mark in ordered:
        start, end = _window(text.content, mark)
        if windows and start <= windows[-1][1]:
            first, last, inside = windows.pop()
            windows.append((first, max(last, end), [*inside, mark]))
        else:
            windows.append((start, end, [mark]))
    return tuple(_excerpt(text, *window) for window in windows)


def _window(content: str, mark: Mark) -> tuple[int, int]:
    start = max(0, mark.start - mark.around)
    end = min(len(content), mark.end + mark.around)
    for _ in range(_SNAP):
        if start > 0 and not content[start - 1].isspace():
            start -= 1
        if end < len(content) and not content[end].isspace():
            end += 1
    return start, end


def _excerpt(text: Text, start: int, end: int, marks: Sequence[Mark]) -> Excerpt:
    edges = {start, end} | {edge for m in marks for edge in (m.start, m.end)}
    cuts = sorted(edges)
    pieces = []
    for first, last in pairwise(cuts):
        here = [m for m in marks if m.start <= first and last <= m.end]
        numbers = tuple(m.number for m in here if m.number is not None and m.start == first)
        cited = any(m.number is not None for m in here)
        gold = any(m.number is None for m in here)
        begins = any(m.number is None and m.start == first for m in here)
        pieces.append(Piece(text.content[first:last], cited, gold, numbers, begins))
    headings = tuple(text[span] for span in heading_path(text, marks[0].start))
    return Excerpt(headings, tuple(pieces), start > 0, end < len(text.content))
