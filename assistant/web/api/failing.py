"""Every failed call is answered alike: one sentence, an exit code, and nothing that was sent."""

from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException as StarletteHTTPException

from assistant.web.failures import UNEXPECTED, body_of, describe, exit_code_of, status_of
from corpus.errors import QuestionError

FAULTS_TOLD = 5
"""Of a body with more faults, the others are found when these are corrected."""


class ToldError(Exception):
    """A known error with the status it has at one address."""

    def __init__(self, error: Exception, status: int) -> None:
        super().__init__(str(error))
        self.error = error
        self.status = status


@contextmanager
def told_as(status: int, *kinds: type[Exception]) -> Iterator[None]:
    """Give these errors this status, such as 404 where they mean that nothing is there."""
    try:
        yield
    except kinds as error:
        raise ToldError(error, status) from None


class Route(APIRoute):
    """A route out of which nothing escapes into a log with words of a question in it."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of FastAPI, with every failure made into its JSON."""
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handle(request)
            except (RequestValidationError, StarletteHTTPException):
                raise
            except ToldError as told:
                return failed(told.error, told.status)
            except Exception as error:
                return failed(error)

        return answer


def failed(error: Exception, status: int | None = None) -> JSONResponse:
    """The response that says why a call failed."""
    wait = getattr(error, "retry_after", None)
    return JSONResponse(
        body_of(describe(error, "call"), exit_code_of(error)),
        status or status_of(error),
        {"retry-after": str(wait)} if wait else None,
    )


def add_handlers(app: FastAPI) -> None:
    """The same JSON for what fails before a route is reached."""
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(StarletteHTTPException, _turned_away)


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    """Which fields are wrong and why, without what they held."""
    assert isinstance(error, RequestValidationError)
    known = _fields(request)
    faults = []
    for fault in error.errors():
        # A field that is not ours may have any name, such as that of a patient.
        field = next((part for part in fault["loc"][1:] if part in known), "the body")
        faults.append(f"{field}: {fault['msg']}")
    message = f"The request cannot be used ({'; '.join(faults[:FAULTS_TOLD])}): correct it."
    return JSONResponse(body_of(message, QuestionError.exit_code), 422)


def _fields(request: Request) -> set[Any]:
    """The names of everything that the called route takes."""
    route = request.scope.get("route")
    if not isinstance(route, APIRoute):
        return set()
    dependant = route.dependant
    parameters = [*dependant.path_params, *dependant.query_params, *dependant.body_params]
    names = {parameter.alias for parameter in parameters}
    for parameter in dependant.body_params:
        names |= set(getattr(parameter.field_info.annotation, "model_fields", ()))
    return names


async def _turned_away(_: Request, error: Exception) -> JSONResponse:
    """A body that is no JSON at all, such as one nested too deep, or a route that is none."""
    assert isinstance(error, StarletteHTTPException)
    if error.status_code == 400:
        message = "The body cannot be read: send JSON in UTF-8, or files as multipart/form-data."
        return JSONResponse(body_of(message, QuestionError.exit_code), 422)
    message = "There is nothing here, or not by this method."
    if isinstance(error, HTTPException) and error.status_code not in (404, 405):
        message = "This cannot be done."
    return JSONResponse(body_of(message, UNEXPECTED), error.status_code, error.headers)
