"""Quantities: every value, unit, limit, range and frequency of a statement is in its quotes."""

import re
from collections import Counter
from functools import lru_cache

from assistant.conflicts.conditions import marks_in, severity_in, stage_in
from assistant.verify.clauses import without_quantities
from assistant.verify.governing import (
    Mention,
    Pairing,
    amounts_in,
    mentions,
    pairings,
    shifted,
)
from assistant.verify.source import Source
from corpus.numerals import NUMERAL, value_of
from corpus.quantities import TIMES, Amount, amount, quantities_in
from corpus.units import UNIT_PATTERN, canonical

_NO_NUMBER = re.compile(r"one\b", re.IGNORECASE)
"""As in "one of these"."""
_HEADED = re.compile(rf"(?<=[(,\s]){UNIT_PATTERN}(?:\s?/\s?{UNIT_PATTERN})*(?=[):])")
"""A unit that stands apart from its numbers, as in "Dose (mg/kg): 25"."""
_TIMES_WORD = re.compile(r"\b(?:once|twice|thrice|daily|hourly|weekly|monthly)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d[\d.,·/]*(?<![.,])")
"""What is no number that we can read, such as 0.1,000, still has to stand in the quotes."""
_WAYS = {
    "up": r"above|over|more|greater|higher|older|longer|exceed\w*|at least|minimum|[>≥]",
    "down": r"below|under|less|fewer|lower|smaller|younger|shorter|[<≤]",
    "most": r"max|maxim\w+|up to|at most|ceiling|limit\w*",
    "equal": r"at or|or equal|equal to|exactly",
}
_WAY = re.compile(
    "|".join(rf"(?P<{name}>(?<!\w)(?:{words})(?!\w))" for name, words in _WAYS.items()),
    re.IGNORECASE,
)
_LIMITS = frozenset({"<", "≤", ">", "≥"})


def fault(statement: str, source: Source) -> str:
    """What is stated that the source does not state so; empty when nothing is.

    Amounts are compared exactly and in base units: 0.5 mg is 500 micrograms, mg/kg is not mg, per
    day is not per dose, "up to 5 mg" is not 5 mg. An amount keeps the frequency, the stage of
    treatment and the severity it goes with, and is not said without the limits of its sentence.
    """
    checks = (_foreign_amount, _foreign_number, _joined_otherwise, _limit_left_out)
    return next(filter(None, (check(statement, source) for check in checks)), "")


def _foreign_amount(statement: str, source: Source) -> str:
    given = _amounts(source.text)
    for one, said in _amounts(statement).items():
        if len(said) > len(given.get(one, ())):
            return f"states “{said[-1]}”, and its quotes {_told(given)}"
    return ""


def _foreign_number(statement: str, source: Source) -> str:
    for number in sorted(_numbers(statement) - _numbers(source.text)):
        return f"states the number {number}, which its quotes do not"
    for unit in sorted(_units(statement) - _units(source.text)):
        return f"states the unit {'/'.join(unit)}, which its quotes do not"
    for way in _ways(statement) - _ways(source.text):
        return f"says “{way}” more often than its quotes"
    return ""


def _joined_otherwise(statement: str, source: Source) -> str:
    for kind, paired in (("frequency", _often), ("purpose or stage", _stages)):
        words = shifted(paired(statement), paired(source.text), paired(source.sentence))
        if words:
            return f"states “{words}” with another {kind} than its quotes, or with none"
    return ""


def _limit_left_out(statement: str, source: Source) -> str:
    for way, told in (("most", "a maximum"), ("equal", "that something is equal")):
        if _ways(source.sentence)[way] > _ways(statement)[way]:
            return f"leaves out {told}"
    stated = _amounts(statement)
    for one, said in _amounts(source.sentence).items() if amounts_in(statement) else ():
        if one.comparator in _LIMITS and one not in stated:
            return f"leaves out the limit “{said[0]}”"
    return ""


@lru_cache(maxsize=4096)
def _amounts(text: str) -> dict[Amount, list[str]]:
    """In base units, each as the text states it, as often as it does."""
    found: dict[Amount, list[str]] = {}
    for one in quantities_in(text):
        found.setdefault(amount(one), []).append(text[one.start : one.end])
    return found


@lru_cache(maxsize=4096)
def _numbers(text: str) -> frozenset[str]:
    """All numbers beside the quantities, whatever they count, and "once" and "twice"."""
    taken = [(one.start, one.end) for one in quantities_in(text)]
    found = [(match.start(), str(value_of(match))) for match in NUMERAL.finditer(text)
             if not _NO_NUMBER.match(match[0])]  # fmt: skip
    found += [(match.start(), match[0].lower()) for match in _TIMES_WORD.finditer(text)]
    read = {at for match in NUMERAL.finditer(text) for at in range(*match.span())}
    found += [(match.start(), match[0]) for match in _DIGITS.finditer(text)
              if match.start() not in read]  # fmt: skip
    return frozenset(
        number for at, number in found if not any(start <= at < end for start, end in taken)
    )


@lru_cache(maxsize=4096)
def _ways(text: str) -> Counter[str]:
    """How often something is to be above, below, or at the most, beside what quantities hold."""
    return Counter(match.lastgroup or "" for match in _WAY.finditer(without_quantities(text)))


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


@lru_cache(maxsize=4096)
def _stages(text: str) -> dict[Pairing, str]:
    """Each amount with what makes it another dose: first or later, how severe the illness is."""
    return pairings(text, amounts_in(text), mentions(text, _stage))


def _stage(text: str) -> frozenset[str]:
    stage = {stage_in(text)} - {""}
    return frozenset({*stage, *severity_in(text), *marks_in(text)})


def _told(given: dict[Amount, list[str]]) -> str:
    told = [f"“{words}”" for said in given.values() for words in said]
    return f"state {', '.join(told)}" if told else "state none"
