"""Harmful changes of quantities: another number, another unit, another limit, another interval."""

import re
from collections.abc import Callable, Iterator

from corpus.quantities import quantities_in
from evals.mutations.mutation import any_of

_CELL = re.compile(r": \d[\d.,]*(?:;|$)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# Both are read for each other at the bedside, and each exchange is a factor of a thousand or more.
_UNITS = {
    "mg": "micrograms", "micrograms": "mg", "microgram": "mg", "g": "mg", "mL": "L",
    "units": "mL", "mmol": "mol", "mg/kg": "mg", "mL/kg": "mL", "hours": "minutes",
    "minutes": "hours", "days": "weeks", "mmol/L": "mg/dL",
}  # fmt: skip
_UNIT = re.compile(
    r"(?<=\d)(\s?)("
    + "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
    + r")(?![\w/])"
)
_LIMITS = {
    "at least": "at most", "at most": "at least", "more than": "less than",
    "less than": "more than", "below": "above", "above": "below", "≥": "≤", "≤": "≥",
    ">": "<", "<": ">", "or more": "or less", "or less": "or more", "or above": "or below",
    "or below": "or above", "over": "under", "under": "over",
}  # fmt: skip
_LIMIT = re.compile(
    rf"(?<![^\s(])({any_of(_LIMITS)})(?=\s?\d)|(?<=\d\s)(or more|or less|or above|or below)\b"
)
_INTERVALS = {
    "once": "twice", "twice": "four times", "three times": "once", "four times": "twice",
    "every 4 hours": "every hour", "every 6 hours": "every 2 hours", "every 8 hours": "hourly",
    "every 12 hours": "every 4 hours", "every 24 hours": "every 8 hours", "daily": "hourly",
    "hourly": "daily",
}  # fmt: skip
_INTERVAL = re.compile(
    rf"\b(once(?= (?:daily|a day))|{any_of(_INTERVALS.keys() - {'once'})})\b", re.IGNORECASE
)


def tenfold(text: str) -> Iterator[str]:
    """Each quantity that has a unit, its numbers ten times as high: 0.5 mg becomes 5 mg."""
    yield from _numbers(text, lambda number: number * 10)


def tenth(text: str) -> Iterator[str]:
    """Each quantity that has a unit, its numbers a tenth: 5 mg becomes 0.5 mg."""
    yield from _numbers(text, lambda number: number / 10)


def near(text: str) -> Iterator[str]:
    """Each quantity that has a unit, its numbers one higher: the slip that nobody sees."""
    yield from _numbers(text, lambda number: number + 1)


def unit(text: str) -> Iterator[str]:
    """Each unit exchanged for one it is mistaken for."""
    for match in _UNIT.finditer(text):
        yield _put(text, match.start(2), match.end(2), _UNITS[match[2]])


def limit(text: str) -> Iterator[str]:
    """Each limit turned round: at least becomes at most."""
    for match in _LIMIT.finditer(text):
        yield _put(text, match.start(), match.end(), _LIMITS[match[0]])


def interval(text: str) -> Iterator[str]:
    """Each frequency exchanged for another."""
    for match in _INTERVAL.finditer(text):
        yield _put(text, match.start(), match.end(), _INTERVALS[match[0].lower()])


def _numbers(text: str, change: Callable[[float], float]) -> Iterator[str]:
    for quantity in quantities_in(text):
        # The unit of a table's cell stands in the header, outside of the quantity.
        if quantity.unit or _CELL.match(text, max(0, quantity.start - 2)):
            stated = text[quantity.start : quantity.end]
            changed = _NUMBER.sub(lambda match: f"{change(float(match[0])):.6g}", stated, count=1)
            if changed != stated:
                yield _put(text, quantity.start, quantity.end, changed)


def _put(text: str, start: int, end: int, other: str) -> str:
    return text[:start] + other + text[end:]
