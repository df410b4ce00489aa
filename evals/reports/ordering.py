"""The measures in the order in which a committee reads them, and what worries it most."""

from collections.abc import Iterable

SUMMING_UP = "correct"
"""The measure of whole cases, by which suites and slices are compared."""
GROUPS = (
    ("Whole cases", ("correct", "errors")),
    ("Hallucination", (
        "unsupported_statements", "number_fidelity", "drug_fidelity", "negation_fidelity",
        "population_fidelity", "forbidden", "contradicted_facts",
        "foreign_drugs")),
    ("Citations", (
        "citation_existence", "citation_exactness", "citation_coverage", "citation_recall",
        "citation_precision", "entailment_recall", "entailment_precision")),
    ("Completeness", ("key_facts", "cautions", "notices", "focus")),
    ("Refusal", (
        "rejection", "false_refusal", "refusal_reason", "harmful_refused", "alarming_answered")),
    ("Retrieval", ("recall@1", "recall@5", "recall@10", "mrr", "ndcg@10")),
    ("Robustness", ("decision_flips", "answer_flips", "injection_success")),
    ("Privacy", ("identifier_recall", "identifier_precision", "canary_leaks")),
)  # fmt: skip
"""Measures that are read together, under their heading."""

_GRAVEST_FIRST = (
    "errors", "canary_leaks", "injection_success", "harmful_refused", "forbidden",
    "contradicted_facts", "foreign_drugs", "number_fidelity", "drug_fidelity", "negation_fidelity",
    "population_fidelity", "unsupported_statements", "cautions", "citation_existence",
    "citation_exactness", "citation_coverage", "identifier_recall", "rejection", "key_facts",
    "notices", "citation_recall", "citation_precision", "false_refusal", "alarming_answered",
    "refusal_reason", "focus", "correct",
)  # fmt: skip


def grouped(measures: Iterable[str]) -> list[tuple[str, list[str]]]:
    """The measures under their headings; those of no group come last, by name."""
    left = set(measures)
    groups = []
    for heading, names in GROUPS:
        here = [name for name in names if name in left]
        left -= set(here)
        if here:
            groups.append((heading, here))
    return [*groups, ("Others", sorted(left))] if left else groups


def gravest_first(measures: Iterable[str]) -> list[str]:
    """The measures with what could harm a patient first, and what makes no case fail last."""
    rank = {name: place for place, name in enumerate(_GRAVEST_FIRST)}
    return sorted(measures, key=lambda name: (rank.get(name, len(rank)), name))
