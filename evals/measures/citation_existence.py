"""Citation existence: what is cited was approved and in force on the day asked about."""

from dataclasses import dataclass
from typing import Literal

from evals.measures.score import Graded, Score
from evals.measures.statements import failed, shown_citations, statements_of, worst


@dataclass(frozen=True)
class CitationExistence:
    """Citations of a version in force ÷ citations shown, a number without a citation included.

    Judged by the catalogue as it stood at the run, never by the answer's own words. Places beside
    refusals and in notices count too: they are shown. Source: quality.md 1. Pitfall: says nothing
    of whether the passage belongs to the question; the gate is 1.
    """

    name: str = "citation_existence"
    about: str = "Citations of document versions that were approved and in force."
    better: Literal["higher"] = "higher"

    def score(self, graded: Graded) -> Score | None:
        """Over all citations shown; None when there are none."""
        if failed(graded):
            return worst(graded)
        shown = shown_citations(graded)
        in_force = graded.sources.in_force.get(graded.day, frozenset())
        faults = [
            f"{one.called} is of {one.key}, which was not in force on {graded.day}"
            for one in shown
            if one.key not in in_force
        ]
        unknown = [
            f"statement {said.number} cites [{number}], and there is no such citation"
            for said in statements_of(graded)
            for number in said.unknown
        ]
        of = len(shown) + len(unknown)
        faults += unknown
        return Score(of - len(faults), of, tuple(faults)) if of else None


CITATION_EXISTENCE = CitationExistence()
