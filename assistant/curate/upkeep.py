"""What stands out about documents: missing metadata, reviews, and what is not yet published."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from assistant.snapshot.manifest import read_manifest
from assistant.snapshot.pointer import published, read_history, snapshots_folder
from corpus.errors import SnapshotError
from corpus.metadata import ASKED
from corpus.versions import Stage, Version

SOON = timedelta(days=90)
"""How long before its review date a version is named."""
CURRENT = frozenset({Stage.DRAFT, Stage.APPROVED, Stage.EFFECTIVE, Stage.REVIEW_DUE})
"""Stages of versions that may still answer a question."""


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A version whose metadata lack something only a curator can say."""

    version: str
    """`document@version`."""
    missing: tuple[str, ...]
    doses_for_whom: bool
    """Whether it gives doses and nobody has said for whom: for a protocol, no approval."""


@dataclass(frozen=True, slots=True)
class Review:
    """A version whose review date has passed, or will soon."""

    version: str
    owner: str
    review: date
    days: int
    """Until the review date; negative when it has passed."""


@dataclass(frozen=True, slots=True)
class Publication:
    """How the published snapshot and the catalogue differ."""

    snapshot: str | None
    """None when nothing is published."""
    unpublished: tuple[str, ...]
    """Approved and not yet ended, but not in the snapshot: no question finds them."""
    ended: tuple[str, ...]
    """In the snapshot, but superseded or retired: never retrieved today."""
    drafts: tuple[str, ...]
    """Waiting for approval."""
    fault: str = ""
    """Why the snapshot cannot be read; empty when it can."""


def incomplete(versions: Iterable[Version], dosed: Mapping[str, bool]) -> Iterator[Incomplete]:
    """Versions with missing metadata; `dosed` says by key which of them give doses."""
    for version in versions:
        missing = tuple(key for key in ASKED if not getattr(version.metadata, key))
        if missing:
            whom = "population" in missing and dosed.get(version.key, False)
            yield Incomplete(version.key, missing, whom)


def reviews(versions: Iterable[Version], today: date) -> list[Review]:
    """Reviews that are overdue or due soon, the longest overdue first."""
    found = [
        Review(version.key, version.metadata.owner, review, (review - today).days)
        for version in versions
        if (review := version.metadata.review) and review <= today + SOON
    ]
    return sorted(found, key=lambda review: (review.days, review.version))


def publication(
    home: Path, versions: Sequence[Version], stages: Mapping[str, Stage]
) -> Publication:
    """What of `versions` is approved but not published, published but ended, or a draft.

    `stages` holds where each version of the catalogue stands, by key.
    """
    snapshot, fault = None, ""
    keys: set[str] = set()
    try:
        if read_history(home):
            snapshot = published(home)
            keys = {part.key for part in read_manifest(snapshots_folder(home) / snapshot).parts}
    except SnapshotError as error:
        fault = str(error)
    waiting = CURRENT - {Stage.DRAFT}
    return Publication(
        snapshot,
        tuple(v.key for v in versions if stages[v.key] in waiting and v.key not in keys),
        tuple(v.key for v in versions if stages[v.key] not in CURRENT and v.key in keys),
        tuple(v.key for v in versions if stages[v.key] is Stage.DRAFT),
        fault,
    )
