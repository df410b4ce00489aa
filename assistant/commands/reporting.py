"""`eval report`: a run as a page for people, a table for spreadsheets, tests for build servers."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.options import AsJson, place
from assistant.commands.printing import say, say_json
from assistant.commands.suite_options import SetsFolder, named_suites
from assistant.settings import Settings
from corpus.errors import SuiteError

if TYPE_CHECKING:
    from evals.gates import Ruling
    from evals.suites.suite import Suite

Run = Annotated[Path, typer.Argument(metavar="RUN", parser=place, help="Folder of a run.")]
GatesFile = Annotated[
    Path | None,
    typer.Option("--gates", parser=place, metavar="FILE", help="Hold it against these. [none]"),
]
Against = Annotated[
    Path | None,
    typer.Option(
        "--against", parser=place, metavar="RUN", help="An earlier run to compare it with."
    ),
]
Suites = Annotated[
    list[str] | None,
    typer.Option(
        "--suite",
        metavar="SUITE",
        help="A suite of the run, as it was named for it; repeatable. [found by name]",
    ),
]


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command()(report)


def report(
    context: typer.Context,
    run: Run,
    against: Against = None,
    gates: GatesFile = None,
    out: Annotated[
        Path | None, typer.Option(parser=place, metavar="FILE", help="[report.html in the run]")
    ] = None,
    suites: Suites = None,
    sets: SetsFolder = None,
    as_json: AsJson = False,
) -> None:
    """Write a run's report as one HTML file.

    Besides it, scores.csv and junit.xml in the run's folder. Without --gates it gives no verdict.
    """
    from evals.reports import write_csv, write_junit, write_report

    named = suites_of(run, suites or (), sets, context.obj)
    ruling = ruling_of(run, gates, named)
    page = out or run / "report.html"
    write_report(run, named, page, against, ruling)
    write_csv(run, named, run / "scores.csv")
    write_junit(run, named, run / "junit.xml")
    if as_json:
        say_json({
            "report": str(page),
            "csv": str(run / "scores.csv"),
            "junit": str(run / "junit.xml"),
            "passed": ruling.passed if ruling else None,
        })  # fmt: skip
    else:
        say(f"Report: {page}")


def suites_of(
    run: Path, names: Sequence[str], sets: Path | None, settings: Settings
) -> "tuple[Suite, ...]":
    """The suites of a run: those named, those that ship, or the copies in its folder.

    Raises RunError for what is no run, SuiteError for suites that are not found.
    """
    from evals.runs.folder import SUITES, open_run
    from evals.suites.finding import shipped_suites

    asked = open_run(run, unfinished=True).manifest.inputs["suites"]
    if names:
        return named_suites(names, sets, settings)
    shipped = shipped_suites()
    copies = {name: run / SUITES / f"{name}.yaml" for name in asked}
    lost = [name for name in asked if name not in shipped and not copies[name].exists()]
    if lost:
        raise SuiteError(
            f"the suite {lost[0]} of the run {run} is not one that ships: name it with --suite, as "
            "it was named for the run"
        )
    found = [name if name in shipped else str(copies[name]) for name in sorted(asked)]
    try:
        return named_suites(found, sets, settings)
    except SuiteError as error:
        # A copy stands without the documents that its suite brings.
        raise SuiteError(
            f"{error}; or name the suites with --suite, as they were named for the run"
        ) from None


def ruling_of(run: Path, gates: Path | None, suites: "Sequence[Suite]") -> "Ruling | None":
    """What comes of holding the run against a file of gates; None without one.

    Gates find scores that somebody edited; without any they are a RunError, so that neither a
    report nor a seal makes them look true.
    """
    from evals.gates import check_scores, hold, read_gates, required_suites
    from evals.runs.folder import open_run

    folder = open_run(run, unfinished=True)
    if gates is None:
        check_scores(folder, suites)
        return None
    wanted = read_gates(gates)
    return hold(wanted, folder, required_suites(wanted))
