"""Removing what no setting keeps, as jobs beside the server: snapshots, records of the trail."""

from dataclasses import asdict
from typing import Any

import orjson

from assistant.settings import Settings
from assistant.web.jobs import Job, Jobs, Tell

SNAPSHOTS = "prune"
RECORDS = "prune of records"
"""Kinds of jobs."""


def start_pruning_snapshots(jobs: Jobs, settings: Settings, by: str, *, dry_run: bool) -> Job:
    """Begin; the result is what `assistant corpus prune --json` prints. Raises BusyError."""
    work = (_prune_snapshots, settings.choose(), by, dry_run)
    return jobs.start(SNAPSHOTS, by, *work, about="snapshots that nothing keeps")


def start_pruning_records(jobs: Jobs, settings: Settings, by: str, *, dry_run: bool) -> Job:
    """Begin; the result is what `assistant audit prune --json` prints. Raises BusyError."""
    work = (_prune_records, settings.choose(), by, dry_run)
    return jobs.start(RECORDS, by, *work, about=f"records older than {settings.audit_days} days")


def _prune_snapshots(tell: Tell, settings: Settings, by: str, dry_run: bool) -> Any:
    from assistant.pruning import prune_snapshots

    done = prune_snapshots(settings, by, dry_run=dry_run)
    return orjson.loads(orjson.dumps(asdict(done) | {"dry_run": dry_run}))


def _prune_records(tell: Tell, settings: Settings, by: str, dry_run: bool) -> Any:
    from assistant.audit import Trail, TrailIndex
    from assistant.retention import prune_by_policy

    done, held = prune_by_policy(settings, TrailIndex(Trail(settings.home)), by, dry_run=dry_run)
    return done.to_json() | {"dry_run": dry_run, "held_by": held and held.number}
