"""Figures of sentences that are the same but for their figures, as when one was adapted."""

import hashlib
from collections.abc import Iterator

from assistant.conflicts.figures import Figure, Kind, Range
from corpus.quantities import TIMES, Quantity, amount, quantities_in

_MARK = "="
"""Begins the unit of a figure that is compared within the same words only."""
_COURSES = frozenset({"day", "week", "month"})


def is_wording(unit: str) -> bool:
    """Whether facts in this unit stand in the same words."""
    return unit.startswith(_MARK)


def wording_figures(words: str, own: int) -> Iterator[Figure]:
    """Each quantity of `words[own:]`; its unit names the words around all of them, and its place.

    So two figures can only be compared when they stand at the same place of the same sentence,
    whatever drugs it names and however they share its numbers.
    """
    quantities = quantities_in(words)
    rest = hashlib.sha256(_without(words, quantities).encode()).hexdigest()[:16]
    for place, quantity in enumerate(quantities):
        if quantity.start >= own and quantity.unit and quantity.value >= 0:
            low, high, unit, _ = amount(quantity)
            yield Figure(
                kind=_kind(quantity),
                unit=f"{_MARK}{rest}/{place}/{unit}",
                single=Range(low, high),
                start=quantity.start,
                end=quantity.end,
                left=0,
                right=len(words),
            )


def _without(words: str, quantities: tuple[Quantity, ...]) -> str:
    """The words without their quantities, in one case and spacing."""
    kept, at = [], 0
    for quantity in quantities:
        kept.append(words[at : quantity.start])
        at = quantity.end
    kept.append(words[at:])
    return " ".join("#".join(kept).casefold().split())


def _kind(quantity: Quantity) -> Kind:
    if quantity.unit == TIMES:
        return Kind.FREQUENCY
    if quantity.unit in _COURSES and not quantity.per:
        return Kind.DURATION
    return Kind.DOSE if quantity.comparator in ("", "≤") else Kind.FIGURE
