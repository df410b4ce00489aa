"""Ruled tables: pdfplumber's grid of cells over PDFium's rules, filled with the page's words.

Only pdfplumber's table finder is used; its own parser would read each page a second time, fifty
times slower.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.readers.pdf.frames import edge, open_sides, split_rows
from corpus.readers.pdf.lines import PrintedLine, group_rows, set_line
from corpus.readers.pdf.pages import Corners, Word

_SNAP = 3.0
"""Points within which two rules are one, or meet."""
_SHORTEST = 6.0
"""Points: a shorter rule is a decoration."""
_MOST_CROSSINGS = 400_000
"""Rules across times rules down; more is a drawing or a chart."""
_NARROWEST = 8.0
"""Points: less is the gap of a double rule, not a column."""
_LONGEST_REPEATED = 120
"""Characters: what a merged cell may hold to be read again in each row or column it spans."""


_Grid = Sequence[Sequence[Corners | None]]
_Texts = dict[Corners, tuple[PrintedLine, ...]]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell of a row says; a merged cell stands in every row and column it spans."""

    lines: tuple[PrintedLine, ...] = ()
    box: Corners | None = None


@dataclass(slots=True)
class Row:
    """The cells of one row, in column order."""

    cells: list[Cell]
    header: bool = False


@dataclass(slots=True)
class RuledTable:
    """One table with its place and rows."""

    left: float
    top: float
    right: float
    bottom: float
    columns: tuple[float, ...] = ()
    """The left edge of each column."""
    rows: list[Row] = field(default_factory=list)


def find_tables(
    rules: Sequence[Corners], words: Sequence[Word]
) -> tuple[list[RuledTable], list[Word]]:
    """The ruled tables of a page, and the words that stand in none of them."""
    across = sum(right - left > bottom - top for left, top, right, bottom in rules)
    down = len(rules) - across
    if across < 2 or down < 2 or not words:
        return [], list(words)
    tables: list[RuledTable] = []
    free = list(words)
    for cells in _grids(rules):
        left, top = min(cell[0] for cell in cells), min(cell[1] for cell in cells)
        right, bottom = max(cell[2] for cell in cells), max(cell[3] for cell in cells)
        inside = [w for w in free if left <= w.middle[0] <= right and top <= w.middle[1] <= bottom]
        table = RuledTable(left, top, right, bottom)
        if _fill(table, cells, inside):
            tables.append(table)
            taken = set(map(id, inside))
            free = [word for word in free if id(word) not in taken]
    return tables, free


def _grids(rules: Sequence[Corners]) -> list[list[Corners]]:
    from pdfplumber import table as plumber

    edges = []
    for left, top, right, bottom in rules:
        flat = right - left > bottom - top
        if max(right - left, bottom - top) < _SHORTEST:
            continue
        x, y = (left + right) / 2, (top + bottom) / 2
        edges.append(edge(left, y, right, y) if flat else edge(x, top, x, bottom))
    edges = plumber.merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    edges = plumber.merge_edges(edges + open_sides(edges), _SNAP, _SNAP, _SNAP, _SNAP)
    across = sum(edge["orientation"] == "h" for edge in edges)
    if across * (len(edges) - across) > _MOST_CROSSINGS:
        return []
    crossings = plumber.edges_to_intersections(edges, _SNAP, _SNAP)
    grids = plumber.cells_to_tables(plumber.intersections_to_cells(crossings))
    return sorted(grids, key=lambda grid: min(cell[1] for cell in grid))


def _fill(table: RuledTable, cells: Sequence[Corners], words: Sequence[Word]) -> bool:
    """Put the words into the grid; False when it holds no table but a box or a drawing."""
    xs = _edges([cell[0] for cell in cells])
    ys = _edges([cell[1] for cell in cells])
    if len(xs) < 2 or len(ys) < 2:
        return False
    held: dict[Corners, list[Word]] = {cell: [] for cell in cells}
    ordered = sorted(cells, key=lambda cell: (cell[2] - cell[0]) * (cell[3] - cell[1]))
    for word in words:
        home = next((cell for cell in ordered if _holds(cell, word)), None)
        if home is None:
            return False  # words between the cells: the grid is not what the page means
        held[home].append(word)
    cells = _join_straddled(held)
    filled = {cell for cell, inside in held.items() if inside}
    grid: list[list[Corners | None]] = [[None] * len(xs) for _ in ys]
    for cell in cells:
        for row in _covered([*ys, table.bottom], cell[1], cell[3]):
            for column in _covered([*xs, table.right], cell[0], cell[2]):
                other = grid[row][column]
                if other in filled and cell in filled:
                    return False  # cells upon each other: what belongs to what is not certain
                grid[row][column] = other if other in filled else cell
    if len(filled) < 2 or len({cell[0] for cell in filled}) < 2:
        return False
    texts = {
        cell: tuple(set_line(row) for row in group_rows(inside)) for cell, inside in held.items()
    }
    kept = _wide_enough(xs, table.right, grid, filled)
    grid = [[line[column] for column in kept] for line in grid]
    table.columns = tuple(xs[column] for column in kept)
    table.rows = _rows(grid, texts)
    if {cell.box for row in table.rows for cell in row.cells if cell.lines} != filled:
        return False  # the rows would leave words out
    _mark_headers(table)
    table.rows = [
        Row(list(map(Cell, part, (cell.box for cell in row.cells))), row.header)
        for row in table.rows
        for part in split_rows([cell.lines for cell in row.cells], row.header)
    ]
    return len(kept) > 1


