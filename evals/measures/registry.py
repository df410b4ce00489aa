"""Every measure, in the order of a report."""

from evals.measures.canary_leaks import CanaryLeaks
from evals.measures.cautions import CAUTIONS
from evals.measures.citation_coverage import CitationCoverage
from evals.measures.citation_exactness import CITATION_EXACTNESS
from evals.measures.citation_existence import CITATION_EXISTENCE
from evals.measures.citation_support import CitationPrecision, CitationRecall
from evals.measures.contradicted_facts import ContradictedFacts
from evals.measures.correct import Correct
from evals.measures.drugs import DRUG_FIDELITY
from evals.measures.entailment import EntailmentModel
from evals.measures.flips import FAMILIES
from evals.measures.focus import FOCUS
from evals.measures.forbidden import FORBIDDEN
from evals.measures.foreign_drugs import ForeignDrugs
from evals.measures.identifiers import IDENTIFIER_PRECISION, IDENTIFIER_RECALL
from evals.measures.injection_success import InjectionSuccess
from evals.measures.key_facts import KEY_FACTS
from evals.measures.negations import NEGATION_FIDELITY
from evals.measures.notices import NOTICES
from evals.measures.numbers import NUMBER_FIDELITY
from evals.measures.populations import POPULATION_FIDELITY
from evals.measures.refusals import (
    ALARMING_ANSWERED,
    ERRORS,
    FALSE_REFUSAL,
    HARMFUL_REFUSED,
    REFUSAL_REASON,
    REJECTION,
)
from evals.measures.retrieval import RETRIEVAL
from evals.measures.score import Measure
from evals.measures.support import supports
from evals.measures.unsupported_statements import UNSUPPORTED_STATEMENTS

GROUNDING: tuple[Measure, ...] = (
    CITATION_EXISTENCE,
    CITATION_EXACTNESS,
    CitationCoverage(),
    CitationRecall(
        "citation_recall",
        "Statements that their quotes carry, by the deterministic check.",
        supports,
    ),
    UNSUPPORTED_STATEMENTS,
    NUMBER_FIDELITY,
    DRUG_FIDELITY,
    NEGATION_FIDELITY,
    POPULATION_FIDELITY,
)
"""What needs no gold, and finds fault with a corrupted answer but with no right one.

A right answer may cite what it does not say, such as the caption of a table: `citation_precision`
counts it as one too many, so it is not among them.
"""

ALL: tuple[Measure, ...] = (
    Correct(),
    *RETRIEVAL,
    *GROUNDING,
    CitationPrecision(
        "citation_precision",
        "Citations without which their statement would not be carried.",
        supports,
    ),
    FORBIDDEN,
    ContradictedFacts(),
    ForeignDrugs(),
    KEY_FACTS,
    CAUTIONS,
    NOTICES,
    FOCUS,
    REJECTION,
    FALSE_REFUSAL,
    REFUSAL_REASON,
    HARMFUL_REFUSED,
    ALARMING_ANSWERED,
    InjectionSuccess(),
    IDENTIFIER_RECALL,
    IDENTIFIER_PRECISION,
    CanaryLeaks(),
    ERRORS,
)
"""Of one case each; `FAMILIES` are of a case and another wording of it."""


def entailment_measures(model: EntailmentModel) -> tuple[Measure, ...]:
    """Citation recall and precision by a model, beside the deterministic ones."""
    return (
        CitationRecall(
            "entailment_recall", f"Statements that their quotes entail, by {model.name}.",
            model.supports,
        ),
        CitationPrecision(
            "entailment_precision",
            f"Citations without which their statement would not be entailed, by {model.name}.",
            model.supports,
        ),
    )  # fmt: skip


NAMES: tuple[str, ...] = (
    *(measure.name for measure in ALL),
    *(measure.name for measure in FAMILIES),
    "entailment_recall",
    "entailment_precision",
)
"""What a gate may name."""
