"""Retrieval: dense and lexical candidates among what is in force, fused, and then reranked."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from assistant.embed.embedder import Embedder
from assistant.evidence import Evidence
from assistant.retrieve.reranking import Reranker
from assistant.snapshot.snapshot import Snapshot
from assistant.vocabulary import ADDED_WEIGHT, Expansion, populations_in
from corpus.library import Library
from corpus.versions import Version

DENSE_SHARE = 0.6
"""Weight of the cosine; the rest is lexical. Chosen on MedQuAD and protocol questions that are
not among those the benchmark reports."""

OWN_GROUP = 0.05
"""Added to the score of a document made for a group that the question mentions."""


def retrieve(
    question: Expansion,
    allowed: Mapping[str, Version],
    snapshot: Snapshot,
    library: Library,
    embedder: Embedder,
    *,
    candidates: int,
    count: int,
    reranker: Reranker | None = None,
) -> tuple[Evidence, ...]:
    """The `count` best passages of the allowed versions, best first; fewer if there are fewer.

    Documents made for a group of patients that the question mentions come a little earlier.
    Without a reranker the fused score is what ranks.
    """
    mask = snapshot.rows_of(allowed)
    if not mask.any():
        return ()
    [vector] = embedder.embed([question.text])
    rows, cosines, lexical = search(question, vector, mask, snapshot, candidates)
    mentioned = populations_in(question.asked)
    own = {key for key, version in allowed.items() if mentioned & set(version.metadata.population)}
    scores = fuse(cosines, lexical) + OWN_GROUP * snapshot.rows_of(own)[rows]
    depth = max(count, reranker.depth) if reranker else count
    found = []
    for position in np.argsort(-scores, kind="stable")[:depth]:
        row = int(rows[position])
        version = allowed[snapshot.part(row).key]
        found.append(
            Evidence(
                version=version,
                text=library.text(version.text_sha256),
                passage=snapshot.passage(row),
                score=float(scores[position]),
                fused=float(scores[position]),
                cosine=float(cosines[position]),
                lexical=float(lexical[position]),
            )
        )
    return (reranker(found) if reranker else tuple(found))[:count]


def search(
    question: Expansion,
    vector: NDArray[np.float32],
    mask: NDArray[np.bool_],
    snapshot: Snapshot,
    candidates: int,
) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]:
    """Rows that either search puts among its first, with their cosine and lexical share."""
    lexical = snapshot.lexical.scores(lexical_weights(question)) * mask
    highest = _highest(question, snapshot)
    by_words = _highest_first(lexical, candidates)
    by_sense, _ = snapshot.dense.search(vector, candidates, mask)
    rows = np.union1d(by_words, by_sense).astype(np.int64)
    return rows, snapshot.dense.cosines(vector, rows), lexical[rows] / highest


def _highest_first(scores: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Rows of the `count` highest scores above 0, the first of equal ones first."""
    rows = np.flatnonzero(scores)
    if len(rows) > count:
        # Sorting a few is quick where sorting every passage of a large corpus is not.
        least = np.partition(scores[rows], len(rows) - count)[len(rows) - count]
        rows = rows[scores[rows] >= least]
    return rows[np.argsort(-scores[rows], kind="stable")[:count]]


def lexical_weights(question: Expansion) -> dict[str, float]:
    """What each index term counts: the question's own words fully, added ones less."""
    weights = dict.fromkeys(question.added, ADDED_WEIGHT)
    weights.update(dict.fromkeys(question.terms, 1.0))
    return weights


def fuse(cosines: NDArray[np.float32], lexical: NDArray[np.float32]) -> NDArray[np.float32]:
    """One score from both: their weighted sum, each already between 0 and about 1."""
    return np.asarray(DENSE_SHARE * cosines + (1 - DENSE_SHARE) * lexical, np.float32)


def _highest(question: Expansion, snapshot: Snapshot) -> float:
    """The bound that BM25 (Lucene's form) approaches for a passage full of the question's words."""
    total = sum(snapshot.lexical.rarity(term) for term in dict.fromkeys(question.terms))
    return max(total, 1e-6)
