"""Two runs over the same cases: how far they differ, and how likely by chance alone."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from evals.statistics.interval import Interval

RESAMPLES = 2000
FLIPS = 9999
SEED = 20021
ENUMERATED = 13
"""Up to so many clusters that differ, every exchange of the two runs is tried."""
_CHUNK = 1000

Score = tuple[float, int]
"""Hits and how many there could be; (0, 0) where a measure does not apply to the case."""


@dataclass(frozen=True)
class PairedDifference:
    """The rate after less the rate before."""

    before: float
    after: float
    difference: Interval
    p: float
    """The chance of a difference at least as large, either way, if the runs were alike."""
    test: Literal["McNemar", "sign flips"]
    cases: int
    clusters: int
    differing: int
    """Clusters in which the runs differ at all."""
    error: float | None
    """Standard error of the difference, clusters taken as a sample; None for a single one."""

    def to_json(self) -> dict[str, Any]:
        """Plain values under the names of the fields."""
        return asdict(self)


def paired_difference(
    before: Sequence[Score],
    after: Sequence[Score],
    clusters: Sequence[str],
    confidence: float = 0.95,
) -> PairedDifference:
    """The difference of Σhits/Σof between two runs, case by case, cases of a cluster together.

    p: cases on their own that are right or wrong get McNemar's exact test, 2·P(X ≤ min(b, c)) for
    X ~ Bin(b+c, ½) with b and c flips either way; all others its generalisation, in which the two
    runs are exchanged in whole clusters at random, (1 + as extreme) / (1 + 9999), or in every
    possible way when at most 13 clusters differ.

    The interval is the percentile one of the paired cluster bootstrap with 2000 resamples. It is
    never closer than what no difference in any cluster leaves open, 1 − (α/2)^(1/G) either way,
    and holds 0 whenever the test does not exclude it. Seeds are fixed: same scores, same figures.

    ValueError when nothing was scored in one of the runs, or lengths differ. Sources: McNemar,
    Psychometrika 12 (1947); exchange: Ernst, Statistical Science 19 (2004); bootstrap of
    clusters: Field and Welsh, J R Stat Soc B 69 (2007), paired: Sakai, SIGIR 2006.
    """
    sums = _by_cluster(before, after, clusters)
    totals = sums.sum(axis=0)
    if not (totals[1] and totals[3]):
        raise ValueError("the measure applies to no case of one of the runs")
    old, new = totals[0] / totals[1], totals[2] / totals[3]
    differing = sums[(sums[:, 0] != sums[:, 2]) | (sums[:, 1] != sums[:, 3])]
    test, p = _test(before, after, sums, differing)
    resampled = _bootstrap(sums)
    tail = (1 - confidence) / 2
    margin = 1 - tail ** (1 / len(sums))
    change = float(new - old)
    low = min(float(np.quantile(resampled, tail)), change - margin)
    high = max(float(np.quantile(resampled, 1 - tail)), change + margin)
    if p > 1 - confidence:
        low, high = min(low, 0.0), max(high, 0.0)
    return PairedDifference(
        float(old),
        float(new),
        Interval(change, max(low, -1.0), min(high, 1.0)),
        p,
        test,
        len(before),
        len(sums),
        len(differing),
        _standard_error(sums),
    )


def _by_cluster(
    before: Sequence[Score], after: Sequence[Score], clusters: Sequence[str]
) -> NDArray[np.float64]:
    """Hits and units before, hits and units after: a row for each cluster, sorted by its name."""
    names = {name: row for row, name in enumerate(sorted(set(clusters)))}
    sums = np.zeros((len(names), 4))
    for one, other, cluster in zip(before, after, clusters, strict=True):
        for hits, of in (one, other):
            if not 0 <= hits <= of:
                raise ValueError(f"{hits} of {of} is no score")
        sums[names[cluster]] += (*one, *other)
    return sums


def _test(
    before: Sequence[Score],
    after: Sequence[Score],
    sums: NDArray[np.float64],
    differing: NDArray[np.float64],
) -> tuple[Literal["McNemar", "sign flips"], float]:
    single = len(sums) == len(before)
    if single and all(of == 1 and hits in (0, 1) for hits, of in (*before, *after)):
        from scipy.special import bdtr

        worse = int((differing[:, 0] > differing[:, 2]).sum())
        flips = len(differing)
        return "McNemar", min(1.0, 2 * float(bdtr(min(worse, flips - worse), flips, 0.5)))
    return "sign flips", _exchanged(sums, differing)


def _exchanged(sums: NDArray[np.float64], differing: NDArray[np.float64]) -> float:
    """The share of exchanges that give a difference as large as the one found."""
    if not len(differing):
        return 1.0
    totals = sums.sum(axis=0)
    found = abs(totals[2] / totals[3] - totals[0] / totals[1])
    moved = differing[:, 2:] - differing[:, :2]
    enumerated = len(differing) <= ENUMERATED
    count = 2 ** len(differing) if enumerated else FLIPS
    random = np.random.default_rng(SEED)
    extreme = 0
    for first in range(0, count, _CHUNK):
        rows = np.arange(first, min(first + _CHUNK, count))
        if enumerated:
            swaps = (rows[:, None] >> np.arange(len(differing))) & 1
        else:
            swaps = random.integers(0, 2, (len(rows), len(differing)), np.uint8)
        shift = swaps @ moved
        old, new = totals[:2] + shift, totals[2:] - shift
        # A side without units has no rate: as extreme as can be.
        with np.errstate(invalid="ignore", divide="ignore"):
            change = np.abs(new[:, 0] / new[:, 1] - old[:, 0] / old[:, 1])
        extreme += int((np.nan_to_num(change, nan=np.inf) >= found - 1e-12).sum())
    return extreme / count if enumerated else (extreme + 1) / (count + 1)


def _bootstrap(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    groups = len(sums)
    drawn = np.random.default_rng(SEED).integers(0, groups, (RESAMPLES, groups))
    # How often each cluster was drawn, a row for each resample.
    rows = drawn + groups * np.arange(RESAMPLES)[:, None]
    times = np.bincount(rows.ravel(), minlength=RESAMPLES * groups).reshape(RESAMPLES, groups)
    totals = times @ sums
    totals = totals[(totals[:, 1] > 0) & (totals[:, 3] > 0)]
    changes: NDArray[np.float64] = totals[:, 2] / totals[:, 3] - totals[:, 0] / totals[:, 1]
    return changes


def _standard_error(sums: NDArray[np.float64]) -> float | None:
    """Linearised: √(G/(G−1) · Σ_c (E_c/Σm after − E_c/Σm before)²)."""
    groups = len(sums)
    if groups == 1:
        return None
    totals = sums.sum(axis=0)
    old, new = totals[0] / totals[1], totals[2] / totals[3]
    shares = (sums[:, 2] - new * sums[:, 3]) / totals[3] - (sums[:, 0] - old * sums[:, 1]) / totals[
        1
    ]
    return float(np.sqrt(groups / (groups - 1) * (shares**2).sum()))
