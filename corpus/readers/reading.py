"""What every reader returns: the text, the metadata the file itself states, and what went wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.text import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of a file that could not be read, and is therefore not in the text."""

    reason: str
    """One sentence for the curator."""
    page: int | None = None
    """The page it concerns, from 1; None for the whole file."""


@dataclass(frozen=True)
class Reading:
    """One file, read."""

    text: Text
    metadata: Mapping[str, str] = field(default_factory=dict)
    """Keys of the metadata contract that the file states (front matter, PDF title), unchecked."""
    problems: tuple[Problem, ...] = ()
