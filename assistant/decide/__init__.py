"""Decides whether the evidence answers the question."""

from assistant.decide.decision import Decision, decide

__all__ = ["Decision", "decide"]
