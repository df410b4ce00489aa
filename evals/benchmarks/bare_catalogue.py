"""The rows of the catalogue through plain SQL: what its own functions are measured against."""

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from typing import Any

from corpus.versions import Version


class BareCatalogue:
    """The fewest statements that read or change the same rows, without checking anything.

    `connection` is a DB-API connection whose driver writes parameters as `mark`.
    """

    def __init__(self, connection: Any, mark: str, begin: str = "BEGIN") -> None:
        self._connection = connection
        self._mark = mark
        self._begin = begin

    def list(self) -> Sequence[Any]:
        """Every version."""
        return self._fetch("SELECT * FROM versions ORDER BY ordinal")

    def show(self, document: str) -> Sequence[Any]:
        """The versions of a document and its events."""
        versions = "SELECT * FROM versions WHERE document = ? ORDER BY ordinal"
        events = "SELECT * FROM events WHERE document = ? ORDER BY number"
        return [*self._fetch(versions, document), *self._fetch(events, document)]

    def approve(self, version: Version, by: str, effective: date) -> None:
        """What approving writes, in one transaction."""
        now = datetime.now(UTC).isoformat(sep=" ")
        with closing(self._connection.cursor()) as cursor:
            cursor.execute(self._begin)
            self._run(cursor, "SELECT * FROM versions WHERE document = ?", version.document)
            self._run(
                cursor,
                "UPDATE versions SET approved_at = ?, approved_by = ?, effective = ? "
                "WHERE ordinal = ?",
                now, by, effective.isoformat(), version.ordinal,
            )  # fmt: skip
            self._record(cursor, now, by, "approved", version)
            self._connection.commit()

    def retire(self, document: str, by: str, reason: str, on: date) -> None:
        """What withdrawing writes, in one transaction."""
        now = datetime.now(UTC).isoformat(sep=" ")
        with closing(self._connection.cursor()) as cursor:
            cursor.execute(self._begin)
            query = "SELECT ordinal, version FROM versions WHERE document = ?"
            self._run(cursor, query, document)
            for ordinal, version in cursor.fetchall():
                self._run(
                    cursor,
                    "UPDATE versions SET retired_on = ?, retired_by = ?, retired_reason = ? "
                    "WHERE ordinal = ?",
                    on.isoformat(), by, reason, ordinal,
                )  # fmt: skip
                self._insert(cursor, now, by, "retired", document, version, reason)
            self._connection.commit()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _fetch(self, query: str, *values: object) -> Sequence[Any]:
        with closing(self._connection.cursor()) as cursor:
            self._run(cursor, query, *values)
            rows: Sequence[Any] = cursor.fetchall()
            return rows

    def _record(self, cursor: Any, now: str, by: str, action: str, version: Version) -> None:
        self._insert(cursor, now, by, action, version.document, version.metadata.version, "")

    def _insert(self, cursor: Any, *values: object) -> None:
        columns = 'at, "by", action, document, version, detail'
        self._run(cursor, f"INSERT INTO events ({columns}) VALUES (?, ?, ?, ?, ?, ?)", *values)

    def _run(self, cursor: Any, query: str, *values: object) -> None:
        cursor.execute(query.replace("?", self._mark), values)
