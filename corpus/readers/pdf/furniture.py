"""Running headers and footers, page numbers and watermarks: found by repetition, and taken away.

In documents too short to repeat anything, what stands apart at an edge of the page is judged by
its place and what it says.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from corpus.readers.pdf.lines import group_rows, set_line
from corpus.readers.pdf.pages import PageWords, Word

_MARGIN = 0.14
"""Share of the page height, above and below, where furniture stands."""
_DEPTH = 4
"""How many rows from the edge may be furniture."""
_LEVEL = 6.0
"""Points: rows of different pages this near in height stand on the same level."""
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[\s|–—\-.·•]*(?:p\s*a\s*g\s*e|p\.?)?[\s|–—\-.]*(?:\d{1,4}|[ivxlc]{1,7}|[A-Z]-\d{1,3})"
    r"(?:\s*(?:of|/)\s*\d{1,4})?[\s|–—\-.·•]*(?:p\s*a\s*g\s*e)?",
    re.IGNORECASE,
)

_PAGE_OF = re.compile(
    r"\W*page\s*\d{1,4}\s*(?:of|/)\s*\d{1,4}\b|.*\bpage\s*\d{1,4}\s*(?:of|/)\s*\d{1,4}\W*$",
    re.IGNORECASE,
)
_SHORT = 2
"""Pages: in a document of no more nothing repeats often enough to be known by that."""
_EDGE = 0.09
"""Share of the page height, above and below, where a line apart from the text is furniture."""
_APART = 1.8
"""Times its size a line keeps from the text to stand apart."""
_DEEPEST_EDGE = 3
_DOSE = re.compile(r"\d\s?(?:mg|mcg|micrograms?|µg|g|kg|ml|l|units?|mmol|mg/|%)", re.IGNORECASE)
_PRINT = re.compile(
    r"version|printed|uncontrolled|copyright|©|\bissue|review|www\.|https?:|\bpage\b", re.IGNORECASE
)
"""What footers say."""

_Place = tuple[str, int]
"""What a row says, digits ignored, and its level from the nearer edge (negative from below)."""


def remove_furniture(pages: Sequence[PageWords]) -> None:
    """Take what repeats at the edges out of the words of `pages`, in place."""
    rows = [group_rows(page.words) for page in pages]
    for page, found in zip(pages, rows, strict=True):
        _remove_apart(page, found, len(pages) <= _SHORT)
    edges = [_edge_rows(page, found) for page, found in zip(pages, rows, strict=True)]
    said: Counter[_Place] = Counter()
    seen: dict[int, Counter[str]] = defaultdict(Counter)
    for edge in edges:
        for key, level, _ in edge:
            for near in (level - 1, level, level + 1):
                said[key, near] += 1
            seen[level][key] += 1
    for page, edge in zip(pages, edges, strict=True):
        gone: set[int] = set()
        for key, level, row in edge:
            if _is_furniture(key, level, row, said, seen):
                gone.update(map(id, row))
        if gone:
            page.words = [word for word in page.words if id(word) not in gone]
    _remove_watermarks(pages)


def _remove_apart(page: PageWords, rows: list[list[Word]], short: bool) -> None:
    """Take away the page number, and in `short` documents headers and footers, that stand apart.

    `rows` loses them too. A line with a dose stays, wherever it stands.
    """
    for step in (1, -1):
        apart = _apart(page, rows[::step])
        for row in apart:
            text = set_line(row).text
            if _DOSE.search(text):
                continue
            if _PAGE_OF.match(text) or (short and _is_edge_line(page, rows, row, step)):
                rows.remove(row)
                gone = set(map(id, row))
                page.words = [word for word in page.words if id(word) not in gone]


def _apart(page: PageWords, rows: list[list[Word]]) -> list[list[Word]]:
    """The first of `rows`, from an edge of the page inwards, that keep a gap from the others."""
    for index, (row, inner) in enumerate(pairwise(rows[: _DEEPEST_EDGE + 1])):
        base = row[0].base
        if min(base, page.height - base) > _EDGE * page.height or _is_ruled(page, row):
            return []
        if abs(inner[0].base - base) >= _APART * max(row[0].size, inner[0].size):
            return rows[: index + 1]
    return []


def _is_edge_line(page: PageWords, rows: list[list[Word]], row: list[Word], step: int) -> bool:
    """Whether a line at the edge of a short document is a header (`step` 1) or footer (-1)."""
    if step < 0:
        return bool(_PRINT.search(set_line(row).text))
    # The hospital and the title, apart or over a rule, above the title in larger print.
    below = rows[min(rows.index(row) + 1, len(rows) - 1)]
    parted = any(two.left - one.right > 4 * one.size for one, two in pairwise(row))
    ruled = any(
        row[0].base <= top and bottom < below[0].base and right - left > 0.5 * page.width
        for left, top, right, bottom in page.rules
    )
    return (parted or ruled) and row[0].size < below[0].size


def _edge_rows(page: PageWords, rows: list[list[Word]]) -> list[tuple[str, int, list[Word]]]:
    found: dict[int, tuple[str, int, list[Word]]] = {}
    for index in [*range(len(rows))[:_DEPTH], *range(len(rows))[-_DEPTH:]]:
        row = rows[index]
        height = row[0].base
        if _is_ruled(page, row):
            continue  # the header of a table that goes on over pages
        key = _DIGITS.sub("#", set_line(row).text).casefold()
        if height <= _MARGIN * page.height:
            found[index] = key, round(height / _LEVEL), row
        elif height >= (1 - _MARGIN) * page.height:
            found[index] = key, -round((page.height - height) / _LEVEL) - 1, row
    return list(found.values())


def _is_ruled(page: PageWords, row: list[Word]) -> bool:
    """Whether a rule down the page parts the words of the row."""
    base = row[0].base - 0.3 * row[0].size
    return any(
        top <= base <= bottom and row[0].left < left and right < row[-1].right
        for left, top, right, bottom in page.rules
        if right - left < 3 and bottom - top > row[0].size
    )


def _is_furniture(
    key: str,
    level: int,
    row: list[Word],
    said: Counter[_Place],
    seen: dict[int, Counter[str]],
) -> bool:
    repeats = said[key, level]
    text = set_line(row).text
    if _PAGE_NUMBER.fullmatch(text) and (repeats >= 2 or len(text) <= 4):
        return True
    if repeats < 3 and not (repeats == 2 and sum(map(sum, _counts(seen, level))) == 2):
        return False
    # A heading may begin several pages; a running header is what its level mostly holds.
    rows = [count for counts in _counts(seen, level) for count in counts]
    return sum(count for count in rows if count >= 3) >= 0.6 * sum(rows) or repeats == sum(rows)


def _counts(seen: dict[int, Counter[str]], level: int) -> list[list[int]]:
    merged: Counter[str] = Counter()
    for near in (level - 1, level, level + 1):
        merged.update(seen.get(near, Counter()))
    return [list(merged.values())]


def _remove_watermarks(pages: Sequence[PageWords]) -> None:
    """Turned words that stand on the same place of many pages say nothing about any of them."""
    places: Counter[tuple[str, int, int]] = Counter()
    for page in pages:
        places.update({_spot(word) for word in page.turned})
    for page in pages:
        page.turned = [word for word in page.turned if places[_spot(word)] < 3]


def _spot(word: Word) -> tuple[str, int, int]:
    return word.text, round(word.left / 10), round(word.top / 10)
