"""`eval beside`: several runs of the same suites in one table, a generator each."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.commands.options import AsJson, place
from assistant.commands.printing import say_json, say_table, say_wrapped

if TYPE_CHECKING:
    from evals.comparison.side_by_side import Column


def register(group: typer.Typer) -> None:
    """Add the command."""
    group.command()(beside)


def beside(
    runs: Annotated[
        list[Path], typer.Argument(metavar="RUN…", parser=place, help="Folders of runs.")
    ],
    as_json: AsJson = False,
) -> None:
    """Set runs of the same suites side by side, such as one for each generator.

    What came out right, what was drafted and dropped, how long it took, and its memory.
    """
    from evals.comparison.side_by_side import MEASURES, side_by_side

    columns = side_by_side(runs)
    if as_json:
        say_json([column.to_json() for column in columns])
        return
    rows = [("generator", *(column.generator for column in columns))]
    rows += [
        (name.replace("_", " "), *(_measured(column.measures.get(name)) for column in columns))
        for name in MEASURES
    ]
    rows += [
        ("drafts verified", *(str(column.drafts.answers) for column in columns)),
        ("made by another generator", *(str(column.drafts.instead) for column in columns)),
        ("drafted statements dropped", *(_dropped(column) for column in columns)),
        ("p50 of an answer, ms", *(_latency(column, "p50") for column in columns)),
        ("p95 of an answer, ms", *(_latency(column, "p95") for column in columns)),
        ("most memory, MiB", *(_told(column.performance["peak_memory_mib"]) for column in columns)),
    ]
    say_table(("", *(column.run for column in columns)), rows)
    say_wrapped(
        "Dropped are statements whose quotes do not say them; nobody saw those. Drafts and times "
        "are of the questions that a run asked itself and did not take from an earlier one."
    )


def _measured(found: Any) -> str:
    if not found or found["value"] is None:
        return "–"
    if found["better"] == "lower" and found["hits"] == 0:
        return f"0 of {found['of']:,}"
    return f"{found['value']:.3f} ({found['low']:.3f}–{found['high']:.3f})"


def _dropped(column: "Column") -> str:
    drafts = column.drafts
    share = f" ({drafts.dropped / drafts.statements:.1%})" if drafts.statements else ""
    return f"{drafts.dropped} of {drafts.statements}{share}"


def _latency(column: "Column", name: str) -> str:
    return _told(column.performance["latency_ms"][name])


def _told(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}"
