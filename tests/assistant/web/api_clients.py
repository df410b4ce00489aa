"""The API alone, for somebody who is let in whatever they ask for."""

from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.accounts import Account, Role
from assistant.web.api import add_routes
from assistant.web.guarding import Guard

ANA = Account("ana", frozenset(Role))


class LettingIn:
    """ASGI middleware that takes every request to be of one account."""

    def __init__(self, app, account):
        self._app = app
        self._account = account

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            scope["state"] = {**scope.get("state", {}), "account": self._account}
        await self._app(scope, receive, send)


def app_of(service, account=ANA):
    app = FastAPI()
    add_routes(app, service)
    app.add_middleware(LettingIn, account=account)
    app.add_middleware(Guard)
    return app


def client_of(service, account=ANA):
    return TestClient(app_of(service, account), raise_server_exceptions=True)
