"""Where the catalogue may be kept, and what is said when it cannot be used."""

import socket
import sqlite3
import threading
from contextlib import closing
from datetime import date

import pytest

from corpus.catalogue import Catalogue
from corpus.database import Database
from corpus.errors import SettingsError, StorageError
from corpus.migrations import bring_up_to_date
from tests.corpus.test_versions import version
from tests.postgresql import server_url

PASSWORD = "s3cret"


def opened(tmp_path, url):
    database = Database(tmp_path, url)
    bring_up_to_date(database)
    return database


@pytest.mark.parametrize(
    "url",
    [
        f"{PASSWORD}",
        f"postgresql://user:{PASSWORD}@host:port/catalogue",
        f"oracle://user:{PASSWORD}@host/catalogue",
        f"mysql://user:{PASSWORD}@host/catalogue",
        f"postgresql+nodriver://user:{PASSWORD}@host/catalogue",
        f"postgresql+psycopg2://user:{PASSWORD}@host/catalogue",
        f"postgresql://user:{PASSWORD}@host/catalogue?sslmode=perhaps",
        "sqlite://",
        "sqlite:///:memory:",
    ],
)
def test_an_address_of_no_use_is_refused_without_its_password(tmp_path, url):
    with pytest.raises(SettingsError, match="setting catalogue") as refusal:
        opened(tmp_path, url)
    assert PASSWORD not in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert not list(tmp_path.iterdir())


@pytest.fixture
def closed_port():
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.mark.parametrize("query", ["", "?sslmode=require", "?sslmode=verify-full"])
def test_a_server_that_is_not_there_is_named_without_the_password(tmp_path, closed_port, query):
    url = f"postgresql://user:{PASSWORD}@127.0.0.1:{closed_port}/catalogue{query}"
    with pytest.raises(StorageError, match="check that the server runs") as refusal:
        opened(tmp_path, url)
    assert f"user@127.0.0.1:{closed_port}/catalogue" in str(refusal.value)
    assert PASSWORD not in str(refusal.value)


def test_a_database_that_is_not_there_is_named(tmp_path, postgresql):
    with pytest.raises(StorageError, match=r"postgres@/nowhere cannot be used \(.*\): nothing"):
        opened(tmp_path, server_url(postgresql, "nowhere"))


def test_an_option_the_driver_does_not_know_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="setting catalogue"):
        opened(tmp_path, f"postgresql://user:{PASSWORD}@127.0.0.1:1/catalogue?colour=blue")


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+pg8000"])
def test_without_a_driver_the_one_that_is_installed_is_taken(tmp_path, scheme):
    assert Database(tmp_path, f"{scheme}://user@host/catalogue").name == (
        "postgresql+pg8000://user@host/catalogue"
    )


def test_sqlite_may_be_kept_elsewhere(tmp_path):
    file = tmp_path / "a folder" / "50% of #1?" / "catalogue é.sqlite"
    file.parent.mkdir(parents=True)
    plain = tmp_path / "elsewhere.sqlite"

    assert opened(tmp_path, f"sqlite:///{plain}").file == plain
    assert plain.exists()
    opened(file.parent, "")
    opened(file.parent, "")
    assert (file.parent / "catalogue.sqlite").exists()


def test_a_folder_in_place_of_the_file_is_said(tmp_path):
    (tmp_path / "catalogue.sqlite").mkdir()
    with pytest.raises(StorageError, match="check free space and rights"):
        opened(tmp_path, "")


def test_a_writer_waits_for_the_one_before(place):
    """What the second writer reads in its turn is what the first has written."""
    catalogue = place.open()
    first, second = catalogue._database, place.open()._database
    began, order = threading.Event(), []

    def other():
        began.set()
        with second.changing() as connection:
            order.append(connection.exec_driver_sql("SELECT number FROM changes").scalar())

    with first.changing() as connection:
        thread = threading.Thread(target=other)
        thread.start()
        began.wait()
        thread.join(0.2)
        assert not order
        connection.exec_driver_sql("UPDATE changes SET number = 77")
    thread.join()
    assert order == [77]


def test_an_error_inside_a_turn_changes_nothing(place):
    catalogue = place.open()
    with (
        pytest.raises(ZeroDivisionError),
        catalogue._database.changing() as connection,
    ):
        connection.exec_driver_sql("UPDATE changes SET number = 77")
        raise ZeroDivisionError
    assert place.run("SELECT number FROM changes")[0][0] == 0


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_a_server_that_was_restarted_is_used_again(place):
    catalogue = place.open()
    assert not catalogue.versions()
    place.run(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    assert not catalogue.versions()


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
def test_writers_take_turns_however_strictly_the_server_isolates(place):
    [[name]] = place.run("SELECT current_database()")
    place.run(f"ALTER DATABASE {name} SET default_transaction_isolation TO 'serializable'")
    test_a_writer_waits_for_the_one_before(place)


def copy(home, name):
    """A whole copy of the catalogue, as a backup program makes it."""
    with (
        closing(sqlite3.connect(home / "catalogue.sqlite")) as source,
        closing(sqlite3.connect(home / name)) as target,
    ):
        source.backup(target)


def test_a_copy_that_is_put_in_place_of_the_file_is_read_at_once(tmp_path):
    catalogue = Catalogue(tmp_path)
    catalogue.add(version("sepsis"), "T")
    copy(tmp_path, "backup")
    catalogue.add(version("asthma"), "T")
    assert len(catalogue.in_force(date.today())) == 2
    (tmp_path / "backup").replace(tmp_path / "catalogue.sqlite")
    for name in ("catalogue.sqlite-wal", "catalogue.sqlite-shm"):
        (tmp_path / name).unlink(missing_ok=True)

    assert list(catalogue.in_force(date.today())) == ["sepsis@1"]
    catalogue.retire("sepsis", "T", "wrong", date.today())
    assert not Catalogue(tmp_path).in_force(date.today())


def test_a_file_that_is_gone_is_said_and_no_empty_one_made(tmp_path):
    catalogue = Catalogue(tmp_path)
    catalogue.add(version("sepsis"), "T")
    for file in tmp_path.glob("catalogue.sqlite*"):
        file.unlink()
    with pytest.raises(StorageError, match="No such file"):
        catalogue.in_force(date.today())
    assert not (tmp_path / "catalogue.sqlite").exists()


def test_as_many_changes_after_a_copy_was_put_back_are_other_changes(tmp_path):
    catalogue = Catalogue(tmp_path)
    catalogue.add(version("sepsis"), "T")
    catalogue.add(version("asthma"), "T")
    copy(tmp_path, "backup")
    catalogue.retire("sepsis", "T", "wrong", date.today())
    assert list(catalogue.in_force(date.today())) == ["asthma@1"]
    with (
        closing(sqlite3.connect(tmp_path / "backup")) as source,
        closing(sqlite3.connect(tmp_path / "catalogue.sqlite")) as target,
    ):
        source.backup(target)
    Catalogue(tmp_path).retire("asthma", "T", "wrong", date.today())

    assert list(catalogue.in_force(date.today())) == ["sepsis@1"]
