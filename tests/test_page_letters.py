"""The page with the documents of a decision: to read before it is sealed, to take along after."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from budget_engine.authority import Action
from budget_engine.drafts.entry import joined
from budget_engine.drafts.shape import DECISION
from budget_engine.language.rule_set import RuleSet
from budget_engine.store import access
from tests.conftest import ROOT
from tests.people import SOMEBODY
from tests.screens import AT, FAMILY, TODAY, WORKER, Written, empty, family, house_on, opened, screen, words
from ui.running import House

LETTERS = ROOT / "fixtures" / "cases" / FAMILY / "brieven"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with house_on(tmp_path) as house:
        yield house


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes]]:
    """Keep what the download buttons are given, by the name of the file: a page under test serves no files."""
    found: dict[str, Callable[[], bytes]] = {}

    def keep(_: Any, label: str, make: Callable[[], bytes], **settings: Any) -> bool:
        found[settings["file_name"]] = make
        return False

    monkeypatch.setattr(st.delta_generator.DeltaGenerator, "download_button", keep)
    return found


def test_a_dossier_without_a_decision_has_no_letters_yet(house: House) -> None:
    page = screen("brieven", opened(house, "leeg", empty()))

    assert "Leg eerst uw eigen inschatting vast" in words(page)


def test_a_decision_that_is_not_complete_has_no_letters_yet(house: House, rule_set: RuleSet) -> None:
    number = opened(house, "gezin", [*family(rule_set), (joined(DECISION, "gekozen"), None)])

    assert "Het besluit is nog niet compleet" in words(screen("brieven", number))


def test_a_document_is_listed_with_whom_it_is_about_and_says_so_once(house: House, rule_set: RuleSet) -> None:
    page = screen("brieven", opened(house, "gezin", family(rule_set)))

    (listed,) = (item.options for item in page.selectbox if item.label == "Welk stuk?")
    assert [
        name for name in listed if max(name.count("Erik"), name.count("Sem"), name.count("Anouk")) > 1
    ] == []
    assert all("Erik" in name or "Sem" in name or "Anouk" in name or "Noor" in name for name in listed)


def test_before_it_is_sealed_a_letter_can_be_read_and_not_taken_along(
    house: House, rule_set: RuleSet, taken: dict[str, Callable[[], bytes]]
) -> None:
    page = choose(screen("brieven", opened(house, "gezin", family(rule_set))), "sem-leerlingenvervoer")

    assert "nog niet vastgesteld" in words(page)
    assert "Vast busje met hooguit vier kinderen." in words(page)
    assert not taken


def test_what_was_sealed_is_taken_along_as_it_was_and_the_log_tells_who_did(
    house: House, rule_set: RuleSet, taken: dict[str, Callable[[], bytes]]
) -> None:
    number = opened(house, "gezin", family(rule_set))
    house.seal(house.desk.view(number, TODAY, SOMEBODY, AT), SOMEBODY)
    first = str(house.desk.draft(number, SOMEBODY, AT).text(joined(DECISION, "motivering")))
    house.desk.write(number, joined(DECISION, "motivering"), first + " Later erbij.", SOMEBODY, AT)

    page = choose(screen("brieven", number), "sem-leerlingenvervoer")

    assert "Na het vaststellen is er iets gewijzigd in dit dossier." in words(page)
    text = taken["sem-leerlingenvervoer-gezin.txt"]().decode()
    assert text == (LETTERS / "sem-leerlingenvervoer.txt").read_text(encoding="utf-8").replace(
        "gezin-001", "gezin"
    )
    lines = access.lines(house.desk.engine, number).shown
    assert [line.name for line in lines if line.action == Action.EXPORT] == [WORKER]


def without_a_birth_date(rule_set: RuleSet) -> list[Written]:
    """Give case 1 as if nobody asked how old Erik is: nobody knows then to whom a letter about him goes."""
    born = joined("personen", "erik", "feiten", "geboortedatum")
    return [item for item in family(rule_set) if not item[0].startswith(born)]


def choose(page: AppTest, name: str) -> AppTest:
    box = next(item for item in page.selectbox if item.label == "Welk stuk?")
    return box.set_value(name).run()


def test_a_letter_that_cannot_be_sent_says_why_and_what_to_do(house: House, rule_set: RuleSet) -> None:
    page = choose(screen("brieven", opened(house, "gezin", without_a_birth_date(rule_set))), "erik-wmo")

    assert "Dit stuk kan nog niet worden verstuurd" in words(page)
    assert "Vul de geboortedatum in." in words(page)


def test_a_second_person_lets_a_letter_go_with_a_reason(
    house: House, rule_set: RuleSet, taken: dict[str, Callable[[], bytes]]
) -> None:
    number = opened(house, "gezin", without_a_birth_date(rule_set))
    house.seal(house.desk.view(number, TODAY, SOMEBODY, AT), SOMEBODY)
    page = choose(screen("brieven", number), "erik-wmo")
    assert "erik-wmo-gezin.txt" not in taken

    def let_go(reasons: str) -> None:
        next(item for item in page.text_area if "Waarom mag" in item.label).set_value(reasons)
        term = next(item for item in page.selectbox if item.label == "Welke termijn loopt af?")
        term.set_value(term.options[0] if term.value is None else term.value)
        next(item for item in page.button if item.label == "Geef vrij").click().run()

    let_go("De termijn loopt vandaag af.")
    assert "kan een document niet ook zelf vrijgeven" in words(page)

    page.session_state["medewerker"] = "P. Jansma"
    page.run()
    choose(page, "erik-wmo")
    let_go(" ")
    assert "Schrijf in woorden op waarom dit document toch weg mag." in words(page)
    let_go("De termijn loopt vandaag af.")

    assert "P\\. Jansma heeft dit stuk" in words(page) or "P. Jansma heeft dit stuk" in words(page)
    assert "De termijn loopt vandaag af." in words(page)
    assert "erik-wmo-gezin.txt" in taken


def test_beside_the_text_stands_which_sentences_could_be_plainer(house: House, rule_set: RuleSet) -> None:
    page = screen("brieven", opened(house, "gezin", family(rule_set)))

    assert "Leest dit makkelijk?" in words(page)
    assert "Maak er kortere zinnen van." in words(page)
    assert "Lees de tekst zelf, en laat iemand anders hem lezen." in words(page)


def test_where_a_report_leaves_room_to_write_the_screen_says_so(house: House, rule_set: RuleSet) -> None:
    page = choose(screen("brieven", opened(house, "gezin", family(rule_set))), "verslag-erik")

    assert "(ruimte om te schrijven)" in words(page).replace("\\", "")
    assert "****" not in words(page)
