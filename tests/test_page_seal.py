"""The page of sealing: what refuses is said in words, and a decision is sealed once."""

import re

import pytest

from budget_engine.backends.durable_child import DurableChild
from budget_engine.language.rule_set import RuleSet
from tests.decision_pages import (
    AT,
    HOUSEHOLD,
    SEAL_PAGE,
    TODAY,
    Written,
    button,
    codes_in,
    decided,
    dossier,
    shown,
    words,
)
from tests.small_world import VAN_WETERING, real_case
from ui.running import House

# --- what still has to be done -----------------------------------------------------------------------------


BROKEN: dict[str, list[Written]] = {
    "an amount that differs": [("besluit/deelbesluiten/leerlingenvervoer/aanspraken/a-busje-vier/verschil", None)],
    "another intention": [("aanspraken/a-huishouden/feiten/voornemen/0/waarde", "weigeren")],
    "no competence": [("aanspraken/a-huishouden/feiten/ondertekenaar/0/waarde", "stichting")],
    "another variant": [("besluit/gekozen", "gewone-route")],
    "too early": [("besluit/op", "2026-10-01")],
    "a mandate for another law": [
        ("besluit/deelbesluiten/participatiewet/beslisser/mandaat", "toegang-consulent"),
        ("besluit/deelbesluiten/participatiewet/beslisser/functie", "consulent"),
    ],
    "the gate": [("besluit/deelbesluiten/participatiewet/aanspraken/a-jobcoach/voorwaarde", None)],
    "nothing decided": [(f"besluit/deelbesluiten/{law}/bestaat", "nee") for law in
                        ("wmo", "jeugdwet", "participatiewet", "leerlingenvervoer")],
    "no reason": [(f"{HOUSEHOLD}/reden", None), (f"{HOUSEHOLD}/regels/1/taakveld", None)],
    "a field that cannot be read": [("aanspraken/a-huishouden/feiten/aantal/0/waarde", "heel veel")],
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_refuses_is_said_in_words_and_the_button_is_shut(
    house: House, rule_set: RuleSet, name: str
) -> None:
    number = decided(house, VAN_WETERING, rule_set, *BROKEN[name])

    app = shown(SEAL_PAGE, number)

    (seal,) = [item for item in app.button if item.label == "Stel vast"]
    assert seal.disabled
    assert "Vaststellen kan nog niet" in words(app)
    assert codes_in(words(app), house.desk.view(number, TODAY).case, rule_set) == []


def test_a_field_that_is_still_empty_is_named_with_the_claim_and_the_line(
    house: House, rule_set: RuleSet
) -> None:
    empty = [(f"{HOUSEHOLD}/reden", None), (f"{HOUSEHOLD}/regels/1/taakveld", None)]
    number = decided(house, VAN_WETERING, rule_set, *empty)

    text = words(shown(SEAL_PAGE, number))

    claim = house.desk.view(number, TODAY).labels["a-huishouden"]
    assert f"**{claim}**\n\n- Nog niet ingevuld: reden." in text
    assert f"**{claim}, regel 1**\n\n- Nog niet ingevuld: taakveld." in text


def test_what_cannot_be_read_is_said_as_the_field_itself_says_it(house: House, rule_set: RuleSet) -> None:
    count = ("aanspraken/a-huishouden/feiten/aantal/0/waarde", "-5")
    days = [("personen/erik/feiten/geboortedatum/0/waarde", "2-6-82"), ("besluit/op", "24-11-26")]
    looked_back = ("besluit/deelbesluiten/wmo/evaluatie", "1-6-27")
    number = decided(house, VAN_WETERING, rule_set, *days, looked_back, count)

    text = words(shown(SEAL_PAGE, number))

    assert "jaar-maand-dag" not in text
    assert text.count("Schrijf dag, maand en jaar, zoals 15-10-2026.") == 3
    assert "ligt buiten het bereik: 0 tot en met 20000." in text


def test_a_long_list_is_counted_and_not_spelled_out(house: House, rule_set: RuleSet) -> None:
    number = decided(house, VAN_WETERING, rule_set, ("besluit/op", "2026-10-01"))

    text = words(shown(SEAL_PAGE, number))

    assert re.search(r"- en nog \d+ andere", text)
    assert text.count("is van na het besluit") < len(house.desk.view(number, TODAY).refusals)


def test_each_thing_to_do_has_a_page_to_do_it_on(house: House, rule_set: RuleSet) -> None:
    number = dossier(house, real_case(VAN_WETERING, rule_set), ("besluit/gekozen", "een-plan"))

    app = shown(SEAL_PAGE, number)

    pages = [link.label for link in app.get("page_link")]
    assert "Op de bladzijde Eigen inschatting" in pages
    assert "Op de bladzijde Weging en advies" in pages
    assert "Op de bladzijde Besluit" in pages


# --- sealing -----------------------------------------------------------------------------------------------


def test_a_decision_is_sealed_once_and_the_page_says_by_which_record(house: House, rule_set: RuleSet) -> None:
    number = decided(house, VAN_WETERING, rule_set)
    app = shown(SEAL_PAGE, number)
    assert "Consulent" in words(app) or "consulent" in words(app)

    app = button(app, "Stel vast")()

    last, breaks = house.desk.chain()
    assert last is not None
    assert breaks == []
    assert f"record {last.number}" in app.success[0].value
    assert last.hash[:12] in app.success[0].value
    assert "Stel vast" not in [item.label for item in shown(SEAL_PAGE, number).button]


def test_no_amount_stands_on_another_line_than_its_sign(house: House, rule_set: RuleSet) -> None:
    number = decided(house, VAN_WETERING, rule_set)

    said = words(shown(SEAL_PAGE, number))

    assert "€\N{NO-BREAK SPACE}12.709,80" in said
    assert "€ " not in said


def test_a_letter_that_could_not_be_sent_is_said_before_sealing(house: House, rule_set: RuleSet) -> None:
    """A decision is never changed after sealing, so what keeps its letters back must be seen while it can be mended."""
    number = decided(house, VAN_WETERING, rule_set)

    whole = shown(SEAL_PAGE, number)
    house.desk.write_all(number, [(f"{HOUSEHOLD}/regels/1/van", "2027-02-01")], "S. de Wit", AT)
    held = shown(SEAL_PAGE, number)

    assert "niet worden verstuurd" not in words(whole)
    assert "kunnen er zo 2 niet worden verstuurd" in words(held)
    assert "Laat de eerste regel beginnen op de dag waarop de voorziening begint" in words(held)
    (seal,) = [item for item in held.button if item.label == "Stel vast"]
    assert not seal.disabled  # a second person may release a letter; a person decides


def test_what_changed_after_sealing_is_listed_and_can_be_sealed_anew(house: House, rule_set: RuleSet) -> None:
    number = decided(house, VAN_WETERING, rule_set)
    button(shown(SEAL_PAGE, number), "Stel vast")()
    house.desk.write_all(number, [(f"{HOUSEHOLD}/activiteiten", "Ook de ramen.")], "J. Terpstra", AT)

    app = shown(SEAL_PAGE, number)

    assert "wat er gebeurt (J. Terpstra" in words(app)
    button(app, "Stel vast")()
    assert len(house.desk.records()) == 2


def test_what_somebody_else_changed_in_between_is_read_before_it_is_sealed(
    house: House, rule_set: RuleSet
) -> None:
    number = decided(house, VAN_WETERING, rule_set)
    app = shown(SEAL_PAGE, number)

    house.desk.write_all(number, [("besluit/reden", "Iemand anders schreef dit.")], "J. Terpstra", AT)
    app = button(app, "Stel vast")()

    assert "intussen iets gewijzigd" in app.error[0].value
    assert house.desk.records() == []
    button(app, "Stel vast")()
    assert len(house.desk.records()) == 1


def test_nothing_is_sealed_when_the_second_engine_gives_no_answer(house: House, rule_set: RuleSet) -> None:
    number = decided(house, VAN_WETERING, rule_set)
    house.child = DurableChild(("-c", "pass"))

    app = button(shown(SEAL_PAGE, number), "Stel vast")()

    assert "Niet vastgesteld" in app.error[0].value
    assert (
        "De tweede motor gaf geen antwoord. Probeer het straks opnieuw; blijft het zo," in app.error[0].value
    )
    assert house.desk.records() == []
