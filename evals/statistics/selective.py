"""Selective risk: how wrong answers are when only the most confident are given."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What is left when nothing below a confidence is answered."""

    threshold: float
    coverage: float
    """The share of the cases that is answered."""
    risk: float
    """The share of what is answered that is wrong."""


@dataclass(frozen=True)
class RiskCoverage:
    """The risk–coverage curve with the areas that sum it up, all the better the lower."""

    points: tuple[CurvePoint, ...]
    """From the highest confidence to the lowest, one for each that occurs."""
    cases: int
    wrong: int
    aurc: float
    """Mean risk over all coverages."""
    e_aurc: float
    """What of it a perfect order, all wrong ones last, would not have."""
    augrc: float
    """Area under wrong answers ÷ all cases: the mean risk of a silent failure."""

    def to_json(self) -> dict[str, Any]:
        """Plain values under the names of the fields."""
        return asdict(self)


def risk_coverage(confidences: Sequence[float], wrong: Sequence[bool]) -> RiskCoverage:
    """The curve of cases with a confidence each and whether their answer was wrong.

    Cases of equal confidence are answered together. With E(k) the wrong ones among the k most
    confident, within equals as many as an even mixture has, and w = E(n):

        AURC = 1/n · Σ_k E(k)/k;  E-AURC = AURC − 1/n · Σ_{j=1..w} j/(n−w+j)
        AUGRC = 1/n · Σ_k (E(k−1) + E(k)) / 2n

    ValueError without cases or when the lengths differ. Sources: Geifman and El-Yaniv, NeurIPS
    2017; E-AURC: Geifman, Uziel and El-Yaniv, ICLR 2019; AUGRC: Traub et al., NeurIPS 2024.
    """
    if not len(confidences):
        raise ValueError("a risk–coverage curve needs at least one case")
    if len(confidences) != len(wrong):
        raise ValueError(f"{len(confidences)} confidences and {len(wrong)} verdicts differ")
    cases = len(confidences)
    together = Counter(confidences)
    wrong_at = Counter(one for one, bad in zip(confidences, wrong, strict=True) if bad)
    points: list[CurvePoint] = []
    answered, mistaken, area, joint = 0, 0.0, 0.0, 0.0
    for threshold in sorted(together, reverse=True):
        share = wrong_at[threshold] / together[threshold]
        for step in range(1, together[threshold] + 1):
            after = mistaken + share * step
            area += after / (answered + step)
            joint += after - share / 2
        answered += together[threshold]
        mistaken += wrong_at[threshold]
        points.append(CurvePoint(threshold, answered / cases, mistaken / answered))
    failures = sum(wrong_at.values())
    oracle = sum(one / (cases - failures + one) for one in range(1, failures + 1))
    return RiskCoverage(
        tuple(points),
        cases,
        failures,
        area / cases,
        max(0.0, (area - oracle) / cases),
        joint / cases**2,
    )
