"""The systems that retrieval is measured for, each ranking all passages for a question."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from assistant.embed import Embedder
from assistant.retrieve import retrieval
from assistant.snapshot.snapshot import Snapshot
from assistant.vocabulary import Expansion, expand, tokens

DEPTH = 100
"""Ranks that are kept; the reciprocal rank of anything further down counts as 0."""
CANDIDATES = 100
"""Passages that each search hands to fusion: the product's default."""

Ranker = Callable[[str], NDArray[np.int64]]
"""From a question to the rows of its best passages, best first, at most DEPTH."""


def rankers(snapshot: Snapshot, embedder: Embedder) -> dict[str, Ranker]:
    """Lexical alone, dense alone, and ours, by name."""
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

    def ours(question: str) -> NDArray[np.int64]:
        """What `assistant search` does: expansion, both searches, fusion."""
        expansion = understand(question, snapshot)
        [vector] = embedder.embed([expansion.text])
        rows, cosines, shares = retrieval.search(
            expansion, vector, everything, snapshot, CANDIDATES
        )
        return ranked(rows, cosines, shares)

    return {"lexical": lexical, "dense": dense, "ours": ours}


def understand(question: str, snapshot: Snapshot) -> Expansion:
    """The question as the product reads it before it searches."""
    return expand(question, snapshot.lexical.__contains__, snapshot.spelling)


def ranked(
    rows: NDArray[np.int64], cosines: NDArray[np.float32], shares: NDArray[np.float32]
) -> NDArray[np.int64]:
    """Candidates in the order of the product's fusion."""
    return rows[np.argsort(-retrieval.fuse(cosines, shares), kind="stable")[:DEPTH]]
