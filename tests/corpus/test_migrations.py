"""Tables of other programs: older ones are brought up to date whole, newer ones left alone."""

import json
import sqlite3
import subprocess
import sys
import threading
from datetime import date

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

import corpus.migrations
from corpus.catalogue import Catalogue
from corpus.errors import CatalogueError
from corpus.migrations import REVISION
from corpus.schema import SCHEMA, tables
from tests.corpus.test_versions import START, version

# As the programs before migrations wrote them.
FIRST_TABLES = """
CREATE TABLE schema (number INTEGER NOT NULL, PRIMARY KEY (number));
CREATE TABLE versions (
    ordinal INTEGER NOT NULL, document VARCHAR NOT NULL, version VARCHAR NOT NULL,
    title VARCHAR NOT NULL, owner VARCHAR NOT NULL, type VARCHAR NOT NULL,
    specialty VARCHAR NOT NULL, population VARCHAR NOT NULL, site VARCHAR NOT NULL,
    effective DATE, review DATE, source VARCHAR NOT NULL, licence VARCHAR NOT NULL,
    supersedes VARCHAR NOT NULL, source_name VARCHAR NOT NULL, source_sha256 VARCHAR NOT NULL,
    text_sha256 VARCHAR NOT NULL, pages INTEGER NOT NULL, problems VARCHAR NOT NULL,
    added_at DATETIME NOT NULL, approved_at DATETIME, approved_by VARCHAR NOT NULL,
    retired_on DATE, retired_by VARCHAR NOT NULL, retired_reason VARCHAR NOT NULL,
    PRIMARY KEY (ordinal), UNIQUE (document, version)
);
CREATE TABLE events (
    number INTEGER NOT NULL, at DATETIME NOT NULL, "by" VARCHAR NOT NULL, action VARCHAR NOT NULL,
    document VARCHAR NOT NULL, version VARCHAR NOT NULL, detail VARCHAR NOT NULL,
    PRIMARY KEY (number)
);
"""
FIRST_ROWS = """
INSERT INTO schema VALUES (1);
INSERT INTO versions VALUES (
    1, 'sepsis', '1', 'Sepsis', 'ICU', 'protocol', '["icu"]', '["adult"]', '[]', '2024-01-01',
    '2027-01-01', 'own', 'own', '', 'sepsis.md', 'aa', 'bb', 3, '["page 2: scanned"]',
    '2024-01-01 10:00:00.000000', '2024-01-02 11:00:00.000000', 'Committee', NULL, '', ''
);
INSERT INTO versions VALUES (
    4, 'sepsis', '2', 'Sepsis', '', '', '[]', '[]', '[]', NULL, NULL, '', '', '', 's.md', 'cc',
    'dd', 0, '[]', '2024-02-01 10:00:00.000000', NULL, '', '2024-03-01', 'Ann', 'wrong dose'
);
INSERT INTO events VALUES (1, '2024-01-01 10:00:00.000000', 'Ann', 'added', 'sepsis', '1', 's.md');
"""


def write_first(home):
    """The catalogue of a home as a program before migrations left it."""
    home.mkdir(exist_ok=True)
    connection = sqlite3.connect(home / "catalogue.sqlite")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.executescript(FIRST_TABLES + FIRST_ROWS)
    connection.close()


def stored(home):
    """Every row of the tables, and the tables themselves."""
    connection = sqlite3.connect(home / "catalogue.sqlite")
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master")]
    rows = {
        table: connection.execute(f"SELECT * FROM {table}").fetchall()
        for table in ("versions", "events", "schema")
        if table in names
    }
    connection.close()
    return sorted(names), rows


def test_a_new_catalogue_has_the_tables_that_are_written_down(place):
    catalogue = place.open()
    with catalogue._database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables) == []


