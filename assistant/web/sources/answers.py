"""GET /answers/ID: the permanent link of an answer, which can replay it."""

import re
from collections.abc import Callable

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response

from assistant.accounts import Account
from assistant.audit import Record
from assistant.replaying import Replay
from assistant.web.access import account_of
from assistant.web.failures import describe
from assistant.web.sources.recorded import recorded
from assistant.web.sources.rendering import render_no_answer, render_recorded
from assistant.web.sources.source import Versions
from corpus.errors import AssistantError, AuditError

_ID = re.compile(r"[0-9a-f]{32}")
_FRESH = {"cache-control": "no-store"}


def add_answers(
    app: FastAPI,
    find: Callable[[str], Record],
    catalogue: Callable[[], Versions],
    repeat: Callable[[Record, str], Replay],
    banner: str,
) -> None:
    """The route; `find` gives the record of an id, `repeat` asks again by an account's name."""

    @app.get("/answers/{answer}", include_in_schema=False)
    def answers(answer: str, request: Request) -> Response:
        """The answer as it was given; with `replay=1` also what comes out today."""
        reader = account_of(request)
        try:
            record = _found(answer, find)
            shown = recorded(record, catalogue())
        except Exception as error:
            status = 404 if isinstance(error, AuditError) else 503
            return _page(render_no_answer(describe(error), banner, reader), status)
        # A replay is recorded as this reader's: no page elsewhere asks for one with a link.
        elsewhere = request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
        if request.query_params.get("replay") != "1" or elsewhere:
            return _page(render_recorded(shown, banner, reader))
        replay, problem = _repeated(record, repeat, reader)
        return _page(render_recorded(shown, banner, reader, replay, problem))


def _found(answer: str, find: Callable[[str], Record]) -> Record:
    if not _ID.fullmatch(answer):
        raise AuditError("this is no address of an answer: copy the whole link")
    return find(answer)


def _repeated(
    record: Record, repeat: Callable[[Record, str], Replay], reader: Account
) -> tuple[Replay | None, str]:
    """What came out, or why nothing did, such as a snapshot that was pruned."""
    try:
        return repeat(record, reader.name), ""
    except Exception as error:
        said = describe(error)
        return None, said if isinstance(error, AssistantError) else "It could not be asked again."


def _page(page: str, status: int = 200) -> Response:
    return HTMLResponse(page, status, headers=_FRESH)
