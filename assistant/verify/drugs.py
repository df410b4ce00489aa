"""Drugs and routes: those of a statement are those of its quotes, with the same amounts."""

import re
from collections import Counter
from functools import lru_cache

from assistant.conflicts.conditions import routes_in
from assistant.verify.governing import (
    Finder,
    Pairing,
    amounts_in,
    anchors_in,
    mentions,
    pairings,
    shifted,
)
from assistant.verify.source import Source
from assistant.vocabulary import drugs_in

LIKE = 0.85
"""Jaro-Winkler similarity from which a word is taken for a slip of a drug's name: the pairs of the
ISMP list of confused drug names lie above it, inflections of one word mostly do too."""
_WORD = re.compile(r"[^\W\d_]{5,}")
_MANNERS = {
    "slow release": r"(?:modified|prolonged|sustained|slow|extended|controlled)[- ]release"
    r"|mr|sr|xl",
    "immediate release": r"(?:immediate|standard)[- ]release",
    "bolus": r"bolus(?:es)?|push",
    "infusion": r"infus\w+",
    "diluted": r"diluted",
    "undiluted": r"undiluted|neat",
    "central": r"central(?:ly)?",
    "peripheral": r"peripheral(?:ly)?",
    "liposomal": r"liposomal",
    "depot": r"depot",
}
_MANNER = re.compile(
    "|".join(
        rf"(?P<m{number}>(?<![\w-])(?:{words})(?!\w))"
        for number, words in enumerate(_MANNERS.values())
    ),
    re.IGNORECASE,
)
_NAMES = {f"m{number}": name for number, name in enumerate(_MANNERS)}


def fault(statement: str, source: Source) -> str:
    """Which drug or route is not the quotes'; empty when all are.

    A brand is its ingredients. A drug or route must go with the amount it goes with in the
    source, and no drug of the segments spoken of may be left out, or one of two would be given
    alone.
    """
    for kind, find in (("drug", drugs_in), ("route", ways_in)):
        for name in sorted(find(statement) - find(source.text)):
            return f"names the {kind} {name}, which its quotes do not"
    for word in sorted(_words(statement) - _words(source.text)):
        drug = _taken_for(word, source.text)
        if drug:
            return f"says “{word}”, where its quotes say “{drug}”"
    for kind, find in (("drug", drugs_in), ("route", ways_in)):
        if kind == "route":
            for way in _ways(statement) - _ways(source.text):
                return f"says “{way}” more often than its quotes"
        own, theirs = _paired(statement, find), _paired(source.text, find)
        words = shifted(own, theirs, _paired(source.sentence, find))
        if words:
            return f"states “{words}” with another {kind} than its quotes, or with none"
    for segment in source.spoken_of(statement):
        for name in sorted(drugs_in(segment) - drugs_in(statement)):
            return f"leaves out the drug {name}"
    return ""


def ways_in(text: str) -> frozenset[str]:
    """Routes, kinds of release, and whether something is infused or pushed."""
    manners = {_NAMES[match.lastgroup or ""] for match in _MANNER.finditer(text)}
    return frozenset({*routes_in(text), *manners})


@lru_cache(maxsize=4096)
def _paired(text: str, find: Finder) -> dict[Pairing, str]:
    anchors = amounts_in(text) if find is drugs_in else anchors_in(text)
    return pairings(text, anchors, mentions(text, find))


@lru_cache(maxsize=4096)
def _ways(text: str) -> Counter[object]:
    return Counter(key for mention in mentions(text, ways_in) for key in mention.keys)


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))


def _taken_for(word: str, text: str) -> str:
    """The drug of the text that a word may be a slip or a sound-alike of."""
    from rapidfuzz.distance import JaroWinkler

    for name in sorted(_words(text)):
        drugs = drugs_in(name)
        # What names the same drug, such as another spelling, was compared as a drug.
        if drugs and drugs != drugs_in(word) and JaroWinkler.similarity(word, name) >= LIKE:
            return name
    return ""
