"""Rates with their confidence limits, when cases share a document or a parent case."""

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from evals.statistics.interval import Interval


def rate_interval(
    hits: Sequence[float],
    totals: Sequence[int],
    clusters: Sequence[str],
    confidence: float = 0.95,
) -> Interval:
    """The rate Σhits/Σtotals of cases of which those in one cluster share their fate.

    Wilson's interval for as many units as the clusters are worth, with Student's t of clusters
    less one:

        p = Σh/Σm;  E_c = Σ_{i in c} (h_i − p·m_i);  n = p(1−p) · (Σm)² / ΣE_c²
        limits = (p + t²/2n ± t·√(p(1−p)/n + t²/4n²)) / (1 + t²/n)

    Hits that are whole numbers are never worth more than their number, Σm. Shares, such as
    reciprocal ranks, vary less than yes and no; for them the same formula is the score interval
    of a quasi-binomial rate, whose spread is estimated, so their n is not held down to Σm.

    All or none right: Clopper and Pearson's exact limits for G units, as nothing is then known of
    how alike a cluster is, and no other outcome gets a narrower limit on that side: one failure
    must not raise the lower limit. A single cluster tells nothing of others: 0 to 1.

    `confidence` is that of both limits together. ValueError without cases, for lengths that
    differ, or for hits that are not within their total. Sources: Wilson, JASA 22 (1927);
    Clopper and Pearson, Biometrika 26 (1934); effective size and t: Korn and Graubard, Survey
    Methodology 24 (1998), Dean and Pagano, J Surv Stat Methodol 3 (2015); ΣE_c²: Cochran, Sampling
    Techniques (1977), 6.3 and 9A; shares: Papke and Wooldridge, J Appl Econometrics 11 (1996).
    """
    check_rate(hits, totals, clusters)
    right, units = math.fsum(hits), sum(totals)
    rate = min(right / units, 1.0)
    groups = len(set(clusters))
    # For all of G right the exact lower limit is (α/2)^(1/G); for none, the same mirrored.
    margin = 1 - ((1 - confidence) / 2) ** (1 / groups)
    if rate in (0, 1):
        return Interval(rate, 0.0 if rate == 0 else 1 - margin, 1.0 if rate == 1 else margin)
    if groups == 1:
        return Interval(rate, 0.0, 1.0)
    size = _effective_size(hits, totals, clusters, rate)
    low, high = _wilson(rate, size, _student(groups - 1, confidence))
    return Interval(rate, min(low, 1 - margin), max(high, margin))


def exact_upper_limit(
    hits: Sequence[float], totals: Sequence[int], clusters: Sequence[str], confidence: float = 0.95
) -> float:
    """The one-sided upper limit of the rate: Clopper and Pearson's for the effective size.

    `n` is as for `rate_interval`, times the square of normal over Student quantile, and
    `x = p·n`; the limit is the `confidence` quantile of Beta(x + 1, n − x), and never below the
    one of no hit in G units. Source: Korn and Graubard, Survey Methodology 24 (1998). ValueError
    as for `rate_interval`.
    """
    from scipy.special import betaincinv, ndtri

    check_rate(hits, totals, clusters)
    rate = min(math.fsum(hits) / sum(totals), 1.0)
    groups = len(set(clusters))
    none = 1 - float((1 - confidence) ** (1 / groups))
    if rate == 0:
        return none
    if rate == 1 or groups == 1:
        return 1.0
    size = _effective_size(hits, totals, clusters, rate)
    if groups < sum(totals):
        size *= (ndtri(confidence) / _student(groups - 1, 2 * confidence - 1)) ** 2
    limit = float(betaincinv(rate * size + 1, (1 - rate) * size, confidence))
    return max(limit, none)


def check_rate(hits: Sequence[float], totals: Sequence[int], clusters: Sequence[str]) -> None:
    """ValueError when these are not hits of totals, case by case."""
    if not len(hits):
        raise ValueError("a rate needs at least one case")
    if not len(hits) == len(totals) == len(clusters):
        raise ValueError(f"{len(hits)} hits, {len(totals)} totals, {len(clusters)} clusters differ")
    for hit, total in zip(hits, totals, strict=True):
        if total < 1 or not 0 <= hit <= total:
            raise ValueError(f"{hit} of {total} is no score")


def residuals(
    hits: Sequence[float], totals: Sequence[int], clusters: Sequence[str], rate: float
) -> dict[str, float]:
    """How much more than `rate` of its units each cluster got right, by cluster."""
    sums: dict[str, float] = defaultdict(float)
    for hit, total, cluster in zip(hits, totals, clusters, strict=True):
        sums[cluster] += hit - rate * total
    return sums


def _effective_size(
    hits: Sequence[float], totals: Sequence[int], clusters: Sequence[str], rate: float
) -> float:
    units = sum(totals)
    sums = residuals(hits, totals, clusters, rate)
    spread = math.fsum(value * value for value in sums.values())
    if spread < 1e-18 * units**2:
        # Clusters that do not differ at all tell nothing of how much they could.
        return float(len(sums))
    size = rate * (1 - rate) * units**2 / spread
    whole = all(float(hit).is_integer() for hit in hits)
    return min(size, units) if whole else size


def _wilson(rate: float, size: float, quantile: float) -> tuple[float, float]:
    square = quantile * quantile / size
    middle = (rate + square / 2) / (1 + square)
    half = math.sqrt(square * rate * (1 - rate) + square * square / 4) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


@cache
def _student(freedom: int, confidence: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + confidence) / 2))
