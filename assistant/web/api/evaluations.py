"""Evaluation over HTTP: suites run in the background, results, gates, comparisons and reports."""

import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.background import BackgroundTask

from assistant.web.access import account_of
from assistant.web.api import bodies
from assistant.web.api.failing import Route, told_as
from assistant.web.api.holdings import Holdings
from assistant.web.api.jobs import add_jobs, begun
from assistant.web.api.plain import plain
from assistant.web.failures import without_paths
from assistant.web.reviewer.acting import accept_run, start_run
from assistant.web.reviewer.running import KIND
from assistant.web.reviewer.runs import (
    about_suite,
    chosen_gates,
    gates_at_hand,
    list_runs,
    run_folder,
    scored_run,
    suites_at_hand,
)
from corpus.errors import RunError, SuiteError

Run = Annotated[str, Query(max_length=130)]


class Asked(BaseModel):
    """What is to be asked."""

    model_config = ConfigDict(extra="forbid")

    suites: list[str] = Field(min_length=1, max_length=100, description="By name, as listed.")


def router(holdings: Holdings) -> APIRouter:
    """/evaluations."""
    routes = APIRouter(route_class=Route, prefix="/evaluations", tags=["Evaluation"])

    @routes.get(
        "/suites",
        summary="List suites",
        responses=bodies.failures()
        | bodies.described("Name, what each is about, and how many cases.", list[dict[str, Any]]),
    )
    def suites() -> JSONResponse:
        """Those that ship, and the site's own."""
        found = [
            (name, own, *about_suite(named))
            for name, named, own in suites_at_hand(holdings.settings)
        ]
        return JSONResponse(
            [
                {"name": name, "own": own, "about": about, "cases": cases}
                for name, own, about, cases in found
            ]
        )

    @routes.get(
        "/gates",
        summary="List files of gates",
        responses=bodies.failures() | bodies.described("Names of files.", list[str]),
    )
    def gates() -> JSONResponse:
        """The one that publishing asks for comes first."""
        return JSONResponse(list(gates_at_hand(holdings.settings)))

    @routes.get(
        "/runs",
        summary="List runs",
        responses=bodies.failures() | bodies.described("The latest first.", list[dict[str, Any]]),
    )
    def runs() -> JSONResponse:
        """What was asked, of what, and how many cases passed."""
        return JSONResponse(plain([asdict(run) for run in list_runs(holdings.settings)]))

    @routes.post(
        "/runs",
        summary="Run suites",
        status_code=202,
        responses=bodies.failures(409) | bodies.begun("the name of the run, to be looked at,"),
    )
    def run(request: Request, asked: Asked) -> JSONResponse:
        """Every case is asked in a process of lower priority; its answers are scored at the end."""
        return begun(request, start_run(holdings.service, account_of(request), asked.suites))

    @routes.get(
        "/runs/{run}",
        summary="The results of a run",
        responses=bodies.failures(404)
        | bodies.described("Its scores.json: measures with intervals, and every case."),
    )
    def results(run: str) -> JSONResponse:
        """As they were scored."""
        with told_as(404, RunError):
            return JSONResponse(plain(_scores(run)))

    @routes.get(
        "/runs/{run}/gate",
        summary="Hold a run against gates",
        responses=bodies.failures(404)
        | bodies.described("As `assistant eval gate --json`; `passed` is the verdict."),
    )
    def gate(
        run: str, gates: Annotated[str, Query(max_length=200, description="[the first]")] = ""
    ) -> JSONResponse:
        """Passed only by a whole run of the suites as they are, with every gate kept."""
        from evals.gates import hold, read_gates, required_suites
        from evals.runs.folder import open_run

        with told_as(404, RunError, SuiteError):
            folder = run_folder(holdings.settings, run)
            name, file = chosen_gates(holdings.settings, gates)
        wanted = read_gates(file)
        ruling = hold(wanted, open_run(folder, unfinished=True), required_suites(wanted))
        problems = [without_paths(one) for one in ruling.problems]
        return JSONResponse(plain({"gates": name} | ruling.to_json() | {"problems": problems}))

    @routes.get(
        "/runs/{run}/report",
        summary="The report of a run",
        response_class=FileResponse,
        responses=bodies.failures(404)
        | {200: {"description": "One HTML file.",
                 "content": {"text/html": {"schema": {"type": "string"}}}}},
    )  # fmt: skip
    def report(run: str) -> FileResponse:
        """As `assistant eval report` writes it."""
        with told_as(404, RunError):
            folder = run_folder(holdings.settings, run)
            scored = scored_run(holdings.settings, run)
        page, gone = folder / "report.html", None
        if not page.exists():
            from evals.reports import write_report

            # What only looks leaves nothing behind.
            made = Path(tempfile.mkdtemp(prefix="report-"))
            page, gone = made / page.name, BackgroundTask(shutil.rmtree, made, ignore_errors=True)
            write_report(folder, scored.suites, page)
        # To be saved and opened, not shown here: its charts and styles are its own.
        return FileResponse(page, media_type="text/html", filename=f"{run}.html", background=gone)

    @routes.post(
        "/runs/{run}/accept",
        summary="Accept a run",
        responses=bodies.failures(404) | bodies.described("The run."),
    )
    def accept(request: Request, run: str) -> JSONResponse:
        """From now on use is held against it."""
        with told_as(404, RunError):
            accept_run(holdings.service, account_of(request), run)
        return JSONResponse({"accepted": run})

    @routes.get(
        "/comparison",
        summary="Compare two runs",
        responses=bodies.failures(404) | bodies.described("As `assistant eval compare --json`."),
    )
    def comparison(before: Run, after: Run) -> JSONResponse:
        """Case by case, with what the suites could not have seen."""
        from evals.comparison import compare
        from evals.runs.folder import open_run

        with told_as(404, RunError):
            opened = [
                open_run(run_folder(holdings.settings, name), unfinished=True, sealed=False)
                for name in (before, after)
            ]
            scores = [_scores(name) for name in (before, after)]
        manifests = (opened[0].manifest.to_json(), opened[1].manifest.to_json())
        return JSONResponse(plain(compare(scores[0], scores[1], manifests).to_json()))

    def _scores(run: str) -> dict[str, Any]:
        from evals.runs.folder import SCORES, open_run

        return open_run(run_folder(holdings.settings, run), unfinished=True, sealed=False).record(
            SCORES
        )

    add_jobs(routes, holdings.jobs, [KIND])
    return routes
