"""The catalogue: every document version, its metadata and state, and every change as an event."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from corpus.errors import CatalogueError, StorageError
from corpus.schema import SCHEMA, from_row, tables, to_row
from corpus.schema import events as events_table
from corpus.schema import schema as schema_table
from corpus.schema import versions as versions_table
from corpus.versions import Version, changed_keys, in_force


class Catalogue:
    """The catalogue of one home, in SQLite. Raises CatalogueError and StorageError."""

    def __init__(self, home: Path) -> None:
        self._file = home / "catalogue.sqlite"
        with _database_errors(self._file):
            home.mkdir(parents=True, exist_ok=True)
            self._engine = create_engine(f"sqlite:///{self._file}")
            event.listen(self._engine, "connect", _keep_safe)
            with self._engine.begin() as connection:
                self._check_schema(connection)
        self._read: tuple[int, tuple[Version, ...]] | None = None

    def add(self, version: Version, by: str) -> bool:
        """Add a version, with its approval if it has one; False when all of it was known.

        A draft of the same key is corrected, or approved; a version that was ever approved or
        retired never changes: CatalogueError when the content or metadata is another one.
        """
        with self._changing() as connection:
            known = _load(connection, version.document, version.metadata.version)
            if not known:
                connection.execute(insert(versions_table).values(to_row(version)))
                _record(connection, by, "added", version, version.source_name)
            else:
                changes = changed_keys(known[0], version)
                if known[0].approved_at or known[0].retired_on:
                    _refuse(known[0], changes)
                    return False
                if changes:
                    _record(connection, by, "amended", version, ", ".join(changes))
                elif not version.approved_at:
                    return False
                _store(connection, known[0], replace(version, added_at=known[0].added_at))
            if version.approved_at:
                _record(connection, version.approved_by, "approved", version, "on import")
        return True

    def approve(self, document: str, version: str, by: str, effective: date) -> Version:
        """Make a draft approved, in force from `effective`."""
        self.version(document, version)  # Says what is there when this is not.
        with self._changing() as connection:
            [found] = _load(connection, document, version)
            if found.approved_at:
                raise CatalogueError(f"{found.key} is already approved, by {found.approved_by}")
            if found.retired_on:
                raise CatalogueError(
                    f"{found.key} is retired ({found.retired_reason}): add its content again "
                    "under a new version to approve it"
                )
            approved = replace(
                found,
                metadata=replace(found.metadata, effective=effective),
                approved_at=datetime.now(UTC),
                approved_by=by,
            )
            _store(connection, found, approved)
            _record(connection, by, "approved", approved, f"effective {effective}")
        return approved

    def retire(self, document: str, by: str, reason: str, on: date) -> tuple[Version, ...]:
        """Withdraw every version of a document from the day `on`; returns those it changed."""
        self.versions(document)  # Says so when there is no such document.
        changed = []
        with self._changing() as connection:
            for version in _load(connection, document):
                if version.retired_on is not None and version.retired_on <= on:
                    continue
                retired = replace(version, retired_on=on, retired_by=by, retired_reason=reason)
                _store(connection, version, retired)
                _record(connection, by, "retired", retired, reason)
                changed.append(retired)
        if not changed:
            raise CatalogueError(f"{document} is already retired")
        return tuple(changed)

    def versions(self, document: str | None = None) -> tuple[Version, ...]:
        """Every version, or those of one document, in the order they were added."""
        every = self._all()
        if document is None:
            return every
        found = tuple(version for version in every if version.document == document)
        if not found:
            raise CatalogueError(
                f"there is no document {document!r}: `assistant corpus list` shows what there is"
            )
        return found

    def version(self, document: str, version: str | None = None) -> Version:
        """One version; without a name the one in force today, or else the last one added."""
        found = self.versions(document)
        if version is None:
            today = list(in_force(found, date.today()).values())
            return today[0] if today else found[-1]
        for candidate in found:
            if candidate.metadata.version == version:
                return candidate
        known = ", ".join(candidate.metadata.version for candidate in found)
        raise CatalogueError(f"{document} has no version {version!r}: it has {known}")

    def draft(self, document: str) -> Version:
        """The only draft of a document; CatalogueError when it has none, or several."""
        found = self.versions(document)
        drafts = [one for one in found if not one.approved_at and not one.retired_on]
        if not drafts:
            known = ", ".join(one.key for one in found)
            raise CatalogueError(
                f"{document} has no draft to approve (it has {known}): add the new version first"
            )
        if len(drafts) > 1:
            named = ", ".join(one.key for one in drafts)
            raise CatalogueError(f"{document} has several drafts: name one of {named}")
        return drafts[0]

    def in_force(self, on: date) -> dict[str, Version]:
        """What may be retrieved and cited on that day, by key: read afresh at every question."""
        return in_force(self._all(), on)

    def events(self, document: str) -> list[dict[str, Any]]:
        """What happened to a document, oldest first: at, by, action, version, detail."""
        columns = (
            events_table.c.at,
            events_table.c.by,
            events_table.c.action,
            events_table.c.version,
            events_table.c.detail,
        )
        query = (
            select(*columns)
            .where(events_table.c.document == document)
            .order_by(events_table.c.number)
        )
        with _database_errors(self._file), self._engine.connect() as connection:
            # Plain strings as keys: SQLAlchemy's own kind of string cannot be written as JSON.
            names = ("at", "by", "action", "version", "detail")
            return [dict(zip(names, row, strict=True)) for row in connection.execute(query)]

    def _all(self) -> tuple[Version, ...]:
        """Every version; read again only when an event was added by any process."""
        with _database_errors(self._file), self._engine.connect() as connection:
            stamp = connection.execute(select(func.max(events_table.c.number))).scalar() or 0
            if self._read is None or self._read[0] != stamp:
                rows = connection.execute(select(versions_table).order_by(versions_table.c.ordinal))
                self._read = (stamp, tuple(from_row(row) for row in rows.mappings()))
            return self._read[1]

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        """A transaction that no other writer can slip into between its reading and writing."""
        with _database_errors(self._file), self._engine.begin() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    def _check_schema(self, connection: Connection) -> None:
        tables.create_all(connection)
        number = connection.execute(select(func.max(schema_table.c.number))).scalar()
        if number is None:
            connection.execute(insert(schema_table).values(number=SCHEMA))
        elif number > SCHEMA:
            raise CatalogueError(
                f"{self._file} was written by a newer version of this software "
                f"(schema {number}, this one knows {SCHEMA}): update the software"
            )


@contextmanager
def _database_errors(file: Path) -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        cause = getattr(error, "orig", None) or error
        raise StorageError(
            f"the catalogue {file} cannot be used ({cause}): nothing was changed; "
            "check free space and rights of the home folder"
        ) from error


def _keep_safe(connection: Any, _record: object) -> None:
    """Survive a power cut, wait for other writers, and let readers go on meanwhile."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _load(connection: Connection, document: str, version: str | None = None) -> list[Version]:
    """The versions of a document, or the one named, as this transaction sees them."""
    query = select(versions_table).where(versions_table.c.document == document)
    if version is not None:
        query = query.where(versions_table.c.version == version)
    rows = connection.execute(query.order_by(versions_table.c.ordinal))
    return [from_row(row) for row in rows.mappings()]


def _store(connection: Connection, before: Version, after: Version) -> None:
    """Write the columns that differ, and no others."""
    old = to_row(before)
    changed = {column: value for column, value in to_row(after).items() if value != old[column]}
    this = versions_table.c.ordinal == before.ordinal
    connection.execute(update(versions_table).where(this).values(changed))


def _refuse(known: Version, changes: Sequence[str]) -> None:
    """Raise CatalogueError when a version that cannot change any more was to be changed."""
    # The same file may read otherwise with a newer reader; what was approved stays as it was read.
    if set(changes) - {"text"}:
        state = "retired" if known.retired_on else "approved"
        raise CatalogueError(
            f"{known.key} is already {state} and its {', '.join(changes)} would change: "
            "give the new content a new version"
        )


def _record(connection: Connection, by: str, action: str, version: Version, detail: str) -> None:
    connection.execute(
        insert(events_table).values(
            at=datetime.now(UTC),
            by=by,
            action=action,
            document=version.document,
            version=version.metadata.version,
            detail=detail,
        )
    )
