"""Measures of answers and rankings, one to a file, each with its formula and source."""

from evals.measures.mrr import reciprocal_rank
from evals.measures.ndcg import ndcg
from evals.measures.recall import recall

__all__ = ["ndcg", "recall", "reciprocal_rank"]
