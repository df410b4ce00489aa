"""Doses, maximum doses, rates and durations that a stretch of a sentence states."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from corpus.quantities import TIMES, Amount, Quantity, amount, quantities_in


class Kind(StrEnum):
    """What a stated figure is."""

    DOSE = "dose"
    MAXIMUM = "maximum dose"
    RATE = "rate"
    DURATION = "duration"
    FREQUENCY = "frequency"
    FIGURE = "figure"
    """Any other figure, in sentences that are otherwise the same."""


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, both included; a single figure has them equal."""

    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise ValueError(f"{self.low} to {self.high} is no range of amounts")

    def meets(self, other: "Range") -> bool:
        """Whether some figure is in both."""
        return self.low <= other.high and other.low <= self.high

    def times(self, other: "Range") -> "Range":
        """Each figure of the one with each of the other."""
        return Range(self.low * other.low, self.high * other.high)


@dataclass(frozen=True, slots=True)
class Figure:
    """One stated dose, maximum, rate or duration, in base units."""

    kind: Kind
    unit: str
    """Base unit, with what it is divided by other than a dose or a day: "g", "g/kg"."""
    single: Range | None = None
    """At a time; also the maximum at a time, the rate and the duration."""
    daily: Range | None = None
    """In a day."""
    often: Range | None = None
    """Times a day."""
    start: int = 0
    end: int = 0
    """Where it is stated in the sentence as it reads."""
    left: int = 0
    right: int = 0
    """How far the words around it belong to it."""

    def __post_init__(self) -> None:
        if self.single is None and self.daily is None:
            raise ValueError("a figure holds an amount at a time or in a day")


_GIVEN = frozenset(
    "g unit mol mEq L puff tablet drop spray suppository sachet capsule teaspoon ampoule vial joule"
    .split()
)  # fmt: skip
_NOT_A_DOSE = frozenset({"kg", "lb"})
_DAY = Fraction(86400)
_OFTEST = Fraction(24)
"""Times a day above which "every 5 minutes" is a wait between doses, not a day's doses."""
_MAXIMUM = re.compile(
    r"^(?:max|(?:up to a )?total|up to a max|not (?:to )?exceed|no more|not more)", re.I
)
_MAXIMUM_BEFORE = re.compile(r"\b(?:max(?:imum|\.)?|exceed\w*)\b[^.;]{0,30}$", re.I)
_PER_DAY_WORDS = re.compile(r"\b(?:daily|per day|a day|/day|24[- ]?h)", re.I)
_STRENGTH_AFTER = re.compile(
    r"^\s?(?:\)\s?)?(?:[-\w]+\s)?(?:tab|cap|vial|amp(?!ic)|bottle|sachet|pre-?filled|strength|per (?:tab|cap|vial|amp)"
    r"|patch|pen\b|syringe|solution|powder|base\b|elemental|formulation|dispersible|of elemental)",
    re.I,
)
_PIECES_AFTER = re.compile(r"^[^.;\d]{0,15}\b(?:[2-9]|two|three|four)\s(?:tab|cap|vial|amp)", re.I)
"""In "0.75 mg, oral, 2 tablets" the dose is that of both tablets."""
_STRENGTH_BEFORE = re.compile(
    r"(?:strengths?|available (?:as|in)|contain\w*|dissolv\w+|dilut\w+|reconstitut\w+|made up|mixed?"
    r"|add(?:ed|ing)?|equivalent|equals?|convert\w*|=|≈|ratio|increments? of|steps? of|by|each|instead of"
    r"|ingest\w+|overdos\w+|toxic\w*|level\w*|concentrat\w+|previous\w*|already)\W+(?:\w+\W+){0,3}$", re.I)  # fmt: skip
