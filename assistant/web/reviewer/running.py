"""Asking suites for the reviewer: the work of a job, in a process of its own."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assistant.settings import Settings

KIND = "evaluation"
"""Of the job: no two runs at once."""


def run_suites(
    tell: Callable[[int, int, str], None], settings: Settings, names: Sequence[str], by: str
) -> dict[str, Any]:
    """Ask every case of the suites, score what came and write its report, as `eval run` does.

    Raises SuiteError, RunError and whatever keeps the assistant from being opened.
    """
    from evals.reports import write_report
    from evals.runs.running import Options
    from evals.runs.running import run as ask
    from evals.scoring import score_run
    from evals.scoring.kept import folder_in
    from evals.suites.finding import find_suites

    suites = find_suites(names)
    total = sum(len(suite.cases) for suite in suites)
    done = 0

    def advance(cases: int) -> None:
        nonlocal done
        done += cases
        tell(done, total, "cases")

    # One worker: the other cores are for who asks meanwhile.
    filters = {"suites": [suite.name for suite in suites], "tags": [], "ids": [],
               "only_failed": False}  # fmt: skip
    folder = ask(suites, settings, Options(workers=1, filters=filters), progress=advance)
    if not folder.complete:
        raise KeyboardInterrupt
    tell(total, total, "cases, now scored")
    score_run(folder.path, suites, keep=folder_in(settings.home))
    report: Path = folder.path / "report.html"
    write_report(folder.path, suites, report)
    return {"run": folder.path.name, "by": by, "cases": total}