def test_the_last_revision_is_the_one_this_program_knows():
    folder = corpus.migrations.__path__[0]
    revisions = ScriptDirectory(folder, version_locations=[folder])
    assert revisions.get_heads() == [REVISION]
    assert int(REVISION) == SCHEMA


def test_a_home_of_the_first_program_keeps_every_row(tmp_path):
    write_first(tmp_path)
    _, before = stored(tmp_path)
    catalogue = Catalogue(tmp_path)
    _, after = stored(tmp_path)

    assert (after["versions"], after["events"]) == (before["versions"], before["events"])
    assert after["schema"] == [(SCHEMA,)]
    assert list(catalogue.in_force(START)) == ["sepsis@1"]
    assert catalogue.version("sepsis", "1").problems == ("page 2: scanned",)
    assert catalogue.version("sepsis", "2").retired_reason == "wrong dose"
    assert catalogue.add(version("asthma"), "T")
    assert [event["action"] for event in catalogue.events("sepsis")] == ["added"]


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_a_first_program_that_was_killed_left_tables_that_are_completed(tmp_path, kept):
    connection = sqlite3.connect(tmp_path / "catalogue.sqlite")
    connection.executescript(";".join(FIRST_TABLES.split(";")[:kept]))
    connection.close()
    assert Catalogue(tmp_path).add(version(), "T")
    assert stored(tmp_path)[1]["schema"] == [(SCHEMA,)]


@pytest.mark.parametrize(
    "newer",
    [
        "UPDATE schema SET number = 99",
        "UPDATE alembic_version SET version_num = '0099'",
        "UPDATE alembic_version SET version_num = 'a5f3'",
        f"DROP TABLE alembic_version; UPDATE schema SET number = {SCHEMA + 1}",
    ],
)
@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
def test_a_catalogue_of_a_newer_program_is_refused_and_not_touched(tmp_path, newer, journal):
    Catalogue(tmp_path / "ours").add(version(), "T")
    home = tmp_path / "theirs"
    home.mkdir()
    connection = sqlite3.connect(home / "catalogue.sqlite")
    sqlite3.connect(tmp_path / "ours" / "catalogue.sqlite").backup(connection)
    connection.executescript(f"PRAGMA journal_mode={journal}; {newer}; DROP TABLE events;")
    connection.close()
    before = {file.name: file.read_bytes() for file in home.iterdir()}

    with pytest.raises(CatalogueError, match="newer version of this software"):
        Catalogue(home)
    assert {file.name: file.read_bytes() for file in home.iterdir()} == before


def test_a_newer_program_that_is_running_is_not_disturbed(tmp_path):
    """Its log holds what is not in the file yet; that stays so."""
    Catalogue(tmp_path).add(version(), "T")
    running = sqlite3.connect(tmp_path / "catalogue.sqlite")
    running.execute("UPDATE schema SET number = 99")
    running.commit()
    names = ("catalogue.sqlite", "catalogue.sqlite-wal")
    before = [(tmp_path / name).read_bytes() for name in names]
    assert len(before[1]) > 0

    with pytest.raises(CatalogueError, match="newer version"):
        Catalogue(tmp_path)
    assert [(tmp_path / name).read_bytes() for name in names] == before
    running.close()


def test_a_running_program_stops_when_a_newer_one_changed_the_tables(place):
    catalogue = place.open()
    catalogue.add(version(), "T")
    assert catalogue.in_force(date.today())
    place.run(f"UPDATE schema SET number = {SCHEMA + 1}")
    for step in (
        lambda: catalogue.in_force(date.today()),
        lambda: catalogue.retire("sepsis", "T", "wrong", date.today()),
    ):
        with pytest.raises(CatalogueError, match="newer version of this software"):
            step()
    assert place.run("SELECT count(*) FROM events")[0][0] == 2


def test_a_server_of_a_newer_program_is_refused(place):
    place.open()
    place.run("UPDATE schema SET number = 99")
    with pytest.raises(CatalogueError, match=r"schema 99, this one knows \d"):
        place.open()


