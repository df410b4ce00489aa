"""Notes beside a trail which record was its last, so that a trail that was taken away is missed."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from assistant.audit.chain import Head
from corpus.errors import AuditError
from corpus.storage import write_whole


class Mark:
    """Two small files of a home, outside the folder of the trail; for who holds its turn.

    `.trail.head` names the last record that was written. `.trail.lost` names one that was found to
    be gone, and stays until somebody says that the trail goes on without it.
    """

    def __init__(self, home: Path, name: str) -> None:
        self._head = home / f".{name}.head"
        self._lost = home / f".{name}.lost"

    def head(self) -> Head | None:
        """The last record that was written; None for a trail of before there were marks."""
        with suppress(OSError, UnicodeError, AuditError, IndexError):
            return Head.parse(self._head.read_text("ascii").splitlines()[0])
        return None

    def lost(self) -> Head | None:
        """A record that was found to be gone; None where none was. AuditError when unreadable."""
        try:
            return Head.parse(self._lost.read_text("ascii").splitlines()[0])
        except FileNotFoundError:
            return None
        except (OSError, UnicodeError, AuditError, IndexError):
            # Left out it would say that nothing is gone.
            raise AuditError(
                f"{self._lost} says which record of the audit trail is gone and cannot be read: "
                "restore the file or the right to read it"
            ) from None

    def move(self, before: Head, now: Head, holds: Callable[[Head], bool]) -> None:
        """Name the record `now`, which follows `before`; OSError, StorageError.

        What was named until then has to be `before`, or an earlier one that `holds` finds, as
        after a crash between the two writes. Otherwise it was taken away.
        """
        named = self.head()
        if named not in (None, before) and not (named.number < before.number and holds(named)):
            self._miss(named)
        # One sector, overwritten in place and never waited for: what a power cut leaves is the old
        # line or the new one, and either is a record of the trail.
        line = f"{now.number:015}:{now.sha256}\n".encode()
        written = os.open(self._head, os.O_WRONLY | os.O_CREAT, 0o666)
        try:
            os.pwrite(written, line, 0)
        finally:
            os.close(written)

    def _miss(self, named: Head) -> None:
        """Keep the first that is gone; whole or not at all, since nothing else knows of it."""
        if not self._lost.exists():
            write_whole(self._lost, f"{named}\n".encode())

    def forget(self) -> None:
        """Go on without what is gone; OSError."""
        self._lost.unlink(missing_ok=True)
