"""Turns what came of a run into scores."""

from evals.scoring.run_scores import graded_cases, score_run, scores_of
from evals.scoring.scores import score

__all__ = ["graded_cases", "score", "score_run", "scores_of"]