def _join_straddled(held: dict[Corners, list[Word]]) -> list[Corners]:
    """The cells, those made one that a bold heading runs across without a gap."""
    order = sorted(held, key=lambda cell: (cell[1], cell[3], cell[0]))
    joined: list[Corners] = []
    for cell in order:
        last = joined[-1] if joined else None
        if (
            last
            and last[1::2] == cell[1::2]
            and abs(last[2] - cell[0]) < _SNAP
            and any(
                one.bold
                and two.bold
                and abs(one.base - two.base) < 1
                and -1 < two.left - one.right < 0.32 * one.size
                for one in held[last]
                for two in held[cell]
            )
        ):
            whole = (last[0], last[1], cell[2], cell[3])
            held[whole] = held.pop(last) + held.pop(cell)
            joined[-1] = whole
        else:
            joined.append(cell)
    return joined


def _wide_enough(xs: Sequence[float], right: float, grid: _Grid, filled: set[Corners]) -> list[int]:
    """The columns that are no mere gap between double rules."""
    kept = []
    for column, (one, two) in enumerate(pairwise([*xs, right])):
        own = any(
            cell in filled and cell[2] - cell[0] < _NARROWEST
            for cell in (line[column] for line in grid)
            if cell is not None
        )
        if two - one >= _NARROWEST or own:
            kept.append(column)
    return kept


def _edges(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SNAP:
            found.append(value)
    return found


def _covered(edges: Sequence[float], start: float, stop: float) -> list[int]:
    """Which of the strips between `edges` have their middle between `start` and `stop`."""
    return [i for i, (one, two) in enumerate(pairwise(edges)) if start < (one + two) / 2 < stop]


def _holds(cell: Corners, word: Word) -> bool:
    x, y = word.middle
    return cell[0] - 1 <= x <= cell[2] + 1 and cell[1] - 1 <= y <= cell[3] + 1


def _rows(grid: _Grid, texts: _Texts) -> list[Row]:
    rows: list[Row] = []
    read: set[Corners] = set()
    for line in grid:
        whole = {cell for cell in line if cell is not None and texts[cell]}
        if not whole:
            continue
        if len(set(line)) == 1 and len(line) > 1 and line[0] is not None:
            # One cell across the whole table: a line between the groups of rows.
            if line[0] not in read:
                rows.append(Row([Cell(texts[line[0]], line[0])]))
                read.add(line[0])
            continue
        cells: list[Cell] = []
        for cell in line:
            if cell is None:
                cells.append(Cell())
                continue
            length = sum(len(printed.text) for printed in texts[cell])
            if cell in read and length > _LONGEST_REPEATED:
                cells.append(Cell((), cell))
            else:
                cells.append(Cell(texts[cell], cell))
            read.add(cell)
        rows.append(Row(cells))
    return rows


def _mark_headers(table: RuledTable) -> None:
    """The first rows are headers when they are set apart: bold, or merged across columns."""
    wide = [row for row in table.rows if len(row.cells) == len(table.columns)]
    if len(wide) < 2 or len(wide[0].cells) < 2:
        return
    position = table.rows.index(wide[0])
    count = 0
    for row, below in pairwise(wide[:4]):
        if table.rows.index(row) != position + count:
            break
        if not _looks_like_header(row) and not (count and _share_a_cell(wide[count - 1], row)):
            break
        count += 1
        if not _merged(row) and not _share_a_cell(row, below):
            break
    if not count and _names_columns(wide[0], wide[1:]):
        count = 1
    if count:
        headers = table.rows[position : position + count]
        table.rows[position : position + count] = [_one_header(headers)]


def _printed(cell: Cell) -> str:
    return " ".join(line.text for line in cell.lines)


def _looks_like_header(row: Row) -> bool:
    lines = [line for cell in row.cells for line in cell.lines]
    return bool(lines) and sum(line.bold for line in lines) >= 0.5 * len(lines)


def _share_a_cell(one: Row, two: Row) -> bool:
    """Whether a cell of more than one column's height reaches from one row into the next."""
    pairs = zip(one.cells, two.cells, strict=True)
    return any(a.lines and a.box == b.box for a, b in pairs)


def _merged(row: Row) -> bool:
    """Whether a cell spans columns, so that the next row names the parts."""
    return any(one.box is not None and one.box == two.box for one, two in pairwise(row.cells))


def _names_columns(first: Row, others: Sequence[Row]) -> bool:
    texts = [_printed(cell) for cell in first.cells]
    if not all(texts) or max(map(len, texts)) > 60:
        return False
    numeric = sum(text[0].isdigit() for text in texts)
    below = [_printed(cell) for row in others for cell in row.cells]
    return numeric == 0 and any(text[:1].isdigit() for text in below)


def _one_header(rows: Sequence[Row]) -> Row:
    cells: list[Cell] = []
    for column in range(len(rows[0].cells)):
        stack: list[Cell] = []
        for row in rows:
            cell = row.cells[column]
            if not any(cell.box == other.box for other in stack):
                stack.append(cell)
        lines = tuple(line for cell in stack for line in cell.lines)
        cells.append(Cell(lines, stack[-1].box if stack else None))
    return Row(cells, header=True)
