"""Lays out a grid of cells as caption, header and rows, the same way for every format."""

from collections.abc import Sequence

from corpus.readers.builder import TextBuilder
from corpus.text import BlockKind

Row = Sequence[str]


def add_table(
    builder: TextBuilder, rows: Sequence[Row], *, headers: int = 0, caption: str = ""
) -> None:
    """Append a table whose merged cells are already repeated in every place they cover.

    `headers` counts the leading rows that the source marks as header. A leading row with one text
    across all columns is a caption; the row after it becomes the header if it looks like one.
    """
    table = builder.start_table()
    builder.add(BlockKind.CAPTION, caption, table=table)
    width = max((len(row) for row in rows), default=0)
    body = [[*row, *[""] * (width - len(row))] for row in rows if any(row)]
    captioned = False
    while len(body) > 1 and width > 1 and (label := _spanning_text(body[0])):
        if not headers and not captioned and not _looks_like_header(body[1]):
            break  # a first body row that merely has one filled cell
        builder.add(BlockKind.CAPTION, label, table=table)
        body.pop(0)
        headers = max(headers - 1, 0)
        captioned = True
    if not headers and (captioned or not any(rows[0])) and len(body) > 1:
        headers = int(_looks_like_header(body[0]))
    if headers and len(body) > headers:
        builder.add_row(_merge(body[:headers]), table=table, header=True)
        body = body[headers:]
    elif headers:
        headers = 0  # nothing but header rows: they are the content
    for row in body:
        builder.add_row(row, table=table)


def _spanning_text(row: Row) -> str:
    """The only text of a row that spans all columns, otherwise nothing."""
    texts = set(row)
    if len(texts) == 1 or (row[0] and texts == {row[0], ""} and not any(row[1:])):
        return row[0]
    return ""


def _looks_like_header(row: Row) -> bool:
    """Whether an unmarked row names its columns: capitals, an empty corner, or short labels."""
    filled = [cell for cell in row if cell]
    if len(filled) < 2 or len(set(filled)) < 2:
        return False
    letters = "".join(filled)
    if letters.upper() == letters and any(c.isalpha() for c in filled[0]):
        return True
    if any(len(cell) > 80 for cell in filled):
        return False
    if not row[0]:
        return True
    short = all(len(cell) <= 40 and not any(c.isdigit() for c in cell) for cell in filled)
    return short and len(filled) == len(row)


def _merge(rows: Sequence[Row]) -> list[str]:
    """Several header rows as one: each column's texts from top to bottom, without repeats."""
    return [
        " – ".join(dict.fromkeys(cell for cell in column if cell))
        for column in zip(*rows, strict=True)
    ]
