"""`eval score`: scores a run again, without asking anything."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import typer

from assistant.commands.options import AsJson
from assistant.commands.printing import counted, say, say_json, say_table
from assistant.commands.reporting import Run, Suites, suites_of
from assistant.commands.suite_options import SetsFolder
from assistant.settings import Settings

if TYPE_CHECKING:
    from evals.measures.entailment import EntailmentModel


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command()(score)


def score(
    context: typer.Context,
    run: Run,
    suites: Suites = None,
    sets: SetsFolder = None,
    as_json: AsJson = False,
) -> None:
    """Score a run by the suites as they are now, without asking again."""
    from evals.scoring import score_run
    from evals.scoring.kept import folder_in

    settings: Settings = context.obj
    named = suites_of(run, suites or (), sets, settings)
    model, keep = entailment_model(settings.entailment), folder_in(settings.home)
    scores = score_run(run, named, model, keep)
    if as_json:
        say_json(summary(scores))
        return
    say_scores(scores)
    say(f"Scores: {run / 'scores.json'}")


def entailment_model(name: str) -> "EntailmentModel | None":
    """The model of that name or folder, not loaded yet; None for an empty name."""
    from evals.measures.entailment import EntailmentModel

    return EntailmentModel(name) if name else None


def summary(scores: Mapping[str, Any]) -> dict[str, Any]:
    """What a program wants of the scores first."""
    return {
        "run": scores["run"],
        "cases": len(scores["cases"]),
        "passed": sum(case["passed"] for case in scores["cases"]),
        "measures": scores["measures"],
    }


def say_scores(scores: Mapping[str, Any]) -> None:
    """Every measure with its interval, and how many cases came out right."""
    say_table(
        ("measure", "value", "95 % interval", "hits", "of", "cases"),
        [_row(name, figure) for name, figure in scores["measures"].items()],
    )
    passed = sum(case["passed"] for case in scores["cases"])
    say(f"{passed} of {counted(len(scores['cases']), 'case')} came out right in every way.")


def _row(name: str, figure: dict[str, Any]) -> tuple[Any, ...]:
    return (
        name + (" (less is better)" if figure["better"] == "lower" else ""),
        f"{figure['value']:.3f}",
        f"{figure['low']:.3f} to {figure['high']:.3f}",
        f"{figure['hits']:g}",
        figure["of"],
        figure["cases"],
    )
