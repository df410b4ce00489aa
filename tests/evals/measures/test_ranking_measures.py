from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.measures import ndcg, recall, reciprocal_rank

GRADES = {"a": 2, "b": 1, "c": 1}
ITEMS = [f"item {number}" for number in range(12)]
rankings = st.permutations(ITEMS)
judged = st.dictionaries(st.sampled_from(ITEMS), st.integers(0, 3)).filter(
    lambda grades: any(grades.values())
)
cutoffs = st.integers(1, 15)


def test_recall_is_the_share_of_the_relevant_that_is_found():
    assert recall(["x", "a", "b", "y", "c"], GRADES, 3) == pytest.approx(2 / 3)


def test_recall_at_one_cannot_be_whole_when_two_are_relevant():
    assert recall(["a", "b"], {"a": 1, "b": 1}, 1) == 0.5


def test_an_item_of_grade_zero_is_not_relevant():
    assert recall(["a", "b"], {"a": 0, "b": 1}, 1) == 0
    assert reciprocal_rank(["a", "b"], {"a": 0, "b": 1}) == 0.5


def test_the_reciprocal_rank_is_that_of_the_first_relevant_item():
    assert reciprocal_rank(["x", "y", "b", "a"], GRADES) == pytest.approx(1 / 3)


def test_the_reciprocal_rank_is_zero_when_nothing_relevant_is_ranked():
    assert reciprocal_rank(["x", "y"], GRADES) == 0


def test_ndcg_agrees_with_a_sum_by_hand():
    # Gains 0, 1, 2 against the best order 2, 1, 1.
    found = 1 / log2(3) + 2 / log2(4)
    best = 2 / log2(2) + 1 / log2(3) + 1 / log2(4)
    assert ndcg(["x", "b", "a"], GRADES, 3) == pytest.approx(found / best)


def test_ndcg_compares_with_the_best_that_fits_into_k():
    assert ndcg(["a"], GRADES, 1) == 1


@pytest.mark.parametrize("measure", [recall, ndcg])
@pytest.mark.parametrize(("grades", "k"), [({}, 1), ({"a": 0}, 1), ({"a": 1}, 0)])
def test_without_a_relevant_item_or_a_rank_there_is_no_value(measure, grades, k):
    with pytest.raises(ValueError):
        measure(["a"], grades, k)


@given(rankings, judged, cutoffs)
def test_every_measure_lies_between_zero_and_one(ranking, grades, k):
    for value in (
        recall(ranking, grades, k),
        ndcg(ranking, grades, k),
        reciprocal_rank(ranking, grades),
    ):
        assert 0 <= value <= 1 + 1e-12


@given(rankings, judged, cutoffs)
def test_recall_never_falls_with_more_ranks(ranking, grades, k):
    assert recall(ranking, grades, k) <= recall(ranking, grades, k + 1)


@given(judged, cutoffs)
def test_the_best_order_has_an_ndcg_of_one(grades, k):
    ranking = sorted(ITEMS, key=lambda item: -grades.get(item, 0))
    assert ndcg(ranking, grades, k) == pytest.approx(1)


@given(rankings, judged, cutoffs, st.integers(0, 10))
def test_moving_a_better_item_up_never_lowers_ndcg(ranking, grades, k, place):
    upper, lower = ranking[place], ranking[place + 1]
    if grades.get(lower, 0) > grades.get(upper, 0):
        swapped = [*ranking[:place], lower, upper, *ranking[place + 2 :]]
        assert ndcg(swapped, grades, k) >= ndcg(ranking, grades, k)


@given(rankings, judged)
def test_recall_begins_where_the_reciprocal_rank_says(ranking, grades):
    first = round(1 / reciprocal_rank(ranking, grades))
    assert recall(ranking, grades, first) > 0
    assert first == 1 or recall(ranking, grades, first - 1) == 0
