"""Signing in and out: the page, its cookie, and the hospital's identity provider."""

from assistant.web.signing_in.entrance import Entrance, open_entrance
from assistant.web.signing_in.routes import add_routes

__all__ = ["Entrance", "add_routes", "open_entrance"]
