"""Whether the server lives, can answer, and how much it does: for those who watch machines."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from assistant.web.api import bodies
from assistant.web.api.failing import Route
from assistant.web.api.measures import MEDIA_TYPE, Measures
from assistant.web.failures import exit_code_of
from assistant.web.service import Service


def router(service: Service, measures: Measures, signed_in: Sequence[Any]) -> APIRouter:
    """GET /healthz, /readyz and, for who is `signed_in`, /metrics."""
    routes = APIRouter(route_class=Route, tags=["Watching"])

    @routes.get(
        "/healthz",
        summary="Whether the server lives",
        responses=bodies.described("It does.", dict[str, str]),
    )
    async def healthz() -> JSONResponse:
        """Answered without touching anything, also while nothing can be answered."""
        return JSONResponse({"status": "alive"})

    @routes.get(
        "/readyz",
        summary="Whether questions can be answered",
        responses=bodies.described("They can.")
        | {503: {"model": dict[str, str | int], "description": "They cannot; why is in the log "
                 "of whoever runs the server, and on the page."}},
    )  # fmt: skip
    def readyz() -> JSONResponse:
        """What is published. Anybody may ask, so it tells no paths and no messages."""
        try:
            overview = service.overview()
        except Exception as error:
            return JSONResponse({"status": "not ready", "exit_code": exit_code_of(error)}, 503)
        return JSONResponse(
            {"status": "ready", "snapshot": overview.snapshot, "documents": overview.documents}
        )

    @routes.get(
        "/metrics",
        dependencies=signed_in,
        summary="Figures for Prometheus",
        response_class=Response,
        responses=bodies.failures()
        | {200: {"description": "Counts and times, without a word of any question or a name of "
                 "any user.", "content": {"text/plain": {"schema": {"type": "string"}}}}},
    )  # fmt: skip
    def metrics() -> Response:
        """In the text format of Prometheus."""
        return Response(measures.text(), media_type=MEDIA_TYPE)

    return routes
