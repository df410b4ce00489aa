"""What a page is answered with that asks for an event which is none."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response

from assistant.web.failures import UNEXPECTED, body_of
from corpus.errors import QuestionError


def _unknown(request: Request, error: Exception) -> Response:
    """Gradio looks events up by number and by session, and lets the failed look-up escape."""
    message = "There is no such event on this page: load the page again."
    return JSONResponse(body_of(message, UNEXPECTED), 404)


def _invalid(request: Request, error: Exception) -> Response:
    """Without what was sent, which Gradio would repeat."""
    message = "The request is none that a page sends: load the page again."
    return JSONResponse(body_of(message, QuestionError.exit_code), 422)


HANDLERS: Mapping[type[Exception], Callable[[Request, Any], Response]] = {
    LookupError: _unknown,
    RequestValidationError: _invalid,
}
"""For the apps that Gradio makes; what else escapes stays an error of ours, and is logged."""
