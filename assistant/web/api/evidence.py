"""A run sealed as evidence over HTTP, and the key to check it with."""

import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from assistant.web.api import bodies
from assistant.web.api.failing import Route, told_as
from assistant.web.api.holdings import Holdings
from assistant.web.reviewer.routes import keys_of, sealed
from assistant.web.reviewer.runs import chosen_gates, run_folder
from corpus.errors import RunError, SuiteError

ZIP = "application/zip"
PEM = "application/x-pem-file"


def router(holdings: Holdings) -> APIRouter:
    """/evaluations/runs/RUN/evidence and /evaluations/evidence-key."""
    routes = APIRouter(route_class=Route, prefix="/evaluations", tags=["Evaluation"])

    @routes.get(
        "/runs/{run}/evidence",
        summary="A run sealed as evidence",
        response_class=FileResponse,
        responses=bodies.failures(404)
        | {200: {"description": "The signed bundle, as `assistant eval export` writes it.",
                 "content": {ZIP: {"schema": {"type": "string", "format": "binary"}}}}},
    )  # fmt: skip
    def evidence(
        run: str, gates: Annotated[str, Query(max_length=200, description="[the first]")] = ""
    ) -> FileResponse:
        """The run with its suites, scores, report and gates, signed with this server's key."""
        folder = Path(mkdtemp(prefix="evidence"))
        done = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
        try:
            with told_as(404, RunError, SuiteError):
                run_folder(holdings.settings, run)
                chosen_gates(holdings.settings, gates)
            file = sealed(holdings.settings, run, gates, folder / "bundle.zip")
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return FileResponse(file, media_type=ZIP, filename=f"evidence-{run}.zip", background=done)

    @routes.get(
        "/evidence-key",
        summary="The key to check evidence with",
        response_class=FileResponse,
        responses=bodies.failures()
        | {200: {"description": "The public half, as PEM, for `assistant eval verify`.",
                 "content": {PEM: {"schema": {"type": "string"}}}}},
    )  # fmt: skip
    def evidence_key() -> FileResponse:
        """To be handed over by another way than the evidence."""
        _, public = keys_of(holdings.settings)
        return FileResponse(public, media_type=PEM, filename="evidence.public.pem")

    return routes
