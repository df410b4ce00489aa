"""Puts every part of the API below /api/v1, and what watches the server beside it."""

from fastapi import APIRouter, FastAPI, Security
from fastapi.security import APIKeyCookie, HTTPBearer

from assistant.web.api import (
    accounts,
    adjudication,
    asking,
    audit,
    curation,
    documents,
    evaluations,
    evidence,
    feedback,
    health,
    snapshots,
    use,
)
from assistant.web.api.failing import add_handlers
from assistant.web.api.holdings import Holdings
from assistant.web.api.measures import Measures
from assistant.web.api.turns import Turns
from assistant.web.service import Service

PREFIX = "/api/v1"
SESSION = "__Host-assistant"
"""The cookie that a browser is signed in by; `assistant-PORT` where it is served over http."""


def add_routes(app: FastAPI, service: Service) -> None:
    """Add them. Who may reach which is ruled in `assistant.web.access`, and only told here."""
    turns, holdings = Turns(), Holdings(service)
    signed_in = [
        Security(HTTPBearer(auto_error=False, description="`assistant user token NAME`")),
        Security(
            APIKeyCookie(
                name=SESSION,
                auto_error=False,
                description="As the page signs in; `assistant-PORT` over plain http.",
            )
        ),
    ]
    api = APIRouter(prefix=PREFIX, dependencies=signed_in)
    api.include_router(asking.router(service, turns))
    for part in (
        documents, curation, snapshots, evaluations, evidence, adjudication, feedback,
        audit, use, accounts,
    ):  # fmt: skip
        api.include_router(part.router(holdings))
    app.include_router(api)
    measures = Measures(service, holdings.jobs, turns)
    app.include_router(health.router(service, measures, signed_in))
    add_handlers(app)
