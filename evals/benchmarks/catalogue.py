"""List, show, approve and withdraw in the large catalogue, beside plain SQL over the same rows."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from corpus.catalogue import Catalogue
from corpus.versions import Version, stages
from evals.benchmarks.bare_catalogue import BareCatalogue
from evals.benchmarks.ingest import ASSISTANT
from evals.benchmarks.large_home import APPROVER, copy_catalogue, drafts, in_use, large_home
from evals.benchmarks.places import Places, Size
from evals.benchmarks.postgresql import postgresql
from evals.benchmarks.process import QUIET
from evals.benchmarks.report import Outcome, Skipped, Table

CALLS = 100
"""Different documents for each function."""
COMMANDS = 10
GOAL_MS = 200
REASON = "withdrawn to measure how long that takes"
ACTIONS = ("list", "show", "approve", "retire")
NOTES = (
    f"The goal is {GOAL_MS} ms at p95. Every call is on another document and through a `Catalogue` "
    "of its own that has read nothing yet, as a command has it; opening it is a row of its own.",
    "Bare: the same rows read or written by plain SQL through the driver, without objects or "
    "checks, with the same settings of the connection, call by call in turn with ours. Its writes "
    "wait for the disk as ours do.",
    f"Commands are whole processes from a cold shell, {COMMANDS} calls each, their p95 between the "
    "two slowest; beside them stands a Python process that runs the bare query.",
)
_BARE = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("SELECT * FROM versions ORDER BY ordinal").fetchall()
"""

Taken = dict[str, dict[str, list[float]]]
"""Milliseconds of every call by action, of `ours` and `bare`."""


def run(size: Size, places: Places) -> Outcome:
    """Measure on copies of the large catalogue; raises Skipped without guidelines."""
    home, made = large_home(size, places)
    folder = places.work / "large" / "catalogue"
    waiting, used = drafts(home), in_use(home)
    ours = copy_catalogue(home, folder / "ours")
    bare = copy_catalogue(home, folder / "bare")
    taken = {"SQLite": measure(ours, "", _sqlite(bare), waiting[:CALLS], used[:CALLS])}
    notes = list(NOTES)
    try:
        with postgresql(Catalogue(home).versions(), folder / "postgresql") as (url, plain):
            taken["PostgreSQL"] = measure(ours, url, plain, waiting[:CALLS], used[:CALLS])
    except Skipped as skipped:
        notes.append(str(skipped))
    commands = _commands(ours, waiting[CALLS:][:COMMANDS], used[CALLS:][:COMMANDS])
    title = f"{made.documents:,} documents in {made.versions:,} versions"
    tables = [_functions_table(f"{title}: functions on {kind}", of) for kind, of in taken.items()]
    rows = [[what, *_percentiles(values)] for what, values in commands.items()]
    tables.append(
        Table(f"{title}: whole commands on SQLite", ["command", "p50 ms", "p95 ms"], rows)
    )
    figures = {
        "versions": made.versions,
        "functions_ms": {kind: _figures(of) for kind, of in taken.items()},
        "commands_ms": {what: _percentiles(values) for what, values in commands.items()},
    }
    return Outcome(tuple(tables), tuple(notes), figures)


