"""Which words are in a dictionary, and so no one's name by themselves."""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from assistant.redact.clinical import EPONYMS, FOLLOWING_NOUNS, looks_clinical
from assistant.redact.given_names import GIVEN_NAMES
from assistant.redact.surnames import SURNAMES
from assistant.vocabulary.lists import (
    abbreviations,
    brands,
    common_words,
    drug_names,
    drug_variants,
    synonyms,
)
from assistant.vocabulary.spelling import american

PIECE = re.compile(r"[^\W\d_]+")
ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "ic", "al", "ally", "ness", "n't")
BEGINNINGS = re.compile(
    r"(?:anti|auto|bi|cardio|co|cyto|de|dis|endo|extra|gastro|haemo?|hemo?|hepato|hyper|hypo|immuno|"
    r"inter|intra|macro|micro|mis|mono|multi|myo|nephro|neuro|non|osteo|over|para|peri|pneumo|poly|"
    r"post|pre|pseudo|psycho|re|semi|sub|super|supra|tetra|thrombo|trans|tri|ultra|un|under|up|vaso)"
    r"(?=\w{4})"
)


@cache
def dictionary() -> frozenset[str]:
    """Every word that this package or the vocabulary knows, in lower case and one spelling.

    `words.txt` was counted in public medical texts by `evals/training/words.py`.
    """
    listed = files("assistant.redact").joinpath("words.txt").read_text("utf-8").split()
    phrases = [*drug_names(), *brands(), *drug_variants(), *(form for form, *_ in abbreviations())]
    phrases += [phrase for group in synonyms() for phrase in group]
    pieces = (piece for phrase in phrases for piece in PIECE.findall(phrase.lower()))
    return frozenset(
        american(folded(word))
        for word in (*listed, *pieces, *common_words(), *EPONYMS, *FOLLOWING_NOUNS)
        if (word not in GIVEN_NAMES and word not in SURNAMES) or word in listed
    )


def folded(word: str) -> str:
    """In lower case, without accents."""
    split = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in split if unicodedata.category(c) != "Mn").replace("ı", "i")


@lru_cache(maxsize=20_000)
def is_known(word: str) -> bool:
    """Whether a word, as written, is clinical or plain English; of a compound, every part."""
    if looks_clinical(word):
        return True
    parts = PIECE.findall(folded(word).removesuffix("'s"))
    return all(len(part) == 1 or _listed(part) for part in parts)


def _listed(part: str) -> bool:
    words = dictionary()
    if american(part) in words:
        return True
    if part in GIVEN_NAMES or part in SURNAMES:
        return False
    for ending in ENDINGS:
        stem = part.removesuffix(ending)
        if stem != part and len(stem) > 2 and not {stem, f"{stem}e", f"{stem}y"}.isdisjoint(words):
            return True
    rest = BEGINNINGS.sub("", part, count=1)
    return rest != part and american(rest) in words


def is_given(word: str) -> bool:
    """Whether it is a common given name; of "Anne-Marie", the first part."""
    return folded(word).removesuffix("'s").split("-")[0] in GIVEN_NAMES


def is_surname(word: str) -> bool:
    """Whether it is a common family name; of "Okoro-Bell", one of the parts."""
    return any(part in SURNAMES for part in re.split("[-.]", folded(word).removesuffix("'s")))
