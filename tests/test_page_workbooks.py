"""The pages offer their workbooks: the worklist, and the budget plan of a decision, drafted or sealed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from budget_engine.authority import Action
from budget_engine.language.rule_set import RuleSet
from budget_engine.store import access
from budget_engine.workbooks.plan import DRAFTED
from tests.decision_pages import AT, SEAL_PAGE, button, decided, shown
from tests.people import SOMEBODY
from tests.screens import house_at, screen
from tests.sealed import FIRST, LAST, attack, destroy_sem
from tests.small_world import VAN_WETERING
from tests.workbooks import all_words, opened, rows
from ui.running import House

OVERVIEW = "Overzicht van het dossier als Excel"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass
class Offered:
    """What a page offers for download, by label; a later drawing of the page takes its place."""

    made: dict[str, Callable[[], bytes]] = field(default_factory=dict)
    said: dict[str, dict[str, Any]] = field(default_factory=dict)


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Offered:
    """Keep what the download buttons are given: a page under test serves no files."""
    found, real = Offered(), st.download_button

    def keep(label: str, make: Callable[[], bytes], **settings: Any) -> bool:
        found.made[label], found.said[label] = make, settings
        return real(label, make, **settings)

    monkeypatch.setattr(st, "download_button", keep)
    return found


@pytest.fixture
def auditor(db: Path) -> Iterator[House]:
    with house_at(db) as opened_house:
        yield opened_house


def labels(app: AppTest) -> list[str]:
    return [item.label for item in app.get("download_button")]


def test_a_worklist_without_dossiers_offers_nothing(house: House) -> None:
    assert labels(screen("werklijst", None)) == []


def test_the_worklist_offers_what_it_shows(house: House, rule_set: RuleSet, offered: Offered) -> None:
    decided(house, VAN_WETERING, rule_set)

    app = screen("werklijst", None)

    assert not app.exception
    assert labels(app) == ["Werklijst als Excel"]
    settings = offered.said["Werklijst als Excel"]
    assert (settings["file_name"], settings["mime"]) == ("werklijst.xlsx", KIND)
    assert settings["on_click"] == "ignore"
    (row,) = rows(opened(offered.made["Werklijst als Excel"]())["werklijst"])
    assert (row["zaaknummer"], row["stand"]) == ("gezin-001", "in bewerking")


def test_a_decision_is_offered_as_a_draft_and_then_as_sealed(
    house: House, rule_set: RuleSet, offered: Offered
) -> None:
    number = decided(house, VAN_WETERING, rule_set)

    app = shown(SEAL_PAGE, number)
    drafted = all_words(offered.made["Begroting als Excel"]())
    button(app, "Stel vast")()
    sealed = all_words(offered.made["Begroting als Excel"]())

    assert not app.exception
    assert labels(app) == ["Begroting als Excel", OVERVIEW]
    assert offered.said["Begroting als Excel"]["file_name"] == "begroting-gezin-001.xlsx"
    assert DRAFTED in drafted
    assert "Vastgesteld als record 1." in sealed
    assert DRAFTED not in sealed
    assert "a-huishouden" not in sealed


def test_without_a_decision_there_is_no_budget_plan(house: House, rule_set: RuleSet) -> None:
    number = decided(house, VAN_WETERING, rule_set, ("besluit/gekozen", None))

    assert labels(shown(SEAL_PAGE, number)) == [OVERVIEW]


def test_the_overview_of_the_dossier_as_it_stands_is_taken_and_logged(
    house: House, rule_set: RuleSet, offered: Offered
) -> None:
    number = decided(house, VAN_WETERING, rule_set, ("personen/erik/naam", "=1+1"), ("besluit/gekozen", None))
    house.desk.write(number, "veiligheidsnotitie/erik", "Bel nooit thuis.", SOMEBODY, AT)
    shown(SEAL_PAGE, number)

    content = offered.made[OVERVIEW]()

    assert offered.said[OVERVIEW]["file_name"] == "overzicht-gezin-001.xlsx"
    book = opened(content)
    names = [cell for cell in book["personen"]["A"] if cell.value == "=1+1"]
    assert [cell.data_type for cell in names] == ["s"]
    assert {type(row["antwoord"]) for row in rows(book["antwoorden"])} >= {str, int, datetime}
    assert "Bel nooit thuis" not in all_words(content)
    assert [line.draft for line in access.lines(house.desk.engine).shown if line.action == Action.EXPORT] == [
        number
    ]


def test_a_sealed_decision_is_offered_where_it_is_worked_out_again(auditor: House, offered: Offered) -> None:
    app = screen("naspelen", None)

    assert not app.exception
    label = f"Begroting van record {LAST} als Excel"
    assert labels(app) == [label]
    assert offered.said[label]["file_name"] == f"begroting-record-{LAST}-gezin-001.xlsx"
    said = all_words(offered.made[label]())
    assert f"Vastgesteld als record {LAST}." in said


def test_of_what_was_destroyed_no_plan_is_offered(db: Path) -> None:
    destroy_sem(db)
    with house_at(db):
        app = screen("naspelen", None)
        for number in (FIRST, LAST + 1):
            app.selectbox[0].select(number).run()
            assert not app.exception
            assert labels(app) == []
            (said,) = [item.value for item in app.caption if "begroting als Excel" in item.value]
            assert f"Van record {number} is er geen begroting als Excel." in said


def test_of_what_was_changed_no_plan_is_offered(auditor: House) -> None:
    with attack(auditor.desk.db) as connection:
        connection.execute("update deel set text = replace(text, '16,00', '17,00') where number = ?", (LAST,))
        connection.commit()

    app = screen("naspelen", None)

    assert labels(app) == []
    assert not app.exception
