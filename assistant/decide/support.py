"""The sentences of the evidence that most likely answer, each read with its headings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.evidence import HEADING_SEPARATOR, Evidence, reads
from assistant.vocabulary import Expansion, tokens


@dataclass(frozen=True, slots=True)
class Support:
    """One sentence of the evidence."""

    evidence: Evidence
    words: str
    """As it reads alone."""
    headings: str
    """Its title and heading path in one line."""
    coverage: float
    """The rarity-weighted share of the question's terms that it holds with its headings."""
    logit: float | None
    """That it answers, says the evidence model; None where it was not judged."""

    @property
    def reading(self) -> str:
        """With its headings: patients and drug often stand in those alone."""
        return f"{self.headings}: {self.words}"


def supports(
    question: Expansion, evidence: Sequence[Evidence], rarity: Callable[[str], float]
) -> list[Support]:
    """Every sentence of the evidence, the likeliest to answer first.

    Those that a model judged come first, by the logit of sentence and passage together; the others
    by the words of the question that they hold.
    """
    weights = {term: rarity(term) for term in question.terms}
    found = []
    for one in evidence:
        headings = HEADING_SEPARATOR.join(one.path)
        logits = _logits(one)
        for sentence, logit in zip(one.passage.sentences, logits, strict=True):
            words = reads(one.text, sentence)
            held = _terms(headings) | _terms(words)
            coverage = covered(question, held, weights)
            found.append(Support(one, words, headings, coverage, logit))
    return sorted(found, key=lambda s: (s.logit is None, -(s.logit or 0.0), -s.coverage))


def covered(question: Expansion, held: frozenset[str], weights: Mapping[str, float]) -> float:
    """The share of the weight of the question's terms that are held.

    What is left counts as far as its abbreviations and synonyms are held instead.
    """
    total = sum(weights.values())
    if not total:
        return 0.0
    own = sum(weight for term, weight in weights.items() if term in held)
    instead = sum(term in held for term in question.added)
    share = instead / len(question.added) if question.added else 0.0
    return (own + (total - own) * share) / total


def _logits(evidence: Evidence) -> Sequence[float | None]:
    judgement = evidence.judgement
    if judgement is None:
        return [None] * len(evidence.passage.sentences)
    return [judgement.answers + logit for logit in judgement.sentences]


@lru_cache(maxsize=4096)
def _terms(text: str) -> frozenset[str]:
    return frozenset(tokens(text))
