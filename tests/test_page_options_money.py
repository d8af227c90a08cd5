"""The page with the options: the ledger of a variant, and the variants side by side."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from budget_engine.drafts.options import (
    unknown_costs,
)
from budget_engine.language.rule_set import RuleSet
from budget_engine.values import show_cents
from tests.options import (
    BESIDE,
    BUNDLED,
    WORKER,
    answer,
    given,
    imported,
    named,
    press,
    said,
    screen,
    side_by_side,
    small_dossier,
    view,
    whole,
    write,
)
from ui.running import House


@pytest.fixture
def dossier(house: House) -> int:
    return small_dossier(house)


# --- the ledger ----------------------------------------------------------------------------------------

LINE = "alternatieven/niets-verandert/rendement/1"


@pytest.fixture
def line(house: House, dossier: int) -> AppTest:
    """The page with one ledger line that is complete, opened."""
    app = screen(dossier, BUNDLED)
    named(app.text_input, "Nieuwe regel: wat?").set_value("ritprijs")
    # two lists of payers are called alike once a line is open
    app.selectbox[-1].set_value("gezin")
    press(app, "Voeg regel toe")
    for field, value in {
        "eenheid": "eenmalig", "start": "1-1-2027", "laag": "1,00", "waarschijnlijk": "2,00", "hoog": "3,00",
        "prijsjaar": "2026", "bron": "folder",
    }.items():  # fmt: skip
        write(house, dossier, f"{LINE}/{field}", value)
    app.session_state[f"regel:{dossier}:{LINE}"] = True
    return whole(app.run())


def test_a_wrong_amount_is_said_at_its_field_and_nothing_is_lost(
    house: House, dossier: int, line: AppTest
) -> None:
    named(line.text_input, "Waarschijnlijk bedrag").set_value("2.50").run()

    assert "'2.50' is geen bedrag" in said(whole(line))
    assert named(line.text_input, "Waarschijnlijk bedrag").value == "2.50"
    assert given(house, dossier, f"{LINE}/bron") == "folder"

    named(line.text_input, "Waarschijnlijk bedrag").set_value("2,50").run()

    assert "geen bedrag" not in said(whole(line))
    (kept,) = view(house, dossier).case.alternatives[0].returns
    assert (kept.low, kept.likely, kept.high) == (100, 250, 300)


def test_a_line_asks_only_what_matters_for_what_was_chosen(dossier: int, line: AppTest) -> None:
    assert not [item for item in line.text_input if item.label in ("Hoeveel maanden?", "Kleinste kans")]

    side_by_side(line, f"veld:{dossier}:{LINE}/eenheid").set_value("per_jaar").run()
    named(line.selectbox, "Wat voor geld is dit?").set_value("vermeden").run()

    assert named(line.text_input, "Hoeveel maanden?").value == ""
    assert named(line.text_input, "Kleinste kans").value == ""
    assert "hoort 'duur'" in said(whole(line))


def test_a_line_with_one_amount_is_typed_once(house: House, dossier: int, line: AppTest) -> None:
    for end in ("laag", "hoog"):
        write(house, dossier, f"{LINE}/{end}", None)
    line.run()

    press(line, "Laag en hoog zijn hetzelfde")

    (kept,) = view(house, dossier).case.alternatives[0].returns
    assert (kept.low, kept.likely, kept.high) == (200, 200, 200)


def test_a_municipality_that_pays_says_under_which_law(house: House, dossier: int, line: AppTest) -> None:
    write(house, dossier, f"{LINE}/betaler/partij", "gemeente")
    line.run()

    assert "hoort de wet waaronder zij betaalt" in said(whole(line))

    named(line.selectbox, "Wie betaalt, onder welke wet?").set_value("wmo").run()

    assert view(house, dossier).case.alternatives[0].returns[0].payer.law == "wmo"


# --- side by side --------------------------------------------------------------------------------------


def test_money_stands_per_party_and_year_with_its_range(house: House, rule_set: RuleSet) -> None:
    number = imported(house, rule_set, "001-van-wetering")
    returns = view(house, number).weighing.alternative("een-plan").returns
    assert returns is not None
    household = next(party for party in returns.years[0].parties if party.party == "gezin")
    assert household.high_cents is not None

    shown = said(screen(number, BESIDE, "geldtabel"))

    assert show_cents(household.high_cents).replace(" ", "\N{NO-BREAK SPACE}") in shown
    assert "Het huishouden" in shown
    assert "<caption" in shown
    assert "Eerste jaar (2027)" in shown
    assert "een bedrag bij de regel: doorbetaling bij ziekte van Anouk" in shown


def test_money_that_is_not_known_says_which_answer_is_missing(house: House, dossier: int) -> None:
    answer(house, dossier, "zaak", vergelijking_vanaf="1-1-2027")
    missing = unknown_costs(view(house, dossier), "niets-verandert").questions
    assert missing

    shown = said(screen(dossier, BESIDE))

    assert "nog niet bekend" in shown
    assert "Hulp in huis voor Anna" in shown
    for item in missing:
        answer(house, dossier, "aanspraken/a-hulp", **{item.fact: "onbekend"})
    assert unknown_costs(view(house, dossier), "niets-verandert").questions == missing


def test_without_a_day_to_start_from_the_page_asks_for_it(house: House, dossier: int) -> None:
    app = screen(dossier, BESIDE)

    field = named(app.text_input, "Vanaf welke dag worden de kosten van de varianten vergeleken?")
    field.set_value("1-1-2027").run()

    assert "De bedragen in een tabel, per jaar en per wet" in [fold.label for fold in whole(app).expander]


def test_the_page_says_nothing_of_the_advice_before_nor_after_the_own_judgement(
    house: House, rule_set: RuleSet
) -> None:
    number = imported(house, rule_set, "001-van-wetering")
    before = said(screen(number, BESIDE))

    refused = house.desk.judge(number, "een-plan", "Zo is het.", WORKER, house.now())

    assert refused is None
    assert view(house, number).weighing.alternative("een-plan").advice is not None
    after = said(screen(number, BESIDE))
    assert _without_time(after) == _without_time(before)


def _without_time(text: str) -> str:
    return re.sub(r"bewaard om [0-9:]+", "", text)


def test_what_people_typed_is_shown_and_never_acts_as_layout(house: House, dossier: int) -> None:
    write(house, dossier, "alternatieven/eigen-plan/naam", "<b>vet</b> & *schuin*")

    shown = said(screen(dossier, BESIDE))

    assert "&lt;b&gt;vet&lt;/b&gt; &amp; *schuin*" in shown
    assert "<b>vet" not in shown


def test_an_amount_may_come_from_a_reference_cost_which_shows_its_weak_side(
    house: House, dossier: int, line: AppTest, rule_set: RuleSet
) -> None:
    for field in ("laag", "waarschijnlijk", "hoog", "prijsjaar", "bron"):
        write(house, dossier, f"{LINE}/{field}", None)
    line.run()
    assert "'laag' ontbreekt" in said(whole(line))

    named(line.selectbox, "Komt het bedrag van een kengetal?").set_value("gezinshuis").run()
    named(line.text_input, "Hoeveel keer?").set_value("2").run()

    (kept,) = view(house, dossier).case.alternatives[0].returns
    assert (kept.reference_cost, kept.quantity) == ("gezinshuis", 2)
    cost = rule_set.reference_cost("gezinshuis", view(house, dossier).on)
    assert cost is not None
    assert cost.weakness in said(whole(line)).replace("\\", "")


def test_a_certain_line_can_say_for_whom_it_is_and_name_its_effect(
    house: House, dossier: int, line: AppTest
) -> None:
    named(line.selectbox, "Wie heeft er voordeel van?").set_value("werkgever").run()
    named(line.text_input, "Naam van het effect").set_value("reizen").run()

    (kept,) = view(house, dossier).case.alternatives[0].returns
    assert kept.beneficiary is not None
    assert (kept.beneficiary.party, kept.effect) == ("werkgever", "reizen")
