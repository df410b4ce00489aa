"""Brings the tables of a catalogue to what this program knows, in one step or not at all.

Each revision is a file beside this one, `revision_NNNN.py`, run by alembic; NNNN is also the number
that the table `schema` holds afterwards, which programs older than alembic's table look at.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, select, text

from corpus.database import Database
from corpus.schema import SCHEMA, check_known
from corpus.schema import schema as schema_table

REVISION = f"{SCHEMA:04d}"
"""The last revision this program knows."""


def bring_up_to_date(database: Database) -> None:
    """Make or migrate the tables where they are not of this program.

    Refuses tables of a newer program, and then has written nothing: CatalogueError. A process
    that dies on the way leaves the tables as they were; of two, one waits. Raises StorageError.
    """
    with database.looking() as connection:
        if connection is not None and _is_current(connection, database.name):
            return
    with database.setting_up(), database.changing() as connection:
        # Another process may have done it while this one waited.
        if not _is_current(connection, database.name):
            _upgrade(connection)


def _is_current(connection: Connection, name: str) -> bool:
    """Whether the tables are of this program; CatalogueError when they are of a newer one."""
    tables = inspect(connection).get_table_names()
    numbers: list[int] = []
    revisions: list[str] = []
    if "schema" in tables:
        numbers += connection.execute(select(schema_table.c.number)).scalars()
    if "alembic_version" in tables:
        revisions += connection.execute(text("SELECT version_num FROM alembic_version")).scalars()
    # A revision that is no number of ours belongs to a later way of counting.
    numbers += [int(one) if one.isdecimal() else SCHEMA + 1 for one in revisions]
    check_known(max(numbers, default=0), name)
    return REVISION in revisions


def _upgrade(connection: Connection) -> None:
    # Imported here: it would double the start of every command.
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    folder = Path(__file__).parent
    revisions = ScriptDirectory(folder, version_locations=[folder])
    context = MigrationContext.configure(
        connection,
        opts={"fn": lambda current, _: revisions._upgrade_revs(REVISION, current)},
    )
    with Operations.context(context):
        context.run_migrations()
