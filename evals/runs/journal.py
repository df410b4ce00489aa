"""Writes outcomes and timings as they come: a run that is killed loses only what it was at."""

import errno
import os
from collections.abc import Iterable
from typing import Any, BinaryIO

from corpus.storage import storage_errors, write_whole
from evals.runs.folder import OUTCOMES, TIMINGS, RunFolder, line_of
from evals.runs.outcome import Outcome
from evals.runs.performance import Timing


class Journal:
    """Appends a line to each of the two files; raises StorageError and RunError."""

    def __init__(self, run: RunFolder) -> None:
        """Keeps the lines there are, without one that was cut off."""
        self._path = run.path
        self.outcomes: dict[str, Outcome] = dict(run.outcomes)
        """By key of the case."""
        self.timings: dict[str, Timing] = {
            case: timing for case, timing in run.timings.items() if case in self.outcomes
        }
        self._write_whole()
        with storage_errors(f"writing {run.path}"):
            self._outcomes_file = (run.path / OUTCOMES).open("ab", buffering=0)
            self._timings_file = (run.path / TIMINGS).open("ab", buffering=0)

    def append(self, outcome: Outcome, timing: Timing) -> None:
        """The timing first: an outcome is what says that a case is done."""
        with storage_errors(f"writing {self._path}"):
            _append(self._timings_file, timing.to_json())
            _append(self._outcomes_file, outcome.to_json())
        self.timings[timing.case] = timing
        self.outcomes[outcome.case] = outcome

    def close(self) -> None:
        """Nothing more is appended: both files are written in the order of the cases."""
        self._outcomes_file.close()
        self._timings_file.close()
        self._write_whole()

    def _write_whole(self) -> None:
        timings = (timing.to_json() for _, timing in sorted(self.timings.items()))
        outcomes = (outcome.to_json() for _, outcome in sorted(self.outcomes.items()))
        write_whole(self._path / TIMINGS, _joined(timings))
        write_whole(self._path / OUTCOMES, _joined(outcomes))


def _joined(records: Iterable[Any]) -> bytes:
    return b"".join(line_of(record) for record in records)


def _append(file: BinaryIO, record: Any) -> None:
    line = line_of(record)
    if file.write(line) < len(line):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
