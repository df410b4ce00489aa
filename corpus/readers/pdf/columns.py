"""Reading order: columns are found as white gutters, and read one after the other.

Rows that run across a gutter, such as titles above two columns, cut the page into bands; within
a band the left column is read before the right one. Only columns of prose are read so: short
cells side by side are a table without rules, whose rows must stay together.
"""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from corpus.readers.pdf.lines import PrintedLine, group_rows, set_line
from corpus.readers.pdf.pages import Word
from corpus.readers.pdf.tables import RuledTable

_STEP = 2.0
"""Points between the places tried for a gutter."""
_FEWEST_ROWS = 4
_NARROWEST = 60.0
"""Points: less is no column of prose."""
_FEWEST_LETTERS = 25
"""Letters of a usual line: lines of less may be cells, whose ends say nothing of a margin."""
_DEEPEST = 3
"""Up to 2 ** 3 columns."""

Item = PrintedLine | RuledTable


def reading_order(
    words: Sequence[Word],
    tables: Sequence[RuledTable] = (),
    depth: int = 0,
    margin: float = 0.0,
) -> list[Item]:
    """Lines and tables of a page in the order they are read.

    `margin` is the right edge of the column that the words are of, when that is known.
    """
    rows = group_rows(words)
    margin = max((w.right for r in rows for w in r), default=0.0) if depth == 0 else margin
    gutter = _find_gutter(rows) if depth < _DEEPEST else None
    if gutter is None:
        return _in_rows(rows, tables, margin)
    extent = min(r[0].left for r in rows), _left_edge(rows, gutter), margin
    order: list[Item] = []
    band: list[list[Word]] = []
    beside: list[RuledTable] = []

    def flush() -> None:
        if band or beside:
            order.extend(_read_band(band, beside, gutter, extent, depth))
        band.clear()
        beside.clear()

    events: list[tuple[float, list[Word] | RuledTable]] = [(row[0].base, row) for row in rows]
    events += [(table.top, table) for table in tables]
    for _, event in sorted(events, key=lambda pair: pair[0]):
        if isinstance(event, RuledTable):
            if event.left < gutter - _STEP and event.right > gutter + _STEP:
                flush()
                order.append(event)
            else:
                beside.append(event)
        elif _crosses(event, gutter):
            flush()
            order.append(_line(event, margin))
        else:
            band.append(event)
    flush()
    return order


def _in_rows(rows: Sequence[list[Word]], tables: Sequence[RuledTable], margin: float) -> list[Item]:
    length = median(sum(len(word.text) for word in row) for row in rows) if rows else 0
    items: list[Item] = [_line(row, margin if length >= _FEWEST_LETTERS else 0.0) for row in rows]
    return sorted([*items, *tables], key=lambda item: item.top)


def _line(row: Sequence[Word], margin: float) -> PrintedLine:
    line = set_line(row)
    line.margin = margin
    return line


def _left_edge(rows: Sequence[list[Word]], gutter: float) -> float:
    """How far to the right the column left of the gutter is filled anywhere."""
    left = [row for row in rows if not _crosses(row, gutter)]
    return max((w.right for row in left for w in row if w.middle[0] < gutter), default=gutter)


def _read_band(
    band: list[list[Word]],
    tables: list[RuledTable],
    gutter: float,
    extent: tuple[float, float, float],
    depth: int,
) -> list[Item]:
    left = [part for row in band if (part := [w for w in row if w.middle[0] < gutter])]
    right = [part for row in band if (part := [w for w in row if w.middle[0] >= gutter])]
    left_tables = [table for table in tables if table.left < gutter]
    right_tables = [table for table in tables if table.left >= gutter]
    if left and right and len(band) > 1:
        prose = _is_prose(left, gutter - extent[0]) and _is_prose(right, extent[2] - gutter)
        if not prose and not tables and _are_aligned(band, gutter):
            return _in_rows(band, tables, extent[2])
    return [
        *reading_order([word for part in left for word in part], left_tables, depth + 1, extent[1]),
        *reading_order(
            [word for part in right for word in part], right_tables, depth + 1, extent[2]
        ),
    ]


def _are_aligned(band: Sequence[list[Word]], gutter: float) -> bool:
    """Whether most rows stand on one baseline on both sides, as the rows of a table do."""
    aligned = beside = 0
    for row in band:
        left = [word.base for word in row if word.middle[0] < gutter]
        right = [word.base for word in row if word.middle[0] >= gutter]
        if left and right:
            beside += 1
            aligned += abs(median(left) - median(right)) < 0.8
    return aligned > 0.6 * beside


def _is_prose(rows: Sequence[list[Word]], width: float) -> bool:
    filled = median(row[-1].right - row[0].left for row in rows)
    return filled >= 0.45 * width and sum(map(len, rows)) >= 3 * len(rows)


def _gap_needed(row: Sequence[Word]) -> float:
    return max(7.0, 0.75 * row[0].size)


def _crosses(row: Sequence[Word], gutter: float) -> bool:
    before = [word for word in row if word.left < gutter]
    after = [word for word in row if word.left >= gutter]
    if not before:
        return False
    edge = max(word.right for word in before)
    if not after:
        return edge > gutter + _STEP
    return edge > gutter or after[0].left - edge < _gap_needed(row)


def _find_gutter(rows: Sequence[list[Word]]) -> float | None:
    """The x that best parts the rows in two, or None when they are one column."""
    if len(rows) < _FEWEST_ROWS:
        return None
    start = min(row[0].left for row in rows) + _NARROWEST
    stop = max(row[-1].right for row in rows) - _NARROWEST
    places = int((stop - start) // _STEP) + 1
    if places < 1:
        return None

    def slot(x: float) -> int:
        return min(max(int((x - start) // _STEP) + 1, 0), places)

    # How many rows at each place have a gap with text on both sides, only text before it, only
    # text after it: kept as differences and summed up once.
    both, before, after = ([0] * (places + 1) for _ in range(3))
    for row in rows:
        after[0] += 1
        after[slot(row[0].left)] -= 1
        reach = row[0].right
        for one, two in pairwise(row):
            reach = max(reach, one.right)
            if two.left - reach >= _gap_needed(row):
                both[slot(reach)] += 1
                both[slot(two.left)] -= 1
        before[slot(max(reach, row[-1].right))] += 1
    best, found = 0.0, []
    total_both = total_before = total_after = 0
    for place in range(places):
        total_both += both[place]
        total_before += before[place]
        total_after += after[place]
        support = total_both + min(total_before, total_after)
        crossing = len(rows) - total_both - total_before - total_after
        score = support - 0.25 * crossing
        if support >= _FEWEST_ROWS and score > best:
            best, found = score, [place]
        elif found and score == best and place == found[-1] + 1:
            found.append(place)
    if not found:
        return None
    return start + _STEP * found[len(found) // 2]
