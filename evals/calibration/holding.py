"""Where to set the threshold, what it holds, and how many cases a bolder aim would need."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.calibration import CurvePoint
from evals.statistics import exact_upper_limit
from evals.statistics.threshold import lowest_threshold

RISKS = (0.01, 0.02, 0.03, 0.05, 0.075, 0.10, 0.15, 0.20, 0.25, 0.30, 0.40)
POINTS = 40
"""Of a curve."""
MOST = 1_000_000
"""Cases beyond which nobody asks how many are needed."""


@dataclass(frozen=True)
class Scored:
    """Cases with their probability; lists of one length."""

    probabilities: Sequence[float]
    answerable: Sequence[bool]
    """Whether an answer would be right."""
    clusters: Sequence[str]
    """Those of one name share their fate."""

    def at(self, threshold: float, confidence: float) -> CurvePoint:
        """What answering from that probability on does."""
        kept = [place for place, one in enumerate(self.probabilities) if one >= threshold]
        right = sum(self.answerable[place] for place in kept)
        there = max(1, sum(self.answerable))
        if not kept:
            return CurvePoint(threshold, 0.0, 0.0, 1.0)
        wrong = [float(not self.answerable[place]) for place in kept]
        clusters = [self.clusters[place] for place in kept]
        upper = exact_upper_limit(wrong, [1] * len(kept), clusters, confidence)
        return CurvePoint(threshold, right / there, 1 - right / len(kept), upper)

    def answered(self, threshold: float) -> int:
        """How many are answered."""
        return sum(one >= threshold for one in self.probabilities)

    def wrong(self, threshold: float) -> int:
        """How many of those are answered wrongly."""
        pairs = zip(self.probabilities, self.answerable, strict=True)
        return sum(one >= threshold and not right for one, right in pairs)

    def curve(self, confidence: float) -> tuple[CurvePoint, ...]:
        """From the highest threshold to the lowest, at even steps of what is answerable."""
        right = [p for p, a in zip(self.probabilities, self.answerable, strict=True) if a]
        if not right:
            return ()
        steps = np.quantile(right, np.linspace(1, 0, POINTS + 1))
        return tuple(self.at(float(step), confidence) for step in dict.fromkeys(steps))

    def holding(self, risk: float, confidence: float) -> float | None:
        """The lowest threshold shown to hold a risk; None when none could be shown."""
        wrong = [not right for right in self.answerable]
        return lowest_threshold(self.probabilities, wrong, self.clusters, risk, confidence)

    def refusing(self, share: float) -> float:
        """The threshold below which that share of the answerable falls."""
        right = [p for p, a in zip(self.probabilities, self.answerable, strict=True) if a]
        return float(np.quantile(right, share))


def cases_needed(answered: int, wrong: int, risk: float, confidence: float) -> int | None:
    """How many answered cases, as many of them wrong, would show the risk; None for no number.

    Clopper and Pearson's upper limit of wrong in answered, both grown alike.
    """
    from scipy.special import betaincinv

    if answered and wrong / answered >= risk:
        return None
    rate = wrong / answered if answered else 0.0
    low, high = 1, MOST
    while low < high:
        middle = (low + high) // 2
        x = rate * middle
        limit = betaincinv(x + 1, max(middle - x, 1e-9), confidence)
        low, high = (low, middle) if limit <= risk else (middle + 1, high)
    return low if low < MOST else None
