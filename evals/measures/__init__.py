"""Measures of rankings, one to a file, each with its formula and source."""

from evals.measures.bootstrap import Interval, mean_interval
from evals.measures.mrr import reciprocal_rank
from evals.measures.ndcg import ndcg
from evals.measures.recall import recall

__all__ = ["Interval", "mean_interval", "ndcg", "recall", "reciprocal_rank"]
