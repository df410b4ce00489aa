"""Notes beside a trail which record was its last, so that a trail that was taken away is missed."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from assistant.audit.chain import Head
from corpus.errors import AuditError


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
        return _first(self._head)

    def lost(self) -> Head | None:
        """A record that was found to be gone; None where none was."""
        return _first(self._lost)

    def move(self, before: Head, now: Head, holds: Callable[[Head], bool]) -> None:
        """Name the record `now`, which follows `before`; OSError.

        What was named until then has to be `before`, or an earlier one that `holds` finds, as
        after a crash between the two writes. Otherwise it was taken away.
        """
        named = self.head()
        if named not in (None, before) and not (named.number < before.number and holds(named)):
            with self._lost.open("a", encoding="ascii") as file:
                file.write(f"{named}\n")
                file.flush()
                os.fsync(file.fileno())
        # One sector, overwritten in place and never waited for: what a power cut leaves is the old
        # line or the new one, and either is a record of the trail.
        line = f"{now.number:015}:{now.sha256}\n".encode()
        written = os.open(self._head, os.O_WRONLY | os.O_CREAT, 0o666)
        try:
            os.pwrite(written, line, 0)
        finally:
            os.close(written)

    def forget(self) -> None:
        """Go on without what is gone; OSError."""
        self._lost.unlink(missing_ok=True)


def _first(file: Path) -> Head | None:
    with suppress(OSError, UnicodeError, AuditError, IndexError):
        return Head.parse(file.read_text("ascii").splitlines()[0])
    return None
