"""Holm's correction: many measures are tested, so each has to stand out more."""

from collections.abc import Sequence


def holm(values: Sequence[float]) -> list[float]:
    """The p-values adjusted for their number, in the order given.

    With p_(1) ≤ … ≤ p_(m): adjusted p_(i) = max_{j ≤ i} min(1, (m − j + 1)·p_(j)). Taking those of
    at most α for real, one or more is wrong with a chance of at most α, however they depend on
    each other. Source: Holm, Scandinavian Journal of Statistics 6 (1979).
    """
    adjusted = [0.0] * len(values)
    highest = 0.0
    for rank, place in enumerate(sorted(range(len(values)), key=lambda place: values[place])):
        highest = max(highest, min(1.0, (len(values) - rank) * values[place]))
        adjusted[place] = highest
    return adjusted
