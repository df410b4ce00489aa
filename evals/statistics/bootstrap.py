"""Confidence intervals of a mean over questions, by the bootstrap."""

from collections.abc import Sequence

import numpy as np

from evals.statistics.interval import Interval

RESAMPLES = 2000
SEED = 20021


def mean_interval(values: Sequence[float], resamples: int = RESAMPLES) -> Interval:
    """The mean of `values` with its 95 % percentile interval.

    Given the differences of two systems question by question, this is their paired bootstrap: the
    difference is significant at 5 % when 0 lies outside. The seed is fixed, so the same values
    give the same interval. ValueError without values. Source: Efron and Tibshirani, An
    Introduction to the Bootstrap (1993), 13.3; paired: Sakai, SIGIR 2006.
    """
    if not len(values):
        raise ValueError("an interval needs at least one value")
    sample = np.asarray(values, float)
    random = np.random.default_rng(SEED)
    means = np.array(
        [sample[random.integers(0, len(sample), len(sample))].mean() for _ in range(resamples)]
    )
    mean = float(sample.mean())
    low, high = (float(edge) for edge in np.percentile(means, (2.5, 97.5)))
    # With a handful of values the mean itself can lie outside of its percentiles.
    return Interval(mean, min(low, mean), max(high, mean))
