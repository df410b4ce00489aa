"""What programs sign in with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from assistant.accounts.account import Account
from assistant.accounts.rows import owner
from assistant.accounts.secrets import digest, new_secret
from assistant.audit import Trail
from corpus.database import Database
from corpus.errors import AccountError
from corpus.schema import in_utc
from corpus.schema import tokens as table

LONGEST_DAYS = 366
_SHOWN = 8
"""Digits of its digest by which a token is named."""
_NOTICED = timedelta(minutes=10)
"""How often it is written down that a token is in use; not at every request."""


@dataclass(frozen=True)
class Token:
    """A token that holds, without its secret."""

    id: str
    """The beginning of its digest, which opens nothing."""
    issued_at: datetime
    issued_by: str
    expires_at: datetime
    used_at: datetime | None
    """Some minutes before it was used last; None if it never was."""

    def to_json(self) -> dict[str, str | None]:
        """Every field, moments as ISO 8601."""
        return {
            "id": self.id,
            "issued_at": self.issued_at.isoformat(),
            "issued_by": self.issued_by,
            "expires_at": self.expires_at.isoformat(),
            "used_at": self.used_at.isoformat() if self.used_at else None,
        }


class Tokens:
    """The tokens of a home's accounts; each has the roles its account has at that moment."""

    def __init__(self, database: Database, trail: Trail) -> None:
        self._database = database
        self._trail = trail

    def issue(self, name: str, by: str, days: int) -> str:
        """A new token that holds for some days; it cannot be shown again. AccountError."""
        if not 1 <= days <= LONGEST_DAYS:
            raise AccountError(f"a token holds for 1 to {LONGEST_DAYS} days, not {days}")
        _check_named(by)
        secret, now = new_secret(), datetime.now(UTC)
        kept = digest(secret)
        with self._database.changing() as connection:
            account = owner(connection, name)
            if account is None:
                raise AccountError(
                    f"there is no enabled account {name!r}: `assistant user list` shows them"
                )
            # Past ones go when a new one comes: nothing else has to tidy up.
            connection.execute(delete(table).where(table.c.expires_at < now))
            connection.execute(
                insert(table).values(
                    secret_sha256=kept,
                    account=name,
                    issued_at=now,
                    issued_by=by,
                    expires_at=now + timedelta(days=days),
                )
            )
            self._trail.note("account.token", by, account=name, days=days, token=kept[:_SHOWN])
        return secret

    def of(self, name: str) -> Sequence[Token]:
        """Those of an account that hold, the newest first."""
        with self._database.reading() as connection:
            return [_shown(row) for row in _holding(connection, name)]

    def end(self, name: str, identity: str, by: str) -> Token:
        """It opens nothing any more, from the next request on. AccountError when there is none."""
        _check_named(by)
        with self._database.changing() as connection:
            for row in _holding(connection, name):
                if row.secret_sha256[:_SHOWN] == identity.strip().lower():
                    this = table.c.secret_sha256 == row.secret_sha256
                    connection.execute(delete(table).where(this))
                    self._trail.note(
                        "account.token_ended", by, account=name, token=row.secret_sha256[:_SHOWN]
                    )
                    return _shown(row)
        raise AccountError(
            f"{name} has no token {identity[:40]!r}: `assistant user tokens {name}` shows those "
            "that hold"
        )

    def bearer(self, secret: str) -> Account | None:
        """The account of a token; None when it is past, unknown, or the account disabled."""
        now, this = datetime.now(UTC), table.c.secret_sha256 == digest(secret)
        with self._database.reading() as connection:
            row = connection.execute(select(table).where(this)).first()
            if row is None or in_utc(row.expires_at) <= now:
                return None
            account = owner(connection, row.account)
        if account and (row.used_at is None or now >= in_utc(row.used_at) + _NOTICED):
            with self._database.changing() as connection:
                connection.execute(update(table).where(this).values(used_at=now))
        return account


def _holding(connection: Connection, name: str) -> Sequence[Any]:
    rows = connection.execute(
        select(table).where(table.c.account == name).order_by(table.c.issued_at.desc())
    ).all()
    now = datetime.now(UTC)
    return [row for row in rows if in_utc(row.expires_at) > now]


def _shown(row: Any) -> Token:
    return Token(
        row.secret_sha256[:_SHOWN],
        in_utc(row.issued_at),
        row.issued_by,
        in_utc(row.expires_at),
        in_utc(row.used_at) if row.used_at else None,
    )


def _check_named(by: str) -> None:
    if not by.strip():
        raise AccountError("nobody is named who does this: name yourself")
