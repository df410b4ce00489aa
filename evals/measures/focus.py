"""Focus: how much of an answer belongs to what was asked."""

from dataclasses import dataclass
from typing import Literal

from evals.measures.found_wordings import holds, shown_texts
from evals.measures.gold_places import statements_citing_gold
from evals.measures.score import Graded, Score
from evals.measures.statements import failed, statements_of, worst
from evals.suites.case import Expect


@dataclass(frozen=True)
class Focus:
    """Statements that hold a fact of the case or cite its gold ÷ statements but cautions.

    A fact is found as for `key_facts`; gold is cited by a character or more. Cautions are left
    out, as they are shown for safety and not because they were asked for, even where they were.
    Source: the context precision of quality.md 1, turned from passages to what was said. Pitfall:
    a case names the gold that must be there and not all that may, so the figure is for comparing
    systems, and no part of `correct`.
    """

    name: str = "focus"
    about: str = "Statements that belong to what was asked."
    better: Literal["higher"] = "higher"

    def score(self, graded: Graded) -> Score | None:
        """None for a refusal, or for a case that should be refused or names no evidence."""
        if graded.case.expect is not Expect.ANSWER or not graded.case.evidence:
            return None
        if failed(graded):
            return worst(graded)
        answer = graded.outcome.answer or {"statements": ()}
        asked_for = [
            (said, text)
            for said, text, record in zip(
                statements_of(graded), shown_texts(graded), answer["statements"], strict=True
            )
            if not record["caution"]
        ]
        patterns = [pattern for fact in graded.case.facts for pattern in fact]
        citing = statements_citing_gold(graded)
        faults = tuple(
            f"statement {said.number} holds no fact of the case and cites none of its gold"
            for said, text in asked_for
            if said.number not in citing and not any(holds(text, one) for one in patterns)
        )
        of = len(asked_for)
        return Score(of - len(faults), of, faults) if of else None


FOCUS = Focus()
