"""Which citation of a statement is the line that introduces the table it is a row of."""

from corpus.text import TABLE_KINDS, Text
from evals.measures.score import Graded
from evals.measures.statements import Said, key_of, source_words

LINE_ENDS = ":"
"""What the line must end with: any other line above a table may be about something else."""


def introductions_of(graded: Graded, said: Said) -> tuple[int, ...]:
    """Places, among the citations of a statement, of what introduces the table it quotes.

    The first citation must be of a table's row; an introduction is of the same version, ends the
    block directly above that table (and its caption), and ends with a colon.
    """
    if not said.citations or not said.sources[0]:
        return ()
    row = said.citations[0]
    end = _above(graded.sources.text(key_of(row)), row["start"])
    return tuple(
        place
        for place, one in enumerate(said.citations)
        if key_of(one) == key_of(row)
        and one["end"] == end
        and source_words(graded, one).endswith(LINE_ENDS)
    )


def _above(text: Text, start: int) -> int | None:
    """Where the block above the table ends that holds a row at `start`; None for no row."""
    rows = (one for one in text.blocks if one.start <= start < one.end and one.kind in TABLE_KINDS)
    row = next(rows, None)
    if row is None:
        return None
    first = next(number for number, one in enumerate(text.blocks) if one.table == row.table)
    above = text.blocks[first - 1] if first else None
    return above.end if above is not None and not above.table else None
