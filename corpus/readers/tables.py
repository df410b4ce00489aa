"""Lays out a grid of cells as caption, header and rows, the same way for every format."""

from collections.abc import Sequence

from corpus.readers.builder import TextBuilder
from corpus.text import BlockKind

Row = Sequence[str]
_MAX_LABEL = 80


def add_table(
    builder: TextBuilder, rows: Sequence[Row], *, headers: int = 0, caption: str = ""
) -> int:
    """Append a table whose merged cells are already repeated in every place they cover.

    `headers` counts the leading rows that the source marks as header. A leading row with one text
    across all columns is a caption; the row after it becomes the header if it looks like one.
    Returns the table's number while it has no caption, otherwise 0.
    """
    table = builder.start_table()
    builder.add(BlockKind.CAPTION, caption, table=table)
    width = max((len(row) for row in rows), default=0)
    body = [[*row, *[""] * (width - len(row))] for row in rows if any(row)]
    if headers and body and any(len(cell) > _MAX_LABEL for cell in body[0]):
        headers = 0  # Markdown demands a header, so writers put the first row there
    captions = 0
    while len(body) > 1 and width > 1 and (label := _spanning_text(body[0])):
        named = headers > 0 or _looks_like_header(body[1], body[2:3])
        if captions and not _looks_like_header(body[1], body[2:3]):
            break  # rows that span all columns are the table's content
        if not captions and not named:
            break  # a first body row that merely has one filled cell
        builder.add(BlockKind.CAPTION, label, table=table)
        body.pop(0)
        headers = max(headers - 1, 0)
        captions += 1
    if not headers and (captions or not any(rows[0])) and len(body) > 1:
        headers = int(_looks_like_header(body[0], body[1:2]))
    if headers == 1 and len(body) > 2 and _is_split_header(body[0], body[1]):
        headers = 2
    if headers and len(body) > headers:
        builder.add_row(_merge(body[:headers]), table=table, header=True)
        body = body[headers:]
    elif headers:
        headers = 0  # nothing but header rows: they are the content
    for row in body:
        builder.add_row(row, table=table)
    return 0 if caption or captions else table


def _spanning_text(row: Row) -> str:
    """The only text of a row that spans all columns, otherwise nothing."""
    texts = set(row)
    if len(texts) == 1 or (row[0] and texts == {row[0], ""} and not any(row[1:])):
        return row[0]
    return ""


def _looks_like_header(row: Row, after: Sequence[Row]) -> bool:
    """Whether an unmarked row names its columns.

    It does in capitals, with an empty corner, or with labels much shorter than what is `after`.
    """
    row = list(row)
    while row and not row[-1]:
        row.pop()  # added only to make all rows equally long
    filled = [cell for cell in row if cell]
    if len(set(filled)) < 2 or any(len(cell) > _MAX_LABEL for cell in filled):
        return False
    letters = [character for character in "".join(filled) if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    if capitals >= 0.8 * len(letters) and any(map(str.isalpha, filled[0])):
        return True
    if not row[0] or any(_much_longer(row, below) for below in after):
        return True
    return len(filled) == len(row) and not any(
        len(cell) > 40 or any(map(str.isdigit, cell)) for cell in filled
    )


def _much_longer(row: Row, below: Row) -> bool:
    return all(len(under) > 2 * len(over) for over, under in zip(row, below, strict=False))


def _is_split_header(row: Row, below: Row) -> bool:
    """Whether `below` divides columns that `row` merges, as Adult and Child do under Dose."""
    merged = [
        bool(cell) and cell in (*row[max(column - 1, 0) : column], *row[column + 1 : column + 2])
        for column, cell in enumerate(row)
    ]
    return (
        any(merged)
        and not all(merged)
        and all(
            under != over if wide else under in (over, "")
            for over, under, wide in zip(row, below, merged, strict=True)
        )
    )


def _merge(rows: Sequence[Row]) -> list[str]:
    """Several header rows as one: each column's texts from top to bottom, without repeats."""
    return [
        " – ".join(dict.fromkeys(cell for cell in column if cell))
        for column in zip(*rows, strict=True)
    ]
