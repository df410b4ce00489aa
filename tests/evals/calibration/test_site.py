"""What a site's own cases make of the shipped calibration."""

import random

import pytest

from assistant.calibration import CalibrationData
from assistant.decide import Look, shipped
from assistant.decide.asked import asked_in
from corpus.errors import SuiteError
from evals.calibration.holding import Scored, cases_needed
from evals.calibration.site import Considered, recalibrate
from evals.suites.case import Case, Expect

DATA = [CalibrationData("ours", "0" * 64, 0, "weights and threshold")]


def cases(count, *, apart, right_of=2, answers=None):
    """Half of them right, by a feature that tells as well as `apart` says."""
    chance = random.Random(7)
    found = []
    for number in range(count):
        right = number % right_of == 0
        values = dict.fromkeys(shipped()["none"].weights, 0.0)
        values["lead"] = chance.gauss(apart if right else 0.0, 0.1)
        if answers is not None:
            values["answers"] = chance.gauss(answers if right else 0.0, 0.1)
        case = Case("ours", f"q{number}", "How much?", Expect.ANSWER if right else Expect.REFUSE)
        found.append(Considered(case, right, Look(asked_in("Why?"), (), values)))
    return found


def test_cases_that_are_told_apart_hold_the_risk():
    made = recalibrate(cases(800, apart=2.0), "none", DATA, 0.02, 0.95)

    assert made.held <= 0.02 == made.aim
    assert made.wrong / made.answered <= 0.02
    assert made.mix == "the cases of ours"
    assert made.data == tuple(DATA)


def test_the_map_keeps_the_order_of_the_shipped_score():
    made, base = recalibrate(cases(800, apart=2.0), "none", DATA, 0.02, 0.95), shipped()["none"]
    ratios = {round(made.weights[name] / weight, 9) for name, weight in base.weights.items()}

    assert len(ratios) == 1
    assert ratios.pop() > 0


def test_a_risk_that_cannot_be_shown_is_not_claimed():
    with pytest.raises(SuiteError, match=r"cannot show a risk of 2.0%.*at least 149 answered"):
        recalibrate(cases(120, apart=2.0), "none", DATA, 0.02, 0.95)


def test_what_could_be_shown_is_said():
    with pytest.raises(SuiteError, match=r"--risk 0\.\d+ could"):
        recalibrate(cases(160, apart=2.0), "none", DATA, 0.001, 0.95)


def test_too_few_cases_of_a_kind_are_refused():
    with pytest.raises(SuiteError, match="at least 20 of either"):
        recalibrate(cases(60, apart=2.0, right_of=10), "none", DATA, 0.1, 0.95)


def test_a_score_that_tells_nothing_apart_is_refused():
    with pytest.raises(SuiteError, match="no higher than the others"):
        recalibrate(cases(400, apart=-2.0), "none", DATA, 0.1, 0.95)


def test_a_model_nobody_shipped_a_calibration_for_is_weighed_by_its_own_logit():
    found = cases(800, apart=0.3, answers=2.0)
    made = recalibrate(found, "theirs@1", DATA, 0.02, 0.95)

    assert made.evidence_model == "theirs@1"
    assert made.weights["answers"] > 0


def test_a_forbidden_answer_counts_as_refused():
    scored = Scored([0.9, 0.0], [True, True], ["a", "b"])

    assert scored.at(0.5, 0.95).coverage == 0.5


@pytest.mark.parametrize(("risk", "needed"), [(0.02, 149), (0.05, 59), (0.01, 299)])
def test_the_cases_needed_without_any_wrong_are_those_of_the_exact_limit(risk, needed):
    assert cases_needed(0, 0, risk, 0.95) == needed


def test_no_number_of_cases_shows_a_risk_that_is_not_held():
    assert cases_needed(100, 5, 0.02, 0.95) is None
    assert 149 < (cases_needed(1000, 10, 0.02, 0.95) or 0) < 1000
