"""Whether a question is in English, the language of the documents.

Ward English ("adem step-down to tabs?") looks foreign to any language identifier, so its verdict
counts only where no English function word stands, few words are known English ones, and another
language is clear. Names of drugs are the same in many languages and tell nothing.
"""

import re
import unicodedata
from functools import cache
from typing import Any

from assistant.vocabulary.lists import (
    abbreviations,
    brands,
    common_words,
    conditions,
    drug_names,
    drug_variants,
    synonyms,
)

CLEAR = 0.45
"""Least probability of another language. Of 2,145 English protocol questions, many in
abbreviations, none with few known words gets it for any language but those of `CONFUSED`."""
KNOWN = 0.7
"""From this share of known words on a question is English, whatever the identifier says: "dose in
severe malaria in children" looks Italian to it."""
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


CERTAIN = frozenset(
    """
    dosis posologie posología dosierung dosering dosagem dosaggio posologia dawka dawkę dawki
    doza dozu dozaj
    niño niños niña niñas embarazo embarazada embarazadas enfant enfants nourrisson grossesse
    enceinte kinder kindern säugling neugeborene neugeborenen schwangerschaft schwangere
    schwangeren bambino bambini gravidanza criança crianças gravidez gestante kinderen
    zwangerschap dzieci dziecko ciąży barn çocuk gebelik mtoto watoto mjamzito
    adulte adultes adultos adulto adulti erwachsene erwachsenen volwassenen dorosłych
    """.split()  # noqa: SIM905
)
"""A dose and its patients in other languages: one of them tells, where no English word does."""
_SPANISH = frozenset("¿¡")
_WORD = re.compile(r"[^\W\d_]+")


def is_english(question: str) -> bool:
    """Whether a question may be taken for English; anything doubtful may, and so may two words."""
    letters = [c for c in question if c.isalpha()]
    foreign = sum(not unicodedata.name(c, "").startswith("LATIN") for c in letters)
    if (letters and foreign / len(letters) > MOST) or not _SPANISH.isdisjoint(question):
        return False
    words = set(_WORD.findall(question.lower()))
    if words & ENGLISH:
        return True
    if words & CERTAIN:
        return False
    if (len(words) < 3 and question.isascii()) or _known(words) >= KNOWN:
        return True
    language, probability = _identifier().classify(question.lower())
    if language == "en" or language in CONFUSED:
        return True
    return probability < CLEAR and len(words & FOREIGN) < 2


def _known(words: set[str]) -> float:
    """The share of them that are English, of those that can tell; 1 where none can."""
    telling = {word for word in words if len(word) > 1} - _names()
    return len(telling & _vocabulary()) / len(telling) if telling else 1.0


@cache
def _names() -> frozenset[str]:
    """The words of the names of drugs."""
    return _words_of([*drug_names(), *brands(), *drug_variants()])


@cache
def _vocabulary() -> frozenset[str]:
    """The English words that the lists of the vocabulary hold, but those that are foreign too."""
    groups = (*synonyms(), *conditions(), *((short, sense) for short, sense, _ in abbreviations()))
    phrases = [phrase for group in groups for phrase in group]
    return (common_words() | _words_of(phrases) | {"in", "by", "or", "on", "if", "at"}) - FOREIGN


def _words_of(phrases: list[str]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in _WORD.findall(phrase.lower()))


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
