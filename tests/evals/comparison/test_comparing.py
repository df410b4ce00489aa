import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import RunError
from evals.comparison import Verdict, compare

MEASURES = {
    "rejection": {"better": "higher"},
    "unsupported_statements": {"better": "lower"},
}


def case(number, scores, *, passed=None, cluster=None):
    key = f"sepsis/case-{number:03}"
    fine = all(hits == of for hits, of in scores.values()) if passed is None else passed
    return {"case": key, "suite": "sepsis", "passed": fine, "scores": scores} | (
        {"cluster": cluster} if cluster else {}
    )


def scored(cases, *, run="1" * 16, suites=None):
    return {
        "format": 1,
        "run": run,
        "suites": suites or {"sepsis": "a" * 64},
        "measures": MEASURES,
        "cases": cases,
    }


def rejecting(verdicts, **told):
    return scored([case(n, {"rejection": [int(v), 1]}) for n, v in enumerate(verdicts)], **told)


def manifest(**inputs):
    stated = {"as_of": "2026-11-01", "cases": [], "corpora": {}}
    return {"state": "complete", "inputs": stated | inputs}


def measure(comparison, name):
    return next(one for one in comparison.measures if one.measure == name)


def test_a_build_that_rejects_less_is_worse():
    found = compare(rejecting([True] * 60), rejecting([False] * 10 + [True] * 50))
    rejection = measure(found, "rejection")
    assert rejection.verdict is Verdict.WORSE
    assert rejection.paired.difference.mean == pytest.approx(-10 / 60)
    assert rejection.down == tuple(f"sepsis/case-{n:03}" for n in range(10))


def test_more_of_what_should_be_less_is_worse():
    before = scored([case(n, {"unsupported_statements": [0, 2]}) for n in range(40)])
    after = scored([case(n, {"unsupported_statements": [2, 2]}) for n in range(40)])
    assert measure(compare(before, after), "unsupported_statements").verdict is Verdict.WORSE
    assert measure(compare(after, before), "unsupported_statements").verdict is Verdict.BETTER


def test_a_run_compared_with_itself_shows_nothing_and_what_it_could_have_shown():
    same = rejecting([True] * 50)
    found = compare(same, same)
    rejection = measure(found, "rejection")
    assert rejection.verdict is Verdict.UNSEEN
    assert (rejection.adjusted_p, found.newly_failed, found.newly_passed) == (1, (), ())
    assert 0.1 < rejection.detectable < 0.2


def test_a_difference_of_a_few_cases_is_not_called_one():
    found = compare(rejecting([True] * 60), rejecting([False] * 4 + [True] * 56))
    assert measure(found, "rejection").verdict is Verdict.UNSEEN
    assert len(found.newly_failed) == 4, "but the cases are named"


def test_cases_that_turned_are_named_each_way():
    found = compare(rejecting([True, False, True]), rejecting([False, True, True]))
    assert found.newly_failed == ("sepsis/case-000",)
    assert found.newly_passed == ("sepsis/case-001",)
    assert (found.passed_before, found.passed_after, found.cases) == (2, 2, 3)


def test_cases_of_one_run_alone_are_named_and_not_compared():
    before = rejecting([True, True, False])
    after = scored([case(n, {"rejection": [1, 1]}) for n in (1, 2, 3)])
    found = compare(before, after)
    assert (found.only_before, found.only_after) == (("sepsis/case-000",), ("sepsis/case-003",))
    assert measure(found, "rejection").paired.before == 0.5


def test_a_measure_that_one_run_lacks_is_named():
    after = scored([case(n, {"unsupported_statements": [0, 1]}) for n in range(3)])
    found = compare(rejecting([True] * 3), after)
    assert found.incomparable == ("rejection", "unsupported_statements")


def test_cases_of_a_cluster_count_as_one():
    def run(verdict):
        return scored([case(n, {"rejection": [verdict, 1]}, cluster=str(n % 3)) for n in range(60)])

    found = measure(compare(run(1), run(0)), "rejection")
    assert (found.paired.clusters, found.paired.p) == (3, 0.25)
    assert found.verdict is Verdict.UNSEEN
    assert found.detectable is None


def test_many_measures_raise_the_bar_for_each():
    # Six flips one way have a p of 0.031, which one measure among two does not reach.
    before = [{"rejection": [1, 1], "unsupported_statements": [0, 1]} for _ in range(60)]
    after = [scores | {"rejection": [int(n >= 6), 1]} for n, scores in enumerate(before)]
    runs = [scored([case(n, s) for n, s in enumerate(run)]) for run in (before, after)]
    rejection = measure(compare(*runs), "rejection")
    assert rejection.paired.p < 0.05 < rejection.adjusted_p
    assert rejection.verdict is Verdict.UNSEEN


def test_changed_suites_and_days_are_warned_of():
    before = rejecting([True], suites={"sepsis": "a" * 64, "dosing": "b" * 64})
    after = rejecting([True], suites={"sepsis": "c" * 64})
    manifests = (manifest(), manifest(as_of="2026-12-01") | {"state": "stopped"})
    said = " ".join(compare(before, after, manifests).warnings)
    for part in ("sepsis was changed", "dosing is in the first", "2026-12-01", "second run is not"):
        assert part in said


def test_scores_without_clusters_are_warned_of():
    told = [case(n, {"rejection": [1, 1]}, cluster=str(n)) for n in range(2)]
    assert compare(scored(told), scored(told)).warnings == ()
    (warning,) = compare(scored(told), rejecting([True, True])).warnings
    assert "surer than they are" in warning


def test_what_differs_between_the_runs_is_told():
    manifests = (
        manifest(provenance={"generator": "one", "embedder": "same"}, cases=["x"]),
        manifest(
            provenance={"generator": "other", "embedder": "same"},
            cases=[],
            corpora={"": {"snapshot": "one"}},
        ),
    )
    same = rejecting([True])
    assert compare(same, same, manifests).changed == (
        "corpora.home",
        "provenance.generator",
    )


def test_runs_without_a_common_case_cannot_be_compared():
    with pytest.raises(RunError, match="no case in common"):
        compare(rejecting([True]), scored([case(9, {})]))


@pytest.mark.parametrize("broken", [{}, {"format": 2}, {"format": 1}, {"format": 1, "cases": [{}]}])
def test_damaged_scores_are_named(broken):
    with pytest.raises(RunError, match="eval score"):
        compare(rejecting([True]), broken)


runs = st.lists(
    st.dictionaries(
        st.sampled_from(sorted(MEASURES)),
        st.integers(1, 5).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))),
    ),
    min_size=1,
    max_size=12,
)


@given(runs, runs)
def test_every_case_is_compared_or_named(first, second):
    before, after = (scored([case(n, s) for n, s in enumerate(run)]) for run in (first, second))
    found = compare(before, after)
    assert found.cases + len(found.only_before) == len(first)
    assert found.cases + len(found.only_after) == len(second)
    assert len(found.measures) + len(found.incomparable) == len(MEASURES)
    json.dumps(found.to_json(), allow_nan=False)
