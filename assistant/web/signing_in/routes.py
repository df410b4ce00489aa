"""GET and POST /sign-in, and POST /sign-out."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import anyio
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.accounts import Account, SlowedError
from assistant.accounts.demonstration import enabled_demonstration
from assistant.web.signing_in.entrance import Entrance
from assistant.web.signing_in.rendering import render_sign_in
from assistant.web.signing_in.way_back import safe_way
from corpus.errors import AssistantError

WRONG = "This name and password do not belong together, or the account is disabled."


def add_routes(app: FastAPI, entrance: Entrance) -> None:
    """The page to sign in on, and the way out."""

    @app.get("/sign-in", include_in_schema=False)
    async def page(request: Request) -> Response:
        back = safe_way(request.query_params.get("next", ""))
        if request.state.account:
            return RedirectResponse(back, 303)
        return await show_page(entrance, back)

    @app.post("/sign-in", include_in_schema=False)
    async def sign_in(request: Request) -> Response:
        form = await fields(request)
        name, back = form.get("name", ""), safe_way(form.get("next", ""))
        try:
            account = await in_thread(
                entrance, check_password, entrance, name, form.get("password", ""),
                address_of(request), hashing=True,
            )  # fmt: skip
            if account is None:
                return await show_page(entrance, back, 401, problem=WRONG, name=name[:64])
            return await begin(entrance, request, account, back, "password")
        except SlowedError as error:
            response = await show_page(entrance, back, 429, problem=error, name=name[:64])
            response.headers["retry-after"] = str(error.seconds)
            return response
        except AssistantError as error:
            return await show_page(entrance, back, 503, problem=error)

    @app.post("/sign-in/demonstration", include_in_schema=False)
    async def demonstrate(request: Request) -> Response:
        form = await fields(request)
        back = safe_way(form.get("next", ""))
        known = await entrance.all_accounts()
        offered = {one.name: one for one in _offered(entrance, known)}
        account = offered.get(form.get("name", ""))
        if account is None:
            return await show_page(entrance, back, 401, problem="There is no such account here.")
        return await begin(entrance, request, account, back, "demonstration")

    @app.post("/sign-out", include_in_schema=False)
    async def sign_out(request: Request) -> Response:
        name = entrance.cookie(request.url.scheme)
        await in_thread(entrance, entrance.sessions.end, request.cookies.get(name, ""))
        response = RedirectResponse("/sign-in", 303)
        _set_cookie(response, request, entrance, "", 0)
        # What the browser kept of the pages goes with whoever saw them.
        response.headers["clear-site-data"] = '"cache"'
        return response


async def begin(
    entrance: Entrance, request: Request, account: Account, back: str, way: str
) -> Response:
    """Sign in and go on; it is on the trail first. AuditError, StorageError: then nobody is."""
    old = request.cookies.get(entrance.cookie(request.url.scheme), "")

    def write() -> str:
        if old:
            entrance.sessions.end(old)
        entrance.accounts.trail.note("account.signed_in", account.name, way=way)
        return entrance.sessions.begin(account)

    try:
        secret = await in_thread(entrance, write)
    except AssistantError as error:
        return await show_page(entrance, back, 503, problem=error)
    response = RedirectResponse(back, 303)
    _set_cookie(response, request, entrance, secret, int(entrance.longest.total_seconds()))
    return response


def check_password(entrance: Entrance, name: str, password: str, address: str) -> Account | None:
    """The account, its guessing slowed; a wrong password of a known name is on the trail.

    Not of an unknown one: what was typed there may be a password.
    """
    entrance.slowing.attempt(name, address)
    account = entrance.accounts.check(name, password)
    if account is not None:
        entrance.slowing.succeed(name, address)
        return account
    known = entrance.accounts.find(name.strip().lower())
    if known is not None:
        entrance.accounts.trail.note(
            "account.refused", known.name, disabled=known.disabled, address=address
        )
    return None


async def show_page(
    entrance: Entrance,
    back: str,
    status: int = 200,
    *,
    problem: str | AssistantError = "",
    name: str = "",
) -> Response:
    """The page to sign in on, with what went wrong."""
    known = await entrance.all_accounts()
    page = render_sign_in(
        entrance.banner,
        back,
        demonstration=_offered(entrance, known),
        empty=not known and not entrance.provider,
        passwords=any(not one.demonstration for one in known),
        provider=f"/sign-in/provider?{urlencode({'next': back})}" if entrance.provider else "",
        problem=sentence(problem) if isinstance(problem, AssistantError) else problem,
        name=name,
    )
    return HTMLResponse(page, status)


def _offered(entrance: Entrance, known: Sequence[Account]) -> Sequence[Account]:
    """The demonstration accounts, unless other computers could take them."""
    return () if entrance.exposed else enabled_demonstration(known)


def address_of(request: Request) -> str:
    """Where the request comes from, by the word of a stated proxy alone."""
    return request.client.host if request.client else ""


async def fields(request: Request) -> dict[str, str]:
    """The fields of a form; files and what is no form are none."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return {}
    form = await request.form(max_fields=10)
    return {key: value for key, value in form.items() if isinstance(value, str)}


async def in_thread(entrance: Entrance, call: Any, *values: Any, hashing: bool = False) -> Any:
    """What the call gives, that reads or writes the catalogue or the trail, or hashes passwords."""
    limiter = entrance.hashing if hashing else entrance.looking
    return await anyio.to_thread.run_sync(call, *values, limiter=limiter)


def _set_cookie(
    response: Response, request: Request, entrance: Entrance, secret: str, seconds: int
) -> None:
    scheme = request.url.scheme
    response.set_cookie(
        entrance.cookie(scheme),
        secret,
        max_age=seconds,
        path="/",
        secure=scheme == "https",
        httponly=True,
        samesite="lax",
    )


def sentence(error: AssistantError) -> str:
    """What went wrong, as it stands on a page."""
    words = " ".join(str(error).split())
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."
