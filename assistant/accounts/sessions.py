"""Who is signed in with a browser; kept on the server, so that it can be ended there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, or_, select, update

from assistant.accounts.account import Account
from assistant.accounts.accounts import Accounts
from assistant.accounts.rows import owner
from assistant.accounts.secrets import digest, new_secret
from corpus.schema import in_utc
from corpus.schema import sessions as table

_NOTICED = timedelta(seconds=30)
"""How often it is written down that a session is in use; not at every request."""


@dataclass(frozen=True)
class Session:
    """A browser that is signed in."""

    begun_at: datetime
    seen_at: datetime
    """Up to half a minute before it was used last."""
    own: bool
    """Whether it is that of whoever asks."""


class Sessions:
    """The sessions of a home's accounts; past ones count as unknown."""

    def __init__(self, accounts: Accounts, idle: timedelta, longest: timedelta) -> None:
        self._database = accounts.database
        self._trail = accounts.trail
        self._idle = idle
        self._longest = longest

    def begin(self, account: Account) -> str:
        """The secret that the browser keeps."""
        secret, now = new_secret(), datetime.now(UTC)
        past = or_(table.c.seen_at < now - self._idle, table.c.begun_at < now - self._longest)
        with self._database.changing() as connection:
            connection.execute(delete(table).where(past))
            connection.execute(
                insert(table).values(
                    secret_sha256=digest(secret), account=account.name, begun_at=now, seen_at=now
                )
            )
        return secret

    def of(self, secret: str) -> Account | None:
        """Who is signed in with it; None when it is unknown, past, or the account disabled."""
        now = datetime.now(UTC)
        this = table.c.secret_sha256 == digest(secret)
        with self._database.reading() as connection:
            row = connection.execute(select(table).where(this)).first()
            if row is None or now >= in_utc(row.begun_at) + self._longest:
                return None
            seen = in_utc(row.seen_at)
            if now >= seen + self._idle:
                return None
            account = owner(connection, row.account)
        if account and now >= seen + min(_NOTICED, self._idle / 4):
            with self._database.changing() as connection:
                connection.execute(update(table).where(this).values(seen_at=now))
        return account

    def all_of(self, account: Account, secret: str) -> Sequence[Session]:
        """Where somebody is signed in, the latest first; `secret` is that of who asks."""
        now = datetime.now(UTC)
        query = select(table).where(
            table.c.account == account.name,
            table.c.seen_at > now - self._idle,
            table.c.begun_at > now - self._longest,
        )
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(table.c.begun_at.desc())).all()
        return [
            Session(in_utc(row.begun_at), in_utc(row.seen_at), row.secret_sha256 == digest(secret))
            for row in rows
        ]

    def end(self, secret: str) -> None:
        """Nobody is signed in with it any more."""
        with self._database.changing() as connection:
            connection.execute(delete(table).where(table.c.secret_sha256 == digest(secret)))

    def end_others(self, account: Account, secret: str) -> None:
        """Somebody is signed in nowhere but where `secret` is. AuditError: then nothing ended."""
        others = (table.c.account == account.name, table.c.secret_sha256 != digest(secret))
        with self._database.changing() as connection:
            ended = connection.execute(delete(table).where(*others)).rowcount
            self._trail.note("account.sessions_ended", account.name, count=ended)
