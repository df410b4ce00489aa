"""Lets in who may reach an address, and says in `request.state.account` who it is."""

import sys

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.accounts import Account
from assistant.web.access import READING, Rule, rule_for
from assistant.web.failures import body_of, describe, exit_code_of
from assistant.web.signing_in.entrance import Entrance
from assistant.web.signing_in.rendering import render_turned_away
from assistant.web.signing_in.way_back import way_to_sign_in
from corpus.errors import AccountError, AssistantError

CLOSED = (
    "Nobody can be let in now, because the accounts cannot be read: whoever runs this server was "
    "told why."
)
PROBES = {"/healthz", "/readyz"}
"""Asked by what watches the server, past the proxy."""
TOKENS_ONLY = "/metrics"
"""Read by a program; a page elsewhere must not have a browser read it."""


class Admission:
    """ASGI middleware; answers 401, 403 and 503 itself, or sends a browser to the sign-in page."""

    def __init__(self, app: ASGIApp, entrance: Entrance) -> None:
        self._app = app
        self._entrance = entrance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its account, or turn it away."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] != "http":
            # Nothing here speaks by websocket: closed before it is accepted, which is a 403.
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            scope = {**scope, "state": {**scope.get("state", {}), "account": None}}
            try:
                turned_away = await self._look(scope)
            except AssistantError as error:
                # Without accounts nobody is let in, and who is not told where they are kept.
                sys.stderr.write(f"{describe(error, whole=True)}\n")
                body = body_of(CLOSED, exit_code_of(error))
                turned_away = JSONResponse(body, 503)
            await (turned_away or self._app)(scope, receive, send)

    async def _look(self, scope: Scope) -> Response | None:
        """Find the account; the answer for who is not let in."""
        request, rule = Request(scope), rule_for(scope["path"], scope["method"])
        if self._entrance.exposed and scope["scheme"] != "https" and scope["path"] not in PROBES:
            return _say(403, "Plain http is refused here: open this address with https.")
        token = request.headers.get("authorization") if _takes_tokens(scope["path"]) else None
        account = await self._identify(request, token)
        scope["state"]["account"] = account
        by_browser = token is None and (account or (rule and not rule.roles))
        if by_browser and not is_from_here(request):
            return _say(403, "Requests from other sites are refused.")
        if rule is not None and (not rule.roles or (account and account.may(rule.roles))):
            return None
        if account is None:
            return await self._unknown(request)
        return self._forbidden(request, account, rule)

    async def _identify(self, request: Request, token: str | None) -> Account | None:
        """By a token where it is given, else by a session; never by either."""
        if token is not None:
            kind, _, secret = token.partition(" ")
            return await self._entrance.bearer(secret.strip()) if kind.lower() == "bearer" else None
        if request.url.path == TOKENS_ONLY:
            return None
        cookie = self._entrance.cookie(request.url.scheme)
        return await self._entrance.signed_in(request.cookies.get(cookie))

    async def _unknown(self, request: Request) -> Response:
        if _is_page(request):
            return RedirectResponse(way_to_sign_in(request.url.path, request.url.query), 303)
        message = "Sign in first, or send a token of `assistant user token` as a bearer token."
        if not await self._entrance.all_accounts():
            message = (
                "There is no account yet: run `assistant user add NAME --role admin --by YOU`."
            )
        return _say(401, message, {"www-authenticate": "Bearer"})

    def _forbidden(self, request: Request, account: Account, rule: Rule | None) -> Response:
        message = "There is nothing here, or not by this method."
        if rule is not None:
            message = (
                f"This needs the role {' or '.join(sorted(rule.roles))}; you are signed in as "
                f"{account.name} ({', '.join(sorted(account.roles))})."
            )
        if _is_page(request):
            return HTMLResponse(render_turned_away(self._entrance.banner, account, message), 403)
        return _say(403, message)


def is_from_here(request: Request) -> bool:
    """Whether a request that writes comes from a page of this host.

    A browser sends its cookie along whoever asks it to; so the page's origin has to be this host,
    or the browser has to say itself that it is the same.
    """
    if request.method in READING:
        return True
    origin = request.headers.get("origin", "null")
    if origin != "null":
        return origin == f"{request.url.scheme}://{request.headers.get('host')}"
    return request.headers.get("sec-fetch-site") == "same-origin"


def _takes_tokens(path: str) -> bool:
    return path == TOKENS_ONLY or path.startswith("/api/")


def _is_page(request: Request) -> bool:
    """Whether somebody looks at what is answered, who can be led on."""
    return (
        request.method in READING
        and not _takes_tokens(request.url.path)
        and "text/html" in request.headers.get("accept", "")
    )


def _say(status: int, message: str, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse(body_of(message, AccountError.exit_code), status, headers)
