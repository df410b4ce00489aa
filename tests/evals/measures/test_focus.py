"""Which statements of an answer belong to what was asked."""

import pytest

from evals.measures.focus import Focus
from evals.suites.case import Expect, Gold
from evals.suites.pattern import Pattern
from tests.evals.measures.protocols import (
    FLUIDS,
    ROW,
    STARCH,
    answer,
    graded,
    of_row,
    quote,
    refusal,
    said,
)

ASKED = {"evidence": (Gold("sepsis", "30 mL/kg of crystalloid"),)}


def of_two(caution=False):
    return answer([said(FLUIDS, 1), said(STARCH, 2, caution=caution)],
                  [quote(1, FLUIDS), quote(2, STARCH)])  # fmt: skip


def test_a_statement_that_cites_gold_belongs_and_one_of_other_words_does_not():
    score = Focus().score(graded(of_two(), **ASKED))
    assert (score.hits, score.of) == (1, 2)
    assert score.faults == ("statement 2 holds no fact of the case and cites none of its gold",)


def test_a_statement_that_holds_a_fact_belongs_wherever_it_stands():
    starch = ((Pattern("albumin"), Pattern("starch")),)
    assert Focus().score(graded(of_two(), facts=starch, **ASKED)).hits == 2
    row = graded(of_row(ROW), facts=((Pattern("Gentamicin | 5 mg/kg"),),), **ASKED)
    assert Focus().score(row).hits == 1


def test_cautions_are_not_counted():
    score = Focus().score(graded(of_two(caution=True), **ASKED))
    assert (score.hits, score.of) == (1, 1)
    only = answer([said(STARCH, 1, caution=True)], [quote(1, STARCH)])
    assert Focus().score(graded(only, **ASKED)) is None


@pytest.mark.parametrize(
    ("came", "changes"),
    [(refusal(), {}), (of_two(), {"evidence": ()}), (of_two(), {"expect": Expect.REFUSE})],
)
def test_what_should_not_or_cannot_be_judged_is_not(came, changes):
    assert Focus().score(graded(came, **ASKED | changes)) is None


def test_an_error_is_of_no_use():
    assert Focus().score(graded(None, **ASKED)).hits == 0
