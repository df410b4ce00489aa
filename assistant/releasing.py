"""The release block: a reviewer, or a run that failed, keeps new snapshots from being published."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.audit import Event, Trail, TrailIndex
from assistant.redact import Redactor, remark
from corpus.errors import AuditError, GateError, QuestionError

BLOCKED = "release.blocked"
ALLOWED = "release.allowed"
RESUMED = "trail.resumed"
"""The kind of the event that says that the trail goes on without records that were lost."""
TOLD = 6
"""Failures that a reason names; the others are counted."""


@dataclass(frozen=True, slots=True)
class Unkept:
    """A file of gates that a run did not keep."""

    gates: str
    """Name of the file."""
    run: str
    """Name of the run."""
    began: str
    """When the run began, UTC, ISO 8601; by it one of two runs of a name is told."""
    measures: tuple[str, ...]
    failures: tuple[str, ...]
    """A short sentence each."""

    @property
    def reason(self) -> str:
        """For whoever is kept from publishing."""
        more = len(self.failures) - TOLD
        told = [*self.failures[:TOLD], *([f"and {more} more"] if more > 0 else [])]
        return f"the run {self.run} does not keep the gates of {self.gates}: {'; '.join(told)}"


def block(trail: Trail, redactor: Redactor, by: str, reason: str) -> Event:
    """Keep new snapshots from being published until somebody allows it.

    What is served stays; a withdrawal and a rollback go on. Raises QuestionError without a
    reason, RedactionError and AuditError.
    """
    return _note(trail, redactor, BLOCKED, by, reason)


def block_for(index: TrailIndex, by: str, unkept: Unkept) -> Event | None:
    """Block as `block` does, because a run that `by` held does not keep its gates.

    None, and nothing is recorded, where this run has blocked before by the same measures of gates
    of this name: it blocks still, or a reviewer who knew of it has allowed. Its words are ours and
    those of the gates, so that it waits for no redactor. Raises AuditError.
    """
    same = {
        "gates": unkept.gates,
        "run": unkept.run,
        "began": unkept.began,
        "measures": list(unkept.measures),
    }
    for event in index.events(BLOCKED):
        if same.items() <= event.detail.items():
            return None
    detail = {"reason": unkept.reason, **same}
    record = index.trail.note(BLOCKED, by, **detail)
    return Event(record.number, record.at, BLOCKED, by, detail)


def allow(trail: Trail, redactor: Redactor, by: str, reason: str) -> Event:
    """Let new snapshots be published again, whatever blocked. Raises what `block` raises."""
    return _note(trail, redactor, ALLOWED, by, reason)


def blocks(index: TrailIndex) -> Sequence[Event]:
    """Every block that stands, oldest first: those since it was allowed last."""
    standing: list[Event] = []
    for event in index.events("release"):
        if event.kind == BLOCKED:
            standing.append(event)
        elif event.kind == ALLOWED:
            standing.clear()
    return standing


def blocked(index: TrailIndex) -> Event | None:
    """The block to be told of: its `by`, `at` and `detail["reason"]`; None where none stands.

    Of several the latest of a person before that of a run.
    """
    return max(blocks(index), key=lambda one: ("run" not in one.detail, one.number), default=None)


def check_allowed(index: TrailIndex) -> None:
    """GateError while a block stands, or while the trail cannot say that none does."""
    fault = index.fault
    if fault:
        raise GateError(f"it cannot be told whether publishing is blocked, because {fault}")
    standing = blocks(index)
    if standing:
        told = "; ".join(f"{one.by} on {one.at[:10]}: {one.detail['reason']}" for one in standing)
        raise GateError(f"publishing was blocked by {told}; a reviewer has to allow it")


def resume(trail: Trail, redactor: Redactor, by: str, reason: str) -> Event:
    """Let a trail go on that was taken away; a reviewer then has to allow publishing.

    What is lost of it, or was written before it was restored, may have held a block: so one is set,
    and a record names the last one that was known. Raises AuditError where nothing was missing, and
    what `block` raises.
    """
    # Before its turn: answers wait for that, and a redactor takes seconds to load.
    words = _words(redactor, reason)
    with trail.turn():
        lost = trail.lost()
        if lost is None:
            raise AuditError("nothing is missing from the audit trail: there is nothing to resume")
        why = f"the audit trail was taken away after record {lost.number}: {words}"
        trail.note(BLOCKED, by, reason=why)
        record = trail.note(RESUMED, by, lost=str(lost), reason=words)
        trail.resumed()
    return Event(record.number, record.at, RESUMED, by, {"lost": str(lost), "reason": words})


def _note(trail: Trail, redactor: Redactor, kind: str, by: str, reason: str) -> Event:
    words = _words(redactor, reason)
    record = trail.note(kind, by, reason=words)
    return Event(record.number, record.at, kind, by, {"reason": words})


def _words(redactor: Redactor, reason: str) -> str:
    words = remark(redactor, reason, "reason")
    if not words:
        raise QuestionError("a reason is empty: say why releases are blocked or allowed")
    return words
