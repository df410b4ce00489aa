from datetime import date

import pytest
from scipy.spatial.distance import jensenshannon

from assistant.audit import AnswerSummary
from evals.use import Latency, by_day, drift, latency, refusals, sample, scores_drift, stratum
from evals.use.drift import FEWEST


def given(number, at="2026-11-20T09:00:00.000+00:00", reason="", ms=100.0):
    return AnswerSummary(
        number=number, id=f"{number:032x}", at=at, by="amina", question="q", reason=reason,
        status="refused" if reason else "answered", confidence=0.5, total_ms=ms, snapshot="s",
        documents=(), generator="g", population="",
    )  # fmt: skip


def test_every_day_is_there_also_those_without_a_question():
    answers = [given(1), given(2, reason="not_in_corpus"), given(3, at="2026-11-22T23:59:59+00:00")]
    days = by_day(answers, date(2026, 11, 20), date(2026, 11, 22))
    assert [(one.day.day, one.answered, one.refused) for one in days] == [
        (20, 1, 1), (21, 0, 0), (22, 1, 0)
    ]  # fmt: skip
    assert days[1].latency == Latency(None, None)


def test_what_lies_outside_of_the_days_is_not_counted():
    answers = [given(1, at="2026-11-19T23:59:59+00:00"), given(2, at="2026-11-21T00:00:00+00:00")]
    (day,) = by_day(answers, date(2026, 11, 20), date(2026, 11, 20))
    assert day.asked == 0


def test_latencies_are_by_nearest_rank():
    assert latency([given(n, ms=float(n)) for n in range(1, 101)]) == Latency(50.0, 95.0)
    assert latency([given(1, ms=7.0)]) == Latency(7.0, 7.0)


def test_reasons_are_counted_the_most_frequent_first():
    reasons = ["out_of_scope", "not_in_corpus", "not_in_corpus", ""]
    answers = [given(number, reason=reason) for number, reason in enumerate(reasons)]
    assert refusals(answers) == (("not_in_corpus", 2), ("out_of_scope", 1))


def test_the_distance_is_that_of_jensen_and_shannon():
    found = drift(["a"] * 30 + ["b"] * 10, ["a"] * 10 + ["b"] * 20 + ["c"] * 10)
    shares = {one.name: (one.baseline, one.recent) for one in found.shares}
    assert shares == {"a": (0.75, 0.25), "b": (0.25, 0.5), "c": (0.0, 0.25)}
    names = [one.name for one in found.shares]
    sides = [[shares[name][side] for name in names] for side in (0, 1)]
    assert found.distance == pytest.approx(jensenshannon(*sides, base=2))
    assert found.seen


def test_the_same_distribution_is_no_drift():
    found = drift(["a", "b"] * 40, ["a", "b"] * 25)
    assert found.distance == pytest.approx(0.0)
    assert not found.seen


def test_nothing_in_common_is_all_the_drift_there_is():
    found = drift(["a"] * 30, ["b"] * 30)
    assert found.distance == pytest.approx(1.0)
    assert found.seen


def test_few_answers_say_nothing_of_drift():
    found = drift(["a"] * (FEWEST - 1), ["b"] * 500)
    assert (found.distance, found.seen) == (None, False)
    assert drift([], []).shares == ()


def test_confidences_are_compared_by_tenths():
    found = scores_drift([0.05] * 20 + [1.0] * 20, [0.05] * 40)
    assert found.shares[0].name == "0.0–0.1"
    assert (found.shares[0].baseline, found.shares[-1].baseline) == (0.5, 0.5)
    assert found.shares[0].recent == 1.0


def kind(answer):
    return stratum(answer, high_risk=answer.number % 10 == 0)


def test_a_sample_has_every_kind_and_is_the_same_for_the_same_seed():
    answers = [given(n, reason="out_of_scope" if n % 7 == 0 else "") for n in range(1, 200)]
    drawn = sample(answers, 20, 5, kind)
    assert drawn == sample(list(reversed(answers)), 20, 5, kind)
    assert {name for name, _ in drawn} == {kind(one) for one in answers}
    assert drawn != sample(answers, 20, 6, kind)
    assert len({one.id for _, one in drawn}) == len(drawn)


def test_answers_given_later_do_not_change_the_order_of_the_earlier_ones():
    answers = [given(n) for n in range(1, 60) if n % 10]
    before = [one.id for _, one in sample(answers, 10, 1, kind)]
    later = [given(n) for n in range(1001, 1003)]
    after = [one.id for _, one in sample([*answers, *later], 10, 1, kind) if one.number < 1000]
    assert after == before[: len(after)]


def test_a_sample_of_none_is_refused():
    with pytest.raises(ValueError, match="shows nothing"):
        sample([given(1)], 0, 1, kind)
