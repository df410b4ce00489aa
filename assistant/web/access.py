"""Which roles may reach which address; what is not listed here is refused."""

from dataclasses import dataclass
from typing import Any

from assistant.accounts import Account, Role

ANYONE: frozenset[Role] = frozenset()
"""No sign-in is needed."""
EVERYONE = frozenset(Role)
"""Whoever is signed in."""
CURATING = frozenset({Role.CURATOR, Role.APPROVER})
APPROVING = frozenset({Role.APPROVER})
REVIEWING = frozenset({Role.REVIEWER})
WATCHING = frozenset({Role.REVIEWER, Role.ADMIN})
MANAGING = frozenset({Role.ADMIN})


@dataclass(frozen=True)
class Rule:
    """Who may call the addresses that begin with a prefix."""

    prefix: str
    roles: frozenset[Role]
    methods: frozenset[str] = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
    max_body: int = 64 * 1024
    """Bytes a request may have; a question has at most 2,000 characters."""


READING = frozenset({"GET", "HEAD"})
WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
UPLOAD = 256 * 1024 * 1024
"""Bytes; a textbook as PDF."""

# The longest prefix that fits decides; of two as long, the first.
RULES = (
    Rule("/healthz", ANYONE, READING),
    Rule("/readyz", ANYONE, READING),
    Rule("/page.css", ANYONE, READING),
    Rule("/page.js", ANYONE, READING),
    Rule("/favicon.ico", ANYONE, READING),
    Rule("/sign-in", ANYONE),
    Rule("/sign-out", EVERYONE),
    Rule("/metrics", MANAGING, READING),
    Rule("/source", EVERYONE, READING),
    Rule("/answers", EVERYONE, READING),
    Rule("/static", EVERYONE, READING),
    Rule("/api/openapi.json", EVERYONE, READING),
    Rule("/api/v1/ask", EVERYONE),
    Rule("/api/v1/search", EVERYONE),
    Rule("/api/v1/feedback", EVERYONE, WRITING),
    Rule("/api/v1/feedback", WATCHING | CURATING, READING),
    Rule("/api/v1/feedback/settled", REVIEWING | CURATING, WRITING),
    Rule("/api/v1/documents", EVERYONE, READING),
    Rule("/api/v1/documents", CURATING, WRITING, UPLOAD),
    Rule("/api/v1/approvals", APPROVING),
    Rule("/api/v1/curation", CURATING | WATCHING),
    Rule("/api/v1/snapshots", CURATING),
    Rule("/api/v1/evaluations", REVIEWING),
    Rule("/api/v1/releases", REVIEWING),
    Rule("/api/v1/audit", WATCHING),
    Rule("/api/v1/use", WATCHING, READING),
    Rule("/api/v1/accounts", MANAGING),
    Rule("/curate", CURATING, max_body=UPLOAD),
    Rule("/review", WATCHING),
    Rule("/", EVERYONE),
)


def account_of(request: Any) -> Account:
    """The account that a request was let in with; both Starlette's and Gradio's requests do.

    Raises AttributeError when nothing let it in, which is a mistake of ours.
    """
    account: Account = request.state.account
    return account
