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
    """Facts contradicted ÷ facts not found that hold a quantity and words to know it by.

    A fact that is found cannot be contradicted. One that is nowhere in the answer is when a
    statement that shares its other words states a quantity of the same dimension that is neither
    its own nor one of another fact of the case. For a bare quantity ("30 mL/kg") the words are
    those of the gold that holds it, of which 80 % must be shared. Source: K-QA's hallucination
    rate (Manes et al., 2024), by rule. Pitfall: a lower bound; built to raise no false alarm, it
    misses contradictions in other words. `unsupported_statements` and `forbidden` stand beside it.
    """

    name: str = "contradicted_facts"
    about: str = (
        "Missing facts in whose stead the answer states another quantity, where that is plain: a "
        "lower bound."
    )
    better: Literal["lower"] = "lower"

    def score(self, graded: Graded) -> Score | None:
        """None for a refusal, or where no such fact is missing."""
        if graded.outcome.refused:
            return None
        facts = graded.case.facts
        frames = [list(_frames(facts[number], graded)) for number in missing_facts(graded)]
        applicable = [found for found in frames if found]
        if not applicable:
            return None
        if failed(graded):
            return worst(graded, lower=True)
        faults = [fault for found in applicable for fault in _contradictions(found, graded)[:1]]
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
    right = [
        one
        for fact in graded.case.facts
        for pattern in fact
        for one in _stated(
            pattern.text.replace("\\", "") if pattern.regex else pattern.text
        ).amounts
    ]
    for said in statements_of(graded):
        stated = _stated(said.text)
        for frame in frames:
            shared = len(frame.words & stated.words)
            if shared < SHARED * len(frame.words) or frame.stated in stated.amounts:
                continue
            others = [
                (one, words)
                for one, words in zip(stated.amounts, stated.as_written, strict=True)
                if one.unit == frame.stated.unit
            ]
            # Of several it is not known which stands in its stead.
            if len(others) == 1 and not any(_agree(others[0][0], one) for one in right):
                found.append(
                    f"statement {said.number} states “{others[0][1]}” in the stead of "
                    f"“{frame.wording}”"
                )
    return found


def _agree(one: Amount, other: Amount) -> bool:
    """Whether they are the same, as far as both say on which side of it."""
    same = (one.low, one.high, one.unit) == (other.low, other.high, other.unit)
    return same and (
        one.comparator == other.comparator or not (one.comparator and other.comparator)
    )
