"""A provision is chosen from what the rules know, written freely, or both."""

from datetime import date

import pytest

from budget_engine.drafts.catalogue import catalogue, provision
from budget_engine.language.rule_set import RuleSet
from tests.options import ASKED, named, press, screen, small_dossier, view
from tests.screens import TODAY
from ui.running import House


def test_what_the_municipality_has_a_tariff_for_comes_first_and_says_so(rule_set: RuleSet) -> None:
    known = catalogue(rule_set, TODAY)

    assert known is not None
    order = known.in_order()
    assert set(order) == set(known.kinds)
    assert set(order[: len(known.priced)]) == known.priced
    assert known.word("huishoudelijke_hulp") == "Huishoudelijke hulp (met tarief van de gemeente)"
    assert known.word("hulphond") == "Hulphond of opleiding daarvan"


def test_a_tariff_counts_from_its_day(rule_set: RuleSet) -> None:
    before = catalogue(rule_set, date(2020, 1, 1))

    assert before is not None
    assert not before.priced


@pytest.mark.parametrize(
    ("code", "typed", "written"),
    [
        (None, "  ", []),
        (None, " Maaltijd ", [("naam", "Maaltijd")]),
        (
            "hulphond",
            "",
            [("naam", "Hulphond of opleiding daarvan"), ("feiten/product/0/waarde", "hulphond")],
        ),
        ("hulphond", "Hond Bo", [("naam", "Hond Bo"), ("feiten/product/0/waarde", "hulphond")]),
    ],
)
def test_what_was_chosen_or_typed_becomes_a_provision(
    rule_set: RuleSet, code: str | None, typed: str, written: list[tuple[str, str]]
) -> None:
    assert provision(catalogue(rule_set, TODAY), code, typed) == written


def test_a_provision_is_chosen_on_the_page_without_typing(house: House) -> None:
    dossier = small_dossier(house)
    app = screen(dossier, ASKED)

    named(app.selectbox, "Kies uit de lijst").set_value("huishoudelijke_hulp")
    press(app, "Voeg toe")

    added = view(house, dossier).case.solutions[-1]
    assert added.name == "Huishoudelijke hulp"
    assert [answer.given for answer in added.facts["product"]] == ["huishoudelijke_hulp"]


def test_nothing_chosen_and_nothing_typed_says_what_to_do(house: House) -> None:
    app = screen(small_dossier(house), ASKED)

    press(app, "Voeg toe")

    assert "Kies een voorziening uit de lijst, of schrijf op" in app.error[0].value
