"""Fairness: how far the worst slice of a tag is from the best, measure by measure."""

from collections.abc import Mapping
from math import erfc, inf, sqrt
from typing import Any, NamedTuple

from evals.scoring.figures import Figures
from evals.statistics.holm import holm

FEWEST = 10
"""Cases from which on a slice is compared: fewer say nothing of a group."""
_NORMAL = 1.959964
"""Its 97.5 % quantile: the limits are those of 95 % intervals."""


class Gap(NamedTuple):
    """The difference of two rates with its limits and p-value."""

    size: float
    low: float
    high: float
    p: float


def fairness(slices: Mapping[str, Mapping[str, Figures]]) -> dict[str, dict[str, dict[str, Any]]]:
    """By tag and measure the best and the worst slice, and the gap between them.

    Every slice is compared with the best one, and the p-values are corrected after Holm for the
    number of slices. Only tags of which two slices or more have 10 cases. Pitfall: slices differ
    in their questions too, so a gap is where to look and no proof of unfairness.
    """
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for tag, values in slices.items():
        names = dict.fromkeys(name for figures in values.values() for name in figures)
        for name in names:
            large = {
                value: figures[name]
                for value, figures in values.items()
                if name in figures and figures[name]["cases"] >= FEWEST
            }
            if len(large) > 1:
                found.setdefault(tag, {})[name] = _worst(large)
    return found


def _worst(slices: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    higher = next(iter(slices.values()))["better"] == "higher"
    ordered = sorted(slices, key=lambda value: slices[value]["value"], reverse=higher)
    best, *others = ordered
    gaps = [gap(slices[best], slices[other]) for other in others]
    adjusted = holm([one.p for one in gaps])
    last = gaps[-1]
    return {
        "best": best,
        "worst": ordered[-1],
        "gap": last.size,
        "low": last.low,
        "high": last.high,
        "p": adjusted[-1],
        "slices": len(ordered),
    }


def gap(one: Mapping[str, Any], other: Mapping[str, Any]) -> Gap:
    """The distance of two rates, whichever is higher, from their own intervals.

    With p₁ ≥ p₂:  d = p₁ − p₂;  low = d − √((p₁−l₁)² + (u₂−p₂)²);
    high = d + √((u₁−p₁)² + (p₂−l₂)²)

    and p from the normal deviate d / ((d − low) / 1.96), so that it is below 5 % just when the
    lower limit is above 0. Source: Newcombe's hybrid score interval, Statistics in Medicine 17
    (1998), method 10; for intervals of any kind, Zou and Donner (2008).
    """
    upper, lower = (one, other) if one["value"] >= other["value"] else (other, one)
    size = upper["value"] - lower["value"]
    below = sqrt((upper["value"] - upper["low"]) ** 2 + (lower["high"] - lower["value"]) ** 2)
    above = sqrt((upper["high"] - upper["value"]) ** 2 + (lower["value"] - lower["low"]) ** 2)
    deviate = size * _NORMAL / below if below else (inf if size else 0.0)
    return Gap(size, size - below, min(1.0, size + above), erfc(deviate / sqrt(2)))
