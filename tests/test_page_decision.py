"""The page of the decision: nothing is typed twice, and one choice fills what belongs together."""

import pytest

from budget_engine.drafts.proposal import part_place
from budget_engine.language.fact import Outlet
from budget_engine.language.rule_set import RuleSet
from tests.conftest import MUNICIPALITY
from tests.decision_pages import (
    AT,
    DECISION_PAGE,
    HOUSEHOLD,
    MOST_WIDGETS,
    SEAL_PAGE,
    TODAY,
    button,
    decided,
    dossier,
    field,
    large,
    opened,
    shown,
    words,
)
from tests.small_world import RONALD, VAN_WETERING, real_case
from ui.running import House

# --- every state -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [DECISION_PAGE, SEAL_PAGE])
def test_an_empty_dossier_shows_what_comes_first(house: House, page: str) -> None:
    number = house.desk.open("leeg-001", MUNICIPALITY, "S. de Wit", AT)

    app = shown(page, number)

    assert not app.error
    assert app.get("page_link")


def test_nine_people_with_fourteen_needs_and_nothing_known_fit_on_a_page(house: House) -> None:
    number = house.desk.open("groot-001", MUNICIPALITY, "S. de Wit", AT)
    house.desk.write_all(number, large(9, 14), "S. de Wit", AT)
    app = button(shown(DECISION_PAGE, number), "Neem het voorstel over")()

    app = opened(app, house, number, "wmo", "a3")

    assert not app.error
    folds = " ".join(item.label for item in app.expander)
    assert folds.count("nog niets besloten") == len(house.desk.view(number, TODAY).case.claims)
    fields = [*app.text_input, *app.text_area, *app.selectbox, *app.button, *app.segmented_control]
    assert len(fields) <= MOST_WIDGETS
    assert not shown(SEAL_PAGE, number).error


def test_the_own_judgement_comes_first_and_writing_is_possible(house: House, rule_set: RuleSet) -> None:
    number = dossier(house, real_case(VAN_WETERING, rule_set))

    app = shown(DECISION_PAGE, number)
    app.text_area[0].set_value("Alvast een reden.").run()

    assert "eigen inschatting is nog niet vastgelegd" in words(app)
    assert house.desk.draft(number).text("besluit/reden") == "Alvast een reden."


def test_a_claim_that_is_no_longer_in_the_dossier_can_be_taken_out(house: House, rule_set: RuleSet) -> None:
    number = decided(house, VAN_WETERING, rule_set, ("aanspraken/a-huishouden/bestaat", "nee"))

    app = opened(shown(DECISION_PAGE, number), house, number, "wmo", "a-huishouden")
    button(app, "Haal deze aanvraag uit het besluit")()

    assert "a-huishouden" not in house.desk.draft(number).parts(f"{part_place('wmo')}/aanspraken")


# --- the decision ------------------------------------------------------------------------------------------


def test_the_proposal_is_written_with_one_button_and_then_gone(house: House, rule_set: RuleSet) -> None:
    number = dossier(house, real_case(VAN_WETERING, rule_set), ("besluit/gekozen", "een-plan"))

    app = button(shown(DECISION_PAGE, number), "Neem het voorstel over")()

    draft = house.desk.draft(number)
    assert set(draft.parts("besluit/deelbesluiten")) == {
        "wmo",
        "jeugdwet",
        "leerlingenvervoer",
        "participatiewet",
    }
    assert draft.text(f"{HOUSEHOLD}/uitkomst") == "toegekend"
    assert draft.text(f"{HOUSEHOLD}/regels/1/prijs") == "38,40"
    assert "Neem het voorstel over" not in [item.label for item in app.button]


def test_choosing_a_result_writes_the_intention_of_the_claim(house: House, rule_set: RuleSet) -> None:
    number = decided(house, VAN_WETERING, rule_set)
    app = opened(shown(DECISION_PAGE, number), house, number, "wmo", "a-huishouden")

    (result,) = [item for item in app.selectbox if item.label == "Uitkomst"]
    app = result.set_value("geweigerd").run()

    view = house.desk.view(number, TODAY)
    intention = rule_set.outlet[Outlet.INTENTION].name
    assert view.draft.text(f"{HOUSEHOLD}/uitkomst") == "geweigerd"
    assert view.weighing.facts.entities["a-huishouden"].values[intention] == "weigeren"
    assert "horen geen regels" in words(app)
    button(app, "Haal alle regels weg")()
    assert house.desk.draft(number).parts(f"{HOUSEHOLD}/regels") == ()


def test_a_result_that_was_not_assessed_so_can_be_set_right(house: House, rule_set: RuleSet) -> None:
    number = decided(
        house, VAN_WETERING, rule_set, ("aanspraken/a-huishouden/feiten/voornemen/0/waarde", "weigeren")
    )
    app = opened(shown(DECISION_PAGE, number), house, number, "wmo", "a-huishouden")

    button(app, "Toets opnieuw met deze uitkomst")()

    assert not [said for said in house.desk.view(number, TODAY).refusals if "getoetst" in said]


def test_one_choice_fills_mandate_and_function(house: House, rule_set: RuleSet) -> None:
    number = decided(house, VAN_WETERING, rule_set)
    app = opened(shown(DECISION_PAGE, number), house, number, "wmo")

    (mandate,) = [item for item in app.selectbox if item.label == "Functie, en tot welk bedrag"]
    mandate.set_value("toegang-kwaliteit").run()

    draft = house.desk.draft(number)
    assert draft.text(f"{part_place('wmo')}/beslisser/functie") == "kwaliteitsmedewerker"
    assert draft.text(f"{part_place('wmo')}/beslisser/mandaat") == "toegang-kwaliteit"


