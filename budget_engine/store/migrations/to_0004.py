"""Adds what happens to a decision after it was sealed, and who sealed it."""

import sqlalchemy as sa
from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """Go from 0003 to 0004; of what was sealed before, nobody wrote down who did."""
    op.create_table(
        "gebeurtenis",
        sa.Column("number", sa.Integer, primary_key=True, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("record", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_gebeurtenis_record", "gebeurtenis", ["record"])
    op.create_table(
        "gebeurtenis_inhoud",
        sa.Column("number", sa.Integer, primary_key=True, nullable=False),
        sa.Column("record", sa.Integer, nullable=False),
        sa.Column("room", sa.String, nullable=False),
        sa.Column("salt", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )
    op.add_column("vastgesteld", sa.Column("sealed_by", sa.Integer, nullable=True))
