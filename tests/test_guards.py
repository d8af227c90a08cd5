"""The triggers that guard a file: who takes one out is found, and it is put back."""

import sqlite3
from contextlib import closing
from pathlib import Path

from budget_engine.recordkeeping import chain_of
from budget_engine.store.schema import lay_out, open_store
from tests.sealed import TABLES, rows


def test_triggers_that_were_taken_out_are_put_back_at_the_next_seal(db: Path) -> None:
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        names = rows(connection, "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY 1")
        for (name,) in names:
            connection.execute(f"DROP TRIGGER {name}")
        engine = open_store(db)
        lay_out(engine)
        engine.dispose()

        found = rows(connection, "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY 1")

    assert found == names
    assert {(f"{table}_{end}",) for table in TABLES for end in ("eenmalig", "vast", "blijft")} < {*found}


def test_a_trigger_that_is_gone_or_says_something_else_is_named_until_it_is_put_back(db: Path) -> None:
    harmless = "CREATE TRIGGER deel_vast BEFORE UPDATE ON deel WHEN 0 BEGIN SELECT 1; END"
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER kop_vast")
        connection.execute("DROP TRIGGER deel_vast")
        connection.execute(harmless)

    named = [item.text for item in chain_of(db)[1]]
    engine = open_store(db)
    put_back = lay_out(engine)
    engine.dispose()

    assert named == [
        f"De bewaking '{name}' is uit het bestand gehaald of veranderd." for name in ("deel_vast", "kop_vast")
    ]
    assert {*put_back} == {"deel_vast", "kop_vast"}
    assert chain_of(db)[1] == []
