"""The gap between slices, after Newcombe."""

import pytest

from evals.scoring.fairness import fairness, gap


def figure(value, low, high, cases=50, better="higher"):
    return {"value": value, "low": low, "high": high, "cases": cases, "better": better}


def test_the_gap_is_newcombes_example():
    # 56 of 70 and 48 of 80: method 10 gives 0.0524 to 0.3339.
    one, other = figure(0.8, 0.6917, 0.8776), figure(0.6, 0.4906, 0.7002)
    for found in (gap(one, other), gap(other, one)):
        assert found.size == pytest.approx(0.2)
        assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=3e-3)
        assert found.p < 0.05


def test_equal_slices_have_no_gap():
    found = gap(figure(1, 0.9, 1), figure(1, 0.8, 1))
    assert found.size == 0 and found.low < 0 < found.high and found.p == 1


def test_where_lower_is_better_the_highest_is_worst():
    slices = {"age": {value: {"errors": figure(rate, rate - 0.05, rate + 0.05, better="lower")}
                      for value, rate in [("old", 0.4), ("young", 0.1), ("all", 0.2)]}}  # fmt: skip
    found = fairness(slices)["age"]["errors"]
    assert (found["best"], found["worst"], found["slices"]) == ("young", "old", 3)


def test_a_slice_of_few_cases_is_not_compared():
    slices = {"age": {"old": {"errors": figure(0, 0, 1, cases=9)},
                      "young": {"errors": figure(1, 0, 1)}}}  # fmt: skip
    assert fairness(slices) == {}
