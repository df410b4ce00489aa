"""Whether a question is in English, the language of the documents.

Ward English ("adem step-down to tabs?") looks foreign to any language identifier, so its verdict
counts only where no English function word stands and another language is clear.
"""

import re
import unicodedata
from functools import cache
from typing import Any

CLEAR = 0.5
"""Least probability of another language. Over 3,960 English protocol questions, many in
abbreviations, the highest that any language but those of `CONFUSED` gets is 0.45."""
CONFUSED = frozenset({"pcm", "la", "cy"})
"""Nigerian Pidgin, Latin and Welsh: what abbreviations and Latin disease names are taken for."""
MOST = 0.5
"""Share of letters outside the Latin alphabet above which a question is not English; Greek
letters such as β and µ stand in English ones."""

ENGLISH = frozenset(
    """
    the what which how when where why who should does can for with and of after before between
    than not without from was are has have do my your this that give given use need start stop
    dosing treatment vs
    """.split()  # noqa: SIM905
)
FOREIGN = frozenset(
    """
    de del el las los para una cual cuál qué que con por como cómo les des du et est pour chez
    quelle quel dans aux une der das und bei wie ist von mit für den dem ein eine welche wird di
    che nel nella come qual gli della dos em uma são het een voor hoe bij och vad är hos hvad
    ved untuk pada apa bagaimana yang nedir nasıl için ile jak jaka jest dozu
    """.split()  # noqa: SIM905
)
"""Common words of other languages that are no English words and no ward abbreviations."""


def is_english(question: str) -> bool:
    """Whether a question may be taken for English; anything doubtful may."""
    letters = [c for c in question if c.isalpha()]
    foreign = sum(not unicodedata.name(c, "").startswith("LATIN") for c in letters)
    if letters and foreign / len(letters) > MOST:
        return False
    words = set(re.findall(r"[^\W\d_]+", question.lower()))
    if words & ENGLISH or len(words) < 3:
        return True
    language, probability = _identifier().classify(question.lower())
    if language == "en" or language in CONFUSED:
        return True
    return probability < CLEAR and len(words & FOREIGN) < 2


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
