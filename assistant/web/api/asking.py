"""The API: the contract's JSON over HTTP, with the same stages as the page."""

from collections.abc import Callable
from datetime import date
from itertools import chain
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from assistant.evidence import Evidence
from assistant.question import REMEMBERED, Question
from assistant.web.failures import UNEXPECTED, body_of, describe, exit_code_of, status_of
from assistant.web.service import Service
from assistant.web.streaming import LINES, as_lines
from corpus.errors import QuestionError
from corpus.metadata import Population


class Asked(BaseModel):
    """The body of a question; `earlier` are those before it in its conversation."""

    model_config = ConfigDict(extra="forbid")

    question: str
    population: Population | None = None
    site: str | None = Field(default=None, max_length=200)
    specialty: str | None = Field(default=None, max_length=200)
    as_of: date | None = None
    earlier: list[str] = Field(default=[], max_length=REMEMBERED)

    def to_question(self) -> Question:
        """The same as the stages take it; no date means today."""
        return Question(
            self.question,
            self.population,
            self.site,
            self.specialty,
            self.as_of or date.today(),
            tuple(self.earlier),
        )


class Searched(Asked):
    """The body of a search."""

    count: int = Field(default=10, ge=1, le=100)


def add_routes(app: FastAPI, service: Service) -> None:
    """POST /api/ask, /api/ask/stream and /api/search, GET /api/health; they block in threads."""
    router = APIRouter(prefix="/api")

    @router.post("/ask")
    def ask(asked: Asked) -> JSONResponse:
        """One answer or refusal, as `assistant ask --json` prints it."""
        return _respond(lambda: service.ask(asked.to_question()).to_json())

    @router.post("/ask/stream", response_class=StreamingResponse)
    def stream(asked: Asked) -> Response:
        """The same as lines of JSON: where it is looked up, the statements, the whole answer."""
        try:
            events = service.follow(asked.to_question())
            # What fails at once fails as it would without a stream: by its status.
            begun = chain([next(events)], events)
        except Exception as error:
            return _failed(error)
        return StreamingResponse(
            as_lines(begun), media_type=LINES, headers={"cache-control": "no-store"}
        )

    @router.post("/search")
    def search(searched: Searched) -> JSONResponse:
        """Ranked passages, as `assistant search --json` prints them."""
        return _respond(
            lambda: {
                "id": None,
                "results": _results(service.search(searched.to_question(), searched.count)),
            }
        )

    @router.get("/health")
    def health() -> JSONResponse:
        """What is published; 503 while nothing can be answered."""
        return _respond(lambda: _health(service))

    app.include_router(router)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _turned_away)


def _health(service: Service) -> dict[str, Any]:
    overview = service.overview()
    return {
        "status": "ready",
        "snapshot": overview.snapshot,
        "documents": overview.documents,
        "software": overview.software,
    }


def _respond(call: Callable[[], dict[str, Any]]) -> JSONResponse:
    """What the call gives, or why it failed; nothing escapes into a log with words in it."""
    try:
        return JSONResponse(call())
    except Exception as error:
        return _failed(error)


def _failed(error: Exception) -> JSONResponse:
    return JSONResponse(body_of(describe(error), exit_code_of(error)), status_of(error))


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    """Which fields are wrong and why, without what they held."""
    known = {*Searched.model_fields}
    faults = []
    for fault in error.errors() if isinstance(error, RequestValidationError) else ():
        field = next((part for part in fault["loc"] if part in known), "the body")
        faults.append(f"{field}: {fault['msg']}")
    message = f"The request cannot be used ({'; '.join(faults[:5])}): correct it."
    return JSONResponse(body_of(message, QuestionError.exit_code), 422)


async def _turned_away(_: Request, error: Exception) -> JSONResponse:
    """A body that is no JSON at all, such as one nested too deep, or a route that is none."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 400:
        message = "The body cannot be read as JSON in UTF-8: correct it."
        return JSONResponse(body_of(message, QuestionError.exit_code), 422)
    headers = error.headers if isinstance(error, HTTPException) else None
    message = "There is nothing here, or not by this method."
    return JSONResponse(body_of(message, UNEXPECTED), status, headers)


def _results(evidence: tuple[Evidence, ...]) -> list[dict[str, Any]]:
    return [found.to_json(rank) for rank, found in enumerate(evidence, 1)]
