"""What a field shows is what the browser begins with, whenever that is ready; and a dossier keeps its municipality."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from budget_engine.answer import Provenance
from budget_engine.language.rule_set import RuleSet
from budget_engine.store import drafts
from tests.conftest import MUNICIPALITY
from tests.options import answer, small_dossier
from tests.screens import AT, TODAY, WORKER, family, screen, words
from ui.running import House

OTHER = "buurgemeente"


@pytest.fixture
def dossier(house: House, rule_set: RuleSet) -> int:
    return drafts.open_draft(house.desk.engine, "zaak-1", family(rule_set), WORKER, AT)


def fields(page: AppTest) -> Iterator[tuple[str, Any, Any]]:
    """Give of each field its key, what it holds, and what a browser that mounts it now begins with."""
    for box in (*page.text_input, *page.text_area):
        if (box.key or "").startswith("veld:"):
            yield box.key, box.value, box.proto.default
    for box in page.selectbox:
        if (box.key or "").startswith("veld:"):
            begins = box.proto.raw_value if box.proto.set_value else None
            yield box.key, box.format_func(box.value) if box.value is not None else None, begins or None
    for box in page.multiselect:
        if (box.key or "").startswith("veld:"):
            yield (
                box.key,
                [*map(box.format_func, box.value)],
                [box.proto.options[n] for n in box.proto.default],
            )
    for box in page.get("button_group"):
        if (box.key or "").startswith("veld:"):
            begins = [box.proto.options[number].content for number in box.proto.default]
            yield box.key, [box.format_func(box.value)] if box.value else [], begins


@pytest.mark.parametrize("name", ["gesprek", "mogelijkheden", "besluit"])
def test_a_page_that_is_drawn_again_still_tells_a_loading_browser_what_each_field_holds(
    house: House, dossier: int, name: str
) -> None:
    page = screen(name, dossier)

    page.run()

    found = list(fields(page))
    assert found
    assert [item for item in found if item[1] != item[2]] == []


def test_the_municipality_of_a_dossier_cannot_be_emptied(house: House, dossier: int) -> None:
    page = screen("gesprek", dossier)
    (box,) = [box for box in page.get("button_group") if "gemeente" in (box.key or "")]

    box.set_value(None).run()

    assert house.desk.draft(dossier).text("gemeente") == MUNICIPALITY
    assert not page.error


@pytest.mark.parametrize("standing", [None, "opgeheven-gemeente"])
@pytest.mark.parametrize("name", ["gesprek", "letop", "vaststellen"])
def test_a_dossier_whose_municipality_has_no_rules_asks_for_another(
    house: House, dossier: int, name: str, standing: str | None
) -> None:
    drafts.save(house.desk.engine, dossier, "gemeente", standing, WORKER, AT)
    page = screen(name, dossier)
    assert "Uw dossier is bewaard" in words(page)

    page.selectbox[0].set_value(OTHER).run()

    assert house.desk.draft(dossier).text("gemeente") == OTHER
    assert not page.error
    assert f"· {OTHER} ·" in words(page)


def test_a_dossier_that_was_thrown_away_leads_back_to_the_worklist(house: House, dossier: int) -> None:
    drafts.discard(house.desk.engine, dossier)

    page = screen("gesprek", dossier)

    assert "Er is geen dossier" in words(page)
    assert [link.proto.label for link in page.get("page_link")] == ["Naar de werklijst"]


NOTES = "gesprek/notities"


def notes(page: AppTest) -> Any:
    return next(item for item in page.text_area if item.key.endswith(NOTES))


def test_two_windows_of_one_person_lose_no_words(house: House, dossier: int) -> None:
    first, second = screen("gesprek", dossier), screen("gesprek", dossier)
    notes(first).set_value("Een lang verhaal.").run()

    notes(second).set_value("Een ander verhaal.").run()

    assert notes(second).value == "Een ander verhaal."
    assert "Hier stond ook, zonder dat het te zien was: Een lang verhaal." in words(second)
    next(item for item in second.button if item.label == "Zet die woorden terug").click().run()
    assert house.desk.draft(dossier).text(NOTES) == "Een lang verhaal."
    assert "Hier stond ook" not in words(second)


def test_who_types_on_in_one_window_is_told_nothing(house: House, dossier: int) -> None:
    page = screen("gesprek", dossier)
    notes(page).set_value("Eerst.").run()
    notes(page).set_value("Daarna iets anders.").run()

    assert house.desk.draft(dossier).text(NOTES) == "Daarna iets anders."
    assert "Hier stond ook" not in words(page)


# --- how we know what the report tells -----------------------------------------------------------------------


def told(house: House, fact: str, value: str) -> tuple[int, AppTest]:
    """Give a small dossier with one answer about a need, and its page with everything unfolded that is about it."""
    number = small_dossier(house)
    answer(house, number, "vragen/v-anna", **{fact: value})
    page = screen("feiten", number)
    page.session_state[f"klaar:{number}:vragen/v-anna"] = True
    page.session_state[f"herkomst:veld:{number}:vragen/v-anna/feiten/{fact}/0"] = True
    return number, page.run()


def test_of_what_the_report_tells_in_words_can_be_said_that_an_expert_told_it(house: House) -> None:
    number, page = told(house, "problemen", "Zij komt de trap niet meer op.")

    next(box for box in page.selectbox if box.label == "Hoe weten we dit?").set_value("deskundige").run()
    next(box for box in page.text_input if box.label == "Op welke dag?").set_value("6-10-2026").run()

    assert not page.exception
    need = next(need for need in house.desk.view(number, TODAY).case.needs if need.id == "v-anna")
    answered = need.facts["problemen"][-1]
    assert (answered.provenance, answered.on) == (Provenance.EXPERT, date(2026, 10, 6))


def test_of_what_no_report_tells_and_nothing_rests_on_is_not_asked_how_we_know_it(house: House) -> None:
    _, page = told(house, "school_speelt_mee", "nee")

    assert "Hoe weten we dit?" not in [box.label for box in page.selectbox]
