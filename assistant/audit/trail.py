"""Appends records to a file that shows every later change: each holds the digest of the last."""

import errno
import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from corpus.errors import AuditError, StorageError
from corpus.storage import one_writer, storage_errors

FIRST = "0" * 64
"""What the first record names as the one before it."""
_TAIL = 1 << 16


@dataclass(frozen=True, slots=True)
class Record:
    """One question and what came of it."""

    number: int
    at: str
    """UTC, ISO 8601."""
    previous: str
    """Digest of the record before."""
    content: Mapping[str, Any]
    """`asked` (filters and date) and `answer` (the object of the contract)."""

    @property
    def sha256(self) -> str:
        """Digest over everything above."""
        return hashlib.sha256(
            orjson.dumps(
                [self.number, self.at, self.previous, self.content], option=orjson.OPT_SORT_KEYS
            )
        ).hexdigest()

    def to_line(self) -> bytes:
        """One line of JSON with the digest."""
        return orjson.dumps(
            {
                "number": self.number,
                "at": self.at,
                "previous": self.previous,
                "content": self.content,
                "sha256": self.sha256,
            },
            option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE,
        )


class Trail:
    """The file `audit/trail.jsonl` of a home, or another of the same kind. Raises AuditError."""

    def __init__(self, home: Path, name: str = "trail") -> None:
        self._home = home
        self.file = home / "audit" / f"{name}.jsonl"

    def append(self, content: Mapping[str, Any]) -> Record:
        """Write one record through to the disk; when this fails, nothing may be shown."""
        try:
            with one_writer(self._home, "audit"), storage_errors(f"writing {self.file}"):
                self.file.parent.mkdir(parents=True, exist_ok=True)
                with self.file.open("a+b") as file:
                    last = _last_line(file)
                    number, previous = (last["number"], last["sha256"]) if last else (0, FIRST)
                    at = datetime.now(UTC).isoformat(timespec="milliseconds")
                    record = Record(number + 1, at, previous, content)
                    _write_through(file, record.to_line())
                    return record
        except StorageError as error:
            raise AuditError(
                f"the question could not be recorded, so it is not answered: {error}"
            ) from error

    def records(self) -> Iterator[Record]:
        """Every record, oldest first; AuditError names the first line that is not one."""
        for position, line in enumerate(self._lines(), 1):
            try:
                stored = orjson.loads(line)
                yield Record(stored["number"], stored["at"], stored["previous"], stored["content"])
            except (ValueError, KeyError, TypeError):
                raise AuditError(
                    f"line {position} of {self.file} is not a record: "
                    "`assistant audit verify` says where the trail is broken"
                ) from None

    def find(self, answer_id: str) -> Record:
        """The record of one answer; AuditError when there is none."""
        for record in self.records():
            if record.content["answer"]["id"] == answer_id:
                return record
        raise AuditError(
            f"there is no record of an answer {answer_id!r}: `assistant audit list` shows them"
        )

    def verify(self) -> int:
        """The number of records, after checking the chain; AuditError names the first bad one."""
        previous, position = FIRST, 0
        for position, line in enumerate(self._lines(), 1):
            fault = f"record {position} of {self.file}"
            try:
                stored = orjson.loads(line)
                record = Record(position, stored["at"], stored["previous"], stored["content"])
            except (ValueError, KeyError, TypeError):
                raise AuditError(
                    f"{fault} is not readable: it was changed or cut off; restore the file "
                    "from a backup and keep this one as evidence"
                ) from None
            # The whole line counts: a field that the digest leaves out must not be there.
            if record.previous != previous or line != record.to_line():
                raise AuditError(
                    f"{fault} was changed, moved or follows a removed one: restore the file "
                    "from a backup and keep this one as evidence"
                )
            previous = record.sha256
        return position

    def _lines(self) -> Iterator[bytes]:
        try:
            with self.file.open("rb") as file:
                yield from file
        except FileNotFoundError:
            return
        except OSError as error:
            raise AuditError(f"{self.file} cannot be read ({error.strerror})") from None


def _write_through(file: BinaryIO, line: bytes) -> None:
    """Append `line` whole or not at all; what a full disk took of it is cut off again."""
    end = file.seek(0, os.SEEK_END)
    try:
        # Past the file's buffer, which would try to write the rest once more when it is closed.
        if os.write(file.fileno(), line) < len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(file.fileno())
    except OSError:
        os.ftruncate(file.fileno(), end)
        raise


def _last_line(file: BinaryIO) -> dict[str, Any] | None:
    """The last whole record; what a crash left half-written after it is cut off.

    Its answer was never shown, since a record is written before its answer is.
    """
    end = file.seek(0, os.SEEK_END)
    size = _TAIL
    while True:
        begin = max(0, end - size)
        file.seek(begin)
        tail = file.read(end - begin)
        whole = tail[: tail.rfind(b"\n") + 1]
        lines = whole.splitlines()
        if len(lines) > 1 or (lines and begin == 0):
            break
        if begin == 0:
            file.truncate(0)
            return None
        size *= 4
    if len(whole) < len(tail):
        file.truncate(begin + len(whole))
    try:
        record: dict[str, Any] = orjson.loads(lines[-1])
    except ValueError:
        raise AuditError(
            "the last record of the audit trail is not readable, so nothing is answered: "
            "run `assistant audit verify`"
        ) from None
    return record
