"""What is said together: a table's rows, a list's items, a sentence and the one it leans on."""

import re
from collections.abc import Iterator, Sequence, Set

from assistant.evidence import Evidence
from assistant.generate.candidates import Candidate
from assistant.generate.tables import ABOVE
from assistant.vocabulary import drugs_in

LEANS = re.compile(
    r"(?:and|or|but|nor|so|yet|this|these|those|that|it|they|them|he|she|its|their|his|her|such|also"
    r"|then|otherwise|if (?:not|so|this|these)|in such cases|instead|however|therefore|thus"
    r"|likewise|alternatively|additionally|thereafter|after (?:this|that)|which|who"
    r"|the (?:former|latter|above|same)|repeat(?:ed)?|\w+ (?:it|them))\b",
    re.IGNORECASE,
)
"""How words begin that say nothing without those before."""
_GROUPED = ("table_row", "list_item")


def units_of(chosen: Sequence[Candidate]) -> list[tuple[int, ...]]:
    """Positions in `chosen` that must be said together, each position in one unit.

    Units are as they come in `chosen`, the positions of each in source order. One row of a dosing
    scheme, or one step of an order of actions, read alone is worse than none; selection has brought
    what belongs together.
    """
    labels = list(range(len(chosen)))
    for number in labels[:]:
        for other in _needed(chosen, number):
            labels = [labels[number] if one == labels[other] else one for one in labels]
    units: dict[int, list[int]] = {}
    for number, label in enumerate(labels):
        units.setdefault(label, []).append(number)
    return [tuple(sorted(unit, key=lambda one: chosen[one].key)) for unit in units.values()]


def naming_a_drug(
    drugs: Set[str], chosen: Sequence[Candidate], evidence: Sequence[Evidence]
) -> list[Candidate]:
    """Those from documents whose evidence names one of the drugs asked about, if any is.

    A model may take a single sentence, and in another document's company alone it would be about
    another drug.
    """
    naming = {one.version.key for one in evidence if drugs & drugs_in(one.passage.reading)}
    return [one for one in chosen if not drugs or one.evidence.version.key in naming]


def _needed(chosen: Sequence[Candidate], number: int) -> Iterator[int]:
    """Positions before `number` that it is not said without."""
    candidate = chosen[number]
    if candidate.sentence.kind in _GROUPED:
        group = _group(candidate)
        yield from (other for other in range(number) if _group(chosen[other]) == group)
    if not number or _section(chosen[number - 1]) != _section(candidate):
        return
    before = chosen[number - 1]
    leans = LEANS.match(candidate.words) and before.sentence.kind == candidate.sentence.kind
    if leans or before.words.endswith(":"):
        yield number - 1
    elif candidate.sentence.kind == "table_row" and not drugs_in(candidate.words):
        yield from _up_to_the_drug(chosen, number)


def _up_to_the_drug(chosen: Sequence[Candidate], number: int) -> Iterator[int]:
    """The positions above a row without a drug, back to what names one; else the one before."""
    section = _section(chosen[number])
    above = range(number - 1, max(number - 1 - ABOVE, -1), -1)
    for last in above:
        if _section(chosen[last]) != section:
            break
        if drugs_in(chosen[last].words):
            yield from range(last, number)
            return
    yield number - 1


def _section(candidate: Candidate) -> object:
    return candidate.evidence.version.key, candidate.evidence.passage.headings


def _group(candidate: Candidate) -> object:
    """The table or list that a row or an item is of."""
    return _section(candidate), candidate.sentence.kind, candidate.sentence.context
