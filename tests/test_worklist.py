"""The worklist: what stands on it, what is found in it, and that three hundred dossiers do not slow it down."""

import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_engine.authority import Login, Role
from budget_engine.desk import Desk
from budget_engine.drafts.attention import terms
from budget_engine.drafts.filling import fields_of_case
from budget_engine.drafts.running_terms import running_terms
from budget_engine.language.rule_set import RuleSet
from budget_engine.store import drafts
from budget_engine.store.heads import DraftHead
from budget_engine.weighing import weigh
from budget_engine.worklist_choice import Choice, as_codes, chosen, from_codes, nothing_found, on_page, pages
from budget_engine.worklist_row import Row, Stand, When
from tests.conftest import RULES
from tests.sealed import real_case

TODAY = date(2026, 11, 24)
AT = "2026-11-24T09:00:00+01:00"
VAN_WETERING, DENISE = "001-van-wetering", "002-denise"
CASES = (VAN_WETERING, DENISE, "003-ronald", "004-lotte")


def row(number: int = 1, case: str = "zaak-1", *, team: str = "Oost", place: str = "ons-dorp", by: str = "Truus",
        people: tuple[str, ...] = (), problem: str | None = None, record: int | None = None) -> Row:  # fmt: skip
    head = DraftHead(number, case, AT, 1, AT, record, record, team, by, frozenset({by}))
    return Row(head, place, (), problem, people)


ROWS = [
    row(1, "2026-001", people=("Zoë van Dam", "Erik")),
    row(2, "2026-002", team="West", by="K. Willems", people=("Anouk",)),
    row(3, "2026-003", place="buurdorp", problem="Geen regels."),
    row(4, "2026-004", record=1),
]


def numbers(choice: Choice, name: str = "Truus") -> list[int]:
    return [found.head.number for found in chosen(ROWS, choice, name)]


# --- choosing ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        (Choice(), [1, 2, 3, 4]),
        (Choice(stand=Stand.RUNNING), [1, 2]),
        (Choice(stand=Stand.BROKEN), [3]),
        (Choice(stand=Stand.SEALED), [4]),
        (Choice(municipality="buurdorp"), [3]),
        (Choice(team="West"), [2]),
        (Choice(is_mine=True), [1, 3, 4]),
        (Choice(words="zoe"), [1]),
        (Choice(words="2026 anouk"), [2]),
        (Choice(words="anouk zoe"), []),
        (Choice(when=When.NONE, words="-00", is_mine=True), [1, 3, 4]),
    ],
)
def test_a_choice_keeps_the_rows_that_fit(choice: Choice, found: list[int]) -> None:
    assert numbers(choice) == found


CHOICES = st.builds(
    Choice,
    stand=st.none() | st.sampled_from(Stand),
    when=st.none() | st.sampled_from(When),
    municipality=st.none() | st.sampled_from(["ons-dorp", "buurdorp"]),
    team=st.none() | st.sampled_from(["Oost", "West"]),
    is_mine=st.booleans(),
    words=st.text(),
    page=st.integers(1, 999),
)


@given(CHOICES)
def test_what_was_chosen_comes_back_from_the_address_without_what_was_searched(choice: Choice) -> None:
    codes = as_codes(choice)

    found = from_codes(codes, ROWS)

    assert (found.stand, found.when, found.municipality) == (choice.stand, choice.when, choice.municipality)
    assert (found.team, found.is_mine, found.page, found.words) == (
        choice.team,
        choice.is_mine,
        choice.page,
        "",
    )
    assert not {"Oost", "West", "Truus"} & set(codes.values())


@given(st.dictionaries(st.sampled_from(["stand", "termijn", "gemeente", "team", "mij", "blad"]), st.text()))
def test_an_address_that_somebody_made_up_breaks_nothing(codes: dict[str, str]) -> None:
    found = from_codes(codes, ROWS)

    assert found.municipality in (None, "ons-dorp", "buurdorp")
    assert on_page(ROWS, found.page) == ROWS


@given(st.integers(0, 120), st.integers(-5, 20))
def test_the_pages_hold_every_row_once(count: int, page: int) -> None:
    listed = [row(number) for number in range(count)]

    together = [found for number in range(1, pages(listed) + 1) for found in on_page(listed, number)]

    assert together == listed
    assert bool(on_page(listed, page)) is bool(listed)


@given(CHOICES)
def test_an_empty_list_says_what_to_do(choice: Choice) -> None:
    assert any(word in nothing_found(choice) for word in ("Kies", "kies", "Zoek"))


# --- terms ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("later", [-60, 0, 8, 70, 400])
def test_the_list_has_the_terms_that_the_dossier_has(name: str, later: int, rule_set: RuleSet) -> None:
    case, on = real_case(name, rule_set), TODAY + timedelta(days=later)

    in_full = terms(weigh(case, rule_set, on).assessment, on, rule_set)

    assert running_terms(case, rule_set, on, on) == in_full
    assert in_full


def test_a_term_in_the_row_of_a_table_is_not_missed(rule_set: RuleSet) -> None:
    table = next(
        found for found in rule_set.tables if found.rows[0].consequence and found.entity == "aanspraak"
    )
    term = rule_set.rule_named["wmo-onderzoek-6w"].consequence
    always = table.rows[0].model_copy(update={"consequence": term, "cells": (None,) * len(table.inputs)})
    other = table.model_copy(update={"rows": (always, *table.rows[1:])})
    changed = replace(rule_set, tables=(*(kept for kept in rule_set.tables if kept is not table), other))
    case = real_case(VAN_WETERING, rule_set)

    found = running_terms(case, changed, TODAY, TODAY)

    assert found == terms(weigh(case, changed, TODAY).assessment, TODAY, changed)
    assert other.row_name(always) in {item.finding.rule for item in found}


# --- three hundred dossiers ----------------------------------------------------------------------------------


WORKER = Login(subject="t#1", name="Truus", roles=(Role.CASEWORKER,), teams=("Oost",), function="consulent")


def test_three_hundred_dossiers_are_worked_out_once(
    tmp_path: Path, rule_set: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path / "app.sqlite", RULES)
    written = list(fields_of_case(real_case(DENISE, rule_set)))[:40]
    for number in range(300):
        drafts.open_draft(desk.engine, f"zaak-{number:03}", written, "Truus", AT, "Oost")
    first = desk.worklist(TODAY, WORKER, AT)
    looked: list[int] = []
    real = desk._read_once
    monkeypatch.setattr(desk._glances, "_read", lambda number: (looked.append(number), real(number))[1])

    start = time.perf_counter()
    again = desk.worklist(TODAY, WORKER, AT)
    took = time.perf_counter() - start
    desk.write(7, "gesprek/notities", "Zij belde.", WORKER, AT)
    after = desk.worklist(TODAY, WORKER, AT)

    assert len(first) == len(after) == 300
    assert again == first
    assert took < 1
    assert looked == [7]
    assert not desk._drafts.keys() - {7}  # a list of hundreds keeps none of them
    desk.close()


def test_a_list_holds_who_opened_and_who_wrote(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "app.sqlite", RULES)
    number = desk.open("zaak-1", "voorbeeldgemeente", WORKER, AT, "Oost")
    colleague = WORKER.model_copy(update={"subject": "t#2", "name": "K. Willems"})
    desk.write(number, "personen/anouk/naam", "Anouk", colleague, AT)

    (found,) = desk.worklist(TODAY, WORKER, AT)

    assert found.head.opened_by == "Truus"
    assert found.head.writers == {"Truus", "K. Willems"}
    assert found.is_of("K. Willems")
    assert not found.is_of("Iemand")
    desk.close()
