"""An account and its roles."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody may do; each also asks questions."""

    CLINICIAN = "clinician"
    """Asks, reads sources, and says what was helpful, wrong, unsafe or missing."""
    CURATOR = "curator"
    """Brings documents in, publishes, withdraws and rolls back."""
    APPROVER = "approver"
    """Approves what another person brought in; publishes, withdraws and rolls back."""
    REVIEWER = "reviewer"
    """Runs suites, judges answers, and blocks or allows a release."""
    ADMIN = "admin"
    """Manages accounts and sees the figures of use; approves and judges nothing."""


class WayIn(StrEnum):
    """How somebody signs in."""

    PASSWORD = "password"
    PROVIDER = "provider"
    """At the hospital's identity provider."""
    CLICK = "click"
    """As one of the demonstration, without anything."""
    TOKEN = "token"
    """A program, which has no password."""


@dataclass(frozen=True)
class Account:
    """Somebody who may sign in."""

    name: str
    """Unique; stands in every record of what they did."""
    roles: frozenset[Role]
    disabled: bool = False
    demonstration: bool = False
    """One that anybody on this computer may sign in as with one click."""

    def may(self, roles: Set[Role]) -> bool:
        """Whether one of its roles is among them."""
        return not self.disabled and bool(self.roles & roles)
