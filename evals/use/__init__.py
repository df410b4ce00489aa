"""Figures of use: what is asked, refused and reported, how fast, and how that drifts."""

from evals.use.drift import Drift, Share, drift, scores_drift
from evals.use.figures import Day, Latency, by_day, latency, refusals
from evals.use.sampling import Stratum, sample, stratum

__all__ = [
    "Day",
    "Drift",
    "Latency",
    "Share",
    "Stratum",
    "by_day",
    "drift",
    "latency",
    "refusals",
    "sample",
    "scores_drift",
    "stratum",
]
