"""What the decision is made from, each a number between 0 and about 1."""

from collections.abc import Callable, Sequence, Set

from assistant.evidence import Evidence, reads
from assistant.vocabulary import Expansion, drugs_in, tokens

READ = 3
"""Passages whose sentences are looked at one by one."""


def features(
    question: Expansion, evidence: Sequence[Evidence], rarity: Callable[[str], float]
) -> dict[str, float]:
    """Five measures of how ranked, non-empty evidence fits a question.

    score: of the best passage; lead: how far the best is above the last; agreement: share of the
    evidence from the best one's document; coverage: the most of the question's words, weighted by
    rarity, that one sentence read with its headings holds; missing_drug: 1 when the question
    names a drug that the evidence never does.
    """
    best = evidence[0]
    asked = drugs_in(question.asked)
    named = drugs_in(" ".join(found.passage.reading for found in evidence)) if asked else asked
    return {
        "score": best.score,
        "lead": best.score - evidence[-1].score,
        "agreement": sum(e.version.key == best.version.key for e in evidence) / len(evidence),
        "coverage": max(
            _covered(question, held, rarity)
            for found in evidence[:READ]
            for held in _sentences(found)
        ),
        "missing_drug": float(bool(asked - named)),
    }


def _sentences(evidence: Evidence) -> list[Set[str]]:
    """The index terms of each sentence read with title and headings."""
    headings = set(tokens(" ".join(evidence.path)))
    return [
        headings | set(tokens(reads(evidence.text, sentence)))
        for sentence in evidence.passage.sentences
    ]


def _covered(question: Expansion, held: Set[str], rarity: Callable[[str], float]) -> float:
    """The rarity-weighted share of the question's terms that are held.

    What is left counts as far as its abbreviations and synonyms are held instead.
    """
    weights = {term: rarity(term) for term in question.terms}
    total = sum(weights.values())
    if not total:
        return 0.0
    covered = sum(weight for term, weight in weights.items() if term in held)
    instead = [term for term in question.added if term in held]
    share = len(instead) / len(question.added) if question.added else 0.0
    return (covered + (total - covered) * share) / total
