"""What is kept stays as it was: rows are added, all or nothing, in a file that guards itself."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine

from budget_engine.chain import breaks
from budget_engine.errors import StoreError
from budget_engine.record import Link, Record, text_hash
from budget_engine.store.records import append, contents
from budget_engine.store.schema import open_store
from tests.sealed import (
    AT,
    FIRST,
    LAST,
    MIDDLE,
    NUMBERS,
    SLUGS,
    TABLES,
    add,
    all_rows,
    case_file,
    command,
    decided,
    decision_file,
    destroy_sem,
    is_dutch,
    new_store,
    rows,
    rules,
    sealed_store,
    snapshot,
)
from tests.small_world import RONALD

CHANGED_NOT = "vastgestelde tekst wordt niet gewijzigd"
REMOVED_NOT = "vastgestelde tekst wordt niet verwijderd"
ONCE = "dit bestaat al en wordt niet overschreven"


@pytest.fixture
def store(db: Path) -> Iterator[Engine]:
    destroy_sem(db)
    engine = open_store(db)
    yield engine
    engine.dispose()


@pytest.fixture
def visitor(db: Path, store: Engine) -> Iterator[sqlite3.Connection]:
    """Open the file with another program, in which every statement stands at once."""
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        yield connection


# --- append-only, also for another program -----------------------------------------------------------------


@pytest.mark.parametrize(("table", "column"), [(table, name) for table in TABLES for name in TABLES[table]])
def test_no_column_of_any_row_can_be_changed(visitor: sqlite3.Connection, table: str, column: str) -> None:
    before = all_rows(visitor)
    assert before[table]

    for statement in (
        f"UPDATE {table} SET {column} = {column}",  # noqa: S608
        f"UPDATE OR REPLACE {table} SET {column} = 7",  # noqa: S608
        f"UPDATE OR IGNORE {table} SET {column} = 7",  # noqa: S608
    ):
        with pytest.raises(sqlite3.IntegrityError, match=CHANGED_NOT):
            visitor.execute(statement)

    assert all_rows(visitor) == before


@pytest.mark.parametrize("table", TABLES)
def test_no_row_can_be_removed(visitor: sqlite3.Connection, table: str) -> None:
    before = all_rows(visitor)

    with pytest.raises(sqlite3.IntegrityError, match=REMOVED_NOT):
        visitor.execute(f"DELETE FROM {table}")  # noqa: S608

    assert all_rows(visitor) == before


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("words", ["INSERT", "INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE"])
def test_no_row_can_be_written_over(visitor: sqlite3.Connection, table: str, words: str) -> None:
    before = all_rows(visitor)

    for row in before[table]:
        marks = ", ".join("?" * len(row))
        with pytest.raises(sqlite3.IntegrityError, match=ONCE):
            visitor.execute(f"{words} INTO {table} VALUES ({marks})", row)
        with pytest.raises(sqlite3.IntegrityError, match=ONCE):
            visitor.execute(f"{words} INTO {table} VALUES ({marks})", (*row[:-1], "anders"))

    assert all_rows(visitor) == before


@pytest.mark.parametrize("table", TABLES)
def test_the_hidden_number_of_a_row_is_no_way_in_either(visitor: sqlite3.Connection, table: str) -> None:
    before = all_rows(visitor)
    columns = ", ".join(TABLES[table])
    fresh = [999 if name in ("number", "by_record") else f"vreemd {name}" for name in TABLES[table]]
    marks = ", ".join("?" * len(fresh))

    with suppress(sqlite3.Error):
        visitor.execute(
            f"INSERT OR REPLACE INTO {table} (_rowid_, {columns}) VALUES (1, {marks})",  # noqa: S608
            fresh,
        )

    after = all_rows(visitor)
    assert all(row in after[name] for name in TABLES for row in before[name])


def test_the_toolkit_itself_cannot_change_a_row_either(store: Engine) -> None:
    for statement in ("UPDATE kop SET text = ''", "DELETE FROM kop", "DELETE FROM regelset"):
        with store.connect() as connection, pytest.raises(Exception, match="vastgestelde tekst"):
            connection.exec_driver_sql(statement)


def test_only_the_part_that_a_record_names_may_be_taken_out(visitor: sqlite3.Connection) -> None:
    for number, room in rows(visitor, "SELECT number, room FROM deel"):
        with pytest.raises(sqlite3.IntegrityError, match=REMOVED_NOT):
            visitor.execute("DELETE FROM deel WHERE number = ? AND room = ?", (number, room))

    assert (FIRST, "sem") not in rows(visitor, "SELECT number, room FROM deel")


# --- how the file is opened --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("secure_delete", 1),
    ],
)
def test_every_connection_keeps_what_it_wrote(store: Engine, pragma: str, value: object) -> None:
    with store.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_a_store_with_a_question_mark_in_its_name_is_that_very_file(tmp_path: Path) -> None:
    path = new_store(tmp_path / "wat nu?vraag=1#%20.db")

    record = add(path)

    assert sorted(file.name for file in tmp_path.iterdir()) == [path.name]
    engine = open_store(path)
    assert contents(engine).records[-1].record == record
    engine.dispose()


def test_a_file_that_is_only_read_can_be_checked_while_another_holds_the_right_to_write(db: Path) -> None:
    with closing(sqlite3.connect(db, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        read = subprocess.run(
            [
                sys.executable,
                "-c",
                f"from budget_engine.cli import main; main(['keten', '--db', {str(db)!r}])",
            ],
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
        )

    assert read.stdout.startswith(f"Laatste record {LAST}, ")


# --- what is kept --------------------------------------------------------------------------------------------


def test_what_is_kept_reads_back_as_it_was_sealed(db: Path) -> None:
    engine = open_store(db)
    stored = contents(engine)
    engine.dispose()

    assert [kept.record.number for kept in stored.records] == list(NUMBERS)
    for slug, kept in zip(SLUGS, stored.records, strict=True):
        case = decided(slug).case
        assert kept.hash == kept.record.hash == text_hash(kept.record.text)
        assert kept.columns == {name: kept.head[name] for name in kept.columns}
        assert (kept.head["zaak"], kept.head["gemeente"]) == (case.id, case.municipality)
        assert {part["hash"] for part in kept.head["delen"]} == {part.hash for part in kept.record.parts}


def test_a_rule_set_is_kept_once_however_many_decisions_go_by_it(db: Path) -> None:
    engine = open_store(db)
    stored = contents(engine)
    engine.dispose()

    assert stored.rule_sets == {rules().hash: (rules().text, rules().meaning_hash)}
    assert {kept.head["regelset"] for kept in stored.records} == {rules().hash}


def test_the_same_decision_sealed_again_is_a_record_of_its_own(db: Path) -> None:
    engine = open_store(db)
    stored = contents(engine)
    engine.dispose()
    first, last = (stored.records[number - 1] for number in (FIRST, LAST))

    assert [part.text for part in first.record.parts] == [part.text for part in last.record.parts]
    assert {part.salt for part in first.record.parts}.isdisjoint(part.salt for part in last.record.parts)
    assert last.head["vorige"] == stored.records[MIDDLE - 1].hash
    assert not breaks(stored)


# --- all or nothing ------------------------------------------------------------------------------------------


class Interrupted(Exception):
    """Something outside the store stops the work."""


def test_a_seal_that_is_interrupted_leaves_nothing(db: Path) -> None:
    before = snapshot(db)
    engine = open_store(db)

    def interrupted(link: Link) -> Record:
        decided(RONALD).record(link)
        raise Interrupted

    with pytest.raises(Interrupted):
        append(engine, interrupted, AT, rules())
    engine.dispose()

    assert snapshot(db) == before


def test_a_record_of_which_one_part_cannot_be_kept_leaves_nothing(db: Path) -> None:
    before = snapshot(db)
    engine = open_store(db)

    def doubled(link: Link) -> Record:
        record = decided(RONALD).record(link)
        return Record(record.number, record.text, (*record.parts, record.parts[0]))

    with pytest.raises(StoreError):
        append(engine, doubled, AT, rules())
    engine.dispose()

    assert snapshot(db) == before


def test_a_refused_seal_leaves_the_file_byte_for_byte_as_it_was(
    db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = db.read_bytes()
    refused = tmp_path / "besluit.yaml"
    refused.write_text(decision_file(RONALD).read_text().replace("zaak: ronald-003", "zaak: gezin-001"))

    said = command(capsys, "besluit", case_file(RONALD), "--besluit", refused, "--db", db)

    assert said.code == 1
    assert said.err == "Niet vastgesteld:\n  Dit besluit hoort bij zaak 'gezin-001', niet bij 'ronald-003'.\n"
    assert db.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["besluit.yaml", db.name]


def test_a_refused_seal_makes_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    refused = tmp_path / "besluit.yaml"
    refused.write_text(
        decision_file(RONALD).read_text().replace("mandaat: toegang-kwaliteit", "mandaat: geen")
    )
    path = tmp_path / "nieuw.db"

    said = command(capsys, "besluit", case_file(RONALD), "--besluit", refused, "--db", path)

    assert said.code == 1
    assert not path.exists()


# --- two at once -----------------------------------------------------------------------------------------------

WRITERS = 2
SEAL = """
import sys
from budget_engine.cli import main
sys.stdin.readline()
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    "is_new",
    [True, pytest.param(False, marks=pytest.mark.grondig)],
    ids=["a new file", "a file that is there"],
)
def test_writers_in_several_processes_all_get_their_record_and_the_chain_is_whole(
    tmp_path: Path, *, is_new: bool
) -> None:
    path = tmp_path / "samen.db" if is_new else sealed_store(tmp_path)
    call = ["besluit", case_file(RONALD), "--besluit", decision_file(RONALD), "--db", path]

    writers = [
        subprocess.Popen(
            [sys.executable, "-c", SEAL, *map(str, call)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(WRITERS)
    ]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("nu\n")
        writer.stdin.flush()
    answers = [(writer.communicate(timeout=120), writer.returncode) for writer in writers]

    assert [code for _, code in answers] == [0] * WRITERS, answers
    start = 1 if is_new else LAST + 1
    said = sorted(out.split(",")[0] for (out, _), _ in answers)
    assert said == [f"Vastgesteld als record {number}" for number in range(start, start + WRITERS)]
    engine = open_store(path)
    assert not breaks(contents(engine))
    engine.dispose()


# --- files that are no store ---------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["text", "empty", "folder", "missing", "no folder", "another database"])
@pytest.mark.parametrize("name", ["keten", "naspelen", "besluit"])
def test_a_file_that_is_no_store_is_wrong_input_said_in_dutch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, what: str
) -> None:
    path = tmp_path / "iets.db"
    match what:
        case "text":
            path.write_text("Dit is geen database.\n" * 100)
        case "empty":
            path.touch()
        case "folder":
            path.mkdir()
        case "no folder":
            path = tmp_path / "nergens" / "iets.db"
        case "another database":
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("CREATE TABLE kop (iets)")
    before = path.read_bytes() if path.is_file() else None
    rest = [case_file(RONALD), "--besluit", decision_file(RONALD)] if name == "besluit" else []

    said = command(capsys, name, *rest, "--db", path)

    if name == "besluit" and what in ("empty", "missing"):
        assert said.code == 0  # there is room for a first record
        return
    assert (said.code, said.out) == (2, "")
    assert is_dutch(said.err), said.err
    assert path.name in said.err
    assert before is None or path.read_bytes() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="an administrator may write to any file")
def test_a_file_that_may_only_be_read_is_checked_and_is_not_sealed_into(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db.chmod(0o444)
    db.parent.chmod(0o555)

    said = command(capsys, "keten", "--db", db)
    refused = command(capsys, "besluit", case_file(RONALD), "--besluit", decision_file(RONALD), "--db", db)

    db.parent.chmod(0o755)
    assert said.code == 0, said.err
    assert refused.code == 2
    assert is_dutch(refused.err), refused.err
