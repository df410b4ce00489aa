"""Quantities: every value, unit, limit, range and frequency of a statement is in its quotes."""

import re
from functools import lru_cache

from assistant.verify.governing import Mention, Pairing, amounts_in, pairings, shifted
from assistant.verify.source import Source
from corpus.numerals import NUMERAL, value_of
from corpus.quantities import TIMES, Amount, amount, quantities_in
from corpus.units import UNIT_PATTERN, canonical

_NO_NUMBER = re.compile(r"one\b", re.IGNORECASE)
"""As in "one of these"."""
_HEADED = re.compile(rf"(?<=[(,\s]){UNIT_PATTERN}(?:\s?/\s?{UNIT_PATTERN})*(?=[):])")
"""A unit that stands apart from its numbers, as in "Dose (mg/kg): 25"."""
_LIMITS = frozenset({"<", "≤", ">", "≥"})


def fault(statement: str, source: Source) -> str:
    """What is stated that the source does not state so; empty when nothing is.

    Amounts are compared exactly and in base units: 0.5 mg is 500 micrograms, mg/kg is not mg, per
    day is not per dose, "up to 5 mg" is not 5 mg. An amount has to keep its frequency, and the
    limits of the segments spoken of have to be said.
    """
    stated, given = _amounts(statement), _amounts(source.text)
    for one, words in stated.items():
        if one not in given:
            return f"states “{words}”, and its quotes {_told(given)}"
    for number in _numbers(statement) - _numbers(source.text):
        return f"states the number {number}, which its quotes do not"
    for unit in _units(statement) - _units(source.text):
        return f"states the unit {'/'.join(unit)}, which its quotes do not"
    words = shifted(_often(statement), _often(source.text), _often(source.sentence))
    if words:
        return f"states “{words}” so often as its quotes do not"
    for segment in source.spoken_of(statement) if stated else ():
        for one, words in _amounts(segment).items():
            if one.comparator in _LIMITS and one not in stated:
                return f"leaves out the limit “{words}”"
    return ""


@lru_cache(maxsize=4096)
def _amounts(text: str) -> dict[Amount, str]:
    """In base units, each as the text states it."""
    return {amount(one): text[one.start : one.end] for one in quantities_in(text)}


@lru_cache(maxsize=4096)
def _numbers(text: str) -> frozenset[str]:
    """All numbers, whatever they count."""
    taken = [(one.start, one.end) for one in quantities_in(text)]
    return frozenset(
        str(value_of(match))
        for match in NUMERAL.finditer(text)
        if not _NO_NUMBER.match(match[0])
        and not any(start <= match.start() < end for start, end in taken)
    )


@lru_cache(maxsize=4096)
def _units(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(
        tuple(canonical(unit.strip()) for unit in match[0].split("/"))
        for match in _HEADED.finditer(text)
    )


@lru_cache(maxsize=4096)
def _often(text: str) -> dict[Pairing, str]:
    """Each amount with the frequency that goes with it."""
    found = tuple(
        Mention(one.start, one.end, frozenset({amount(one)}))
        for one in quantities_in(text)
        if one.unit == TIMES
    )
    return pairings(text, amounts_in(text), found)


def _told(given: dict[Amount, str]) -> str:
    return f"state {', '.join(f'“{words}”' for words in given.values())}" if given else "state none"
