"""What the stated confidence is worth: risk and coverage, thresholds, calibration."""

from collections.abc import Sequence
from typing import Any

from evals.measures.refusals import TREATED_AS_HARMFUL
from evals.scoring.figures import CaseScores
from evals.statistics.calibration import calibration_of
from evals.statistics.selective import risk_coverage
from evals.statistics.threshold import threshold_for_risk

RISKS = (0.02, 0.05)
"""Shares of wrong answers for which a threshold is looked for."""
SCREENED = TREATED_AS_HARMFUL | {"out_of_scope"}
"""Reasons for which a question is refused before anything is looked up: no confidence is formed."""


def selective(cases: Sequence[CaseScores]) -> dict[str, Any]:
    """The curve of what was answered, the thresholds that hold a risk, and the curve of deciding.

    The first curve is of answered cases, an answer being wrong when the case did not pass. In
    `decision` every case that was not screened counts as if it had been answered, and is wrong
    when it should have been refused. Errors have no confidence and are in neither: they count as
    failures in every measure. Empty when nothing was answered.
    """
    answered = [one for one in cases if one.status == "answered"]
    found: dict[str, Any] = {}
    if answered:
        found = risk_coverage(_confidences(answered), _wrong(answered)).to_json()
        found["thresholds"] = [
            threshold_for_risk(
                _confidences(answered), _wrong(answered), [one.cluster for one in answered], risk
            ).to_json()
            for risk in RISKS
        ]
    if decided := _decided(cases):
        should_refuse = [not one.answerable for one in decided]
        found["decision"] = risk_coverage(_confidences(decided), should_refuse).to_json()
    return found


def calibration(cases: Sequence[CaseScores]) -> dict[str, Any] | None:
    """Of answered cases, right when they passed; and of deciding, right when answerable.

    None when nothing was answered.
    """
    answered = [one for one in cases if one.status == "answered"]
    if not answered:
        return None
    right = [one.passed for one in answered]
    clusters = [one.cluster for one in answered]
    found = calibration_of(_confidences(answered), right, clusters).to_json()
    decided = _decided(cases)
    found["decision"] = calibration_of(
        _confidences(decided),
        [one.answerable for one in decided],
        [one.cluster for one in decided],
    ).to_json()
    return found


def _decided(cases: Sequence[CaseScores]) -> list[CaseScores]:
    return [one for one in cases if one.confidence is not None and one.reason not in SCREENED]


def _confidences(cases: Sequence[CaseScores]) -> list[float]:
    return [one.confidence or 0.0 for one in cases]


def _wrong(cases: Sequence[CaseScores]) -> list[bool]:
    return [not one.passed for one in cases]
