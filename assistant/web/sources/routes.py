"""GET /source and /source/page.png: a cited place, highlighted on its page."""

import hashlib
from collections.abc import Callable

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response

from assistant.accounts import Account
from assistant.web.access import account_of
from assistant.web.failures import describe
from assistant.web.sources.rendering import (
    render_panel,
    render_problem,
    render_problem_in_panel,
    render_source,
)
from assistant.web.sources.source import HiddenDraftError, Sources
from assistant.web.sources.wanted import wanted
from corpus.errors import (
    AssistantError,
    CatalogueError,
    DocumentError,
    QuestionError,
    StorageError,
)

_STATUS = (
    (HiddenDraftError, 403),
    (CatalogueError, 404),
    (DocumentError, 404),
    (QuestionError, 422),
    (StorageError, 503),
)
_FRESH = {"cache-control": "no-store"}
"""A version may be withdrawn at any moment."""
_ASK_EACH_TIME = "private, no-cache"
"""A kept picture is shown again once the server has said that its reader still may see it."""


def add_routes(app: FastAPI, open_sources: Callable[[], Sources], banner: str) -> None:
    """The routes; `open_sources` is called at every request and must give the same ones."""

    @app.get("/source", include_in_schema=False)
    def source(request: Request) -> Response:
        """A page, or with `fragment=1` what goes into the panel beside an answer."""
        reader = account_of(request)
        beside = request.query_params.get("fragment") == "1"
        try:
            found = open_sources().open(wanted(request.query_params), reader)
        except Exception as error:
            return _problem(error, banner, reader, beside=beside)
        page = render_panel(found) if beside else render_source(found, banner, reader)
        return HTMLResponse(page, headers=_FRESH)

    @app.get("/source/page.png", include_in_schema=False)
    def picture(request: Request) -> Response:
        """A page of a PDF; 304 when the browser has it already."""
        reader = account_of(request)
        try:
            png = open_sources().picture(wanted(request.query_params), reader)
        except Exception as error:
            return _problem(error, banner, reader, beside=True)
        tag = f'"{hashlib.sha256(png).hexdigest()[:32]}"'
        headers = {"etag": tag, "cache-control": _ASK_EACH_TIME}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(png, media_type="image/png", headers=headers)


def status_of(error: Exception) -> int:
    """What a failed request for a source is answered with."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def _problem(error: Exception, banner: str, reader: Account, *, beside: bool) -> Response:
    message = describe(error)
    if isinstance(error, AssistantError):
        message = message[:1].upper() + message[1:]
    page = render_problem_in_panel(message) if beside else render_problem(message, banner, reader)
    return HTMLResponse(page, status_of(error), headers=_FRESH)
