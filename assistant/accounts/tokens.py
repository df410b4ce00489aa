"""What programs sign in with."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select

from assistant.accounts.account import Account
from assistant.accounts.rows import owner
from assistant.accounts.secrets import digest, new_secret
from assistant.audit import Trail
from corpus.database import Database
from corpus.errors import AccountError
from corpus.schema import in_utc
from corpus.schema import tokens as table

LONGEST_DAYS = 366


class Tokens:
    """The tokens of a home's accounts; each has the roles its account has at that moment."""

    def __init__(self, database: Database, trail: Trail) -> None:
        self._database = database
        self._trail = trail

    def issue(self, name: str, by: str, days: int) -> str:
        """A new token that holds for some days; it cannot be shown again. AccountError."""
        if not 1 <= days <= LONGEST_DAYS:
            raise AccountError(f"a token holds for 1 to {LONGEST_DAYS} days, not {days}")
        if not by.strip():
            raise AccountError("nobody is named who issues this token: name yourself")
        secret, now = new_secret(), datetime.now(UTC)
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
                    secret_sha256=digest(secret),
                    account=name,
                    issued_at=now,
                    issued_by=by,
                    expires_at=now + timedelta(days=days),
                )
            )
            self._trail.note("account.token", by, account=name, days=days)
        return secret

    def bearer(self, secret: str) -> Account | None:
        """The account of a token; None when it is past, unknown, or the account disabled."""
        with self._database.reading() as connection:
            query = select(table).where(table.c.secret_sha256 == digest(secret))
            row = connection.execute(query).first()
            if row is None or in_utc(row.expires_at) <= datetime.now(UTC):
                return None
            return owner(connection, row.account)
