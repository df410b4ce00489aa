"""Which snapshots go: those that neither the settings nor a recorded answer keeps."""

from datetime import UTC, datetime, timedelta
from functools import partial

from assistant.audit import Trail
from assistant.cataloguing import open_catalogue
from assistant.settings import Settings
from assistant.snapshot.retention import Pruned, prune
from corpus.errors import AuditError

PRUNED = "snapshot.pruned"
"""The kind of the event that names them."""


def prune_snapshots(
    settings: Settings, by: str, *, dry_run: bool = False, now: datetime | None = None
) -> Pruned:
    """Remove them, which the trail has before; with `dry_run` only say which they are.

    Raises AuditError when a record may name any snapshot, SnapshotError and StorageError; then
    nothing was removed.
    """
    from assistant.embed import load_embedder

    now, trail = now or datetime.now(UTC), Trail(settings.home)
    look = partial(
        prune,
        settings.home,
        open_catalogue(settings).versions(),
        load_embedder(settings.embedder, settings.models),
        keep=settings.keep_snapshots,
        needed=answered_from(trail, now - timedelta(days=settings.retention_days)),
        now=now,
    )
    found = look(dry_run=True)
    if dry_run:
        return found
    if found.removed:
        trail.note(PRUNED, by, snapshots=list(found.removed))
    return look(dry_run=False)


def answered_from(trail: Trail, since: datetime) -> set[str]:
    """The snapshots of the answers recorded from then on; AuditError when any record is damaged.

    The whole chain is checked first: a record that cannot be read may name any snapshot.
    """
    trail.verify()
    try:
        return {
            record.content["answer"]["provenance"]["snapshot"]
            for record in trail.records()
            if record.event is None and datetime.fromisoformat(record.at) >= since
        }
    except (KeyError, TypeError, ValueError):
        raise AuditError(
            f"a record of {trail.file} does not say which snapshot its answer came from, "
            "so nothing is pruned: restore the file from a backup"
        ) from None
