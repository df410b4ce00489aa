"""The tables of the catalogue, and how a version becomes a row and back."""

import json
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from corpus.errors import CatalogueError
from corpus.metadata import Metadata, Population
from corpus.versions import Version

SCHEMA = 4
"""Grows with every revision of the tables; an older program refuses a newer catalogue."""


def check_known(number: int, name: str) -> None:
    """Raise CatalogueError when the tables of that number in `name` are of a newer program."""
    if number > SCHEMA:
        raise CatalogueError(
            f"{name} was written by a newer version of this software "
            f"(schema {number}, this one knows {SCHEMA}): update the software"
        )


tables = MetaData()
schema = Table("schema", tables, Column("number", Integer, primary_key=True))
versions = Table(
    "versions",
    tables,
    Column("ordinal", Integer, primary_key=True, autoincrement=True),
    Column("document", String, nullable=False),
    Column("version", String, nullable=False),
    Column("title", String, nullable=False),
    Column("owner", String, nullable=False),
    Column("type", String, nullable=False),
    Column("specialty", String, nullable=False),
    Column("population", String, nullable=False),
    Column("site", String, nullable=False),
    Column("effective", Date),
    Column("review", Date),
    Column("source", String, nullable=False),
    Column("licence", String, nullable=False),
    Column("supersedes", String, nullable=False),
    Column("source_name", String, nullable=False),
    Column("source_sha256", String, nullable=False),
    Column("text_sha256", String, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("problems", String, nullable=False),
    Column("added_at", DateTime(timezone=True), nullable=False),
    Column("approved_at", DateTime(timezone=True)),
    Column("approved_by", String, nullable=False),
    Column("retired_on", Date),
    Column("retired_by", String, nullable=False),
    Column("retired_reason", String, nullable=False),
    UniqueConstraint("document", "version"),
)
events = Table(
    "events",
    tables,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("by", String, nullable=False),
    Column("action", String, nullable=False),
    Column("document", String, nullable=False),
    Column("version", String, nullable=False),
    Column("detail", String, nullable=False),
    Index("events_by_document", "document"),
)
changes = Table("changes", tables, Column("number", Integer, primary_key=True))
"""One number that triggers of the database draw anew whenever `versions` changes."""
accounts = Table(
    "accounts",
    tables,
    Column("name", String, primary_key=True),
    Column("password", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("roles", String, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("demonstration", Boolean, nullable=False),
    Column("added_at", DateTime(timezone=True), nullable=False),
    Column("added_by", String, nullable=False),
)
"""`password` is an argon2 hash, or empty for none; `subject` who it is at an identity provider."""
sessions = Table(
    "sessions",
    tables,
    Column("secret_sha256", String, primary_key=True),
    Column("account", String, nullable=False),
    Column("begun_at", DateTime(timezone=True), nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
    Index("sessions_by_account", "account"),
)
tokens = Table(
    "tokens",
    tables,
    Column("secret_sha256", String, primary_key=True),
    Column("account", String, nullable=False),
    Column("issued_at", DateTime(timezone=True), nullable=False),
    Column("issued_by", String, nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Column("used_at", DateTime(timezone=True)),
    Index("tokens_by_account", "account"),
)
guesses = Table(
    "guesses",
    tables,
    Column("account", String, primary_key=True),
    Column("address", String, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("failed_at", DateTime(timezone=True), nullable=False),
    Column("wait_until", DateTime(timezone=True), nullable=False),
    Column("signed_in_at", DateTime(timezone=True)),
)
"""Wrong passwords by account, by address and by both; what is not meant is empty. `account` is a
few digits of a digest, since what is typed for a name may be a password."""


def to_row(version: Version) -> dict[str, Any]:
    """The columns of a version, without its ordinal."""
    metadata = version.metadata
    return {
        "document": metadata.id,
        "version": metadata.version,
        "title": metadata.title,
        "owner": metadata.owner,
        "type": metadata.type,
        "specialty": json.dumps(metadata.specialty, ensure_ascii=False),
        "population": json.dumps(metadata.population),
        "site": json.dumps(metadata.site, ensure_ascii=False),
        "effective": metadata.effective,
        "review": metadata.review,
        "source": metadata.source,
        "licence": metadata.licence,
        "supersedes": metadata.supersedes,
        "source_name": version.source_name,
        "source_sha256": version.source_sha256,
        "text_sha256": version.text_sha256,
        "pages": version.pages,
        "problems": json.dumps(version.problems, ensure_ascii=False),
        "added_at": version.added_at,
        "approved_at": version.approved_at,
        "approved_by": version.approved_by,
        "retired_on": version.retired_on,
        "retired_by": version.retired_by,
        "retired_reason": version.retired_reason,
    }


def from_row(row: Any) -> Version:
    """The version that a row of `versions` holds; ValueError when it can be none."""
    # The columns in the order of the table: by name, thousands of rows take twice as long.
    (
        ordinal, document, number, title, owner, kind, specialty, population, site, effective,
        review, source, licence, supersedes, source_name, source_sha256, text_sha256, pages,
        problems, added_at, approved_at, approved_by, retired_on, retired_by, retired_reason,
    ) = row  # fmt: skip
    metadata = Metadata(
        document, title, number, owner, kind, _strings(specialty), _populations(population),
        _strings(site), effective, review, source, licence, supersedes,
    )  # fmt: skip
    return Version(
        metadata, ordinal, source_name, source_sha256, text_sha256, pages, _strings(problems),
        in_utc(added_at), in_utc(approved_at) if approved_at else None, approved_by,
        retired_on, retired_by, retired_reason,
    )  # fmt: skip


def in_utc(stored: datetime) -> datetime:
    """A moment as it was written: SQLite forgets its time zone, a server may tell another."""
    return stored.astimezone(UTC) if stored.tzinfo else stored.replace(tzinfo=UTC)


# Thousands of versions share a few lists.
@lru_cache(maxsize=4096)
def _strings(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored))


@lru_cache(maxsize=256)
def _populations(stored: str) -> tuple[Population, ...]:
    return tuple(Population(name) for name in _strings(stored))
