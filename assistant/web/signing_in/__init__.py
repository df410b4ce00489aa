"""Signing in and out: the page, its cookie, and the hospital's identity provider."""

from fastapi import FastAPI

from assistant.web.signing_in import elsewhere, own_account, routes
from assistant.web.signing_in.entrance import Entrance, open_entrance

__all__ = ["Entrance", "add_routes", "open_entrance"]


def add_routes(app: FastAPI, entrance: Entrance) -> None:
    """The page to sign in on, the way out, one's account, and the way by a provider if any."""
    routes.add_routes(app, entrance)
    own_account.add_routes(app, entrance)
    if entrance.provider:
        elsewhere.add_routes(app, entrance, entrance.provider)
