"""`eval score`: scores a run again, without asking anything."""

from typing import Any

import typer

from assistant.commands.options import AsJson
from assistant.commands.printing import say, say_json, say_table
from assistant.commands.reporting import Run, Suites, suites_of
from assistant.commands.suite_options import SetsFolder


def register(group: typer.Typer) -> None:
    """Add the command, also by the name that says it is done again."""
    group.command()(score)
    group.command("rescore", hidden=True)(score)


def score(
    context: typer.Context,
    run: Run,
    suites: Suites = None,
    sets: SetsFolder = None,
    as_json: AsJson = False,
) -> None:
    """Score a run by the suites as they are now, without asking again."""
    from evals.scoring import score_run

    scores = score_run(run, suites_of(run, suites or (), sets, context.obj))
    passed = sum(case["passed"] for case in scores["cases"])
    if as_json:
        say_json({
            "run": scores["run"],
            "cases": len(scores["cases"]),
            "passed": passed,
            "measures": scores["measures"],
        })  # fmt: skip
        return
    say(f"{passed} of {len(scores['cases'])} cases came out right in every way.")
    say_table(
        ("measure", "value", "95 % interval", "hits", "of", "cases"),
        [_row(name, figure) for name, figure in scores["measures"].items()],
    )
    say(f"Scores: {run / 'scores.json'}")


def _row(name: str, figure: dict[str, Any]) -> tuple[Any, ...]:
    return (
        name + (" (lower is better)" if figure["better"] == "lower" else ""),
        f"{figure['value']:.3f}",
        f"{figure['low']:.3f} to {figure['high']:.3f}",
        f"{figure['hits']:g}",
        figure["of"],
        figure["cases"],
    )
