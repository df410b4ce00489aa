"""The published snapshot as a running process sees it: opened once, reopened when it changes."""

import threading
from pathlib import Path

from assistant.snapshot.pointer import published, snapshots_folder
from assistant.snapshot.snapshot import Snapshot, open_snapshot


class CurrentSnapshot:
    """Hands out the published snapshot; who holds one keeps it until done with it."""

    def __init__(self, home: Path, embedder_identity: str) -> None:
        self._home = home
        self._embedder_identity = embedder_identity
        self._lock = threading.Lock()
        self._opened: Snapshot | None = None

    def get(self, identity: str | None = None) -> Snapshot:
        """The snapshot published now, or the one named; raises SnapshotError."""
        wanted = identity or published(self._home)
        with self._lock:
            if self._opened is not None and self._opened.identity == wanted:
                return self._opened
            folder = snapshots_folder(self._home) / wanted
            snapshot = open_snapshot(folder, self._embedder_identity)
            if identity is None:
                self._opened = snapshot
            return snapshot
