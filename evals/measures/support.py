"""The deterministic support check: whether quotes carry a statement."""

from functools import lru_cache

from evals.measures.drugs import DRUG_FIDELITY
from evals.measures.fidelity import check
from evals.measures.negations import NEGATION_FIDELITY
from evals.measures.numbers import NUMBER_FIDELITY
from evals.measures.populations import POPULATION_FIDELITY
from evals.measures.tracing import is_traced

FIDELITIES = (NUMBER_FIDELITY, DRUG_FIDELITY, NEGATION_FIDELITY, POPULATION_FIDELITY)


@lru_cache(maxsize=50_000)
def unsupported(statement: str, quotes: tuple[str, ...]) -> tuple[str, ...]:
    """Why the quotes do not carry the statement; empty when they do.

    Supported = its words, in order, are whole units of the quotes ∧ its numbers, drugs, negations
    and populations are theirs. A sufficient condition of entailment for quoting answers, and no
    necessary one: a true paraphrase is unsupported by this check.
    """
    if not quotes:
        return ("cites nothing that stands in a document",)
    faults = [fault for one in FIDELITIES for fault in check(one.kind, statement, quotes)[1]]
    if not is_traced(statement, quotes):
        faults.insert(0, f"is not made of whole words of its quotes, in order: “{statement}”")
    return tuple(faults)


@lru_cache(maxsize=100_000)
def supports(statement: str, quotes: tuple[str, ...]) -> bool:
    """Whether the quotes carry the statement."""
    return is_traced(statement, quotes) and not unsupported(statement, quotes)
