"""Builds a snapshot folder of given versions, or finds the one that holds just that."""

import hashlib
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import orjson

from assistant.calibration import Calibration
from assistant.conflicts.comparison import find_conflicts
from assistant.conflicts.facts import FACTS_VERSION
from assistant.embed.embedder import Embedder
from assistant.snapshot.dense import build_dense_index
from assistant.snapshot.lexical import build_lexical_index
from assistant.snapshot.manifest import (
    CALIBRATION,
    CONFLICTS,
    FILE_NAME,
    Manifest,
    Part,
    damaged_files,
    read_manifest,
)
from assistant.snapshot.passages import write_passages
from assistant.snapshot.pointer import snapshot_folders, snapshots_folder
from assistant.snapshot.shards import Shard, Shards, splitter_identity
from assistant.snapshot.writing import one_publisher, scrap_folder
from assistant.vocabulary.identity import vocabulary_identity
from corpus.errors import CatalogueError, SnapshotError
from corpus.library import Library
from corpus.storage import storage_errors, sync_folder
from corpus.versions import Version

Progress = Callable[[Version], None]


@dataclass(frozen=True, slots=True)
class Built:
    """A whole snapshot folder."""

    manifest: Manifest
    reused: bool
    """Whether the folder was there already."""
    embedded: int
    """Passages that had to be embedded; the others came from the cache."""

    @property
    def snapshot(self) -> str:
        """The snapshot's id."""
        return self.manifest.identity


def build_draft(
    home: Path,
    versions: Iterable[Version],
    library: Library,
    embedder: Embedder,
    progress: Progress = lambda version: None,
    *,
    calibration: Calibration | None = None,
) -> Built:
    """Build a snapshot of the approved versions among `versions` without publishing it.

    One that is there already is found at once, and a publish of the same versions will find this
    one. Raises CatalogueError when none is approved, SnapshotError, StorageError.
    """
    with one_publisher(home):
        return build(home, versions, library, embedder, progress, calibration=calibration)


def build(
    home: Path,
    versions: Iterable[Version],
    library: Library,
    embedder: Embedder,
    progress: Progress,
    *,
    calibration: Calibration | None,
) -> Built:
    """`build_draft` for who holds `one_publisher`: the same versions give the same bytes and id."""
    ordered = sorted((one for one in versions if one.approved_at), key=lambda version: version.key)
    if not ordered:
        raise CatalogueError(
            "nothing is approved, so there is nothing to publish: "
            "approve a document with `assistant corpus approve DOC --by NAME`"
        )
    there = _find(home, ordered, embedder, calibration)
    if there is not None:
        return Built(there, reused=True, embedded=0)
    embedded = 0

    def count(done: int) -> None:
        nonlocal embedded
        embedded += done

    shards: list[Shard] = []
    cache = Shards(home)
    for version in ordered:
        library.check(version.text_sha256)
        shards.append(cache.get(version, library, embedder, count))
        progress(version)
    manifest = _write(home, ordered, shards, embedder, calibration)
    return Built(manifest, reused=False, embedded=embedded)


def _find(
    home: Path,
    versions: Sequence[Version],
    embedder: Embedder,
    calibration: Calibration | None,
) -> Manifest | None:
    """The whole snapshot that building would only build again."""
    made_of = _made_of(versions, [0] * len(versions), embedder, calibration, {}).made_of
    for folder in snapshot_folders(home):
        try:
            manifest = read_manifest(folder)
        except SnapshotError:
            continue
        if manifest.made_of == made_of and not damaged_files(folder, manifest):
            # Whoever builds it again is about to use it: its last day begins anew.
            with storage_errors(f"marking {folder} as used"):
                os.utime(folder / FILE_NAME)
            return manifest
    return None


def _write(
    home: Path,
    versions: Sequence[Version],
    shards: Sequence[Shard],
    embedder: Embedder,
    calibration: Calibration | None,
) -> Manifest:
    """Write everything aside, then rename it into place under its own digest."""
    folder = snapshots_folder(home)
    scrap = scrap_folder(home, "new")
    damaged = scrap_folder(home, "damaged")
    with storage_errors(f"building a snapshot in {folder}"):
        try:
            scrap.mkdir(parents=True)
            _write_files(scrap, shards)
            _write_conflicts(scrap, versions, shards)
            if calibration is not None:
                (scrap / CALIBRATION).write_bytes(calibration.to_json())
            counts = [len(shard.lines) for shard in shards]
            manifest = _made_of(versions, counts, embedder, calibration, _digests(scrap))
            (scrap / FILE_NAME).write_bytes(manifest.to_json())
            for path in sorted(scrap.rglob("*")):
                _sync(path)
            sync_folder(scrap)
            target = folder / manifest.identity
            if target.exists():
                # Its files were damaged later on, or it would have been found.
                target.rename(damaged)
            scrap.rename(target)
            sync_folder(folder)
        finally:
            for left_over in (scrap, damaged):
                shutil.rmtree(left_over, ignore_errors=True)
    return manifest


def _made_of(
    versions: Sequence[Version],
    counts: Sequence[int],
    embedder: Embedder,
    calibration: Calibration | None,
    files: dict[str, str],
) -> Manifest:
    """The manifest of a snapshot of these versions, with the passages of each."""
    return Manifest(
        embedder=embedder.identity,
        dimension=embedder.dimension,
        splitter=splitter_identity(embedder),
        analyzer=vocabulary_identity(),
        parts=tuple(
            Part(
                version.document,
                version.metadata.version,
                version.metadata.title,
                version.text_sha256,
                count,
                ",".join(sorted(version.metadata.population)),
            )
            for version, count in zip(versions, counts, strict=True)
        ),
        files=files,
        facts=FACTS_VERSION,
        calibration=calibration.sha256 if calibration is not None else "",
    )


def _write_files(folder: Path, shards: Sequence[Shard]) -> None:
    lines = (line for shard in shards for line in shard.lines)
    write_passages(lines, folder / "passages.jsonl", folder / "offsets.npy")
    build_dense_index(np.concatenate([shard.vectors for shard in shards]), folder / "vectors.faiss")
    build_lexical_index([bag for shard in shards for bag in shard.bags], folder / "lexical")
    frequencies: Counter[str] = Counter()
    for shard in shards:
        frequencies.update(shard.frequencies)
    (folder / "words.json").write_bytes(orjson.dumps(frequencies, option=orjson.OPT_SORT_KEYS))


def _write_conflicts(folder: Path, versions: Sequence[Version], shards: Sequence[Shard]) -> None:
    """Where the figures of different documents contradict each other."""
    facts = {
        (version.document, version.metadata.version): shard.facts
        for version, shard in zip(versions, shards, strict=True)
    }
    records = [conflict.to_json() for conflict in find_conflicts(facts)]
    (folder / CONFLICTS).write_bytes(orjson.dumps(records))


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _sync(path: Path) -> None:
    if path.is_file():
        with path.open("rb") as file:
            os.fsync(file.fileno())
