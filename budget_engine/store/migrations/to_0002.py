"""Adds the tables of drafts, and the column that finds a record by the meaning it was sealed with."""

import sqlalchemy as sa
from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """Go from 0001 to 0002."""
    op.create_table(
        "concept",
        sa.Column("number", sa.Integer, primary_key=True, nullable=False),
        sa.Column("case_id", sa.String, nullable=False, unique=True),
        sa.Column("opened_by", sa.String, nullable=False),
        sa.Column("opened_at", sa.String, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "invoer",
        sa.Column("number", sa.Integer, primary_key=True, nullable=False),
        sa.Column("draft", sa.Integer, nullable=False),
        sa.Column("field", sa.String, nullable=False),
        sa.Column("given", sa.String, nullable=False),
        sa.Column("seen", sa.String, nullable=False),
        sa.Column("written_by", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_invoer_draft", "invoer", ["draft"])
    op.create_table(
        "vastgesteld",
        sa.Column("draft", sa.Integer, primary_key=True, nullable=False),
        sa.Column("entry", sa.Integer, primary_key=True, nullable=False),
        sa.Column("record", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "medewerker",
        sa.Column("number", sa.Integer, primary_key=True, nullable=False),
        sa.Column("name", sa.String, nullable=False, unique=True),
    )
    op.execute("DROP TRIGGER IF EXISTS kop_vast")  # the column only repeats the text; put back right after
    op.add_column("kop", sa.Column("meaning", sa.String, nullable=True))
    # a head that somebody spoilt stays as it is, and is named by the chain
    op.execute("UPDATE kop SET meaning = json_extract(text, '$.betekenis') WHERE json_valid(text)")
