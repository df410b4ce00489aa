"""Finds where cited words stand on a page: boxes that hold their ink and no other words."""

import difflib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.readers.pdf.lines import group_rows
from corpus.readers.pdf.pages import Corners, PageWords, Word
from corpus.text import Box, Span, Text

_HYPHENS = frozenset("-\u00ad\u2010\u2011\x02")
_ALIKE = 0.8
"""Share of a line's characters that must be found among the words to tell them apart."""
_EDGE = 0.75
"""Points around the words, for ink that leans out of its box."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlighted rectangle, in shares (0–1) of the page's width and height."""

    left: float
    top: float
    width: float
    height: float
    also: bool = False
    """Context, such as a heading or table header, and not the cited words themselves."""


def displayed(words: PageWords) -> tuple[float, float]:
    """Width and height of the page as a viewer displays it, in points."""
    turned = words.turns % 2
    return (words.height, words.width) if turned else (words.width, words.height)


def marks(
    text: Text, page: int, words: PageWords, cited: Span | None, also: Sequence[Span] = ()
) -> tuple[Mark, ...]:
    """Where the parts of `cited` and `also` that stand on page `page` are, in reading order.

    Context within the cited words is not marked twice.
    """
    width, height = displayed(words)
    on_page = [box for box in text.boxes if box.page == page]
    found: list[Mark] = []
    taken: list[Span] = []
    for span, lighter in [(cited, False), *((one, True) for one in also)]:
        if span is None or any(one.start <= span.start and span.end <= one.end for one in taken):
            continue
        taken.append(span)
        for box in on_page:
            if box.start < span.end and span.start < box.end:
                found += (
                    _mark(corners, width, height, lighter)
                    for corners in _within(text, box, span, words)
                )
    return tuple(found)


def _mark(corners: Corners, width: float, height: float, also: bool) -> Mark:
    left, right = (min(max(x, 0.0), width) for x in (corners[0] - _EDGE, corners[2] + _EDGE))
    top, bottom = (min(max(y, 0.0), height) for y in (corners[1] - _EDGE, corners[3] + _EDGE))
    return Mark(left / width, top / height, (right - left) / width, (bottom - top) / height, also)


def _within(text: Text, box: Box, span: Span, words: PageWords) -> Iterable[Corners]:
    """The box, or where only a part of its text is in the span, the words of that part."""
    whole = (box.left, box.top, box.right, box.bottom)
    if span.start <= box.start and box.end <= span.end:
        return [whole]
    begin, end = max(span.start, box.start), min(span.end, box.end)
    rows = group_rows(_inside(words, box))
    ordered = [word for row in rows for word in row]
    chosen = _spoken(text.content[box.start : box.end], begin - box.start, end - box.start, ordered)
    if not chosen:
        return [whole]  # Too much is marked rather than too little.
    lines = [[word for word in row if word in chosen] for row in rows]
    single = len(rows) == 1
    return [_around(line, words, box if single else None) for line in lines if line]


def _inside(words: PageWords, box: Box) -> Iterator[Word]:
    """The upright words whose middle is in the box."""
    for word in words.words:
        left, top, right, bottom = words.on_page((word.left, word.top, word.right, word.bottom))
        x, y = (left + right) / 2, (top + bottom) / 2
        if box.left <= x <= box.right and box.top <= y <= box.bottom:
            yield word


def _spoken(line: str, begin: int, end: int, words: Sequence[Word]) -> set[Word]:
    """Those of `words` that make up `line[begin:end]`; none when they do not make up the line."""
    wanted = list(_folded(line))
    given = [(c, index) for index, word in enumerate(words) for c, _ in _folded(word.text)]
    matcher = difflib.SequenceMatcher(
        None, [c for c, _ in wanted], [c for c, _ in given], autojunk=False
    )
    if matcher.ratio() < _ALIKE:
        return set()
    hit = [
        given[block.b + i][1]
        for block in matcher.get_matching_blocks()
        for i in range(block.size)
        if begin <= wanted[block.a + i][1] < end
    ]
    return set(words[min(hit) : max(hit) + 1]) if hit else set()


def _folded(text: str) -> Iterator[tuple[str, int]]:
    """Characters that compare alike however they are set, each with its place in `text`."""
    for index, character in enumerate(text):
        for folded in unicodedata.normalize("NFKD", character).casefold():
            if not folded.isspace() and folded not in _HYPHENS:
                yield folded, index


def _around(line: Sequence[Word], words: PageWords, box: Box | None) -> Corners:
    """The box of these words on the page as it is displayed, as tall as the line they are in."""
    left, top, right, bottom = words.on_page(
        (
            min(word.left for word in line),
            min(word.top for word in line),
            max(word.right for word in line),
            max(word.bottom for word in line),
        )
    )
    if box is not None and words.turns % 2 == 0:
        top, bottom = box.top, box.bottom
    return left, top, right, bottom
