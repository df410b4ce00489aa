"""Finds how often something is to be given: twice daily, every 6 hours, 8-hourly, TDS."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from corpus.numerals import NUMERAL, value_of
from corpus.units import canonical, in_base


class Frequency(NamedTuple):
    """How often a day, as a range that may be a single number."""

    start: int
    end: int
    fewest: Fraction
    most: Fraction


_N = rf"(?:{re.sub(r'[?]P<[a-z]+>', '?:', NUMERAL.pattern)})"
_TO = r"\s?(?:[-–—]|to|or)\s?"
_TIME = r"(?:seconds?|minutes?|mins?|hours?|hrs?|h|days?|weeks?|wks?|months?)(?![^\W\d_])"
_24_HOURS = r"(?:day|24\s?h(?:ours|rs)?)"
_DAY = rf"(?:daily|(?:a|per|each|every|in)\s{_24_HOURS}|/\s?{_24_HOURS})"
_WEEK = r"(?:weekly|(?:a|per|each|every)\sweek|/\s?week)"
_MONTH = r"(?:monthly|(?:a|per|each|every)\smonth)"
_FREQUENCY = re.compile(
    # "At once" says when, not how often.
    rf"(?P<few>(?<!\bat\s)\bonce|\btwice|\bthrice|{_N}(?=\s?(?:{_TO}|times|x\s)))"
    rf"(?:{_TO}(?P<many>twice|thrice|{_N}))?(?:\s?(?:times|x)(?!\w))?(?:[\s-]|(?=/))"
    rf"(?:(?P<day>{_DAY})|(?P<week>{_WEEK})|(?P<month>{_MONTH}))(?![^\W_])"
    rf"|\b(?:every|each|per)\s(?:(?P<gap>{_N})(?:{_TO}(?P<gap_to>{_N}))?[\s-]?)?(?P<unit>{_TIME})"
    rf"|\b(?P<other>(?:every|each)\s(?:other|second)\sday|on\salternate\sdays|alternate\sdays)\b"
    rf"|(?P<hours>{_N})(?:{_TO}(?P<hours_to>{_N}))?[\s-]?(?:hou?rly|hrly)\b"
    rf"|(?<![\w.])q\.?\s?(?P<q>[0-9]{{1,2}})(?:{_TO}(?P<q_to>[0-9]{{1,2}}))?"
    r"\s?h(?:ou?rs|rs|rly|ourly)?(?!\w)"
    r"|(?<![\w.])(?:(?P<bd>b\.?i?\.?d\.?)|(?P<tds>t\.?d\.?s\.?|t\.?i\.?d\.?)"
    r"|(?P<qds>q\.?d\.?s\.?|q\.?i\.?d\.?))(?!\w)"
    r"|(?P<once>(?<=[\w)]\s)(?-i:OD|od|o\.d\.)(?!\w)|(?:nightly|nocte|at\snight|at\sbedtime)\b)"
    r"|(?<![\w-])(?P<alone>daily|weekly|hourly|monthly)\b",
    re.IGNORECASE,
)
_LETTERS = {"once": 1, "bd": 2, "tds": 3, "qds": 4}
_ALONE = {"daily": Fraction(1), "weekly": Fraction(1, 7), "hourly": Fraction(24),
          "monthly": Fraction(1, 28)}  # fmt: skip
_DAYS = {"day": Fraction(1), "week": Fraction(7), "month": Fraction(28)}
"""A month of doses is counted as four weeks."""


def frequencies_in(text: str) -> Iterator[Frequency]:
    """The frequencies that a text states, in order; "daily" alone is once a day."""
    for match in _FREQUENCY.finditer(text):
        ends = _times_a_day(match)
        if ends is not None:
            yield Frequency(match.start(), match.end(), min(ends), max(ends))


def _times_a_day(match: re.Match[str]) -> tuple[Fraction, Fraction] | None:
    kind = match.lastgroup or ""
    if kind in _LETTERS:
        return Fraction(_LETTERS[kind]), Fraction(_LETTERS[kind])
    if kind == "alone":
        return _ALONE[match[kind].lower()], _ALONE[match[kind].lower()]
    if kind == "other":
        return Fraction(1, 2), Fraction(1, 2)
    if kind in _DAYS:
        few = _number(match["few"])
        many = _number(match["many"]) if match["many"] else few
        return few / _DAYS[kind], many / _DAYS[kind]
    if kind == "unit":
        base, seconds = in_base(canonical(match["unit"]))
        day = Fraction(86400) / seconds if base == "second" else Fraction(1, 28)
        return _apart(match["gap"] or "1", match["gap_to"], day)
    gap, gap_to = (
        (match["hours"], match["hours_to"]) if match["hours"] else (match["q"], match["q_to"])
    )
    return _apart(gap, gap_to, Fraction(24))


def _apart(gap: str, gap_to: str | None, day: Fraction) -> tuple[Fraction, Fraction] | None:
    """Times a day when the gap is so many of what a day has `day` of."""
    gaps = _number(gap), _number(gap_to or gap)
    return (day / gaps[0], day / gaps[1]) if all(gaps) else None


def _number(word: str) -> Fraction:
    counted = {"once": 1, "twice": 2, "thrice": 3}.get(word.lower())
    if counted:
        return Fraction(counted)
    match = NUMERAL.fullmatch(word)
    return value_of(match) if match else Fraction(word)
