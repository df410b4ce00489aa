"""A mark of the last change that the database sets itself, and an index for events."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_SQLITE = """
CREATE TRIGGER versions_{name} AFTER {name} ON versions
BEGIN UPDATE changes SET number = random(); END
"""
_POSTGRESQL = (
    # Named by its schema, because whoever writes may look for tables elsewhere.
    "CREATE FUNCTION count_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "EXECUTE format('UPDATE %I.changes SET number = CAST(random() * 2147483647 AS integer)', "
    "TG_TABLE_SCHEMA); "
    "RETURN NULL; END $$",
    # Before the rows: every writer then locks the counter first, and none waits in a circle.
    "CREATE TRIGGER versions_change BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON versions "
    "FOR EACH STATEMENT EXECUTE FUNCTION count_change()",
)


def upgrade() -> None:
    """Mark in triggers, so that whoever writes, a running process sees that something changed.

    By chance and not by counting: in a copy that was put back, as many changes are other ones.
    """
    op.create_table("changes", sa.Column("number", sa.Integer, primary_key=True))
    op.execute("INSERT INTO changes (number) VALUES (0)")
    if op.get_bind().dialect.name == "sqlite":
        for name in ("INSERT", "UPDATE", "DELETE"):
            op.execute(_SQLITE.format(name=name))
    else:
        for statement in _POSTGRESQL:
            op.execute(statement)
    op.create_index("events_by_document", "events", ["document"])
    op.execute("UPDATE schema SET number = 2")
