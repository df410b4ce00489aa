"""Asks for a role where something is done, whatever let somebody come so far."""

from collections.abc import Set

from assistant.accounts import Account, Role
from corpus.errors import RoleError


def require(account: Account, roles: Set[Role], what: str) -> str:
    """The name that is recorded of who does something; RoleError without one of the roles."""
    if not account.may(roles):
        raise RoleError(
            f"{account.name} may not {what}: ask an account with the role "
            f"{' or '.join(sorted(roles))}"
        )
    return account.name
