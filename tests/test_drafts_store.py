"""Dossiers in the file: each field is kept as it is typed, by everybody at once, apart from what was sealed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import count
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from budget_engine import demo
from budget_engine.backends.agreement import together
from budget_engine.chain import breaks
from budget_engine.drafts.entry import EXISTS, Draft, Given, joined
from budget_engine.drafts.filling import fields_of_case, fields_of_decision
from budget_engine.errors import StoreError
from budget_engine.language.meaning import evaluate
from budget_engine.record import Record
from budget_engine.store import drafts
from budget_engine.store.heads import drafts_in
from budget_engine.store.records import contents, destroy
from budget_engine.store.schema import lay_out, open_store
from tests.conftest import FIXTURES, MUNICIPALITY, RULES
from tests.people import OpenDesk
from tests.sealed import ARCHIVIST, AT, LATER, attack, rows, rules, salts
from tests.small_world import RONALD

BY = "P. Mulder"
FIELD = "personen/sem/naam"
TODAY = date.fromisoformat(AT[:10])


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    found = open_store(tmp_path / "db.sqlite", create=True)
    lay_out(found)
    yield found
    found.dispose()


@pytest.fixture
def draft(engine: Engine) -> int:
    return drafts.open_draft(engine, "z-1", [("gemeente", MUNICIPALITY)], BY, AT)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenDesk]:
    found = OpenDesk(tmp_path / "bureau.sqlite", RULES)
    yield found
    found.close()


def ready(desk: OpenDesk) -> int:
    case, _, decision = demo.read(FIXTURES / "cases" / RONALD, RULES)
    return drafts.open_draft(
        desk.engine, case.id, [*fields_of_case(case), *fields_of_decision(decision)], BY, AT
    )


def sealed(desk: OpenDesk, number: int) -> Record:
    return desk.seal(desk.view(number, TODAY), together(evaluate), AT, salts())


# --- nothing is lost -----------------------------------------------------------------------------------------

anything: st.SearchStrategy[Given] = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), max_size=3).map(tuple),
)
fields = st.sampled_from([FIELD, "zaak/notitie", 'vragen/v\'1/"x"', "é/🏠"])
numbers = count(1)


@settings(max_examples=settings().max_examples // 4)
@given(written=st.lists(st.tuples(fields, anything, st.sampled_from(["Anna", "Bram"])), max_size=8))
def test_everything_that_was_ever_saved_is_there_in_the_order_in_which_it_came(
    engine: Engine, written: list[tuple[str, Given, str]]
) -> None:
    number = drafts.open_draft(engine, f"z-{next(numbers)}-wet", [], BY, AT)
    known = drafts.read_entries(engine, number)

    for place, (field, words, who) in enumerate(written):
        saved = drafts.save(engine, number, field, words, who, AT, known.seen(field))
        assert drafts.read_entries(engine, number).entries[-1] == saved
        if place % 2:
            known = drafts.read_entries(engine, number, known)

    whole = drafts.read_entries(engine, number)
    assert [(entry.field, entry.given, entry.written_by) for entry in whole.entries] == written
    assert drafts.read_entries(engine, number, known) == whole


def test_what_is_saved_stands_when_the_power_goes_right_after(engine: Engine, draft: int) -> None:
    """Another connection sees it at once, and the file waits for the disk."""
    drafts.save(engine, draft, FIELD, "Sem", BY, AT)

    with closing(sqlite3.connect(str(engine.url.database))) as other:
        assert rows(other, "SELECT given FROM invoer WHERE field = ?", FIELD) == [('"Sem"',)]
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL


def test_what_belongs_together_is_saved_together_or_not_at_all(engine: Engine, draft: int) -> None:
    before = drafts.read_entries(engine, draft)

    def interrupted() -> Iterator[drafts.Written]:
        yield FIELD, "Sem"
        raise InterruptedError

    with pytest.raises(InterruptedError):
        drafts.save_all(engine, draft, interrupted(), BY, AT)

    assert drafts.read_entries(engine, draft) == before


def test_of_a_dossier_that_is_known_only_what_came_after_is_read(engine: Engine, draft: int) -> None:
    known = drafts.read_entries(engine, draft)
    saved = drafts.save(engine, draft, FIELD, "Sem", BY, AT)
    fetched: list[int] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(_: object, __: object, statement: str, values: tuple[int, ...], *___: object) -> None:
        if "FROM invoer" in statement:
            fetched.append(values[1])

    found = drafts.read_entries(engine, draft, known)

    assert fetched == [known.last]
    assert found.entries == (*known.entries, saved)
    assert drafts.read_entries(engine, draft, found) is found


def test_the_words_of_one_dossier_are_not_in_another(engine: Engine, draft: int) -> None:
    other = drafts.open_draft(engine, "z-2", [], BY, AT)
    drafts.save(engine, draft, FIELD, "Sem", BY, AT)

    saved = drafts.save(engine, other, FIELD, "Noor", BY, AT)

    assert drafts.read_entries(engine, other).entries == (saved,)


# --- two people at once --------------------------------------------------------------------------------------


def _add(path: Path, draft: int, wish: str, times: int) -> list[str]:
    engine = open_store(path)
    try:
        return [
            drafts.add_part(engine, draft, "personen", wish, [("naam", wish)], wish, AT) for _ in range(times)
        ]
    finally:
        engine.dispose()


def pool() -> Pool:
    return get_context("spawn").Pool(2)


def test_two_people_who_add_the_same_person_at_once_get_two_names(engine: Engine, draft: int) -> None:
    path = Path(str(engine.url.database))

    with pool() as both:
        names = both.starmap(_add, [(path, draft, "Óma  Riet!", 10)] * 2)

    found = drafts.read_entries(engine, draft)
    given_out = [name for of_one in names for name in of_one]
    assert sorted(given_out) == sorted(found.parts("personen"))
    assert len(set(given_out)) == 20
    assert "oma-riet" in given_out
    assert all(found.text(joined("personen", name, "naam")) == "Óma  Riet!" for name in given_out)


def test_a_name_is_never_given_out_twice_not_even_after_the_part_is_gone(engine: Engine, draft: int) -> None:
    first = drafts.add_part(engine, draft, "personen", "Riet", [], BY, AT)
    drafts.save(engine, draft, joined("personen", first, EXISTS), "nee", BY, AT)

    others = [drafts.add_part(engine, draft, place, "Riet", [], BY, AT) for place in ("personen", "steun")]

    assert len({first, *others}) == 3
    assert drafts.read_entries(engine, draft).parts("personen") == (others[0],)


@pytest.mark.parametrize("wish", ["z-1", "gedeeld", "", "///", "日本", "x" * 500, "Ria/wmo", "bestaat"])
def test_whatever_somebody_calls_a_part_its_name_can_stand_in_a_field(
    engine: Engine, draft: int, wish: str
) -> None:
    name = drafts.add_part(engine, draft, "personen", wish, [], BY, AT)

    assert name not in ("z-1", "gedeeld")
    assert 0 < len(name) <= 50
    assert all(char.isalnum() or char == "-" for char in name)
    assert drafts.read_entries(engine, draft).parts("personen") == (name,)


def test_lines_are_numbered_on(engine: Engine, draft: int) -> None:
    place = "alternatieven/een-plan/rendement"

    assert [drafts.add_part(engine, draft, place, "", [], BY, AT) for _ in range(3)] == ["1", "2", "3"]
    drafts.save(engine, draft, joined(place, "3", EXISTS), "nee", BY, AT)
    assert drafts.add_part(engine, draft, place, "", [], BY, AT) == "4"


def test_two_pages_that_did_not_see_each_other_leave_both_versions(desk: OpenDesk) -> None:
    number = desk.open("z-9", MUNICIPALITY, BY, AT)
    before = desk.draft(number).seen(FIELD)

    desk.write(number, FIELD, "Sem", "Anna", AT, before)
    desk.write(number, FIELD, "Semm", "Bram", AT, before)

    versions = desk.draft(number).versions[FIELD]
    assert [(entry.given, entry.written_by) for entry in versions] == [("Sem", "Anna"), ("Semm", "Bram")]
    desk.write(number, FIELD, "Sem", "Bram", AT, desk.draft(number).seen(FIELD))
    assert [entry.given for entry in desk.draft(number).versions[FIELD]] == ["Sem"]


def test_a_case_has_one_dossier(engine: Engine, draft: int) -> None:
    with pytest.raises(StoreError, match="Er is al een dossier met zaaknummer 'z-1'"):
        drafts.open_draft(engine, "z-1", [], BY, AT)

    assert len(drafts_in(engine)) == 1


def test_somebody_keeps_the_number_they_got(engine: Engine) -> None:
    first = drafts.worker_number(engine, "Anna")

    assert drafts.worker_number(engine, "Bram") != first
    assert drafts.worker_number(engine, "Anna") == first
    assert drafts.worker_named(engine, first) == "Anna"
    assert drafts.worker_named(engine, 99) is None


# --- thrown away, and sealed ---------------------------------------------------------------------------------


def test_a_dossier_that_was_sealed_is_thrown_away_only_after_all_of_that_was_destroyed(
    desk: OpenDesk,
) -> None:
    number = ready(desk)
    record = sealed(desk, number)
    *rooms, last = [part.room for part in record.parts]

    for gone in (rooms, [last]):
        with pytest.raises(StoreError, match="een besluit vastgesteld"):
            desk.discard(number)
        assert [head.is_kept for head in drafts_in(desk.engine)] == [True]
        destroy(desk.engine, record.number, gone, "bewaartermijn voorbij", ARCHIVIST, rules(), LATER)
    desk.discard(number)

    assert drafts_in(desk.engine) == ()
    with pytest.raises(StoreError, match="Er is geen dossier"):
        desk.draft(number)
    assert breaks(contents(desk.engine)) == []
    with closing(sqlite3.connect(desk.db)) as connection:
        assert rows(connection, "SELECT count(*) FROM invoer") == [(0,)]


def test_nothing_of_a_dossier_that_is_thrown_away_is_readable_in_the_file(engine: Engine, draft: int) -> None:
    drafts.save(engine, draft, FIELD, "een geheim van Sem", BY, AT)

    drafts.discard(engine, draft)

    folder = Path(str(engine.url.database)).parent
    assert b"een geheim van Sem" not in b"".join(file.read_bytes() for file in folder.iterdir())


def test_who_still_has_a_dossier_open_that_was_thrown_away_is_told_so(engine: Engine, draft: int) -> None:
    drafts.discard(engine, draft)

    with pytest.raises(StoreError, match="iemand heeft het weggegooid"):
        drafts.save(engine, draft, FIELD, "Sem", BY, AT)
    with pytest.raises(StoreError, match="iemand heeft het weggegooid"):
        drafts.add_part(engine, draft, "personen", "Sem", [], BY, AT)


def test_the_number_of_a_dossier_that_was_thrown_away_is_of_nobody_else(engine: Engine, draft: int) -> None:
    """Who still has it open must not write in somebody else's."""
    drafts.discard(engine, draft)

    assert drafts.open_draft(engine, "z-2", [], BY, AT) != draft


