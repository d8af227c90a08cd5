"""The page with the rules: what there is, found by the words people know it by, and read aloud."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from budget_engine.aloud.listing import counts, listed, own_of
from budget_engine.aloud.recital import titles_of
from budget_engine.language.rule_set import RuleSet
from tests.conftest import MUNICIPALITY
from tests.screens import house_on, screen, words
from tests.sealed import rules
from ui.running import House


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house_on(tmp_path_factory.mktemp("regels")) as opened:
        yield opened


def field(app: AppTest, label: str) -> object:
    return next(item for item in (*app.selectbox, *app.text_input) if item.label == label)


def of_municipality(house: House) -> AppTest:
    app = screen("regels", None)
    field(app, "Regels van welke gemeente?").set_value(MUNICIPALITY).run()  # type: ignore[attr-defined]
    assert not app.exception
    return app


def test_a_rule_is_found_by_the_words_of_its_title_and_read_aloud(house: House) -> None:
    app = of_municipality(house)
    field(app, "Van welke wet?").set_value("Wmo 2015").run()  # type: ignore[attr-defined]
    field(app, "Zoek een woord").set_value("Niemand pgb-taken").run()  # type: ignore[attr-defined]

    (chosen,) = {item.value.name for item in app.selectbox if item.label == "Wat wilt u lezen?"}

    assert chosen == "wmo-pgb-bekwaam"
    assert "Niemand kan de pgb-taken goed doen" in app.code[0].value


def test_what_is_not_found_says_what_to_do(house: House) -> None:
    app = of_municipality(house)
    field(app, "Zoek een woord").set_value("zeppelin").run()  # type: ignore[attr-defined]

    assert "Zoek met minder woorden" in app.info[0].value


def test_the_page_says_what_a_municipality_decides_and_where_rules_are_changed(house: House) -> None:
    shown = words(of_municipality(house))

    assert "Wat deze gemeente zelf bepaalt" in shown
    assert "LEESMIJ.md" in shown


def test_what_a_municipality_decides_itself_is_nothing_of_the_country(rule_set: RuleSet) -> None:
    own = "\n".join(own_of(rule_set, rules(None)))

    assert "Niemand kan de pgb-taken goed doen" not in own
    assert all(mandate.function in own for mandate in rule_set.mandates)


def test_everything_is_listed_under_a_part_that_can_be_chosen(rule_set: RuleSet) -> None:
    found = listed(rule_set)

    assert {item.part for item in found} <= set(titles_of(rule_set))
    assert all(item.title for item in found)
    assert dict(counts(rule_set))["regels"] == len(rule_set.rules)
