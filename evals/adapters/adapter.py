"""What an adapter is: a set's name, its licence, its files, and what makes cases of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.answers import RefusalReason
from evals.suites.case import Case

NOT_ANSWERED_THERE = (
    RefusalReason.NOT_IN_CORPUS,
    RefusalReason.INSUFFICIENT_EVIDENCE,
    RefusalReason.UNSUPPORTED_DRAFT,
)
"""Right reasons to refuse a near miss: the topic is in the documents, the answer is not."""


@dataclass(frozen=True)
class Content:
    """What a set holds."""

    cases: tuple[Case, ...]
    documents: Mapping[str, str] = field(default_factory=dict)
    """Markdown by document id, front matter and all; empty for a set asked of the home's own."""


@dataclass(frozen=True)
class Adapter:
    """Turns one public set into cases."""

    name: str
    about: str
    licence: str
    files: tuple[str, ...]
    """What it needs, below the folder of sets."""
    read: Callable[[Path], Content]
    """From the folder of sets; every case carries the adapter's name as its suite."""
