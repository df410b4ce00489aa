"""The systems that retrieval is measured for, each ranking all passages for a question."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from assistant.embed import Embedder
from assistant.evidence_model import EvidenceModel
from assistant.retrieve import retrieval
from assistant.retrieve.reranking import combine
from assistant.settings import Settings
from assistant.snapshot.snapshot import Snapshot
from assistant.vocabulary import Expansion, expand, tokens
from evals.benchmarks.sets import RetrievalSet

DEPTH = 100
"""Ranks that are kept; the reciprocal rank of anything further down counts as 0."""
CANDIDATES = 100
"""Passages that each search hands to fusion: the product's default."""
RERANKED: int = Settings.model_fields["reranked"].default
"""Passages that the evidence model judges: the product's default."""

Ranker = Callable[[str], NDArray[np.int64]]
"""From a question to the rows of its best passages, best first, at most DEPTH."""


def rankers(snapshot: Snapshot, embedder: Embedder) -> dict[str, Ranker]:
    """Lexical alone, dense alone, and both fused, by name."""
    everything = np.ones(len(snapshot.parts), bool)

    def lexical(question: str) -> NDArray[np.int64]:
        """Plain BM25 over the question's own tokens."""
        scores = snapshot.lexical.scores(dict.fromkeys(tokens(question), 1.0))
        best = np.argsort(-scores, kind="stable")[:DEPTH]
        return best[scores[best] > 0]

    def dense(question: str) -> NDArray[np.int64]:
        """Cosine with the question as it was typed."""
        [vector] = embedder.embed([question])
        rows, _ = snapshot.dense.search(vector, DEPTH, everything)
        return rows

    def fused(question: str) -> NDArray[np.int64]:
        """What `assistant search` does without an evidence model: expansion, searches, fusion."""
        rows, _ = best(understand(question, snapshot), snapshot, embedder)
        return rows

    return {"lexical": lexical, "dense": dense, "fused": fused}


def reranker(
    chosen: RetrievalSet, snapshot: Snapshot, embedder: Embedder, model: EvidenceModel
) -> Ranker:
    """What `assistant search` does with that evidence model."""
    identities = list(chosen.passages)

    def reranked(question: str) -> NDArray[np.int64]:
        expansion = understand(question, snapshot)
        rows, scores = best(expansion, snapshot, embedder)
        readings = [chosen.reading(identities[row]) for row in rows[:RERANKED]]
        relevances = [one.relevance for one in model.judge(expansion.asked, readings)]
        return rows[np.argsort(-np.array(combine(scores.tolist(), relevances)), kind="stable")]

    return reranked


def best(
    expansion: Expansion, snapshot: Snapshot, embedder: Embedder
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The rows that fusion puts first, at most DEPTH, with their fused scores."""
    [vector] = embedder.embed([expansion.text])
    everything = np.ones(len(snapshot.parts), bool)
    rows, cosines, shares = retrieval.search(expansion, vector, everything, snapshot, CANDIDATES)
    scores = retrieval.fuse(cosines, shares)
    order = np.argsort(-scores, kind="stable")[:DEPTH]
    return rows[order], scores[order]


def understand(question: str, snapshot: Snapshot) -> Expansion:
    """The question as the product reads it before it searches."""
    return expand(question, snapshot.lexical.__contains__, snapshot.spelling)


def ranked(
    rows: NDArray[np.int64], cosines: NDArray[np.float32], shares: NDArray[np.float32]
) -> NDArray[np.int64]:
    """Candidates in the order of the product's fusion."""
    return rows[np.argsort(-retrieval.fuse(cosines, shares), kind="stable")[:DEPTH]]
