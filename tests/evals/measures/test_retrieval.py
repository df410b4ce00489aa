"""Retrieval is keyed by words of the document, not by passages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.measures.retrieval import RETRIEVAL
from evals.suites.case import Gold
from tests.evals.measures.protocols import SEPSIS, graded, places, refusal

BY_NAME = {measure.name: measure for measure in RETRIEVAL}
GOLD = (Gold("sepsis", "30 mL/kg of crystalloid"), Gold("sepsis", "Do not give starch"))
FLUIDS_AT = SEPSIS.index("In an adult"), SEPSIS.index("Do not")
STARCH_AT = SEPSIS.index("Do not"), SEPSIS.index("Drug |")
ELSEWHERE = SEPSIS.index("Morphine"), len(SEPSIS)


def value(name, *spans, gold=GOLD):
    return BY_NAME[name].score(graded(refusal(), ranking=places(*spans), evidence=gold)).hits


def test_each_gold_counts_once_however_many_passages_hold_it():
    start, end = FLUIDS_AT
    twice = [(start, end), (start, end - 1), STARCH_AT]
    assert value("recall@1", *twice) == 0.5
    assert value("recall@5", *twice) == 1
    assert value("ndcg@10", *twice) == pytest.approx((1 + 0.5) / (1 + 1 / 1.584962), abs=1e-5)


def test_one_passage_that_holds_all_gold_is_a_perfect_ranking():
    whole = (0, len(SEPSIS))
    assert all(value(name, whole) == 1 for name in BY_NAME)


@given(st.integers(1, 40))
def test_another_splitting_does_not_lose_the_gold(size):
    start, end = SEPSIS.index("30 mL/kg"), SEPSIS.index("30 mL/kg") + 23
    cut = [(at, at + size) for at in range(start, end, size)]
    assert value("recall@10", *cut, gold=GOLD[:1]) == 1
    assert value("mrr", *cut, gold=GOLD[:1]) == 1


def test_the_first_relevant_rank_counts():
    assert value("mrr", ELSEWHERE, STARCH_AT) == 0.5


def test_words_in_another_version_are_not_gold():
    old = (Gold("sepsis", "20 mL/kg", version="1"),)
    assert value("recall@10", (0, 40), gold=old) == 0


def test_an_error_found_nothing_and_says_what():
    score = BY_NAME["recall@5"].score(graded(None, evidence=GOLD[:1]))
    assert score.faults == ("no passage holds “30 mL/kg of crystalloid” of sepsis",)


def test_a_case_without_evidence_has_no_retrieval():
    assert BY_NAME["mrr"].score(graded(refusal())) is None