def test_a_dossier_that_went_on_is_not_sealed_as_it_was_shown(desk: OpenDesk) -> None:
    number = ready(desk)
    shown = desk.view(number, TODAY)
    desk.write(number, "gesprek/aanwezig", "ook zijn zus", "Bram", AT)

    with pytest.raises(StoreError, match="intussen iets gewijzigd"):
        desk.seal(shown, together(evaluate), AT, salts())

    assert contents(desk.engine).records == ()
    assert sealed(desk, number).number == 1


def test_pressing_twice_seals_once(desk: OpenDesk) -> None:
    number = ready(desk)
    sealed(desk, number)

    with pytest.raises(StoreError, match="al vastgesteld als record 1"):
        sealed(desk, number)

    assert len(contents(desk.engine).records) == 1


def test_the_list_says_which_dossiers_were_sealed_and_which_went_on(desk: OpenDesk) -> None:
    number = ready(desk)
    sealed(desk, number)
    (row,) = desk.worklist(TODAY)
    assert row.is_sealed

    desk.write(number, "gesprek/notities", "ook zijn zus", BY, AT)
    (row,) = desk.worklist(TODAY)
    assert row.is_sealed

    desk.write(number, "besluit/motivering", "Zij kwam er ook bij.", BY, AT)

    (row,) = desk.worklist(TODAY)
    assert (row.is_sealed, row.head.record) == (False, 1)


