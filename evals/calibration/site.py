"""Fits the decision to a site's own suites: how sure to be, and from where on to answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from assistant.answers import RefusalReason
from assistant.ask import Stages, consider
from assistant.calibration import Calibration, CalibrationData
from assistant.decide import Look, shipped
from assistant.evidence import Evidence
from assistant.evidence_model import NONE
from corpus.errors import SuiteError
from evals.calibration.holding import RISKS, Scored, cases_needed
from evals.suites.case import Case, Expect
from evals.suites.gold import find_gold
from evals.suites.suite import Suite

LACKS = frozenset({RefusalReason.NOT_IN_CORPUS, RefusalReason.INSUFFICIENT_EVIDENCE})
"""Reasons of which the decision is the judge; the others are the screen's."""
FEWEST = 20
"""Cases of either kind below which nothing is fitted."""


@dataclass(frozen=True)
class Considered:
    """One case, with what the decision is made from."""

    case: Case
    right: bool
    """Whether an answer would be: one is expected, and words that answer are in the evidence."""
    seen: Look | None
    """None when nothing was found."""


def considered(
    suites: Sequence[Suite],
    stages: Stages,
    today: date,
    progress: Callable[[], None] = lambda: None,
) -> list[Considered]:
    """Ask the cases that the decision is about; SuiteError for a suite with its own documents."""
    found = []
    for suite in suites:
        if suite.documents is not None:
            raise SuiteError(
                f"the suite {suite.name} brings its own documents, and a calibration is for the "
                "published snapshot: name suites about the home's documents"
            )
        for case in suite.cases:
            progress()
            answer = case.expect is Expect.ANSWER
            if answer or LACKS & set(case.reasons):
                evidence, seen = consider(case.asked(today), stages)
                found.append(Considered(case, answer and _holds_gold(case, evidence), seen))
    return found


def recalibrate(
    cases: Sequence[Considered],
    model: str,
    data: Sequence[CalibrationData],
    risk: float,
    confidence: float,
) -> Calibration:
    """The shipped weights, scaled and shifted to these cases, with a threshold that holds `risk`.

    Platt's logistic map of the shipped score, which keeps its order; for a model that nothing was
    shipped for, the map is of the score without a model and of its own logit. The threshold is
    chosen on the same cases: a map of two or three numbers cannot learn them by heart. SuiteError
    when the cases are too few, do not agree with the score, or cannot show the risk. Source:
    Platt, Advances in Large Margin Classifiers (1999).
    """
    base = shipped().get(model) or shipped()[NONE]
    asked = [one for one in cases if one.seen is not None]
    labels = [one.right for one in asked]
    if min(sum(labels), len(labels) - sum(labels)) < FEWEST:
        raise SuiteError(
            f"{sum(labels)} cases have their answer in the evidence and "
            f"{len(labels) - sum(labels)} do not: name suites with at least {FEWEST} of either"
        )
    features = [one.seen.features for one in asked if one.seen is not None]
    weights, intercept = _fitted(base, model, features, labels)
    fitted = replace(base, evidence_model=model, weights=weights, intercept=intercept)
    scored = _scored(cases, fitted)
    threshold = scored.holding(risk, confidence)
    if threshold is None:
        raise SuiteError(_cannot(scored, risk, confidence))
    threshold = float(np.floor(threshold * 1e6) / 1e6)
    return replace(
        fitted,
        threshold=threshold,
        aim=risk,
        held=scored.at(threshold, confidence).upper,
        confidence=confidence,
        mix="the cases of " + ", ".join(one.name for one in data),
        answered=scored.answered(threshold),
        wrong=scored.wrong(threshold),
        cases=len(cases),
        curve=scored.curve(confidence),
        data=tuple(data),
    )


def _fitted(
    base: Calibration, model: str, features: Sequence[dict[str, float]], labels: Sequence[bool]
) -> tuple[dict[str, float], float]:
    """The weights and intercept that the map makes of the shipped ones."""
    from sklearn.linear_model import LogisticRegression

    own = base.evidence_model != model
    rows = [[base.logit(one), *([one["answers"]] if own else [])] for one in features]
    fit = LogisticRegression(C=100.0, max_iter=1000).fit(rows, labels)
    slope = float(fit.coef_[0][0])
    if slope <= 0 or float(fit.coef_[0][-1]) <= 0:
        raise SuiteError(
            "cases whose answer is in the evidence score no higher than the others, so no "
            "threshold would tell them apart: check the gold of the suites, or the evidence model"
        )
    weights = {name: slope * weight for name, weight in base.weights.items()}
    if own:
        weights["answers"] = float(fit.coef_[0][1])
    return weights, slope * base.intercept + float(fit.intercept_[0])


def _scored(cases: Sequence[Considered], calibration: Calibration) -> Scored:
    return Scored(
        [
            calibration.probability(one.seen.features)
            if one.seen and not one.seen.forbidden
            else 0.0
            for one in cases
        ],
        [one.right for one in cases],
        [one.case.family for one in cases],
    )


def _cannot(scored: Scored, risk: float, confidence: float) -> str:
    """Why a risk cannot be shown, what could be, and how many cases would be needed."""
    held = [(one, scored.holding(one, confidence)) for one in RISKS if one > risk]
    could = next(((one, at) for one, at in held if at is not None), None)
    said = (
        f"--risk {could[0]:g} could, which would answer "
        f"{scored.at(could[1], confidence).coverage:.0%} of what has an answer"
        if could and could[1] is not None
        else "nor could any other up to 40 %"
    )
    needed = cases_needed(0, 0, risk, confidence)
    return (
        f"these {len(scored.probabilities)} cases cannot show a risk of {risk:.1%} with "
        f"{confidence:.0%} confidence, and nothing was written: {said}; it takes at least "
        f"{needed} answered cases, none of them wrong"
    )


def _holds_gold(case: Case, evidence: Sequence[Evidence]) -> bool:
    """Whether words that the case names are among the evidence; a case may name none."""
    if not case.evidence:
        return bool(evidence)
    return any(
        span.start < found.passage.end and found.passage.start < span.end
        for gold in case.evidence
        for found in evidence
        if found.version.document == gold.document
        for span in find_gold(found.text, gold.contains)
    )
