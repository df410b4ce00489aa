"""Calibrations that decide as a test wants."""

from assistant.calibration import Calibration


def calibration(model="none", **chosen):
    """One whose threshold everything passes, unless values are chosen."""
    values = {
        "evidence_model": model,
        "weights": {"cosine": 1.0},
        "intercept": 0.0,
        "threshold": 0.0,
        "aim": 0.02,
        "held": 0.5,
        "confidence": 0.95,
        "mix": "a test",
        "answered": 0,
        "wrong": 0,
        "cases": 0,
        "curve": (),
        "data": (),
    }
    return Calibration(**{**values, **chosen})
