"""What a row of a table is shown with: the rows around its band, and the notes below the table."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.evidence import reads
from assistant.generate.bands import rows_for
from assistant.generate.doses import gives_dose
from assistant.generate.sections import Headings, sentences_under
from assistant.vocabulary import drugs_in
from corpus.passages import Sentence
from corpus.rows import stripped
from corpus.text import TABLE_KINDS, Block, BlockKind, Text

ABOVE = 3
"""Sentences above a table among which the one that names its drug is looked for."""

_MARK = re.compile(r"\*+|†+|‡+|§+|¶+|#+|[¹²³⁴-⁹ᵃ-ᵉ]")
_NOTE = re.compile(r"(?:note|nb|n\.b\.)\b[\s:.]*", re.IGNORECASE)


def with_neighbours(question: str, text: Text, rows: Sequence[Sentence]) -> list[Sentence]:
    """Of the rows of one table, those for a weight or age of the question, and those around them.

    In source order; none where the table has no such row. The rows before and after are there so
    that whoever reads sees where one band ends, and nothing is worked out between two.
    """
    blocks = [_block(text, row.start) for row in rows]
    context = {span for row in rows for span in row.context}
    headers = [
        block
        for block in _table(text, blocks[0].table)
        if block.kind is BlockKind.TABLE_HEADER and stripped(text, block) in context
    ]
    cells = [[text[cell] for cell in block.cells] for block in blocks]
    header = [
        " ".join(text[one.cells[column]] for one in headers if column < len(one.cells))
        for column in range(max(map(len, cells)))
    ]
    picked = rows_for(question, header, cells)
    return [row for n, row in enumerate(rows) if picked & {n - 1, n, n + 1}]


def naming(text: Text, headings: Headings, rows: Sequence[Sentence]) -> list[Sentence]:
    """What stands above a table of doses and names their drug, where rows and headings do not.

    A dose of who knows what is worse than none.
    """
    if not _is_nameless(text, rows) or any(drugs_in(text[heading]) for heading in headings):
        return []
    section = sentences_under(text, headings)
    above = [s for s in section if s.end <= rows[0].start and s.kind != "table_row"][-ABOVE:]
    for number in reversed(range(len(above))):
        if drugs_in(reads(text, above[number])):
            return above[number:]
    return []


def band_below(question: str, text: Text, headings: Headings, sentence: Sentence) -> list[Sentence]:
    """The rows for the question's weight or age of a table that spells out this sentence's dose."""
    rows = _rows_below(text, headings, sentence)
    if not rows or not _is_nameless(text, rows):
        return []
    return with_neighbours(question, text, rows) if drugs_in(reads(text, sentence)) else []


def doses_below(text: Text, headings: Headings, sentence: Sentence) -> list[Sentence]:
    """The rows of a table directly below a sentence that give the doses of its drug."""
    rows = _rows_below(text, headings, sentence)
    words = [reads(text, row) for row in rows]
    drugs = drugs_in(reads(text, sentence))
    same = bool(drugs) and all(drugs_in(one) <= drugs for one in words)
    return rows if same and any(map(gives_dose, words)) else []


def _rows_below(text: Text, headings: Headings, sentence: Sentence) -> list[Sentence]:
    """The rows of the table that follows a sentence at once and is not read with it."""
    span = (sentence.start, sentence.end)
    section = sentences_under(text, headings)
    below = [s for s in section if s.start >= sentence.end and span not in s.context]
    rows = [s for s in below if s.kind == "table_row" and s.context == below[0].context]
    return rows if rows and below[0] == rows[0] else []


def _is_nameless(text: Text, rows: Sequence[Sentence]) -> bool:
    """Whether rows give doses and none says of which drug."""
    words = [reads(text, row) for row in rows]
    return any(map(gives_dose, words)) and not any(map(drugs_in, words))


def table_at(text: Text, row: Sentence) -> int:
    """Where the table of that row begins."""
    return _table(text, _block(text, row.start).table)[0].start


def notes_of(text: Text, headings: Headings, rows: Sequence[Sentence]) -> list[Sentence]:
    """The notes directly below the table that is shown with these `rows`.

    A note that begins with a mark, such as an asterisk, belongs to the rows that bear it; one that
    is called a note, to all.
    """
    table = _table(text, _block(text, rows[0].start).table)
    end = table[-1].end
    quoted = [(row.start, row.end) for row in rows] + [span for row in rows for span in row.context]
    marks = {mark for span in quoted for mark in _MARK.findall(text.content[slice(*span)])}
    noted = set(_noted(text, end, marks))
    return [
        sentence
        for sentence in sentences_under(text, headings)
        if sentence.start >= end and _block(text, sentence.start) in noted
    ]


def _noted(text: Text, end: int, marks: set[str]) -> Iterator[Block]:
    """The blocks from `end` on that are notes to what bears the `marks`."""
    called = False
    first = bisect_right(_starts(text), end - 1)
    for block in text.blocks[first:]:
        words = text[block]
        mark, note = _MARK.match(words), _NOTE.match(words)
        if block.kind in TABLE_KINDS or block.kind is BlockKind.HEADING:
            return
        if called:
            yield block
            return
        if note:
            # The label alone, and what it says in the next block.
            called = note.end() == len(words)
            if not called:
                yield block
        elif mark and mark[0] in marks:
            yield block
        elif not mark:
            return


def _block(text: Text, start: int) -> Block:
    return text.blocks[bisect_right(_starts(text), start) - 1]


@lru_cache(maxsize=64)
def _starts(text: Text) -> list[int]:
    return [block.start for block in text.blocks]


@lru_cache(maxsize=512)
def _table(text: Text, number: int) -> tuple[Block, ...]:
    """The header and rows of one table, in source order."""
    return tuple(one for one in text.blocks if one.table == number and one.kind in TABLE_KINDS)
