"""The log of access in the file: who looked in which dossier, by number, and nobody changes a line of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import repeat
from pathlib import Path

import pytest
from sqlalchemy import Engine

from budget_engine import demo
from budget_engine.authority import Action, Login
from budget_engine.backends.agreement import working
from budget_engine.errors import StoreError
from budget_engine.store import access, drafts
from budget_engine.store.schema import lay_out, open_store
from tests.conftest import FIXTURES, RULES
from tests.sealed import AT, new_store

TRUUS = Login(subject="u-1", name="Truus de Vries", function="consulent")
PIET = Login(subject="u-2", name="P. Jansma")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    found = open_store(tmp_path / "db.sqlite", create=True)
    lay_out(found)
    yield found
    found.dispose()


def test_a_line_says_who_asked_what_of_which_dossier_and_when(engine: Engine) -> None:
    access.note(engine, TRUUS, Action.READ, 7, AT)
    access.note(engine, PIET, Action.READ, 7, AT, is_refused=True)
    access.note(engine, TRUUS, Action.WRITE, 8, AT)

    found = access.lines(engine, 7)

    assert [(line.person, line.name, line.action, line.is_refused, line.at) for line in found] == [
        (2, "P. Jansma", "lezen", True, AT),
        (1, "Truus de Vries", "lezen", False, AT),
    ]
    assert len(access.lines(engine)) == 3


def test_somebody_with_another_name_or_function_is_another_number_and_the_old_line_stays(
    engine: Engine,
) -> None:
    access.note(engine, TRUUS, Action.READ, 7, AT)
    access.note(engine, TRUUS.model_copy(update={"name": "Truus Smit"}), Action.READ, 7, AT)
    access.note(engine, TRUUS, Action.READ, 7, AT)

    assert [(line.person, line.name) for line in access.lines(engine)] == [
        (1, "Truus de Vries"), (2, "Truus Smit"), (1, "Truus de Vries"),
    ]  # fmt: skip


def test_only_who_said_so_of_this_very_state_stood_for_it(engine: Engine) -> None:
    access.note(engine, TRUUS, Action.STAND_FOR, 7, AT, entry=12)
    access.note(engine, PIET, Action.STAND_FOR, 7, AT, entry=12, is_refused=True)
    access.note(engine, PIET, Action.READ, 7, AT)

    assert access.stood_for(engine, 7, 12) == (TRUUS.model_copy(update={"is_checked": True}),)
    assert access.stood_for(engine, 7, 13) == ()
    assert access.stood_for(engine, 8, 12) == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE inzage SET is_refused = 0",
        "DELETE FROM inzage",
        "INSERT OR REPLACE INTO inzage VALUES (1, 1, 7, 'lezen', 0, NULL, 'ooit')",
        "UPDATE aangemeld SET name = 'Iemand anders'",
        "DELETE FROM aangemeld",
        "INSERT OR REPLACE INTO aangemeld VALUES (1, 'u-9', 'Iemand anders', '')",
        "DELETE FROM kenmerk",
        "UPDATE kenmerk SET name = 'echt'",
    ],
)
def test_nobody_changes_a_line(engine: Engine, statement: str) -> None:
    access.mark_as_example(engine)
    access.note(engine, TRUUS, Action.READ, 7, AT)
    before = access.lines(engine)

    with (
        closing(sqlite3.connect(str(engine.url.database), isolation_level=None)) as visitor,
        pytest.raises(sqlite3.IntegrityError, match=r"logboek van inzage|wordt niet overschreven"),
    ):
        visitor.execute(statement)

    assert access.lines(engine) == before
    assert access.is_example(engine)


def test_a_dossier_keeps_its_team_until_it_is_given_to_another(engine: Engine) -> None:
    number = drafts.open_draft(engine, "z-1", [], "Truus", AT, "Oost")
    assert drafts.team_of(engine, number) == "Oost"

    drafts.assign(engine, number, "West")

    assert drafts.team_of(engine, number) == drafts.drafts_in(engine)[0].team == "West"
    for act in (lambda: drafts.team_of(engine, 99), lambda: drafts.assign(engine, 99, "West")):
        with pytest.raises(StoreError, match="dossier"):
            act()


def test_only_the_demo_makes_a_file_of_examples_and_only_of_an_empty_one(tmp_path: Path) -> None:
    fresh, used = tmp_path / "demo.sqlite", open_store(new_store(tmp_path / "echt.sqlite"))
    drafts.open_draft(used, "z-1", [], "Truus", AT)
    with working(both=True) as work:
        demo.as_drafts(FIXTURES / "cases", RULES, fresh, AT, repeat("0" * 64), work)
        with pytest.raises(StoreError, match="dit wordt geen voorbeeld"):
            demo.as_drafts(FIXTURES / "cases", RULES, tmp_path / "echt.sqlite", AT, repeat("0" * 64), work)

    engine = open_store(fresh)
    assert access.is_example(engine)
    assert not access.is_example(used)
    assert {head.team for head in drafts.drafts_in(engine)} == {demo.TEAM}
    engine.dispose()
    used.dispose()
