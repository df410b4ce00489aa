"""Words that went where their opposite came: "raise" for "lower", "before" for "after"."""

import re
from collections import Counter
from functools import cache, lru_cache
from typing import Any

_AXES = (
    "increase raise elevate escalate double | decrease reduce lower halve taper",
    "above over | below under", "more greater higher | less fewer lower", "high | low",
    "maximum most | minimum least", "upper superior | lower inferior", "up upward | down downward",
    "long longer prolong | short shorter shorten", "large larger | small smaller",
    "before | after", "early earlier | late later", "first | last", "previous | next",
    "fast faster quickly rapid rapidly | slow slower slowly", "acute | chronic",
    "start begin commence restart resume initiate | stop cease discontinue | continue",
    "give | withhold", "add insert | remove", "admit | discharge", "open | close",
    "left | right", "systolic | diastolic", "arterial | venous", "atrial | ventricular",
    "anterior | posterior", "proximal | distal", "medial | lateral", "internal | external",
    "sitting upright standing | lying supine | prone", "inspiration | expiration",
    "morning | afternoon | evening | night", "day daytime | night nighttime", "awake | asleep",
    "fed | fasting", "empty | full", "hot | cold", "warm | cool", "wet | dry", "strong | weak",
    "loading | maintenance", "mild | moderate | severe", "improve better | worsen worse",
    "positive | negative", "present | absent", "live | inactivated", "excess | deficiency",
    "sensitive susceptible | resistant", "agonist | antagonist", "inhibit | induce",
    "inhibitor | inducer", "dilate | constrict", "vasodilator | vasoconstrictor",
    "acidosis | alkalosis", "flexion | extension", "include | exclude", "gain | lose loss",
    "< ≤ | > ≥", "↑ | ↓",
)  # fmt: skip
"""Words of one sense beside one another, those of the opposite one behind the line."""
_SMALL_AXES = ("and | or", "all | any | no", "with | without")
"""Small words that stand everywhere: they tell when they change, and go with nothing."""
_PREFIXES = (
    ("hyper", "hypo"), ("tachy", "brady"), ("pre", "post"), ("ante", "post"), ("intra", "inter"),
    ("intra", "extra"), ("in", "ex"), ("poly", "oligo"), ("macro", "micro"), ("milli", "micro"),
    ("uni", "bi"), ("ipsi", "contra"),
)  # fmt: skip
_OPPOSING = (
    "in", "un", "im", "ir", "il", "non", "dis", "ab", "a", "an", "de", "contra", "anti", "sub",
)  # fmt: skip
_SHORTEST = 4
"""Letters of a word from which a syllable before it makes its opposite: "to" is none of "into"."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[<>≤≥↑↓]")
_NON_APART = re.compile(r"\bnon[\s-]+(?=[a-z]{4})", re.IGNORECASE)

Side = tuple[int, int]
"""An axis, and which of its ends."""


def opposites(gone: str, come: str) -> tuple[tuple[str, str], ...]:
    """Words that went, each with the opposite that came: ("above", "below").

    Where a word of the same sense went, none came: "increase" stands for "raise", whatever else
    is lowered there.
    """
    before, after = _words(gone), _words(come)
    lost = Counter({word: n for word, n in before.items() if n > after[word]})
    won = Counter({word: n for word, n in after.items() if n > before[word]})
    said, says = _sides(before), _sides(after)
    return tuple(
        (one, other)
        for one in lost
        for other in won
        if _by_prefix(one, other) or any(says[side] > said[side] for side in _end(one, other))
    )


def ends_in(text: str) -> frozenset[Side]:
    """Which ends of which axes the words name, small words left out."""
    return frozenset(
        side
        for word in _words(text)
        for side in _known().get(_stem(word), ())
        if side[0] < len(_AXES)
    )


@cache
def _known() -> dict[str, tuple[Side, ...]]:
    """From the stem of a word to the ends that it names."""
    known: dict[str, tuple[Side, ...]] = {}
    for axis, words in enumerate((*_AXES, *_SMALL_AXES)):
        for end, side in enumerate(words.split("|")):
            for word in side.split():
                known[_stem(word)] = (*known.get(_stem(word), ()), (axis, end))
    return known


def _end(one: str, other: str) -> tuple[Side, ...]:
    """The ends that the other word names and of which the first names an opposite."""
    mine, theirs = (_known().get(_stem(word), ()) for word in (one, other))
    if set(mine) & set(theirs):
        return ()  # "Lower" is less, and the end of "upper", but no opposite of itself.
    return tuple(end for end in theirs for own in mine if own[0] == end[0])


def _by_prefix(one: str, other: str) -> bool:
    one, other = one.replace("-", ""), other.replace("-", "")
    for left, right in _PREFIXES:
        for a, b in ((left, right), (right, left)):
            if one.startswith(a) and other == b + one[len(a) :]:
                return True
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST and any(long == syllable + short for syllable in _OPPOSING)


def _sides(words: Counter[str]) -> Counter[Side]:
    found: Counter[Side] = Counter()
    for word, often in words.items():
        for side in _known().get(_stem(word), ()):
            found[side] += often
    return found


@lru_cache(maxsize=4096)
def _words(text: str) -> Counter[str]:
    """The words and signs; those that a hyphen joins as one, and each."""
    found: Counter[str] = Counter()
    for match in _WORD.finditer(_NON_APART.sub("non", text.lower())):
        found[match[0].replace("-", "")] += 1
        found.update(match[0].split("-") if "-" in match[0] else ())
    return found


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    # Imported here because the library is only needed once words are compared.
    import Stemmer

    return Stemmer.Stemmer("english")
