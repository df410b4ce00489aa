"""What readers say of answers, and the reviewer's block on releases, over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant import releasing
from assistant.feedback import Kind, report, reports, settle, waiting
from assistant.web.access import REVIEWING, account_of
from assistant.web.api import bodies
from assistant.web.api.failing import Route, told_as
from assistant.web.api.holdings import Holdings
from corpus.errors import AuditError

LONGEST = 4000
"""Characters of a remark; what is kept of it has its own, narrower bound."""


class Said(BaseModel):
    """What somebody says about one answer."""

    model_config = ConfigDict(extra="forbid")

    answer: str = Field(max_length=64, description="The id of the answer.")
    kind: Kind
    comment: str = Field(default="", max_length=LONGEST, description="Redacted before it is kept.")


class Settled(BaseModel):
    """What came of a report."""

    model_config = ConfigDict(extra="forbid")

    number: int = Field(ge=1, description="Of the report.")
    note: str = Field(min_length=1, max_length=LONGEST)


class Reason(BaseModel):
    """Why releases are blocked or allowed."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(min_length=1, max_length=LONGEST)


def router(holdings: Holdings) -> APIRouter:
    """/feedback and /releases."""
    routes = APIRouter(route_class=Route)

    @routes.post(
        "/feedback",
        tags=["Feedback"],
        summary="Say that an answer was helpful, wrong, unsafe, or that something is missing",
        status_code=201,
        responses=bodies.failures(404) | bodies.described("The report.", status=201),
    )
    def said(request: Request, body: Said) -> JSONResponse:
        """It is recorded, and waits for a reviewer unless it was helpful."""
        redactor = holdings.service.stages().redactor
        by = account_of(request).name
        with told_as(404, AuditError):
            holdings.trail.find(body.answer)
        found = report(holdings.trail, redactor, body.answer, body.kind, body.comment, by)
        return JSONResponse(found.to_json(), 201)

    @routes.get(
        "/feedback",
        tags=["Feedback"],
        summary="List what was said",
        responses=bodies.failures()
        | bodies.described("As `assistant feedback list --json`.", list[dict[str, Any]]),
    )
    def listed(
        answer: Annotated[str | None, Query(max_length=64)] = None,
        every: Annotated[bool, Query(alias="all", description="Settled ones too.")] = False,
    ) -> JSONResponse:
        """What somebody has yet to look at, unsafe first; or all of it, oldest first."""
        index = holdings.index
        index.check_whole()
        found = reports(index, answer) if every or answer else waiting(index)
        return JSONResponse([one.to_json() for one in found])

    @routes.post(
        "/feedback/settled",
        tags=["Feedback"],
        summary="Say what came of a report",
        responses=bodies.failures(409) | bodies.described("The report, settled."),
    )
    def settled(request: Request, body: Settled) -> JSONResponse:
        """It waits no more; that an answer is unsafe only a reviewer settles."""
        redactor, account = holdings.service.stages().redactor, account_of(request)
        by, reviewer = account.name, account.may(REVIEWING)
        with told_as(409, AuditError):
            found = settle(holdings.index, redactor, body.number, by, body.note, reviewer=reviewer)
        return JSONResponse(found.to_json())

    @routes.get(
        "/releases",
        tags=["Releases"],
        summary="Whether publishing is blocked",
        responses=bodies.failures()
        | bodies.described("`blocked`, and by whom, when and why; `blocks` are all that stand."),
    )
    def standing() -> JSONResponse:
        """A block keeps new snapshots from being published; what is served stays."""
        holdings.index.check_whole()
        found = releasing.blocked(holdings.index)
        every = [one.to_json() for one in releasing.blocks(holdings.index)]
        return JSONResponse({"blocked": bool(every), "block": found and found.to_json(),
                             "blocks": every})  # fmt: skip

    @routes.post(
        "/releases/block",
        tags=["Releases"],
        summary="Keep new snapshots from being published",
        responses=bodies.failures() | bodies.described("The event."),
    )
    def block(request: Request, body: Reason) -> JSONResponse:
        """Until somebody allows it; a withdrawal and a rollback go on."""
        redactor, by = holdings.service.stages().redactor, account_of(request).name
        return JSONResponse(releasing.block(holdings.trail, redactor, by, body.reason).to_json())

    @routes.post(
        "/releases/allow",
        tags=["Releases"],
        summary="Let new snapshots be published again",
        responses=bodies.failures() | bodies.described("The event."),
    )
    def allow(request: Request, body: Reason) -> JSONResponse:
        """Gates have to be passed all the same."""
        redactor, by = holdings.service.stages().redactor, account_of(request).name
        return JSONResponse(releasing.allow(holdings.trail, redactor, by, body.reason).to_json())

    return routes
