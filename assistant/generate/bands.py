"""Which rows of a table are for the weight or age that a question names."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from corpus.quantities import Quantity, quantities_in

_DAYS = {
    "day": Fraction(1), "week": Fraction(7), "month": Fraction(1461, 48),
    "year": Fraction(1461, 4),
}  # fmt: skip
_ENOUGH = Fraction(2, 3)
"""Share of the rows from which a column is one of weights or ages."""
_HEADED = {
    "weight": re.compile(r"\bweights?\b|\bkg\b", re.IGNORECASE),
    "age": re.compile(
        r"\bages?\b|\bolder\b|\bchild(?:ren)?\b|^\(?(?:months?|years?)\)?$",
        re.IGNORECASE,
    ),
}
_UNIT = re.compile(r"\b(kg|days?|weeks?|months?|years?)\b", re.IGNORECASE)
_PLUS = re.compile(r"(?<=\d)\+ ?(kg|years?)?", re.IGNORECASE)
_LONG = r"years?|yrs?|y|months?|mths?|mo"
_ANY = rf"{_LONG}|weeks?|wks?|days?"
_NUMBER = r"(\d+(?:\.\d+)?)[\s-]*"
_OF = r"(?: is| of| aged?)*,? "
_AGED = (
    re.compile(rf"\b{_NUMBER}({_ANY})[\s-]*(?:old\b|of age\b|/?o\b)", re.IGNORECASE),
    re.compile(rf"\b(?:aged?|infant|baby|newborn|neonate){_OF}{_NUMBER}({_ANY})\b", re.IGNORECASE),
    # A child is treated for days and weeks, and is no days old.
    re.compile(rf"\b(?:child|boy|girl|toddler){_OF}{_NUMBER}({_LONG})\b", re.IGNORECASE),
)
_CHANGED_BEFORE = re.compile(
    r"\b(?:lost|los(?:es|ing|s)|gain(?:s|ed|ing)?|put on|dropped|up|down|by)"
    r"(?: (?:of|by|about|around|nearly|almost|over|another|a further))*:? ?$",
    re.IGNORECASE,
)
_CHANGED_BEHIND = re.compile(
    r"^ (?:of |in )?(?:(?:body )?weight[ -])?(?:was |were |has been |have been )?"
    r"(?:loss|lost|gain|gained|lighter|heavier)\b",
    re.IGNORECASE,
)


_PEOPLE = (
    r"(?:people|persons?|child(?:ren)?|patients?|adults?|adolescents?|teenagers?|boys?|girls?"
    r"|infants?|bab(?:y|ies)|those|anyone|aged?|weighing)"
)
_LIMITED = re.compile(
    rf"\b{_PEOPLE}(?: (?:who are|that are|aged?|of|weighing))*"
    r" ((?:over|above|older than|more than|at least|under|below|younger than|less than|up to"
    r"|from|between)? ?\d+(?:\.\d+)?(?: ?(?:kg|years?|months?|weeks?|days?))?"
    r"(?:(?: ?[–-] ?| to (?:under )?| and )\d+(?:\.\d+)?)? ?(?:kg|years?|months?|weeks?|days?)"
    r"(?: (?:and|or) (?:over|above|older|under|below|younger))?)\b",
    re.IGNORECASE,
)
"""For whom a sentence is, by age or weight: "young people over 12 years", "children of 5-9 kg"."""
_FROM = re.compile(r"^from (?=[\d.]+ ?[a-z]+$)", re.IGNORECASE)


class Named(NamedTuple):
    """A weight or age as a question names it."""

    kind: str
    """`weight` in kg, or `age` in days."""
    value: Fraction


class Band(NamedTuple):
    """From which weight or age to which, both included; None for no limit."""

    kind: str
    low: Fraction | None
    high: Fraction | None

    def holds(self, named: Named) -> bool:
        """Whether it is for that weight or age: at a limit that two bands share both are."""
        above = self.low is None or self.low <= named.value
        return self.kind == named.kind and above and (self.high is None or named.value <= self.high)


@lru_cache(maxsize=256)
def named_in(question: str) -> tuple[Named, ...]:
    """The weights and ages of one patient that a question names.

    A limit or a range is none, and what was lost or gained is nobody's weight.
    """
    weights = (
        Named("weight", one.value)
        for one in quantities_in(question)
        if (one.unit, one.per, one.upper, one.comparator) == ("kg", (), None, "")
        and not _CHANGED_BEFORE.search(question[: one.start])
        and not _CHANGED_BEHIND.search(question[one.end :])
    )
    ages = (
        Named("age", Fraction(match[1]) * _DAYS[_spelled(match[2])])
        for pattern in _AGED
        for match in pattern.finditer(question)
    )
    return tuple(dict.fromkeys([*weights, *ages]))


def is_for_others(question: str, words: str) -> bool:
    """Whether a sentence is for people of another age or weight than a question names.

    "Young people over 12 years receive 500 micrograms" is none for a child of six. What names no
    limit is for everyone; where it names several, one that holds is enough.
    """
    named = named_in(question)
    if not named:
        return False
    bands = [
        band
        for match in _LIMITED.finditer(words)
        for band in _bands(_FROM.sub("at least ", match[1]), "")
        if band.low != band.high  # What is said of an age by itself is an example of it.
    ]
    kinds = {band.kind for band in bands}
    asked = [one for one in named if one.kind in kinds]
    return bool(asked) and not any(band.holds(one) for band in bands for one in asked)


def rows_for(question: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> frozenset[int]:
    """The rows, from 0, whose band holds a weight or age of the question; none if no row does.

    `header` holds the words above each column, empty where there are none.
    """
    return frozenset(
        number
        for column, _ in enumerate(header)
        for named in named_in(question)
        for number, bands in enumerate(_column(named.kind, column, header, rows))
        if any(band.holds(named) for band in bands)
    )


def _column(
    kind: str, column: int, header: Sequence[str], rows: Sequence[Sequence[str]]
) -> list[list[Band]]:
    """The bands of a column, row by row; nothing where it is not one of weights or of ages.

    How long a treatment lasts is written like an age, so the words above must tell.
    """
    label = header[column]
    if not _HEADED[kind].search(label):
        return []
    unit = _UNIT.search(label)
    found = [
        [one for one in _bands(row[column], unit[1] if unit else "") if one.kind == kind]
        if column < len(row)
        else []
        for row in rows
    ]
    return found if sum(map(bool, found)) >= _ENOUGH * len(rows) else []


def _bands(cell: str, unit: str) -> Iterator[Band]:
    """The bands of one cell: "≥ 7–9 kg", "6 months to under 6 years", "10-14" below "kg"."""
    by_kind: dict[str, list[tuple[Quantity, Fraction]]] = {}
    for one in quantities_in(_PLUS.sub(r" \1 or more", cell)):
        if one.per:
            continue
        name = one.unit or (_spelled(unit) if unit else "")
        if name == "kg":
            by_kind.setdefault("weight", []).append((one, Fraction(1)))
        elif name in _DAYS:
            by_kind.setdefault("age", []).append((one, _DAYS[name]))
    for kind, found in by_kind.items():
        (first, days), (last, last_days) = found[0], found[-1]
        low = None if first.comparator in ("<", "≤") else first.value * days
        upper = last.value if last.upper is None else last.upper
        open_end = last.comparator in (">", "≥") and last.upper is None
        if low is None and open_end:
            # "< 2 or > 40" is two bands, and neither holds what lies between.
            yield Band(kind, None, first.value * days)
            yield Band(kind, last.value * last_days, None)
        else:
            yield Band(kind, low, None if open_end else upper * last_days)


def _spelled(unit: str) -> str:
    """The unit as `corpus.units` spells it."""
    short = unit.lower().rstrip("s")
    return {"yr": "year", "y": "year", "mth": "month", "mo": "month", "wk": "week"}.get(
        short, short
    )
