import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, permutation_test

from evals.statistics import paired_difference


def right(verdicts):
    return [(float(verdict), 1) for verdict in verdicts]


def singles(cases):
    return [str(number) for number in range(len(cases))]


def clustered(random, clusters=30, size=5, effect=0.0):
    """Two runs whose difference varies between clusters, all the cases of one flipping together."""
    flips = random.choice([-1, 0, 1], clusters, p=[0.25 - effect, 0.5, 0.25 + effect])
    names = np.repeat([str(number) for number in range(clusters)], size)
    before = np.repeat(np.where(flips == 0, random.integers(0, 2, clusters), flips < 0), size)
    after = np.repeat(np.where(flips == 0, before[::size], flips > 0), size)
    return right(before), right(after), names.tolist()


verdicts = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=12)
scores = st.integers(1, 6).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


def test_six_flips_one_way_are_the_fewest_that_count():
    same = right([True] * 94)
    for flips, counts in ((5, False), (6, True)):
        before, after = same + right([True] * flips), same + right([False] * flips)
        found = paired_difference(before, after, singles(before))
        assert (found.test, found.p < 0.05) == ("McNemar", counts)


@given(verdicts)
def test_cases_on_their_own_get_mcnemars_exact_test(pairs):
    before, after = zip(*pairs, strict=True)
    found = paired_difference(right(before), right(after), singles(pairs))
    worse, better = pairs.count((True, False)), pairs.count((False, True))
    exact = binomtest(worse, worse + better).pvalue if worse + better else 1.0
    assert found.p == pytest.approx(exact)


@given(verdicts)
def test_exchanging_runs_case_by_case_is_mcnemars_test(pairs):
    """Scored out of two, the same verdicts are no yes or no and go the general way."""
    before = [(2.0 * old, 2) for old, _ in pairs]
    after = [(2.0 * new, 2) for _, new in pairs]
    general = paired_difference(before, after, singles(pairs))
    binary = paired_difference(*(right(run) for run in zip(*pairs, strict=True)), singles(pairs))
    assert (general.test, binary.test) == ("sign flips", "McNemar")
    assert general.p == pytest.approx(binary.p)


def test_whole_clusters_are_exchanged_as_scipy_does():
    random = np.random.default_rng(4)
    old, new = random.integers(0, 6, 10), random.integers(0, 6, 10)
    found = paired_difference(
        [(float(hits), 5) for hits in old], [(float(hits), 5) for hits in new], singles(old)
    )
    expected = permutation_test(
        (old, new), lambda a, b: np.mean(b) - np.mean(a), permutation_type="samples"
    )
    assert found.p == pytest.approx(expected.pvalue)


def test_runs_that_are_alike_are_called_different_no_more_often_than_stated():
    random = np.random.default_rng(20261122)
    called = {True: 0, False: 0}
    for _ in range(150):
        before, after, names = clustered(random)
        called[True] += paired_difference(before, after, names).p <= 0.05
        called[False] += paired_difference(before, after, singles(before)).p <= 0.05
    assert called[True] / 150 <= 0.09
    assert called[False] / 150 > 0.25, "overlooking the clusters should be seen to be wrong"


def test_intervals_hold_the_true_difference_as_often_as_stated():
    random = np.random.default_rng(5)
    held = 0
    for _ in range(200):
        before, after, names = clustered(random, clusters=60, effect=0.1)
        found = paired_difference(before, after, names).difference
        held += found.low <= 0.2 <= found.high
    assert 0.91 <= held / 200 <= 0.995


def test_runs_that_never_differ_leave_what_could_have_been_missed():
    same = right([True] * 100)
    found = paired_difference(same, same, singles(same))
    assert found.p == 1
    assert found.difference.high == pytest.approx(1 - 0.025 ** (1 / 100))
    assert found.differing == 0


def test_a_measure_may_apply_to_a_case_in_one_run_alone():
    """As the citations of a case that was answered before and is refused now."""
    before = [(2, 2), (1, 1), (0, 2)]
    after = [(2, 2), (1, 1), (0, 0)]
    found = paired_difference(before, after, singles(before))
    assert (found.before, found.after) == (0.6, 1.0)


def test_a_run_without_any_score_cannot_be_compared():
    with pytest.raises(ValueError, match="applies to no case"):
        paired_difference([(1, 1)], [(0, 0)], ["a"])


@given(st.lists(st.tuples(scores, scores, st.sampled_from("abcdef")), min_size=1, max_size=25))
def test_swapping_the_runs_only_turns_the_sign(drawn):
    before, after, names = zip(*drawn, strict=True)
    forth = paired_difference(before, after, names)
    back = paired_difference(after, before, names)
    assert forth.difference.mean == pytest.approx(-back.difference.mean)
    assert forth.p == pytest.approx(back.p)
    assert 0 < forth.p <= 1


@given(st.lists(st.tuples(scores, scores, st.sampled_from("abcdef")), min_size=1, max_size=25))
def test_the_interval_holds_no_difference_whenever_the_test_does_not_exclude_it(drawn):
    found = paired_difference(*zip(*drawn, strict=True))
    if found.p > 0.05:
        assert found.difference.low <= 0 <= found.difference.high


def test_the_same_scores_give_the_same_figures():
    before, after, names = clustered(np.random.default_rng(1))
    assert paired_difference(before, after, names) == paired_difference(before, after, names)
