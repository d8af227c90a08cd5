"""Whatever is changed, swapped, doubled or taken out of a file shows, and the record is named."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_engine.record import canonical, text_hash
from tests.sealed import (
    BESIDE,
    FIRST,
    LAST,
    MIDDLE,
    NULLABLE,
    NUMBERS,
    TABLES,
    Cell,
    Said,
    Shell,
    cells,
    head,
    is_named,
    new_store,
    rows,
)

# --- untouched ---------------------------------------------------------------------------------------------


def test_an_untouched_chain_is_whole_and_gives_number_and_hash_of_the_last_head(
    db: Path, shell: Shell, file: sqlite3.Connection
) -> None:
    text, kept = head(file, LAST)

    said = shell("keten", "--db", db)

    assert said == Said(0, f"Laatste record {LAST}, kop {kept}.\n", "")
    assert kept == text_hash(text)
    assert shell("keten", "--db", db, "--kop", kept).code == 0


def test_a_store_without_records_is_whole(tmp_path: Path, shell: Shell) -> None:
    path = new_store(tmp_path / "leeg.db")

    assert shell("keten", "--db", path) == Said(0, "Er is nog niets vastgesteld.\n", "")
    assert shell("keten", "--db", path, "--kop", "0" * 64).code == 1


def test_the_tables_are_those_that_these_tests_change(file: sqlite3.Connection) -> None:
    found = rows(file, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")

    assert [name for (name,) in found] == sorted([*TABLES, *BESIDE])
    for table, columns in TABLES.items():
        assert [row[1] for row in rows(file, f"PRAGMA table_info({table})")] == list(columns)


# --- one character ----------------------------------------------------------------------------------------


def other(char: str) -> str:
    return "b" if char == "a" else "a"


def test_one_changed_character_in_any_stored_text_breaks_the_chain(
    db: Path, shell: Shell, file: sqlite3.Connection
) -> None:
    tried = set()

    for cell in cells(file):
        text = cell.value
        for place in {0, len(text) // 2, len(text) - 1}:
            with cell.holding(file, text[:place] + other(text[place]) + text[place + 1 :]):
                assert is_named(shell("keten", "--db", db), cell.records), (cell, place)
        tried.add((cell.table, cell.column, cell.records))

    assert len([found for found in tried if found[0] == "kop"]) == len(NUMBERS) * (len(TABLES["kop"]) - 1)
    assert {("deel", "text", (number,)) for number in NUMBERS} < tried
    assert shell("keten", "--db", db).code == 0


def test_the_place_and_the_kind_of_a_change_do_not_matter(
    db: Path, shell: Shell, file: sqlite3.Connection
) -> None:
    texts = [cell for cell in cells(file) if cell.column == "text"]
    longest = max(len(cell.value) for cell in texts)

    @given(
        st.sampled_from(texts),
        st.integers(0, longest - 1),
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from(["other", "gone", "more"]),
    )
    def tamper(cell: Cell, place: int, char: str, kind: str) -> None:
        text = cell.value
        place %= len(text)
        rest = text[place:] if kind == "more" else text[place + 1 :]
        changed = text[:place] + ("" if kind == "gone" else char) + rest
        if changed != text:
            with cell.holding(file, changed):
                assert is_named(shell("keten", "--db", db), cell.records)

    tamper()
    assert shell("keten", "--db", db).code == 0


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("table", ["kop", "deel", "regelset"])
def test_a_byte_that_is_no_text_breaks_the_chain_and_names_the_record(
    db: Path, shell: Shell, file: sqlite3.Connection, table: str, number: int
) -> None:
    text, records = rows(file, f"SELECT text FROM {table}")[0][0], NUMBERS  # noqa: S608
    if table != "regelset":
        text, records = rows(file, f"SELECT text FROM {table} WHERE number = ?", number)[0][0], (number,)  # noqa: S608

    file.execute(
        f"UPDATE {table} SET text = CAST(? AS TEXT) WHERE text = ?",  # noqa: S608
        (b"\xff" + text.encode()[1:], text),
    )

    assert is_named(shell("keten", "--db", db), records)


@pytest.mark.parametrize(
    "value", [None, b"\x00", 1, pytest.param(1.5, marks=pytest.mark.grondig), ""], ids=repr
)
def test_a_value_of_another_kind_breaks_the_chain(
    db: Path, shell: Shell, file: sqlite3.Connection, value: object
) -> None:
    for cell in cells(file):
        is_same = str(value) == cell.value  # a column of text makes text of a number
        if not is_same and (value is not None or cell.column in NULLABLE):
            with cell.holding(file, value):
                assert is_named(shell("keten", "--db", db), cell.records), cell


# --- a head that is something else altogether --------------------------------------------------------------

DEEP = 10_000


def with_field(name: str, value: Any) -> Callable[[str], str]:
    return lambda text: json.dumps({**json.loads(text), name: value}, separators=(",", ":"))


def destroying(parts: Any) -> Callable[[str], str]:
    return lambda text: with_field("vernietigt", parts)(text).replace('"besluit"', '"vernietiging"')


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda _: "", id="nothing"),
        pytest.param(lambda _: "[]", id="a list"),
        pytest.param(lambda _: "null", id="null"),
        pytest.param(lambda _: "[" * DEEP, id="very deep"),
        pytest.param(lambda text: text.replace('"nummer":2', '"nummer":99999999999999999999'), id="large"),
        pytest.param(lambda text: text.replace('"nummer":2', '"nummer":1e999'), id="endless"),
        pytest.param(lambda text: text.replace('"nummer":2', '"nummer":NaN'), id="no number"),
        pytest.param(lambda text: text.replace("ronald-003", "\\ud800"), id="half a character"),
        pytest.param(lambda text: "{" + text[1:].replace(",", ", "), id="spaces"),
        pytest.param(lambda text: text[:-1] + ',"vorm":"1"}', id="a field twice"),
        pytest.param(with_field("delen", 5), id="parts are a number"),
        pytest.param(with_field("delen", [1]), id="a part is a number"),
        pytest.param(with_field("delen", [{"ruimte": ["x"], "hash": "x"}]), id="a room is a list"),
        pytest.param(with_field("regelset", ["x"]), id="rules are a list"),
        pytest.param(destroying(5), id="destroys a number"),
        pytest.param(destroying(["x"]), id="destroys a text"),
        pytest.param(lambda text: destroying([])(text).replace(":2", ':"2"'), id="number is text"),
    ],
)
@pytest.mark.parametrize(
    "is_hashed",
    [
        pytest.param(False, marks=pytest.mark.grondig),
        True,
    ],  # a hash that was kept does not fit what was changed
    ids=["hash kept", "hash made anew"],
)
def test_a_head_that_is_something_else_is_a_break_and_no_fault(
    db: Path, shell: Shell, file: sqlite3.Connection, change: Callable[[str], str], *, is_hashed: bool
) -> None:
    text, kept = head(file, MIDDLE)
    changed = change(text)
    assert changed != text

    file.execute(
        "UPDATE kop SET text = ?, hash = ? WHERE number = ?",
        (changed, text_hash(changed) if is_hashed else kept, MIDDLE),
    )

    assert is_named(shell("keten", "--db", db), (MIDDLE,))
    assert shell("naspelen", "--db", db).code == 1


# --- whole records -----------------------------------------------------------------------------------------


def move(file: sqlite3.Connection, old: int, new: int) -> None:
    for table in ("kop", "deel"):
        file.execute(f"UPDATE {table} SET number = ? WHERE number = ?", (new, old))  # noqa: S608


@pytest.mark.parametrize(("one", "two"), [(FIRST, MIDDLE), (MIDDLE, LAST), (FIRST, LAST)])
def test_two_swapped_records_are_both_named(
    db: Path, shell: Shell, file: sqlite3.Connection, one: int, two: int
) -> None:
    away = 99
    move(file, one, away)
    move(file, two, one)
    move(file, away, two)

    assert is_named(shell("keten", "--db", db), (one, two))


@pytest.mark.parametrize("number", NUMBERS)
def test_a_record_that_is_added_again_at_the_end_is_named(
    db: Path, shell: Shell, file: sqlite3.Connection, number: int
) -> None:
    for table, columns in TABLES.items():
        if table in ("kop", "deel"):
            rest = ", ".join(columns[1:])
            file.execute(
                f"INSERT INTO {table} SELECT {LAST + 1}, {rest} FROM {table} WHERE number = ?",  # noqa: S608
                (number,),
            )

    assert is_named(shell("keten", "--db", db), (LAST + 1,))


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("table", ["kop", "deel"])
def test_a_row_that_stands_twice_is_named(
    db: Path, shell: Shell, file: sqlite3.Connection, table: str, number: int
) -> None:
    file.execute(f"CREATE TABLE dubbel AS SELECT * FROM {table}")  # noqa: S608
    file.execute(f"INSERT INTO dubbel SELECT * FROM {table} WHERE number = ? LIMIT 1", (number,))  # noqa: S608
    file.execute(f"DROP TABLE {table}")
    file.execute(f"ALTER TABLE dubbel RENAME TO {table}")

    assert is_named(shell("keten", "--db", db), (number,))


@pytest.mark.parametrize("number", [FIRST, MIDDLE])
@pytest.mark.parametrize("is_closed", [False, True], ids=["gap left", "gap closed"])
def test_a_record_that_was_taken_out_is_noticed_at_the_next(
    db: Path, shell: Shell, file: sqlite3.Connection, number: int, *, is_closed: bool
) -> None:
    for table in ("kop", "deel"):
        file.execute(f"DELETE FROM {table} WHERE number = ?", (number,))  # noqa: S608
    if is_closed:
        for later in range(number + 1, LAST + 1):
            move(file, later, later - 1)

    assert is_named(shell("keten", "--db", db), (number if is_closed else number + 1,))


def test_a_head_taken_out_while_its_parts_stay_is_noticed_at_the_end_too(
    db: Path, shell: Shell, file: sqlite3.Connection
) -> None:
    file.execute("DELETE FROM kop WHERE number = ?", (LAST,))

    assert is_named(shell("keten", "--db", db), (LAST,))


def test_a_tail_that_was_taken_out_shows_only_by_the_hash_that_was_kept_elsewhere(
    db: Path, shell: Shell, file: sqlite3.Connection
) -> None:
    _, kept = head(file, LAST)
    for table in ("kop", "deel"):
        file.execute(f"DELETE FROM {table} WHERE number = ?", (LAST,))  # noqa: S608

    assert shell("keten", "--db", db).code == 0
    assert is_named(shell("keten", "--db", db, "--kop", kept), (MIDDLE,))


def test_a_last_record_that_was_written_anew_shows_only_by_the_hash_that_was_kept_elsewhere(
    db: Path, shell: Shell, file: sqlite3.Connection
) -> None:
    text, kept = head(file, LAST)
    forged = canonical({**json.loads(text), "beslissers": ["Iemand anders"]})
    file.execute("UPDATE kop SET text = ?, hash = ? WHERE number = ?", (forged, text_hash(forged), LAST))

    assert shell("keten", "--db", db).code == 0
    assert is_named(shell("keten", "--db", db, "--kop", kept), (LAST,))


@pytest.mark.parametrize("number", [FIRST, MIDDLE])
def test_an_earlier_record_that_was_written_anew_is_noticed_at_the_next(
    db: Path, shell: Shell, file: sqlite3.Connection, number: int
) -> None:
    text, _ = head(file, number)
    forged = canonical({**json.loads(text), "beslissers": ["Iemand anders"]})
    file.execute("UPDATE kop SET text = ?, hash = ? WHERE number = ?", (forged, text_hash(forged), number))

    assert is_named(shell("keten", "--db", db), (number + 1,))


# --- parts and rule sets -------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", NUMBERS)
def test_a_part_that_was_taken_out_is_named(
    db: Path, shell: Shell, file: sqlite3.Connection, number: int
) -> None:
    for (room,) in rows(file, "SELECT room FROM deel WHERE number = ?", number):
        row = rows(file, "SELECT * FROM deel WHERE number = ? AND room = ?", number, room)[0]
        file.execute("DELETE FROM deel WHERE number = ? AND room = ?", (number, room))

        said = shell("keten", "--db", db)
        file.execute("INSERT INTO deel VALUES (?, ?, ?, ?)", row)

        assert said.code == 1
        assert said.err == f"Record {number}: Het deel '{room}' ontbreekt.\n"


def test_two_parts_of_one_record_that_were_swapped_are_both_named(
    db: Path, shell: Shell, file: sqlite3.Connection
) -> None:
    file.execute("UPDATE deel SET room = 'x' WHERE number = 1 AND room = 'sem'")
    file.execute("UPDATE deel SET room = 'sem' WHERE number = 1 AND room = 'noor'")
    file.execute("UPDATE deel SET room = 'noor' WHERE number = 1 AND room = 'x'")

    said = shell("keten", "--db", db)

    assert said.code == 1
    assert said.err.splitlines() == [
        "Record 1: De tekst van het deel 'noor' is gewijzigd.",
        "Record 1: De tekst van het deel 'sem' is gewijzigd.",
    ]


def test_the_same_part_of_another_record_does_not_fit(
    db: Path, shell: Shell, file: sqlite3.Connection
) -> None:
    texts = rows(file, "SELECT DISTINCT text FROM deel WHERE room = 'sem'")
    assert len(texts) == 1, "the case was the same; only the salt differs"
    file.execute("DELETE FROM deel WHERE number = ? AND room = 'sem'", (LAST,))
    file.execute("UPDATE deel SET number = ? WHERE number = ? AND room = 'sem'", (LAST, FIRST))

    assert is_named(shell("keten", "--db", db), (FIRST, LAST))


@pytest.mark.parametrize("number", [*NUMBERS, LAST + 1])
def test_a_planted_part_is_named(db: Path, shell: Shell, file: sqlite3.Connection, number: int) -> None:
    file.execute("INSERT INTO deel VALUES (?, 'vreemd', ?, '{}')", (number, "0" * 64))

    said = shell("keten", "--db", db)

    assert said.code == 1
    assert said.err.startswith(f"Record {number}: ")


@pytest.mark.parametrize("hashed", [True, False], ids=["under its own hash", "under another hash"])
def test_a_planted_rule_set_is_noticed(
    db: Path, shell: Shell, file: sqlite3.Connection, *, hashed: bool
) -> None:
    text = '{"gemeente":null,"onderdelen":[],"vorm":"1"}'
    file.execute(
        "INSERT INTO regelset VALUES (?, ?, ?)", (text_hash(text) if hashed else "0" * 64, "0" * 64, text)
    )

    assert shell("keten", "--db", db).code == 1
    assert shell("naspelen", "--db", db).code == 1


def test_a_rule_set_that_was_taken_out_is_named_at_every_record_that_went_by_it(
    db: Path, shell: Shell, file: sqlite3.Connection
) -> None:
    file.execute("DELETE FROM regelset")

    assert is_named(shell("keten", "--db", db), NUMBERS)


def test_a_head_that_was_once_the_last_is_still_there_after_normal_growth(db: Path, shell: Shell) -> None:
    with closing(sqlite3.connect(db)) as connection:
        (kept,) = connection.execute("SELECT hash FROM kop WHERE number = ?", (FIRST,)).fetchone()

    assert shell("keten", "--db", db, "--kop", kept).code == 0


@pytest.mark.parametrize("kept", ["xyz", "0" * 63, "g" * 64, ""])
def test_what_is_no_hash_is_wrong_input(db: Path, shell: Shell, kept: str) -> None:
    assert shell("keten", "--db", db, "--kop", kept).code == 2