_DILUENT_BEFORE = re.compile(r"\b(?:in|with|to|into|of water)\s(?:\w+\s){0,2}$", re.I)
_FLOW = re.compile(r"clearance|crcl|e?gfr|urine|output|flow|oxygen|drain|loss", re.I)
_DURATION_BEFORE = re.compile(
    r"\b(?:for|duration:?|x|×|least|course of|total of|further|another)\s(?:a\s)?(?:up\sto\s|at\sleast\s|total\sof\s|maximum\sof\s)*$",
    re.I,
)
_COURSE_AFTER = re.compile(r"^[\s-](?:courses?|of (?:treatment|therapy))\b", re.I)
_NOT_A_COURSE = re.compile(r"^[^.;]{0,20}\b(?:before|prior|old|of age|apart|later)\b", re.I)
_CUT = re.compile(r"[,;(.]\s|\bthen\b|\bfollowed\b|\bor\b|\band\b", re.I)


def figures_in(words: str, start: int, end: int) -> tuple[Figure, ...]:
    """The figures stated in `words[start:end]`, which speaks of one drug; strengths,
    concentrations, blood levels and limits that are no maximum dose are left out."""
    quantities = [q for q in quantities_in(words) if start <= q.start and q.end <= end]
    doses = _joined(words, [q for q in quantities if _is_given(words, q)])
    reach = _reaches(words, start, end, doses)
    figures = [
        figure
        for dose, (left, right) in zip(doses, reach, strict=True)
        for figure in _figure(words, dose, quantities, left, right)
    ]
    durations = [q for q in quantities if _is_duration(words, q)]
    for quantity in durations:
        low, high, unit, _ = amount(quantity)
        inside = [f for f in figures if f.left <= quantity.start < f.right]
        if any("/g" in f.unit for f in inside):
            unit = BY_WEIGHT
        left, right = (inside[0].left, inside[0].right) if inside else (start, end)
        figures.append(
            Figure(
                Kind.DURATION, unit, Range(low, high), None, None,
                quantity.start, quantity.end, left, right,
            )
        )  # fmt: skip
    return tuple(figures)


def dose_offsets(words: str) -> tuple[int, ...]:
    """Where the doses of a sentence stand."""
    return tuple(q.start for q in quantities_in(words) if _is_given(words, q))


def _is_given(words: str, quantity: Quantity) -> bool:
    """Whether a quantity is an amount to give."""
    if (
        quantity.unit in _NOT_A_DOSE
        or quantity.comparator in ("<", ">", "≥")
        or quantity.value <= 0
    ):
        return False
    base = amount(quantity).unit.partition("/")[0]
    if base not in _GIVEN or not set(quantity.per) <= _RATES:
        return False
    before, after = words[max(0, quantity.start - 45) : quantity.start], words[quantity.end :][:40]
    if _STRENGTH_AFTER.match(after) or _STRENGTH_BEFORE.search(before):
        return False
    if base == "g" and _PIECES_AFTER.match(after):
        return False
    if base == "L":
        return not _DILUENT_BEFORE.search(before) and not _FLOW.search(before + after)
    return True


_RATES = frozenset({"kg", "m²", "dose", "day", "24 hour", "hour", "minute", "second"})


def _joined(words: str, doses: Sequence[Quantity]) -> list[Quantity]:
    """Makes one range of "500 mg to 1 g"."""
    joined: list[Quantity] = []
    for quantity in doses:
        last = joined[-1] if joined else None
        if (
            last
            and re.fullmatch(r"\s?(?:[-–—]|to)\s?", words[last.end : quantity.start])
            and last.upper is None
            and quantity.upper is None
            and last.per in ((), quantity.per)
        ):
            low, high = (
                amount(Quantity(0, 1, last.value, None, last.unit)),
                amount(Quantity(0, 1, quantity.value, None, quantity.unit)),
            )
            if low.unit == high.unit and low.low < high.low:
                value = quantity.value * low.low / high.low
                joined[-1] = Quantity(
                    last.start, quantity.end, value, quantity.value, quantity.unit,
                    quantity.per, quantity.comparator,
                )  # fmt: skip
                continue
        joined.append(quantity)
    return joined


