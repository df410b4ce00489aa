"""Whether a run may be held against gates: whole, unfiltered, and scored as it stands."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from corpus.errors import RunError
from evals.runs.folder import OUTCOMES, SCORES, RunFolder
from evals.scoring import scores_of
from evals.scoring.run_scores import FORMAT
from evals.suites.suite import Suite

_RESCORE = "score it again with `assistant eval score`"

Rescore = Callable[[RunFolder, Sequence[Suite]], Mapping[str, Any]]
"""Scores a run anew, without writing anything."""


def problems(
    folder: RunFolder, scores: Mapping[str, Any], suites: Sequence[Suite], rescore: Rescore
) -> list[str]:
    """What is wrong with the run, a sentence each; `suites` are those it must have asked whole."""
    found = [
        *_of_run(folder),
        *_of_suites(folder, suites),
        *_of_scores(folder, scores),
    ]
    # Only what is sound so far can be scored anew.
    return found or [*_of_figures(scores, rescore(folder, suites))]


def check_scores(folder: RunFolder, suites: Sequence[Suite], rescore: Rescore = scores_of) -> None:
    """Raise RunError when the scores of a complete run are not what its outcomes score."""
    if folder.complete:
        for wrong in _of_figures(read_scores(folder), rescore(folder, suites)):
            raise RunError(f"in {folder.path} {wrong}")


def read_scores(folder: RunFolder) -> dict[str, Any]:
    """What `scores.json` holds; RunError when it is missing, damaged or of another format."""
    scores = folder.record(SCORES)
    if scores.get("format") != FORMAT:
        raise RunError(
            f"{folder.path / SCORES} has format {scores.get('format')!r}, and this software reads "
            f"{FORMAT}: {_RESCORE}"
        )
    return scores


def _of_run(folder: RunFolder) -> Iterator[str]:
    if not folder.complete:
        yield "the run is not complete: finish it with `assistant eval run … --resume`"
    # Which suites were asked, and whether whole, is seen from their cases.
    filters = {name: value for name, value in folder.manifest.filters.items() if name != "suites"}
    chosen = [f"{name} {value}" for name, value in filters.items() if value]
    if chosen:
        yield f"only some cases were asked ({', '.join(chosen)}): run the suites without filters"
    if folder.complete and OUTCOMES not in folder.manifest.files:
        yield "the run does not say what its files held, so run the suites again"


def _of_suites(folder: RunFolder, suites: Sequence[Suite]) -> Iterator[str]:
    ran = folder.manifest.inputs["suites"]
    asked = set(folder.manifest.inputs["cases"])
    lacking = [suite.name for suite in suites if suite.name not in ran]
    changed = [suite.name for suite in suites if ran.get(suite.name, suite.sha256) != suite.sha256]
    further = sorted(ran.keys() - {suite.name for suite in suites})
    if lacking:
        yield f"suites were not run: {', '.join(lacking)}"
    if changed:
        yield f"suites were changed since, so run them again: {', '.join(changed)}"
    if further:
        # With enough easy cases among them any rate would keep its bound.
        yield (
            f"suites were run that the gates do not name, and their cases would count too: "
            f"{', '.join(further)}: run those of the gates alone"
        )
    for suite in suites:
        left_out = sorted(case.key for case in suite.cases if case.key not in asked)
        if left_out and suite.name not in {*lacking, *changed}:
            yield (
                f"the suite {suite.name} was not run whole: {len(left_out)} of {len(suite.cases)} "
                f"cases were left out, such as {left_out[0]}"
            )


def _of_scores(folder: RunFolder, scores: Mapping[str, Any]) -> Iterator[str]:
    inputs = folder.manifest.inputs
    if scores.get("run") != folder.manifest.id:
        yield f"the scores are of the run {scores.get('run')}, not {folder.manifest.id}: {_RESCORE}"
    if scores.get("outcomes") != _sha256(folder):
        yield f"the scores are not of the outcomes that are there: {_RESCORE}"
    if scores.get("suites") != inputs["suites"]:
        yield f"the scores are of other suites than the run: {_RESCORE}"
    scored = [case["case"] for case in scores["cases"]]
    if sorted(scored) != sorted(inputs["cases"]):
        yield (
            f"{len(scored)} cases were scored and {len(inputs['cases'])} were to be asked, each "
            f"once: {_RESCORE}"
        )


def _of_figures(scores: Mapping[str, Any], anew: Mapping[str, Any]) -> Iterator[str]:
    """The figures are scored anew, so that nobody need trust a file that anyone can edit.

    Those of an entailment model are left out: it is not asked here.
    """
    others = [
        part
        for part in sorted(scores.keys() | anew.keys())
        if _deterministic(scores.get(part)) != _deterministic(anew.get(part))
    ]
    if others:
        yield f"{SCORES} is not what its outcomes score ({', '.join(others)}): {_RESCORE}"


def _deterministic(figures: Any) -> Any:
    if isinstance(figures, list | tuple):
        return [_deterministic(one) for one in figures]
    if not isinstance(figures, Mapping):
        return figures
    return {
        name: _deterministic(value)
        for name, value in figures.items()
        if not name.startswith("entailment_")
    }


def _sha256(folder: RunFolder) -> str:
    try:
        return hashlib.sha256((folder.path / OUTCOMES).read_bytes()).hexdigest()
    except OSError as error:
        raise RunError(
            f"{folder.path / OUTCOMES} cannot be read ({error.strerror}): run the suites again"
        ) from None
