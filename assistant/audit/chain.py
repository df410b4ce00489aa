"""Checks that the records of a trail still form one chain, and that an anchored one is in it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.audit.record import FIRST, Record
from corpus.errors import AuditError

PRUNED = "trail.pruned"
"""The kind of the event that says which records were removed by policy."""
_RESTORE = "restore the file from a backup and keep this one as evidence"
_HEAD = re.compile(r"(\d{1,15}):([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Head:
    """Names one record so that nothing up to it can be changed unnoticed."""

    number: int
    """0 before the first record."""
    sha256: str

    @classmethod
    def parse(cls, text: str) -> "Head":
        """From NUMBER:DIGEST, as it is printed; AuditError for anything else."""
        found = _HEAD.fullmatch(text.strip())
        if not found:
            raise AuditError(
                f"{text.strip()[:100]!r} is no anchor: write NUMBER:DIGEST, "
                "as `assistant audit head` prints it"
            )
        return cls(int(found[1]), found[2])

    def __str__(self) -> str:
        return f"{self.number}:{self.sha256}"


START = Head(0, FIRST)


@dataclass(frozen=True, slots=True)
class Chain:
    """What a checked chain spans."""

    before: Head
    """The last record that was pruned; `START` where none was."""
    head: Head

    @property
    def records(self) -> int:
        """How many there are."""
        return self.head.number - self.before.number


def check(lines: Iterable[bytes], file: Path, anchors: Iterable[Head] = ()) -> Chain:
    """Check every record and that each of `anchors` is among them.

    A trail may begin after its first record only where one of its records says that those before
    were pruned, and what the last of them was. Raises AuditError that names the first bad record.
    """
    wanted = {anchor.number: anchor for anchor in sorted(anchors, key=str)}
    before: Head | None = None
    head = START
    sealed: set[tuple[object, object]] = set()
    for line in lines:
        record = _read(line, head.number + 1, file)
        if before is None:
            before = head = _before(record)
        fault = f"record {head.number + 1} of {file}"
        # The whole line counts: a field that the digest leaves out must not be there.
        if (
            record.number != head.number + 1
            or record.previous != head.sha256
            or line != record.to_line()
        ):
            raise AuditError(f"{fault} was changed, moved or follows a removed one: {_RESTORE}")
        head = Head(record.number, record.sha256)
        event = record.event
        if event and event.get("kind") == PRUNED:
            sealed.add((event.get("last"), event.get("sha256")))
        if head.number in wanted and wanted[head.number] != head:
            raise AuditError(
                f"{fault} is not the one that was anchored: the trail was written anew from there "
                f"or before; {_RESTORE}"
            )
    before = before or START
    if before != START and (before.number, before.sha256) not in sealed:
        raise AuditError(
            f"record {before.number + 1} of {file} is the first, and no record says that those "
            f"before it were pruned: {_RESTORE}"
        )
    for anchor in wanted.values():
        _check_reached(anchor, before, head, file)
    return Chain(before, head)


def _read(line: bytes, number: int, file: Path) -> Record:
    try:
        return Record.from_line(line)
    except ValueError:
        raise AuditError(
            f"record {number} of {file} is not readable: it was changed or cut off; {_RESTORE}"
        ) from None


def _before(first: Record) -> Head:
    """What the first record there is says of the one before it."""
    if first.number == 1:
        return START
    return Head(max(first.number - 1, 0), first.previous)


def _check_reached(anchor: Head, before: Head, head: Head, file: Path) -> None:
    if anchor.number > head.number:
        raise AuditError(
            f"record {anchor.number} was anchored, and {file} ends with record {head.number}: "
            f"its end was cut off; {_RESTORE}"
        )
    if anchor.number == before.number and anchor != before:
        raise AuditError(
            f"record {anchor.number} was anchored with another digest than {file} goes on from; "
            f"{_RESTORE}"
        )
    if anchor.number < before.number:
        raise AuditError(
            f"record {anchor.number} was anchored, and those up to {before.number} were pruned by "
            "policy: check with the archive they were moved to, --archive FILE"
        )
