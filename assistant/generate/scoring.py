"""Scores each sentence of the evidence by its words, by its sense, and by an evidence model."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.embed.embedder import Embedder
from assistant.generate.candidates import Candidate
from assistant.generate.doses import (
    asks_treatment,
    dose_terms,
    gives_dose,
    held_by_dose,
    holds_dose,
)
from assistant.vocabulary import ADDED_WEIGHT, Expansion, drugs_in, tokens

JUDGED_SHARE = 0.25
"""What it counts that the evidence model says of a sentence that it answers, from 0 to 1. Chosen by
`python -m evals.calibration.selection`, which names the questions it is chosen on."""
COSINE_SHARE = 0.4
"""Weight of a sentence's cosine; the rest is its share of the question's words. This and the next
were chosen on the half of the protocol questions that the figures are not reported on."""
EMBEDDED = 12
"""Sentences compared by sense; with more, no other answers came out."""
PASSAGE_SHARE = 0.35
"""How much the score of its passage, beside the best one's, counts for a sentence."""
AMOUNT_BONUS = 0.08
"""For a sentence with a number when the question asks for one."""

DRUG_BONUS = 0.15
"""For a sentence that names, or whose heading names, a drug of the question."""

_ASKS_AMOUNT = re.compile(
    r"\b(?:how (?:much|many|often|long|fast|soon|high|low)|dos(?:e|es|age|ing)|rate|threshold"
    r"|target|cut-?off|level|maximum|minimum|max|min|duration|interval|volume|when)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\d(?![\d,\s–-]*\])")
"""A number, and not that of a reference in brackets."""


def scored(
    question: Expansion,
    found: Sequence[Candidate],
    rarity: Callable[[str], float],
    embedder: Embedder,
) -> list[Candidate]:
    """The likeliest candidates, scored: about 0 for a stray sentence, above 1 for a perfect one.

    Words, passage and what an evidence model has said of it are looked at first, and only the best
    of that by sense, which takes longer.
    """
    by_words = scored_by_words(question, found, rarity)
    return scored_by_sense(question, scored_by_model(by_words), embedder)


def is_judged(found: Sequence[Candidate]) -> bool:
    """Whether an evidence model has read any of their passages."""
    return any(candidate.logit is not None for candidate in found)


def scored_by_model(by_words: Sequence[Candidate], share: float = JUDGED_SHARE) -> list[Candidate]:
    """The candidates with what an evidence model says of them, if one does, added to the score."""
    return [
        replace(candidate, score=candidate.score + share * _chance(candidate.logit))
        for candidate in by_words
    ]


def scored_by_sense(
    question: Expansion, by_words: Sequence[Candidate], embedder: Embedder
) -> list[Candidate]:
    """The best of the candidates with their cosine added to their scores."""
    likely = sorted(by_words, key=lambda candidate: -candidate.score)[:EMBEDDED]
    if not likely:
        return []
    vectors = embedder.embed([question.text, *(candidate.reading for candidate in likely)])
    cosines = vectors[1:] @ vectors[0]
    return [
        replace(candidate, score=candidate.score + COSINE_SHARE * float(cosine))
        for candidate, cosine in zip(likely, cosines, strict=True)
    ]


def scored_by_words(
    question: Expansion, found: Sequence[Candidate], rarity: Callable[[str], float]
) -> list[Candidate]:
    """The candidates scored by their words and their passage's score beside the best one's."""
    best = max((candidate.evidence.score for candidate in found), default=1.0) or 1.0
    amounts = bool(_ASKS_AMOUNT.search(question.asked))
    drugs = drugs_in(question.asked)
    by_words = []
    for candidate in found:
        share = _share(question, candidate, rarity)
        score = (1 - COSINE_SHARE) * share + PASSAGE_SHARE * candidate.evidence.score / best
        if amounts and _AMOUNT.search(candidate.words):
            score += AMOUNT_BONUS
        if drugs and drugs & drugs_in(f"{candidate.section}: {candidate.words}"):
            score += DRUG_BONUS
        by_words.append(replace(candidate, score=score))
    return by_words


def _chance(logit: float | None) -> float:
    """The logit between 0 and 1; 0 for what was not judged."""
    return 0.0 if logit is None else 0.5 + 0.5 * math.tanh(logit / 2)


def _share(question: Expansion, candidate: Candidate, rarity: Callable[[str], float]) -> float:
    """The rarity-weighted share of the question's terms that a sentence read with headings holds.

    "Give 1 g every 6 hours" holds the word "dose" without saying it, and the word "treatment" for
    who asks what to give.
    """
    held = set(tokens(candidate.reading))
    if holds_dose(candidate.words):
        held |= dose_terms()
    if asks_treatment(question) and gives_dose(candidate.words):
        held |= held_by_dose(candidate.reading)
    weights = {term: rarity(term) for term in question.terms}
    total = sum(weights.values())
    weights |= {term: ADDED_WEIGHT * rarity(term) for term in question.added}
    covered = sum(weight for term, weight in weights.items() if term in held)
    return min(1.0, covered / total) if total else 0.0
