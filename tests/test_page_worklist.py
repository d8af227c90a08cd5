"""The worklist as a page: choosing, searching, what stays after a refresh, and what an end means."""

from streamlit.testing.v1 import AppTest

from budget_engine.drafts.filling import first_fields
from budget_engine.language.rule_set import RuleSet
from budget_engine.store import drafts
from tests.conftest import MUNICIPALITY
from tests.screens import APP, AT, WORKER, family, screen, words
from ui.running import House

MANY = 60


def opened(house: House, case: str, *, by: str = "K. Willems") -> int:
    return drafts.open_draft(house.desk.engine, case, first_fields(MUNICIPALITY), by, AT, "Oost")


def shown(page: object) -> list[str]:
    return [item.key for item in page.button if str(item.key).startswith("open:")]  # type: ignore[attr-defined]


def test_a_term_says_what_it_means_when_the_day_passes(house: House, rule_set: RuleSet) -> None:
    drafts.open_draft(house.desk.engine, "zaak-1", family(rule_set, is_decided=False), WORKER, AT, "Oost")

    text = words(screen("werklijst", None))

    assert "ls die dag voorbij is: " in text or "Die dag is voorbij: " in text


def test_what_is_searched_is_found_by_name_and_stays_out_of_the_address(
    house: House, rule_set: RuleSet
) -> None:
    drafts.open_draft(house.desk.engine, "zaak-1", family(rule_set, is_decided=False), WORKER, AT, "Oost")
    opened(house, "zaak-2")
    page = screen("werklijst", None)

    page.text_input(key="werklijst:veld:zoek").input("anouk").run()

    assert shown(page) == ["open:1"]
    assert "anouk" not in str(page.query_params).lower()


def test_a_choice_stays_after_a_refresh(house: House) -> None:
    opened(house, "zaak-1", by=WORKER)
    opened(house, "zaak-2")
    page = screen("werklijst", None)
    page.button_group(key="werklijst:veld:mij").set_value([True]).run()
    codes = {name: str(page.query_params[name][0]) for name in page.query_params}

    again = AppTest.from_file(str(APP), default_timeout=60)
    for name, code in codes.items():
        again.query_params[name] = code
    again.run()

    assert shown(page) == shown(again) == ["open:1"]


def test_an_empty_result_says_what_to_do(house: House) -> None:
    opened(house, "zaak-1")
    page = screen("werklijst", None)

    page.text_input(key="werklijst:veld:zoek").input("bestaat niet").run()

    assert shown(page) == []
    assert "Zoek op een deel van het zaaknummer of van een naam" in words(page)
    next(item for item in page.button if item.label == "Toon alles").click().run()
    assert shown(page) == ["open:1"]


def test_many_dossiers_stand_on_pages(house: House) -> None:
    for number in range(MANY):
        opened(house, f"zaak-{number:02}")
    page = screen("werklijst", None)

    seen = shown(page)
    for _ in range(2):
        next(item for item in page.button if item.label == "Volgende").click().run()
        seen += shown(page)

    assert len(set(seen)) == MANY
    assert "51 tot en met 60 van 60" in words(page)
