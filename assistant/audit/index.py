"""Follows the trail as it grows, so that lists, counts and single records are at hand."""

import os
import threading
from array import array
from collections.abc import Sequence
from typing import BinaryIO

from assistant.audit.chain import PRUNED
from assistant.audit.record import Record
from assistant.audit.summaries import AnswerSummary, Event, summary_of
from assistant.audit.trail import Trail
from corpus.errors import AuditError


class TrailIndex:
    """Summaries of a trail's records, brought up to date at every question put to it.

    May be used by several threads. Whoever writes to the file, cuts it back or puts another in
    its place, is followed. Lines that are no records are left out and told of in `damaged`; that
    is no check of the chain. Raises AuditError when the file cannot be read.
    """

    def __init__(self, trail: Trail) -> None:
        self.trail = trail
        self._lock = threading.Lock()
        self._forget()

    def answers(self) -> Sequence[AnswerSummary]:
        """The answers and refusals that somebody was shown, oldest first; replays are left out."""
        with self._lock:
            self._follow()
            return tuple(self._answers)

    def events(self, kind: str | None = None) -> Sequence[Event]:
        """The events, oldest first: all, or those of a kind and of the kinds within it."""
        with self._lock:
            self._follow()
            found = tuple(self._events)
        return found if kind is None else tuple(one for one in found if one.is_of(kind))

    def citing(self, document: str, version: str | None = None) -> Sequence[AnswerSummary]:
        """The answers that cited a document, or one version of it, oldest first."""
        with self._lock:
            self._follow()
            keys = [f"{document}@{version}"] if version else [
                key for key in self._citing if key.rpartition("@")[0] == document
            ]  # fmt: skip
            positions = sorted({at for key in keys for at in self._citing.get(key, ())})
            return tuple(self._answers[at] for at in positions)

    def record(self, answer_id: str) -> Record:
        """The whole record of an answer, its digest checked; AuditError without one."""
        with self._lock:
            self._follow()
            offset = self._offsets.get(answer_id)
        if offset is None:
            raise AuditError(
                f"there is no record of an answer {answer_id!r}: `assistant audit list` shows them"
            )
        try:
            with self.trail.file.open("rb") as file:
                file.seek(offset)
                line = file.readline()
            record = Record.from_line(line)
            if line == record.to_line() and record.answer and record.answer["id"] == answer_id:
                return record
        except (OSError, ValueError, KeyError):
            pass
        raise AuditError(
            f"the record of the answer {answer_id!r} was changed: "
            "`assistant audit verify` says where the trail is broken"
        )

    @property
    def damaged(self) -> tuple[int, ...]:
        """The lines, from 1, that are no records or follow a removed one; empty for most trails.

        The line after the last where the home knows of a record that is not there any more.
        """
        lost = self.trail.lost()
        with self._lock:
            self._follow()
            pruned = (one.detail for one in self._events if one.kind == PRUNED)
            last, digest = self._before
            unsealed = last and (last, digest) not in {
                (one.get("last"), one.get("sha256")) for one in pruned
            }
            found = {
                *self._damaged,
                *([1] if unsealed else []),
                *([self._lines + 1] if lost else []),
            }
            return tuple(sorted(found))

    @property
    def fault(self) -> str:
        """What is wrong with the trail and what to do, in a sentence; empty when it is whole."""
        damaged = self.damaged
        if not damaged:
            return ""
        lost = self.trail.lost()
        if lost:
            return (
                f"record {lost.number} of the audit trail was written and is not there any more, "
                "so its file was removed or cut: restore it at once; if it cannot be, or something "
                "was written meanwhile, go on by `assistant audit resume`"
            )
        lines = ", ".join(map(str, damaged[:3]))
        return (
            f"the audit trail is damaged (line {lines}): "
            "`assistant audit verify` says where the trail is broken"
        )

    def check_whole(self) -> None:
        """Raise AuditError when records are damaged or gone: nothing must be said to be absent."""
        fault = self.fault
        if fault:
            raise AuditError(fault)

    def _forget(self) -> None:
        self._answers: list[AnswerSummary] = []
        self._events: list[Event] = []
        self._offsets: dict[str, int] = {}
        self._citing: dict[str, array[int]] = {}
        self._damaged: list[int] = []
        self._file = (0, 0)
        """Device and inode."""
        self._lines = 0
        self._read = 0
        """Bytes."""
        self._last = b""
        """The end of what was read."""
        self._previous = ""
        self._before = 0, ""
        """Number and digest of the record that the first one follows."""

    def _follow(self) -> None:
        try:
            with self.trail.file.open("rb") as file:
                found = os.fstat(file.fileno())
                same = (found.st_dev, found.st_ino) == self._file
                if not same or not self._goes_on(file, found.st_size):
                    self._forget()
                    self._file = found.st_dev, found.st_ino
                if found.st_size > self._read:
                    self._take(file)
        except FileNotFoundError:
            self._forget()
        except OSError as error:
            raise AuditError(f"{self.trail.file} cannot be read ({error.strerror})") from None

    def _goes_on(self, file: BinaryIO, size: int) -> bool:
        """Whether the file still begins with what was read, as far as its last bytes tell."""
        if size < self._read:
            return False
        file.seek(self._read - len(self._last))
        return file.read(len(self._last)) == self._last

    def _take(self, file: BinaryIO) -> None:
        """Read the lines that were added; the last may still be in the writing."""
        file.seek(self._read)
        for line in file:
            if not line.endswith(b"\n"):
                return
            self._lines += 1
            self._add(line)
            self._read += len(line)
            self._last = line[-256:]

    def _add(self, line: bytes) -> None:
        try:
            record = Record.from_line(line)
            summary = summary_of(record)
        except ValueError:
            self._damaged.append(self._lines)
            self._previous = ""
            return
        if self._previous and record.previous != self._previous:
            self._damaged.append(self._lines)
        if self._lines == 1:
            self._before = record.number - 1, record.previous
        self._previous = _digest_at_the_end(line)
        if isinstance(summary, Event):
            self._events.append(summary)
            return
        self._offsets[summary.id] = self._read
        if summary.replay_of:
            return
        for key in summary.documents:
            self._citing.setdefault(key, array("L")).append(len(self._answers))
        self._answers.append(summary)


def _digest_at_the_end(line: bytes) -> str:
    """The digest that a line says it has; the last of its fields, since they are sorted."""
    return line[-67:-3].decode("ascii", "replace")
