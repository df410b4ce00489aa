"""Population fidelity: whom a statement is for is whom its quotes are for."""

from collections.abc import Sequence
from functools import lru_cache

from assistant.vocabulary import populations_in
from evals.measures.alignment import left_out
from evals.measures.fidelity import Fidelity, Mention
from evals.measures.words import pieces_of, words_of


class Populations:
    """Adult, paediatric, neonatal and obstetric, word by word and by phrases such as an age.

    Pitfall: the group that only a document's title states is not known here; whether the right
    document was used is for retrieval and for `key_facts`.
    """

    def mentions(self, text: str) -> Sequence[Mention]:
        """One for each word, and one for each phrase of a piece."""
        return _mentions(text)

    def dropped(self, statement: str, quotes: tuple[str, ...]) -> Sequence[Mention]:
        """Groups named by words left out of the units spoken of."""
        return [
            Mention(group, unit.words[position])
            for unit, gone in left_out(statement, quotes)
            for position in gone
            for group in sorted(_groups(unit.words[position]))
        ]


_groups = lru_cache(maxsize=50_000)(populations_in)


@lru_cache(maxsize=50_000)
def _mentions(text: str) -> tuple[Mention, ...]:
    return tuple(mention for piece in pieces_of(text) for mention in _in_piece(piece))


@lru_cache(maxsize=50_000)
def _in_piece(piece: str) -> tuple[Mention, ...]:
    words = [(group, word) for word in words_of(piece) for group in sorted(_groups(word))]
    phrases = _groups(piece) - {group for group, _ in words}
    return (
        *(Mention(group, word) for group, word in words),
        *(Mention((group, "phrase"), piece) for group in sorted(phrases)),
    )


POPULATION_FIDELITY = Fidelity(
    "population_fidelity",
    "Patient groups that the statements name and that stand in their quotes.",
    Populations(),
)
