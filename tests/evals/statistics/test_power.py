import numpy as np
import pytest

from evals.statistics import detectable_difference, paired_difference


def seen(change, clusters=60, runs=200):
    """How often a loss of `change` among single cases is significant."""
    random = np.random.default_rng(20261122)
    hits = 0
    for _ in range(runs):
        before = [(1.0, 1)] * clusters
        after = [(float(kept), 1) for kept in random.random(clusters) >= change]
        found = paired_difference(before, after, [str(n) for n in range(clusters)])
        hits += found.p <= 0.05
    return hits / runs


def test_the_detectable_difference_is_detected_four_times_in_five():
    assert seen(detectable_difference(0.0, 60)) == pytest.approx(0.8, abs=0.06)


def test_half_of_it_is_seldom_detected():
    assert seen(detectable_difference(0.0, 60) / 2) < 0.4


def test_noisy_runs_hide_more():
    assert detectable_difference(0.05, 200) > 2 * detectable_difference(0.0, 200)
    assert detectable_difference(0.05, 200) == pytest.approx(0.05 * 2.8, rel=0.02)


def test_fewer_clusters_than_flips_needed_can_show_nothing():
    assert detectable_difference(0.0, 5) is None
    assert detectable_difference(0.0, 6) == pytest.approx(0.8 ** (1 / 6))
    assert detectable_difference(0.0, 9, alpha=0.001) is None


def test_an_impossible_test_is_refused():
    with pytest.raises(ValueError, match="does not exist"):
        detectable_difference(0.1, 10, alpha=0)
