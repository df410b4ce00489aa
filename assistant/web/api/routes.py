"""Puts every part of the API below /api/v1, and what watches the server beside it."""

from fastapi import APIRouter, FastAPI, Security
from fastapi.security import APIKeyCookie, HTTPBearer

from assistant.web.api import asking, health
from assistant.web.api.failing import add_handlers
from assistant.web.api.measures import Measures
from assistant.web.api.turns import Turns
from assistant.web.jobs import jobs_of
from assistant.web.service import Service

PREFIX = "/api/v1"
SESSION = "session"
"""The cookie that a browser is signed in by."""


def add_routes(app: FastAPI, service: Service) -> None:
    """Add them. Who may reach which is ruled in `assistant.web.access`, and only told here."""
    turns, jobs = Turns(), jobs_of(service)
    signed_in = [
        Security(HTTPBearer(auto_error=False, description="`assistant user token NAME`")),
        Security(APIKeyCookie(name=SESSION, auto_error=False, description="As the page signs in.")),
    ]
    api = APIRouter(prefix=PREFIX, dependencies=signed_in)
    api.include_router(asking.router(service, turns))
    app.include_router(api)
    app.include_router(health.router(service, Measures(service, jobs, turns)))
    add_handlers(app)
