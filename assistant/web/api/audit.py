"""The audit trail over HTTP: listed, shown, checked, replayed and handed over whole."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.audit import Record
from assistant.audit.choice import ANSWERS, Choice, latest
from assistant.replaying import replay
from assistant.web.access import account_of
from assistant.web.api import bodies
from assistant.web.api.failing import Route, told_as
from assistant.web.api.holdings import Holdings
from assistant.web.api.jobs import add_jobs, begun
from assistant.web.pruning import RECORDS, start_pruning_records
from corpus.errors import AuditError

LINES = "application/x-ndjson"


class Pruned(BaseModel):
    """That records are removed by policy."""

    model_config = ConfigDict(extra="forbid")

    dry_run: bool = Field(default=False, description="Only say what would be removed.")


def router(holdings: Holdings) -> APIRouter:
    """/audit."""
    routes = APIRouter(route_class=Route, prefix="/audit", tags=["Audit"])
    # Before the address of one record, whose id would be taken to be `jobs`.
    add_jobs(routes, holdings.jobs, [RECORDS])

    @routes.get(
        "",
        summary="List records",
        responses=bodies.failures()
        | bodies.described("As `assistant audit list --json`.", list[dict[str, Any]]),
    )
    def listed(
        last: Annotated[int, Query(ge=1, le=1000)] = 20,
        kind: Annotated[
            str, Query(max_length=60, description="answers, events, all, or a kind of events.")
        ] = ANSWERS,
        by: Annotated[str | None, Query(max_length=100)] = None,
        since: date | None = None,
        document: Annotated[
            str | None, Query(max_length=200, description="DOC or DOC@VERSION.")
        ] = None,
    ) -> JSONResponse:
        """The latest questions and what came of them, or what people did; the oldest first."""
        records = latest(holdings.trail, Choice(kind, by, since, document), last)
        return JSONResponse([_whole(record) for record in records])

    @routes.get(
        "/verification",
        summary="Check the chain",
        responses=bodies.failures(409)
        | bodies.described("Every record is in its chain; 409 names the first that is not."),
    )
    def verified() -> JSONResponse:
        """That no record was changed, moved or removed from the middle."""
        with told_as(409, AuditError):
            chain = holdings.trail.check()
        return JSONResponse(
            {
                "records": chain.records,
                "pruned": chain.before.number,
                "head": {"number": chain.head.number, "sha256": chain.head.sha256},
            }
        )

    @routes.get(
        "/export",
        summary="Every record",
        response_class=StreamingResponse,
        responses=bodies.failures(409)
        | {200: {"description": "As `assistant audit export`: JSON Lines, with digests.",
                 "content": {LINES: {"schema": {"type": "string"}}}}},
    )  # fmt: skip
    def export() -> StreamingResponse:
        """The whole trail as it is kept, after its chain was checked."""
        with told_as(409, AuditError):
            holdings.trail.check()
        name = {"content-disposition": 'attachment; filename="trail.jsonl"'}
        return StreamingResponse(holdings.trail.lines(), media_type=LINES, headers=name)

    @routes.post(
        "/prune",
        summary="Remove records older than the policy",
        status_code=202,
        responses=bodies.failures(409) | bodies.begun("`assistant audit prune --json`"),
    )
    def pruned(request: Request, body: Pruned) -> JSONResponse:
        """Those older than `audit_days`, up to the first that something open stands on.

        For an administrator. They are gone: `GET /audit/export` gives them before.
        """
        by = account_of(request).name
        job = start_pruning_records(holdings.jobs, holdings.settings, by, dry_run=body.dry_run)
        return begun(request, job)

    @routes.get(
        "/{answer}",
        summary="Show one record",
        responses=bodies.failures(404) | bodies.described("As `assistant audit show`."),
    )
    def shown(answer: str) -> JSONResponse:
        """Everything that is needed to replay an answer."""
        with told_as(404, AuditError):
            return JSONResponse(_whole(holdings.trail.find(answer)))

    @routes.post(
        "/{answer}/replay",
        summary="Ask a recorded question again",
        responses=bodies.failures(404)
        | bodies.described("As `assistant audit replay --json`; `same` says whether it is."),
    )
    def replayed(request: Request, answer: str) -> JSONResponse:
        """On the same snapshot and date, with the differences; the repetition is recorded too."""
        with told_as(404, AuditError):
            record = holdings.trail.find(answer)
        done = replay(record, holdings.service.stages(), account_of(request).name)
        return JSONResponse(done.to_json())

    return routes


def _whole(record: Record) -> dict[str, Any]:
    return {
        "number": record.number,
        "at": record.at,
        "previous": record.previous,
        "sha256": record.sha256,
        **record.content,
    }
