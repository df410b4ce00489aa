"""A run sealed as evidence over HTTP: sealed at one call, fetched with its key by others."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, JSONResponse
from pydantic import Field

from assistant.web.api import bodies
from assistant.web.api.failing import Route, told_as
from assistant.web.api.holdings import Holdings
from assistant.web.reviewer.routes import keys_of, sealed
from assistant.web.reviewer.runs import bundle_of, chosen_gates, run_folder
from corpus.errors import RunError, SuiteError

ZIP = "application/zip"
PEM = "application/x-pem-file"


class Sealed(bodies.Body):
    """What a bundle says of itself."""

    run: str = Field(description="The id of the run's manifest.")
    state: str = Field(description="`complete`, or how far the run got.")
    filtered: bool = Field(description="Whether only some of its suites' cases were asked.")
    signer: str = Field(description="Fingerprint of the key that signed.")
    files: int
    bytes: int


def router(holdings: Holdings) -> APIRouter:
    """/evaluations/runs/RUN/evidence and its key. What only fetches makes neither."""
    routes = APIRouter(route_class=Route, prefix="/evaluations/runs/{run}/evidence",
                       tags=["Evaluation"])  # fmt: skip

    @routes.post(
        "",
        summary="Seal a run as evidence",
        status_code=201,
        responses=bodies.failures(404)
        | bodies.described("As `assistant eval export --json`.", Sealed, status=201),
    )
    def seal(
        request: Request,
        run: str,
        gates: Annotated[str, Query(max_length=200, description="[the first]")] = "",
    ) -> JSONResponse:
        """The run with its suites, scores, report and gates, signed with this server's key."""
        from evals.evidence import verify_bundle

        with told_as(404, RunError, SuiteError):
            run_folder(holdings.settings, run)
            chosen_gates(holdings.settings, gates)
        file = sealed(holdings.settings, run, gates, bundle_of(holdings.settings, run))
        _, public = keys_of(holdings.settings)
        said = verify_bundle(file, public).to_json()
        return JSONResponse(said, 201, {"location": request.url.path})

    @routes.get(
        "",
        summary="Fetch the evidence of a run",
        response_class=FileResponse,
        responses=bodies.failures(404)
        | {200: {"description": "The signed bundle, for `assistant eval verify`.",
                 "content": {ZIP: {"schema": {"type": "string", "format": "binary"}}}}},
    )  # fmt: skip
    def fetched(run: str) -> FileResponse:
        """As it was sealed last."""
        with told_as(404, RunError):
            file = _there(bundle_of(holdings.settings, run))
        return FileResponse(file, media_type=ZIP, filename=f"evidence-{run}.zip")

    @routes.get(
        "/key",
        summary="Fetch the key to check it with",
        response_class=FileResponse,
        responses=bodies.failures(404)
        | {200: {"description": "The public half, as PEM, for `assistant eval verify`.",
                 "content": {PEM: {"schema": {"type": "string"}}}}},
    )  # fmt: skip
    def key(run: str) -> FileResponse:
        """One for all runs of this server; whoever is to trust it compares its fingerprint."""
        with told_as(404, RunError):
            _there(bundle_of(holdings.settings, run))
        _, public = keys_of(holdings.settings)
        return FileResponse(public, media_type=PEM, filename="evidence.public.pem")

    return routes


def _there(bundle: Path) -> Path:
    if not bundle.is_file():
        raise RunError("there is no evidence of this run yet: seal it first")
    return bundle
