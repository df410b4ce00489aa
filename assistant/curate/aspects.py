"""What a change of words changes for a patient, from a number down to the mere wording."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from assistant.curate.edits import Edit
from assistant.phrasing.opposites import opposites
from assistant.phrasing.senses import FORBIDDING, routes_in, senses_in
from assistant.vocabulary import drugs_in, populations_in, tokens
from assistant.vocabulary.lists import common_words
from corpus.numerals import NUMERAL, value_of
from corpus.quantities import Quantity, amount, quantities_in
from corpus.units import UNIT_PATTERN, canonical, in_base


class Aspect(StrEnum):
    """What differs; the most dangerous first."""

    QUANTITY = "quantity"
    """A number, unit, rate, limit or frequency."""
    DRUG = "drug"
    ROUTE = "route"
    """A route or a formulation."""
    SENSE = "sense"
    """A negation, obligation or condition, or a word that became its opposite."""
    CAUTION = "caution"
    """A caution went: a contraindication, a maximum, a limit."""
    POPULATION = "population"
    HEADING = "heading"
    """The same words now stand under another heading."""
    WORDING = "wording"
    ORDER = "order"
    """The same words in another place of the same section."""


RANK = {aspect: rank for rank, aspect in enumerate(Aspect)}
DANGEROUS = frozenset(Aspect) - {Aspect.WORDING, Aspect.ORDER}


@dataclass(frozen=True, slots=True)
class Finding:
    """One aspect of a change: what went and what came."""

    aspect: Aspect
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Aspect, what went, what came."""
        return {"aspect": self.aspect.value, "before": [*self.before], "after": [*self.after]}


_AMOUNT = rf"(?i:{UNIT_PATTERN}|million|mega)"
_NO_QUANTITY = re.compile(
    # The numbers of a bibliography, of a list item, of a heading; the page in a table of contents.
    rf"\[[\d,;\s–-]+\](?!\s?{_AMOUNT})"
    rf"|(?:^|:\s)[(•*-]?\d{{1,3}}[.)]\s+(?!{_AMOUNT})(?=[^\W\d_]{{2}})"
    rf"|^\d{{1,3}}(?:\.\d{{1,3}}){{1,3}}\.?\s+(?!{_AMOUNT})(?=[A-Z][a-z])"
    r"|(?:\.\s?){4,}\s*\d+\s*$"
    r"|\b(?i:tables?|fig(?:ure)?s?\.?|sections?|chapters?|appendix|pages?|pp?\.|refs?\.?|version)"
    r"\s\d+(?:[.,–-]\d+)*"
)
_NUMERAL = re.compile(
    r"\d+(?:[.,·]\d+)*|[½¼¾⅓⅔⅛⁰¹²³⁴-⁹₀-₉]"
    # "One of them" is seldom a number; "second" is a time.
    r"|\b(?i:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
    r"|sixty|ninety|hundred|thousand|million|once|twice|thrice|half|third|quarter|fourth|double"
    r"|triple)\b"
    r"|\b(?i:class|grade|stage|type|factor|phase|group)\s(?:[IVX]{1,4}|[A-E])(?:[a-c])?\b"
)
_UNIT = re.compile(rf"(?<![^\W\d_])(?<!['’.])({UNIT_PATTERN})")
_NAME = re.compile(r"[^\W\d_]{6,}")
_ALIKE = 0.5
"""Share of letters in common from which two names are easily taken for each other."""
_DOSED = frozenset(["g", "L", "unit", "mol", "mEq", "%"])
"""Base units that say how much, where they stand in the header of a column."""


def differences(before: str, after: str, edits: Sequence[Edit]) -> tuple[Finding, ...]:
    """What differs between two readings, most dangerous first; empty when it is only wording."""
    return tuple(_differences(before, after, edits))


def _differences(before: str, after: str, edits: Sequence[Edit]) -> Iterator[Finding]:
    quantities = _quantities(before, after, edits)
    if any(quantities):
        yield Finding(Aspect.QUANTITY, *quantities)
    drugs = _sets(drugs_in(before), drugs_in(after))
    if not any(drugs):
        # Two drugs that changed places are the same drugs, with each other's doses.
        drugs = _swapped(before, after, edits)
    if not any(drugs):
        drugs = _look_alikes(before, after, edits)
    if any(drugs):
        yield Finding(Aspect.DRUG, *drugs)
    routes = _counts(routes_in(before), routes_in(after))
    if any(routes):
        yield Finding(Aspect.ROUTE, *routes)
    senses = _counts(senses_in(before), senses_in(after))
    for one, other in opposites(_words(before, edits, "before"), _words(after, edits, "after")):
        senses = (*senses[0], one), (*senses[1], other)
    if any(senses):
        yield Finding(Aspect.SENSE, *senses)
    groups = _sets(populations_in(before), populations_in(after))
    if any(groups):
        yield Finding(Aspect.POPULATION, *groups)


