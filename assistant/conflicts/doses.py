"""Reads the doses, maximum doses, rates and durations that a stretch of a sentence states."""

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from assistant.conflicts.figures import BY_WEIGHT, Figure, Kind, Range
from assistant.conflicts.given import is_course, is_given
from corpus.quantities import TIMES, Quantity, amount, quantities_in

_DAY = Fraction(86400)
_PER_DAY = frozenset({"day", "24 hour"})
_PER_TIME = frozenset({"hour", "minute", "second"})
_OFTEST = Fraction(24)
"""Times a day above which "every 5 minutes" is a wait between doses, not a day's doses."""
_MAXIMUM = re.compile(
    r"(?:max|up to a (?:max|total)|not (?:to )?exceed|no more|not more)", re.IGNORECASE
)
_MAXIMUM_BEFORE = re.compile(r"\b(?:max(?:imum|\.)?|exceed\w*)\b[^.;,\d]{0,60}$", re.IGNORECASE)
_IN_A_DAY = re.compile(r"\b(?:daily|per day|a day|24[- ]?h)|/day", re.IGNORECASE)
_ONCE = re.compile(r"[^.;,]{0,25}\b(?:single dose|once only|stat)\b", re.IGNORECASE)
_BREAK = re.compile(r"[,;(.]\s|\b(?:then|followed|or|and)\b", re.IGNORECASE)
_NEXT = 2
"""Characters from a maximum to the start of its frequency; further on stands that of its dose."""
_CLOSE = 40
"""Characters between a dose and the frequency that is shown with it."""
_SHORTLY_BEFORE = 20
"""Characters in which "maximum daily dose of" says what a maximum is for."""


def figures_in(words: str, start: int, end: int) -> tuple[Figure, ...]:
    """The figures stated in `words[start:end]`, which speaks of one drug.

    Strengths, concentrations, blood levels and limits that are no maximum dose are left out.
    """
    quantities = [q for q in quantities_in(words) if start <= q.start and q.end <= end]
    doses = [quantity for quantity in quantities if is_given(words, quantity)]
    figures = [
        _dose(words, dose, quantities, left, right)
        for dose, (left, right) in zip(doses, _reaches(words, start, end, doses), strict=True)
    ]
    courses = [_course(q, figures, start, end) for q in quantities if is_course(words, q)]
    return (*figures, *courses)


def dose_offsets(words: str) -> tuple[int, ...]:
    """Where the doses of a sentence stand."""
    return tuple(q.start for q in quantities_in(words) if is_given(words, q))


def _reaches(words: str, start: int, end: int, doses: Sequence[Quantity]) -> list[tuple[int, int]]:
    """How far the words around each dose belong to it: to the last break before the next dose."""
    borders = [start]
    for one, other in pairwise(doses):
        breaks = [m.start() for m in _BREAK.finditer(words, one.end, other.start)]
        borders.append(breaks[-1] if breaks else other.start)
    reaches = list(pairwise([*borders, end] if doses else []))
    for number, (one, other) in enumerate(pairwise(doses)):
        # "50 mg/kg (maximum 1 g) twice a day": how often stands behind the brackets.
        if words[one.end : other.start].strip() == "(" and _MAXIMUM.match(words, other.start):
            reaches[number] = reaches[number][0], reaches[number + 1][1]
    return reaches


def _dose(
    words: str, dose: Quantity, quantities: Sequence[Quantity], left: int, right: int
) -> Figure:
    low, high, base, _ = amount(dose)
    stated, per = Range(low, high), set(dose.per)
    before = words[left : dose.start]
    is_maximum = bool(_MAXIMUM.match(words, dose.start) or _MAXIMUM_BEFORE.search(before))
    frequency = _frequency(dose, quantities, dose.end + _NEXT if is_maximum else right)
    close = frequency is not None and frequency.start - dose.end < _CLOSE
    place = dose.start, dose.end, left, right, frequency.end if frequency and close else 0
    if per & _PER_TIME:
        return Figure(Kind.RATE, base, stated, None, *place)
    unit = "/".join(part for part in base.split("/") if part not in ("second", "dose"))
    often = _often(words[dose.end : right], frequency)
    kind = Kind.DOSE
    if is_maximum:
        kind = Kind.MAXIMUM
        daily = _IN_A_DAY.search(before[-_SHORTLY_BEFORE:] + words[dose.start : dose.end])
        if daily and not per & _PER_DAY and not often:
            return Figure(kind, unit, None, stated, *place)
    elif dose.comparator:
        stated = Range(Fraction(0), stated.high)
    if per & _PER_DAY:
        return Figure(kind, unit, None, Range(stated.low * _DAY, stated.high * _DAY), *place)
    return Figure(kind, unit, stated, stated.times(often) if often else None, *place)


def _frequency(dose: Quantity, quantities: Sequence[Quantity], right: int) -> Quantity | None:
    """The first frequency behind a dose that is its own."""
    behind = (q for q in quantities if q.unit == TIMES and dose.end <= q.start < right)
    return next(behind, None)


def _often(after: str, frequency: Quantity | None) -> Range | None:
    """How often a day a dose is given."""
    if frequency is None:
        return Range(Fraction(1), Fraction(1)) if _ONCE.match(after) else None
    high = frequency.value if frequency.upper is None else frequency.upper
    low = Fraction(0) if frequency.comparator else frequency.value
    return Range(low, high) if high <= _OFTEST else None


def _course(quantity: Quantity, doses: Sequence[Figure], start: int, end: int) -> Figure:
    """A duration, with the reach of the dose it stands beside."""
    low, high, unit, _ = amount(quantity)
    beside = [dose for dose in doses if dose.left <= quantity.start < dose.right]
    if any("/kg" in dose.unit for dose in beside):
        unit = BY_WEIGHT
    left, right = (beside[0].left, beside[0].right) if beside else (start, end)
    return Figure(
        Kind.DURATION, unit, Range(low, high), None, quantity.start, quantity.end, left, right
    )
