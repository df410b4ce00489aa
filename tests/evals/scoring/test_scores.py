"""What the scores of a run hold, and that they are the same again."""

import dataclasses
import gc
import json
import random

import pytest

from corpus.errors import RunError
from evals.measures.score import Score, score_once
from evals.scoring import score, score_run
from evals.suites.case import Expect, Gold
from evals.suites.suite import Suite
from tests.evals.measures.protocols import FLUIDS, STARCH, graded, of_quote, refusal
from tests.fakes.runs import FakeRun


def many(count=24):
    """Half of them of one document, a few wrong, a few refused, one an error."""
    found = []
    for number in range(count):
        answer = of_quote(FLUIDS if number % 2 else STARCH) | {"confidence": number / count}
        expect = Expect.ANSWER
        if number % 6 == 5:
            answer, expect = refusal(), Expect.REFUSE
        if number == 7:
            answer = None
        gold = (Gold("sepsis", "30 mL/kg"),) if number % 3 else ()
        tags = {"kind": "direct", "population": "adult" if number < count / 2 else "child"}
        family = {"variant_of": "c0"} if number in (1, 2) else {}
        found.append(graded(answer, id=f"c{number}", suite="ab"[number % 2], expect=expect,
                            evidence=gold if expect is Expect.ANSWER else (), tags=tags,
                            **family))  # fmt: skip
    return found


def test_the_order_of_the_cases_does_not_matter():
    cases = many()
    before = score(cases, {})
    random.Random(3).shuffle(cases)
    assert json.dumps(score(cases, {}), sort_keys=True) == json.dumps(before, sort_keys=True)


def test_a_case_is_asked_once_of_each_measure_and_anew_in_another_run():
    class Counting:
        name = "counting"
        asked = 0

        def score(self, graded):
            self.asked += 1
            return Score(1, 1)

    measure, other = Counting(), Counting()
    case = many(1)[0]
    assert score_once(measure, case) is score_once(measure, case)
    assert measure.asked == 1
    score_once(other, case)
    score_once(measure, dataclasses.replace(case))
    assert (measure.asked, other.asked) == (2, 1)


@pytest.mark.parametrize("enabled", [True, False])
def test_scoring_leaves_the_collector_as_it_was(tmp_path, enabled):
    suites = FakeRun().write(tmp_path)
    try:
        (gc.enable if enabled else gc.disable)()
        score_run(tmp_path, suites)
        with pytest.raises(RunError):
            score_run(tmp_path, [])
        assert gc.isenabled() is enabled
    finally:
        gc.enable()


def test_every_case_is_counted_and_errors_are_failures():
    scores = score(many(), {})
    assert scores["measures"]["correct"]["of"] == len(scores["cases"]) == 24
    (failed,) = [case for case in scores["cases"] if case["status"] == "error"]
    assert not failed["passed"] and failed["confidence"] is None
    assert failed["scores"]["errors"] == [1.0, 1] and failed["faults"]["correct"]
    assert scores["measures"]["errors"]["hits"] == 1


def test_cases_of_one_document_are_one_cluster():
    figure = score(many(), {})["measures"]["recall@10"]
    assert figure["cases"] > 10 and figure["clusters"] == 1


def test_a_variant_is_compared_with_its_case_when_both_were_asked():
    cases = many()
    scores = score(cases, {})
    assert scores["measures"]["decision_flips"]["cases"] == 1, "c1 is of the other suite"
    without = score([one for one in cases if one.case.id != "c0"], {})
    assert "decision_flips" not in without["measures"]


def test_suites_and_slices_sum_up_to_all():
    scores = score(many(), {})
    for parts in (scores["suites_measures"], scores["slices"]["population"]):
        assert sum(part["correct"]["of"] for part in parts.values()) == 24
    assert set(scores["slices"]) == {"kind", "population"}


def test_a_gap_between_slices_has_limits():
    found = score(many(), {})["fairness"]
    assert set(found) == {"population"}, "one value of a tag is nothing to compare"
    gap = found["population"]["correct"]
    assert {gap["best"], gap["worst"]} == {"adult", "child"}
    assert gap["low"] <= gap["gap"] <= gap["high"] and 0 <= gap["p"] <= 1


def test_nothing_looked_for_is_no_measure():
    assert "canary_leaks" not in score(many())["measures"]


def test_confidence_is_held_against_what_passed_and_what_was_to_be_answered():
    scores = score(many(), {})
    answered = sum(case["status"] == "answered" for case in scores["cases"])
    assert scores["selective"]["cases"] == scores["calibration"]["cases"] == answered
    assert scores["selective"]["decision"]["cases"] == 23
    assert len(scores["selective"]["thresholds"]) == 2


def test_a_run_that_answered_nothing_has_no_curve():
    scores = score([graded(None)], {})
    assert (scores["selective"], scores["calibration"]) == ({}, None)


def test_the_same_case_twice_is_refused():
    with pytest.raises(ValueError, match="s/c is there twice"):
        score([graded(refusal()), graded(refusal())])


def test_a_run_scores_the_same_bytes_again(tmp_path):
    suites = FakeRun().write(tmp_path)
    score_run(tmp_path, suites)
    before = (tmp_path / "scores.json").read_bytes()
    returned = score_run(tmp_path, suites)
    assert (tmp_path / "scores.json").read_bytes() == before
    assert json.loads(before) == json.loads(json.dumps(returned))
    assert str(tmp_path).encode() not in before


def test_what_a_run_wrote_is_searched_and_what_is_made_of_it_is_not(tmp_path):
    suites = FakeRun().write(tmp_path)
    (tmp_path / "report.html").write_text("Jane Doe")
    assert score_run(tmp_path, suites)["measures"]["canary_leaks"]["hits"] == 0
    (tmp_path / "audit").mkdir()
    (tmp_path / "audit" / "trail.jsonl").write_text("jane%20doe")
    scores = score_run(tmp_path, suites)
    assert scores["measures"]["canary_leaks"]["hits"] == 1
    assert b"Jane" not in (tmp_path / "scores.json").read_bytes()


@pytest.mark.parametrize("state", ["running", "stopped"])
def test_a_run_that_did_not_end_is_not_scored(tmp_path, state):
    suites = FakeRun(state=state).write(tmp_path)
    before = (tmp_path / "scores.json").read_bytes()
    with pytest.raises(RunError, match="not complete"):
        score_run(tmp_path, suites)
    assert (tmp_path / "scores.json").read_bytes() == before


def test_a_case_that_no_suite_knows_is_named(tmp_path):
    (suite,) = FakeRun().write(tmp_path)
    fewer = Suite(suite.name, suite.about, suite.cases[1:], suite.sha256)
    with pytest.raises(RunError, match=suite.cases[0].key):
        score_run(tmp_path, [fewer])
