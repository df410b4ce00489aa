"""Statistics of rates and rankings: intervals, clusters, paired tests."""

from evals.statistics.interval import Interval
from evals.statistics.rates import rate_interval

__all__ = ["Interval", "rate_interval"]
