"""What a request is let in by: accounts, sessions, and what the settings allow."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import anyio

from assistant.accounts import Account, Accounts, Sessions, Slowing
from assistant.settings import Settings
from assistant.web.exposure import is_exposed
from assistant.web.signing_in.provider import Provider, open_provider

_AT_ONCE = 8
"""Requests looked up at once; in threads of their own, so that they never wait for questions."""
_HASHED_AT_ONCE = 2
"""Passwords checked at once: each takes 64 MB and a processor for as long."""


@dataclass(frozen=True)
class Entrance:
    """The accounts of a server, and how they are signed in with."""

    accounts: Accounts
    sessions: Sessions
    banner: str
    port: int
    """In the cookie's name, because browsers keep one jar for all ports of a host."""
    exposed: bool
    """Whether other computers reach it: then only by https, and nobody signs in with a click."""
    longest: timedelta
    slowing: Slowing
    provider: Provider | None = None
    looking: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(_AT_ONCE))
    hashing: anyio.CapacityLimiter = field(
        default_factory=lambda: anyio.CapacityLimiter(_HASHED_AT_ONCE)
    )

    def cookie(self, scheme: str) -> str:
        """The name of the cookie; `__Host-` ties it to this host and to https."""
        return "__Host-assistant" if scheme == "https" else f"assistant-{self.port}"

    async def signed_in(self, secret: str | None) -> Account | None:
        """Whose session a cookie holds."""
        if not secret:
            return None
        return await anyio.to_thread.run_sync(self.sessions.of, secret, limiter=self.looking)

    async def bearer(self, token: str) -> Account | None:
        """Whose token it is."""
        return await anyio.to_thread.run_sync(self.accounts.bearer, token, limiter=self.looking)

    async def all_accounts(self) -> Sequence[Account]:
        """Everybody who may sign in."""
        return await anyio.to_thread.run_sync(self.accounts.all, limiter=self.looking)


def open_entrance(settings: Settings) -> Entrance:
    """The entrance to the home of the settings; CatalogueError, StorageError, SettingsError."""
    accounts = Accounts(settings.home, settings.catalogue)
    longest = timedelta(hours=settings.session_hours)
    idle = timedelta(minutes=settings.session_idle_minutes)
    return Entrance(
        accounts,
        Sessions(accounts, idle, longest),
        settings.banner,
        settings.port,
        is_exposed(settings),
        longest,
        Slowing(accounts.database),
        open_provider(settings),
    )
