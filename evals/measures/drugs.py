"""Drug fidelity: every drug of a statement is in its quotes, and none of theirs was replaced."""

from collections.abc import Sequence
from functools import lru_cache

from assistant.vocabulary import drugs_in
from evals.measures.alignment import left_out
from evals.measures.fidelity import Fidelity, Mention
from evals.measures.words import pieces_of


class Drugs:
    """Drugs of the lexicon, each by its generic name, brands as their ingredients.

    A name that the lexicon does not know, put in place of one it knows, is noticed by the one
    that is missing.
    """

    def mentions(self, text: str) -> Sequence[Mention]:
        """Each drug once for each heading, cell or clause that names it."""
        return _mentions(text)

    def dropped(self, statement: str, quotes: tuple[str, ...]) -> Sequence[Mention]:
        """Drugs of the units that the statement speaks of."""
        said = {mention.key for mention in _mentions(statement)}
        missing = [
            drug
            for unit, gone in left_out(statement, quotes)
            if gone
            for drug in sorted(_drugs(" ".join(unit.words)) - said)
        ]
        return [Mention(drug, drug) for drug in dict.fromkeys(missing)]


_drugs = lru_cache(maxsize=50_000)(drugs_in)


@lru_cache(maxsize=50_000)
def _mentions(text: str) -> tuple[Mention, ...]:
    return tuple(mention for piece in pieces_of(text) for mention in _in_piece(piece))


@lru_cache(maxsize=50_000)
def _in_piece(piece: str) -> tuple[Mention, ...]:
    return tuple(Mention(drug, drug) for drug in sorted(_drugs(piece)))


DRUG_FIDELITY = Fidelity(
    "drug_fidelity",
    "Drugs that the statements name and that stand in their quotes.",
    Drugs(),
)
