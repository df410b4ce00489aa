"""Decides whether the evidence answers the question."""

from assistant.decide.decision import Decision, decide
from assistant.decide.finding import Finding
from assistant.decide.shipped import calibration_for, calibration_of

__all__ = ["Decision", "Finding", "calibration_for", "calibration_of", "decide"]
