"""Turns what came of a run into scores."""

from evals.scoring.run_scores import score_run
from evals.scoring.scores import score

__all__ = ["score", "score_run"]
