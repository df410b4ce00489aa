"""A catalogue in SQLite and one in a real PostgreSQL, so that every test of it runs on both."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.catalogue import Catalogue
from tests.postgresql import connect


@dataclass(frozen=True)
class Place:
    """Where one catalogue is kept."""

    home: Path
    url: str = ""

    def open(self, kind=Catalogue):
        """The catalogue, as another process would open it."""
        return kind(self.home, self.url)

    def connect(self):
        """A connection past our software, as an administrator has it; closing it ends it."""
        if not self.url:
            return closing(sqlite3.connect(self.home / "catalogue.sqlite", isolation_level=None))
        return connect(self.url)

    def run(self, statement):
        """The rows of a statement, or none."""
        with self.connect() as connection:
            cursor = connection.cursor()
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """An empty place for a catalogue, of each kind."""
    if request.param == "sqlite":
        yield Place(tmp_path)
        return
    yield Place(tmp_path, request.getfixturevalue("database_url"))


@pytest.fixture
def catalogue(place):
    """An empty catalogue, of each kind."""
    return place.open()