def test_several_processes_may_make_one_catalogue(place):
    opened, errors = [], []

    def opening():
        try:
            opened.append(place.open())
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=opening) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert len(opened) == 5
    assert place.run("SELECT version_num FROM alembic_version")[0][0] == REVISION


def test_a_catalogue_that_is_up_to_date_opens_without_alembic(tmp_path):
    Catalogue(tmp_path)
    look = (
        "import sys; from pathlib import Path; from corpus.catalogue import Catalogue;"
        "Catalogue(Path(sys.argv[1])).versions(); print('alembic' in sys.modules)"
    )
    printed = subprocess.run(
        [sys.executable, "-c", look, tmp_path], check=True, capture_output=True, text=True
    )
    assert printed.stdout.strip() == "False"


# Kills a process before its n-th statement, for every n, until one lives to the end.
WALK = """
import os, shutil, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
import alembic.operations, alembic.runtime.migration, alembic.script
from corpus.catalogue import Catalogue

root, status, step = Path(sys.argv[1]), 1, 0
while status:
    home = root / f"step-{step}"
    shutil.copytree(root / "first", home)
    child = os.fork()
    if not child:
        left = iter(range(step))
        def kill(*_):
            if next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
        event.listen(Engine, "before_cursor_execute", kill)
        event.listen(Engine, "commit", kill)
        Catalogue(home)
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    step += 1
print(step)
"""


@pytest.mark.parametrize("fresh", [False, True], ids=["migrated", "made"])
def test_a_migration_killed_at_any_step_leaves_the_tables_as_they_were(tmp_path, fresh):
    first = tmp_path / "first"
    first.mkdir()
    if not fresh:
        write_first(first)
        before = stored(first)
    printed = subprocess.run(
        [sys.executable, "-c", WALK, tmp_path], check=True, capture_output=True, text=True
    )
    steps = int(printed.stdout)
    assert steps > 10
    for step in range(steps - 1):
        home = tmp_path / f"step-{step}"
        if fresh:
            assert not (home / "catalogue.sqlite").exists() or stored(home) == ([], {})
        else:
            assert stored(home) == before
        assert Catalogue(home).add(version("asthma"), "T")
        assert stored(home)[1]["schema"] == [(SCHEMA,)]
    assert stored(tmp_path / f"step-{steps - 1}")[1]["schema"] == [(SCHEMA,)]


def test_a_migration_that_fails_on_the_server_leaves_nothing(place):
    """A table of somebody else is in the way of the last step."""
    if not place.url:
        place.home.mkdir(exist_ok=True)
    place.run("CREATE TABLE changes (colour INTEGER)")
    with pytest.raises(Exception, match="nothing was changed"):
        place.open()
    place.run("DROP TABLE changes")
    assert place.open().add(version(), "T")


def test_whoever_writes_is_noticed(place):
    catalogue = place.open()

    def mark():
        return place.run("SELECT number FROM changes")[0][0]

    marks = [mark()]
    catalogue.add(version(), "T")
    marks.append(mark())
    for statement in (
        "UPDATE versions SET title = 'another'",
        "INSERT INTO versions SELECT 99, document, '99', title, owner, type, specialty, population,"
        " site, effective, review, source, licence, supersedes, source_name, source_sha256,"
        " text_sha256, pages, problems, added_at, approved_at, approved_by, retired_on, retired_by,"
        " retired_reason FROM versions",
        "DELETE FROM versions",
    ):
        place.run(statement)
        marks.append(mark())
    assert len(marks) == len(set(marks))


def test_events_are_kept_as_they_were_said(tmp_path):
    write_first(tmp_path)
    [event] = Catalogue(tmp_path).events()
    assert json.loads(json.dumps(event, default=str))["at"] == "2024-01-01 10:00:00+00:00"
    assert event["at"].date() == date(2024, 1, 1)
