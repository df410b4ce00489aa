"""Who may do what: accounts with roles, their passwords, sessions and tokens."""

from assistant.accounts.account import Account, Role
from assistant.accounts.accounts import Accounts
from assistant.accounts.sessions import Sessions
from assistant.accounts.slowing import SlowedError, Slowing

__all__ = ["Account", "Accounts", "Role", "Sessions", "SlowedError", "Slowing"]
