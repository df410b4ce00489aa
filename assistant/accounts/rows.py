"""How an account becomes a row of the catalogue and back."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, select

from assistant.accounts.account import Account, Role
from corpus.schema import accounts as table


def row_of(connection: Connection, name: str) -> Any:
    """The row of an account; None without one."""
    return connection.execute(select(table).where(table.c.name == name)).first()


def owner(connection: Connection, name: str) -> Account | None:
    """The account that a secret belongs to, as it is now; None when it is disabled."""
    row = row_of(connection, name)
    return from_row(row) if row is not None and not row.disabled else None


def from_row(row: Any) -> Account:
    """The account that a row of `accounts` holds."""
    return Account(row.name, to_roles(row.roles), row.disabled, row.demonstration)


def stored(roles: Collection[Role]) -> str:
    """Roles as their column has them."""
    return json.dumps(sorted(roles))


def to_roles(column: str) -> frozenset[Role]:
    """The roles of a column."""
    return frozenset(Role(name) for name in json.loads(column))
