"""Which words ask for a dose, and whether words give one."""

from functools import cache

from assistant.vocabulary import tokens
from corpus.doses import holds_dose

__all__ = ["dose_terms", "holds_dose"]


@cache
def dose_terms() -> frozenset[str]:
    """The index terms that ask for a dose; a sentence that gives one need not say the word."""
    return frozenset(tokens("dose doses dosage dosing dosed much"))
