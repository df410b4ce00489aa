"""Finds the quantities a text states: numbers with their units, rates, frequencies and limits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from corpus.frequencies import frequencies_in
from corpus.numerals import NUMERAL, value_of
from corpus.units import UNIT_PATTERN, canonical, in_base

TIMES = "times"
"""The unit of a frequency, always per day: "every 6 hours" is 4 times."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One stated quantity; its span holds the number, the unit and what limits them."""

    start: int
    end: int
    value: Fraction
    """The only number, or the lower end of a range."""
    upper: Fraction | None = None
    """The upper end of a range; None for a single number."""
    unit: str = ""
    """In its canonical spelling (`corpus.units`); empty for a bare number."""
    per: tuple[str, ...] = ()
    """What it is divided by: ("kg", "day"), ("dose",), ("5 mL",)."""
    comparator: str = ""
    """`<`, `≤`, `>` or `≥`; empty when the text states none."""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a quantity must stand in the text, not at [{self.start}:{self.end}]")
        if self.upper is not None and self.upper <= self.value:
            raise ValueError(f"the range {self.value} to {self.upper} does not rise")
        if self.comparator not in ("", "<", "≤", ">", "≥"):
            raise ValueError(f"{self.comparator!r} is not a comparator")


class Amount(NamedTuple):
    """A quantity in base units, so that 0.5 mg equals 500 micrograms, and mg/kg is not mg."""

    low: Fraction
    high: Fraction
    unit: str
    """Base unit and sorted base denominators: "g/kg/second"."""
    comparator: str


