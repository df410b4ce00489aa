"""Running headers and footers, page numbers and watermarks: found by repetition, and taken away."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

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

_Place = tuple[str, int]
"""What a row says, digits ignored, and its level from the nearer edge (negative from below)."""


def remove_furniture(pages: Sequence[PageWords]) -> None:
    """Take what repeats at the edges out of the words of `pages`, in place."""
    edges = [_edge_rows(page) for page in pages]
    said: Counter[_Place] = Counter()
    seen: dict[int, Counter[str]] = defaultdict(Counter)
    for rows in edges:
        for key, level, _ in rows:
            for near in (level - 1, level, level + 1):
                said[key, near] += 1
            seen[level][key] += 1
    for page, rows in zip(pages, edges, strict=True):
        gone: set[int] = set()
        for key, level, row in rows:
            if _is_furniture(key, level, row, said, seen):
                gone.update(map(id, row))
        if gone:
            page.words = [word for word in page.words if id(word) not in gone]
    _remove_watermarks(pages)


def _edge_rows(page: PageWords) -> list[tuple[str, int, list[Word]]]:
    rows = group_rows(page.words)
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
