"""Adds the team of a dossier, who signed in, the log of access, and what a file is for."""

import sqlalchemy as sa
from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """Go from 0002 to 0003; a dossier that lies there belongs to no team until somebody gives it one."""
    op.add_column("concept", sa.Column("team", sa.String, nullable=False, server_default=""))
    op.create_table(
        "aangemeld",
        sa.Column("number", sa.Integer, primary_key=True, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("function", sa.String, nullable=False),
        sa.UniqueConstraint("subject", "name", "function"),
    )
    op.create_table(
        "inzage",
        sa.Column("number", sa.Integer, primary_key=True, nullable=False),
        sa.Column("person", sa.Integer, nullable=False),
        sa.Column("draft", sa.Integer, nullable=True),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("is_refused", sa.Boolean, nullable=False),
        sa.Column("entry", sa.Integer, nullable=True),
        sa.Column("at", sa.String, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inzage_draft", "inzage", ["draft"])
    op.create_table(
        "kenmerk",
        sa.Column("name", sa.String, primary_key=True, nullable=False),
        sqlite_with_rowid=False,
    )
