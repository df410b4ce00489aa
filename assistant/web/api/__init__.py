"""The API: the contract's JSON over HTTP, with the same functions as the pages and commands."""

from assistant.web.api.routes import add_routes

__all__ = ["add_routes"]
