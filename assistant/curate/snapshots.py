"""The snapshots of a home: when and by whom each was published, and what is in it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.snapshot.manifest import Manifest, damaged_files, read_manifest
from assistant.snapshot.pointer import find_snapshot, read_history, snapshot_folders
from corpus.errors import SnapshotError
from corpus.versions import Stage

GONE = "not in the catalogue"


@dataclass(frozen=True, slots=True)
class Listed:
    """One snapshot."""

    snapshot: str
    published: bool
    """Whether questions are answered from it now."""
    draft: bool
    """Whether it was never published."""
    at: str | None
    """When it was last published: UTC, ISO 8601."""
    by: str | None
    versions: int | None
    """None when its manifest is damaged, and so the next one."""
    passages: int | None

    @property
    def damaged(self) -> bool:
        """Whether its manifest cannot be read."""
        return self.versions is None

    def to_json(self) -> dict[str, Any]:
        """One plain object."""
        return asdict(self) | {"damaged": self.damaged}


def list_snapshots(home: Path) -> tuple[Listed, ...]:
    """Every snapshot, drafts first, then by when it was last published.

    Only the manifests are checked. Raises SnapshotError when the history cannot be read.
    """
    history = read_history(home)
    found = []
    for folder in snapshot_folders(home):
        swaps = [swap for swap in history if swap["snapshot"] == folder.name]
        manifest = _manifest(folder)
        found.append(
            Listed(
                snapshot=folder.name,
                published=bool(swaps) and history[-1] is swaps[-1],
                draft=not swaps,
                at=swaps[-1]["at"] if swaps else None,
                by=swaps[-1]["by"] if swaps else None,
                versions=len(manifest.parts) if manifest else None,
                passages=manifest.passages if manifest else None,
            )
        )
    return tuple(sorted(found, key=lambda one: one.at or ""))


def show_snapshot(home: Path, snapshot: str, stage: Mapping[str, Stage]) -> dict[str, Any]:
    """All that is known of one snapshot, every digest checked; SnapshotError when it is unknown.

    `stage` holds where each version of the catalogue stands today.
    """
    folder = find_snapshot(home, snapshot)
    manifest = read_manifest(folder)
    history = read_history(home)
    swaps = [swap for swap in history if swap["snapshot"] == snapshot]
    return {
        "snapshot": snapshot,
        "published": bool(swaps) and history[-1] is swaps[-1],
        "draft": not swaps,
        "at": swaps[-1]["at"] if swaps else None,
        "by": swaps[-1]["by"] if swaps else None,
        "history": swaps,
        "embedder": manifest.embedder,
        "splitter": manifest.splitter,
        "vocabulary": manifest.analyzer,
        "calibration": manifest.calibration[:16] or "as shipped",
        "passages": manifest.passages,
        "bytes": sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
        "damaged": damaged_files(folder, manifest),
        "versions": [
            {
                "document": part.document,
                "version": part.version,
                "title": part.title,
                "passages": part.passages,
                "status": stage.get(part.key, GONE),
                "in_force": part.key in stage and stage[part.key].in_force,
            }
            for part in manifest.parts
        ],
    }


def _manifest(folder: Path) -> Manifest | None:
    try:
        return read_manifest(folder)
    except SnapshotError:
        return None
