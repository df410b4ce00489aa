"""An opened snapshot: what retrieval searches and answers quote."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

from assistant.calibration import Calibration, read_calibration
from assistant.conflicts.conflict import Conflict, Conflicts
from assistant.snapshot.dense import DenseIndex
from assistant.snapshot.lexical import LexicalIndex
from assistant.snapshot.manifest import (
    CALIBRATION,
    CONFLICTS,
    WITHOUT_CONFLICTS,
    Manifest,
    Part,
    check_built_with,
    damaged_files,
    read_manifest,
)
from assistant.snapshot.passages import PassageFile
from assistant.vocabulary import SpellingIndex
from corpus.errors import ModelError, SnapshotError
from corpus.passages import Passage
from corpus.versions import Version


@dataclass(frozen=True)
class Snapshot:
    """The parts of one snapshot, aligned by the row of a passage."""

    identity: str
    manifest: Manifest
    dense: DenseIndex
    lexical: LexicalIndex
    words: dict[str, int]
    parts: NDArray[np.int32]
    """For every passage, the position of its version in `manifest.parts`."""
    conflicts: Conflicts
    """Where documents of the snapshot contradict each other."""
    calibration: Calibration | None
    """What it answers by; None where it was built without, and the shipped one holds."""
    _passages: PassageFile

    def passage(self, row: int) -> Passage:
        """The passage in that row."""
        return self._passages[row]

    def part(self, row: int) -> Part:
        """The document version the passage in that row belongs to."""
        return self.manifest.parts[int(self.parts[row])]

    def rows_of(self, keys: Iterable[str]) -> NDArray[np.bool_]:
        """A mask over the passages: which belong to a version whose key is among `keys`."""
        wanted = np.zeros(len(self.manifest.parts), bool)
        wanted[[self._positions[key] for key in keys if key in self._positions]] = True
        return wanted[self.parts]

    def holding(self, versions: Mapping[str, Version]) -> dict[str, Version]:
        """Those of `versions`, by key, that are in here with the very text they are of.

        Where a catalogue was put back or written by hand, a key may name another text there, and
        the places of passages in here are none of that one.
        """
        return {
            key: version
            for key, version in versions.items()
            if (position := self._positions.get(key)) is not None
            and self.manifest.parts[position].text_sha256 == version.text_sha256
        }

    @cached_property
    def _positions(self) -> dict[str, int]:
        """Where each version stands in `manifest.parts`, by key."""
        return {part.key: position for position, part in enumerate(self.manifest.parts)}

    @cached_property
    def spelling(self) -> SpellingIndex:
        """Corrects words that no passage holds."""
        return SpellingIndex(self.words)


def open_snapshot(folder: Path, embedder_identity: str) -> Snapshot:
    """Open the snapshot in `folder` after checking every digest.

    Raises SnapshotError when a file is damaged, or it was built with another embedder or
    vocabulary than the ones in use.
    """
    manifest = read_manifest(folder)
    faults = damaged_files(folder, manifest)
    if faults:
        raise SnapshotError(
            f"the snapshot {folder.name} is damaged ({', '.join(faults)}): "
            "roll back with `assistant corpus rollback`, or publish again"
        )
    check_built_with(manifest, embedder_identity)
    counts = [part.passages for part in manifest.parts]
    passages = PassageFile(folder / "passages.jsonl", folder / "offsets.npy")
    if len(passages) != manifest.passages:
        raise SnapshotError(
            f"the snapshot {folder.name} does not hold what it lists: publish again"
        )
    return Snapshot(
        identity=manifest.identity,
        manifest=manifest,
        dense=DenseIndex(folder / "vectors.faiss", manifest.dimension),
        lexical=LexicalIndex(folder / "lexical", manifest.passages),
        words=orjson.loads((folder / "words.json").read_bytes()),
        parts=np.repeat(np.arange(len(counts), dtype=np.int32), counts),
        conflicts=_read_conflicts(folder, manifest),
        calibration=calibration_in(folder, manifest),
        _passages=passages,
    )


def _read_conflicts(folder: Path, manifest: Manifest) -> Conflicts:
    if manifest.format == WITHOUT_CONFLICTS:
        return Conflicts(())
    records = orjson.loads((folder / CONFLICTS).read_bytes())
    return Conflicts(Conflict.from_json(record) for record in records)


def calibration_in(folder: Path, manifest: Manifest) -> Calibration | None:
    """The one a snapshot answers by, if it has its own; SnapshotError when it cannot be read."""
    if not manifest.calibration:
        return None
    file = folder / CALIBRATION
    try:
        return read_calibration(file.read_bytes(), str(file))
    except ModelError:
        # Its digest is right, so another release wrote it.
        raise SnapshotError(
            f"the snapshot {folder.name} holds a calibration that this release cannot read: "
            "publish again with `assistant corpus publish`"
        ) from None
