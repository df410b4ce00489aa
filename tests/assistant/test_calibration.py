"""A calibration as data: what it refuses, and that nothing of it is lost in a file."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.calibration import Calibration, CalibrationData, CurvePoint, read_calibration
from corpus.errors import ModelError
from tests.fakes.calibrations import calibration

SHARES = st.floats(0, 1)


@settings(max_examples=50, deadline=None)
@given(
    st.dictionaries(st.text(min_size=1, max_size=8), st.floats(-1e6, 1e6), max_size=5),
    st.lists(st.builds(CurvePoint, st.floats(0, 1), SHARES, SHARES, SHARES), max_size=3),
    SHARES,
)
def test_what_is_written_is_read_again(weights, curve, threshold):
    made = replace(
        calibration(),
        weights=weights,
        curve=tuple(curve),
        threshold=threshold,
        data=(CalibrationData("a suite", "0" * 64, 3, "threshold"),),
    )

    again = read_calibration(made.to_json(), "there")

    assert again == made
    assert again.sha256 == made.sha256


@pytest.mark.parametrize(
    "wrong",
    [
        {"threshold": 1.5},
        {"held": -0.1},
        {"weights": {"cosine": float("nan")}},
        {"intercept": float("inf")},
        {"answered": 2, "wrong": 3, "cases": 5},
        {"answered": 6, "wrong": 3, "cases": 5},
    ],
)
def test_impossible_values_are_refused(wrong):
    with pytest.raises(ValueError):
        replace(calibration(), **wrong)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff", calibration().to_json()[:-30]])
def test_a_damaged_file_is_named_with_what_to_do(data):
    with pytest.raises(ModelError, match=r"the calibration here is damaged .*eval calibrate"):
        read_calibration(data, "here")


def test_a_feature_it_weighs_must_be_there():
    made = calibration(weights={"answers": 2.0, "cosine": 1.0})

    with pytest.raises(ModelError, match=r"answers.*assistant corpus publish"):
        made.probability({"cosine": 0.5})


def test_what_is_no_number_is_no_certainty():
    made = calibration(weights={"cosine": 1.0})

    with pytest.raises(ModelError, match="assistant doctor"):
        made.probability({"cosine": float("nan")})


def test_probabilities_stay_between_none_and_one_however_large_the_logit():
    made = calibration(weights={"cosine": 1.0})

    assert made.probability({"cosine": 1e9}) == 1
    assert 0 <= made.probability({"cosine": -1e9}) < 1e-9
    assert isinstance(made, Calibration)
