"""Contradicted facts: the answer speaks of the fact and states another quantity."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from assistant.vocabulary import tokens
from corpus.quantities import Amount, amount, quantities_in
from evals.measures.found_wordings import holds, missing_facts, plain_of
from evals.measures.score import Graded, Score
from evals.measures.statements import failed, statements_of, worst
from evals.suites.pattern import Pattern

FEWEST_WORDS = 2
"""A frame of fewer words would fit any dose."""
SHARED = 0.8
"""Of the frame's words, so many must be in the statement."""


class Stated(NamedTuple):
    """What a text says of amounts."""

    amounts: tuple[Amount, ...]
    as_written: tuple[str, ...]
    """Each of them."""
    words: frozenset[str]
    """Index terms outside of them."""


class Frame(NamedTuple):
    """A quantity, and the words it stands among."""

    wording: str
    stated: Amount
    words: frozenset[str]


@dataclass(frozen=True)
class ContradictedFacts:
    """Facts contradicted ÷ facts of the case that hold a quantity and words to know it by.

    A fact is contradicted when it is nowhere in the answer, and a statement that shares its other
    words states a quantity of the same dimension that is another one. For a bare quantity ("30
    mL/kg") the words are those of the gold that holds it, of which 80 % must be shared. Source:
    K-QA's hallucination rate (Manes et al., 2024), by rule. Pitfall: built to raise no false
    alarm, it misses contradictions in other words; `unsupported_statements` and `forbidden` stand
    beside it.
    """

    name: str = "contradicted_facts"
    about: str = "Facts in whose stead the answer states another quantity."
    better: Literal["lower"] = "lower"

    def score(self, graded: Graded) -> Score | None:
        """None for a refusal, or for a case without such facts."""
        frames = [list(_frames(fact, graded)) for fact in graded.case.facts]
        applicable = [number for number, found in enumerate(frames) if found]
        if not applicable or graded.outcome.refused:
            return None
        if failed(graded):
            return worst(graded, lower=True)
        faults = [
            fault
            for number in applicable
            if number in missing_facts(graded)
            for fault in _contradictions(frames[number], graded)[:1]
        ]
        return Score(len(faults), len(applicable), tuple(faults))


def _frames(fact: tuple[Pattern, ...], graded: Graded) -> Iterator[Frame]:
    for pattern in fact:
        if pattern.regex:
            continue
        said = _stated(pattern.text)
        if len(said.amounts) != 1 or not quantities_in(pattern.text)[0].unit:
            continue
        words = said.words
        if len(words) < FEWEST_WORDS:
            gold = [one.contains for one in graded.case.evidence]
            holding = [words for words in gold if holds(plain_of(words), pattern)]
            words = _stated(holding[0]).words if holding else frozenset()
        if len(words) >= FEWEST_WORDS:
            yield Frame(pattern.text, said.amounts[0], words)


@lru_cache(maxsize=50_000)
def _stated(text: str) -> Stated:
    quantities = quantities_in(text)
    rest, at = "", 0
    for quantity in quantities:
        rest += text[at : quantity.start] + " "
        at = quantity.end
    return Stated(
        tuple(map(amount, quantities)),
        tuple(text[quantity.start : quantity.end] for quantity in quantities),
        frozenset(tokens(rest + text[at:])),
    )


def _contradictions(frames: list[Frame], graded: Graded) -> list[str]:
    found = []
    for said in statements_of(graded):
        stated = _stated(said.text)
        for frame in frames:
            shared = len(frame.words & stated.words)
            if shared < SHARED * len(frame.words) or frame.stated in stated.amounts:
                continue
            others = [
                words
                for one, words in zip(stated.amounts, stated.as_written, strict=True)
                if one.unit == frame.stated.unit
            ]
            # Of several it is not known which stands in its stead.
            if len(others) == 1:
                found.append(
                    f"statement {said.number} states “{others[0]}” in the stead of "
                    f"“{frame.wording}”"
                )
    return found
