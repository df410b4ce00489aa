"""Passages as stored: one JSON line each, read where they are needed."""

import mmap
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from corpus.passages import Passage, Sentence
from corpus.text import Span


def to_line(passage: Passage) -> bytes:
    """One line of JSON, line end included."""
    sentences = [[s.start, s.end, s.kind, s.context, s.reading] for s in passage.sentences]
    record = [passage.headings, passage.page, passage.reading, sentences]
    # Spans are named tuples, which the library only writes once they are plain lists.
    return orjson.dumps(record, default=list, option=orjson.OPT_APPEND_NEWLINE)


def from_line(line: bytes) -> Passage:
    """The passage that `to_line` wrote."""
    headings, page, reading, sentences = orjson.loads(line)
    run = tuple(
        Sentence(start, end, kind, tuple(Span(*span) for span in context), alone)
        for start, end, kind, context, alone in sentences
    )
    path = tuple(Span(*span) for span in headings)
    return Passage(run[0].start, run[-1].end, path, page, run, reading)


def write_passages(lines: Iterable[bytes], file: Path, offsets: Path) -> None:
    """Write lines to `file`, and where each begins (int64, and the end) to `offsets`."""
    begins = [0]
    with file.open("wb") as out:
        for line in lines:
            out.write(line)
            begins.append(begins[-1] + len(line))
    np.save(offsets, np.array(begins, np.int64))


class PassageFile:
    """Reads single passages of a file that `write_passages` wrote."""

    def __init__(self, file: Path, offsets: Path) -> None:
        self._offsets = np.load(offsets)
        with file.open("rb") as opened:
            # An empty file cannot be mapped.
            self._lines: Any = (
                mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) if len(self) else b""
            )

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, row: int) -> Passage:
        return from_line(self._lines[self._offsets[row] : self._offsets[row + 1]])
