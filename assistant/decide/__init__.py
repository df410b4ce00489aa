"""Decides whether the evidence answers the question."""

from assistant.decide.decision import Decision, decide
from assistant.decide.features import Look, look
from assistant.decide.finding import Finding
from assistant.decide.shipped import calibration_for, calibration_of, shipped

__all__ = [
    "Decision",
    "Finding",
    "Look",
    "calibration_for",
    "calibration_of",
    "decide",
    "look",
    "shipped",
]
