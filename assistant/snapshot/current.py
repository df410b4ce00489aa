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
        self._published: Snapshot | None = None
        self._named: Snapshot | None = None

    def get(self, identity: str | None = None) -> Snapshot:
        """The snapshot published now, or the one named; raises SnapshotError."""
        with self._lock:
            wanted = identity or published(self._home)
            snapshot = self._opened(wanted)
            if identity is None:
                self._published = snapshot
            else:
                # Whoever tries a draft asks it many questions.
                self._named = snapshot
            return snapshot

    def _opened(self, identity: str) -> Snapshot:
        for snapshot in (self._published, self._named):
            if snapshot is not None and snapshot.identity == identity:
                return snapshot
        return open_snapshot(snapshots_folder(self._home) / identity, self._embedder_identity)
