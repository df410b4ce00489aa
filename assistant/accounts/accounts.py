"""The accounts of a home, kept in its catalogue."""

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from assistant.accounts.account import Account, Role, WayIn
from assistant.accounts.passwords import hash_password, is_password
from assistant.accounts.rows import from_row, row_of, stored, to_roles
from assistant.accounts.tokens import Token, Tokens
from assistant.audit import Trail
from corpus.database import Database
from corpus.errors import AccountError
from corpus.migrations import bring_up_to_date
from corpus.schema import accounts as table
from corpus.schema import sessions, tokens

_NAME = re.compile(r"[a-z0-9]([a-z0-9._@-]{0,62}[a-z0-9])?")
"""Plain letters, so that no two names look alike."""


class Accounts:
    """Who may sign in. Every change is on the trail before it is done.

    May be used by several threads and processes; a change counts from the next request on.
    Raises AccountError, AuditError, StorageError and, for an unusable `url`, SettingsError.
    """

    def __init__(self, home: Path, url: str = "") -> None:
        self.database = Database(home, url)
        self.trail = Trail(home)
        self._tokens = Tokens(self.database, self.trail)
        bring_up_to_date(self.database)

    def add(
        self,
        name: str,
        password: str | None,
        roles: Collection[Role],
        by: str,
        *,
        demonstration: bool = False,
        subject: str = "",
    ) -> Account:
        """A new account; without a password it needs a token, or is known by its `subject`.

        `subject` is who it is at the identity provider, unique there.
        """
        name = canonical(name)
        account = Account(name, _some(roles), demonstration=demonstration)
        kept = hash_password(name, password) if password is not None else ""
        with self._changing("account.added", by, account) as connection:
            taken = row_of(connection, name)
            if subject and taken is None:
                same = select(table).where(table.c.subject == subject)
                taken = connection.execute(same).first()
            if taken is not None:
                raise AccountError(
                    f"there is an account {taken.name!r} already: choose another name, or see "
                    "`assistant user list`"
                )
            connection.execute(
                insert(table).values(
                    name=name,
                    password=kept,
                    subject=subject,
                    roles=stored(account.roles),
                    disabled=False,
                    demonstration=demonstration,
                    added_at=datetime.now(UTC),
                    added_by=by,
                )
            )
        return account

    def disable(self, name: str, by: str) -> Account:
        """Its sessions and tokens end at once."""
        return self._update("account.disabled", name, by, disabled=True)

    def enable(self, name: str, by: str) -> Account:
        """It may sign in again; its tokens stay ended."""
        return self._update("account.enabled", name, by, disabled=False)

    def set_password(self, name: str, password: str, by: str) -> Account:
        """Its sessions end; its tokens too, since a password is changed when it was seen.

        Not of an account of the identity provider: it would let in who is let go there.
        """
        name = canonical(name)
        if self.way_in(name) is WayIn.PROVIDER:
            raise AccountError(
                f"{name} signs in with the identity provider: its password is changed there"
            )
        kept = hash_password(name, password)
        return self._update("account.password", name, by, password=kept)

    def set_roles(self, name: str, roles: Collection[Role], by: str) -> Account:
        """All it may do from now on; its sessions and tokens stay."""
        return self._update("account.roles", name, by, roles=stored(_some(roles)))

    def all(self) -> Sequence[Account]:
        """Every account, by name."""
        with self.database.reading() as connection:
            return tuple(map(from_row, connection.execute(select(table).order_by(table.c.name))))

    def find(self, name: str) -> Account | None:
        """The account of that name, disabled or not."""
        with self.database.reading() as connection:
            row = row_of(connection, name) if _NAME.fullmatch(name) else None
        return from_row(row) if row is not None else None

    def of_subject(self, subject: str) -> Account | None:
        """The account of somebody at the identity provider."""
        with self.database.reading() as connection:
            query = select(table).where(table.c.subject == subject)
            row = connection.execute(query).first() if subject else None
        return from_row(row) if row is not None else None

    def check(self, name: str, password: str) -> Account | None:
        """The account, when that is its password and it is not disabled.

        Takes as long for a name that is not there. Guessing is slowed by whoever asks: `Slowing`.
        """
        found = name.strip().lower()
        with self.database.reading() as connection:
            # What can be no name may be no text for the database either.
            row = row_of(connection, found) if _NAME.fullmatch(found) else None
        right = is_password(row.password if row is not None else "", password)
        return from_row(row) if row is not None and right and not row.disabled else None

    def way_in(self, name: str) -> WayIn:
        """How the account of that name signs in; AccountError when there is none."""
        with self.database.reading() as connection:
            row = row_of(connection, name)
        if row is None:
            raise _unknown(name)
        if row.demonstration:
            return WayIn.CLICK
        if row.subject:
            return WayIn.PROVIDER
        return WayIn.PASSWORD if row.password else WayIn.TOKEN

    def issue_token(self, name: str, by: str, days: int) -> str:
        """A new token that holds for some days and cannot be shown again."""
        return self._tokens.issue(canonical(name), by, days)

    def tokens(self, name: str) -> Sequence[Token]:
        """The tokens of an account that hold, the newest first, without their secrets."""
        name = canonical(name)
        if self.find(name) is None:
            raise _unknown(name)
        return self._tokens.of(name)

    def end_token(self, name: str, identity: str, by: str) -> Token:
        """End one token, named as `tokens` does; it opens nothing from the next request on."""
        return self._tokens.end(canonical(name), identity, by)

    def bearer(self, token: str) -> Account | None:
        """The account of a token; None when it is past, unknown, or the account disabled."""
        return self._tokens.bearer(token)

    @contextmanager
    def _changing(self, kind: str, by: str, account: Account) -> Iterator[Connection]:
        if not by.strip():
            raise AccountError("nobody is named who does this: name yourself")
        with self.database.changing() as connection:
            yield connection
            # Before it is committed: what cannot be recorded is not done.
            self.trail.note(kind, by, account=account.name, roles=sorted(account.roles))

    def _update(self, kind: str, name: str, by: str, **values: Any) -> Account:
        name = canonical(name)
        known = self.find(name)
        if known is None:
            raise _unknown(name)
        changed = Account(
            name,
            to_roles(values.get("roles", stored(known.roles))),
            values.get("disabled", known.disabled),
            known.demonstration,
        )
        with self._changing(kind, by, changed) as connection:
            connection.execute(update(table).where(table.c.name == name).values(**values))
            if kind != "account.roles":
                for ended in (sessions, tokens):
                    connection.execute(delete(ended).where(ended.c.account == name))
        return changed


def canonical(name: str) -> str:
    """The name as it is kept, in small letters; AccountError when it can be none."""
    found = name.strip().lower()
    if not _NAME.fullmatch(found):
        raise AccountError(
            f"{name[:80]!r} cannot name an account: use up to 64 of the letters a to z, digits "
            "and . _ @ -, such as ann.smith"
        )
    return found


def _unknown(name: str) -> AccountError:
    return AccountError(f"there is no account {name[:80]!r}: `assistant user list` shows them")


def _some(roles: Collection[Role]) -> frozenset[Role]:
    if not roles:
        raise AccountError(f"an account needs a role: {', '.join(Role)}")
    return frozenset(roles)