# --- the file guards itself ----------------------------------------------------------------------------------


@pytest.fixture
def visitor(engine: Engine, draft: int) -> Iterator[sqlite3.Connection]:
    """Open the file with another program, in which every statement stands at once."""
    drafts.save(engine, draft, FIELD, "Sem", BY, AT)
    with closing(sqlite3.connect(str(engine.url.database), isolation_level=None)) as connection:
        yield connection


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        ("UPDATE invoer SET given = '\"x\"'", "niet overschreven"),
        ("UPDATE OR REPLACE invoer SET number = 1", "niet overschreven"),
        ("UPDATE OR IGNORE invoer SET written_by = 'x'", "niet overschreven"),
        ("DELETE FROM invoer WHERE number = 1", "in zijn geheel"),
        ("DELETE FROM invoer", "in zijn geheel"),
        (
            "INSERT OR REPLACE INTO invoer SELECT number, draft, field, 'x', seen, written_by, at FROM invoer",
            "al",
        ),
        ("REPLACE INTO invoer SELECT * FROM invoer", "bestaat al"),
        ("INSERT OR IGNORE INTO invoer SELECT * FROM invoer", "bestaat al"),
    ],
)
def test_what_was_typed_can_not_be_changed_nor_taken_out_one_by_one(
    visitor: sqlite3.Connection, statement: str, refusal: str
) -> None:
    before = rows(visitor, "SELECT * FROM invoer ORDER BY number")
    assert len(before) == 2

    with pytest.raises(sqlite3.IntegrityError, match=refusal):
        visitor.execute(statement)

    assert rows(visitor, "SELECT * FROM invoer ORDER BY number") == before


def test_an_entry_that_was_taken_out_with_force_leaves_its_number_unused(engine: Engine, draft: int) -> None:
    last = drafts.save(engine, draft, FIELD, "Sem", BY, AT).number
    with attack(Path(str(engine.url.database))) as connection:
        connection.execute("DELETE FROM invoer WHERE number = ?", (last,))

    assert drafts.save(engine, draft, FIELD, "Noor", BY, AT).number == last + 1


def test_a_draft_read_from_the_file_is_the_draft_that_was_written(engine: Engine) -> None:
    case, _, decision = demo.read(FIXTURES / "cases" / RONALD, RULES)
    written = [*fields_of_case(case), *fields_of_decision(decision)]

    number = drafts.open_draft(engine, case.id, written, BY, AT)

    found = drafts.read_entries(engine, number)
    assert (found.number, found.case) == (number, case.id)
    assert [(entry.field, entry.given) for entry in found.entries] == written
    assert isinstance(found, Draft)
