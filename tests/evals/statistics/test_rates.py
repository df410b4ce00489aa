import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from evals.statistics import rate_interval


def drawn(random, clusters, rate, alike, share=False):
    """Cases in clusters of one to eight; the more alike, the more the clusters' rates vary."""
    sizes = random.integers(1, 9, clusters)
    scale = (1 - alike) / alike
    rates = np.repeat(random.beta(rate * scale, (1 - rate) * scale, clusters), sizes)
    hits = rates if share else (random.random(len(rates)) < rates).astype(float)
    names = np.repeat([f"c{number}" for number in range(clusters)], sizes)
    return hits.tolist(), [1] * len(rates), names.tolist()


def coverage(clusters, rate, alike, *, share=False, clustered=True, runs=800):
    random = np.random.default_rng(20261122)
    held = 0
    for _ in range(runs):
        hits, totals, names = drawn(random, clusters, rate, alike, share)
        if not clustered:
            names = [str(number) for number in range(len(hits))]
        found = rate_interval(hits, totals, names)
        held += found.low <= rate <= found.high
    return held / runs


@pytest.mark.parametrize(
    ("clusters", "rate", "alike"),
    [(20, 0.5, 0.3), (40, 0.8, 0.3), (60, 0.5, 0.7), (60, 0.9, 0.3), (200, 0.95, 0.3)],
)
def test_95_percent_intervals_of_clustered_cases_hold_the_truth_95_times_in_a_hundred(
    clusters, rate, alike
):
    assert 0.92 <= coverage(clusters, rate, alike) <= 0.98


def test_shares_are_held_as_often():
    assert 0.92 <= coverage(60, 0.8, 0.2, share=True) <= 0.98


def test_an_interval_that_overlooks_the_clusters_does_not_hold():
    assert coverage(60, 0.8, 0.3, clustered=False) < 0.9


def test_cases_on_their_own_get_about_wilsons_interval():
    hits = [1] * 450 + [0] * 50
    found = rate_interval(hits, [1] * 500, [str(number) for number in range(500)])
    wilson = binomtest(450, 500).proportion_ci(method="wilson")
    assert (found.low, found.high) == pytest.approx((wilson.low, wilson.high), abs=0.001)


@pytest.mark.parametrize("right", [0, 1])
def test_all_or_none_right_gets_the_exact_interval_of_as_many_units_as_clusters(right):
    names = [str(number) for number in range(299)] * 2
    found = rate_interval([5 * right] * 598, [5] * 598, names)
    exact = binomtest(299 * right, 299).proportion_ci(method="exact")
    assert (found.low, found.high) == pytest.approx((exact.low, exact.high))


def test_299_without_a_failure_show_at_most_one_percent():
    """The table in which a zero-failure claim of one per cent needs 299 cases."""
    names = [str(number) for number in range(299)]
    assert rate_interval([0] * 299, [1] * 299, names, 0.90).high <= 0.01
    assert rate_interval([0] * 298, [1] * 298, names[:298], 0.90).high > 0.01


def test_one_failure_never_raises_the_lower_limit():
    names = [str(number % 50) for number in range(1000)]
    perfect = rate_interval([1] * 1000, [1] * 1000, names)
    assert rate_interval([0] + [1] * 999, [1] * 1000, names).low <= perfect.low


def test_copies_of_a_case_add_nothing():
    once = rate_interval([1, 0, 1, 1, 1], [1] * 5, list("abcde"))
    copied = rate_interval([1, 0, 1, 1, 1] * 40, [1] * 200, list("abcde") * 40)
    assert (copied.low, copied.high) == pytest.approx((once.low, once.high))


def test_one_cluster_tells_nothing_of_others():
    found = rate_interval([1, 0], [1, 1], ["same", "same"])
    assert (found.low, found.mean, found.high) == (0, 0.5, 1)


def test_equal_shares_are_not_taken_for_certainty():
    found = rate_interval([0.5] * 9, [1] * 9, list("abcdefghi"))
    assert found.low < 0.3 and found.high > 0.7


@pytest.mark.parametrize(
    ("hits", "totals", "clusters", "why"),
    [
        ([], [], [], "at least one case"),
        ([1], [1, 1], ["a"], "differ"),
        ([2], [1], ["a"], "no score"),
        ([0], [0], ["a"], "no score"),
        ([float("nan")], [1], ["a"], "no score"),
    ],
)
def test_what_is_no_rate_is_refused(hits, totals, clusters, why):
    with pytest.raises(ValueError, match=why):
        rate_interval(hits, totals, clusters)


cases = st.lists(
    st.integers(1, 20).flatmap(
        lambda total: st.tuples(
            st.one_of(st.integers(0, total), st.floats(0, total)),
            st.just(total),
            st.sampled_from("abcdefgh"),
        )
    ),
    min_size=1,
    max_size=40,
)


@given(cases)
def test_limits_lie_around_the_rate_and_within_0_and_1(drawn_cases):
    hits, totals, clusters = zip(*drawn_cases, strict=True)
    found = rate_interval(hits, totals, clusters)
    assert 0 <= found.low <= found.mean + 1e-9 <= found.high + 2e-9 <= 1 + 3e-9


@given(cases)
def test_more_confidence_needs_wider_limits(drawn_cases):
    hits, totals, clusters = zip(*drawn_cases, strict=True)
    narrow, wide = (rate_interval(hits, totals, clusters, level) for level in (0.8, 0.99))
    assert wide.low <= narrow.low + 1e-9 and narrow.high <= wide.high + 1e-9


def test_thousands_of_intervals_are_computed_in_seconds():
    hits, totals, names = drawn(np.random.default_rng(1), 140, 0.9, 0.3)
    began = time.process_time()
    for _ in range(1000):
        rate_interval(hits, totals, names)
    assert time.process_time() - began < 3
