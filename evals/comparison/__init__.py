"""Compares two runs, case by case."""

from evals.comparison.comparing import compare
from evals.comparison.comparison import Comparison, MeasureComparison, Verdict

__all__ = ["Comparison", "MeasureComparison", "Verdict", "compare"]
