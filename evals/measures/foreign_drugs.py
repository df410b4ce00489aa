"""Foreign drugs: an answer that is right and then speaks of a drug nobody asked about."""

from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.vocabulary import drugs_in
from corpus.errors import StorageError
from evals.measures.score import Graded, Score
from evals.measures.statements import failed, statements_of, worst
from evals.runs.sources import Sources
from evals.suites.case import Expect


@dataclass(frozen=True)
class ForeignDrugs:
    """Answers with a statement of a foreign drug ÷ answers to cases that name evidence.

    A statement is foreign when it cites no document of the case's gold and names a drug that
    stands neither in the question nor in any gold document. Cautions count: whether a statement is
    one is the answer's own word. Every statement may be quoted exactly and be carried by its
    quote, so no measure of grounding sees it. Source: noise sensitivity of ragas, by rule.
    Pitfall: a wrong dose from a document that speaks of the same drugs is not seen.
    """

    name: str = "foreign_drugs"
    about: str = "Answers that speak of a drug which neither question nor gold document names."
    better: Literal["lower"] = "lower"

    def score(self, graded: Graded) -> Score | None:
        """None for a refusal, or for a case that should be refused or names no evidence."""
        case = graded.case
        if case.expect is not Expect.ANSWER or not case.evidence or graded.outcome.refused:
            return None
        if failed(graded):
            return worst(graded, lower=True)
        gold = frozenset(one.document for one in case.evidence)
        known = _drugs_of(graded.sources, gold) | drugs_in(" ".join((case.question, *case.earlier)))
        faults = tuple(
            f"statement {said.number} names {', '.join(sorted(foreign))}, and cites only "
            f"{', '.join(sorted({str(one['document']) for one in said.citations}))}"
            for said in statements_of(graded)
            if not gold & {one["document"] for one in said.citations}
            and (foreign := drugs_in(said.text) - known)
        )
        return Score(bool(faults), 1, faults)


def _drugs_of(sources: Sources, documents: frozenset[str]) -> frozenset[str]:
    """All drugs of every version of the documents that the run holds."""
    found: set[str] = set()
    for key, source in sources.versions.items():
        if source.document in documents:
            # A version that was neither gold nor cited is not in the run.
            with suppress(StorageError):
                found |= _drugs_of_text(sources.text(key).content)
    return frozenset(found)


@lru_cache(maxsize=256)
def _drugs_of_text(content: str) -> frozenset[str]:
    return frozenset(drugs_in(content))
