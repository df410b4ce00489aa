"""A row for each case, for spreadsheets: nothing in a cell can start a formula."""

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from corpus.storage import write_whole
from evals.reports.ordering import grouped
from evals.reports.reading import ScoredRun, read_run
from evals.reports.visible import visible
from evals.suites.suite import Suite

COLUMNS = ("suite", "id", "kind", "expect", "status", "passed", "confidence")
_FORMULA = re.compile(r"^\s*[=+\-@|%]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def write_csv(run_folder: Path, suites: Iterable[Suite], out: Path) -> None:
    """Write the scores of a run with a column for each measure, and the faults.

    A cell of a measure is its share, as its hits ÷ what they are of; empty where it does not apply.
    Raises RunError as `write_report` does, and StorageError.
    """
    run = read_run(run_folder, suites)
    # The mark at the start tells spreadsheets that it is UTF-8.
    write_whole(out, ("\ufeff" + _table(run)).encode())


def _table(run: ScoredRun) -> str:
    measures = [name for _, names in grouped(run.scores["measures"]) for name in names]
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow([cell(name) for name in (*COLUMNS, *measures, "faults")])
    for case in run.scores["cases"]:
        of = {name: hits / total for name, (hits, total) in case["scores"].items()}
        faults = "; ".join(
            f"{name}: {one}" for name, ones in case["faults"].items() for one in ones
        )
        row = (
            case["suite"], run.cases[case["case"]].id, case["kind"], case["expect"],
            case["status"], "yes" if case["passed"] else "no", case["confidence"],
            *(of.get(name) for name in measures), faults,
        )  # fmt: skip
        rows.writerow([cell(one) for one in row])
    return written.getvalue()


def cell(value: str | float | None) -> str:
    """A value as a cell that a spreadsheet takes as text or a number, never as a formula.

    Source: OWASP, CSV injection.
    """
    if value is None:
        return ""
    text = f"{value:.6g}" if isinstance(value, float) else " ".join(visible(str(value)).split())
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
