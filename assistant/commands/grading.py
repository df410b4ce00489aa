"""`eval grader`: corrupts the right answers of a run, and says what the measures catch of it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import typer

from assistant.commands.options import AsJson
from assistant.commands.printing import counted, progress_bar, say, say_json, say_table, say_wrapped
from assistant.commands.reporting import Run, Suites, suites_of
from assistant.commands.suite_options import SetsFolder
from corpus.errors import RunError

if TYPE_CHECKING:
    from evals.mutations.grading import Grade
    from evals.statistics import Interval


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command()(grader)


def grader(
    context: typer.Context,
    run: Run,
    suites: Suites = None,
    sets: SetsFolder = None,
    as_json: AsJson = False,
) -> None:
    """Grade the measures on corrupted answers of a run.

    Doses tenfold, units exchanged, negations dropped, citations moved; the answers of the run
    themselves show how often the measures cry wolf. Written to grader.json in the run's folder.
    """
    from evals.measures.registry import GROUNDING
    from evals.mutations.catalogue import MUTATIONS
    from evals.mutations.grading import grade
    from evals.runs.folder import GRADER, open_run
    from evals.scoring import graded_cases

    folder = open_run(run)
    cases = graded_cases(folder, suites_of(run, suites or (), sets, context.obj))
    answered = [one for one in cases if one.outcome.answered]
    if not answered:
        raise RunError(
            f"nothing was answered in {run}, so nothing can be corrupted: run more cases"
        )
    with progress_bar("Answers", len(answered)) as advance:
        found = grade(answered, GROUNDING, MUTATIONS, progress=advance)
    record = {"format": 1, "run": folder.manifest.id, **found.to_json()}
    folder.write(GRADER, record)
    if as_json:
        say_json(record)
        return
    say_table(
        ("mutation", "caught", "95 % interval", "of", "seen most by"),
        [
            (name, *_figures(found.of(name)), figure["of"], _keenest(figure))
            for name, figure in record["mutations"].items()
        ],
    )
    _say_faults(found)


def _say_faults(found: "Grade") -> None:
    record = found.to_json()
    for mutation, case, statement in record["missed"]:
        say_wrapped(f"Missed: {mutation} in {case}: {statement}")
    for case, measures in record["alarms"]:
        say_wrapped(f"False alarm: {case}, by {measures}")
    killed, limits = _figures(found.killed)
    say(f"Caught {killed} ({limits}) of {counted(len(found.corrupted), 'corrupted answer')}.")
    alarms, limits = _figures(found.false_alarms)
    say(
        f"Cried wolf on {alarms} ({limits}) of {counted(len(found.untouched), 'untouched answer')}."
    )


def _keenest(figure: Mapping[str, Any]) -> str:
    """The measure that flagged most of a mutation's answers by itself, and how many."""
    by_measure = {
        name: count
        for name, count in figure["by_measure"].items()
        if name not in ("citation_recall", "unsupported_statements")  # They sum up the others.
    }
    name = max(by_measure, key=lambda one: by_measure[one], default="")
    return f"{name} ({by_measure[name]})" if name else ""


def _figures(interval: "Interval") -> tuple[str, str]:
    return f"{interval.mean:.4f}", f"{interval.low:.4f} to {interval.high:.4f}"
