"""The clinical vocabulary: one form for each word, abbreviations, drug names, typing mistakes."""

from assistant.vocabulary.analysis import tokens, tokens_batch, words
from assistant.vocabulary.conditions import conditions_in
from assistant.vocabulary.drugs import drugs_in
from assistant.vocabulary.expansion import ADDED_WEIGHT, Expansion, expand
from assistant.vocabulary.mistakes import SpellingIndex
from assistant.vocabulary.populations import populations_in

__all__ = [
    "ADDED_WEIGHT",
    "Expansion",
    "SpellingIndex",
    "conditions_in",
    "drugs_in",
    "expand",
    "populations_in",
    "tokens",
    "tokens_batch",
    "words",
]
