"""What a calibration is worth on documents that chose nothing of it, with intervals."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from assistant.calibration import Calibration
from evals.calibration.examples import Example
from evals.calibration.fitting import Weights, probabilities
from evals.calibration.holding import RISKS, Scored
from evals.statistics import Interval, rate_interval

RESAMPLES = 500
SEED = 20261122
WRONGLY_REFUSED = 0.05
"""The share of answerable questions that the second threshold may refuse."""


def report(
    found: Sequence[Example],
    weights: Weights,
    calibration: Calibration,
    chosen_on: Scored,
    on_test: Scored,
) -> dict[str, Any]:
    """AUROC, what is refused at two thresholds, and coverage at risks held on calibration cases."""
    chances = [
        0.0 if one.forbidden else p
        for one, p in zip(found, probabilities(found, weights), strict=True)
    ]
    second = chosen_on.refusing(WRONGLY_REFUSED)
    as_set = [(one, p) for one, p in zip(found, chances, strict=True) if one.kind != "removed"]
    near = Scored(
        [p for _, p in as_set],
        [one.right for one, _ in as_set],
        [one.question for one, _ in as_set],
    )
    return {
        "AUROC": {kind: _auroc(found, chances, kind) for kind in ("near_miss", "removed")},
        "evidence holds what answers": _said(
            _rate([one for one in found if one.kind == "answerable"], lambda one: one.right)
        ),
        "at the threshold": _refused(found, chances, calibration.threshold),
        "at 5 % wrongly refused": _refused(found, chances, second),
        "risk at the threshold": _risk(on_test, calibration.threshold),
        "risk with near misses alone, a third": _risk(near, calibration.threshold),
        "coverage at risks": {
            f"{risk:.3f}": _risk(on_test, threshold)
            for risk in RISKS
            if (threshold := chosen_on.holding(risk, calibration.confidence)) is not None
        },
    }


def _risk(cases: Scored, threshold: float) -> dict[str, Any]:
    point = cases.at(threshold, 0.95)
    return {
        "threshold": round(threshold, 4),
        "coverage": round(point.coverage, 3),
        "risk": round(point.risk, 4),
        "upper": round(point.upper, 4),
        "wrong": f"{cases.wrong(threshold)} of {cases.answered(threshold)}",
    }


def _refused(found: Sequence[Example], chances: Sequence[float], threshold: float) -> Any:
    refused = {id(one): p < threshold for one, p in zip(found, chances, strict=True)}
    groups = {
        "answerable": [one for one in found if one.right],
        "near_miss": [one for one in found if one.kind == "near_miss"],
        "removed": [one for one in found if one.kind == "removed"],
    }
    return {
        kind: _said(_rate(group, lambda one: refused[id(one)])) for kind, group in groups.items()
    }


def _rate(group: Sequence[Example], hit: Any) -> Interval:
    hits = [float(hit(one)) for one in group]
    return rate_interval(hits, [1] * len(group), [one.document for one in group])


def _auroc(found: Sequence[Example], chances: Sequence[float], kind: str) -> str:
    """With the percentile interval of resampled documents."""
    from sklearn.metrics import roc_auc_score

    among = [
        (one, p) for one, p in zip(found, chances, strict=True) if one.right or one.kind == kind
    ]
    labels = np.array([one.right for one, _ in among])
    values = np.array([p for _, p in among])
    names = sorted({one.document for one, _ in among})
    places = {
        name: np.array([i for i, (one, _) in enumerate(among) if one.document == name])
        for name in names
    }
    random = np.random.default_rng(SEED)
    resampled = []
    for _ in range(RESAMPLES):
        rows = np.concatenate([places[name] for name in random.choice(names, len(names))])
        resampled.append(roc_auc_score(labels[rows], values[rows]))
    low, high = np.percentile(resampled, (2.5, 97.5))
    return _said(Interval(float(roc_auc_score(labels, values)), float(low), float(high)))


def _said(interval: Interval) -> str:
    return f"{interval.mean:.3f} ({interval.low:.3f} to {interval.high:.3f})"
