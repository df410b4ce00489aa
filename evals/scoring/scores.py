"""The scores of a run: every measure of every case, summed up over all, suites and slices."""

from collections.abc import Mapping, Sequence
from typing import Any

from evals.measures.canary_leaks import CanaryLeaks, Leaks
from evals.measures.entailment import EntailmentModel
from evals.measures.flips import FAMILIES, FamilyMeasure
from evals.measures.refusals import refused_for
from evals.measures.registry import ALL, entailment_measures
from evals.measures.score import Graded, Measure, score_once
from evals.scoring.confidence import calibration, selective
from evals.scoring.fairness import fairness
from evals.scoring.figures import CaseScores, Figures, by_tag, figures_of
from evals.scoring.kept import KeptScores, Scores
from evals.suites.case import Case

DIGITS = 6
"""Of every figure, so that the last bits of a machine's arithmetic do not show."""


def score(
    graded: Sequence[Graded],
    leaks: Leaks | None = None,
    entailment: EntailmentModel | None = None,
    kept: KeptScores | None = None,
) -> dict[str, Any]:
    """What `scores.json` says of the cases: the same for the same cases, outcomes and sources.

    `leaks` are the files in which identifiers and canaries were found (None when nobody looked);
    without an entailment model its two measures are left out.
    """
    measures = _measures(leaks, entailment)
    cases = case_scores(graded, measures, kept)
    every: tuple[Measure | FamilyMeasure, ...] = (*measures, *FAMILIES)
    slices: dict[str, dict[str, Figures]] = {
        tag: {value: figures_of(sliced, every) for value, sliced in values.items()}
        for tag, values in by_tag(cases).items()
    }
    suites: dict[str, list[CaseScores]] = {}
    for one in cases:
        suites.setdefault(one.case.suite, []).append(one)
    found = {
        "measures": figures_of(cases, every),
        "suites_measures": {name: figures_of(own, every) for name, own in suites.items()},
        "slices": slices,
        "fairness": fairness(slices),
        "selective": selective(cases),
        "calibration": calibration(cases),
    }
    rounded: dict[str, Any] = _rounded(found)
    return rounded | {"cases": [_record(one) for one in cases]}


def case_scores(
    graded: Sequence[Graded], measures: Sequence[Measure], kept: KeptScores | None = None
) -> list[CaseScores]:
    """The cases in order of their keys, each with its scores; variants with those of families."""
    by_key: dict[str, Graded] = {}
    for one in graded:
        if by_key.setdefault(one.case.key, one) is not one:
            raise ValueError(f"{one.case.key} is there twice")
    return [_scored(by_key[key], _parent(by_key[key].case, by_key), measures, kept)
            for key in sorted(by_key)]  # fmt: skip


def _measures(leaks: Leaks | None, entailment: EntailmentModel | None) -> tuple[Measure, ...]:
    measures = tuple(CanaryLeaks(leaks) if isinstance(one, CanaryLeaks) else one for one in ALL)
    return (*measures, *(entailment_measures(entailment) if entailment else ()))


def _parent(case: Case, by_key: Mapping[str, Graded]) -> Graded | None:
    """What the case is another wording of; None for no variant, or when that was not asked."""
    return by_key.get(case.family) if case.variant_of else None


def _scored(
    graded: Graded,
    parent: Graded | None,
    measures: Sequence[Measure],
    kept: KeptScores | None,
) -> CaseScores:
    # Leaks are looked for in the files of the run and are no matter of the case alone.
    lasting = [one for one in measures if not isinstance(one, CanaryLeaks)]
    scores = (
        kept.get(graded, parent, lambda: _looked_for(graded, parent, lasting))
        if kept is not None
        else _looked_for(graded, parent, lasting)
    )
    for measure in measures:
        if isinstance(measure, CanaryLeaks) and (found := measure.score(graded)) is not None:
            scores[measure.name] = found
    answer = graded.outcome.answer
    return CaseScores(
        graded.case,
        "error" if answer is None else str(answer["status"]),
        None if answer is None else float(answer["confidence"]),
        refused_for(graded),
        scores,
    )


def _looked_for(graded: Graded, parent: Graded | None, measures: Sequence[Measure]) -> Scores:
    scores: Scores = {}
    for measure in measures:
        if (found := score_once(measure, graded)) is not None:
            scores[measure.name] = found
    if parent is not None:
        scores |= _family_scores(parent, graded, FAMILIES)
    return scores


def _family_scores(parent: Graded, variant: Graded, measures: Sequence[FamilyMeasure]) -> Scores:
    scored = ((measure.name, measure.score(parent, variant)) for measure in measures)
    return {name: found for name, found in scored if found is not None}


def _record(one: CaseScores) -> dict[str, Any]:
    return {
        "case": one.case.key,
        "suite": one.case.suite,
        "cluster": one.cluster,
        "expect": one.case.expect.value,
        "kind": one.case.tags.get("kind", ""),
        "status": one.status,
        "passed": one.passed,
        "confidence": _rounded(one.confidence),
        "scores": {name: [_rounded(found.hits), found.of] for name, found in one.scores.items()},
        "faults": {name: list(found.faults) for name, found in one.scores.items() if found.faults},
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        # Minus nought and nought are one figure.
        return round(value, DIGITS) + 0.0
    if isinstance(value, Mapping):
        return {name: _rounded(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(one) for one in value]
    return value
