"""Suites asked cold by one worker and two, asked again from the cache, and scored again.

`python -m evals.benchmarks.evaluation RUN KEPT SUITE…` prints the seconds that scoring alone takes,
with scores that are kept in the folder KEPT, or none for "".
"""

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from evals.benchmarks.ingest import ASSISTANT
from evals.benchmarks.places import ROOT, Places, Size
from evals.benchmarks.process import run_measured
from evals.benchmarks.report import Outcome, Skipped, Table, print_line

SUITES = {"small": ("superseded", "far-off", "harm"), "full": ("all",)}
ROUNDS = {"small": 3, "full": 1}
"""Of everything; within a round what is quick is done several times."""
AGAIN = 3
ONE, TWO, CACHED = "cold, 1 worker", "cold, 2 workers", "asked again, 2 workers"
SCORED, ANEW = "scored again", "scored anew"
GOALS = {
    f"{ONE} over {TWO}": (ONE, TWO, 1.6),
    f"{TWO} over {CACHED}": (TWO, CACHED, 20.0),
    f"{TWO} over {SCORED}": (TWO, SCORED, 100.0),
    f"{ONE} over {SCORED}": (ONE, SCORED, 100.0),
    f"{TWO} over {ANEW}": (TWO, ANEW, None),
}
"""By what is compared: the slower, the quicker, and the ratio wanted, if any."""
NOTES = (
    "Process: what a user waits for `assistant eval run` or `eval score`, imports and models "
    "included; a run is scored too. Inside: of a run what its performance.json says, of scoring "
    "the one call, in a process that has only imported. Each is the median of the rounds, and a "
    "ratio the median of the ratios of each round.",
    "Cold: the home's folder `evals` is removed before, and with it the cache and the published "
    "documents that suites bring. Scored again: nothing changed since, so no case is looked at "
    "again. Scored anew: every measure of every case, as when a measure changed, and as gates do.",
    "The goals are for all suites, in the full size: in the small one a process is mostly its "
    "start.",
    "Load: processes that ran or waited in the minute before, the most of all rounds. The ratio of "
    "workers means something only where it began near 0.",
)


class Taken(NamedTuple):
    """What one of them took once."""

    process: float
    """Seconds."""
    inside: float
    """Seconds."""
    peak_mib: float
    load: float
    """Before it began."""


def run(size: Size, places: Places) -> Outcome:
    """Ask the demonstration corpus, which is published first; raises Skipped without it."""
    home = _home(places)
    rounds = [_round(home, SUITES[size], number) for number in range(1, ROUNDS[size] + 1)]
    cases = len(_record(home.parent / "evaluated" / "1-two", "manifest.json")["inputs"]["cases"])
    rows = [[what, *_summary([taken[what] for taken in rounds])] for what in rounds[0]]
    ratios = [_ratio(name, rounds) for name in GOALS]
    header = ["", "process s", "inside s", "peak MiB", "load before"]
    tables = (
        Table(f"{cases:,} cases of {', '.join(SUITES[size])}, {len(rounds)} rounds", header, rows),
        Table("How many times as long", ["", "process", "inside", "goal"], ratios),
    )
    figures = {
        "cases": cases,
        "rounds": [{what: one._asdict() for what, one in taken.items()} for taken in rounds],
        "ratios": {
            name: {"process": process, "inside": inside, "goal": GOALS[name][2]}
            for name, process, inside, _ in ratios
        },
    }
    return Outcome(tables, NOTES, figures)


def _home(places: Places) -> Path:
    source = ROOT / "corpus" / "demonstration" / "approved"
    if not source.exists():
        raise Skipped(f"there is no demonstration corpus in {source}")
    home = places.work / "evaluating"
    table = ["--metadata", source / "metadata.csv"]
    run_measured([ASSISTANT, "--home", home, "corpus", "add", source, *table,
                  "--approved-by", "benchmark"])  # fmt: skip
    run_measured([ASSISTANT, "--home", home, "corpus", "publish"])
    return home


def _round(home: Path, suites: Sequence[str], number: int) -> dict[str, Taken]:
    """Each of them once, the quick ones as the median of several times."""
    out = home.parent / "evaluated"
    cold_two = out / f"{number}-two"
    taken = {
        ONE: _ask(home, suites, 1, out / f"{number}-one", cold=True),
        TWO: _ask(home, suites, 2, cold_two, cold=True),
        CACHED: _typical(
            [
                _ask(home, suites, 2, out / f"{number}-again-{again}", cold=False)
                for again in range(AGAIN)
            ]
        ),
        SCORED: _typical([_score(home, cold_two, suites, keep=True) for _ in range(AGAIN)]),
        ANEW: _typical([_score(home, cold_two, suites, keep=False) for _ in range(AGAIN)]),
    }
    for what, one in taken.items():
        print_line(f"  round {number}: {what} took {one.process:.1f} s at load {one.load:.1f}")
    return taken


def _ask(home: Path, suites: Sequence[str], workers: int, out: Path, *, cold: bool) -> Taken:
    """RuntimeError when the run fails, or when it found in the cache what it should not, or not."""
    if cold:
        shutil.rmtree(home / "evals", ignore_errors=True)
    load = os.getloadavg()[0]
    done = run_measured([ASSISTANT, "--home", home, "eval", "run", *suites,
                         "--workers", workers, "--out", out])  # fmt: skip
    performance = _record(out, "performance.json")
    if performance["fresh" if not cold else "cached"]:
        raise RuntimeError(
            f"{performance['cached']} cases of {out.name} were cached and {performance['fresh']} "
            "were not: what was measured is not what is said"
        )
    return Taken(done.seconds, performance["wall_seconds"], done.peak_mib, load)


def _score(home: Path, out: Path, suites: Sequence[str], *, keep: bool) -> Taken:
    kept = home / "evals" / "scores"
    if not keep:
        shutil.rmtree(kept, ignore_errors=True)
    elif not kept.exists():
        raise RuntimeError(f"the run {out.name} kept no scores in {kept}")
    load = os.getloadavg()[0]
    done = run_measured([ASSISTANT, "--home", home, "eval", "score", out])
    alone = run_measured([sys.executable, "-m", __name__, out, kept if keep else "", *suites])
    return Taken(done.seconds, float(alone.output), done.peak_mib, load)


def _record(out: Path, name: str) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((out / name).read_text())
    return record


def _typical(several: Sequence[Taken]) -> Taken:
    """Field by field the median, and the highest load."""
    return Taken(*_summary(several))


def _summary(several: Sequence[Taken]) -> list[float]:
    process, inside, peak, load = zip(*several, strict=True)
    return [median(process), median(inside), max(peak), max(load)]


def _ratio(name: str, rounds: Sequence[dict[str, Taken]]) -> list[Any]:
    slow, quick, goal = GOALS[name]

    def of(seconds: Callable[[Taken], float]) -> float:
        return median(seconds(taken[slow]) / seconds(taken[quick]) for taken in rounds)

    wanted = f"≥ {goal:g}" if goal else ""
    return [name, of(lambda one: one.process), of(lambda one: one.inside), wanted]


def _score_alone(out: Path, kept: str, *names: str) -> float:
    """Seconds of the one call, in a process that has remembered nothing yet."""
    from evals.scoring import score_run
    from evals.suites.finding import find_suites

    suites = find_suites(names)
    began = time.perf_counter()
    score_run(out, suites, keep=Path(kept) if kept else None)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.stdout.write(f"{_score_alone(Path(sys.argv[1]), *sys.argv[2:])}\n")
