"""Answer or refuse: a calibrated guess from how well the best evidence covers the question."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answers import RefusalReason
from assistant.evidence import Evidence
from assistant.vocabulary import Expansion, drugs_in, tokens

THRESHOLD = 0.5
"""Below this probability nothing is answered."""
UNRELATED = 0.35
"""Below this cosine the best passage is about something else."""
WEIGHTS = {"cosine": 4.0, "lexical": 3.0, "coverage": 5.0, "missing_drug": -3.0}
INTERCEPT = -5.0


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether to answer, and if not, why."""

    probability: float
    """That the evidence answers the question."""
    refusal: RefusalReason | None
    missing: tuple[str, ...] = ()
    """Words of the question that no evidence holds, for the message."""


def decide(
    question: Expansion, evidence: Sequence[Evidence], rarity: Callable[[str], float]
) -> Decision:
    """Judge the ranked `evidence`; `rarity` is a term's inverse document frequency."""
    if not evidence:
        return Decision(0.0, RefusalReason.NOT_IN_CORPUS)
    values = features(question, evidence, rarity)
    score = INTERCEPT + sum(WEIGHTS[name] * value for name, value in values.items())
    probability = 1 / (1 + math.exp(-score))
    if probability >= THRESHOLD:
        return Decision(probability, None)
    related = values["cosine"] >= UNRELATED and not values["missing_drug"]
    reason = RefusalReason.INSUFFICIENT_EVIDENCE if related else RefusalReason.NOT_IN_CORPUS
    return Decision(probability, reason)


def features(
    question: Expansion, evidence: Sequence[Evidence], rarity: Callable[[str], float]
) -> dict[str, float]:
    """What the judgement is made from, each between 0 and 1.

    coverage: the share of the question's words, weighted by rarity, in the best passage read
    with its title and headings; missing_drug: a drug is asked about that the evidence never
    names.
    """
    best = evidence[0]
    asked = drugs_in(question.asked)
    named = frozenset().union(*(drugs_in(found.passage.reading) for found in evidence))
    return {
        "cosine": max(found.cosine for found in evidence),
        "lexical": min(1.0, best.lexical),
        "coverage": max(coverage(question, found, rarity) for found in evidence[:3]),
        "missing_drug": float(bool(asked - named)),
    }


def coverage(question: Expansion, evidence: Evidence, rarity: Callable[[str], float]) -> float:
    """Rarity-weighted share of the question's terms that the passage's reading holds."""
    held = set(tokens(evidence.passage.reading))
    weights = {term: rarity(term) for term in question.terms}
    total = sum(weights.values())
    if not total:
        return 0.0
    covered = sum(weight for term, weight in weights.items() if term in held)
    added = [term for term in question.added if term in held]
    # An abbreviation counts as covered as far as its long form is there.
    rest = (total - covered) * (len(added) / len(question.added) if question.added else 0)
    return (covered + rest) / total
