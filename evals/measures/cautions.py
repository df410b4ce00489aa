"""Cautions: the limits of a dose that were quoted along with it."""

from dataclasses import dataclass
from typing import Literal

from evals.measures.found_wordings import missing, missing_facts, shown_texts
from evals.measures.gold_places import statements_citing_gold
from evals.measures.score import Graded, Score


@dataclass(frozen=True)
class Cautions:
    """Cautions found in an answer ÷ cautions that belong to what it states.

    Matched as key facts are. A refusal shows no dose, so nothing has to limit it, and neither does
    an answer about something else, which states none of the facts and cites none of the gold: both
    have no score here, and `false_refusal` and `key_facts` count them. Source: rule 4 of the
    design, a dose is not shown without its cautions.
    """

    name: str = "cautions"
    about: str = "Limits that belong to a dose and were quoted along."
    better: Literal["higher"] = "higher"

    def score(self, graded: Graded) -> Score | None:
        """None where no dose is shown, or for a case without cautions; an error quotes none."""
        cautions = graded.case.cautions
        if not cautions or graded.outcome.refused or _of_something_else(graded):
            return None
        absent = missing(cautions, shown_texts(graded))
        faults = tuple(f"the caution “{cautions[one][0].text}” is left out" for one in absent)
        return Score(len(cautions) - len(absent), len(cautions), faults)


def _of_something_else(graded: Graded) -> bool:
    facts = graded.case.facts
    if not (facts and graded.outcome.answered):
        return False
    return len(missing_facts(graded)) == len(facts) and not statements_citing_gold(graded)


CAUTIONS = Cautions()
