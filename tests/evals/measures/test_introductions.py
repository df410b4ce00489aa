"""The line above a table is read with its rows; no other line is excused."""

import pytest

from corpus.text import Block, BlockKind, Span, Text
from evals.measures.citation_support import CitationPrecision
from evals.measures.score import Graded
from evals.measures.support import supports
from evals.runs.outcome import Outcome
from evals.runs.sources import Source, Sources
from evals.suites.case import Case, Expect
from tests.evals.measures.protocols import DAY, TextsInMemory, answer, said

PRECISION = CitationPrecision("citation_precision", "", supports)
LINES = (
    (BlockKind.PARAGRAPH, 0, "Check renal function. Give as follows:"),
    (BlockKind.TABLE_HEADER, 1, "Drug | Dose"),
    (BlockKind.TABLE_ROW, 1, "Gentamicin | 5 mg/kg"),
    (BlockKind.TABLE_ROW, 1, "Amikacin | 15 mg/kg"),
    (BlockKind.PARAGRAPH, 0, "Levels are taken at these times:"),
    (BlockKind.CAPTION, 2, "Times of levels"),
    (BlockKind.TABLE_HEADER, 2, "Level | Hours"),
    (BlockKind.TABLE_ROW, 2, "Trough | 24"),
    (BlockKind.PARAGRAPH, 0, "The lines below hold for adults."),
    (BlockKind.TABLE_ROW, 3, "Vancomycin | 15 mg/kg"),
    (BlockKind.PARAGRAPH, 0, "Stop on recovery:"),
    (BlockKind.PARAGRAPH, 0, "Stop early."),
)
CONTENT = "\n".join(line for *_, line in LINES)


def block(kind, table, line):
    start = CONTENT.index(line)
    if kind not in (BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW):
        return Block(kind, start, start + len(line), table=table)
    cells = []
    for cell in line.split(" | "):
        at = start + line.index(cell)
        cells.append(Span(at, at + len(cell)))
    return Block(kind, start, start + len(line), table=table, cells=tuple(cells))


LIBRARY = TextsInMemory({"g": Text(CONTENT, tuple(block(*one) for one in LINES))})
SOURCES = Sources(
    {"genta@1": Source("genta", "1", "Gentamicin", "g")}, {DAY: frozenset({"genta@1"})}, LIBRARY
)


def faults(statement, *quotes):
    cited = [
        {"number": number, "document": "genta", "version": "1", "quote": words,
         "start": CONTENT.index(words), "end": CONTENT.index(words) + len(words)}
        for number, words in enumerate(quotes, 1)
    ]  # fmt: skip
    made = answer([said(statement, *range(1, len(quotes) + 1))], cited)
    case = Case("s", "c", "How much?", Expect.ANSWER)
    return PRECISION.score(Graded(case, Outcome(case.key, made), SOURCES, DAY)).faults


ROW, HEADER, SAID = "Gentamicin | 5 mg/kg", "Drug | Dose", "Drug: Gentamicin; Dose: 5 mg/kg"


def test_the_line_that_introduces_the_table_of_the_row_is_a_help():
    assert not faults(SAID, ROW, "Give as follows:", HEADER)
    assert not faults("Level: Trough; Hours: 24", "Trough | 24",
                      "Levels are taken at these times:", "Level | Hours")  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        "Check renal function.",
        "Levels are taken at these times:",
        "Amikacin | 15 mg/kg",
        "Level | Hours",
        "Times of levels",
        "Stop on recovery:",
    ],
)
def test_any_other_line_is_one_too_many(other):
    assert faults(SAID, ROW, other, HEADER) == ("citation [2] of statement 1 is no help",)


def test_a_line_that_introduces_nothing_is_one_too_many():
    row = "Vancomycin | 15 mg/kg"
    assert faults(row, row, "The lines below hold for adults.")


def test_prose_has_no_introduction():
    assert faults("Stop early.", "Stop early.", "Stop on recovery:")


def test_beside_a_statement_that_is_not_carried_nothing_helps():
    wrong = "Drug: Gentamicin; Dose: 7 mg/kg"
    assert len(faults(wrong, ROW, "Give as follows:", HEADER)) == 3
