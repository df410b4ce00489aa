"""One account per role for a demonstration: no password, one click, and on one computer only."""

from collections.abc import Iterable, Sequence

from assistant.accounts.account import Account, Role
from assistant.accounts.accounts import Accounts
from corpus.errors import AccountError


def add_demonstration(accounts: Accounts, by: str) -> Sequence[Account]:
    """Add those that are not there, and return them.

    AccountError in a home with other accounts: its documents are no demonstration.
    """
    known = accounts.all()
    names = {one.name for one in known}
    missing = [role for role in Role if role.value not in names]
    others = [one.name for one in known if not one.demonstration]
    if missing and others:
        raise AccountError(
            f"this home has accounts of its own, such as {others[0]!r}: demonstration accounts are "
            "for the demonstration's home alone"
        )
    # Without a password: nobody signs in as one where one click is not offered.
    return [accounts.add(role, None, {role}, by, demonstration=True) for role in missing]


def enabled_demonstration(accounts: Iterable[Account]) -> Sequence[Account]:
    """Those among them that may be signed in as, in the order of the roles."""
    order = list(Role)
    found = [one for one in accounts if one.demonstration and not one.disabled]
    return sorted(found, key=lambda one: min(order.index(role) for role in one.roles))
