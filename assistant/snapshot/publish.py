"""Publishes: builds a snapshot of every approved version and swaps the pointer."""

import hashlib
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import orjson

from assistant.embed.embedder import Embedder
from assistant.snapshot.dense import build_dense_index
from assistant.snapshot.lexical import build_lexical_index
from assistant.snapshot.manifest import FILE_NAME, Manifest, Part, damaged_files, read_manifest
from assistant.snapshot.passages import write_passages
from assistant.snapshot.pointer import point_to, previous, published, snapshots_folder
from assistant.snapshot.shards import Shard, Shards, splitter_identity
from assistant.snapshot.snapshot import check_built_with
from assistant.vocabulary.identity import vocabulary_identity
from corpus.errors import CatalogueError, SnapshotError
from corpus.library import Library
from corpus.storage import one_writer, storage_errors, sync_folder
from corpus.versions import Version

SCRAP = ".building-"


@dataclass(frozen=True, slots=True)
class Published:
    """What a publish did."""

    snapshot: str
    changed: bool
    """False when the same snapshot was already published."""
    documents: int
    passages: int
    embedded: int
    """Passages that had to be embedded; the others came from the cache."""


def publish(
    home: Path,
    versions: Iterable[Version],
    library: Library,
    embedder: Embedder,
    *,
    by: str,
    progress: Callable[[Version], None] = lambda version: None,
) -> Published:
    """Build and publish a snapshot of the approved versions among `versions`.

    Superseded and not yet effective ones are in it too: the question's date decides. Killed at
    any moment, the old snapshot still serves. Raises CatalogueError when nothing is approved,
    SnapshotError, StorageError.
    """
    approved = sorted((v for v in versions if v.approved_at), key=lambda version: version.key)
    if not approved:
        raise CatalogueError(
            "nothing is approved, so there is nothing to publish: "
            "approve a document with `assistant corpus approve DOC --by NAME`"
        )
    with one_writer(home, "publish"):
        unchanged = _published_already(home, approved, embedder)
        if unchanged is not None:
            return unchanged
        embedded = 0

        def count(done: int) -> None:
            nonlocal embedded
            embedded += done

        shards: list[Shard] = []
        cache = Shards(home)
        for version in approved:
            text = library.text(version.text_sha256)
            shards.append(
                cache.get(version.text_sha256, text, version.metadata.title, embedder, count)
            )
            progress(version)
        manifest = _build(snapshots_folder(home), approved, shards, embedder)
        point_to(home, manifest.identity, by)
        return Published(manifest.identity, True, len(approved), manifest.passages, embedded)


def rollback(home: Path, by: str, embedder_identity: str, snapshot: str | None = None) -> str:
    """Publish an earlier snapshot again, the one before when none is named; returns its id.

    Raises SnapshotError, and leaves the pointer, when there is none, or it could not be opened
    with the embedder and vocabulary in use.
    """
    with one_writer(home, "publish"):
        target = snapshot or previous(home)
        folder = snapshots_folder(home) / target
        if not (folder / FILE_NAME).exists():
            raise SnapshotError(
                f"there is no snapshot {target!r}: `assistant corpus snapshots` lists them"
            )
        manifest = read_manifest(folder)
        damaged = damaged_files(folder, manifest)
        if damaged:
            raise SnapshotError(
                f"the snapshot {target} is damaged ({', '.join(damaged)}), so it is not published: "
                "name another one, or publish again with `assistant corpus publish`"
            )
        check_built_with(manifest, embedder_identity)
        point_to(home, target, by)
        return target


def _published_already(
    home: Path, approved: Sequence[Version], embedder: Embedder
) -> Published | None:
    """The present snapshot, when building one now would only build it again."""
    try:
        snapshot = published(home)
        folder = snapshots_folder(home) / snapshot
        manifest = read_manifest(folder)
    except SnapshotError:
        return None
    if damaged_files(folder, manifest):
        return None
    same = (
        manifest.embedder == embedder.identity
        and manifest.splitter == splitter_identity(embedder)
        and manifest.analyzer == vocabulary_identity()
        and [(part.key, part.text_sha256, part.title) for part in manifest.parts]
        == [(version.key, version.text_sha256, version.metadata.title) for version in approved]
    )
    return Published(snapshot, False, len(approved), manifest.passages, 0) if same else None


def _build(
    folder: Path, approved: Sequence[Version], shards: Sequence[Shard], embedder: Embedder
) -> Manifest:
    """Write everything aside, then rename it into place under its own digest."""
    with storage_errors(f"building a snapshot in {folder}"):
        folder.mkdir(parents=True, exist_ok=True)
        for left_over in folder.glob(f"{SCRAP}*"):
            shutil.rmtree(left_over)
        scrap = folder / f"{SCRAP}{os.getpid()}"
        try:
            scrap.mkdir()
            _write_files(scrap, shards)
            manifest = Manifest(
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
                        len(shard.lines),
                    )
                    for version, shard in zip(approved, shards, strict=True)
                ),
                files=_digests(scrap),
            )
            (scrap / FILE_NAME).write_bytes(manifest.to_json())
            for path in sorted(scrap.rglob("*")):
                _sync(path)
            sync_folder(scrap)
            target = folder / manifest.identity
            if target.exists() and not _is_whole(target):
                # Its files were damaged later on. Named as scrap, it goes at the end.
                target.rename(folder / f"{SCRAP}damaged-{os.getpid()}")
            if not target.exists():
                scrap.rename(target)
                sync_folder(folder)
        finally:
            for left_over in folder.glob(f"{SCRAP}*"):
                shutil.rmtree(left_over, ignore_errors=True)
    return manifest


def _is_whole(folder: Path) -> bool:
    try:
        return not damaged_files(folder, read_manifest(folder))
    except SnapshotError:
        return False


def _write_files(folder: Path, shards: Sequence[Shard]) -> None:
    lines = (line for shard in shards for line in shard.lines)
    write_passages(lines, folder / "passages.jsonl", folder / "offsets.npy")
    build_dense_index(np.concatenate([shard.vectors for shard in shards]), folder / "vectors.faiss")
    build_lexical_index([bag for shard in shards for bag in shard.bags], folder / "lexical")
    frequencies: Counter[str] = Counter()
    for shard in shards:
        frequencies.update(shard.frequencies)
    (folder / "words.json").write_bytes(orjson.dumps(frequencies, option=orjson.OPT_SORT_KEYS))


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
