"""Questions and searches over HTTP: the contract's JSON, whole or as it comes about."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool

from assistant.answers import Answer
from assistant.question import REMEMBERED, Question
from assistant.web.access import account_of
from assistant.web.api import bodies
from assistant.web.api.failing import Route
from assistant.web.api.turns import Turns
from assistant.web.failures import body_of, describe, exit_code_of
from assistant.web.service import Service
from assistant.web.streaming import Looking, parts
from corpus.metadata import Population

EVENTS = "text/event-stream"
_STREAM = (
    "Server-sent events, each with JSON as its data: `evidence` once, if anything is found, with "
    "the places where it is looked up; `statement` for each, with the citations that none before "
    "it had; then `answer` with the whole object, or `error`."
)

Event = Looking | Answer | Exception


class Asked(BaseModel):
    """A question, with what limits the documents it may be answered from."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(description="Up to 2,000 characters; identifiers are redacted first.")
    population: Population | None = Field(default=None, description="Only documents for these.")
    site: str | None = Field(default=None, max_length=200, description="Of this site, or of all.")
    specialty: str | None = Field(default=None, max_length=200)
    as_of: date | None = Field(default=None, description="In force on that day; today without.")
    earlier: list[str] = Field(
        default=[],
        max_length=REMEMBERED,
        description="The questions before it in its conversation, the oldest first.",
    )

    def to_question(self) -> Question:
        """The same as the stages take it."""
        return Question(
            self.question,
            self.population,
            self.site,
            self.specialty,
            self.as_of or date.today(),
            tuple(self.earlier),
        )


class Searched(Asked):
    """What to look for."""

    count: int = Field(default=10, ge=1, le=100, description="Passages wanted.")


def router(service: Service, turns: Turns) -> APIRouter:
    """POST /ask, /ask/stream and /search."""
    routes = APIRouter(route_class=Route, tags=["Asking"])
    asking: set[asyncio.Task[None]] = set()
    """Held here, or they could be collected before they end."""

    @routes.post(
        "/ask",
        summary="Ask a question",
        responses=bodies.failures(429)
        | {
            200: {
                "model": bodies.Answer,
                "description": "An answer or a refusal, recorded before it is sent. "
                "With `Accept: text/event-stream` the events of `/ask/stream`.",
                "content": {EVENTS: {"schema": {"type": "string"}}},
            }
        },
    )
    async def ask(request: Request, asked: Asked) -> Response:
        """One answer, every statement cited, or a refusal: as `assistant ask --json` prints it."""
        by = account_of(request).name
        if EVENTS in request.headers.get("accept", ""):
            return await _streamed(asked, by)
        question = asked.to_question()
        async with turns.turn(by):
            answer = await run_in_threadpool(service.ask, question, by)
        return JSONResponse(answer.to_json())

    @routes.post(
        "/ask/stream",
        summary="Ask a question, and follow how it is answered",
        response_class=EventSourceResponse,
        responses=bodies.failures(429)
        | {200: {"description": _STREAM, "content": {EVENTS: {"schema": {"type": "string"}}}}},
    )
    async def stream(request: Request, asked: Asked) -> Response:
        """The same answer as it comes about."""
        return await _streamed(asked, account_of(request).name)

    @routes.post(
        "/search",
        summary="Search passages",
        responses=bodies.failures(429) | bodies.described("Passages.", bodies.Results),
    )
    async def search(request: Request, searched: Searched) -> Response:
        """Ranked passages, as `assistant search --json` prints them; nothing is recorded."""
        question = searched.to_question()
        async with turns.turn(account_of(request).name):
            found = await run_in_threadpool(service.search, question, searched.count)
        results = [evidence.to_json(rank) for rank, evidence in enumerate(found, 1)]
        return JSONResponse({"id": None, "results": results})

    async def _streamed(asked: Asked, by: str) -> Response:
        question = asked.to_question()
        events: asyncio.Queue[Event] = asyncio.Queue()

        async def run() -> None:
            """Ask to the end, whoever stops listening: the record must not depend on who stays."""
            try:
                async with turns.turn(by):
                    async for event in iterate_in_threadpool(service.follow(question, by)):
                        events.put_nowait(event)
            except Exception as error:
                events.put_nowait(error)

        task = asyncio.create_task(run())
        asking.add(task)
        task.add_done_callback(asking.discard)
        first = await events.get()
        if isinstance(first, Exception):
            raise first  # What fails at once fails as it would without a stream: by its status.
        return EventSourceResponse(_sent(first, events), headers={"cache-control": "no-store"})

    return routes


async def _sent(event: Event, events: "asyncio.Queue[Event]") -> AsyncIterator[ServerSentEvent]:
    """Every part of the first event and of those that follow; the last is an answer or an error."""
    while True:
        if isinstance(event, Exception):
            yield _event("error", body_of(describe(event), exit_code_of(event)))
            return
        for name, value in parts(event):
            yield _event(name, value)
        if isinstance(event, Answer):
            return
        event = await events.get()


def _event(name: str, value: dict[str, Any]) -> ServerSentEvent:
    return ServerSentEvent(orjson.dumps(value).decode(), event=name)
