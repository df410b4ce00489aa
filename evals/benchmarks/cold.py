"""`assistant ask` from a cold shell, and what of it is only importing the command line."""

import re
import statistics
import subprocess
import sys
from collections.abc import Sequence

from evals.benchmarks.ingest import ASSISTANT
from evals.benchmarks.places import ROOT, Places, Size
from evals.benchmarks.process import run_measured
from evals.benchmarks.report import Outcome, Skipped, Table

RUNS = {"small": 5, "full": 11}
QUESTION = "What is the first dose of adrenaline for an adult with anaphylaxis?"
_CUMULATIVE = re.compile(r"import time:\s+\d+ \|\s+(\d+) \| assistant\.commands\.application$")
NOTES = (
    "Median of whole processes, one after the other, on the demonstration corpus; files are in "
    "the system's cache, processes start anew.",
)


def run(size: Size, places: Places) -> Outcome:
    """Measure on the demonstration corpus, which is published first."""
    source = ROOT / "corpus" / "demonstration" / "approved"
    if not source.exists():
        raise Skipped(f"there is no demonstration corpus in {source}")
    assistant = [ASSISTANT, "--home", places.work / "demonstration"]
    table = ["--metadata", source / "metadata.csv"]
    run_measured([*assistant, "corpus", "add", source, *table, "--approved-by", "benchmark"])
    run_measured([*assistant, "corpus", "publish"])
    figures = {
        "assistant ask": _median([*assistant, "ask", QUESTION], RUNS[size]),
        "assistant search": _median([*assistant, "search", QUESTION], RUNS[size]),
        "assistant corpus list": _median([*assistant, "corpus", "list"], RUNS[size]),
        "assistant --help": _median([ASSISTANT, "--help"], RUNS[size]),
        "import of the command line": statistics.median(_import() for _ in range(RUNS[size])),
        "python -c pass": _median([sys.executable, "-c", "pass"], RUNS[size]),
    }
    table_ = Table("From a cold shell", ["command", "seconds"], list(figures.items()))
    return Outcome((table_,), NOTES, figures)


def _median(command: Sequence[object], runs: int) -> float:
    return statistics.median(run_measured(command).seconds for _ in range(runs))


def _import() -> float:
    """Seconds that importing every command takes, as Python itself reports them."""
    command = [sys.executable, "-X", "importtime", "-c", "import assistant.commands.application"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    [microseconds] = [
        match[1] for line in done.stderr.splitlines() if (match := _CUMULATIVE.search(line))
    ]
    return int(microseconds) / 1e6
