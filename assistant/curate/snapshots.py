"""Lists the snapshots of a home, with when and by whom each was published."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.snapshot.manifest import Manifest, read_manifest
from assistant.snapshot.pointer import read_history, snapshot_folders
from corpus.errors import SnapshotError


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


def _manifest(folder: Path) -> Manifest | None:
    try:
        return read_manifest(folder)
    except SnapshotError:
        return None
