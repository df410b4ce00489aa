"""Every measure is there once, and says what it is."""

from evals.measures.flips import FAMILIES
from evals.measures.registry import ALL, NAMES

ASKED = {
    "recall@1", "recall@5", "recall@10", "mrr", "ndcg@10", "citation_existence",
    "citation_exactness", "citation_coverage", "citation_recall", "citation_precision",
    "entailment_recall", "entailment_precision", "number_fidelity", "drug_fidelity",
    "negation_fidelity", "population_fidelity", "key_facts", "cautions", "rejection",
    "refusal_reason", "harmful_refused", "alarming_answered", "correct", "identifier_recall",
    "identifier_precision", "notices", "focus",
}  # fmt: skip
LOWER = {
    "unsupported_statements", "forbidden", "contradicted_facts", "false_refusal", "decision_flips",
    "answer_flips", "injection_success", "canary_leaks", "errors",
    "foreign_drugs",
}  # fmt: skip


def test_every_name_that_gates_use_is_there_once():
    assert sorted(NAMES) == sorted(ASKED | LOWER)


def test_each_says_what_it_is_and_which_way_is_better():
    for measure in (*ALL, *FAMILIES):
        assert measure.about.endswith(".")
        assert (measure.better == "lower") == (measure.name in LOWER)
