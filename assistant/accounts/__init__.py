"""Who may do what: accounts with roles, their passwords, sessions and tokens."""

from assistant.accounts.account import Account, Role, WayIn
from assistant.accounts.accounts import Accounts
from assistant.accounts.sessions import Session, Sessions
from assistant.accounts.slowing import SlowedError, Slowing
from assistant.accounts.tokens import Token

__all__ = [
    "Account",
    "Accounts",
    "Role",
    "Session",
    "Sessions",
    "SlowedError",
    "Slowing",
    "Token",
    "WayIn",
]
