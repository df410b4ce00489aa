"""Removes the oldest records, so that the chain of the rest still shows every change."""

import os
import shutil
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from assistant.audit.chain import PRUNED, Head
from assistant.audit.record import Record
from assistant.audit.trail import Trail
from corpus.errors import AuditError
from corpus.storage import storage_errors, sync_folder


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was removed."""

    records: int
    last: int
    """Number of the last one removed; 0 for none."""
    sha256: str
    """Its digest, from which the rest goes on."""
    archive: str = ""
    """Where the removed records are now; empty when they are gone."""

    def to_json(self) -> dict[str, Any]:
        """Every field."""
        return asdict(self)


def prune(
    trail: Trail,
    by: str,
    before: datetime,
    *,
    keep_from: int | None = None,
    archive: Path | None = None,
    dry_run: bool = False,
) -> Pruned:
    """Remove the records written before a moment, up to the first that is newer or `keep_from`.

    That it was done, and the digest of the last one removed, is a record itself, written first:
    by it the rest still verifies. With `archive` they are moved there, and that file with the
    trail is one chain. Killed on the way, nothing or all of it is removed, and it can be done
    again. Raises AuditError and StorageError; then nothing was removed.
    """
    chain = trail.check()
    last = chain.before
    for record in trail.records():
        if record.number == keep_from or datetime.fromisoformat(record.at) >= before:
            break
        last = Head(record.number, record.sha256)
    done = Pruned(
        last.number - chain.before.number, last.number, last.sha256, archive.name if archive else ""
    )
    if dry_run or not done.records:
        return done
    if archive:
        _move(trail, last, archive)
    trail.note(PRUNED, by, **done.to_json(), before=before.astimezone(UTC).isoformat())
    _cut(trail, last)
    return done


def _move(trail: Trail, last: Head, archive: Path) -> None:
    if archive.exists():
        raise AuditError(f"{archive} is there already: name a new file for the removed records")
    with storage_errors(f"writing {archive}"), archive.open("xb") as file:
        for line in trail.lines():
            file.write(line)
            if Record.from_line(line).number == last.number:
                break
        file.flush()
        os.fsync(file.fileno())
        sync_folder(archive.absolute().parent)


def _cut(trail: Trail, last: Head) -> None:
    """Put in place of the file what follows the record `last`; meanwhile nobody writes."""
    scrap = trail.file.with_name(f".{trail.file.name}.new")
    with trail.turn(), storage_errors(f"writing {trail.file}"):
        try:
            with trail.file.open("rb") as before, scrap.open("wb") as after:
                _skip(before, last)
                shutil.copyfileobj(before, after, 1 << 20)
                after.flush()
                os.fsync(after.fileno())
            scrap.replace(trail.file)
            sync_folder(trail.file.parent)
        finally:
            scrap.unlink(missing_ok=True)


def _skip(file: BinaryIO, last: Head) -> None:
    """Go on to the line after that of `last`; AuditError when it is not there any more."""
    while line := file.readline():
        record = Record.from_line(line)
        if record.number == last.number and record.sha256 == last.sha256:
            return
    raise AuditError(f"record {last.number} is gone: somebody else pruned the trail; try again")
