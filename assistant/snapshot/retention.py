"""Removes snapshots that nobody can need any more, and says why the others stay."""

import shutil
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from assistant.embed.embedder import Embedder
from assistant.snapshot.manifest import FILE_NAME
from assistant.snapshot.pointer import (
    moment,
    read_history,
    set_aside,
    snapshot_folders,
    snapshots_folder,
)
from assistant.snapshot.shards import Shards
from assistant.snapshot.writing import one_publisher, scrap_folder
from corpus.storage import storage_errors, sync_folder
from corpus.versions import Version

GRACE = timedelta(days=1)
"""How long after its last use as published, or its building, a snapshot stays in any case: an
answer may be under way with it, or a curator may be trying it."""


@dataclass(frozen=True)
class Pruned:
    """What a prune did, or would do."""

    kept: dict[str, str]
    """Why, by snapshot."""
    removed: tuple[str, ...]
    cached: int
    """Entries removed from the cache, which no version of the catalogue uses."""
    freed: int
    """Bytes of everything removed."""


def prune(
    home: Path,
    versions: Iterable[Version],
    embedder: Embedder,
    *,
    keep: int,
    needed: Collection[str],
    now: datetime,
    dry_run: bool = False,
) -> Pruned:
    """Remove every snapshot that is neither among the last `keep` published ones nor `needed`.

    `needed` are those that audit records within their retention time name. `versions` are all of
    the catalogue: what they need to be published again stays in the cache. With `dry_run` nothing
    is removed. Killed at any moment, a snapshot is whole or gone. Raises SnapshotError when it
    cannot be told which snapshots were published, StorageError.
    """
    with one_publisher(home):
        kept = _kept(home, keep, needed, now)
        going = [folder for folder in snapshot_folders(home) if folder.name not in kept]
        used = {key for version in versions for key in Shards.keys(version, embedder)}
        cached = [entry for entry in Shards(home).entries() if entry.name not in used]
        abandoned = list(_abandoned(home, now))
        with storage_errors(f"pruning {home}"):
            freed = sum(_size(path) for path in (*going, *cached, *abandoned))
            if not dry_run:
                _remove(home, going, (*cached, *abandoned))
    return Pruned(kept, tuple(folder.name for folder in going), len(cached), freed)


def _kept(home: Path, keep: int, needed: Collection[str], now: datetime) -> dict[str, str]:
    """Why a snapshot stays, by id; the weightiest reason of each."""
    history = read_history(home)
    latest = list(dict.fromkeys(swap["snapshot"] for swap in reversed(history)))
    there = {folder.name: folder for folder in snapshot_folders(home)}
    # A snapshot was in use until the next one was published.
    ends = [moment(after) for _, after in pairwise(history)]
    until = {swap["snapshot"]: end for swap, end in zip(history, ends, strict=False)}
    unknown = set_aside(home)
    kept: dict[str, str] = {}
    for name, folder in there.items():
        if latest[:1] == [name]:
            kept[name] = "published"
        elif name in [snapshot for snapshot in latest if snapshot in there][:keep]:
            kept[name] = f"one of the last {keep} published"
        elif name in needed:
            kept[name] = "needed to replay recorded answers"
        elif name in until and now - until[name] < GRACE:
            kept[name] = "in use within the last day"
        elif now.timestamp() - _built(folder) < GRACE.total_seconds():
            kept[name] = "built within the last day"
        elif unknown.exists() and name not in latest:
            kept[name] = f"perhaps published: {unknown.name} may name it"
    return kept


def _abandoned(home: Path, now: datetime) -> Iterator[Path]:
    """Half-written library files of processes that were killed; no write takes a day."""
    for file in (home / "library").glob("*/.*.new"):
        if now.timestamp() - file.stat().st_mtime > GRACE.total_seconds():
            yield file


def _remove(home: Path, folders: Iterable[Path], files: Iterable[Path]) -> None:
    for folder in folders:
        # Gone in one step: what is left of it after a crash is no snapshot but scrap.
        scrap = scrap_folder(home, f"pruned-{folder.name}")
        folder.rename(scrap)
        sync_folder(snapshots_folder(home))
        shutil.rmtree(scrap)
    for file in files:
        file.unlink(missing_ok=True)


def _built(folder: Path) -> float:
    """When it was built or last found to be what was to be built; UNIX time."""
    try:
        return (folder / FILE_NAME).stat().st_mtime
    except OSError:
        return folder.stat().st_mtime


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else (path,)
    return sum(file.stat().st_size for file in files if file.is_file())
