"""Fits the weights of the decision: a logistic regression of few features, each with a name."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from evals.calibration.examples import Example

FOLDS = 9
BASE = "base"
REGULAR = 1.0
"""Inverse strength of the regularisation; the features are of like size."""


@dataclass(frozen=True)
class Weights:
    """Of the features, by name."""

    of: dict[str, float]
    intercept: float


def in_mix(example: Example) -> bool:
    """Whether it counts for the risk: of questions without their document every second one."""
    place = hashlib.sha256(example.question.encode()).digest()[0]
    return example.kind != "removed" or place % 2 == 0


def fit(found: Sequence[Example]) -> Weights:
    """Weights and intercept that predict whether an answer is right, in the mix of the set."""
    from sklearn.linear_model import LogisticRegression

    names = list(found[0].values)
    weights = [1.0 if one.kind != "removed" else 0.5 for one in found]
    labels = [one.right for one in found]
    model = LogisticRegression(C=REGULAR, max_iter=5000)
    model.fit(_rows(found, names), labels, sample_weight=weights)
    return Weights(
        dict(zip(names, map(float, model.coef_[0]), strict=True)), float(model.intercept_[0])
    )


def fit_on(found: Sequence[Example], base: Weights) -> Weights:
    """Weights that scale `base` as one and add those of the features it lacks.

    So few numbers can be learnt from few documents, where those of `base` come from many.
    """
    rows = [
        replace(
            one,
            values={BASE: _logit(one, base)}
            | {name: value for name, value in one.values.items() if name not in base.of},
        )
        for one in found
    ]
    fitted = fit(rows)
    scale = fitted.of[BASE]
    added = {name: weight for name, weight in fitted.of.items() if name != BASE}
    scaled = {name: scale * weight for name, weight in base.of.items()}
    return Weights(scaled | added, fitted.intercept + scale * base.intercept)


def _logit(example: Example, weights: Weights) -> float:
    return weights.intercept + sum(w * example.values[name] for name, w in weights.of.items())


def probabilities(found: Sequence[Example], weights: Weights) -> list[float]:
    """That an answer to each is right."""
    logits = _rows(found, list(weights.of)) @ np.array(list(weights.of.values()))
    return [float(p) for p in 1 / (1 + np.exp(-(logits + weights.intercept)))]


def cross_fitted(found: Sequence[Example], base: Weights) -> list[float]:
    """The same by weights fitted on other documents: every document is apart from its own fit."""
    result = [0.0] * len(found)
    folds = [int(hashlib.sha256(one.document.encode()).hexdigest(), 16) % FOLDS for one in found]
    for fold in sorted(set(folds)):
        others = [one for one, of in zip(found, folds, strict=True) if of != fold]
        places = [place for place, of in enumerate(folds) if of == fold]
        own = probabilities([found[place] for place in places], fit_on(others, base))
        for place, chance in zip(places, own, strict=True):
            result[place] = chance
    return result


def _rows(found: Sequence[Example], names: Sequence[str]) -> NDArray[np.float64]:
    return np.array([[example.values[name] for name in names] for example in found])
