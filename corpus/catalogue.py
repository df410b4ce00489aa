"""The catalogue: every document version, its metadata and state, and every change as an event."""

import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from corpus.database import Database
from corpus.errors import CatalogueError
from corpus.life import (
    check_approver,
    check_dates,
    check_draft,
    check_in_use,
    check_next_review,
    check_order,
    check_stated,
    check_unchanged,
)
from corpus.migrations import bring_up_to_date
from corpus.records import (
    authors_of,
    insert_version,
    last_change,
    read_events,
    read_versions,
    record_event,
    update_version,
)
from corpus.schema import check_known
from corpus.versions import Stage, Version, changed_keys, in_force, stages

_DAYS_KEPT = 16
"""Days asked about whose versions in force are remembered."""
_LAST = sys.maxsize
"""Stands for the ordinal of a version that is yet to be added."""
Witness = Callable[[str, str, Version, str], None]
"""Is told by whom, what was done, to which version as it is then, and the detail."""


class Catalogue:
    """The catalogue of one home, in SQLite there or in the database at `url`.

    Raises CatalogueError, StorageError and, for an unusable `url`, SettingsError. May be used by
    several threads, and sees at its next question what any process has changed.
    """

    def __init__(self, home: Path, url: str = "", witness: Witness | None = None) -> None:
        self.witness = witness
        """Told of every change before it is committed; what it raises undoes the change."""
        self._database = Database(home, url)
        bring_up_to_date(self._database)
        self._loading = threading.Lock()
        self._kept = _Kept(None, ())

    @property
    def name(self) -> str:
        """Where it is: a file, or a server without its password."""
        return self._database.name

    def add(self, version: Version, by: str, *, second_person: bool = True) -> bool:
        """Add a version, with its approval if it has one; False when all of it was known.

        A draft of the same key is corrected, or approved; a version that was ever approved or
        retired never changes: CatalogueError when the content or metadata is another one. An
        approval has to satisfy what `approve` asks for.
        """
        check_stated(name=by)
        if version.approved_at:
            check_stated(approver=version.approved_by)
        if version.rehearsed:
            raise CatalogueError(f"{version.key} is only tried out: add the draft itself")
        with self._changing() as (connection, record):
            known = read_versions(connection, version.document, version.metadata.version)
            if known:
                changes = changed_keys(known[0], version)
                if known[0].approved_at or known[0].retired_on:
                    check_unchanged(known[0], changes)
                    return False
                if not changes and not version.approved_at:
                    return False
                version = replace(version, ordinal=known[0].ordinal, added_at=known[0].added_at)
            if version.approved_at:
                authors = authors_of(connection, version) | {by}
                placed = version if known else replace(version, ordinal=_LAST)
                check_approver(version, authors if second_person else ())
                same = read_versions(connection, version.document)
                check_order(placed, same, unlike=False)
            if not known:
                insert_version(connection, version)
                record(by, "added", version, version.source_name)
            else:
                update_version(connection, known[0], version)
                if changes:
                    record(by, "amended", version, ", ".join(changes))
            if version.approved_at:
                record(version.approved_by, "approved", version, "on import")
        return True

    def approve(
        self,
        document: str,
        version: str,
        by: str,
        effective: date,
        *,
        second_person: bool = True,
        seen: Version | None = None,
    ) -> Version:
        """Make a draft approved, in force from `effective`.

        With `second_person`, `by` must not have added or amended it. Labels and dates of a
        document's approved versions must go the same way. A draft that was amended after it was
        `seen` is not approved. Raises CatalogueError and MetadataError; then nothing was changed.
        """
        check_stated(name=by)
        with self._changing() as (connection, record):
            same = read_versions(connection, document)
            found = _find(same, document, version)
            check_draft(found, seen)
            check_dates(found, effective)
            approved = replace(
                found,
                metadata=replace(found.metadata, effective=effective),
                approved_at=datetime.now(UTC),
                approved_by=by,
            )
            check_approver(approved, authors_of(connection, found) if second_person else ())
            check_order(approved, same, unlike=True)
            update_version(connection, found, approved)
            record(by, "approved", approved, f"effective {effective}")
        return approved

    def retire(
        self, document: str, by: str, reason: str, on: date, version: str | None = None
    ) -> tuple[Version, ...]:
        """Withdraw every version of a document, or the one named, from the day `on`.

        Returns those it changed. None before it comes back: what a version replaced stays so,
        unless that one is withdrawn before its first day in force.
        """
        check_stated(name=by, reason=reason)
        if on == date.today():
            # At once: a server may count its days in UTC, where this one has not begun yet.
            on = min(on, datetime.now(UTC).date())
        changed = []
        with self._changing() as (connection, record):
            found = read_versions(connection, document)
            for one in [_find(found, document, version)] if version else _some(found, document):
                day = on
                if one.approved_at and one.effective <= date.today():
                    day = max(on, one.effective)  # It has been in force, whatever is said now.
                if one.retired_on is not None and one.retired_on <= day:
                    continue
                retired = replace(one, retired_on=day, retired_by=by, retired_reason=reason)
                update_version(connection, one, retired)
                record(by, "retired", retired, reason)
                changed.append(retired)
        if not changed:
            name = f"{document}@{version}" if version else document
            raise CatalogueError(f"{name} is already retired")
        return tuple(changed)

    def review(self, document: str, version: str, by: str, until: date) -> Version:
        """Record that an approved version was looked at again and is right until its next review.

        CatalogueError when it is not in use, MetadataError when `until` is not a later day than
        today and the review date it has.
        """
        check_stated(name=by)
        with self._changing() as (connection, record):
            near = read_versions(connection, document, successors=True)
            found = _find([one for one in near if one.document == document], document, version)
            today = date.today()
            check_in_use(found, stages(near, today)[found.key])
            check_next_review(found, until, today)
            before = found.metadata.review
            reviewed = replace(found, metadata=replace(found.metadata, review=until))
            update_version(connection, found, reviewed)
            record(by, "reviewed", reviewed, f"from {before or 'no date'} to {until}")
        return reviewed

    def versions(self, document: str | None = None) -> tuple[Version, ...]:
        """Every version, or those of one document, in the order they were added."""
        if document is None:
            return self._all().versions
        with self._database.reading() as connection:
            return tuple(_some(read_versions(connection, document), document))

    def version(self, document: str, version: str | None = None) -> Version:
        """One version; without a name the one in force today, or else the last one added."""
        found = self.versions(document)
        if version is None:
            today = list(in_force(found, date.today()).values())
            return today[0] if today else found[-1]
        return _find(found, document, version)

    def stage(self, version: Version, on: date) -> Stage:
        """Where a version stands in its life on that day."""
        with self._database.reading() as connection:
            # Another document may say that it supersedes this one.
            near = read_versions(connection, version.document, successors=True)
        return stages(near, on)[version.key]

    def draft(self, document: str) -> Version:
        """The only draft of a document; CatalogueError when it has none, or several."""
        found = self.versions(document)
        drafts = [one for one in found if one.is_draft]
        if not drafts:
            known = ", ".join(one.key for one in found)
            raise CatalogueError(
                f"{document} has no draft to approve (it has {known}): add the new version first"
            )
        if len(drafts) > 1:
            named = ", ".join(one.key for one in drafts)
            raise CatalogueError(f"{document} has several drafts: name one of {named}")
        return drafts[0]

    def in_force(self, on: date) -> Mapping[str, Version]:
        """What may be retrieved and cited on that day, by key: looked up at every question."""
        return self._all().in_force(on)

    def events(self, document: str | None = None) -> list[dict[str, Any]]:
        """What happened to a document, oldest first: at (UTC), by, action, version, detail.

        Without a name what happened to all of them, each event with its document.
        """
        with self._database.reading() as connection:
            found = read_events(connection, document)
        if document is not None:
            for event in found:
                del event["document"]
        return found

    @contextmanager
    def _changing(self) -> Iterator[tuple[Connection, Witness]]:
        """A writer's turn, and what records its events.

        A newer program may have changed the tables since this one started. The witness is told
        when all that could be refused was not, and just before it is committed.
        """
        told: list[tuple[str, str, Version, str]] = []
        with self._database.changing() as connection:
            check_known(last_change(connection)[0], self.name)

            def record(by: str, action: str, version: Version, detail: str) -> None:
                record_event(connection, by, action, version, detail)
                told.append((by, action, version, detail))

            yield connection, record
            if self.witness:
                for event in told:
                    self.witness(*event)

    def _all(self) -> "_Kept":
        """Every version; read again only when the database says that one was changed."""
        with self._database.reading() as connection:
            kept = self._kept
            if kept.stamp == last_change(connection):
                return kept
        with self._loading, self._database.reading() as connection:
            # The mark first: what is written between the two is then read again next time.
            stamp = last_change(connection)
            check_known(stamp[0], self.name)
            if self._kept.stamp != stamp:
                self._kept = _Kept(stamp, tuple(read_versions(connection)))
            return self._kept


class _Kept:
    """The versions as they were after one change, and which are in force on which day."""

    def __init__(self, stamp: tuple[int, int] | None, versions: tuple[Version, ...]) -> None:
        self.stamp = stamp
        self.versions = versions
        self._days: dict[date, Mapping[str, Version]] = {}
        self._counting = threading.Lock()

    def in_force(self, on: date) -> Mapping[str, Version]:
        with self._counting:
            if on not in self._days:
                if len(self._days) == _DAYS_KEPT:
                    self._days.pop(next(iter(self._days)))
                self._days[on] = MappingProxyType(in_force(self.versions, on))
            return self._days[on]


def _some(found: Sequence[Version], document: str) -> Sequence[Version]:
    if not found:
        raise CatalogueError(
            f"there is no document {document!r}: `assistant corpus list` shows what there is"
        )
    return found


def _find(found: Sequence[Version], document: str, version: str) -> Version:
    for candidate in _some(found, document):
        if candidate.metadata.version == version:
            return candidate
    known = ", ".join(candidate.metadata.version for candidate in found)
    raise CatalogueError(f"{document} has no version {version!r}: it has {known}")
