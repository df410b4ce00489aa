import json

import numpy as np
import pytest
from scipy.stats import beta

from evals.statistics import exact_upper_limit, threshold_for_risk


def singles(count, first=0):
    return [f"case-{number}" for number in range(first, first + count)]


def test_the_exact_limit_of_cases_on_their_own_is_that_of_clopper_and_pearson():
    found = exact_upper_limit([1] * 3 + [0] * 97, [1] * 100, singles(100))
    assert found == pytest.approx(beta.ppf(0.95, 4, 97))


@pytest.mark.parametrize(("failures", "needed"), [(0, 299), (1, 473), (2, 628)])
def test_the_published_sizes_show_one_percent(failures, needed):
    for size, shown in ((needed, True), (needed - 1, False)):
        hits = [1] * failures + [0] * (size - failures)
        assert (exact_upper_limit(hits, [1] * size, singles(size)) <= 0.01) is shown


def test_a_good_confidence_gets_a_threshold_that_the_other_half_bears_out():
    random = np.random.default_rng(7)
    confidences = random.random(3000)
    wrong = random.random(3000) < np.clip(0.4 - 0.8 * (confidences - 0.2), 0.001, 1)
    found = threshold_for_risk(confidences.tolist(), wrong.tolist(), singles(3000), 0.05)
    assert found.test.risk <= 0.05 <= found.calibration.upper + 0.01
    assert 0.3 < found.threshold < 0.8
    assert found.calibration.of + found.test.of == 3000
    assert found.calibration.upper <= 0.05


def test_that_no_threshold_holds_the_risk_is_a_result():
    found = threshold_for_risk([0.9] * 400, [True, False] * 200, singles(400), 0.05)
    assert (found.threshold, found.calibration, found.test) == (None, None, None)


def test_too_few_cases_cannot_show_a_risk():
    assert threshold_for_risk([0.9] * 20, [False] * 20, singles(20), 0.01).threshold is None


def test_no_cases_show_nothing():
    assert threshold_for_risk([], [], [], 0.05).threshold is None


def test_one_early_mistake_does_not_end_the_search():
    confidences = [1 - number / 2000 for number in range(2000)]
    wrong = [number in (3, 4) for number in range(2000)]
    assert threshold_for_risk(confidences, wrong, singles(2000), 0.05).threshold < 0.1


def test_cases_of_one_cluster_never_stand_on_both_sides():
    clusters = ["guideline-a"] * 300 + ["guideline-b"] * 300
    found = threshold_for_risk([0.9] * 600, [False] * 600, clusters, 0.5, 0.5)
    assert found.threshold is None or found.calibration.of in (0, 300, 600)


def test_copies_of_cases_do_not_show_a_risk_that_the_cases_do_not():
    few = singles(40)
    assert threshold_for_risk([0.9] * 4000, [False] * 4000, few * 100, 0.02).threshold is None


def test_the_true_risk_is_above_the_chosen_one_no_more_often_than_stated():
    random = np.random.default_rng(20261122)
    broken = chosen = 0
    for run in range(300):
        confidences = np.round(random.random(500), 2)
        chances = 0.3 * (1 - confidences)
        wrong = random.random(500) < chances
        found = threshold_for_risk(
            confidences.tolist(), wrong.tolist(), singles(500, 500 * run), 0.1
        )
        if found.threshold is not None:
            chosen += 1
            # Confidences are uniform, so the risk from t on is the mean chance on t to 1.
            broken += 0.3 * (1 - found.threshold) / 2 > 0.1
    assert chosen > 100
    assert broken / 300 <= 0.05


@pytest.mark.parametrize("risk", [0, 1, -0.1, float("nan")])
def test_an_impossible_risk_is_refused(risk):
    with pytest.raises(ValueError, match="cannot be held"):
        threshold_for_risk([0.5], [True], ["a"], risk)


def test_a_result_can_be_written_as_json():
    found = threshold_for_risk([0.9] * 600, [False] * 600, singles(600), 0.05)
    written = json.loads(json.dumps(found.to_json()))
    assert (written["risk"], written["test"]["wrong"]) == (0.05, 0)
