"""Snapshots over HTTP: what is served, publishing in the background, and the way back."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.curate.snapshots import list_snapshots, show_snapshot
from assistant.publishing import rollback
from assistant.web.access import account_of
from assistant.web.api import bodies
from assistant.web.api.failing import Route, told_as
from assistant.web.api.holdings import Holdings
from assistant.web.api.jobs import add_jobs, begun
from assistant.web.api.plain import plain
from assistant.web.pruning import SNAPSHOTS, start_pruning_snapshots
from assistant.web.publishing import KIND, start_publish
from corpus.errors import SnapshotError


class RolledBack(BaseModel):
    """Which snapshot is to be served again."""

    model_config = ConfigDict(extra="forbid")

    snapshot: str | None = Field(default=None, max_length=100, description="[the one before]")


class Pruned(BaseModel):
    """That snapshots which nothing keeps are removed."""

    model_config = ConfigDict(extra="forbid")

    dry_run: bool = Field(default=False, description="Only say what would be removed.")


def router(holdings: Holdings) -> APIRouter:
    """/snapshots."""
    routes = APIRouter(route_class=Route, prefix="/snapshots", tags=["Publishing"])
    # Before the address of one snapshot, whose name would be taken to be `jobs`.
    add_jobs(routes, holdings.jobs, [KIND, SNAPSHOTS])

    @routes.get(
        "",
        summary="List snapshots",
        responses=bodies.failures()
        | bodies.described("As `assistant corpus snapshots --json`.", list[dict[str, Any]]),
    )
    def listed() -> JSONResponse:
        """Drafts first, then by when each was published last."""
        return JSONResponse([one.to_json() for one in list_snapshots(holdings.settings.home)])

    @routes.post(
        "",
        summary="Publish",
        status_code=202,
        responses=bodies.failures(409) | bodies.begun("`assistant corpus publish --json`"),
    )
    def publish(request: Request) -> JSONResponse:
        """Build a snapshot of every approved version and serve it, in the background.

        The job fails, with exit code 100, when a gate is not passed or a reviewer blocked releases.
        """
        by = account_of(request).name
        return begun(request, start_publish(holdings.jobs, holdings.settings, by))

    @routes.post(
        "/rollback",
        summary="Serve an earlier snapshot again",
        responses=bodies.failures(409) | bodies.described("As `assistant corpus rollback --json`."),
    )
    def rolled_back(request: Request, body: RolledBack) -> JSONResponse:
        """What was withdrawn stays so."""
        with told_as(409, SnapshotError):
            target = rollback(holdings.settings, account_of(request).name, body.snapshot)
        return JSONResponse({"snapshot": target})

    @routes.post(
        "/prune",
        summary="Remove snapshots that nothing keeps",
        status_code=202,
        responses=bodies.failures(409) | bodies.begun("`assistant corpus prune --json`"),
    )
    def prune(request: Request, body: Pruned) -> JSONResponse:
        """Those neither `keep_snapshots` nor an answer within `retention_days` keeps."""
        by = account_of(request).name
        job = start_pruning_snapshots(holdings.jobs, holdings.settings, by, dry_run=body.dry_run)
        return begun(request, job)

    @routes.get(
        "/{snapshot}",
        summary="Show one snapshot",
        responses=bodies.failures(404)
        | bodies.described("As `assistant corpus snapshots NAME --json`, every digest checked."),
    )
    def shown(snapshot: str) -> JSONResponse:
        """What is in it, what it was built with, and when it was served."""
        with told_as(404, SnapshotError):
            return JSONResponse(
                plain(show_snapshot(holdings.settings.home, snapshot, holdings.stages()))
            )

    return routes
