"""Work in the background over HTTP: 202 when it has begun, and an address to look at it."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from assistant.web.api import bodies
from assistant.web.api.failing import told_as
from assistant.web.jobs import Job, Jobs
from corpus.errors import CatalogueError


def begun(request: Request, job: Job) -> JSONResponse:
    """The job, and where it is to be looked at: beside the address it was begun at."""
    part = "/".join(request.url.path.split("/")[:4])
    return JSONResponse(job.to_json(), 202, {"location": f"{part}/jobs/{job.id}"})


def add_jobs(routes: APIRouter, jobs: Jobs, kinds: Sequence[str]) -> None:
    """GET /jobs, /jobs/ID and DELETE /jobs/ID of these kinds, for whoever may begin them."""

    @routes.get(
        "/jobs",
        summary="List jobs",
        responses=bodies.failures()
        | bodies.described("The last ones, the newest first.", list[bodies.Job]),
    )
    def listed() -> JSONResponse:
        """Those of before the server was started are forgotten; what they did is not."""
        return JSONResponse([job.to_json() for job in jobs.all() if job.kind in kinds])

    @routes.get(
        "/jobs/{job}",
        summary="How far a job is, and what came of it",
        responses=bodies.failures(404) | bodies.described("As it stands now.", bodies.Job),
    )
    def shown(job: str) -> JSONResponse:
        """To be asked for now and then until its state is no longer `running`."""
        return JSONResponse(_known(job).to_json())

    @routes.delete(
        "/jobs/{job}",
        summary="Stop a job",
        responses=bodies.failures(404) | bodies.described("It was told to end.", bodies.Job),
    )
    def stopped(job: str) -> JSONResponse:
        """It ends in good order; what has ended stays as it is."""
        return JSONResponse(jobs.stop(_known(job).id).to_json())

    def _known(identity: str) -> Job:
        with told_as(404, CatalogueError):
            found = jobs.get(identity)
            if found.kind not in kinds:
                raise CatalogueError("there is no such job here")
            return found
