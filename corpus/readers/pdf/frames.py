"""What printers leave out of ruled tables: the outer frame, and the rules between single rows."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from corpus.readers.pdf.lines import PrintedLine

_NEAR = 4.0
"""Points within which ends of rules count as the same."""
_SHORT_OF = 16.0
"""Points by which a rule down may end before its neighbours and still reach the frame."""
_VALUE = re.compile(r"(?:[<>≤≥±~]\s?)?\d.{0,18}|[–—-]")
"""What stands in a column of doses or numbers: short, and begins with a figure."""


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


def open_sides(edges: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The outer rules of tables that have inner ones alone.

    Rules across with the same two ends, crossed by rules down, are one table; its frame runs
    from the highest to the lowest end of them all.
    """
    across: dict[tuple[int, int], list[Mapping[str, Any]]] = defaultdict(list)
    down = [item for item in edges if item["orientation"] == "v"]
    for item in edges:
        if item["orientation"] == "h" and item["x1"] - item["x0"] > 60:
            across[round(item["x0"] / _NEAR), round(item["x1"] / _NEAR)].append(item)
    added: list[dict[str, Any]] = []
    for rules in across.values():
        left, right = min(r["x0"] for r in rules), max(r["x1"] for r in rules)
        inner = [v for v in down if left + _NEAR < v["x0"] < right - _NEAR]
        heights = sorted(rule["top"] for rule in rules)
        crossed = [
            v
            for v in inner
            if sum(v["top"] - _NEAR <= height <= v["bottom"] + _NEAR for height in heights) >= 2
        ]
        if len(rules) < 2 or not crossed:
            continue
        top = min(v["top"] for v in crossed)
        bottom = max(v["bottom"] for v in crossed)
        if bottom - top > 10:
            added += [edge(left, top, left, bottom), edge(right, top, right, bottom)]
            added += [edge(left, top, right, top), edge(left, bottom, right, bottom)]
            for v in crossed:
                if _NEAR < bottom - v["bottom"] < _SHORT_OF:
                    added.append(edge(v["x0"], v["bottom"], v["x0"], bottom))
                if _NEAR < v["top"] - top < _SHORT_OF:
                    added.append(edge(v["x0"], top, v["x0"], v["top"]))
    return added


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
