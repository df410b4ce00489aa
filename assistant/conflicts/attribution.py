"""Which words of a sentence speak of which drug, where that is beyond doubt."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from assistant.vocabulary import drugs_in as read_drugs

drugs_in = lru_cache(maxsize=20_000)(read_drugs)
"""The same few words are asked about again and again."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_COMBINATIONS = {
    frozenset(names.split("+")): names.replace("+", " + ")
    for names in (
        "amoxicillin+clavulanic acid", "piperacillin+tazobactam", "ampicillin+sulbactam",
        "sulfamethoxazole+trimethoprim", "artemether+lumefantrine", "cilastatin+imipenem",
        "carbidopa+levodopa", "pyrimethamine+sulfadoxine", "emtricitabine+tenofovir",
        "ipratropium+salbutamol", "avibactam+ceftazidime", "ceftolozane+tazobactam",
    )
}  # fmt: skip
"""Drugs that come in one preparation and have one dose."""
_LONGEST_NAME = 3
"""Words in the longest name that is looked for by its place."""
_ROUTE = re.compile(
    r"(?:\b(?:oral|iv|im|sc|intravenous|intramuscular|nebuli[sz]ed|inhaled|rectal)\s+)+$", re.I
)
"""A route before a drug's name is that drug's, and not that of the drug before it."""
_NOT_GIVEN = re.compile(
    r"allerg|hypersensitiv|intoleran|instead of|rather than|contra-?indicat|not respond|\btaking\b"
    r"|\breceiving\b|\btreated with\b|\b(?:patients|clients|those) on\b",
    re.I,
)
_BEFORE, _AFTER = 25, 12
"""How far around a drug's name words may say that it is not the one to give."""
_NUMBER_FIRST = 30
"""Characters from the last dose before a drug's name to that name: "500 mg of amoxicillin"."""


class Stretch(NamedTuple):
    """A half-open stretch of a sentence that speaks of one drug."""

    start: int
    end: int
    drug: str


def stretches(words: str, numbers: Sequence[int], above: str) -> tuple[Stretch, ...]:
    """The stretches of a sentence whose `numbers` (offsets) belong to one drug each.

    A sentence without a drug speaks of the only one that the line `above` it names. Drugs named
    without a number between them ("amoxicillin or ampicillin 500 mg", combinations) share it, and
    so give no stretch.
    """
    named = drugs_in(words)
    if not named:
        drug = _one(drugs_in(above))
        return (Stretch(0, len(words), drug),) if drug else ()
    mentions = list(_mentions(words, named))
    if not mentions:
        return ()
    early = [number for number in numbers if number < mentions[0].start]
    drug = _one(named)
    if drug and (not early or mentions[0].start - early[-1] < _NUMBER_FIRST):
        return (Stretch(0, len(words), drug),)
    # Before the first name stands the dose of something whose name is not known.
    return () if early else tuple(_between(words, mentions, numbers))


def _between(words: str, mentions: Sequence[Stretch], numbers: Sequence[int]) -> Iterator[Stretch]:
    """Runs of mentions up to the next number; only a run of one drug is that drug's."""
    begins = [_with_route(words, mention.start) for mention in mentions]
    group: set[str] = set()
    start = begins[0]
    for mention, (begin, end) in zip(mentions, pairwise([*begins, len(words)]), strict=True):
        group.add(mention.drug)
        if any(begin <= number < end for number in numbers):
            drug = _one(frozenset(group))
            if drug:
                yield Stretch(start, end, drug)
            group, start = set(), end


def _one(drugs: frozenset[str]) -> str:
    """The name of a single drug or fixed combination; empty for several."""
    return next(iter(drugs)) if len(drugs) == 1 else _COMBINATIONS.get(drugs, "")


def _with_route(words: str, start: int) -> int:
    route = _ROUTE.search(words, 0, start)
    return route.start() if route else start


def _mentions(words: str, named: frozenset[str]) -> Iterator[Stretch]:
    """Each place that names a drug to be given."""
    places = [match.span() for match in _WORD.finditer(words)]
    number = 0
    while number < len(places):
        start, end = places[number]
        found, size = drugs_in(words[start:end]), 1
        for longer in range(2, min(_LONGEST_NAME, len(places) - number) + 1):
            longer_end = places[number + longer - 1][1]
            whole = drugs_in(words[start:longer_end])
            rest = drugs_in(words[places[number + 1][0] : longer_end])
            # "insulin glargine" is one name; "or ampicillin" only holds one.
            if len(whole) == 1 and whole not in (found, rest):
                found, size, end = whole, longer, longer_end
        around = words[max(0, start - _BEFORE) : start] + "|" + words[end : end + _AFTER]
        if not _NOT_GIVEN.search(around):
            yield from (Stretch(start, end, drug) for drug in sorted(found & named))
        number += size
