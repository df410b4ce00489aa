import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss

from evals.statistics import calibration_of

answers = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def calibrated(cases, bins=10):
    confidences, right = zip(*cases, strict=True)
    return calibration_of(confidences, right, [str(n) for n in range(len(cases))], bins)


@given(answers)
def test_the_brier_score_is_that_of_the_field(cases):
    confidences, right = zip(*cases, strict=True)
    expected = brier_score_loss(np.array(right), np.array(confidences), pos_label=True)
    assert calibrated(cases).brier == pytest.approx(expected)


@given(answers)
def test_every_case_is_in_one_bin_and_equal_confidences_in_the_same(cases):
    found = calibrated(cases)
    assert sum(row.cases for row in found.bins) == len(cases)
    assert len(found.bins) <= 10
    for before, after in zip(found.bins, found.bins[1:], strict=False):
        assert before.highest < after.lowest


def test_bins_hold_about_as_many_cases_each():
    found = calibrated([(number / 100, number % 2 == 0) for number in range(100)])
    assert [row.cases for row in found.bins] == [10] * 10


def test_cases_right_as_often_as_stated_have_no_error():
    found = calibrated([(0.75, True)] * 3 + [(0.75, False)] + [(0.0, False)] * 4, bins=2)
    assert found.ece == 0


def test_certainty_that_is_always_wrong_has_the_largest_error():
    found = calibrated([(1.0, False)] * 5)
    assert (found.ece, found.brier) == (1, 1)


def test_a_bin_says_how_sure_its_share_is():
    found = calibrated([(0.9, True)] * 18 + [(0.9, False)] * 2)
    right = found.bins[0].right
    assert right.low < 0.75 < right.mean == 0.9 < right.high < 1


@pytest.mark.parametrize(
    ("confidences", "right", "clusters"),
    [([], [], []), ([1.1], [True], ["a"]), ([0.5], [True, False], ["a"])],
)
def test_what_cannot_be_calibrated_is_refused(confidences, right, clusters):
    with pytest.raises(ValueError):
        calibration_of(confidences, right, clusters)


def test_the_table_can_be_written_as_json():
    found = json.loads(json.dumps(calibrated([(0.5, True)]).to_json()))
    assert found["bins"][0]["right"]["mean"] == 1
