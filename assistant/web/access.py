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
MAX_BODY = 64 * 1024
"""Bytes; a question has at most 2,000 characters."""


@dataclass(frozen=True)
class Rule:
    """Who may call the addresses that begin with a prefix."""

    prefix: str
    roles: frozenset[Role]
    methods: frozenset[str] = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"})
    max_body: int = MAX_BODY
    """Bytes a request may have."""


READING = frozenset({"GET", "HEAD"})
WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
MEBIBYTE = 1024 * 1024
UPLOAD = 256 * MEBIBYTE
"""Bytes; a textbook as PDF."""

# The longest prefix that fits decides, part by part: /source is for /source and /source/page.png,
# not for /sources. Of two as long, the first with the method. The root is for itself alone.
RULES = (
    Rule("/healthz", ANYONE, READING),
    Rule("/readyz", ANYONE, READING),
    Rule("/page.css", ANYONE, READING),
    Rule("/page.js", ANYONE, READING),
    Rule("/favicon.ico", ANYONE, READING),
    Rule("/sign-in", ANYONE),
    Rule("/sign-out", EVERYONE),
    Rule("/account", EVERYONE),
    Rule("/metrics", MANAGING, READING),
    Rule("/source", EVERYONE, READING),
    Rule("/answers", EVERYONE, READING),
    # Our own styles and scripts, which the page to sign in on needs.
    Rule("/static", ANYONE, READING),
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
    Rule("/api/v1/curation/rehearsals", CURATING | REVIEWING),
    Rule("/api/v1/snapshots", CURATING),
    Rule("/api/v1/snapshots/prune", MANAGING),
    Rule("/api/v1/snapshots/jobs", CURATING | MANAGING, READING),
    Rule("/api/v1/snapshots/jobs", CURATING, WRITING),
    Rule("/api/v1/evaluations", REVIEWING),
    Rule("/api/v1/releases", REVIEWING),
    Rule("/api/v1/audit", WATCHING),
    Rule("/api/v1/audit/prune", MANAGING),
    Rule("/api/v1/use", WATCHING, READING),
    Rule("/api/v1/accounts", MANAGING),
    Rule("/curate", CURATING, max_body=MEBIBYTE),
    Rule("/curate/gradio_api/upload", CURATING, max_body=UPLOAD),
    Rule("/review", WATCHING),
    Rule("/", EVERYONE, READING),
    # What Gradio's page at the root loads, and where it puts its questions.
    Rule("/assets", EVERYONE, READING),
    Rule("/svelte", EVERYONE, READING),
    Rule("/config", EVERYONE, READING),
    Rule("/theme.css", EVERYONE, READING),
    Rule("/manifest.json", ANYONE, READING),
    Rule("/gradio_api", EVERYONE),
)


def rule_for(path: str, method: str) -> Rule | None:
    """The rule for an address; None when there is none, so that nobody may call it."""
    fitting = [rule for rule in RULES if _fits(rule.prefix, path)]
    longest = max((len(rule.prefix) for rule in fitting), default=0)
    for rule in fitting:
        if len(rule.prefix) == longest and method in rule.methods:
            return rule
    return None


def _fits(prefix: str, path: str) -> bool:
    return path == prefix or (prefix != "/" and path.startswith(f"{prefix}/"))


def account_of(request: Any) -> Account:
    """The account that a request was let in with; both Starlette's and Gradio's requests do.

    Raises AttributeError when nothing let it in, which is a mistake of ours.
    """
    account: Account = request.state.account
    return account
