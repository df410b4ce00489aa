"""Compares every fact of a group with every other at once: square arrays, one row for each fact."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from assistant.conflicts.fact import Fact
from assistant.conflicts.figures import ENDLESS, Range

Mask = NDArray[np.bool_]


def equal(values: Sequence[object]) -> Mask:
    """Which pairs of values are equal."""
    numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
    codes = np.array([numbers[value] for value in values])
    return np.asarray(codes[:, None] == codes[None, :])


def intersect(values: Sequence[Iterable[str]]) -> Mask:
    """Which pairs of groups share a member."""
    names = sorted({name for value in values for name in value})
    held = np.array([[name in set(value) for name in names] for value in values], np.float32)
    return np.asarray(held @ held.T > 0)


def disjoint(facts: Sequence[Fact]) -> NDArray[np.int8]:
    """1 where two facts share no figure, 0 where they share one, -1 where none can be compared.

    A day's amounts are compared first: 250 mg four times a day is 1 g a day. Doses given equally
    often are compared themselves: 10 and 15 mg/kg every 4 to 6 hours differ, though 60 mg/kg in a
    day may be either.
    """
    daily = _apart([fact.daily for fact in facts])
    single = _apart([fact.single for fact in facts])
    often = [_often(fact) for fact in facts]
    equally = equal(often) & np.array([given is not None for given in often])
    return np.where((daily >= 0) & ~(equally & (single >= 0)), daily, single)


def _often(fact: Fact) -> tuple[Fraction, Fraction] | None:
    """How often a day a dose is given, at least and at most."""
    if fact.daily is None or fact.single is None or not fact.single.low:
        return None
    return fact.daily.low / fact.single.low, fact.daily.high / fact.single.high


def nested(values: Sequence[Iterable[str]]) -> Mask:
    """Which pairs of groups hold each other: all members of the one are also in the other."""
    names = sorted({name for value in values for name in value})
    held = np.array([[name in set(value) for name in names] for value in values], np.float32)
    shared, sizes = held @ held.T, held.sum(axis=1)
    return np.asarray(shared == np.minimum(sizes[:, None], sizes[None, :]))


def bounded(facts: Sequence[Fact]) -> NDArray[np.int8]:
    """1 where two definitions cannot both hold: they share no figure, or limit it otherwise.

    Two limits on the same side must be equal; a single figure, or a limit on the other side only,
    need but lie within.
    """
    ranges = [fact.single for fact in facts if fact.single is not None]
    codes = {
        bound: number
        for number, bound in enumerate(sorted({b for r in ranges for b in (r.low, r.high)}))
    }
    low = np.array([codes[r.low] for r in ranges])
    high = np.array([codes[r.high] for r in ranges])
    is_range = low < high
    from_below = is_range & np.array([r.low > 0 for r in ranges])
    from_above = is_range & np.array([r.high < ENDLESS for r in ranges])
    limits = _both(from_below) & (low[:, None] != low[None, :])
    limits |= _both(from_above) & (high[:, None] != high[None, :])
    touching = _both(is_range) & ((low[:, None] >= high[None, :]) | (low[None, :] >= high[:, None]))
    apart = (low[:, None] > high[None, :]) | (low[None, :] > high[:, None])
    return np.asarray(limits | touching | apart, np.int8)


def _both(marks: NDArray[np.bool_]) -> Mask:
    return np.asarray(marks[:, None] & marks[None, :])


def unequal(facts: Sequence[Fact]) -> NDArray[np.int8]:
    """1 where the figures of two facts in the same words are not the same, otherwise 0."""
    return np.asarray(~equal([fact.single for fact in facts]), np.int8)


def _apart(ranges: Sequence[Range | None]) -> NDArray[np.int8]:
    bounds = sorted({bound for r in ranges if r is not None for bound in (r.low, r.high)})
    # Exact fractions by their rank: whole numbers compare as fractions would.
    rank: dict[Fraction, int] = {bound: number for number, bound in enumerate(bounds)}
    low = np.array([-1 if r is None else rank[r.low] for r in ranges])
    high = np.array([-1 if r is None else rank[r.high] for r in ranges])
    apart = (low[:, None] > high[None, :]) | (low[None, :] > high[:, None])
    known = low >= 0
    return np.where(known[:, None] & known[None, :], apart, -1).astype(np.int8)
