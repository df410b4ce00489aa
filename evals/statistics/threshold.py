"""The confidence from which on answers hold a chosen risk, shown on cases kept apart."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evals.statistics.rates import exact_upper_limit

STARTS = (0, 1, 3, 7)
"""Wrong answers for which a sequence of tests starts: with none alone, one early one ends it."""


@dataclass(frozen=True, slots=True)
class Selected:
    """What a threshold lets through of one half of the cases."""

    answered: int
    of: int
    wrong: int
    risk: float
    """The share of what is answered that is wrong; 0 when nothing is."""
    upper: float
    """The upper confidence limit of the risk; 1 when nothing is answered."""


@dataclass(frozen=True)
class RiskThreshold:
    """The threshold that holds a risk, or that none does."""

    risk: float
    """The share of wrong answers that is to be held."""
    confidence: float
    threshold: float | None
    """Answers of at least this confidence hold the risk; None when no threshold could be shown."""
    calibration: Selected | None
    """What it lets through of the cases it was chosen on."""
    test: Selected | None
    """What it lets through of the cases kept apart, which alone tell what it is worth."""

    def to_json(self) -> dict[str, Any]:
        """Plain values under the names of the fields."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class _Half:
    confidences: list[float]
    wrong: list[bool]
    clusters: list[str]

    def selected(self, threshold: float, confidence: float) -> Selected:
        kept = [place for place, one in enumerate(self.confidences) if one >= threshold]
        if not kept:
            return Selected(0, len(self.confidences), 0, 0.0, 1.0)
        hits = [float(self.wrong[place]) for place in kept]
        clusters = [self.clusters[place] for place in kept]
        upper = exact_upper_limit(hits, [1] * len(kept), clusters, confidence)
        wrong = int(sum(hits))
        return Selected(len(kept), len(self.confidences), wrong, wrong / len(kept), upper)


def threshold_for_risk(
    confidences: Sequence[float],
    wrong: Sequence[bool],
    clusters: Sequence[str],
    risk: float,
    confidence: float = 0.95,
) -> RiskThreshold:
    """The lowest threshold at which the upper limit of the risk is at most `risk`.

    Clusters go to the calibration or the test half by their SHA-256, so a case never stands on
    both sides, nor changes sides between runs. On the calibration half thresholds are tested from
    the highest down and a sequence ends at the first that fails, which needs no correction for
    the number of thresholds. There are four sequences, which share the error evenly and start
    where 0, 1, 3 and 7 wrong answers would just pass. The limits are
    `exact_upper_limit` (Clopper–Pearson for the effective size).

    That cases to come are like these is assumed. ValueError for a risk or confidence outside of
    0 to 1 and for lengths that differ. Sources: fixed-sequence testing with several starts,
    Angelopoulos et al., Learn then Test, Ann Appl Stat 19 (2025); guaranteed selective risk,
    Geifman and El-Yaniv, NeurIPS 2017.
    """
    if not (0 < risk < 1 and 0 < confidence < 1):
        raise ValueError(f"a risk of {risk} at a confidence of {confidence} cannot be held")
    halves = (_Half([], [], []), _Half([], [], []))
    for one, bad, cluster in zip(confidences, wrong, clusters, strict=True):
        half = halves[hashlib.sha256(cluster.encode()).digest()[0] % 2]
        half.confidences.append(one)
        half.wrong.append(bool(bad))
        half.clusters.append(cluster)
    calibration, test = halves
    threshold = _lowest(calibration, risk, confidence)
    if threshold is None:
        return RiskThreshold(risk, confidence, None, None, None)
    return RiskThreshold(
        risk,
        confidence,
        threshold,
        calibration.selected(threshold, confidence),
        test.selected(threshold, confidence),
    )


def lowest_threshold(
    confidences: Sequence[float],
    wrong: Sequence[bool],
    clusters: Sequence[str],
    risk: float,
    confidence: float = 0.95,
) -> float | None:
    """The same for cases that all calibrate, as where others are kept to test; None for none."""
    cases = _Half(list(confidences), list(wrong), list(clusters))
    return _lowest(cases, risk, confidence)


def _lowest(half: _Half, risk: float, confidence: float) -> float | None:
    confidence = 1 - (1 - confidence) / len(STARTS)
    # Where a sequence starts depends on confidences and clusters alone, not on what was wrong.
    thresholds = sorted(set(half.confidences), reverse=True)
    of_clusters = dict.fromkeys(half.clusters, float("-inf"))
    for one, cluster in zip(half.confidences, half.clusters, strict=True):
        of_clusters[cluster] = max(of_clusters[cluster], one)
    lowest: float | None = None
    for failures in STARTS:
        needed = _units_needed(failures, risk, confidence, len(of_clusters))
        for threshold in thresholds:
            if sum(highest >= threshold for highest in of_clusters.values()) < needed:
                continue
            if lowest is not None and threshold >= lowest:
                # Passed already, by a sequence that started higher.
                continue
            if half.selected(threshold, confidence).upper > risk:
                break
            lowest = threshold
    return lowest


def _units_needed(failures: int, risk: float, confidence: float, most: int) -> int:
    """The fewest units in which so many failures show the risk; more than `most` when those do not.

    The upper limit of x in n is at most r exactly when P(X ≤ x; n, r) is at most 1 − confidence.
    """
    from scipy.special import bdtr

    needed = failures + 1
    while needed <= most and bdtr(failures, needed, risk) > 1 - confidence:
        needed += 1
    return needed
