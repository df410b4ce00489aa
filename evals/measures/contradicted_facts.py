"""Contradicted facts: the answer speaks of the fact and states another quantity."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from assistant.vocabulary import tokens
from corpus.quantities import Amount, amount, quantities_in
from evals.measures.found_wordings import missing, shown_texts
from evals.measures.score import Graded, Score
from evals.measures.statements import failed, statements_of, worst
from evals.suites.pattern import Pattern, plain

FEWEST_WORDS = 2
"""A frame of fewer words would fit any dose."""
SHARED = 0.8
"""Of the frame's words, so many must be in the statement."""


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
        texts = shown_texts(graded)
        faults = [
            fault
            for number in applicable
            if missing([graded.case.facts[number]], texts)
            for fault in _contradictions(frames[number], graded)[:1]
        ]
        return Score(len(faults), len(applicable), tuple(faults))


def _frames(fact: tuple[Pattern, ...], graded: Graded) -> Iterator[Frame]:
    for pattern in fact:
        quantities = () if pattern.regex else quantities_in(pattern.text)
        if len(quantities) != 1 or not quantities[0].unit:
            continue
        words = _other_words(pattern.text)
        if len(words) < FEWEST_WORDS:
            gold = [one.contains for one in graded.case.evidence]
            holding = [words for words in gold if pattern.found_in(plain(words))]
            words = _other_words(holding[0]) if holding else frozenset()
        if len(words) >= FEWEST_WORDS:
            yield Frame(pattern.text, amount(quantities[0]), words)


def _other_words(text: str) -> frozenset[str]:
    """Index terms outside of the quantities."""
    rest, at = "", 0
    for quantity in quantities_in(text):
        rest += text[at : quantity.start] + " "
        at = quantity.end
    return frozenset(tokens(rest + text[at:]))


def _contradictions(frames: list[Frame], graded: Graded) -> list[str]:
    found = []
    for said in statements_of(graded):
        words, stated = _other_words(said.text), quantities_in(said.text)
        amounts = [amount(quantity) for quantity in stated]
        for frame in frames:
            if len(frame.words & words) < SHARED * len(frame.words) or frame.stated in amounts:
                continue
            others = [
                said.text[quantity.start : quantity.end]
                for quantity, one in zip(stated, amounts, strict=True)
                if one.unit == frame.stated.unit
            ]
            # Of several it is not known which stands in its stead.
            if len(others) == 1:
                found.append(
                    f"statement {said.number} states “{others[0]}” in the stead of "
                    f"“{frame.wording}”"
                )
    return found
