"""The API: the contract's JSON over HTTP, with the same functions as the pages."""

from assistant.web.api.asking import add_routes

__all__ = ["add_routes"]
