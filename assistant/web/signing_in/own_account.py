"""GET /account: what somebody signs in with and where; changing the password, ending the rest."""

from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.accounts import Account, Session, SlowedError, Token, WayIn
from assistant.web.access import account_of
from assistant.web.failures import status_of
from assistant.web.signing_in.entrance import Entrance
from assistant.web.signing_in.rendering import render_own_account
from assistant.web.signing_in.routes import (
    address_of,
    begin,
    check_password,
    fields,
    in_thread,
    sentence,
)
from corpus.errors import AccountError, AssistantError

DONE = {
    "password": "Your password is changed. You are signed out everywhere else.",
    "sessions": "You are signed out everywhere else.",
    "token": "The token is ended.",
}
"""What is said after an act, by a word in the address."""
WRONG = "The password you have now is another one: type it again."
DIFFERENT = "The two new passwords differ: type the same one twice."


@dataclass(frozen=True)
class OwnAccount:
    """What somebody sees of his account."""

    account: Account
    way_in: WayIn
    sessions: tuple[Session, ...]
    tokens: tuple[Token, ...]


def add_routes(app: FastAPI, entrance: Entrance) -> None:
    """The page, and what is done on it; each act is on the trail before it is done."""

    @app.get("/account", include_in_schema=False)
    async def page(request: Request) -> Response:
        return await _show(entrance, request, done=request.query_params.get("done", ""))

    @app.post("/account/password", include_in_schema=False)
    async def change_password(request: Request) -> Response:
        form, account = await fields(request), account_of(request)
        try:
            changed = await in_thread(
                entrance, _change, entrance, account, form, address_of(request), hashing=True
            )
        except AssistantError as error:
            return await _refuse(entrance, request, error)
        # Every session is ended, that of this browser too: it goes on with another secret.
        return await begin(entrance, request, changed, "/account?done=password", "password")

    @app.post("/account/sessions/end", include_in_schema=False)
    async def end_others(request: Request) -> Response:
        account = account_of(request)
        try:
            await in_thread(entrance, _end_others, entrance, account, _secret(entrance, request))
        except AssistantError as error:
            return await _refuse(entrance, request, error)
        return RedirectResponse("/account?done=sessions", 303)

    @app.post("/account/tokens/end", include_in_schema=False)
    async def end_token(request: Request) -> Response:
        form, account = await fields(request), account_of(request)
        try:
            identity = form.get("token", "")
            end = entrance.accounts.end_token
            await in_thread(entrance, end, account.name, identity, account.name)
        except AssistantError as error:
            return await _refuse(entrance, request, error)
        return RedirectResponse("/account?done=token", 303)


def _change(entrance: Entrance, account: Account, form: dict[str, str], address: str) -> Account:
    """Set the new password, after the old one; AccountError says what is wrong with either."""
    if entrance.accounts.way_in(account.name) is not WayIn.PASSWORD:
        raise AccountError("this account has no password that could be changed here")
    new = form.get("new", "")
    if new != form.get("again", ""):
        raise AccountError(DIFFERENT)
    if check_password(entrance, account.name, form.get("password", ""), address) is None:
        raise AccountError(WRONG)
    return entrance.accounts.set_password(account.name, new, account.name)


def _end_others(entrance: Entrance, account: Account, secret: str) -> None:
    if account.demonstration:
        raise AccountError("whoever uses this account of the demonstration stays signed in")
    entrance.sessions.end_others(account, secret)


def _look(entrance: Entrance, account: Account, secret: str) -> OwnAccount:
    accounts = entrance.accounts
    return OwnAccount(
        account,
        accounts.way_in(account.name),
        tuple(entrance.sessions.all_of(account, secret)),
        tuple(accounts.tokens(account.name)),
    )


async def _show(
    entrance: Entrance, request: Request, status: int = 200, *, done: str = "", problem: str = ""
) -> Response:
    own = await in_thread(
        entrance, _look, entrance, account_of(request), _secret(entrance, request)
    )
    page = render_own_account(
        entrance.banner, own.account, own.way_in, own.sessions, own.tokens,
        provider=entrance.provider.host if entrance.provider else "",
        done=DONE.get(done, ""), problem=problem,
    )  # fmt: skip
    return HTMLResponse(page, status)


async def _refuse(entrance: Entrance, request: Request, error: AssistantError) -> Response:
    status = 422 if isinstance(error, AccountError) else status_of(error)
    if isinstance(error, SlowedError):
        status = 429
    response = await _show(entrance, request, status, problem=sentence(error))
    if isinstance(error, SlowedError):
        response.headers["retry-after"] = str(error.seconds)
    return response


def _secret(entrance: Entrance, request: Request) -> str:
    return request.cookies.get(entrance.cookie(request.url.scheme), "")
