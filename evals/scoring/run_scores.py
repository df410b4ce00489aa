"""Scores a run folder: reads what came of the cases, and writes `scores.json` beside it."""

import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from corpus.errors import RunError
from evals.measures.entailment import EntailmentModel
from evals.measures.leak_search import find_leaks
from evals.measures.score import Graded
from evals.runs.folder import GRADER, OUTCOMES, SCORES, SUITES, RunFolder, open_run
from evals.runs.outcome import Outcome
from evals.runs.sources import Sources
from evals.scoring.kept import KeptScores
from evals.scoring.scores import score
from evals.suites.case import Case
from evals.suites.suite import Suite

FORMAT = 1
NOT_OF_THE_RUN = frozenset({
    SUITES, "library", SCORES, "report.html", "scores.csv", "junit.xml", GRADER,
})  # fmt: skip
"""Not searched for leaks: what cases and approved documents say, and what is made of them later."""


def score_run(
    path: Path,
    suites: Iterable[Suite],
    entailment: EntailmentModel | None = None,
    keep: Path | None = None,
) -> dict[str, Any]:
    """Score a complete run without asking anything, write `scores.json` whole, and return it.

    In the folder `keep`, which must not be of the run, the scores of its cases are kept: next time
    only cases that changed are scored, with the same result. Without it, and with an entailment
    model, all are. Raises as `scores_of`.
    """
    folder = open_run(path)
    kept = KeptScores(keep, folder) if keep is not None and entailment is None else None
    scores = scores_of(folder, suites, entailment, kept)
    if kept is not None:
        kept.save()
    folder.write(SCORES, scores)
    return scores


def scores_of(
    folder: RunFolder,
    suites: Iterable[Suite],
    entailment: EntailmentModel | None = None,
    kept: KeptScores | None = None,
) -> dict[str, Any]:
    """What `scores.json` should hold of a complete run; nothing is asked and nothing written.

    Facts, cautions and all that is expected are those of the suites at hand. Raises RunError for
    a run that is not complete, is damaged, or asked cases that the suites do not have, and
    ModelError for an entailment model that cannot be loaded.
    """
    path = folder.path
    named = tuple(suites)
    asked = set(folder.manifest.inputs["suites"])
    with _nothing_collected():
        graded = graded_cases(folder, named)
        leaks = find_leaks(path, graded, leave_out=NOT_OF_THE_RUN)
        return {
            "format": FORMAT,
            "run": folder.manifest.id,
            "outcomes": hashlib.sha256((path / OUTCOMES).read_bytes()).hexdigest(),
            "suites": {suite.name: suite.sha256 for suite in named if suite.name in asked},
            **score(graded, leaks, entailment, kept),
        }


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """No search for cycles: there are none, and it would take a quarter of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            # What was made is old at once, or all of it would be searched now.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def graded_cases(folder: RunFolder, suites: Iterable[Suite]) -> list[Graded]:
    """Every case of a complete run with what came of it; raises RunError."""
    if not folder.complete:
        raise RunError(
            f"the run {folder.path} is not complete, so it cannot be scored: finish it with "
            f"`assistant eval run … --out {folder.path} --resume`"
        )
    cases = {case.key: case for suite in suites for case in suite.cases}
    inputs = folder.manifest.inputs
    missing = sorted(key for key in inputs["cases"] if key not in cases)
    if missing:
        raise RunError(
            f"{folder.path} asked {missing[0]}"
            + (f" and {len(missing) - 1} more cases" if len(missing) > 1 else "")
            + " of which the suites at hand know nothing: name the suites it was run with, or run "
            "them again"
        )
    outcomes, sources = folder.outcomes, folder.sources
    today = date.fromisoformat(inputs["as_of"])
    return [_one(cases[key], outcomes[key], sources, today, folder.path) for key in inputs["cases"]]


def _one(
    case: Case, outcome: Outcome, sources: Mapping[str, Sources], today: date, path: Path
) -> Graded:
    day = (case.as_of or today).isoformat()
    known = sources.get(case.corpus)
    if known is None or day not in known.in_force:
        raise RunError(
            f"{path} does not say which documents {case.key} was asked of on {day}: the suite was "
            "changed since, so run it again"
        )
    return Graded(case, outcome, known, day)
