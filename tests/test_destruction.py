"""A part may be taken out for good where a later record names it, and nothing else may."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from budget_engine.authority import KEEPER, Actor
from budget_engine.chain import breaks
from budget_engine.errors import SealRefused
from budget_engine.record import Link, Record, canonical, seal_destruction, text_hash
from budget_engine.store.records import append, contents, destroy
from budget_engine.store.schema import open_store
from tests.sealed import (
    ARCHIVIST,
    FIRST,
    LAST,
    LATER,
    MIDDLE,
    Said,
    Shell,
    add,
    attack,
    cells,
    destroy_sem,
    head,
    is_named,
    new_store,
    rows,
    rules,
    snapshot,
)
from tests.small_world import VAN_WETERING


@pytest.fixture
def destroyed(db: Path) -> Path:
    destroy_sem(db)
    return db


# --- what the chain accepts ------------------------------------------------------------------------------


def is_whole(path: Path) -> bool:
    engine = open_store(path)
    try:
        return not breaks(contents(engine))
    finally:
        engine.dispose()


def take_out(path: Path, number: int, room: str) -> None:
    with attack(path) as connection:
        assert connection.execute("DELETE FROM deel WHERE number = ? AND room = ?", (number, room)).rowcount


def seal_paper(path: Path, *named: tuple[int, str]) -> None:
    """Seal a record that names parts as destroyed, whatever it names."""

    def make(link: Link) -> Record:
        proper = json.loads(seal_destruction(0, ["x"], "bewaartermijn voorbij", "D. Smit", link).text)
        proper["vernietigt"] = [{"nummer": number, "ruimte": room} for number, room in named]
        return Record(link.number, canonical(proper), ())

    engine = open_store(path)
    append(engine, make, LATER)
    engine.dispose()


@pytest.mark.parametrize("number", [FIRST, LAST])
def test_a_part_that_was_destroyed_as_sealed_leaves_the_chain_whole(
    db: Path, shell: Shell, number: int
) -> None:
    engine = open_store(db)
    record = destroy(engine, number, ["noor", "sem"], "bewaartermijn voorbij", ARCHIVIST, rules(), LATER)
    engine.dispose()

    said = shell("keten", "--db", db)

    assert said == Said(0, f"Laatste record {LAST + 1}, kop {record.hash}.\n", "")
    with closing(sqlite3.connect(db)) as connection:
        left = {room for (room,) in rows(connection, "SELECT room FROM deel WHERE number = ?", number)}
    assert "noor" not in left
    assert "gedeeld" in left


def test_a_missing_part_is_accepted_where_a_later_record_names_it(db: Path) -> None:
    seal_paper(db, (MIDDLE, "ronald"))

    with attack(db) as connection:
        assert (
            connection.execute(
                "SELECT * FROM deel WHERE number = ? AND room = 'ronald'", (MIDDLE,)
            ).fetchall()
            == []
        )
    assert is_whole(db)


def test_a_part_that_is_said_to_be_destroyed_and_still_lies_there_is_named(db: Path, shell: Shell) -> None:
    with attack(db) as connection:
        kept = connection.execute(
            "SELECT * FROM deel WHERE number = ? AND room = 'ronald'", (MIDDLE,)
        ).fetchone()
    seal_paper(db, (MIDDLE, "ronald"))
    with attack(db) as connection:
        connection.execute("INSERT INTO deel VALUES (?, ?, ?, ?)", kept)

    said = shell("keten", "--db", db)

    assert is_named(said, (MIDDLE,))
    assert "het ligt er nog" in said.out + said.err


@pytest.mark.parametrize(
    "named",
    [
        pytest.param((FIRST, "sem"), id="another part of another record"),
        pytest.param((MIDDLE, "ellen"), id="another part of this record"),
        pytest.param((FIRST, "gedeeld"), id="a part of that name of another record"),
        pytest.param((MIDDLE, "gedeel"), id="a name that looks like it"),
    ],
)
def test_a_missing_part_is_not_excused_by_the_destruction_of(
    db: Path, shell: Shell, named: tuple[int, str]
) -> None:
    seal_paper(db, named)
    take_out(db, MIDDLE, "gedeeld")

    assert is_named(shell("keten", "--db", db), (MIDDLE,))


def test_a_missing_part_is_not_excused_by_an_earlier_record(tmp_path: Path, shell: Shell) -> None:
    path = new_store(tmp_path / "eerder.db")
    add(path)
    seal_paper(path, (FIRST + 2, "ronald"))
    add(path)
    take_out(path, FIRST + 2, "ronald")

    said = shell("keten", "--db", path)

    assert said.code == 1
    assert f"Record {FIRST + 2}: Het deel 'ronald' ontbreekt." in said.err


def test_a_missing_part_is_not_excused_by_a_decision_that_says_so(
    db: Path, shell: Shell, file: sqlite3.Connection
) -> None:
    text, _ = head(file, LAST)
    named = [{"nummer": FIRST, "ruimte": "sem"}]
    forged = canonical({**json.loads(text), "vernietigt": named})
    file.execute("UPDATE kop SET text = ?, hash = ? WHERE number = ?", (forged, text_hash(forged), LAST))
    take_out(db, FIRST, "sem")

    assert is_named(shell("keten", "--db", db), (FIRST,))


def test_a_missing_part_is_not_excused_by_a_permit_that_no_record_names(
    db: Path, shell: Shell, file: sqlite3.Connection
) -> None:
    file.execute("INSERT INTO vernietigd VALUES (?, 'sem', ?)", (FIRST, LAST))
    file.execute("DELETE FROM deel WHERE number = ? AND room = 'sem'", (FIRST,))

    assert is_named(shell("keten", "--db", db), (FIRST, LAST))


def test_a_record_of_destruction_is_guarded_as_any_other(db: Path, shell: Shell) -> None:
    destroy_sem(db)
    last = LAST + 1

    with attack(db) as file:
        own = [cell for cell in cells(file) if cell.records == (last,)]
        for cell in own:
            value = cell.value
            changed = "x" if value is None else value + 1 if isinstance(value, int) else value[:-1] + "x"
            with cell.holding(file, changed):
                said = shell("keten", "--db", db)
                assert said.code == 1, cell
                assert "Record " in said.err

        file.execute("DELETE FROM vernietigd")
        assert is_named(shell("keten", "--db", db), (last,))
    assert {cell.table for cell in own} == {"kop", "vernietigd"}


# --- destroying ------------------------------------------------------------------------------------------


def test_only_who_keeps_the_archive_may_destroy(db: Path) -> None:
    before = snapshot(db)
    engine = open_store(db)

    with pytest.raises(SealRefused, match=f"is geen {KEEPER}"):
        destroy(
            engine, FIRST, ["sem"], "zomaar", Actor(name="M. Aydin", function="consulent"), rules(), LATER
        )
    engine.dispose()

    assert snapshot(db) == before


@pytest.mark.parametrize(
    ("number", "rooms", "reason"),
    [
        (FIRST, ["tuin"], "geen deel 'tuin'"),
        (MIDDLE, ["sem"], "geen deel 'sem'"),
        (LAST + 1, ["sem"], f"Record {LAST + 1} heeft geen deel"),
        (FIRST, [], "delen van een eerder record"),
        (FIRST, ["sem", "tuin"], "geen deel 'tuin'"),
    ],
)
def test_what_is_not_there_cannot_be_destroyed(db: Path, number: int, rooms: list[str], reason: str) -> None:
    before = snapshot(db)
    engine = open_store(db)

    with pytest.raises(SealRefused, match=reason):
        destroy(engine, number, rooms, "bewaartermijn voorbij", ARCHIVIST, rules(), LATER)
    engine.dispose()

    assert snapshot(db) == before


def test_a_part_is_destroyed_only_once(destroyed: Path) -> None:
    before = snapshot(destroyed)
    engine = open_store(destroyed)

    with pytest.raises(SealRefused, match="geen deel 'sem'"):
        destroy(engine, FIRST, ["sem"], "nog eens", ARCHIVIST, rules(), LATER)
    engine.dispose()

    assert snapshot(destroyed) == before


def test_nothing_of_a_destroyed_part_stays_in_any_file(tmp_path: Path) -> None:
    path = new_store(tmp_path / "weg.db")
    record = add(path, VAN_WETERING)
    gone = next(part for part in record.parts if part.room == "sem")
    engine = open_store(path)

    destroy(engine, FIRST, ["sem"], "bewaartermijn voorbij", ARCHIVIST, rules(), LATER)

    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    engine.dispose()
    assert record.parts[0].salt.encode() in left
    for trace in (gone.salt, gone.text[:200], gone.text[-200:]):
        assert trace.encode() not in left


def test_the_other_parts_stand_after_destruction(destroyed: Path) -> None:
    engine = open_store(destroyed)
    kept = contents(engine).records[FIRST - 1]
    engine.dispose()

    named = {part["ruimte"] for part in kept.head["delen"]}
    assert {part.room for part in kept.record.parts} == named - {"sem"}
