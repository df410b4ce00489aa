"""Lines of a file that only grows: appended whole or not at all, and read from the end."""

import errno
import os
from collections.abc import Iterator
from typing import BinaryIO

_TAIL = 1 << 16
_BLOCK = 1 << 20
"""Bytes read at once from the end."""


def from_the_end(file: BinaryIO) -> Iterator[bytes]:
    """Every whole line with its end, the last first."""
    end = file.seek(0, os.SEEK_END)
    # The line that begins before what was read; None until the last whole line is found.
    rest: bytes | None = None
    while end > 0:
        begin = max(0, end - _BLOCK)
        file.seek(begin)
        block = file.read(end - begin)
        end = begin
        if rest is None:
            block = block[: block.rfind(b"\n") + 1]
            if not block:
                continue  # A torn end, longer than what is read at once.
        first, *lines = (block + (rest or b"")).splitlines(keepends=True)
        yield from reversed(lines)
        rest = first
    if rest:
        yield rest


def write_through(file: BinaryIO, line: bytes) -> None:
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


def last_line(file: BinaryIO) -> tuple[bytes | None, int]:
    """The last whole line, and where it ends in the file."""
    end = file.seek(0, os.SEEK_END)
    size = _TAIL
    while True:
        begin = max(0, end - size)
        file.seek(begin)
        tail = file.read(end - begin)
        whole = tail[: tail.rfind(b"\n") + 1]
        lines = whole.splitlines()
        if len(lines) > 1 or (lines and begin == 0):
            return lines[-1], begin + len(whole)
        if begin == 0:
            return None, 0
        size *= 4
