"""Which calibration decides."""

import pytest

from assistant.decide import calibration_for, calibration_of, shipped
from assistant.evidence_model import FOLDER, NONE, PACKAGED, identity_of, load_evidence_model
from corpus.errors import ModelError
from tests.fakes.calibrations import calibration


def test_one_is_shipped_for_doing_without_an_evidence_model():
    made = shipped()[NONE]

    assert made.curve
    assert {one.used_for for one in made.data} == {"weights", "threshold"}
    assert 0 < made.threshold < 1


@pytest.mark.skipif(not FOLDER.exists(), reason="no evidence model is packaged in this checkout")
def test_one_is_shipped_for_the_packaged_evidence_model():
    assert identity_of(load_evidence_model(PACKAGED)) in shipped()


def test_none_that_is_shipped_claims_a_risk_that_its_curve_does_not_hold():
    for made in shipped().values():
        at = [point for point in made.curve if point.threshold <= made.threshold]
        assert at
        assert made.held >= min(point.upper for point in at) - 0.02


def test_a_snapshot_brings_its_own():
    own = calibration("ours@1")

    assert calibration_for("ours@1", own) is own
    assert calibration_for(NONE, None) is shipped()[NONE]


def test_a_calibration_for_another_model_is_refused_with_the_next_step():
    with pytest.raises(ModelError, match="assistant corpus publish"):
        calibration_for("other@2", calibration("ours@1"))
    with pytest.raises(ModelError, match="assistant eval calibrate"):
        calibration_for("unknown@1", None)


def test_what_a_site_made_is_published_in_place_of_what_was_shipped(tmp_path):
    assert calibration_of(tmp_path, NONE) is shipped()[NONE]
    assert calibration_of(tmp_path, "unknown@1") is None

    own = calibration(threshold=0.7)
    (tmp_path / "calibration.json").write_bytes(own.to_json())

    assert calibration_of(tmp_path, NONE) == own
    with pytest.raises(ModelError, match=r"eval calibrate.*or remove the file"):
        calibration_of(tmp_path, "unknown@1")


def test_a_damaged_one_in_the_home_keeps_from_publishing(tmp_path):
    (tmp_path / "calibration.json").write_text("{")

    with pytest.raises(ModelError, match="damaged"):
        calibration_of(tmp_path, NONE)
