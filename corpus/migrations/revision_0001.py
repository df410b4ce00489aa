"""The tables of the first programs; homes that hold them already lose nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables that are not there; a program killed early may have left only some."""
    op.create_table("schema", sa.Column("number", sa.Integer, primary_key=True), if_not_exists=True)
    op.create_table(
        "versions",
        sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("document", sa.String, nullable=False),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("type", sa.String, nullable=False),
        sa.Column("specialty", sa.String, nullable=False),
        sa.Column("population", sa.String, nullable=False),
        sa.Column("site", sa.String, nullable=False),
        sa.Column("effective", sa.Date),
        sa.Column("review", sa.Date),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("licence", sa.String, nullable=False),
        sa.Column("supersedes", sa.String, nullable=False),
        sa.Column("source_name", sa.String, nullable=False),
        sa.Column("source_sha256", sa.String, nullable=False),
        sa.Column("text_sha256", sa.String, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("problems", sa.String, nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True)),
        sa.Column("approved_by", sa.String, nullable=False),
        sa.Column("retired_on", sa.Date),
        sa.Column("retired_by", sa.String, nullable=False),
        sa.Column("retired_reason", sa.String, nullable=False),
        sa.UniqueConstraint("document", "version"),
        if_not_exists=True,
    )
    op.create_table(
        "events",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("document", sa.String, nullable=False),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("detail", sa.String, nullable=False),
        if_not_exists=True,
    )
    # A home of those programs holds this number already, unless its program was killed.
    op.execute("DELETE FROM schema")
    op.execute("INSERT INTO schema (number) VALUES (1)")
