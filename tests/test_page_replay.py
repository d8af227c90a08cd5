"""What was sealed is worked out again on a page, and whoever changed the file finds their work named there."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from budget_engine.backends.durable_child import DurableChild
from budget_engine.record import canonical, text_hash
from tests.conftest import RULES
from tests.screens import house_at, window
from tests.sealed import FIRST, LAST, MIDDLE, NUMBERS, attack, head, write_anew
from ui import running
from ui.running import House

TODAY = date(2026, 11, 24)
Forgery = Callable[[sqlite3.Connection], object]


@pytest.fixture
def house(db: Path) -> Iterator[House]:
    with house_at(db) as opened:
        yield opened


@pytest.fixture
def forged(house: House) -> Iterator[sqlite3.Connection]:
    """The file of a running house, in the hands of somebody who took the triggers out."""
    with attack(house.desk.db) as connection:
        yield connection


def shown() -> AppTest:
    app = window("D. Smit").switch_page("screens/naspelen.py").run()
    assert not app.exception
    return app


def replayed(app: AppTest, label: str = "Reken alles opnieuw door") -> AppTest:
    (found,) = [item for item in app.button if item.label == label]
    found.click().run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    """Give all that the page says, tables too."""
    texts = [str(item.value) for item in app.main if isinstance(getattr(item, "value", None), str)]
    tables = [table.value.to_csv() for table in app.table]
    return "\n".join([*texts, *tables]).replace("\\", "")


def errors(app: AppTest) -> str:
    return "\n".join(item.value for item in app.error).replace("\\", "")


# --- untouched ---------------------------------------------------------------------------------------------


def test_a_database_without_records_says_what_to_do_first(tmp_path: Path) -> None:
    with house_at(tmp_path / "leeg.db"):
        app = shown()

    assert not app.error
    assert "Stel eerst een besluit vast" in said(app)
    assert app.get("page_link")


def test_every_record_is_listed_and_comes_out_equal(house: House) -> None:
    app = replayed(shown())

    assert not app.error
    for number in NUMBERS:
        assert f"Record {number}: gelijk." in said(app)


def test_one_record_is_worked_out_by_itself(house: House) -> None:
    app = shown()
    app.selectbox[0].set_value(MIDDLE).run()

    replayed(app, "Reken dit record opnieuw door")

    assert f"Record {MIDDLE}: gelijk." in said(app)
    assert f"Record {FIRST}: " not in said(app)


def test_the_whole_hash_of_the_last_head_can_be_kept(house: House) -> None:
    last, _ = house.desk.chain()
    assert last is not None

    app = shown()

    assert [item.value for item in app.code] == [last.hash]
    assert "De reeks is heel" in said(app)


def test_what_this_does_not_prove_is_said(house: House) -> None:
    text = said(shown())

    for words in ("niet dat die feiten waar waren", "het gesprek goed was", "alles is gevraagd"):
        assert words in text


# --- tampering ---------------------------------------------------------------------------------------------


def swap(file: sqlite3.Connection) -> None:
    for table in ("kop", "deel"):
        for old, new in ((FIRST, 99), (MIDDLE, FIRST), (99, MIDDLE)):
            file.execute(f"UPDATE {table} SET number = ? WHERE number = ?", (new, old))  # noqa: S608


def twice(file: sqlite3.Connection) -> None:
    file.execute("CREATE TABLE dubbel AS SELECT * FROM kop")
    file.execute("INSERT INTO dubbel SELECT * FROM kop WHERE number = ?", (MIDDLE,))
    file.execute("DROP TABLE kop")
    file.execute("ALTER TABLE dubbel RENAME TO kop")


def written_anew(file: sqlite3.Connection) -> None:
    text, _ = head(file, FIRST)
    changed = canonical({**json.loads(text), "beslissers": ["Iemand anders"]})
    file.execute("UPDATE kop SET text = ?, hash = ? WHERE number = ?", (changed, text_hash(changed), FIRST))


def without(file: sqlite3.Connection, number: int) -> None:
    for table in ("kop", "deel"):
        file.execute(f"DELETE FROM {table} WHERE number = ?", (number,))  # noqa: S608


FORGERIES: dict[str, tuple[Forgery, tuple[int, ...]]] = {
    "a head that was changed": (
        lambda file: file.execute("UPDATE kop SET text = replace(text, '2026', '2027') WHERE number = 2"),
        (MIDDLE,),
    ),
    "a head that is no text any more": (
        lambda file: file.execute("UPDATE kop SET text = x'00ff' WHERE number = 2"),
        (MIDDLE,),
    ),
    "a head with a lone surrogate": (
        lambda file: file.execute("UPDATE kop SET text = ? WHERE number = 2", ('{"soort": "\\ud800"}',)),
        (MIDDLE,),
    ),
    "a part that was changed": (
        lambda file: file.execute("UPDATE deel SET text = text || ' ' WHERE number = 1 AND room = 'sem'"),
        (FIRST,),
    ),
    "a part that was taken out": (
        lambda file: file.execute("DELETE FROM deel WHERE number = 3 AND room = 'gedeeld'"),
        (LAST,),
    ),
    "a part of nobody": (
        lambda file: file.execute("INSERT INTO deel VALUES (2, 'vreemd', ?, '{}')", ("0" * 64,)),
        (MIDDLE,),
    ),
    "a column that says otherwise": (
        lambda file: file.execute("UPDATE kop SET case_id = 'iemand-anders' WHERE number = 1"),
        (FIRST,),
    ),
    "a moment that is none": (
        lambda file: file.execute("UPDATE kop SET sealed_at = 'gisteren' WHERE number = 3"),
        (LAST,),
    ),
    "two swapped records": (swap, (FIRST, MIDDLE)),
    "a row that stands twice": (twice, (MIDDLE,)),
    "a record taken out of the middle": (lambda file: without(file, MIDDLE), (LAST,)),
    "an earlier record written anew": (written_anew, (MIDDLE,)),
    "rules that were taken out": (lambda file: file.execute("DELETE FROM regelset"), NUMBERS),
    "rules that were changed": (
        lambda file: file.execute("UPDATE regelset SET text = replace(text, 'nee', 'ja')"),
        NUMBERS,
    ),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_is_named_with_its_record_and_is_no_fault(
    house: House, forged: sqlite3.Connection, name: str
) -> None:
    forgery, numbers = FORGERIES[name]
    before = shown()
    assert not before.error

    forgery(forged)
    app = shown()

    for number in numbers:
        assert f"Record {number}: " in errors(app)
    assert "storing" not in errors(app)
    assert "De reeks is heel" not in said(app)
    replayed(app)
    assert "storing" not in errors(app)
    assert "niet opnieuw doorgerekend" in said(app)


def test_rules_of_nobody_are_named_beside_the_records(house: House, forged: sqlite3.Connection) -> None:
    text = '{"gemeente":null,"onderdelen":[],"vorm":"1"}'
    forged.execute("INSERT INTO regelset VALUES (?, ?, ?)", (text_hash(text), "0" * 64, text))

    app = shown()

    assert "Naast de records: " in errors(app)
    assert "horen bij geen record" in errors(replayed(app))


def test_a_fact_that_was_rewritten_with_all_its_hashes_shows_with_place_and_both_values(
    house: House, forged: sqlite3.Connection
) -> None:
    write_anew(forged, LAST, "sem", '"waarde":"nee"', '"waarde":"ja"')

    app = replayed(shown())

    assert "De reeks is heel" in said(app), "the last record has nobody after it"
    assert f"Record {LAST}: anders." in errors(app)
    assert f"Record {FIRST}: gelijk." in said(app)
    differences = app.table[1].value
    assert list(differences.columns) == ["Plaats", "Vastgesteld", "Nu"]
    assert all(differences["Plaats"])
    assert all(differences["Vastgesteld"] != differences["Nu"])


def test_what_no_longer_reads_as_a_decision_is_refused_by_name(
    house: House, forged: sqlite3.Connection
) -> None:
    write_anew(forged, LAST, "gedeeld", '"besluit":{', '"besluiten":{')

    app = replayed(shown())

    assert f"Record {LAST}: niet opnieuw doorgerekend." in errors(app)
    assert f"Record {FIRST}: gelijk." in said(app)


def test_a_tail_that_was_cut_off_shows_by_the_hash_that_was_kept(
    house: House, forged: sqlite3.Connection
) -> None:
    _, kept = head(forged, LAST)
    without(forged, LAST)
    app = shown()
    assert "De reeks is heel" in said(app)

    app.text_input[0].set_value(kept).run()

    assert "records weggehaald of herschreven" in errors(app)
    assert "De reeks is heel" not in said(app)


def test_a_trigger_that_was_taken_out_is_named_also_after_the_app_put_it_back(db: Path, house: House) -> None:
    with closing(sqlite3.connect(db)) as visitor:
        visitor.execute("DROP TRIGGER kop_vast")
    assert "De bewaking 'kop_vast' is uit het bestand gehaald" in errors(shown())

    again = running.start(db, RULES, TODAY)
    try:
        app = shown()
    finally:
        again.close()

    assert "ontbrak bewaking, of zij was veranderd: kop_vast. Zij is teruggezet" in errors(app)


@pytest.mark.parametrize("typed", ["xyz", "0" * 63, "g" * 64])
def test_what_is_no_hash_is_said_at_the_field(house: House, typed: str) -> None:
    app = shown()

    app.text_input[0].set_value(typed).run()

    assert "Dit is geen kop" in errors(app)


@pytest.mark.parametrize("table", ["kop", "deel", "regelset", "vernietigd"])
def test_a_table_that_is_gone_is_said_in_dutch(house: House, forged: sqlite3.Connection, table: str) -> None:
    forged.execute(f"DROP TABLE {table}")

    app = shown()

    assert app.error
    assert "storing" not in errors(app)
    assert "Wat dit niet bewijst" in [item.value for item in app.header]


def test_a_second_engine_that_is_silent_is_named_beside_the_outcome(house: House) -> None:
    house.child = DurableChild(("-c", "pass"))

    app = replayed(shown())

    assert "tweede motor" in errors(app)
