"""Number fidelity: every quantity and route of a statement is in its quotes, exactly."""

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.phrasing.senses import routes_in
from corpus.numerals import NUMERAL, value_of
from corpus.quantities import Amount, amount, quantities_in
from evals.measures.fidelity import Fidelity, Mention
from evals.measures.words import pieces_of

_SMALL_WORDS = re.compile(r"one\b", re.IGNORECASE)
"""No number in "one of these"."""


class Numbers:
    """Quantities as exact fractions with unit, comparator and interval; other numbers; routes.

    0.5 mg equals 500 micrograms, 5.0 equals 5, ≤ is not <, mg/kg is not mg, 8-hourly equals three
    times a day. Numbers are read piece by piece, as a limit in a table's header is not one of the
    cell that follows it.
    """

    def mentions(self, text: str) -> Sequence[Mention]:
        """In the order of the text."""
        return _mentions(text)

    def dropped(self, statement: str, quotes: tuple[str, ...]) -> Sequence[Mention]:
        """None: a number that is not stated is a matter of completeness."""
        return ()


@lru_cache(maxsize=50_000)
def _mentions(text: str) -> tuple[Mention, ...]:
    return tuple(mention for piece in pieces_of(text) for mention in _in_piece(piece))


# Statements are made of the pieces of their quotes, so most pieces are met several times.
@lru_cache(maxsize=50_000)
def _in_piece(piece: str) -> tuple[Mention, ...]:
    found: list[Mention] = []
    taken: list[tuple[int, int]] = []
    for quantity in quantities_in(piece):
        taken.append((quantity.start, quantity.end))
        found.append(Mention(_key(amount(quantity)), piece[quantity.start : quantity.end]))
    for match in NUMERAL.finditer(piece):
        inside = any(start < match.end() and match.start() < end for start, end in taken)
        if not inside and not _SMALL_WORDS.match(match[0]):
            found.append(Mention(str(value_of(match)), match[0]))
    found += [Mention(route, route) for route in routes_in(piece).elements()]
    return tuple(found)


def _key(stated: Amount) -> str:
    """The amount as text, as exact as its fractions and quicker to look up."""
    return " ".join(map(str, stated))


NUMBER_FIDELITY = Fidelity(
    "number_fidelity",
    "Numbers, units, limits, intervals and routes of the statements that stand in their quotes.",
    Numbers(),
)
