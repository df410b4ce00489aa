"""Lets in who may reach an address, and says in `request.state.account` who it is."""

from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.accounts import Account

Identify = Callable[[Scope], Account | None]
"""Who is asking; None when it is not said, or not true."""


class Admission:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp, identify: Identify) -> None:
        self._app = app
        self._identify = identify

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its account."""
        if scope["type"] == "http":
            scope = {**scope, "state": {**scope.get("state", {})}}
            scope["state"]["account"] = self._identify(scope)
        await self._app(scope, receive, send)
