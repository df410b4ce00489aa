"""What is wrong with a suite, gathered with its lines, so that a writer sees all of it at once."""

from collections.abc import Iterable
from pathlib import Path

from corpus.errors import SuiteError

SHOWN = 20
"""Mistakes of one file that are named; the rest are counted."""

ALIKE = 60
"""From here on a name is worth a guess."""
ALMOST = 85
"""From here on one name is the other, mistyped."""


class Mistakes:
    """The mistakes of one file."""

    def __init__(self, file: Path | str) -> None:
        self._file = str(file)
        self._found: list[tuple[int, str]] = []

    def __len__(self) -> int:
        return len(self._found)

    def add(self, line: int, sentence: str) -> None:
        """One more, at that line, counted from 1."""
        self._found.append((line, sentence))

    def lines(self) -> list[str]:
        """`file:line: sentence`, in the order of the file."""
        ordered = sorted(self._found, key=lambda mistake: mistake[0])
        return [f"{self._file}:{line}: {sentence}" for line, sentence in ordered]


def failure(mistakes: Iterable[Mistakes]) -> SuiteError:
    """The error that names the mistakes of all these files."""
    found = [line for one in mistakes for line in one.lines()]
    rest = len(found) - SHOWN
    more = [f"and {rest} more mistake{'s' * (rest > 1)}"] if rest > 0 else []
    return SuiteError("; ".join([*found[:SHOWN], *more]))


def near(name: str, known: Iterable[str], alike: int = ALIKE) -> str:
    """`, did you mean NAME?` with the known name that looks most like it, or nothing.

    `alike`: how much at least, from 0 to 100, by rapidfuzz's ratio.
    """
    from rapidfuzz import fuzz, process

    best = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=alike)
    return f", did you mean {best[0]}?" if best else ""