def _reaches(words: str, start: int, end: int, doses: Sequence[Quantity]) -> list[tuple[int, int]]:
    """How far the words around each dose belong to it: to the last break before the next dose."""
    borders = [start]
    for one, other in pairwise(doses):
        cuts = [m.start() for m in _CUT.finditer(words, one.end, other.start)]
        borders.append(cuts[-1] if cuts else other.start)
    return list(pairwise([*borders, end])) if doses else []


def _figure(
    words: str, dose: Quantity, quantities: Sequence[Quantity], left: int, right: int
) -> Iterator[Figure]:
    base, per = amount(dose), set(dose.per)
    stated = Range(base.low, base.high)
    place = {"start": dose.start, "end": dose.end, "left": left, "right": right}
    before = words[left : dose.start]
    often = _often(words, dose, quantities, right)
    if _MAXIMUM.match(words[dose.start : dose.end]) or _MAXIMUM_BEFORE.search(before):
        yield _maximum(words, dose, base, often, place)
        return
    if per & {"hour", "minute", "second"}:
        yield Figure(Kind.RATE, base.unit, stated, None, None, **place)
        return
    if dose.comparator:
        stated = Range(Fraction(0), stated.high)
    if per & _DAY_DIVISORS:
        daily = Range(stated.low * _DAY, stated.high * _DAY)
        yield Figure(Kind.DOSE, _unit(base, _DAY_UNITS), None, daily, often, **place)
        return
    unit = _unit(base, set())
    daily = stated.times(often) if often else None
    yield Figure(Kind.DOSE, unit, stated, daily, often, **place)


BY_WEIGHT = "second of a dose by weight"
"""The unit of a duration beside a dose by weight, which is that of children more often than not."""
_DAY_DIVISORS = frozenset({"day", "24 hour"})
_DAY_UNITS = {"second"}


def _maximum(
    words: str, dose: Quantity, base: Amount, often: Range | None, place: dict[str, int]
) -> Figure:
    stated = Range(base.low, base.high)
    if set(dose.per) & _DAY_DIVISORS:
        daily = Range(stated.low * _DAY, stated.high * _DAY)
        return Figure(Kind.MAXIMUM, _unit(base, _DAY_UNITS), None, daily, None, **place)
    unit = _unit(base, set())
    if often:
        return Figure(Kind.MAXIMUM, unit, stated, stated.times(often), often, **place)
    around = words[max(place["left"], dose.start - 20) : dose.end]
    if _PER_DAY_WORDS.search(around):
        return Figure(Kind.MAXIMUM, unit, None, stated, None, **place)
    return Figure(Kind.MAXIMUM, unit, stated, None, None, **place)


def _unit(base: Amount, without: set[str]) -> str:
    return "/".join(part for part in base.unit.split("/") if part not in without | {"dose"})


def _often(words: str, dose: Quantity, quantities: Sequence[Quantity], right: int) -> Range | None:
    """How often the dose is given, from the first frequency behind it that is its own."""
    for quantity in quantities:
        if quantity.unit == TIMES and dose.end <= quantity.start < right:
            high = quantity.value if quantity.upper is None else quantity.upper
            if high > _OFTEST:
                return None
            return Range(Fraction(0) if quantity.comparator else quantity.value, high)
    if re.match(r"[^.;,]{0,25}\b(?:single dose|once only|stat)\b", words[dose.end : right], re.I):
        return Range(Fraction(1), Fraction(1))
    return None


def _is_duration(words: str, quantity: Quantity) -> bool:
    """Whether a quantity says for how long a drug is given, a day or more."""
    if quantity.per or quantity.unit not in ("day", "week", "month") or quantity.comparator == "<":
        return False
    after = words[quantity.end :][:30]
    if _NOT_A_COURSE.match(after):
        return False
    begin = words[max(0, quantity.start - 30) : quantity.start]
    own = words[quantity.start : quantity.end]
    stated = _DURATION_BEFORE.search(begin) or _COURSE_AFTER.match(after)
    return bool(
        stated or re.match(r"(?:up to|at least)\b", own, re.I) and re.search(r"\bfor\s$", begin)
    )
