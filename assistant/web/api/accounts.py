"""Accounts over HTTP, for administrators: who may sign in, and with what roles."""

from collections.abc import Callable
from functools import cache
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from assistant.accounts import Account, Role
from assistant.accounts.accounts import Accounts, canonical
from assistant.accounts.tokens import LONGEST_DAYS
from assistant.web.access import account_of
from assistant.web.api import bodies
from assistant.web.api.failing import Route, told_as
from assistant.web.api.holdings import Holdings
from corpus.errors import AccountError


class Added(BaseModel):
    """A new account."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=100)
    roles: list[Role] = Field(min_length=1)
    password: SecretStr | None = Field(
        default=None, description="Without one it needs a token, or signs in elsewhere."
    )


class Allowed(BaseModel):
    """All that an account may do from now on."""

    model_config = ConfigDict(extra="forbid")

    roles: list[Role] = Field(min_length=1)


class Changed(BaseModel):
    """A new password."""

    model_config = ConfigDict(extra="forbid")

    password: SecretStr


class Issued(BaseModel):
    """A token for a program."""

    model_config = ConfigDict(extra="forbid")

    days: int = Field(ge=1, le=LONGEST_DAYS, description="How long it holds.")


class Known(bodies.Body):
    """A token that holds, without its secret."""

    id: str = Field(description="To end it by; it opens nothing.")
    issued_at: str
    issued_by: str
    expires_at: str
    used_at: str | None = Field(description="To some minutes; null if it never was.")


class Token(bodies.Body):
    """A token."""

    token: str = Field(description="It cannot be shown again.")


def router(holdings: Holdings) -> APIRouter:
    """/accounts."""
    routes = APIRouter(route_class=Route, prefix="/accounts", tags=["Accounts"])

    @cache
    def accounts() -> Accounts:
        return Accounts(holdings.settings.home, holdings.settings.catalogue)

    @routes.get(
        "",
        summary="List accounts",
        responses=bodies.failures()
        | bodies.described("By name, without anything secret.", list[dict[str, Any]]),
    )
    def listed() -> JSONResponse:
        """Everybody who may sign in, or might once."""
        return JSONResponse([_shown(one) for one in accounts().all()])

    @routes.post(
        "",
        summary="Add an account",
        status_code=201,
        responses=bodies.failures(409) | bodies.described("The account.", status=201),
    )
    def added(request: Request, body: Added) -> JSONResponse:
        """Its password is kept as an argon2 hash."""
        password = body.password.get_secret_value() if body.password else None
        by = account_of(request).name
        with told_as(409, AccountError):
            account = accounts().add(body.name, password, frozenset(body.roles), by)
        return JSONResponse(_shown(account), 201)

    def changing(change: Callable[[], Account]) -> JSONResponse:
        with told_as(404, AccountError):
            return JSONResponse(_shown(change()))

    @routes.post(
        "/{name}/disable",
        summary="Disable an account",
        responses=bodies.failures(404) | bodies.described("The account."),
    )
    def disabled(request: Request, name: str) -> JSONResponse:
        """Its sessions and tokens end at once."""
        return changing(lambda: accounts().disable(name, account_of(request).name))

    @routes.post(
        "/{name}/enable",
        summary="Enable an account again",
        responses=bodies.failures(404) | bodies.described("The account."),
    )
    def enabled(request: Request, name: str) -> JSONResponse:
        """Its tokens stay ended."""
        return changing(lambda: accounts().enable(name, account_of(request).name))

    @routes.post(
        "/{name}/roles",
        summary="Set all the roles of an account",
        responses=bodies.failures(404) | bodies.described("The account."),
    )
    def roles(request: Request, name: str, body: Allowed) -> JSONResponse:
        """From its next request on; its sessions and tokens stay."""
        by = account_of(request).name
        return changing(lambda: accounts().set_roles(name, body.roles, by))

    @routes.post(
        "/{name}/password",
        summary="Set a new password",
        responses=bodies.failures(404, 409) | bodies.described("The account."),
    )
    def password(request: Request, name: str, body: Changed) -> JSONResponse:
        """Its sessions and tokens end."""
        by, held = account_of(request).name, accounts()
        with told_as(404, AccountError):
            held.way_in(canonical(name))
        with told_as(409, AccountError):
            return JSONResponse(
                _shown(held.set_password(name, body.password.get_secret_value(), by))
            )

    @routes.post(
        "/{name}/tokens",
        summary="Issue a bearer token",
        status_code=201,
        responses=bodies.failures(404)
        | bodies.described("The token, this once.", Token, status=201),
    )
    def issued(request: Request, name: str, body: Issued) -> JSONResponse:
        """It has the roles its account has whenever it is used."""
        with told_as(404, AccountError):
            token = accounts().issue_token(name, account_of(request).name, body.days)
        return JSONResponse({"token": token}, 201)

    @routes.get(
        "/{name}/tokens",
        summary="List the tokens of an account",
        responses=bodies.failures(404)
        | bodies.described("As `assistant user tokens NAME --json`.", list[Known]),
    )
    def tokens(name: str) -> JSONResponse:
        """Those that hold, the newest first, without their secrets."""
        with told_as(404, AccountError):
            return JSONResponse([one.to_json() for one in accounts().tokens(name)])

    @routes.delete(
        "/{name}/tokens/{token}",
        summary="End a token",
        responses=bodies.failures(404) | bodies.described("The token that was ended.", Known),
    )
    def ended(request: Request, name: str, token: str) -> JSONResponse:
        """What is sent with it gets 401 from the next request on."""
        with told_as(404, AccountError):
            found = accounts().end_token(name, token, account_of(request).name)
        return JSONResponse(found.to_json())

    return routes


def _shown(account: Account) -> dict[str, Any]:
    return {
        "name": account.name,
        "roles": sorted(account.roles),
        "disabled": account.disabled,
        "demonstration": account.demonstration,
    }
