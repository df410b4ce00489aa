"""Citations are judged by the documents, never by the answer's own words."""

import pytest

from evals.measures.citation_coverage import CitationCoverage
from evals.measures.citation_exactness import CitationExactness
from evals.measures.citation_existence import CitationExistence
from evals.measures.citation_support import CitationPrecision, CitationRecall
from evals.measures.support import supports
from tests.evals.measures.protocols import (
    FLUIDS,
    OLD,
    ROW,
    STARCH,
    answer,
    graded,
    of_quote,
    of_row,
    quote,
    refusal,
    said,
)

EXISTENCE, EXACTNESS, COVERAGE = CitationExistence(), CitationExactness(), CitationCoverage()
RECALL = CitationRecall("citation_recall", "", supports)
PRECISION = CitationPrecision("citation_precision", "", supports)
SUPERSEDED = quote(1, FLUIDS, version="1", start=0, end=len(OLD), quote=OLD)


def test_a_superseded_version_is_exact_and_does_not_exist():
    made = graded(answer([said(OLD, 1)], [SUPERSEDED]))
    assert EXISTENCE.score(made).hits == 0
    assert EXACTNESS.score(made).hits == 1
    assert COVERAGE.score(made).hits == 0


def test_what_the_answer_says_of_a_status_does_not_matter():
    approved = SUPERSEDED | {"status": "approved", "effective": "2026-01-01"}
    assert EXISTENCE.score(graded(answer([said(OLD, 1)], [approved]))).hits == 0


@pytest.mark.parametrize("changes", [{"start": 8}, {"quote": "30 mL"}, {"version": "9"}])
def test_a_quote_must_be_the_text_at_its_place(changes):
    made = graded(answer([said(FLUIDS, 1)], [quote(1, FLUIDS, **changes)]))
    assert EXACTNESS.score(made).hits == 0
    assert COVERAGE.score(made).hits == 0


def test_places_beside_a_refusal_and_in_a_notice_are_citations_too():
    notice = {"kind": "sources_conflict", "message": "m", "citations": [quote(1, STARCH, end=7)]}
    made = graded(refusal(nearest=[SUPERSEDED], notices=[notice]))
    assert EXISTENCE.score(made).hits == 1 and EXISTENCE.score(made).of == 2
    (fault,) = EXACTNESS.score(made).faults
    assert fault.startswith("place 1 of the notice sources_conflict quotes")


def test_a_number_without_a_citation_does_not_exist():
    made = graded(answer([said(FLUIDS, 1, 7)], [quote(1, FLUIDS)]))
    assert EXISTENCE.score(made).faults == ("statement 1 cites [7], and there is no such citation",)
    assert PRECISION.score(made).hits == 1 and PRECISION.score(made).of == 2


def test_recall_is_of_statements_that_their_quotes_carry_together():
    made = answer(
        [said(ROW, 1, 2), said(STARCH, 2)],
        [quote(1, "Gentamicin | 5 mg/kg | 7 mg/kg | IV"), quote(2, "Drug | Adult | Child | Route")],
    )
    score = RECALL.score(graded(made))
    assert (score.hits, score.of) == (1, 2)


def test_a_header_is_needed_and_what_is_not_said_is_no_help():
    assert PRECISION.score(graded(of_row(ROW))).hits == 2
    padded = answer([said(FLUIDS, 1, 2)], [quote(1, FLUIDS), quote(2, STARCH)])
    assert PRECISION.score(graded(padded)).faults == ("citation [2] of statement 1 is no help",)


def test_of_two_quotes_that_each_carry_a_statement_both_count():
    again = answer([said("Fluids", 1, 2)], [quote(1, "Fluids"), quote(2, "Fluids")])
    assert PRECISION.score(graded(again)).hits == 2


def test_a_statement_without_citations_is_not_carried():
    made = graded(answer([said(FLUIDS)], []))
    assert (RECALL.score(made).hits, PRECISION.score(made).hits) == (0, 0)


@pytest.mark.parametrize("measure", [EXISTENCE, EXACTNESS, COVERAGE, RECALL, PRECISION])
def test_an_error_scores_worst_and_a_right_answer_best(measure):
    assert measure.score(graded(None)).hits == 0
    assert not measure.score(graded(of_quote(FLUIDS))).faults


@pytest.mark.parametrize("measure", [COVERAGE, RECALL, PRECISION])
def test_a_refusal_cites_nothing(measure):
    assert measure.score(graded(refusal(nearest=[quote(1, FLUIDS)]))) is None
