"""Appends records to a file that shows every later change: each holds the digest of the last."""

import os
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from assistant.audit.chain import START, Chain, Head, check
from assistant.audit.lines import from_the_end, last_line, write_through
from assistant.audit.mark import Mark
from assistant.audit.record import Record
from corpus.errors import AuditError, StorageError
from corpus.storage import one_writer, storage_errors

LONGEST_EVENT = 64 * 1024
"""Bytes of JSON; what people write has narrower bounds of its own."""
_KIND = re.compile(r"[a-z][a-z_]*(\.[a-z_]+)*")
_PATIENCE = 60
"""Seconds."""


class _Turn:
    """Which thread of this process may write to a trail, and how often it has taken the turn."""

    def __init__(self) -> None:
        self.thread = threading.RLock()
        self.depth = 0


_TURNS: dict[Path, _Turn] = {}
"""By trail."""


class Trail:
    """The file `audit/trail.jsonl` of a home, or another of the same kind. Raises AuditError."""

    def __init__(self, home: Path, name: str = "trail") -> None:
        self.home = home
        self.file = home / "audit" / f"{name}.jsonl"
        self._mark = Mark(home, name)

    def append(self, content: Mapping[str, Any]) -> Record:
        """Write one record through to the disk; when this fails, nothing may be shown."""
        return self._append(content, "the question could not be recorded, so it is not answered")

    def note(self, kind: str, by: str, **detail: Any) -> Record:
        """Write that `by` did something, before it is done; when this fails, it must not be done.

        `kind` is a word or several with dots between, the general one first, such as
        `document.retired`. Free text in `detail` must have been redacted:
        `assistant.redact.remark` does that.
        """
        if not _KIND.fullmatch(kind) or not by.strip():
            raise AuditError(f"an event of the kind {kind!r} by {by!r} cannot be recorded")
        event = {"kind": kind, "by": by, **detail}
        try:
            size = len(orjson.dumps(event))
        except TypeError as error:
            raise AuditError(f"{kind} cannot be recorded, so it was not done: {error}") from None
        if size > LONGEST_EVENT:
            raise AuditError(
                f"{kind} would be a record of {size} bytes, and {LONGEST_EVENT} are the most, "
                "so it was not done: use fewer words"
            )
        return self._append({"event": event}, f"{kind} could not be recorded, so it was not done")

    def records(self) -> Iterator[Record]:
        """Every record, oldest first; AuditError names the first line that is not one."""
        for position, line in enumerate(self.lines(), 1):
            try:
                yield Record.from_line(line)
            except ValueError:
                raise AuditError(
                    f"line {position} of {self.file} is not a record: "
                    "`assistant audit verify` says where the trail is broken"
                ) from None

    def latest(self) -> Iterator[Record]:
        """Every record, the latest first; AuditError at a line that is not one."""
        for line in self._backwards():
            try:
                yield Record.from_line(line)
            except ValueError:
                raise AuditError(
                    f"{self.file} holds a line that is not a record: "
                    "`assistant audit verify` says where the trail is broken"
                ) from None

    def find(self, answer_id: str) -> Record:
        """The record of one answer; AuditError when there is none.

        Looked for from the end, without reading what is not it: mostly a late one is wanted.
        """
        words = orjson.dumps(answer_id)
        for line in self._backwards():
            if words not in line:
                continue
            try:
                record = Record.from_line(line)
            except ValueError:
                continue
            if record.answer and record.answer.get("id") == answer_id:
                return record
        raise AuditError(
            f"there is no record of an answer {answer_id!r}: `assistant audit list` shows them"
        )

    def verify(self, anchors: Iterable[Head] = ()) -> int:
        """The number of records, after checking the chain; AuditError names the first bad one."""
        return self.check(anchors).records

    def check(self, anchors: Iterable[Head] = (), archives: Iterable[Path] = ()) -> Chain:
        """The chain, after checking it with the archives of pruned records before it."""
        lost = self.lost()
        return check(self.lines(archives), self.file, [*anchors, *([lost] if lost else [])])

    def lost(self) -> Head | None:
        """A record that was written and is not there any more: the file was removed or cut.

        None where nothing is missing, as far as the home can tell: in a home of before it took
        notes, and after `resumed`.
        """
        gone = self._mark.lost()
        named = None if gone else self._mark.head()
        while named is not None and not self._holds(named):
            again = self._mark.head()
            if again == named:
                return named
            named = again  # It was read while a writer overwrote it.
        return gone

    def resumed(self) -> None:
        """Go on without what is lost, after a record that says so; StorageError."""
        with self.turn(), storage_errors(f"writing in {self.home}"):
            self._mark.forget()

    def _holds(self, head: Head) -> bool:
        """Whether a record is there, or the trail goes on from it; looked for from the end."""
        first: Record | None = None
        try:
            if self.head() == head:
                return True
            for first in self.latest():
                if first.number <= head.number:
                    return Head(first.number, first.sha256) == head
        except AuditError:
            return True  # A line that is no record; that is told by itself.
        return first is not None and first.previous == head.sha256

    def head(self) -> Head:
        """The last record, to be kept outside; nothing before it is checked."""
        try:
            with self.file.open("rb") as file:
                last, _ = last_line(file)
        except FileNotFoundError:
            return START
        except OSError as error:
            raise AuditError(f"{self.file} cannot be read ({error.strerror})") from None
        return _head(last) if last else START

    def lines(self, archives: Iterable[Path] = ()) -> Iterator[bytes]:
        """Every line with its end, first those of the archives; AuditError."""
        for file in (*archives, self.file):
            try:
                with file.open("rb") as opened:
                    yield from opened
            except OSError as error:
                if isinstance(error, FileNotFoundError) and file is self.file:
                    return
                raise AuditError(f"{file} cannot be read ({error.strerror})") from None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold off every other writer, of this process and of others; StorageError after a minute.

        Threads queue for it among themselves: who waits for another process looks now and then.
        Who has the turn may take it again, as to write a record in it.
        """
        turn = _TURNS.setdefault(self.file.absolute(), _Turn())
        if not turn.thread.acquire(timeout=_PATIENCE):
            raise StorageError(
                f"{self.file} has been written to for {_PATIENCE} seconds: wait and try again"
            )
        try:
            turn.depth += 1
            with one_writer(self.home, "audit", _PATIENCE) if turn.depth == 1 else nullcontext():
                yield
        finally:
            turn.depth -= 1
            turn.thread.release()

    def _append(self, content: Mapping[str, Any], failure: str) -> Record:
        try:
            with self.turn(), storage_errors(f"writing {self.file}"):
                self.file.parent.mkdir(parents=True, exist_ok=True)
                with self.file.open("a+b") as file:
                    last, end = last_line(file)
                    if end < file.seek(0, os.SEEK_END):
                        # Left half-written by a crash: what it stood for was not shown or done.
                        file.truncate(end)
                    head = _head(last) if last else START
                    at = datetime.now(UTC).isoformat(timespec="milliseconds")
                    record = Record(head.number + 1, at, head.sha256, content)
                    write_through(file, record.to_line())
                self._mark.move(head, Head(record.number, record.sha256), self._holds)
                return record
        except StorageError as error:
            raise AuditError(f"{failure}: {error}") from error

    def _backwards(self) -> Iterator[bytes]:
        """Every whole line with its end, the last first."""
        try:
            with self.file.open("rb") as file:
                yield from from_the_end(file)
        except FileNotFoundError:
            return
        except OSError as error:
            raise AuditError(f"{self.file} cannot be read ({error.strerror})") from None


def _head(line: bytes) -> Head:
    try:
        stored = orjson.loads(line)
        return Head(stored["number"], stored["sha256"])
    except (ValueError, KeyError, TypeError):
        raise AuditError(
            "the last record of the audit trail is not readable, so nothing is answered or "
            "changed: run `assistant audit verify`"
        ) from None
