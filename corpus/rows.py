"""Reads table rows as sentences that carry their header, so that no figure stands without it."""

from collections.abc import Iterator, Sequence

from corpus.passages import Sentence
from corpus.text import Block, BlockKind, Span, Text

LONGEST_GROUP = 10
"""Words up to which a row with one filled cell names the rows below it."""
LONGEST_HEADER = 20
"""Words up to which a header's cell is a label; beyond, the "header" is a row in bold."""


def split_rows(text: Text, rows: Sequence[Block], around: tuple[Span, ...]) -> Iterator[Sentence]:
    """One sentence for each row of one table, its context being `around` and the header rows.

    A header is read with the rows below it and is no sentence, unless nothing is below it.
    """
    body = {number for number, row in enumerate(rows) if not _is_header(text, row)}
    last = max(body, default=-1)
    headers: list[Block] = []
    group: Block | None = None
    for number, row in enumerate(rows):
        if number not in body:
            if not number or number - 1 in body:
                headers, group = [], None
            if number < last:
                headers.append(row)
                continue
        span, above = stripped(text, row), list(headers)
        if _names_group(text, row, rows[number + 1 : number + 2]):
            group, kind, reading = row, "intro", text[_filled(row)[0]]
        else:
            kind, reading = "table_row", read_row(text, row, headers)
            if group:
                above.append(group)
                reading = f"{text[_filled(group)[0]].rstrip(' .;,:')}: {reading}"
        context = sorted((*around, *(stripped(text, block) for block in above)))
        yield Sentence(*span, kind, tuple(context), reading)


def read_row(text: Text, row: Block, headers: Sequence[Block]) -> str:
    """A row as "Header: cell; Header: cell"; several header rows are read from the top down."""
    filled = _filled(row)
    pair = len(row.cells) == len(filled) == 2 and len(text[filled[0]].split()) <= LONGEST_GROUP
    if pair and not headers:
        return f"{text[filled[0]].rstrip(' :')}: {text[filled[1]]}"
    parts: list[str] = []
    for column, cell in enumerate(row.cells):
        if cell.end == cell.start:
            continue
        above = [text[h.cells[column]].rstrip(" :") for h in headers if column < len(h.cells)]
        label = " ".join(filter(None, dict.fromkeys(above)))
        part = f"{label}: {text[cell]}" if label else text[cell]
        if part not in parts[-1:]:  # readers repeat a merged cell in each of its columns
            parts.append(part)
    return "; ".join(parts)


def stripped(text: Text, block: Block) -> Span:
    """The span of a block without white space at its ends, which empty outer cells leave."""
    words = text[block]
    left = len(words) - len(words.lstrip())
    return Span(block.start + left, block.start + len(words.rstrip()))


def _is_header(text: Text, row: Block) -> bool:
    return row.kind is BlockKind.TABLE_HEADER and all(
        len(text[cell].split()) <= LONGEST_HEADER for cell in row.cells
    )


def _names_group(text: Text, row: Block, following: Sequence[Block]) -> bool:
    """Whether a row is only a label, such as "Children", for the rows below it.

    Read without it a child's dose would look like an adult's.
    """
    if not following or following[0].kind is not BlockKind.TABLE_ROW:
        return False
    filled = _filled(row)
    label = text[filled[0]]
    return (
        filled[0] == row.cells[0]
        and len({text[cell] for cell in filled}) == 1  # a merged cell is repeated by readers
        and len({text[cell] for cell in _filled(following[0])}) > 1
        and label.count(" ") < LONGEST_GROUP
        and label[0].isalnum()
        and not label[0].islower()
        and any(map(str.isalpha, label))
    )


def _filled(row: Block) -> list[Span]:
    return [cell for cell in row.cells if cell.end > cell.start]
