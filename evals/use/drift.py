"""How far what is asked now is from what was asked before, and whether chance explains it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from evals.statistics.bootstrap import SEED

RESAMPLES = 1000
FEWEST = 20
"""Observations on either side below which nothing is said of drift."""
BINS = 10
"""Of confidence, each a tenth wide."""
BEYOND_CHANCE = 0.95


@dataclass(frozen=True, slots=True)
class Share:
    """How much of either side falls into one category."""

    name: str
    baseline: float
    recent: float

    @property
    def change(self) -> float:
        """The recent share less the earlier one."""
        return self.recent - self.baseline


@dataclass(frozen=True)
class Drift:
    """Two distributions over the same categories."""

    shares: tuple[Share, ...]
    """In the order of the categories."""
    baseline: int
    """How many observations."""
    recent: int
    distance: float | None
    """Jensen-Shannon distance to base 2, from 0 for the same to 1 for nothing in common; None when
    either side has too few observations."""
    chance: float | None
    """The distance that 95 of 100 random divisions of the same observations stay below."""

    @property
    def seen(self) -> bool:
        """Whether they differ by more than chance explains."""
        return self.distance is not None and self.distance > (self.chance or 0.0)


def drift(baseline: Sequence[str], recent: Sequence[str]) -> Drift:
    """The distance of two samples of categories, the most frequent first.

    Lin, Divergence measures based on the Shannon entropy (1991), by scipy; the limit of chance is
    the 95th percentile over random divisions of both samples together, with a fixed seed.
    """
    counts = Counter([*baseline, *recent])
    names = [name for name, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0]))]
    before, now = Counter(baseline), Counter(recent)
    return _drift(
        names, np.array([before[name] for name in names]), np.array([now[name] for name in names])
    )


def scores_drift(baseline: Sequence[float], recent: Sequence[float]) -> Drift:
    """The same of confidences between 0 and 1, by tenths."""
    edges = np.linspace(0, 1, BINS + 1)
    before, now = (np.histogram(np.asarray(side, float), edges)[0] for side in (baseline, recent))
    names = [f"{low:.1f}–{high:.1f}" for low, high in pairwise(edges)]
    return _drift(names, before, now)


def _drift(names: Sequence[str], before: NDArray[np.int64], now: NDArray[np.int64]) -> Drift:
    earlier, later = int(before.sum()), int(now.sum())
    distance = chance = None
    if min(earlier, later) >= FEWEST:
        distance = float(_distances(before[None], now[None])[0])
        chance = _by_chance(before + now, later)
    shares = tuple(
        Share(name, float(one) / max(earlier, 1), float(other) / max(later, 1))
        for name, one, other in zip(names, before, now, strict=True)
    )
    return Drift(shares, earlier, later, distance, chance)


def _by_chance(together: NDArray[np.int64], later: int) -> float:
    """Of random divisions of what was observed into two of the same sizes."""
    random = np.random.default_rng(SEED)
    drawn = random.multivariate_hypergeometric(together, later, RESAMPLES)
    return float(np.quantile(_distances(together - drawn, drawn), BEYOND_CHANCE))


def _distances(before: NDArray[np.int64], now: NDArray[np.int64]) -> NDArray[np.float64]:
    from scipy.spatial.distance import jensenshannon

    found = jensenshannon(before, now, base=2, axis=1)
    # The same distributions may come out a rounding error below nought, which has no root.
    return np.asarray(np.nan_to_num(found), np.float64)
