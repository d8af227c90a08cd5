"""A file of an older layout becomes as a new one, and not a letter of what was sealed in it changes."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest
from alembic.operations import Operations
from sqlalchemy import Engine

from budget_engine.errors import StoreError
from budget_engine.store import drafts, events
from budget_engine.store.migrations import to_0005
from budget_engine.store.records import contents
from budget_engine.store.schema import VERSION, lay_out, open_store
from tests.conftest import ROOT
from tests.old_layouts import BEFORE_EVENTS, BEFORE_GUARDS, BEFORE_TEAMS, COLUMNS, OLDER, OLDEST, old_file
from tests.sealed import (
    AT,
    LAST,
    MIDDLE,
    Shell,
    attack,
    case_file,
    decision_file,
    is_dutch,
    is_named,
    new_store,
    rows,
)
from tests.small_world import RONALD


@pytest.fixture(params=OLDER)
def old(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Make a file of an older layout that holds decisions, and one part of them destroyed."""
    return old_file(tmp_path, request.param)


def brought_up_to_date(path: Path) -> Engine:
    engine = open_store(path)
    lay_out(engine)
    return engine


def sealed_in(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Give all that was sealed, each value as the bytes in which it lies."""
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = bytes
        return {
            table: rows(connection, f"SELECT {columns} FROM {table} ORDER BY 1, 2")  # noqa: S608
            for table, columns in COLUMNS.items()
        }


def layout(path: Path) -> dict[str, object]:
    """Describe every table, column, index and trigger of a file, however they were made."""
    with closing(sqlite3.connect(path)) as connection:
        made = rows(connection, "SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        found: dict[str, object] = {
            name: (
                rows(connection, "SELECT wr, strict FROM pragma_table_list WHERE name = ?", name),
                rows(connection, "SELECT * FROM pragma_table_xinfo(?)", name),
                rows(connection, INDEXES, name),
                "AUTOINCREMENT" in sql,
            )
            for name, sql in made
        }
        triggers = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY 1"
        return {**found, "triggers": rows(connection, triggers)}


INDEXES = """
SELECT l.name, i.seqno, l."unique", l.origin, l.partial, i.name AS field, i."desc", i.key
FROM pragma_index_list(?) l, pragma_index_xinfo(l.name) i ORDER BY l.name, i.seqno
"""


def everything_in(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [*connection.iterdump(), *map(str, rows(connection, "SELECT * FROM sqlite_master"))]


# --- from old to new -----------------------------------------------------------------------------------------


def test_an_old_file_becomes_as_a_new_one(old: Path, tmp_path: Path) -> None:
    before = layout(old)

    brought_up_to_date(old).dispose()

    assert layout(old) == layout(new_store(tmp_path / "vers.db")) != before


def test_not_a_letter_of_what_was_sealed_changes(old: Path) -> None:
    before = sealed_in(old)

    brought_up_to_date(old).dispose()

    assert sealed_in(old) == before
    assert all(before.values())


def test_the_chain_is_whole_and_every_decision_replays_the_same(old: Path, shell: Shell) -> None:
    last = shell("keten", "--db", old)

    brought_up_to_date(old).dispose()

    assert shell("keten", "--db", old) == last
    replayed = shell("naspelen", "--db", old)
    assert replayed.code == 0, replayed.err
    assert replayed.out == shell("naspelen", "--db", old.parent / "nieuw" / "besluiten.db").out
    for number in (MIDDLE, LAST):
        assert f"Record {number}: gelijk" in replayed.out


def test_the_new_column_repeats_the_sealed_text(old: Path, db: Path) -> None:
    engine = brought_up_to_date(old)
    kept = contents(engine).records
    engine.dispose()

    assert [item.columns["betekenis"] for item in kept] == [item.head["betekenis"] for item in kept]
    assert all(item.columns["betekenis"] for item in kept)


def test_what_was_brought_up_to_date_is_guarded_and_can_be_worked_in(old: Path, shell: Shell) -> None:
    engine = brought_up_to_date(old)
    number = drafts.open_draft(engine, "z-1", [("gemeente", "voorbeeldgemeente")], "Anna", AT)
    assert drafts.read_entries(engine, number).text("gemeente") == "voorbeeldgemeente"
    engine.dispose()

    with closing(sqlite3.connect(old, isolation_level=None)) as visitor:
        for statement in ("UPDATE kop SET meaning = '9'", "UPDATE invoer SET given = ''", "DELETE FROM kop"):
            with pytest.raises(sqlite3.IntegrityError):
                visitor.execute(statement)
    sealed = shell("besluit", case_file(RONALD), "--besluit", decision_file(RONALD), "--db", old)
    assert sealed.out.startswith(f"Vastgesteld als record {LAST + 2}, ")
    assert shell("keten", "--db", old).code == 0


def test_sealing_into_an_old_file_brings_it_up_to_date_by_itself(
    old: Path, tmp_path: Path, shell: Shell
) -> None:
    sealed = shell("besluit", case_file(RONALD), "--besluit", decision_file(RONALD), "--db", old)

    assert sealed.code == 0, sealed.err
    assert layout(old) == layout(new_store(tmp_path / "vers.db"))


def test_bringing_it_up_to_date_again_changes_nothing(old: Path) -> None:
    brought_up_to_date(old).dispose()
    once = everything_in(old)

    brought_up_to_date(old).dispose()

    assert everything_in(old) == once


def _brought_up_to_date(path: Path) -> None:
    brought_up_to_date(path).dispose()


@pytest.mark.parametrize("old", [OLDEST], indirect=True)
def test_processes_that_open_it_at_once_all_get_a_file_that_is_up_to_date(old: Path, tmp_path: Path) -> None:
    with get_context("spawn").Pool(4) as pool:
        pool.map(_brought_up_to_date, [old] * 4)

    assert layout(old) == layout(new_store(tmp_path / "vers.db"))


@pytest.mark.parametrize("spoilt", ["", "geen json", '{"betekenis":7}', "[]"])
def test_a_head_that_was_spoilt_does_not_stop_it_and_is_still_named(
    old: Path, shell: Shell, spoilt: str
) -> None:
    with attack(old) as connection:
        connection.execute("UPDATE kop SET text = ? WHERE number = ?", (spoilt, MIDDLE))
    before = sealed_in(old)

    brought_up_to_date(old).dispose()

    assert sealed_in(old) == before
    assert is_named(shell("keten", "--db", old), (MIDDLE,))


def test_a_dossier_from_before_teams_keeps_every_word_and_is_of_no_team(tmp_path: Path) -> None:
    path = old_file(tmp_path, BEFORE_TEAMS)
    with closing(sqlite3.connect(path, isolation_level=None)) as visitor:
        visitor.execute("INSERT INTO concept VALUES (7, 'z-1', 'Anna', ?)", (AT,))
        visitor.execute("INSERT INTO invoer VALUES (9, 7, 'gemeente', '\"x\"', '[]', 'Anna', ?)", (AT,))
        visitor.execute("INSERT INTO medewerker VALUES (1, 'Anna')")

    engine = brought_up_to_date(path)

    assert drafts.read_entries(engine, 7).text("gemeente") == "x"
    assert drafts.worker_named(engine, 1) == "Anna"
    assert drafts.team_of(engine, 7) == ""
    engine.dispose()


def test_of_what_was_sealed_before_nobody_is_said_to_have_sealed_it(tmp_path: Path) -> None:
    path = old_file(tmp_path, BEFORE_EVENTS)
    with closing(sqlite3.connect(path, isolation_level=None)) as visitor:
        visitor.execute("INSERT INTO vastgesteld VALUES (7, 9, 2)")

    engine = brought_up_to_date(path)

    assert (events.draft_of(engine, MIDDLE), events.sealed_by(engine, MIDDLE)) == (7, None)
    assert events.events_of(engine, [MIDDLE]) == {}
    engine.dispose()


def test_a_guard_that_came_later_is_not_said_to_have_been_taken_out(tmp_path: Path) -> None:
    engine = open_store(old_file(tmp_path, BEFORE_GUARDS))

    assert lay_out(engine) == ()
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER vastgesteld_blijft")
    assert lay_out(engine) == ("vastgesteld_blijft",)
    engine.dispose()


# --- only read -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["keten"], ["naspelen"], ["naspelen", str(LAST)]], ids=" ".join)
def test_an_old_file_is_checked_and_replayed_without_a_byte_of_it_changing(
    old: Path, shell: Shell, command: list[str]
) -> None:
    before = old.read_bytes()

    name, *rest = command
    said = shell(name, "--db", old, *rest)

    assert said.code == 0, said.err
    assert old.read_bytes() == before
    assert sorted(file.name for file in old.parent.iterdir()) == ["nieuw", old.name]


ASKED = """
import sys
from pathlib import Path
from budget_engine.desk import Desk
Desk(Path(sys.argv[1]), Path("rules")).close()
print("alembic" in sys.modules)
"""


def _knows_alembic(path: Path) -> str:
    asked = [sys.executable, "-c", ASKED, str(path)]
    return subprocess.run(asked, capture_output=True, text=True, check=True, cwd=ROOT).stdout.strip()


@pytest.mark.parametrize("old", [OLDEST], indirect=True)
def test_alembic_is_imported_for_an_old_file_alone(old: Path, tmp_path: Path) -> None:
    assert _knows_alembic(tmp_path / "nog-niet-daar.db") == "False"
    assert _knows_alembic(old) == "True"
    assert _knows_alembic(old) == "False"


# --- what is not brought up to date ----------------------------------------------------------------------------


def test_a_step_that_fails_leaves_the_file_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything_in(old)
    whole = to_0005.upgrade

    def failing(op: Operations) -> None:
        whole(op)
        op.execute("INSERT INTO nergens VALUES (1)")

    monkeypatch.setattr(to_0005, "upgrade", failing)
    with pytest.raises(StoreError):
        brought_up_to_date(old)
    monkeypatch.undo()

    assert everything_in(old) == before
    brought_up_to_date(old).dispose()
    assert everything_in(old) != before


def versioned(path: Path, version: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))


@pytest.fixture
def refused(tmp_path: Path) -> Iterator[Path]:
    """Give a file that may not be touched, and hold that it was not."""
    path = new_store(tmp_path / "iets.db")
    yield path
    with closing(sqlite3.connect(path)) as connection:
        assert rows(connection, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize(
    ("version", "words"),
    [("0006", "nieuwere versie"), ("0010", "nieuwere versie"), ("0000", "niet bekend"), ("", "niet bekend")],
)
def test_a_file_of_another_version_is_refused_in_dutch(
    refused: Path, shell: Shell, version: str, words: str
) -> None:
    versioned(refused, version)
    before = everything_in(refused)

    said = shell("besluit", case_file(RONALD), "--besluit", decision_file(RONALD), "--db", refused)

    assert (said.code, said.out) == (2, "")
    assert refused.name in said.err
    assert words in said.err
    assert is_dutch(said.err)
    assert everything_in(refused) == before


@pytest.mark.parametrize("command", ["keten", "naspelen"])
def test_a_file_of_a_newer_version_is_not_judged_by_what_this_one_can_see(
    refused: Path, shell: Shell, command: str
) -> None:
    versioned(refused, "0006")

    said = shell(command, "--db", refused)

    assert (said.code, said.out) == (2, "")
    assert "nieuwere versie" in said.err


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE kop",
        "DROP TABLE invoer",
        "DROP TABLE inzage",
        "DROP TABLE gebeurtenis",
        "DROP TABLE alembic_version",
        "DELETE FROM alembic_version",
    ],
)
def test_a_file_that_is_not_whole_is_refused_in_dutch(refused: Path, statement: str) -> None:
    with attack(refused) as connection:
        connection.execute(statement)
    before = everything_in(refused)

    with pytest.raises(StoreError) as said:
        brought_up_to_date(refused)

    assert is_dutch(str(said.value))
    assert everything_in(refused) == before


@pytest.mark.parametrize(
    "tables", [["klanten"], ["alembic_version", "klanten"], ["kop", "deel"], [*COLUMNS, "klanten"]]
)
def test_a_file_of_another_program_is_refused_in_dutch_and_left_alone(
    tmp_path: Path, tables: list[str]
) -> None:
    path = tmp_path / "klanten.db"
    with closing(sqlite3.connect(path)) as connection:
        for table in tables:
            connection.execute(f"CREATE TABLE {table} (iets)")
    before = path.read_bytes()

    with pytest.raises(StoreError, match=r"klanten\.db: dit is een database van iets anders\."):
        brought_up_to_date(path)

    assert path.read_bytes() == before


def test_the_newest_step_ends_at_the_version_of_a_new_file() -> None:
    from budget_engine.store.migrating import STEPS

    assert [before for before, _ in STEPS] == [OLDEST, *(after for _, after in STEPS[:-1])]
    assert STEPS[-1][1] == VERSION
