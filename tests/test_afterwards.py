"""What happens after sealing is added and never changed, in a chain of its own that shows what was done to it."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from budget_engine.afterwards import (
    Agreed,
    Channel,
    Evaluation,
    Event,
    GoalNow,
    Happening,
    OnePart,
    Release,
    Sending,
    evaluations,
    objection_until,
    parts_in,
    read_happening,
    released,
    sent,
    text_of,
)
from budget_engine.case import Direction
from budget_engine.deadlines import Unit, is_ordinary, last_day
from budget_engine.errors import StoreError
from budget_engine.sign_in import by_own_word
from budget_engine.store.events import append_event, draft_of, events_of
from budget_engine.store.schema import open_store
from tests.pages import codes, table
from tests.sealed import FIRST, LAST, MIDDLE, Shell, attack, decided, destroy_sem, is_dutch, rows, rules
from tests.small_world import RONALD, VAN_WETERING

AT = "2026-11-25T10:00:00+01:00"
WHO = by_own_word("S. de Wit")
SEM = OnePart(law="jeugdwet", person="sem")
ERIK = OnePart(law="wmo", person="erik")
SENT = Sending(part=SEM, day=date(2026, 11, 25), channel=Channel.POST)
LOOKED_BACK = Evaluation(
    part=SEM,
    day=date(2026, 11, 25),
    present=("Sem", "Anouk"),
    goals=(
        GoalNow(own_words="Weer naar school", direction=Direction.BETTER, said_by="Sem", reasons="Elke dag."),
    ),
    agreed=Agreed.CHANGE,
    agreement="Een uur minder.",
)
LET_GO = Release(document="besluit-jeugdwet-sem", reasons="De termijn loopt vandaag af.")
TABLES = {
    "gebeurtenis": ("number", "hash", "text", "record"),
    "gebeurtenis_inhoud": ("number", "record", "room", "salt", "text"),
}


def happened(engine: Engine, what: Happening, record: int = FIRST) -> Event:
    return append_event(engine, record, what, WHO, AT, lambda _: None)


@pytest.fixture
def store(db: Path) -> Iterator[Engine]:
    engine = open_store(db)
    for record, what in ((FIRST, SENT), (FIRST, LOOKED_BACK), (MIDDLE, LET_GO), (FIRST, LET_GO)):
        happened(engine, what, record)
    yield engine
    engine.dispose()


def everything(path: Path) -> list[list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return [rows(connection, f"SELECT * FROM {table}") for table in TABLES]  # noqa: S608


# --- what is kept ------------------------------------------------------------------------------------------


def test_an_event_names_its_record_by_number_and_by_hash_and_who_wrote_it_down(
    store: Engine, db: Path
) -> None:
    first, second, let_go = events_of(store, [FIRST])[FIRST]

    with closing(sqlite3.connect(db)) as connection:
        ((kept,),) = rows(connection, "SELECT hash FROM kop WHERE number = ?", FIRST)
    assert (first.head["record"], first.head["kop"], first.head["ruimte"]) == (FIRST, kept, "sem/jeugdwet")
    assert (first.by, first.at, first.head["dag"]) == (WHO.name, AT, "2026-11-25")
    assert [event.what for event in (first, second, let_go)] == [SENT, LOOKED_BACK, LET_GO]
    assert let_go.head["ruimte"] == "gedeeld"
    assert let_go.number == 4


@pytest.mark.parametrize("what", [SENT, LOOKED_BACK, LET_GO], ids=lambda what: what.kind)
def test_what_happened_reads_back_as_it_was_written(what: Happening) -> None:
    assert read_happening(text_of(what)) == what


@pytest.mark.parametrize("text", [None, "", "7", "{}", "[]", '{"soort":"verzonden"}', '{"soort":[]}'])
def test_what_is_no_event_reads_as_none(text: str | None) -> None:
    assert read_happening(text) is None


@pytest.mark.parametrize(("table", "column"), [(table, name) for table in TABLES for name in TABLES[table]])
def test_no_column_of_an_event_can_be_changed(store: Engine, db: Path, table: str, column: str) -> None:
    before = everything(db)

    with closing(sqlite3.connect(db, isolation_level=None)) as visitor:
        for words in ("UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE"):
            with pytest.raises(sqlite3.IntegrityError, match="niet gewijzigd"):
                visitor.execute(f"{words} {table} SET {column} = 7")

    assert everything(db) == before


@pytest.mark.parametrize("table", TABLES)
def test_no_event_can_be_removed_or_written_over(store: Engine, db: Path, table: str) -> None:
    before = everything(db)

    with closing(sqlite3.connect(db, isolation_level=None)) as visitor:
        with pytest.raises(sqlite3.IntegrityError, match="niet verwijderd"):
            visitor.execute(f"DELETE FROM {table}")  # noqa: S608
        row = rows(visitor, f"SELECT * FROM {table}")[0]  # noqa: S608
        marks = ", ".join("?" * len(row))
        for words in ("INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE"):
            with pytest.raises(sqlite3.IntegrityError, match="niet overschreven"):
                visitor.execute(f"{words} INTO {table} VALUES ({marks})", (*row[:-1], "anders"))

    assert everything(db) == before


def test_the_page_about_the_chain_names_every_field_of_an_event(store: Engine) -> None:
    head = events_of(store, [FIRST])[FIRST][0].head

    assert codes(table("keten", "in een gebeurtenis")) == list(_in_order(head))


def _in_order(head: Mapping[str, object]) -> list[str]:
    order = ["vorm", "nummer", "vorige", "soort", "record", "kop", "ruimte", "dag", "tijd", "door", "inhoud"]
    assert sorted(order) == sorted(head)
    return order


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("UPDATE vastgesteld SET record = 7", "niet gewijzigd"),
        ("UPDATE vastgesteld SET entry = 7", "niet gewijzigd"),
        ("DELETE FROM vastgesteld", "niet verwijderd"),
        ("INSERT INTO vastgesteld VALUES (999, 1, 1, NULL)", "niet overschreven"),
        ("INSERT OR REPLACE INTO vastgesteld VALUES (3, 9, 7, NULL)", "niet overschreven"),
        ("REPLACE INTO vastgesteld SELECT * FROM vastgesteld", "niet overschreven"),
    ],
)
def test_who_sealed_a_record_and_of_which_dossier_it_is_can_not_be_written_anew(
    store: Engine, db: Path, statement: str, refusal: str
) -> None:
    with closing(sqlite3.connect(db, isolation_level=None)) as visitor:
        visitor.execute("INSERT INTO vastgesteld VALUES (3, 9, 1, NULL)")

        with pytest.raises(sqlite3.IntegrityError, match=refusal):
            visitor.execute(statement)

    assert draft_of(store, FIRST) == 3


# --- the chain of events -------------------------------------------------------------------------------------


def test_an_untouched_chain_of_events_is_whole_and_its_last_head_can_be_kept_elsewhere(
    store: Engine, db: Path, shell: Shell
) -> None:
    whole = shell("keten", "--db", db)

    assert (whole.code, whole.err) == (0, "")
    named, kept = whole.out.splitlines()[1].removesuffix(".").rsplit(" ", 1)
    assert named == "Laatste gebeurtenis 4, kop"
    assert shell("keten", "--db", db, "--kop", kept).code == 0
    assert shell("keten", "--db", db, "--kop", "0" * 64).code == 1


@pytest.mark.parametrize(("table", "column"), [(table, name) for table in TABLES for name in TABLES[table]])
@pytest.mark.parametrize("number", [1, 3])
def test_whatever_is_changed_in_an_event_shows(
    store: Engine, db: Path, shell: Shell, table: str, column: str, number: int
) -> None:
    with attack(db) as connection:
        ((value,),) = rows(connection, f"SELECT {column} FROM {table} WHERE number = ?", number)  # noqa: S608
        changed = value + 90 if isinstance(value, int) else ("b" if value[0] == "a" else "a") + value[1:]
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE number = ?", (changed, number))  # noqa: S608

    said = shell("keten", "--db", db)

    assert said.code == 1
    assert f"Gebeurtenis {number}: " in said.err or f"Gebeurtenis {number + 90}: " in said.err
    assert is_dutch(said.err)


@pytest.mark.parametrize(("table", "column"), [(table, name) for table in TABLES for name in TABLES[table]])
@pytest.mark.parametrize("value", [b"\x00", 1.5, "", "x"], ids=repr)
def test_a_value_of_another_kind_in_an_event_is_a_break_and_no_fault(
    store: Engine, db: Path, shell: Shell, table: str, column: str, value: object
) -> None:
    with attack(db) as connection:
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE number = 3", (value,))  # noqa: S608

    said = shell("keten", "--db", db)

    assert said.code == 1
    assert "Gebeurtenis 3: " in said.err
    assert is_dutch(said.err)


def test_an_event_added_under_a_number_that_is_none_is_named_and_stops_no_reading(
    store: Engine, db: Path, shell: Shell
) -> None:
    with attack(db) as connection:
        connection.execute("INSERT INTO gebeurtenis SELECT 'x', hash, text, record FROM gebeurtenis LIMIT 1")

    said = shell("keten", "--db", db)

    assert (said.code, "Gebeurtenis 0: hier hoort gebeurtenis 1 te staan." in said.err) == (1, True)
    assert [event.number for event in events_of(store, [FIRST])[FIRST]] == [1, 2, 4, 0]
    with pytest.raises(StoreError, match="bestaat al en wordt niet overschreven"):
        happened(store, LET_GO)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_event_that_was_taken_out_or_sent_to_another_record_shows(
    store: Engine, db: Path, shell: Shell, number: int
) -> None:
    with attack(db) as connection:
        for table in TABLES:
            connection.execute(f"DELETE FROM {table} WHERE number = ?", (number,))  # noqa: S608

    assert shell("keten", "--db", db).code == 1


def test_an_event_of_a_record_that_was_written_anew_shows(store: Engine, db: Path, shell: Shell) -> None:
    with attack(db) as connection:
        ((text,),) = rows(connection, "SELECT text FROM gebeurtenis WHERE number = 1")
        head = {**json.loads(text), "kop": "0" * 64}
        connection.execute("UPDATE gebeurtenis SET text = ? WHERE number = 1", (json.dumps(head),))

    assert "Gebeurtenis 1: het record waarover zij gaat" in shell("keten", "--db", db).err


def test_a_broken_event_does_not_stop_a_decision_from_being_worked_out_again(
    store: Engine, db: Path, shell: Shell
) -> None:
    with attack(db) as connection:
        connection.execute("UPDATE gebeurtenis SET text = '{}' WHERE number = 1")

    assert shell("naspelen", "--db", db, str(LAST)).code == 0


def test_what_happened_goes_with_the_room_it_is_about_and_the_chain_stands(
    store: Engine, db: Path, shell: Shell
) -> None:
    in_room = Sending(part=OnePart(law="jeugdwet", person="sem"), day=SENT.day, channel=Channel.POST)
    engine_room = happened(store, in_room).head["ruimte"]
    destroy_sem(db)  # the room of Sem himself, and not that of what was decided about him

    assert engine_room == "sem/jeugdwet"
    assert all(event.what is not None for event in events_of(store, [FIRST])[FIRST])
    with closing(sqlite3.connect(db)) as visitor, pytest.raises(sqlite3.IntegrityError):
        visitor.execute("DELETE FROM gebeurtenis_inhoud WHERE room = 'sem/jeugdwet'")
    _destroyed(db, "sem/jeugdwet")

    left = events_of(store, [FIRST])[FIRST]

    assert [event.what for event in left] == [None, None, LET_GO, None]
    assert shell("keten", "--db", db).code == 0
    assert b"Een uur minder" not in db.read_bytes()


def _destroyed(db: Path, room: str) -> None:
    from budget_engine.store.records import destroy
    from tests.sealed import ARCHIVIST, LATER

    engine = open_store(db)
    destroy(engine, FIRST, [room], "bewaartermijn voorbij", ARCHIVIST, rules(), LATER)
    engine.dispose()


# --- what follows from it --------------------------------------------------------------------------------------


def test_a_later_event_corrects_an_earlier_one_and_both_stay(store: Engine) -> None:
    mended = Sending(
        part=SEM, day=date(2026, 11, 24), channel=Channel.HANDED_OVER, corrects=1, reasons="Verkeerde dag."
    )
    happened(store, mended)

    events = events_of(store, [FIRST])[FIRST]

    found = sent(events, SEM)
    assert found is not None
    assert found[1] == mended
    assert SENT in [event.what for event in events]
    assert sent(events, ERIK) is None
    assert [what for _, what in evaluations(events, SEM)] == [LOOKED_BACK]


def test_what_was_released_says_by_whom_and_why(store: Engine) -> None:
    found = released(events_of(store, [FIRST])[FIRST])

    assert list(found) == [LET_GO.document]
    assert (found[LET_GO.document].by, found[LET_GO.document].reasons) == (WHO.name, LET_GO.reasons)


@pytest.mark.parametrize("slug", [VAN_WETERING, RONALD])
def test_every_part_is_a_room_of_its_record(slug: str) -> None:
    of = decided(slug)
    from budget_engine.record import split

    rooms = split(of.body, of.case)

    parts = parts_in(of.case, of.decision)
    assert parts
    assert {part.room for part in parts} <= set(rooms)


@given(st.dates(date(2024, 1, 1), date(2028, 10, 1)))
def test_the_term_of_objection_is_the_one_of_the_law_and_ends_on_an_ordinary_day(day: date) -> None:
    until = objection_until(rules(), day)

    assert until == last_day(day, 6, Unit.WEEKS)
    assert is_ordinary(until)
    assert until >= day + timedelta(weeks=6)
    assert is_ordinary(day + timedelta(weeks=6)) == (until == day + timedelta(weeks=6))


def test_who_sends_later_gives_no_shorter_term() -> None:
    days = [date(2026, 11, 1) + timedelta(days=shift) for shift in range(90)]
    ends = [objection_until(rules(), day) for day in days]

    assert ends == sorted(ends, key=lambda end: end or date.min)
    assert objection_until(rules(), date(2026, 11, 13)) == date(2026, 12, 28)