_TO = re.compile(r"\s?[-–—]\s?|\s(?:to|or|and)\s", re.IGNORECASE)
_BETWEEN = re.compile(r"between\s$", re.IGNORECASE)
_UNIT = re.compile(rf"[\s-]?({UNIT_PATTERN})")
_MILLION = re.compile(rf"\s?million\s?({UNIT_PATTERN})?(?!\w)")
# Doses and rates are divided by these; "250 mg/500 mg" are two strengths of one tablet.
_DIVISORS = frozenset({
    "kg", "mL", "L", "dL", "microlitre", "second", "minute", "hour", "day", "week", "month", "m²",
    "dose", "tablet", "capsule", "puff", "spray", "vial", "ampoule", "drop", "suppository",
    "sachet", "mg", "mmol",
})  # fmt: skip
_COUNTED = _DIVISORS - {"mg", "mmol"}
_PER = re.compile(
    rf"(?:\s?/\s?|\s(?:per|an?)\s|\sin\s(?=24\s?h|[0-9]+\s?(?i:ml|l)\b))"
    rf"(?:(?P<number>[0-9]{{1,6}}(?:\.[0-9]{{1,6}})?)[\s-]?)?(?P<unit>{UNIT_PATTERN})"
    r"(?:\s(?:of\s)?(?i:body\s?weight|bw)\b)?"
)
_EACH = re.compile(r"\s(daily|hourly|weekly)\b", re.IGNORECASE)
_LY = {"daily": "day", "hourly": "hour", "weekly": "week"}
_BEFORE = re.compile(
    r"(?P<le>≤|=<|<=|\b(?:up\sto(?:\sa\s(?:max(?:imum|\.)|total)(?:\sof)?)?|(?:no|not)\s(?:more|greater|longer)\sthan|at\smost"
    r"|not\s(?:to\s)?exceed(?:ing)?"
    r"|max(?:imum\b|\.|\b)(?:\s(?:single|total|daily|adult|recommended|dos(?:es?|age)|per|day)\b)*(?:\s(?:is|of))?:?))"
    r"|(?P<ge>≥|>=|=>|\b(?:at\sleast|(?:no|not)\s(?:less|fewer)\sthan|minimum(?:\sof)?))"
    r"|(?P<lt><|\b(?:(?:less|fewer|lower|younger|smaller)\sthan|under|below))"
    r"|(?P<gt>>|\b(?:(?:more|greater|higher|older|larger|longer)\sthan|over|above|exceed(?:s|ing)?))",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s(?:(?P<ge>(?:or|and)\s(?:more|over|above|older|higher|greater|longer))"
    r"|(?P<le>(?:or|and)\s(?:less|under|below|younger|lower|fewer)|max(?:imum|\.)?))(?!\w)",
    re.IGNORECASE,
)
_SIGNS = {"le": "≤", "ge": "≥", "lt": "<", "gt": ">"}
_LONGEST_COMPARATOR = 60
_INFUSED = frozenset({"second", "minute", "hour", "day"})
"""Units with which "over" says how long, not more than what."""
_SHARED = re.compile(rf"\s?/\s?[0-9]{{2,3}}\s?({UNIT_PATTERN})")
"""What follows the first of two numbers with one unit: 140/90 mmHg, 500/125 mg."""
_COUNT = re.compile(r"\s?[x×]\s?(?!10(?:\^|[⁰¹²³⁴-⁹]))")
_MOST_COUNTED = 20
_LABEL = re.compile(
    r"(?:\b(?:tables?|fig(?:ure)?s?|sections?|chapters?|appendix|box|steps?|pages?|pp?|no|refs?"
    r"|references?|version)\.?\s?|\[)$",
    re.IGNORECASE,
)
_NAME = re.compile(rf"(?<![^\W_])(?!{UNIT_PATTERN}[-‑/])[^\W\d_]{{1,15}}[-‑/]$")
_ENUMERATOR = re.compile(r"[.)]\s")
_MINUS = re.compile(r"(?:^|[\s(<>≤≥])[-−]$")


class _Read(NamedTuple):
    """A number with what directly follows it."""

    end: int
    value: Fraction
    unit: str


@lru_cache(maxsize=128)
def quantities_in(text: str) -> tuple[Quantity, ...]:
    """The quantities stated in `text`, in order and without overlap.

    A number word counts only with a unit; numbers of names, labels, lists, dates and references
    are left out.
    """
    found = [
        Quantity(
            start, f.end, f.fewest, f.most if f.most > f.fewest else None, TIMES, ("day",), sign
        )
        for f in frequencies_in(text)
        for sign, start, _ in [_comparator(text, 0, f.start, f.end, TIMES)]
    ]
    taken = iter([*found, None])
    frequency = next(taken)
    at = 0
    amounts: list[Quantity] = []
    for match in NUMERAL.finditer(text):
        while frequency is not None and frequency.end <= match.start():
            frequency = next(taken)
        if match.start() < at or (frequency is not None and frequency.start <= match.start()):
            continue
        for quantity in _from(text, match, at):
            amounts.append(quantity)
            at = quantity.end
    # "500 mg daily" is one amount for a day, and no frequency beside it.
    starts = [(q.start, q.end) for q in amounts]
    return tuple(sorted([*amounts, *_outside(found, starts)], key=lambda q: q.start))


def amount(quantity: Quantity) -> Amount:
    """The quantity in base units, exactly: 1 g equals 1000 mg; per day is not per dose."""
    base, factor = in_base(quantity.unit)
    divisors: list[str] = []
    for divisor in quantity.per:
        # Body weight is one divisor, not a thousand of grams.
        name, size = (divisor, Fraction(1)) if divisor == "kg" else in_base(divisor)
        divisors.append(name)
        factor /= size
    upper = quantity.value if quantity.upper is None else quantity.upper
    unit = "/".join([base, *sorted(divisors)])
    return Amount(quantity.value * factor, upper * factor, unit, quantity.comparator)


def _outside(found: list[Quantity], spans: list[tuple[int, int]]) -> Iterator[Quantity]:
    number = 0
    for quantity in found:
        while number < len(spans) and spans[number][1] <= quantity.start:
            number += 1
        if number == len(spans) or spans[number][0] >= quantity.end:
            yield quantity


def _from(text: str, match: re.Match[str], earliest: int) -> Iterator[Quantity]:
    """The quantity that begins with a number, or two where a range turns out to be none."""
    first = _read(text, match)
    start = match.start()
    if _is_name(text, start) or (not first.unit and _is_label(text, match)):
        return
    count = _COUNT.match(text, match.end())
    times = NUMERAL.match(text, count.end()) if count else None
    if times and not first.unit and first.value <= _MOST_COUNTED and first.value.denominator == 1:
        each = _read(text, times)
        if each.unit:
            first = _Read(each.end, first.value * each.value, each.unit)
    sign = _MINUS.search(text, max(earliest, start - 2), start)
    if sign and first.value and (sign.start() > earliest or not earliest):
        start -= 1
        first = first._replace(value=-first.value)
    upper = None
    to = _TO.match(text, first.end)
    following = NUMERAL.match(text, to.end()) if to else None
    if following and not sign:
        second = _read(text, following)
        if _is_range(text, start, to, first, second):
            upper, first = second.value, second._replace(value=_in_unit(first, second.unit))
    if match["word"] and not first.unit:
        return
    end, per = _divisors(text, first)
    comparator, start, end = _comparator(text, earliest, start, end, first.unit)
    yield Quantity(start, end, first.value, upper, first.unit, per, comparator)


def _read(text: str, match: re.Match[str]) -> _Read:
    value, end = value_of(match), match.end()
    million = _MILLION.match(text, end)
    if million:
        unit = canonical(million[1]) if million[1] else ""
        return _Read(million.end(), value * 10**6, unit)
    shared = _SHARED.match(text, end)
    unit_match = _UNIT.match(text, end)
    if shared:
        return _Read(end, value, canonical(shared[1]))
    if unit_match:
        return _Read(unit_match.end(), value, canonical(unit_match[1]))
    return _Read(end, value, "")


def _is_range(text: str, start: int, to: re.Match[str] | None, first: _Read, second: _Read) -> bool:
    if to is None:
        return False
    word = to[0].strip().lower()
    if word == "and" and not _BETWEEN.search(text, max(0, start - 9), start):
        return False
    if word == "or" and not second.unit:
        return False
    if first.unit and in_base(first.unit)[0] != in_base(second.unit)[0]:
        return False
    return _in_unit(first, second.unit) < second.value


def _in_unit(read: _Read, unit: str) -> Fraction:
    """The lower end of a range in the unit of its upper end: "500 mg to 1 g" is 0.5 to 1 g."""
    return read.value * in_base(read.unit)[1] / in_base(unit)[1] if read.unit else read.value


def _divisors(text: str, read: _Read) -> tuple[int, tuple[str, ...]]:
    """Where the rate ends and what it is divided by."""
    end = read.end
    per: list[str] = []
    while True:
        match = _PER.match(text, end)
        if match:
            unit, number = canonical(match["unit"]), match["number"]
            counted = number and Fraction(number) > 0 and unit in _COUNTED
            if not (counted or (not number and unit in _DIVISORS)) or unit == read.unit:
                break
            per.append(f"{number} {unit}" if number else unit)
            end = match.end()
            continue
        each = _EACH.match(text, end)
        if each and read.unit and not _is_time(read.unit):
            per.append(_LY[each[1].lower()])
            end = each.end()
        break
    return end, tuple(per)


def _is_time(unit: str) -> bool:
    return in_base(unit)[0] in ("second", "month")


def _comparator(text: str, earliest: int, start: int, end: int, unit: str) -> tuple[str, int, int]:
    """The comparator before or after the quantity, and the span with it."""
    after = _AFTER.match(text, end)
    if after:
        return _SIGNS[after.lastgroup or ""], start, after.end()
    left = max(earliest, start - _LONGEST_COMPARATOR)
    for match in _BEFORE.finditer(text, left, start):
        if text[match.end() : start].strip(" \n\t:"):
            continue
        over = match[0].lower() == "over" and unit in _INFUSED
        return ("", start, end) if over else (_SIGNS[match.lastgroup or ""], match.start(), end)
    return "", start, end


def _is_name(text: str, start: int) -> bool:
    """Whether a number belongs to the word before it, as in COVID-19."""
    return _NAME.search(text, max(0, start - 16), start) is not None


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Whether a bare number only counts tables, pages, references or list items."""
    if _LABEL.search(text, max(0, match.start() - 15), match.start()):
        return True
    return match.start() == 0 and _ENUMERATOR.match(text, match.end()) is not None
