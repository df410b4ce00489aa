"""Figures of use over HTTP: counts and times by day, without a word of any question."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse

from assistant.web.api import bodies
from assistant.web.api.failing import Route
from assistant.web.api.holdings import Holdings
from assistant.web.api.plain import plain
from assistant.web.reviewer.use import use_of


def router(holdings: Holdings) -> APIRouter:
    """/use."""
    routes = APIRouter(route_class=Route, prefix="/use", tags=["Use"])

    @routes.get(
        "",
        summary="How the assistant is used",
        responses=bodies.failures()
        | bodies.described(
            "As the dashboard has it: by day, refusals by reason, milliseconds, feedback, drift."
        ),
    )
    def use(days: Annotated[int, Query(ge=1, le=366)] = 30) -> JSONResponse:
        """The last days until today, and how far they are from those before."""
        today = datetime.now(UTC).date()
        return JSONResponse(plain(asdict(use_of(holdings.index, holdings.settings, days, today))))

    return routes
