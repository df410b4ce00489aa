"""Puts questions about the same thing together, and names what they are about."""

import re
from collections import Counter
from collections.abc import Sequence
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.embed import Embedder
from assistant.vocabulary import drugs_in, expand, tokens
from assistant.vocabulary.lists import common_words

THRESHOLD = 0.73
"""Mean cosine distance up to which two groups of questions are one. Chosen by adjusted mutual
information on 600 questions about 100 documents; on 600 about 100 others it gives 176 topics of
homogeneity 0.84, completeness 0.78, V-measure 0.81 and adjusted mutual information 0.42. V-measure
alone would have chosen a topic for every question, which gives 0.84: it is not corrected for
chance. Many of those questions do not name what they are about, so no grouping comes near 1."""
MEANING, TERMS, DRUGS = 0.6, 0.2, 0.2
"""What the embedding, the words and the drugs count; chosen on the same questions."""
LABEL_WORDS = 4

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def group(
    questions: Sequence[str], embedder: Embedder, threshold: float = THRESHOLD
) -> list[list[int]]:
    """The positions of the questions of each topic, topics in the order of their first question.

    Agglomerative clustering with average linkage; the same questions give the same topics. Time
    and memory grow with the square of the number: 2,000 questions take seconds.
    """
    if len(questions) < 2:
        return [[at] for at in range(len(questions))]
    from sklearn.cluster import AgglomerativeClustering

    clustering = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=threshold
    )
    labels = clustering.fit_predict(_distances(questions, embedder))
    topics: dict[int, list[int]] = {}
    for at, label in enumerate(labels):
        topics.setdefault(int(label), []).append(at)
    return list(topics.values())


def _distances(questions: Sequence[str], embedder: Embedder) -> NDArray[np.float64]:
    """Cosine distances between the questions, shape (n, n)."""
    expansions = [expand(question) for question in questions]
    vectors = embedder.embed([expansion.text for expansion in expansions]).astype(np.float64)
    parts = [
        (MEANING, vectors),
        (TERMS, _weighed([[*one.terms, *one.added] for one in expansions])),
        (DRUGS, _weighed([sorted(drugs_in(one.asked)) for one in expansions])),
    ]
    similar = np.zeros((len(questions), len(questions)))
    for weight, matrix in parts:
        if matrix is not None:
            product = matrix @ matrix.T
            similar += weight * (product if isinstance(product, np.ndarray) else product.toarray())
    # A question that names no drug is compared by what it does have.
    norms = np.sqrt(np.maximum(similar.diagonal(), 1e-9))
    similar /= norms[:, None] * norms[None, :]
    # Rounded, so that another machine's last digit cannot change a topic.
    return np.asarray(np.round(np.maximum(1 - similar, 0), 6), np.float64)


def _weighed(features: Sequence[Sequence[str]]) -> Any:
    """Sparse unit rows, rare features weighing more; None when there are no features at all."""
    if not any(features):
        return None
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(analyzer=list, binary=True).fit_transform(features)


class Labels:
    """Names topics by the words that set them apart from `questions` as a whole."""

    def __init__(self, questions: Sequence[str]) -> None:
        self._count = len(questions)
        self._spread = Counter(term for question in questions for term in set(_terms(question)))

    def of(self, topic: Sequence[str]) -> str:
        """Up to four words as they were typed, the most telling first; empty without any."""
        spellings: dict[str, Counter[str]] = {}
        held: Counter[str] = Counter()
        for question in topic:
            terms = _terms(question)
            held.update(terms.keys())
            for term, word in terms.items():
                spellings.setdefault(term, Counter())[word] += 1
        # What a single question says does not name a topic of several.
        shared = {term for term, count in held.items() if count > 1} or set(held)
        best = sorted(shared, key=lambda term: (-held[term] * self._rarity(term), term))
        words = [spellings[term].most_common(1)[0][0] for term in best[:LABEL_WORDS]]
        return ", ".join(words)

    def _rarity(self, term: str) -> float:
        return log((1 + self._count) / (1 + self._spread[term])) + 0.1


def _terms(question: str) -> dict[str, str]:
    """The index terms of a question's words, each with a word that gave it; everyday words out."""
    found: dict[str, str] = {}
    for word in _WORD.findall(question):
        forms = tokens(word)
        if forms and len(word) > 1 and word.lower() not in common_words():
            found.setdefault(forms[0], word if word[1:] != word[1:].lower() else word.lower())
    return found
