"""What a support model is measured beside: always supported, word overlap, cosine."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.embed import Embedder
from assistant.vocabulary import tokens
from evals.statistics.interval import Interval
from evals.statistics.rates import rate_interval
from evals.training.support.example import Example

Scores = NDArray[np.float64]
"""Of shape (examples,): the higher, the more surely supported."""


class Accuracy(NamedTuple):
    """How many labels a score gets right, and how well it orders them."""

    accuracy: Interval
    """With its 95 % interval, clustered by document."""
    auroc: float
    """0.5 for what knows nothing."""


def always(examples: Sequence[Example]) -> Scores:
    """The same for all."""
    return np.ones(len(examples))


def word_overlap(examples: Sequence[Example]) -> Scores:
    """The share of a statement's words that are in its quote."""
    return np.array([_shared(one) for one in examples])


def cosine(examples: Sequence[Example], embedder: Embedder) -> Scores:
    """Of quote and statement."""
    quotes, statements = (
        np.asarray(embedder.embed(texts))
        for texts in ([one.quote for one in examples], [one.statement for one in examples])
    )
    return np.asarray((quotes * statements).sum(1), np.float64)


def best_threshold(examples: Sequence[Example], scores: Scores) -> float:
    """The score from which on to say "supported" for the most right labels of these examples."""
    labels = np.array([one.supported for one in examples])
    candidates = [*np.unique(scores), np.inf]
    right = [np.mean((scores >= candidate) == labels) for candidate in candidates]
    return float(candidates[int(np.argmax(right))])


def accuracy(examples: Sequence[Example], scores: Scores, threshold: float) -> Accuracy:
    """Of saying "supported" from the threshold on."""
    from sklearn.metrics import roc_auc_score

    labels = np.array([one.supported for one in examples])
    right = [float(hit) for hit in (scores >= threshold) == labels]
    clusters = [one.document for one in examples]
    return Accuracy(
        rate_interval(right, [1] * len(right), clusters), float(roc_auc_score(labels, scores))
    )


def _shared(example: Example) -> float:
    said, quoted = set(tokens(example.statement)), set(tokens(example.quote))
    return len(said & quoted) / len(said) if said else 0.0
