"""The log of access in the file: who looked in which dossier, by number, and nobody changes a line of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from budget_engine import demo
from budget_engine.authority import Action, Login
from budget_engine.backends.agreement import working
from budget_engine.errors import InputError, StoreError
from budget_engine.log_choice import sought_of
from budget_engine.store import access, drafts
from budget_engine.store.access import Sought
from budget_engine.store.heads import drafts_in
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

    found = access.lines(engine, 7).shown

    assert [(line.person, line.name, line.action, line.is_refused, line.at) for line in found] == [
        (2, "P. Jansma", "lezen", True, AT),
        (1, "Truus de Vries", "lezen", False, AT),
    ]
    assert len(access.lines(engine).shown) == 3


def days(count: int) -> Iterator[str]:
    """Give a moment on each of so many days, all in November 2026."""
    return (f"2026-11-{day:02}T09:00:00+01:00" for day in range(1, count + 1))


def test_the_log_is_read_page_by_page_to_its_first_line(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "PAGE", 4)
    for at in days(10):
        access.note(engine, TRUUS, Action.READ, 7, at)
    access.note(engine, PIET, Action.READ, 8, AT)

    pages = [access.lines(engine, 7)]
    while pages[-1].is_more:
        pages.append(access.lines(engine, 7, Sought(before=pages[-1].shown[-1].number)))

    assert [len(page.shown) for page in pages] == [4, 4, 2]
    assert [line.number for page in pages for line in page.shown] == list(range(10, 0, -1))
    assert not access.lines(engine, 8).is_more


def test_the_log_is_searched_by_day_and_by_person(engine: Engine) -> None:
    for at in days(5):
        access.note(engine, TRUUS, Action.READ, 7, at)
        access.note(engine, PIET, Action.READ, 7, at, is_refused=True)

    def found(**wanted: Any) -> set[tuple[str, str]]:
        return {(line.name[0], line.at[8:10]) for line in access.lines(engine, 7, Sought(**wanted)).shown}

    second, fourth = date(2026, 11, 2), date(2026, 11, 4)
    assert found(since=fourth) == {("T", "04"), ("P", "04"), ("T", "05"), ("P", "05")}
    assert found(until=second, who="jansma") == {("P", "01"), ("P", "02")}
    assert found(since=second, until=second, who="VRIES truus") == {("T", "02")}
    assert found(who="2") == {("P", f"0{day}") for day in range(1, 6)}
    assert found(who="niemand") == set()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("zaak-1", "", "", ""), "geen nummer van een dossier"),
        (("99999999999999999999", "", "", ""), "geen nummer van een dossier"),
        (("", "31-2-2026", "", ""), "niet op de kalender"),
        (("", "", "gisteren", ""), "geen datum"),
        (("", "onbekend", "", ""), "geen datum"),
        (("", "3-11-2026", "2-11-2026", ""), "ligt voor"),
    ],
)
def test_what_cannot_be_searched_for_is_said_at_its_place(
    typed: tuple[str, str, str, str], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        sought_of(*typed)


def test_what_is_typed_to_search_the_log_is_read_the_dutch_way() -> None:
    assert sought_of(" 7 ", "1-11-2026", "2 november 2026", " Truus ") == (
        7, Sought(date(2026, 11, 1), date(2026, 11, 2), "Truus"),
    )  # fmt: skip
    assert sought_of("", "", "", "") == (None, Sought())


def test_somebody_with_another_name_or_function_is_another_number_and_the_old_line_stays(
    engine: Engine,
) -> None:
    access.note(engine, TRUUS, Action.READ, 7, AT)
    access.note(engine, TRUUS.model_copy(update={"name": "Truus Smit"}), Action.READ, 7, AT)
    access.note(engine, TRUUS, Action.READ, 7, AT)

    assert [(line.person, line.name) for line in access.lines(engine).shown] == [
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

    assert drafts.team_of(engine, number) == drafts_in(engine)[0].team == "West"
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
    assert {head.team for head in drafts_in(engine)} == {demo.TEAM}
    engine.dispose()
    used.dispose()
