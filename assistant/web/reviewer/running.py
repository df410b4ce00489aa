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

    Gates that it does not keep block publishing, in the name of who began it. Raises SuiteError,
    RunError, AuditError and whatever keeps the assistant from being opened.
    """
    from assistant.audit import Trail, TrailIndex
    from assistant.web.reviewer.runs import gates_at_hand
    from evals.gates import block_unkept
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
    # Before the report, so that little can come between the scores and what follows from them.
    index = TrailIndex(Trail(settings.home))
    blocks = block_unkept(index, by, gates_at_hand(settings), folder)
    report: Path = folder.path / "report.html"
    write_report(folder.path, suites, report)
    reasons = [block.detail["reason"] for block in blocks]
    return {"run": folder.path.name, "by": by, "cases": total, "blocked": reasons}
