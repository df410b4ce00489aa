"""A run folder as reports need it: scored, of one piece, and of the suites at hand."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import RunError
from evals.runs.folder import GRADER, OUTCOMES, PERFORMANCE, SCORES, SOURCES, open_run
from evals.runs.manifest import Manifest
from evals.runs.outcome import Outcome
from evals.runs.sources import Sources
from evals.scoring.run_scores import FORMAT
from evals.suites.case import Case
from evals.suites.suite import Suite

_RESCORE = "score it again with `assistant eval score`"


@dataclass(frozen=True)
class ScoredRun:
    """What was asked, what came, and how it scored."""

    manifest: Manifest
    scores: Mapping[str, Any]
    performance: Mapping[str, Any]
    """Empty when the run did not get so far."""
    grader: Mapping[str, Any]
    """What the measures caught of corrupted answers; empty when they were not graded."""
    outcomes: Mapping[str, Outcome]
    """By case key."""
    sources: Mapping[str, Sources]
    """By corpus; empty when the run did not get so far."""
    cases: Mapping[str, Case]
    """Of the suites, by key; all that were scored are among them."""
    suites: tuple[Suite, ...]

    @property
    def asked(self) -> int:
        """How many cases the run was to ask."""
        return len(self.manifest.inputs["cases"])

    @property
    def complete(self) -> bool:
        """Whether it got to its end and every case has an outcome and a score."""
        scored = {case["case"] for case in self.scores["cases"]}
        wanted = set(self.manifest.inputs["cases"])
        return self.manifest.state == "complete" and wanted <= scored & self.outcomes.keys()

    @property
    def filtered(self) -> Mapping[str, Any]:
        """By what only some of its suites' cases were chosen; empty when all were asked."""
        chosen = {name: value for name, value in self.manifest.filters.items() if value}
        chosen.pop("suites", None)
        return chosen

    @property
    def left_out(self) -> int:
        """How many cases of the suites at hand were not to be asked."""
        return len(self.cases.keys() - set(self.manifest.inputs["cases"]))


def read_run(folder: Path, suites: Iterable[Suite]) -> ScoredRun:
    """Read a scored run, complete or not.

    Raises RunError for one that is missing, damaged, not scored as it stands, or of other suites.
    """
    opened = open_run(folder, unfinished=True)
    scores = opened.record(SCORES)
    of_run = opened.manifest.inputs["suites"]
    named = tuple(suite for suite in suites if suite.name in of_run)
    run = ScoredRun(
        manifest=opened.manifest,
        scores=scores,
        performance=opened.performance if (folder / PERFORMANCE).exists() else {},
        grader=opened.record(GRADER) if (folder / GRADER).exists() else {},
        outcomes=opened.outcomes,
        sources=opened.sources if opened.complete or (folder / SOURCES).exists() else {},
        cases={case.key: case for suite in named for case in suite.cases},
        suites=named,
    )
    try:
        _check_scores(run, folder)
        _check_suites(run)
        _check_grader(run, folder)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RunError(
            f"{folder / SCORES} is damaged ({type(error).__name__}: {error}): {_RESCORE}"
        ) from None
    return run


def _check_scores(run: ScoredRun, folder: Path) -> None:
    """RunError unless they are of this run and of the outcomes that are there."""
    if run.scores["format"] != FORMAT:
        raise RunError(
            f"{folder / SCORES} has format {run.scores['format']!r}, and this software reads "
            f"{FORMAT}: {_RESCORE}"
        )
    outcomes = hashlib.sha256((folder / OUTCOMES).read_bytes()).hexdigest()
    if run.scores["run"] != run.manifest.id or run.scores["outcomes"] != outcomes:
        raise RunError(
            f"{folder / SCORES} is not of the run {run.manifest.id} and the outcomes that are "
            f"there: {_RESCORE}"
        )


def _check_grader(run: ScoredRun, folder: Path) -> None:
    """RunError unless the measures were graded on the answers of this run."""
    if run.grader and (run.grader.get("format"), run.grader.get("run")) != (
        FORMAT,
        run.manifest.id,
    ):
        raise RunError(
            f"{folder / GRADER} is not of the run {run.manifest.id}: grade the measures again with "
            "`assistant eval grader`"
        )


def _check_suites(run: ScoredRun) -> None:
    """RunError unless the suites at hand are those it was scored with."""
    at_hand = {suite.name: suite.sha256 for suite in run.suites}
    for name, sha256 in run.scores["suites"].items():
        if at_hand.get(name) != sha256:
            was = "is not at hand" if name not in at_hand else "was changed since"
            raise RunError(
                f"the suite {name} {was}, so what was expected cannot be shown: {_RESCORE}"
            )
    for case in run.scores["cases"]:
        if case["case"] not in run.cases or case["case"] not in run.outcomes:
            raise RunError(f"the score of {case['case']} has no case or no outcome: {_RESCORE}")
