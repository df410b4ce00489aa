"""Who acts on the command line, where nobody signs in: an account, once a home has any."""

from collections.abc import Set

from assistant.accounts.account import Role
from assistant.accounts.accounts import Accounts
from assistant.accounts.demonstration import enabled_demonstration
from corpus.errors import AccountError


def acting(accounts: Accounts, name: str, roles: Set[Role]) -> str:
    """The name to record, that of an enabled account with one of the roles; else AccountError.

    So that one person has one name, by which the catalogue tells two of them. In a home without
    accounts any name is taken as it is, and in a demonstration, where anybody may be anybody.
    """
    known = accounts.all()
    if not known or enabled_demonstration(known):
        return name
    wanted = [role for role in Role if role in roles]
    found = next((one for one in known if one.name == name.strip().lower()), None)
    if found is None:
        raise AccountError(
            f"{name[:80]!r} is no account of this home: name yours with --by NAME, or add it with "
            f"`assistant user add NAME --role {wanted[0]} --by YOU`"
        )
    if found.disabled:
        raise AccountError(
            f"the account {found.name} is disabled: name another with --by NAME, or "
            f"`assistant user enable {found.name} --by YOU`"
        )
    if not found.may(roles):
        raise AccountError(
            f"this needs the role {' or '.join(wanted)}, and {found.name} has "
            f"{', '.join(sorted(found.roles))}: have it done by somebody else, or see "
            "`assistant user roles --help`"
        )
    return found.name
