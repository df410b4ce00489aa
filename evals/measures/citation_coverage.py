"""Citation coverage: statements that cite something that exists."""

from dataclasses import dataclass
from typing import Literal

from evals.measures.score import Graded, Score
from evals.measures.statements import Said, failed, key_of, statements_of, worst


@dataclass(frozen=True)
class CitationCoverage:
    """Statements with at least one valid citation ÷ statements.

    Valid: of a version in force on the day, and its quote stands where it says. Source: the
    coverage of quality.md 1, with the assistant's own statements, so that no sentence splitter
    decides. Pitfall: a citation that exists may still not support; that is `citation_recall`.
    """

    name: str = "citation_coverage"
    about: str = "Statements with at least one valid citation."
    better: Literal["higher"] = "higher"

    def score(self, graded: Graded) -> Score | None:
        """Over the statements of an answer; None for a refusal."""
        if failed(graded):
            return worst(graded)
        said = statements_of(graded)
        faults = [
            f"statement {one.number} has no valid citation"
            for one in said
            if not _valid(one, graded)
        ]
        return Score(len(said) - len(faults), len(said), tuple(faults)) if said else None


def _valid(said: Said, graded: Graded) -> bool:
    in_force = graded.sources.in_force.get(graded.day, frozenset())
    return any(
        key_of(citation) in in_force and words == citation["quote"]
        for citation, words in zip(said.citations, said.sources, strict=True)
    )
