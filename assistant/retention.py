"""How long records are kept, by the policy in the settings, and what is kept beyond it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.audit import TrailIndex
from assistant.audit.pruning import Pruned, prune
from assistant.feedback import waiting
from assistant.releasing import blocks
from assistant.settings import Settings
from corpus.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Held:
    """A record that is needed, so that it and what follows it stays however old it is."""

    number: int
    why: str


def held(index: TrailIndex) -> Held | None:
    """The first record that something open stands on: a block, or feedback and its answer."""
    waits = waiting(index)
    found = [Held(one.number, f"the feedback {one.number} is not settled") for one in waits]
    found += [Held(one.number, "publishing is blocked by it") for one in blocks(index)]
    about = {one.answer: one.number for one in waits}
    found += [
        Held(answer.number, f"the feedback {about[answer.id]} about it is not settled")
        for answer in index.answers()
        if answer.id in about
    ]
    return min(found, key=lambda one: one.number, default=None)


def prune_by_policy(
    settings: Settings,
    index: TrailIndex,
    by: str,
    *,
    archive: Path | None = None,
    dry_run: bool = False,
    now: datetime | None = None,
) -> tuple[Pruned, Held | None]:
    """Remove the records older than `audit_days`; what was removed, and what held others back.

    Raises SettingsError where no policy is set, and what `assistant.audit.pruning.prune` raises.
    """
    if not settings.audit_days:
        raise SettingsError(
            "audit_days is 0, so every record is kept: set it to the number of days that your "
            "policy keeps records"
        )
    before = (now or datetime.now(UTC)) - timedelta(days=settings.audit_days)
    first = held(index)
    done = prune(
        index.trail,
        by,
        before,
        keep_from=first.number if first else None,
        archive=archive,
        dry_run=dry_run,
    )
    return done, first if first and first.number == done.last + 1 else None
