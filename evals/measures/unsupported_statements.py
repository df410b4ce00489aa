"""Unsupported statements: the share of what was said that no cited passage carries."""

from dataclasses import dataclass
from typing import Literal

from evals.measures.score import Graded, Score
from evals.measures.statements import failed, statements_of, worst
from evals.measures.support import unsupported


@dataclass(frozen=True)
class UnsupportedStatements:
    """Statements without support ÷ statements; see `evals.measures.support`.

    Source: the hallucination rate of RAGTruth (Niu et al., ACL 2024), with a deterministic check
    in place of annotators. Pitfall: refusals say nothing and have no score, so that refusing
    everything does not look like perfect grounding.
    """

    name: str = "unsupported_statements"
    about: str = "Statements that their quotes do not carry."
    better: Literal["lower"] = "lower"

    def score(self, graded: Graded) -> Score | None:
        """Over the statements of an answer; None for a refusal."""
        if failed(graded):
            return worst(graded, lower=True)
        said = statements_of(graded)
        faults = [
            f"statement {one.number} {why[0]}"
            for one in said
            if (why := unsupported(one.text, one.quotes))
        ]
        return Score(len(faults), len(said), tuple(faults)) if said else None


UNSUPPORTED_STATEMENTS = UnsupportedStatements()