def test_only_mandates_for_this_law_are_offered(house: House, rule_set: RuleSet) -> None:
    number = decided(house, VAN_WETERING, rule_set)
    app = opened(shown(DECISION_PAGE, number), house, number, "participatiewet")

    (mandate,) = [item for item in app.selectbox if item.label == "Functie, en tot welk bedrag"]

    assert len(mandate.options) == len([item for item in rule_set.mandates if "participatiewet" in item.laws])


def test_who_decides_is_typed_once(house: House, rule_set: RuleSet) -> None:
    own = f"{part_place('jeugdwet')}/beslisser"
    emptied = [(f"{own}/{name}", None) for name in ("naam", "functie", "mandaat")]
    number = decided(house, VAN_WETERING, rule_set, *emptied)
    app = opened(shown(DECISION_PAGE, number), house, number, "jeugdwet")

    button(app, "Zelfde als bij leerlingenvervoer: M\\. Aydin".replace("\\", ""))()

    assert house.desk.draft(number).text(f"{own}/naam") == "M. Aydin"
    assert house.desk.draft(number).text(f"{own}/mandaat") == "toegang-consulent"


def test_a_second_person_is_asked_where_four_eyes_look(house: House, rule_set: RuleSet) -> None:
    number = decided(house, VAN_WETERING, rule_set)
    app = opened(shown(DECISION_PAGE, number), house, number, "wmo", "a-huishouden")
    assert "Er hoeft niemand mee te kijken" in words(app)

    (result,) = [item for item in app.selectbox if item.label == "Uitkomst"]
    app = result.set_value("geweigerd").run()

    assert "Naam van wie meekijkt" in words(app)


def test_the_amount_of_a_line_is_worked_out_and_the_sum_follows(house: House, rule_set: RuleSet) -> None:
    number = decided(house, VAN_WETERING, rule_set)
    app = opened(shown(DECISION_PAGE, number), house, number, "wmo", "a-huishouden")
    app.session_state[f"regel:veld:{number}:{HOUSEHOLD}/regels/1"] = True
    app.run()
    assert field(app, "Prijs per eenheid") == "38,40"

    (quantity,) = [item for item in app.text_input if item.label == "Aantal"]
    app = quantity.set_value("1.000").run()

    assert "€ 38.400,00" in words(app)
    assert "Zeg waarom dat verschilt" in words(app)


def test_a_field_that_matters_only_sometimes_is_asked_with_why(house: House, rule_set: RuleSet) -> None:
    number = decided(house, RONALD, rule_set, ("besluit/deelbesluiten/wmo/x", None))
    app = opened(shown(DECISION_PAGE, number), house, number, "wmo", "a-pgb-bestuurder")

    assert "Dit mag worden geweigerd, maar het hoeft niet." in words(app)
    assert "Waarom toch?" in words(app)
    assert "Waarom nu al toekennen" not in words(app)


def test_a_new_line_starts_with_the_days_of_the_claim(house: House, rule_set: RuleSet) -> None:
    number = decided(house, VAN_WETERING, rule_set)
    app = opened(shown(DECISION_PAGE, number), house, number, "wmo", "a-huishouden")

    app = button(app, "Voeg regel toe")()

    draft = house.desk.draft(number)
    assert draft.text(f"{HOUSEHOLD}/regels/2/van") == draft.text(f"{HOUSEHOLD}/van")
    assert draft.text(f"{HOUSEHOLD}/regels/2/taakveld") == draft.text(f"{HOUSEHOLD}/regels/1/taakveld")
    assert "1 regel is nog niet compleet" in words(app)


def test_each_day_of_looking_back_is_read_by_itself(house: House, rule_set: RuleSet) -> None:
    number = decided(house, VAN_WETERING, rule_set)
    app = opened(shown(DECISION_PAGE, number), house, number, "jeugdwet")
    (days,) = [item for item in app.text_area if item.label.startswith("Dagen waarop")]
    assert days.value == "12-02-2027\n01-04-2027\n01-07-2027"

    app = days.set_value("12-2-2027\nmaandag").run()

    assert "'maandag' is geen datum" in words(app)
    assert words(app).count("Klopt nog niet") == 1


def test_two_results_that_crossed_stand_side_by_side(house: House, rule_set: RuleSet) -> None:
    number = decided(house, VAN_WETERING, rule_set)
    app = opened(shown(DECISION_PAGE, number), house, number, "wmo", "a-huishouden")
    seen = house.desk.draft(number).seen(f"{HOUSEHOLD}/uitkomst")

    house.desk.write(number, f"{HOUSEHOLD}/uitkomst", "deels_toegekend", "J. Terpstra", AT, seen)
    (result,) = [item for item in app.selectbox if item.label == "Uitkomst"]
    app = result.set_value("geweigerd").run()

    assert len(house.desk.draft(number).versions[f"{HOUSEHOLD}/uitkomst"]) == 2
    assert "twee keer ingevuld" in words(app)
    (take,) = [item for item in app.button if item.label.startswith("Neem: Deels toegekend")]
    take.click().run()
    assert house.desk.draft(number).text(f"{HOUSEHOLD}/uitkomst") == "deels_toegekend"
    assert house.desk.draft(number).disagreements() == {}
