"""Calibration: whether answers given with a confidence are right as often as it says."""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evals.statistics.interval import Interval
from evals.statistics.rates import rate_interval


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases of like confidence: one row of a reliability table."""

    lowest: float
    highest: float
    """The range of confidences in it."""
    cases: int
    confidence: float
    """Their mean confidence."""
    right: Interval
    """The share of them that was right."""


@dataclass(frozen=True)
class Calibration:
    """How far confidence and being right agree."""

    cases: int
    brier: float
    """Mean squared difference of confidence and being right: 0 is perfect."""
    ece: float
    """Expected calibration error: mean distance of a bin's confidence and its share of right."""
    bins: tuple[Bin, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values under the names of the fields."""
        return asdict(self)


def calibration_of(
    confidences: Sequence[float],
    right: Sequence[bool],
    clusters: Sequence[str],
    bins: int = 10,
) -> Calibration:
    """The calibration of cases with a confidence in 0 to 1 and whether each was right.

        Brier = 1/n · Σ (c_i − y_i)²;  ECE = Σ_b n_b/n · |mean c in b − mean y in b|

    Bins hold about n/`bins` cases each (equal mass); equal confidences are never parted, so there
    may be fewer. ECE alone can be pleased by one constant confidence, so Brier stands beside it.
    ValueError without cases, for a confidence outside of 0 to 1, or lengths that differ. Sources:
    Brier, Monthly Weather Review 78 (1950); equal-mass bins: Nguyen and O'Connor, EMNLP 2015.
    """
    if not len(confidences):
        raise ValueError("a calibration needs at least one case")
    if bad := [one for one in confidences if not 0 <= one <= 1]:
        raise ValueError(f"{bad[0]} is no confidence between 0 and 1")
    cases = sorted(
        (float(one), bool(good), cluster)
        for one, good, cluster in zip(confidences, right, clusters, strict=True)
    )
    size = len(cases) / bins
    rows: list[Bin] = []
    first = 0
    for end in range(1, len(cases) + 1):
        last = end == len(cases)
        if last or (end >= (len(rows) + 1) * size and cases[end][0] != cases[end - 1][0]):
            rows.append(_bin(cases[first:end]))
            first = end
    return Calibration(
        len(cases),
        math.fsum((one - good) ** 2 for one, good, _ in cases) / len(cases),
        math.fsum(row.cases * abs(row.confidence - row.right.mean) for row in rows) / len(cases),
        tuple(rows),
    )


def _bin(cases: Sequence[tuple[float, bool, str]]) -> Bin:
    confidences = [one for one, _, _ in cases]
    right = rate_interval(
        [float(good) for _, good, _ in cases],
        [1] * len(cases),
        [cluster for _, _, cluster in cases],
    )
    mean = math.fsum(confidences) / len(cases)
    return Bin(confidences[0], confidences[-1], len(cases), mean, right)
