"""Where a sentence may be cut: only between clauses that stand alone, and never off a limit."""

import re
from dataclasses import dataclass
from itertools import pairwise

from assistant.generate.units import LEANS
from assistant.phrasing.limits import limits_treatment
from corpus.passages import Sentence

FEWEST_WORDS = 4
"""A shorter clause is a fragment."""
_BORDER = re.compile(r"; +")
_BINDING = re.compile(
    r"\d|[<>≤≥:()\[\]%]|\b(?:if|unless|except|excluding|only|until|before|after|when|whenever|while"
    r"|where|provided|otherwise|instead|not|no|none|nor|neither|never|without|cannot|either|or"
    r"|both|all|each|first|then|next|same|other|half|double|twice|once|daily|risk)\b|n't\b",
    re.IGNORECASE,
)
"""What makes a clause one that the rest must not be read without, or an amount that belongs."""
_STANDS = re.compile(
    r"\b(?:is|are|was|were|has|have|should|must|may|can|will|needs?|requires?)\b", re.IGNORECASE
)
"""A verb of its own: "250 mg in the elderly" has none, and leans on the clause before."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch `words[start:end]` of a sentence as it reads, which is copied whole."""

    start: int
    end: int
    needed: bool
    """Whether the sentence may not be said without it."""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a clause must hold text, not [{self.start}:{self.end}]")


def clauses_of(sentence: Sentence, words: str) -> tuple[Clause, ...]:
    """The clauses of a sentence that reads `words`: one, all of it, unless it can be cut.

    Items and rows are never cut: they are read with what introduces them. Prose is cut at
    semicolons, and only if every clause has a verb and words enough to stand alone; a clause with
    a number, a condition, a negation, an alternative or a limit of a treatment is never left out.
    A comma is no border: "give it, unless pregnant".
    """
    whole = (Clause(0, len(words), needed=True),)
    if sentence.kind != "sentence" or sentence.context or sentence.reading:
        return whole
    borders = [(found.start(), found.end()) for found in _BORDER.finditer(words)]
    starts = [0, *(end for _, end in borders)]
    ends = [*(start for start, _ in borders), len(words)]
    spans = list(zip(starts, ends, strict=True))
    if not borders or not all(_stands_alone(words[start:end]) for start, end in spans):
        return whole
    return tuple(Clause(start, end, _binds(words[start:end])) for start, end in spans)


def said(words: str, clauses: tuple[Clause, ...], chosen: tuple[int, ...], connector: str) -> str:
    """The chosen clauses as one line: neighbours as the source joins them, others by `connector`.

    `chosen` are positions in `clauses`, ascending.
    """
    line = words[clauses[chosen[0]].start : clauses[chosen[0]].end]
    for before, number in pairwise(chosen):
        clause = clauses[number]
        if number == before + 1:
            line += words[clauses[before].end : clause.end]
        else:
            line += connector + words[clause.start : clause.end]
    return line


def _stands_alone(clause: str) -> bool:
    long_enough = len(clause.split()) >= FEWEST_WORDS
    return long_enough and bool(_STANDS.search(clause)) and not LEANS.match(clause)


def _binds(clause: str) -> bool:
    return bool(_BINDING.search(clause)) or limits_treatment("sentence", clause)
