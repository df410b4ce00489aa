"""The release block: a reviewer keeps new snapshots from being published, or lets them again."""

from assistant.audit import Event, Trail, TrailIndex
from assistant.redact import Redactor, remark
from corpus.errors import GateError, QuestionError

BLOCKED = "release.blocked"
ALLOWED = "release.allowed"


def block(trail: Trail, redactor: Redactor, by: str, reason: str) -> Event:
    """Keep new snapshots from being published until somebody allows it.

    What is served stays; a withdrawal and a rollback go on. Raises QuestionError without a
    reason, RedactionError and AuditError.
    """
    return _note(trail, redactor, BLOCKED, by, reason)


def allow(trail: Trail, redactor: Redactor, by: str, reason: str) -> Event:
    """Let new snapshots be published again. Raises what `block` raises."""
    return _note(trail, redactor, ALLOWED, by, reason)


def blocked(index: TrailIndex) -> Event | None:
    """The block that stands: its `by`, `at` and `detail["reason"]`; None where none does."""
    events = index.events("release")
    return events[-1] if events and events[-1].kind == BLOCKED else None


def check_allowed(index: TrailIndex) -> None:
    """GateError while a block stands, or while the trail cannot say that none does."""
    if index.damaged:
        lines = ", ".join(map(str, index.damaged[:3]))
        raise GateError(
            f"the audit trail is damaged (line {lines}), so it cannot be told whether publishing "
            "is blocked: run `assistant audit verify`"
        )
    standing = blocked(index)
    if standing:
        raise GateError(
            f"publishing was blocked by {standing.by} on {standing.at[:10]}: "
            f"{standing.detail['reason']}; a reviewer has to allow it"
        )


def _note(trail: Trail, redactor: Redactor, kind: str, by: str, reason: str) -> Event:
    words = remark(redactor, reason, "reason")
    if not words:
        raise QuestionError("a reason is empty: say why releases are blocked or allowed")
    record = trail.note(kind, by, reason=words)
    return Event(record.number, record.at, kind, by, {"reason": words})
