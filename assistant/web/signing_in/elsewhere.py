"""GET /sign-in/provider and its way back: signing in with the hospital's identity provider."""

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from assistant.accounts import Account, Accounts
from assistant.web.signing_in.entrance import Entrance
from assistant.web.signing_in.provider import Identity, Provider
from assistant.web.signing_in.routes import begin, in_thread, show_page
from assistant.web.signing_in.under_way import PATIENCE
from assistant.web.signing_in.way_back import safe_way
from corpus.errors import AccountError, AssistantError

BY = "identity provider"
"""Stands on the trail as who added an account or changed its roles."""


def add_routes(app: FastAPI, entrance: Entrance, provider: Provider) -> None:
    """The way to the provider and back."""

    @app.get("/sign-in/provider", include_in_schema=False)
    async def leave(request: Request) -> Response:
        back = safe_way(request.query_params.get("next", ""))
        try:
            address, cookie = await provider.begin(_return_to(request), back)
        except AssistantError as error:
            return await show_page(entrance, back, 502, problem=error)
        response = RedirectResponse(address, 303)
        response.set_cookie(
            _cookie(entrance, request),
            cookie,
            max_age=int(PATIENCE),
            path="/",
            secure=request.url.scheme == "https",
            httponly=True,
            # Sent along when the provider sends the browser back.
            samesite="lax",
        )
        return response

    @app.get("/sign-in/provider/return", include_in_schema=False)
    async def come_back(request: Request) -> Response:
        kept = request.cookies.get(_cookie(entrance, request), "")
        try:
            found = await provider.finish(_return_to(request), kept, request.query_params)
            account = await in_thread(entrance, account_for, entrance.accounts, found)
        except AssistantError as error:
            return await show_page(entrance, "/", 401, problem=error)
        response = await begin(entrance, request, account, found.back, "provider")
        response.delete_cookie(
            _cookie(entrance, request), secure=request.url.scheme == "https", httponly=True
        )
        return response


def account_for(accounts: Accounts, found: Identity) -> Account:
    """The account of somebody the provider knows, with the roles it gives today.

    Raises AccountError for who has no role, is disabled, or whose name another account has.
    """
    if not found.roles:
        raise AccountError(
            "the identity provider gives you no role here: ask whoever runs this server"
        )
    known = accounts.of_subject(found.subject)
    if known is None:
        return accounts.add(found.name, None, found.roles, BY, subject=found.subject)
    if known.disabled:
        raise AccountError("this account is disabled: ask whoever runs this server")
    if known.roles != found.roles:
        return accounts.set_roles(known.name, found.roles, BY)
    return known


def _return_to(request: Request) -> str:
    """Our address as the provider knows it; the host is one of ours, or nobody got here."""
    return f"{request.url.scheme}://{request.url.netloc}/sign-in/provider/return"


def _cookie(entrance: Entrance, request: Request) -> str:
    return f"{entrance.cookie(request.url.scheme)}-provider"
