"""Which words ask for a dose, and whether words give one."""

from functools import cache

from assistant.vocabulary import tokens
from corpus.doses import holds_dose, holds_headed_dose

__all__ = ["dose_terms", "gives_dose", "holds_dose"]


@cache
def dose_terms() -> frozenset[str]:
    """The index terms that ask for a dose; a sentence that gives one need not say the word."""
    return frozenset(tokens("dose doses dosage dosing dosed much"))


def gives_dose(words: str) -> bool:
    """Whether the words give a dose, its unit in them or in the header of a table's row."""
    return holds_dose(words) or holds_headed_dose(words)
