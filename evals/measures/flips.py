"""Flips: another wording of the same question, and another decision or answer."""

from dataclasses import dataclass
from typing import Literal, Protocol

from evals.measures.found_wordings import missing, missing_facts, shown_texts
from evals.measures.score import Graded, Score
from evals.measures.statements import key_of, statements_of
from evals.suites.case import Expect


class FamilyMeasure(Protocol):
    """One figure of a case's other wordings, each compared with that case."""

    @property
    def name(self) -> str:
        """As gates and reports call it."""
        ...

    @property
    def about(self) -> str:
        """One sentence for a committee."""
        ...

    @property
    def better(self) -> Literal["higher", "lower"]:
        """Which way is better."""
        ...

    def score(self, parent: Graded, variant: Graded) -> Score | None:
        """The score of the variant; None where the measure does not apply to the two."""
        ...


@dataclass(frozen=True)
class DecisionFlips:
    """Variants that were decided otherwise than their case ÷ variants.

    Only variants that expect what their case expects; an error of either is a flip. Source: the
    flip rate of quality.md 1, robustness under typing mistakes, abbreviations and paraphrase.
    Pitfall: it says nothing of which of the two was right; `correct` by the tag `kind` does.
    """

    name: str = "decision_flips"
    about: str = "Other wordings of a question that were answered where it was refused, or reverse."
    better: Literal["lower"] = "lower"

    def score(self, parent: Graded, variant: Graded) -> Score | None:
        """1 of 1 for a flip; None when the variant expects something else."""
        if parent.case.expect is not variant.case.expect:
            return None
        before, after = _decision(parent), _decision(variant)
        flipped = before != after or "ended in an error" in (before, after)
        fault = f"{parent.case.key} {before} and this wording {after}"
        return Score(flipped, 1, (fault,) if flipped else ())


@dataclass(frozen=True)
class AnswerFlips:
    """Variants whose answer says something else than that of their case ÷ variants answered.

    Something else: other key facts of the case are found. Of a case without facts: none of the
    places its statements cite first, cautions left out, is one that the variant's do. Where one of
    the two was refused the decision flipped, which is counted there. Source: as for decision flips.
    """

    name: str = "answer_flips"
    about: str = "Other wordings of a question whose answer states other facts."
    better: Literal["lower"] = "lower"

    def score(self, parent: Graded, variant: Graded) -> Score | None:
        """1 of 1 for a flip; None unless both are to be answered and were, or had an error."""
        if {parent.case.expect, variant.case.expect} != {Expect.ANSWER}:
            return None
        if parent.outcome.error or variant.outcome.error:
            return Score(1, 1, (f"{parent.case.key} or this wording ended in an error",))
        if not (parent.outcome.answered and variant.outcome.answered):
            return None
        facts = parent.case.facts
        before = missing_facts(parent)
        same = variant.case.facts == facts
        after = missing_facts(variant) if same else missing(facts, shown_texts(variant))
        if before != after:
            differing = {facts[number][0].text for number in {*before} ^ {*after}}
            absent = ", ".join(f"“{fact}”" for fact in sorted(differing))
            return Score(1, 1, (f"of {parent.case.key} and this wording only one states {absent}",))
        if not facts and not _places(parent) & _places(variant):
            return Score(1, 1, (f"{parent.case.key} and this wording cite no place in common",))
        return Score(0, 1)


def _decision(graded: Graded) -> str:
    if graded.outcome.error:
        return "ended in an error"
    return "was answered" if graded.outcome.answered else "was refused"


def _places(graded: Graded) -> set[tuple[str, int, int]]:
    answer = graded.outcome.answer
    statements = answer["statements"] if answer else ()
    return {
        (key_of(said.citations[0]), said.citations[0]["start"], said.citations[0]["end"])
        for said, statement in zip(statements_of(graded), statements, strict=True)
        if said.citations and not statement["caution"]
    }


FAMILIES: tuple[FamilyMeasure, ...] = (DecisionFlips(), AnswerFlips())
