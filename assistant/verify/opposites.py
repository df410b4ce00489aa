"""Opposites: what a statement raises its quotes do not lower, and what is before is not after."""

from functools import lru_cache

from assistant.phrasing.opposites import ends_in, opposites
from assistant.verify.clauses import phrases_of
from assistant.verify.polarity import SHARED
from assistant.verify.source import Source
from assistant.vocabulary import tokens

Ends = frozenset[tuple[int, int]]
Phrase = tuple[frozenset[str], Ends]
"""The words of a phrase, numbers among them, and the ends that it names."""


def fault(statement: str, source: Source) -> str:
    """What is said the other way round than in the source; empty when nothing is.

    No word may stand for its opposite. Where the source has both, words keep the one that they
    share a phrase with: "5 mg in the morning, 10 mg at night" is not the other way round.
    """
    for gone, come in opposites(source.text, statement):
        return f"says “{come}”, where its quotes say “{gone}”"
    theirs = _phrases(source.text)
    for words, ends in _phrases(statement) if _has_both(theirs) else ():
        stands = {word: [said for own, said in theirs if word in own] for word in words}
        telling = [said[0] for said in stands.values() if len(said) == 1 and said[0]]
        turned = sum(_is_turned(ends, said) for said in telling)
        if turned and turned >= SHARED * len(telling):
            return "says of one thing what its quotes say of its opposite"
    return ""


def _has_both(phrases: tuple[Phrase, ...]) -> bool:
    """Whether some phrase names an end whose opposite another one names."""
    return any(_is_turned(ends, others) for _, ends in phrases for _, others in phrases)


def _is_turned(ends: Ends, said: Ends) -> bool:
    """Whether of some axis the first name one end only, and the others only another one."""
    both = {axis for axis, _ in ends} & {axis for axis, _ in said}
    return any(not {one for one in ends & said if one[0] == axis} for axis in both)


@lru_cache(maxsize=4096)
def _phrases(text: str) -> tuple[Phrase, ...]:
    words = (text[start:end] for start, end in phrases_of(text))
    return tuple((frozenset(tokens(one)), ends_in(one)) for one in words)