def measure(
    home: Path, url: str, bare: BareCatalogue, waiting: Sequence[Version], used: Sequence[Version]
) -> Taken:
    """Every action on every document, ours and bare in turn.

    `waiting` are drafts to approve, `used` as many documents to list, show and withdraw.
    """
    today = date.today()
    taken: Taken = {action: {"ours": [], "bare": []} for action in ("open", *ACTIONS)}

    def compare(
        action: str, ours: Callable[[Catalogue], object], plain: Callable[[], object]
    ) -> None:
        began = time.perf_counter()
        catalogue = Catalogue(home, url)
        opened = time.perf_counter()
        ours(catalogue)
        done = time.perf_counter()
        plain()
        ended = time.perf_counter()
        taken["open"]["ours"].append(1000 * (opened - began))
        taken[action]["ours"].append(1000 * (done - opened))
        taken[action]["bare"].append(1000 * (ended - done))

    for draft, version in zip(waiting, used, strict=True):
        document = version.document
        approval = (draft.document, draft.metadata.version, APPROVER, draft.effective)
        withdrawal = (document, APPROVER, REASON, today)
        compare("list", _list, bare.list)
        compare("show", partial(_show, document), partial(bare.show, document))
        compare(
            "approve",
            partial(lambda given, catalogue: catalogue.approve(*given), approval),
            partial(bare.approve, draft, APPROVER, draft.effective),
        )
        compare(
            "retire",
            partial(lambda given, catalogue: catalogue.retire(*given), withdrawal),
            partial(bare.retire, *withdrawal),
        )
    bare.close()
    return taken


def _list(catalogue: Catalogue) -> None:
    stages(catalogue.versions(), date.today())


def _show(document: str, catalogue: Catalogue) -> None:
    version = catalogue.version(document)
    stages(catalogue.versions(version.document), date.today())
    catalogue.events(version.document)


def _sqlite(home: Path) -> BareCatalogue:
    connection = sqlite3.connect(home / "catalogue.sqlite", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    return BareCatalogue(connection, "?", "BEGIN IMMEDIATE")


def _commands(
    home: Path, waiting: Sequence[Version], used: Sequence[Version]
) -> dict[str, list[float]]:
    """Milliseconds of whole commands."""
    corpus = [ASSISTANT, "--home", home, "corpus"]
    why = ["--by", APPROVER, "--reason", REASON]
    commands: dict[str, list[Sequence[object]]] = {
        "corpus list": [[*corpus, "list"] for _ in used],
        "corpus list --json": [[*corpus, "list", "--json"] for _ in used],
        "corpus show": [[*corpus, "show", one.document] for one in used],
        "corpus approve": [[*corpus, "approve", one.key, "--by", APPROVER] for one in waiting],
        "corpus retire": [[*corpus, "retire", one.document, *why] for one in used],
        "assistant --help": [[ASSISTANT, "--help"] for _ in used],
        "python with the bare list": [
            [sys.executable, "-c", _BARE, home / "catalogue.sqlite"] for _ in used
        ],
    }
    return {what: [_ms(call) for call in calls] for what, calls in commands.items()}


def _ms(command: Sequence[object]) -> float:
    """Milliseconds of a process; `run_measured` would round them up to its looks at the memory."""
    began = time.perf_counter()
    done = subprocess.run(
        [str(part) for part in command], check=False, capture_output=True, env=os.environ | QUIET
    )
    taken = 1000 * (time.perf_counter() - began)
    if done.returncode:
        raise RuntimeError(f"{command[:6]} failed: {done.stderr.decode()[-400:]}")
    return taken


def _functions_table(title: str, taken: Taken) -> Table:
    rows: list[list[Any]] = []
    for action, of in taken.items():
        p50, p95 = _percentiles(of["ours"])
        if not of["bare"]:
            rows.append([action, len(of["ours"]), p50, p95, "", "", "", ""])
            continue
        bare50, bare95 = _percentiles(of["bare"])
        met = "yes" if p95 < GOAL_MS else "no"
        ratio = f"{p50 / bare50:.1f} ×"
        rows.append([action, len(of["ours"]), p50, p95, bare50, bare95, ratio, met])
    header = [
        "call", "calls", "p50 ms", "p95 ms", "bare p50", "bare p95", "ratio", f"< {GOAL_MS} ms",
    ]  # fmt: skip
    return Table(title, header, rows)


def _figures(taken: Taken) -> dict[str, dict[str, list[float]]]:
    return {
        action: {who: _percentiles(values) for who, values in of.items() if values}
        for action, of in taken.items()
    }


def _percentiles(values: Sequence[float]) -> list[float]:
    """The median and the 95th percentile."""
    return [float(one) for one in np.percentile(values, (50, 95))]
