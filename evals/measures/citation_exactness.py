"""Citation exactness: a quote is the document's text at its place, to the character."""

from dataclasses import dataclass
from typing import Literal

from evals.measures.score import Graded, Score
from evals.measures.statements import failed, shown_citations, worst


@dataclass(frozen=True)
class CitationExactness:
    """Quotes that equal text[start:end] of the version they name ÷ quotes shown.

    Also of the sections beside refusals and of the places in notices. Source: quality.md 1, span
    correctness. Pitfall: ragas' quoted spans take apostrophes for quotes and search all sources
    joined; here every quote has its one place.
    """

    name: str = "citation_exactness"
    about: str = "Quotes that equal the document's text at their place, to the character."
    better: Literal["higher"] = "higher"

    def score(self, graded: Graded) -> Score | None:
        """Over all quotes shown; None when there are none."""
        if failed(graded):
            return worst(graded)
        shown = shown_citations(graded)
        faults = [
            f"{called} quotes “{citation['quote']}”; {citation['document']} version "
            f"{citation['version']} has “{words}” at {citation['start']}–{citation['end']}"
            for called, citation, _, words in shown
            if words != citation["quote"] or not words
        ]
        of = len(shown)
        return Score(of - len(faults), of, tuple(faults)) if of else None


CITATION_EXACTNESS = CitationExactness()
