"""The default generator: the sentences that answer, verbatim, in the order of the source."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.embed.embedder import Embedder
from assistant.evidence import DraftStatement, Evidence
from assistant.generate.applies import applies
from assistant.generate.cautions import cautions_for
from assistant.generate.wording import HEADING_SEPARATOR, leans_on_previous, state
from assistant.vocabulary import Expansion, populations_in, tokens
from corpus.passages import Sentence

IDENTITY = "extractive/1"
COSINE_SHARE = 0.5
"""Weight of a sentence's cosine beside its share of the question's words."""
PASSAGE_SHARE = 0.35
"""How much the rank of its passage counts for a sentence."""
NEAR_BEST = 0.82
"""A sentence is kept when its score is at least this share of the best one's."""


AMOUNT_BONUS = 0.08
"""For a sentence with a number when the question asks for one."""
ADDED_WEIGHT = 0.4

_ASKS_AMOUNT = re.compile(
    r"\b(?:how (?:much|many|often|long|fast|soon|high|low)|dos(?:e|es|age|ing)|rate|threshold"
    r"|target|cut-?off|level|maximum|minimum|max|min|duration|interval|volume|when)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\d")


@dataclass(frozen=True)
class Candidate:
    """One sentence of the evidence, scored."""

    rank: int
    """Of its passage among the evidence, from 0."""
    evidence: Evidence
    sentence: Sentence
    words: str
    """As it reads alone."""
    reading: str
    """With title and headings, as it is scored."""
    score: float = 0.0

    @property
    def key(self) -> tuple[str, int]:
        """Where it stands: version and offset."""
        return (self.evidence.version.key, self.sentence.start)


class ExtractiveGenerator:
    """Scores each sentence of the evidence by sense and words, and keeps the best."""

    def __init__(self, embedder: Embedder, *, statements: int) -> None:
        self._embedder = embedder
        self._statements = statements

    @property
    def identity(self) -> str:
        """Name and version."""
        return IDENTITY

    def draft(
        self,
        question: Expansion,
        evidence: Sequence[Evidence],
        rarity: Callable[[str], float],
    ) -> tuple[DraftStatement, ...]:
        """Verbatim statements in source order, doses with the cautions of their section."""
        candidates = self._score(question, list(_candidates(question, evidence)), rarity)
        chosen = self._choose(candidates)
        statements: dict[tuple[str, int], DraftStatement] = {}
        for candidate in chosen:
            statements[candidate.key] = state(candidate.evidence, candidate.sentence)
        for part in dict.fromkeys(candidate.rank for candidate in chosen):
            found = evidence[part]
            doses = [candidate.sentence for candidate in chosen if candidate.rank == part]
            for sentence in cautions_for(found, doses):
                key = (found.version.key, sentence.start)
                statements.setdefault(key, state(found, sentence, caution=True))
        return tuple(statements.values())

    def _score(
        self, question: Expansion, candidates: list[Candidate], rarity: Callable[[str], float]
    ) -> list[Candidate]:
        if not candidates:
            return []
        readings = [candidate.reading for candidate in candidates]
        vectors = self._embedder.embed([question.text, *readings])
        cosines = vectors[1:] @ vectors[0]
        best = max(candidate.evidence.score for candidate in candidates)
        amounts = _asks_for_amount(question.text)
        scored = []
        for candidate, cosine in zip(candidates, cosines, strict=True):
            share = _share(question, candidate.reading, rarity)
            score = COSINE_SHARE * float(cosine) + (1 - COSINE_SHARE) * share
            score += PASSAGE_SHARE * candidate.evidence.score / max(best, 1e-6)
            if amounts and _AMOUNT.search(candidate.words):
                score += AMOUNT_BONUS
            scored.append(replace(candidate, score=score))
        return scored

    def _choose(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The best sentences, what they lean on, and the items of a list that answers."""
        if not candidates:
            return []
        best = max(candidate.score for candidate in candidates)
        ranked = sorted(candidates, key=lambda candidate: -candidate.score)
        kept: dict[tuple[str, int], Candidate] = {}
        for candidate in ranked:
            if candidate.score < NEAR_BEST * best or len(kept) >= self._statements:
                break
            for needed in _with_company(candidate, candidates):
                kept.setdefault(needed.key, needed)
        return sorted(kept.values(), key=lambda c: (_first_rank(c, kept.values()), *c.key))


def _share(question: Expansion, reading: str, rarity: Callable[[str], float]) -> float:
    """The rarity-weighted share of the question's terms in a sentence read with headings."""
    held = set(tokens(reading))
    weights = {term: rarity(term) for term in question.terms}
    total = sum(weights.values())
    weights |= {term: ADDED_WEIGHT * rarity(term) for term in question.added}
    covered = sum(weight for term, weight in weights.items() if term in held)
    return min(1.0, covered / total) if total else 0.0


def _candidates(question: Expansion, evidence: Sequence[Evidence]) -> Iterator[Candidate]:
    """Every sentence of the evidence that is about the patients asked about."""
    asked = populations_in(question.text)
    for rank, found in enumerate(evidence):
        headings = HEADING_SEPARATOR.join(found.text[span] for span in found.passage.headings)
        for sentence in found.passage.sentences:
            words = sentence.reading or found.text.content[sentence.start : sentence.end]
            if applies(asked, words, headings):
                reading = HEADING_SEPARATOR.join([found.version.metadata.title, headings, words])
                yield Candidate(rank, found, sentence, words, reading)


def _with_company(candidate: Candidate, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The sentence with those it cannot be read without; an introduction becomes its items."""
    same = [other for other in candidates if other.rank == candidate.rank]
    position = same.index(candidate)
    if candidate.sentence.kind == "intro":
        span = (candidate.sentence.start, candidate.sentence.end)
        return [other for other in same if span in other.sentence.context]
    if position and leans_on_previous(candidate.words) and candidate.sentence.kind == "sentence":
        return [same[position - 1], candidate]
    return [candidate]


def _first_rank(candidate: Candidate, kept: Iterable[Candidate]) -> int:
    """Documents follow one another by their best passage; within one, the source's order holds."""
    return min(c.rank for c in kept if c.evidence.version.key == candidate.evidence.version.key)


def _asks_for_amount(question: str) -> bool:
    return bool(_ASKS_AMOUNT.search(question))
