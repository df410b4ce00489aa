"""`eval run`: asks the cases of suites, and keeps what came of them."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.commands.options import AsJson, place
from assistant.commands.printing import counted, progress_bar, say, say_json, warn
from assistant.commands.scoring import entailment_model, say_scores, summary
from assistant.commands.suite_options import Ids, SetsFolder, SuiteNames, Tags, named_suites
from assistant.settings import Settings
from corpus.errors import RunError

if TYPE_CHECKING:
    from evals.runs.folder import RunFolder

LONGEST = 86400
"""Seconds, a day: who sets more wants no limit, and a case that hangs would never end."""
INTERRUPTED = 130
"""The exit code of a run that was stopped, as shells have it for Ctrl-C."""


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command()(run)


def run(
    context: typer.Context,
    names: SuiteNames,
    out: Annotated[
        Path | None,
        typer.Option(
            parser=place, metavar="DIR", help="An empty folder. [one in the home, evals/runs]"
        ),
    ] = None,
    tags: Tags = None,
    ids: Ids = None,
    only_failed: Annotated[
        Path | None,
        typer.Option(parser=place, metavar="RUN", help="Only cases that failed in that run."),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that ask. [one for each core]")
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=0.1, metavar="SECONDS", help="The limit for one case.")
    ] = 60,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Ask again what was answered before.")
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Finish the run in --out that was stopped.")
    ] = False,
    snapshot: Annotated[
        str | None, typer.Option(help="Ask this snapshot, even a draft. [the published one]")
    ] = None,
    sets: SetsFolder = None,
    as_json: AsJson = False,
) -> None:
    """Ask every case of suites, and score what came.

    Ctrl-C stops in good order; the same command with --resume finishes.
    """
    if resume and out is None:
        raise typer.BadParameter("--resume needs --out with the run to finish")
    if not timeout <= LONGEST:  # which is how nan is told, too
        raise typer.BadParameter(f"--timeout {timeout} is not a number up to {LONGEST}")
    from evals.runs.running import Options
    from evals.runs.running import run as ask
    from evals.runs.workers import default_workers
    from evals.scoring import score_run
    from evals.scoring.kept import folder_in
    from evals.suites.picking import select

    settings: Settings = context.obj
    if resume and out and not out.exists():
        warn(f"assistant: {out} holds no run yet, so this one begins at its first case")
    suites = select(
        named_suites(names, sets, settings),
        tags or (),
        ids or (),
        only=_failed(only_failed) if only_failed else None,
    )
    options = Options(
        out=out,
        workers=workers or default_workers(),
        limit=timeout,
        cache=not no_cache,
        resume=resume,
        snapshot=snapshot,
        filters={
            "suites": [suite.name for suite in suites],
            "tags": list(tags or ()),
            "ids": list(ids or ()),
            "only_failed": only_failed is not None,
        },
    )
    with progress_bar("Cases", sum(len(suite.cases) for suite in suites)) as advance:
        folder = ask(suites, settings, options, progress=advance)
    if not folder.complete:
        _say(folder, as_json)
        warn(
            f"assistant: the run was stopped: finish it with the same command, "
            f"--out {folder.path} and --resume"
        )
        raise typer.Exit(INTERRUPTED)
    model, keep = entailment_model(settings.entailment), folder_in(settings.home)
    scores = score_run(folder.path, suites, model, keep)
    _say(folder, as_json, scores)


def _failed(path: Path) -> set[str]:
    """The keys of the cases that failed in a run; RunError when it has no scores, or none failed.

    An error is a failure too.
    """
    from evals.runs.folder import SCORES, open_run

    scores = open_run(path).record(SCORES)
    try:
        failed = {case["case"] for case in scores["cases"] if not case["passed"]}
    except (KeyError, TypeError):
        raise RunError(
            f"{path / 'scores.json'} is damaged: score the run again with `assistant eval score`"
        ) from None
    if not failed:
        raise RunError(f"no case failed in the run {path}: leave out --only-failed")
    return failed


def _say(folder: "RunFolder", as_json: bool, scores: Mapping[str, Any] | None = None) -> None:
    """What came of a run; its scores too once it is complete."""
    counts = _counts(folder)
    if as_json:
        say_json(counts | {"scores": summary(scores) if scores else None})
        return
    if scores:
        say_scores(scores)
    say(
        f"{counted(counts['asked'], 'case')} ({counts['cached']} cached): "
        f"{counts['answered']} answered, {counts['refused']} refused, "
        f"{counted(counts['errors'], 'error')}, in {counts['wall_seconds']:.0f} s. "
        f"Run: {folder.path}"
    )


def _counts(folder: "RunFolder") -> dict[str, Any]:
    outcomes = folder.outcomes.values()
    performance = folder.performance
    return {
        "run": str(folder.path),
        "id": folder.manifest.id,
        "state": folder.manifest.state.value,
        "cases": len(folder.manifest.inputs["cases"]),
        "asked": len(outcomes),
        "cached": performance["cached"],
        "answered": sum(outcome.answered for outcome in outcomes),
        "refused": sum(outcome.refused for outcome in outcomes),
        "errors": sum(bool(outcome.error) for outcome in outcomes),
        "faults": dict(Counter(outcome.error for outcome in outcomes if outcome.error)),
        "latency_ms": performance["latency_ms"],
        "wall_seconds": performance["wall_seconds"],
    }
