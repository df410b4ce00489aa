"""The published snapshot as a running process sees it: opened once, reopened when it changes."""

import threading
from collections.abc import Callable
from pathlib import Path

from assistant.snapshot.pointer import published, snapshots_folder
from assistant.snapshot.snapshot import Snapshot, open_snapshot


class CurrentSnapshot:
    """Hands out the published snapshot; who holds one keeps it until done with it."""

    def __init__(
        self,
        home: Path,
        embedder_identity: str,
        opening: Callable[[Path, str], Snapshot] = open_snapshot,
    ) -> None:
        self._home = home
        self._open = opening
        self._embedder_identity = embedder_identity
        self._lock = threading.Lock()
        self._opened: Snapshot | None = None

    def get(self, identity: str | None = None) -> Snapshot:
        """The snapshot published now, or the one named; raises SnapshotError.

        While one thread opens what was published a moment ago, the others are given what was served
        until then: a large snapshot takes seconds to open. None goes back once the new one is open.
        """
        wanted = identity or published(self._home)
        before = self._opened
        if before is not None and before.identity == wanted:
            return before
        # Whoever names a snapshot, and whoever is first, has nothing else to go on.
        may_wait = identity is not None or before is None
        if not self._lock.acquire(blocking=may_wait):
            assert before is not None
            return before
        try:
            # It may have moved on while this thread waited.
            wanted = identity or published(self._home)
            if self._opened is not None and self._opened.identity == wanted:
                return self._opened
            folder = snapshots_folder(self._home) / wanted
            snapshot = self._open(folder, self._embedder_identity)
            if identity is None:
                self._opened = snapshot
            return snapshot
        finally:
            self._lock.release()
