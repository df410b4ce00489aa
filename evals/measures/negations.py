"""Negation fidelity: nothing forbidden in a quote is allowed in a statement, or the reverse."""

import re
from collections.abc import Sequence
from functools import lru_cache

from evals.measures.alignment import left_out
from evals.measures.fidelity import Fidelity, Mention
from evals.measures.words import words_of

_CUES = {
    "not": r"not|cannot|[a-z]+n['’]t|non",
    "no": r"no|none|nil|neither|nor|nothing",
    "never": r"never",
    "without": r"without|absent|absence",
    "avoid": r"avoid(?:s|ed|ing|ance)?",
    "contraindicated": r"contra|contraindicat\w*",
    "forbidden": r"forbid\w*|prohibit\w*",
    "withhold": r"with(?:hold|holds|held|holding)|omit(?:s|ted|ting)?",
    "stop": r"stop(?:s|ped|ping)?|discontinu\w*|ceas\w*",
    "unless": r"unless",
    "except": r"except\w*|exclud\w*|excluding",
    "only": r"only",
    "until": r"until",
}
_CUE = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _CUES.items()))


class Negations:
    """Words that deny, forbid or limit.

    Their scope is taken from alignment: a word of the quote counts as dropped when the words
    around it, in the same sentence, cell or clause, are said. Pitfall: a denial in other words
    ("safe" for "not harmful") is not seen here, but such a statement is not traced either.
    """

    def mentions(self, text: str) -> Sequence[Mention]:
        """By one name for all forms of a cue."""
        return _mentions(text)

    def dropped(self, statement: str, quotes: tuple[str, ...]) -> Sequence[Mention]:
        """Cues among the words left out of the units spoken of."""
        return [
            Mention(name, unit.words[position])
            for unit, gone in left_out(statement, quotes)
            for position in gone
            if (name := _name(unit.words[position]))
        ]


@lru_cache(maxsize=50_000)
def _mentions(text: str) -> tuple[Mention, ...]:
    return tuple(Mention(name, word) for word in words_of(text) if (name := _name(word)))


@lru_cache(maxsize=50_000)
def _name(word: str) -> str | None:
    match = _CUE.fullmatch(word)
    return match.lastgroup if match else None


NEGATION_FIDELITY = Fidelity(
    "negation_fidelity",
    "Negations and limits, such as not, avoid and unless, that statements and quotes share.",
    Negations(),
)
