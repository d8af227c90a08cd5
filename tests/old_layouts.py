"""Files of the older layouts with the same decisions in them, each made once and copied per test."""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.conftest import FIXTURES
from tests.sealed import destroy_sem, sealed_store

OLDER = OLDEST, BEFORE_TEAMS, BEFORE_EVENTS, BEFORE_GUARDS = "0001", "0002", "0003", "0004"
COLUMNS = {
    "kop": "number, hash, text, kind, case_id, municipality, reference_date, rule_set, sealed_at",
    "deel": "number, room, salt, text",
    "regelset": "hash, meaning_hash, text",
    "vernietigd": "number, room, by_record",
}
"""The columns of the oldest layout: what was sealed lies in these."""


def old_file(tmp_path: Path, layout_of: str) -> Path:
    """Give a file of an older layout, beside the new one that was sealed with the same decisions."""
    old, new = _files(layout_of)
    (tmp_path / "nieuw").mkdir()
    (tmp_path / "nieuw" / "besluiten.db").write_bytes(new)
    path = tmp_path / "oud.db"
    path.write_bytes(old)
    return path


@cache
def _files(layout_of: str) -> tuple[bytes, bytes]:
    with TemporaryDirectory() as folder:
        fresh = sealed_store(Path(folder))
        destroy_sem(fresh)
        return _old_of(fresh, layout_of).read_bytes(), fresh.read_bytes()


def _old_of(fresh: Path, layout_of: str) -> Path:
    path = fresh.parent / "oud.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.executescript((FIXTURES / "databases" / f"{layout_of}.sql").read_text())
        connection.execute("ATTACH ? AS nieuw", (str(fresh),))
        for table, oldest in COLUMNS.items():
            columns = oldest if layout_of == OLDEST or table != "kop" else f"{oldest}, meaning"
            connection.execute(f"INSERT INTO {table} SELECT {columns} FROM nieuw.{table}")  # noqa: S608
    return path
