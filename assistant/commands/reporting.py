"""`eval report`: a run as a page for people, a table for spreadsheets, tests for build servers."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.options import AsJson, place
from assistant.commands.printing import say, say_json
from assistant.commands.suite_options import SetsFolder, public_sets
from assistant.settings import Settings

if TYPE_CHECKING:
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
    from evals.reports.suites import ruling_of

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
    """The suites of a run, public sets among those that are named; see `evals.reports.suites`."""
    from evals.reports.suites import suites_of as find

    return find(run, names, public_sets(sets, settings).read)
