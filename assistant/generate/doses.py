"""Which words ask for a dose, and whether words give one."""

import re
from functools import cache

from assistant.vocabulary import Expansion, tokens
from corpus.doses import holds_dose, holds_headed_dose

__all__ = ["asks_dose", "dose_terms", "gives_dose", "holds_dose"]

_ASKS = re.compile(
    r"\b(?:bolus|loading|regimen)\b|\b(?:mg|mcg|g|ml|units?|mmol) ?/ ?(?:kg|h)"
    r"|\bhow many (?:mg|g|mcg|micrograms?|units?|ml|puffs?|tablets?|drops?|mmol)\b",
    re.IGNORECASE,
)


@cache
def dose_terms() -> frozenset[str]:
    """The index terms that ask for a dose; a sentence that gives one need not say the word."""
    return frozenset(tokens("dose doses dosage dosing dosed much"))


def gives_dose(words: str) -> bool:
    """Whether the words give a dose, its unit in them or in the header of a table's row."""
    return holds_dose(words) or holds_headed_dose(words)


def asks_dose(question: Expansion) -> bool:
    """Whether a question asks for a dose or an amount to give."""
    return bool(dose_terms() & set(question.terms) or _ASKS.search(question.asked))
