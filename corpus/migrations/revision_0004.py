"""Wrong passwords, counted for every server of a home, and when a token was used last."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table of guesses; no name that was typed stands in it."""
    op.create_table(
        "guesses",
        sa.Column("account", sa.String, primary_key=True),
        sa.Column("address", sa.String, primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wait_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_in_at", sa.DateTime(timezone=True)),
    )
    op.add_column("tokens", sa.Column("used_at", sa.DateTime(timezone=True)))
    op.execute("UPDATE schema SET number = 4")