def contents(words: str) -> tuple[Finding, ...]:
    """What a sentence that came or went says of each aspect, as it stands on its own."""
    stated = [q for q in quantities_in(_figures(words)) if q.unit]
    found = {
        Aspect.QUANTITY: tuple(words[q.start : q.end] for q in stated),
        Aspect.DRUG: tuple(sorted(drugs_in(words))),
        Aspect.ROUTE: tuple(sorted(routes_in(words))),
        Aspect.SENSE: tuple(sorted(set(senses_in(words)) & FORBIDDING)),
        Aspect.POPULATION: tuple(sorted(populations_in(words))),
    }
    return tuple(Finding(aspect, stated) for aspect, stated in found.items() if stated)


Both = tuple[tuple[str, ...], tuple[str, ...]]
"""What went, and what came."""


def _quantities(before: str, after: str, edits: Sequence[Edit]) -> Both:
    """The quantities that differ in value, in order; then other numbers, and units of columns."""
    figures = _figures(before), _figures(after)
    # A bare number may be written as a word on the other side: it counts with the rest.
    stated = [[q for q in quantities_in(side) if not _is_bare(q)] for side in figures]
    gone, come = _replaced(
        [(amount(q), before[q.start : q.end]) for q in stated[0]],
        [(amount(q), after[q.start : q.end]) for q in stated[1]],
    )
    # What is no quantity by itself may still be one: "type 2", "grade 3", the "mg" of a header.
    rest = _without(figures[0], stated[0]), _without(figures[1], stated[1])
    numbers = _replaced(*([(_value(m[0]), m[0]) for m in _NUMERAL.finditer(x)] for x in rest))
    units = _counts(*(_units(side) for side in rest))
    if not (units[0] and units[1]):
        # Alone a ward or a letter more often than a unit.
        units = _sets(*(frozenset(side) - {"unit", "L"} for side in units))
    return (*gone, *numbers[0], *units[0]), (*come, *numbers[1], *units[1])


def _is_bare(quantity: Quantity) -> bool:
    return not quantity.unit and quantity.upper is None and not quantity.comparator


def _figures(words: str) -> str:
    """The words with blanks for numbers that say nothing of a treatment; no offset moves."""
    return _NO_QUANTITY.sub(lambda match: " " * len(match[0]), words)


def _without(words: str, quantities: Sequence[Quantity]) -> str:
    for quantity in quantities:
        size = quantity.end - quantity.start
        words = words[: quantity.start] + " " * size + words[quantity.end :]
    return words


def _value(numeral: str) -> str:
    """The same for "three" and "3"; for what is no plain number, its own wording."""
    number = NUMERAL.fullmatch(numeral)
    return str(value_of(number)) if number else numeral.lower()


def _units(words: str) -> Counter[str]:
    units = (canonical(match[1]) for match in _UNIT.finditer(words))
    return Counter(unit for unit in units if in_base(unit)[0] in _DOSED)


def _replaced(before: Sequence[tuple[Any, str]], after: Sequence[tuple[Any, str]]) -> Both:
    """The wording of those whose values are not on the other side, or not in that order."""
    values = [[value for value, _ in side] for side in (before, after)]
    gone: list[str] = []
    come: list[str] = []
    if values[0] != values[1]:
        matcher = SequenceMatcher(None, values[0], values[1], autojunk=False)
        for tag, i, j, k, m in matcher.get_opcodes():
            if tag != "equal":
                gone += (words for _, words in before[i:j])
                come += (words for _, words in after[k:m])
    return tuple(gone), tuple(come)


def _swapped(before: str, after: str, edits: Sequence[Edit]) -> Both:
    """Drugs that stand where another one stood, though the sentence names the same ones."""
    gone: set[str] = set()
    come: set[str] = set()
    for edit in edits:
        left, right = drugs_in(before[slice(*edit.before)]), drugs_in(after[slice(*edit.after)])
        if left and right and left != right:
            gone |= left
            come |= right
    return tuple(sorted(gone)), tuple(sorted(come))


def _look_alikes(before: str, after: str, edits: Sequence[Edit]) -> Both:
    """Words that became one of much the same look: no list of drugs holds every name.

    Words of every day, other spellings and other endings are not meant.
    """
    gone: list[str] = []
    come: list[str] = []
    for edit in edits:
        pair = before[slice(*edit.before)], after[slice(*edit.after)]
        if all(_NAME.fullmatch(word) for word in pair) and _look_alike(*map(str.lower, pair)):
            gone.append(pair[0])
            come.append(pair[1])
    return tuple(gone), tuple(come)


def _look_alike(one: str, other: str) -> bool:
    if one[0] != other[0] or {one, other} & common_words() or tokens(one) == tokens(other):
        return False
    if opposites(one, other):  # Told as such.
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _words(words: str, edits: Sequence[Edit], side: str) -> str:
    return " ".join(words[slice(*getattr(edit, side))] for edit in edits)


def _sets(before: frozenset[str], after: frozenset[str]) -> Both:
    return tuple(sorted(before - after)), tuple(sorted(after - before))


def _counts(before: Counter[str], after: Counter[str]) -> Both:
    return tuple(sorted((before - after).elements())), tuple(sorted((after - before).elements()))
