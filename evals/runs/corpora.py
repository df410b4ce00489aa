"""The documents a run asks about, held as they stood when it began."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from corpus.catalogue import Catalogue
from corpus.errors import RunError
from corpus.library import Library
from corpus.versions import Version, in_force
from evals.runs.sources import Source, Sources

if TYPE_CHECKING:
    from assistant.snapshot.snapshot import Snapshot


class Standing:
    """What was in force on each day, whatever is changed in the catalogue meanwhile."""

    def __init__(self, versions: Iterable[Version]) -> None:
        self._versions = tuple(versions)
        self._days: dict[date, Mapping[str, Version]] = {}

    def in_force(self, on: date) -> Mapping[str, Version]:
        """What may be retrieved and cited on that day, by key."""
        if on not in self._days:
            self._days[on] = in_force(self._versions, on)
        return self._days[on]

    def digest(self, days: Iterable[date], today: date) -> str:
        """sha256 over all that an answer can show of what is in force on `days`.

        A later withdrawal shows too: an answer about a day before warns of it.
        """
        shown = [
            [
                [
                    version.metadata.values(),
                    version.text_sha256,
                    [str(version.retired_on), version.retired_reason]
                    if version.retired(today)
                    else [],
                ]
                for _, version in sorted(self.in_force(day).items())
            ]
            for day in sorted(days)
        ]
        return hashlib.sha256(orjson.dumps(shown, option=orjson.OPT_SORT_KEYS)).hexdigest()


@dataclass(frozen=True)
class Corpus:
    """One home with the snapshot that is asked; small enough to be handed to every worker."""

    home: Path
    catalogue: str
    """The catalogue's database as an SQLAlchemy URL; empty is SQLite in the home folder."""
    snapshot: str
    days: tuple[date, ...]
    """Which are asked about."""
    today: date
    in_force: str
    """Digest of what stands on those days."""

    @classmethod
    def opened(
        cls, home: Path, catalogue: str, snapshot: str, days: Iterable[date], today: date
    ) -> "Corpus":
        """As it stands now."""
        every = tuple(sorted(set(days)))
        digest = Standing(Catalogue(home, catalogue).versions()).digest(every, today)
        return cls(home, catalogue, snapshot, every, today, digest)

    def standing(self) -> Standing:
        """What is in force; RunError when that was changed since the run began."""
        standing = Standing(self.versions())
        if standing.digest(self.days, self.today) != self.in_force:
            raise RunError(
                "what is in force was changed while the run was under way, so its answers would "
                "not be of one corpus: begin a new run"
            )
        return standing

    def versions(self) -> tuple[Version, ...]:
        """Every version of the catalogue."""
        return Catalogue(self.home, self.catalogue).versions()

    def open_snapshot(self, embedder: str) -> "Snapshot":
        """The snapshot that is asked, whatever is published meanwhile; raises SnapshotError."""
        from assistant.snapshot.pointer import find_snapshot
        from assistant.snapshot.snapshot import open_snapshot

        return open_snapshot(find_snapshot(self.home, self.snapshot), embedder)

    def sources(self) -> Sources:
        """The versions that were ever approved, and which were in force."""
        approved = [version for version in self.versions() if version.approved_at]
        standing = Standing(approved)
        return Sources(
            {version.key: _source(version) for version in approved},
            {day.isoformat(): frozenset(standing.in_force(day)) for day in self.days},
            Library(self.home),
        )


def identities(corpora: Mapping[str, Corpus]) -> dict[str, dict[str, str]]:
    """What a manifest names of each corpus."""
    return {
        name: {"snapshot": corpus.snapshot, "in_force": corpus.in_force}
        for name, corpus in corpora.items()
    }


def _source(version: Version) -> Source:
    return Source(
        version.document, version.metadata.version, version.metadata.title, version.text_sha256
    )
