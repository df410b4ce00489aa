"""Who may do what: accounts with roles, their passwords, sessions and tokens."""

from assistant.accounts.account import Account, Role

__all__ = ["Account", "Role"]
