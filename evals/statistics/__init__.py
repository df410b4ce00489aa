"""Statistics of rates and rankings: intervals, clusters, paired tests."""

from evals.statistics.calibration import Calibration, calibration_of
from evals.statistics.holm import holm
from evals.statistics.interval import Interval
from evals.statistics.paired import PairedDifference, paired_difference
from evals.statistics.power import detectable_difference
from evals.statistics.rates import exact_upper_limit, rate_interval
from evals.statistics.selective import RiskCoverage, risk_coverage
from evals.statistics.threshold import RiskThreshold, threshold_for_risk

__all__ = [
    "Calibration",
    "Interval",
    "PairedDifference",
    "RiskCoverage",
    "RiskThreshold",
    "calibration_of",
    "detectable_difference",
    "exact_upper_limit",
    "holm",
    "paired_difference",
    "rate_interval",
    "risk_coverage",
    "threshold_for_risk",
]
