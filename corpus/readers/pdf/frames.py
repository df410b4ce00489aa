"""What printers leave out of ruled tables: the outer frame, and the rules between single rows."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from corpus.readers.pdf.lines import PrintedLine

_NEAR = 4.0
"""Points within which ends of rules count as the same."""
_SHORT_OF = 16.0
"""Points by which a rule down may end before its neighbours and still reach the frame."""
_VALUE = re.compile(r"(?:[<>≤≥±~]\s?)?\d.{0,18}|[–—-]")
"""What stands in a column of doses or numbers: short, and begins with a figure."""

_Edge = Mapping[str, Any]


def edge(left: float, top: float, right: float, bottom: float) -> dict[str, Any]:
    """A horizontal or vertical line as pdfplumber's table finder takes it."""
    return {
        "x0": left,
        "x1": right,
        "top": top,
        "bottom": bottom,
        "width": right - left,
        "height": bottom - top,
        "orientation": "h" if right - left > bottom - top else "v",
        "object_type": "line",
    }


def open_sides(edges: Sequence[_Edge]) -> list[dict[str, Any]]:
    """The outer rules of tables that have inner ones alone.

    Rules across with the same two ends, held together by rules down, are one table; its frame
    runs from the highest to the lowest end of them all.
    """
    across: dict[tuple[int, int], list[_Edge]] = defaultdict(list)
    down = [item for item in edges if item["orientation"] == "v"]
    for item in edges:
        if item["orientation"] == "h" and item["x1"] - item["x0"] > 60:
            across[round(item["x0"] / _NEAR), round(item["x1"] / _NEAR)].append(item)
    added: list[dict[str, Any]] = []
    for rules in across.values():
        left, right = min(r["x0"] for r in rules), max(r["x1"] for r in rules)
        inner = [v for v in down if left + _NEAR < v["x0"] < right - _NEAR]
        sides = [v for v in down if min(abs(v["x0"] - left), abs(v["x0"] - right)) <= _NEAR]
        for heights in _tables(sorted(rule["top"] for rule in rules), inner, sides):
            added += _frame(left, right, [v for v in inner if len(_crossed(v, heights)) > 1])
    return added


def _crossed(v: _Edge, heights: Sequence[float]) -> list[float]:
    return [height for height in heights if v["top"] - _NEAR <= height <= v["bottom"] + _NEAR]


def _tables(
    heights: Sequence[float], inner: Sequence[_Edge], sides: Sequence[_Edge]
) -> Iterator[list[float]]:
    """The heights of rules across, parted where one table ends and the next begins.

    Tables of one width often stand on one page. Two rules are of one table when a rule down
    joins them, or when a single row without cells parts rows of the very same columns and no
    rules at the sides show that the table is closed above it.
    """
    columns = [
        {round(v["x0"] / _NEAR) for v in inner if len(_crossed(v, pair)) == 2}
        for pair in pairwise(heights)
    ]
    rows = [
        two - one for (one, two), found in zip(pairwise(heights), columns, strict=True) if found
    ]
    tallest = 1.5 * min(rows, default=0.0)
    run = list(heights[:1])
    for index, (one, two) in enumerate(pairwise(heights)):
        beside = columns[index - 1 : index] + columns[index + 1 : index + 2]
        heads = two - one <= tallest and len(beside) == 2 and beside[0] == beside[1] != set()
        closed = any(len(_crossed(v, run)) > 1 for v in sides)
        if not columns[index] and (closed or not heads):
            yield run
            run = []
        run.append(two)
    yield run


def _frame(left: float, right: float, crossed: Sequence[_Edge]) -> Iterator[dict[str, Any]]:
    """The four sides around rules down, each of which is led on to the frame it nearly reaches."""
    top = min((v["top"] for v in crossed), default=0.0)
    bottom = max((v["bottom"] for v in crossed), default=0.0)
    if bottom - top <= 10:
        return
    yield from (edge(left, top, left, bottom), edge(right, top, right, bottom))
    yield from (edge(left, top, right, top), edge(left, bottom, right, bottom))
    for v in crossed:
        if _NEAR < bottom - v["bottom"] < _SHORT_OF:
            yield edge(v["x0"], v["bottom"], v["x0"], bottom)
        if _NEAR < v["top"] - top < _SHORT_OF:
            yield edge(v["x0"], top, v["x0"], v["top"])


_Lines = tuple[PrintedLine, ...]


def split_rows(cells: Sequence[_Lines], header: bool) -> list[list[_Lines]]:
    """The printed rows inside one ruled row, so that each dose stays beside its drug.

    A column of short values sets the rows, when another column has a line on each of the same
    baselines. A label at the left that has fewer lines belongs to every row.
    """
    whole = [list(cells)]
    if header:
        return whole
    values = [
        lines
        for lines in cells
        if len(lines) > 1 and all(_VALUE.fullmatch(line.text.strip()) for line in lines)
    ]
    if not values:
        return whole
    bases = [line.base for line in max(values, key=len)]
    labels = [not _stands_on(lines, bases) for lines in cells]
    if sum(not label for label in labels) < 2 or any(
        label and lines and index > 0
        for index, (label, lines) in enumerate(zip(labels, cells, strict=True))
    ):
        return whole
    parts: list[list[_Lines]] = []
    for index, base in enumerate(bases):
        stop = bases[index + 1] if index + 1 < len(bases) else float("inf")
        parts.append(
            [
                lines
                if label
                else tuple(line for line in lines if base - _NEAR < line.base < stop - _NEAR)
                for label, lines in zip(labels, cells, strict=True)
            ]
        )
    return parts


def _stands_on(lines: _Lines, bases: Sequence[float]) -> bool:
    """Whether a line stands on each of the baselines, and none above the first."""
    return (
        len(lines) >= len(bases)
        and lines[0].base > bases[0] - _NEAR
        and all(any(abs(line.base - base) < _NEAR for line in lines) for base in bases)
    )
