"""What the catalogue's tables hold: versions and events, read and written in a transaction."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, or_, select, true, update

from corpus.collecting import collector_paused
from corpus.errors import StorageError
from corpus.schema import changes, events, from_row, in_utc, schema, to_row, versions
from corpus.versions import Version


def last_change(connection: Connection) -> tuple[int, int]:
    """Names the last change of the tables, and of any row of `versions`, by whomever.

    The tables count their changes; for rows a trigger draws a number.
    """
    both = select(schema.c.number, changes.c.number).join_from(schema, changes, true())
    tables, rows = connection.execute(both).one()
    return tables, rows


def read_versions(
    connection: Connection,
    document: str | None = None,
    version: str | None = None,
    *,
    successors: bool = False,
) -> list[Version]:
    """Every version, those of a document, or the one named, in the order they were added.

    With `successors` also those of other documents that say they supersede something. Raises
    StorageError when a row cannot be a version.
    """
    query = select(versions).order_by(versions.c.ordinal)
    if document is not None:
        chosen = versions.c.document == document
        query = query.where(or_(chosen, versions.c.supersedes != "") if successors else chosen)
    if version is not None:
        query = query.where(versions.c.version == version)
    try:
        with collector_paused():
            return list(map(from_row, connection.execute(query)))
    except ValueError as error:  # Somebody wrote past this software.
        raise StorageError(
            f"the catalogue holds a version that cannot be read ({error}): "
            "put right what was written into its database, or bring back a copy of it"
        ) from error


def insert_version(connection: Connection, version: Version) -> None:
    """Write a version that is not there yet; it gets the next ordinal."""
    connection.execute(insert(versions).values(to_row(version)))


def update_version(connection: Connection, before: Version, after: Version) -> None:
    """Write the columns that differ, and no others."""
    old = to_row(before)
    changed = {column: value for column, value in to_row(after).items() if value != old[column]}
    connection.execute(update(versions).where(versions.c.ordinal == before.ordinal).values(changed))


def record_event(
    connection: Connection, by: str, action: str, version: Version, detail: str
) -> None:
    """Write who did what to a version, now."""
    connection.execute(
        insert(events).values(
            at=datetime.now(UTC),
            by=by,
            action=action,
            document=version.document,
            version=version.metadata.version,
            detail=detail,
        )
    )


def read_events(connection: Connection, document: str | None = None) -> list[dict[str, Any]]:
    """What happened to a document or to all, oldest first, by the names of the columns."""
    # Plain strings as keys: SQLAlchemy's own kind of string cannot be written as JSON.
    names = ("at", "by", "action", "document", "version", "detail")
    query: Select[Any] = select(*(events.c[name] for name in names)).order_by(events.c.number)
    if document is not None:
        query = query.where(events.c.document == document)
    found = [dict(zip(names, row, strict=True)) for row in connection.execute(query)]
    return [event | {"at": in_utc(event["at"])} for event in found]


def authors_of(connection: Connection, version: Version) -> set[str]:
    """Who added or amended a version."""
    query = (
        select(events.c.by)
        .where(events.c.document == version.document)
        .where(events.c.version == version.metadata.version)
        .where(events.c.action.in_(("added", "amended")))
    )
    return set(connection.execute(query).scalars())
