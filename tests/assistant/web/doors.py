"""A small app behind our entrance, and browsers and programs that come to it."""

import asyncio

from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from sqlalchemy import update

from assistant.accounts import Accounts, Role
from assistant.accounts.passwords import hash_password
from assistant.web.access import account_of
from assistant.web.admission import Admission
from assistant.web.guarding import Guard
from assistant.web.signing_in import add_routes, open_entrance
from corpus.schema import accounts as table

HERE = "http://127.0.0.1:7860"
HTTPS = "https://assistant.hospital.example"
PASSWORD = "grey heron over the weir"


def people(home):
    """A home with one account per role, and `gone` with every role, all of one password."""
    accounts = Accounts(home)
    for role in Role:
        accounts.add(role, None, {role}, "test")
    accounts.add("gone", None, set(Role), "test")
    kept = hash_password("test", PASSWORD)
    with accounts.database.changing() as connection:
        connection.execute(update(table).values(password=kept))


class Door:
    """An entrance; what is let in is told who it is."""

    def __init__(self, settings):
        self.entrance = open_entrance(settings)
        self.accounts = self.entrance.accounts
        self.inner = FastAPI()
        add_routes(self.inner, self.entrance)

        @self.inner.api_route("/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
        def reached(request: Request):
            return {"account": getattr(account_of(request), "name", None)}

        self.app = Guard(Admission(self.inner, self.entrance))

    def browser(self, name=None, address=HERE, **headers):
        """A browser at one of our pages, signed in by a name."""
        client = TestClient(
            self.app, address, follow_redirects=False,
            headers={"origin": address, "accept": "text/html", **headers},
        )  # fmt: skip
        if name:
            # The domain, so that it is one cookie with what we set.
            host = address.partition("://")[2].partition(":")[0]
            client.cookies.set(*self.cookie(name, address), domain=host)
        return client

    def cookie(self, name, address=HERE):
        secret = self.entrance.sessions.begin(self.accounts.find(name))
        return self.entrance.cookie(address.partition(":")[0]), secret

    def program(self, name=None, address=HERE):
        """A program with a token."""
        headers = {"accept": "application/json"}
        if name:
            headers["authorization"] = f"Bearer {self.accounts.issue_token(name, 'test', 1)}"
        return TestClient(self.app, address, follow_redirects=False, headers=headers)

    def sent(self, **scope):
        """What is answered to a connection of any kind."""
        messages = []

        async def receive():
            return {"type": "websocket.connect"}

        async def send(message):
            messages.append(message)

        asyncio.run(self.app(scope, receive, send))
        return messages
