"""A suite: cases under one name, and the documents they are about."""

from dataclasses import dataclass
from pathlib import Path

from evals.suites.case import Case


@dataclass(frozen=True)
class Suite:
    """What one file holds."""

    name: str
    about: str
    cases: tuple[Case, ...]
    sha256: str
    """Of the file, and of its documents where it brings some."""
    documents: Path | None = None
    """A folder of documents that the suite brings: it is asked of those alone."""
    file: Path | None = None
    """Where it was read from; None for a set that was turned into a suite."""

    def __post_init__(self) -> None:
        if not self.name or not self.cases:
            raise ValueError("a suite needs a name and cases")
