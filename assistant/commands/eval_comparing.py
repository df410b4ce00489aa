"""`eval compare`: what got better or worse between two runs, and what could not have been seen."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.options import AsJson, place
from assistant.commands.printing import counted, say, say_json, say_table, say_wrapped, warn

if TYPE_CHECKING:
    from evals.comparison import Comparison, MeasureComparison

SHOWN = 20
"""Cases of one list that are named for a person; the JSON names all."""


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command()(compare)


def compare(
    first: Annotated[Path, typer.Argument(metavar="RUN1", parser=place, help="Folder of a run.")],
    second: Annotated[Path, typer.Argument(metavar="RUN2", parser=place, help="A later one.")],
    as_json: AsJson = False,
) -> None:
    """Compare two runs case by case.

    What got better, what worse, which cases turned, and what the suites could not have seen.
    """
    from evals.comparison import compare as compare_scores
    from evals.runs.folder import SCORES, open_run

    runs = [open_run(path, unfinished=True, sealed=False) for path in (first, second)]
    scores = [run.record(SCORES) for run in runs]
    found = compare_scores(
        scores[0], scores[1], (runs[0].manifest.to_json(), runs[1].manifest.to_json())
    )
    if as_json:
        say_json(found.to_json())
    else:
        _say(found)


def _say(found: "Comparison") -> None:
    for warning in found.warnings:
        warn(f"! {warning}")
    say_wrapped(f"What differs: {', '.join(found.changed) or 'nothing that decides the answers'}.")
    say(
        f"{counted(found.cases, 'case')} asked by both: {found.passed_before} passed before, "
        f"{found.passed_after} after."
    )
    say()
    order = {"worse": 0, "better": 1}
    say_table(
        ("measure", "before", "after", "difference, 95 % interval", "p", "could see", "verdict"),
        [_row(one) for one in sorted(found.measures, key=lambda one: order.get(one.verdict, 2))],
    )
    say()
    say_wrapped(
        "p is after Holm's correction for the number of measures. “Could see” is the smallest "
        "difference that four in five such comparisons would have shown: a smaller one may be "
        "there and go unseen."
    )
    if found.incomparable:
        say_wrapped(f"Not measured in both runs: {', '.join(found.incomparable)}.")
    for title, keys in (
        ("Passed before, fail now", found.newly_failed),
        ("Failed before, pass now", found.newly_passed),
        ("In the first run alone, not compared", found.only_before),
        ("In the second run alone, not compared", found.only_after),
    ):
        _say_cases(title, keys)


def _row(one: "MeasureComparison") -> tuple[str, ...]:
    difference = one.paired.difference
    lower = " (less is better)" if one.better == "lower" else ""
    return (
        f"{one.measure}{lower}",
        f"{one.paired.before:.3f}",
        f"{one.paired.after:.3f}",
        f"{difference.mean:+.3f} ({difference.low:+.3f} to {difference.high:+.3f})",
        "< 0.001" if one.adjusted_p < 0.001 else f"{one.adjusted_p:.3f}",
        "nothing" if one.detectable is None else f"{one.detectable:.3f}",
        one.verdict if one.verdict in ("better", "worse") else "no difference seen",
    )


def _say_cases(title: str, keys: tuple[str, ...]) -> None:
    if not keys:
        return
    say()
    say(f"{title}: {counted(len(keys), 'case')}")
    for key in keys[:SHOWN]:
        say(f"  {key}")
    if len(keys) > SHOWN:
        say(f"  and {len(keys) - SHOWN} more: --json names all")
