"""The page with the options: what can help, what is asked for, and every state it can be in."""

import pytest

from budget_engine.drafts.options import (
    claims_of,
)
from budget_engine.language.rule_set import RuleSet
from tests.conftest import FIXTURES, MUNICIPALITY
from tests.options import (
    ASKED,
    AT,
    BESIDE,
    BUNDLED,
    TABS,
    WORKER,
    answer,
    claim,
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
from tests.screens import FAMILY
from ui.running import House

MOST_WIDGETS = 60


@pytest.fixture
def dossier(house: House) -> int:
    return small_dossier(house)


# --- claims --------------------------------------------------------------------------------------------


def test_a_claim_is_added_for_each_chosen_need(house: House, dossier: int) -> None:
    app = screen(dossier, ASKED, "nieuwe-aanvraag")
    named(app.selectbox, "Voorziening").set_value("taxi")
    named(app.selectbox, "Wet").set_value("wmo")
    named(app.multiselect, "Voor welke vraag?").set_value(["v-anna", "v-bo"])

    press(app, "Voeg aanvraag toe")

    added = view(house, dossier).case.claims[1:]
    assert [(item.solution, item.need, item.law) for item in added] == [
        ("taxi", "v-anna", "wmo"),
        ("taxi", "v-bo", "wmo"),
    ]
    assert "Taxi voor Anna" in app.subheader[0].value


def test_a_claim_without_a_law_says_what_is_missing_and_keeps_what_was_chosen(
    house: House, dossier: int
) -> None:
    app = screen(dossier, ASKED, "nieuwe-aanvraag")
    named(app.multiselect, "Voor welke vraag?").set_value(["v-bo"])

    press(app, "Voeg aanvraag toe")

    assert "een wet" in app.error[0].value
    assert named(app.multiselect, "Voor welke vraag?").value == ["v-bo"]
    assert len(house.desk.draft(dossier).parts("aanspraken")) == 1


def test_a_solution_is_added_by_name(house: House, dossier: int) -> None:
    app = screen(dossier)
    named(app.text_input, "Nieuwe voorziening").set_value("Maaltijd aan huis")

    press(app, "Voeg toe")

    assert [item.name for item in view(house, dossier).case.solutions][-1] == "Maaltijd aan huis"


def test_answers_are_taken_over_from_another_claim_with_how_they_are_known(
    house: House, dossier: int
) -> None:
    own = claim(house, dossier)
    answer(house, dossier, f"aanspraken/{own}", aantal="12")
    app = screen(dossier)
    named(app.selectbox, "Welke aanvraag vult u in?").set_value(own).run()
    named(app.selectbox, "Neem antwoorden over van").set_value("a-hulp").run()

    press(app, "Neem 2 over")

    place = f"aanspraken/{own}/feiten"
    assert given(house, dossier, f"{place}/vorm/0/waarde") == "natura"
    assert given(house, dossier, f"{place}/vorm/0/bewijs") == "brief van maandag"
    assert given(house, dossier, f"{place}/aantal/0/waarde") == "12"
    assert "hier ook al beantwoord" in said(app)


def test_one_answer_fills_all_claims_that_have_none(house: House, dossier: int) -> None:
    others = [claim(house, dossier), claim(house, dossier, solution="taxi")]
    answer(house, dossier, "aanspraken/a-hulp", aanvraag_datum="2-11-2026")
    app = screen(dossier, ASKED, "samen")
    named(app.selectbox, "Welke vraag?").set_value("aanvraag_datum").run()
    named(app.text_input, "Op welke dag is de aanvraag gedaan?").set_value("12-11-2026")

    press(app, "Vul bij alle gekozen aanvragen in")

    days = {item.id: item.facts["aanvraag_datum"][-1].given for item in view(house, dossier).case.claims}
    assert days == {"a-hulp": "2026-11-02", **dict.fromkeys(others, "2026-11-12")}


def test_one_answer_that_cannot_be_read_is_written_nowhere(house: House, dossier: int) -> None:
    own = claim(house, dossier)
    app = screen(dossier, ASKED, "samen")
    named(app.selectbox, "Welke vraag?").set_value("aanvraag_datum").run()
    app.text_input(key="samen-antwoord:aanvraag_datum").set_value("31-2-2026")

    press(app, "Vul bij alle gekozen aanvragen in")

    assert "kalender" in app.error[0].value
    assert app.text_input(key="samen-antwoord:aanvraag_datum").value == "31-2-2026"
    assert given(house, dossier, f"aanspraken/{own}/feiten/aanvraag_datum/0/waarde") is None


# --- variants ------------------------------------------------------------------------------------------


def test_a_variant_says_that_it_filled_itself(house: House, dossier: int) -> None:
    app = screen(dossier, BUNDLED)

    assert named(app.multiselect, "Aanvragen").value == ["a-hulp"]
    assert "Vanzelf ingevuld" in said(app)


@pytest.mark.parametrize("chosen", [["a-hulp"], []], ids=["one", "none"])
def test_a_variant_keeps_what_somebody_chose(house: House, dossier: int, chosen: list[str]) -> None:
    other = claim(house, dossier)
    app = screen(dossier, BUNDLED)
    named(app.multiselect, "Aanvragen").set_value([*chosen, other]).run()
    named(app.multiselect, "Aanvragen").set_value(chosen).run()

    whole(app)

    answer(house, dossier, f"aanspraken/{other}", lopend="ja")
    assert claims_of(view(house, dossier), "niets-verandert") == (tuple(chosen), False)
    assert "Vanzelf ingevuld" not in said(app)


def test_a_variant_is_added_and_may_be_taken_away(house: House, dossier: int) -> None:
    app = screen(dossier, BUNDLED)
    assert not [button for button in app.button if button.label == "Haal deze variant weg"]
    named(app.text_input, "Nieuwe variant").set_value("Eén plan")
    press(app, "Voeg toe")
    assert app.subheader[0].value == "Eén plan"

    press(app, "Haal deze variant weg")

    assert [item.name for item in view(house, dossier).case.alternatives] == [None, None, None]


def test_a_goal_gets_its_direction_and_a_note(house: House, dossier: int) -> None:
    app = screen(dossier, BUNDLED)
    side_by_side(app, f"veld:{dossier}:alternatieven/niets-verandert/doelen/1/richting").set_value("beter")
    app.run()
    named(app.text_input, "Toelichting").set_value("vanaf de eerste week").run()

    (goal,) = next(a for a in view(house, dossier).case.alternatives if a.id == "niets-verandert").goals
    assert (goal.direction, goal.note) == ("beter", "vanaf de eerste week")


def test_who_sees_a_goal_otherwise_stands_beside_whose_goal_it_is(house: House, dossier: int) -> None:
    app = screen(dossier, BUNDLED)
    side_by_side(app, f"veld:{dossier}:alternatieven/niets-verandert/doelen/1/richting").set_value("beter")
    app.run()
    named(app.selectbox, "Welk doel ziet iemand anders?").set_value("1")
    named(app.text_input, "Wie ziet dit anders?").set_value("Bo")
    named(app.selectbox, "Wat vindt die?").set_value("slechter")
    named(app.text_input, "Waarom vindt die dat?").set_value("het is al geprobeerd")

    press(app, "Zet dit ernaast")

    (goal,) = next(a for a in view(house, dossier).case.alternatives if a.id == "niets-verandert").goals
    assert goal.direction == "beter"
    assert [(seen.said_by, seen.direction, seen.reasons) for seen in goal.seen_otherwise] == [
        ("bo", "slechter", "het is al geprobeerd")
    ]
    assert view(house, dossier).reading.problems == {}
    assert "Hier zijn we het niet over eens." in said(screen(dossier, BESIDE))


def test_a_goal_that_nobody_spoke_of_yet_is_not_discussed(house: House, dossier: int) -> None:
    goals = [goal for item in view(house, dossier).case.alternatives for goal in item.goals]

    assert {goal.direction for goal in goals} == {"niet_besproken"}
    assert "hier is nog niet over gesproken" in said(screen(dossier, BESIDE))


def test_a_preference_is_added_once_for_each_person(house: House, dossier: int) -> None:
    app = screen(dossier, BUNDLED)
    named(app.selectbox, "Voorkeur van").set_value("anna")
    named(app.text_input, "Plaats").set_value("1")

    press(app, "Voeg voorkeur toe")

    (preference,) = next(
        a for a in view(house, dossier).case.alternatives if a.id == "niets-verandert"
    ).preference
    assert (preference.said_by, preference.rank) == ("anna", 1)
    assert named(app.selectbox, "Voorkeur van").options == ["Bo"]


# --- every state ---------------------------------------------------------------------------------------


@pytest.fixture
def crowd(house: House) -> int:
    """Nine people with fourteen needs, a claim for each and a goal of each person."""
    number = house.desk.open("zaak-9", MUNICIPALITY, WORKER, AT)
    house.desk.add(number, "oplossingen", "hulp", [("naam", "Hulp")], WORKER, AT)
    for person in range(9):
        house.desk.add(number, "personen", f"p{person}", [("naam", f"Persoon {person}")], WORKER, AT)
        goal = [("domein", "thuis"), ("woorden", f"Doel {person}"), ("wie", f"p{person}")]
        house.desk.add(number, "doelen", "", list(goal), WORKER, AT)
    for need in range(14):
        fields = [("persoon", f"p{need % 9}"), ("domein", "thuis" if need < 9 else "werk")]
        house.desk.add(number, "vragen", f"v{need}", list(fields), WORKER, AT)
        own = claim(house, number, f"v{need}")
        answer(house, number, f"aanspraken/{own}", vorm="natura", lopend="ja")
    return number


@pytest.mark.parametrize("tab", TABS)
def test_nine_people_with_fourteen_needs_fit(house: House, crowd: int, tab: str) -> None:
    app = screen(crowd, tab)

    kinds = ("text_input", "text_area", "selectbox", "multiselect", "button", "button_group")
    assert sum(len(app.get(kind)) for kind in kinds) <= MOST_WIDGETS
    assert len(view(house, crowd).case.claims) == 14


@pytest.mark.parametrize("tab", TABS)
def test_an_empty_dossier_says_what_comes_first(house: House, tab: str) -> None:
    number = house.desk.open("leeg", MUNICIPALITY, WORKER, AT)

    app = screen(number, tab)

    assert app.info


@pytest.mark.parametrize("tab", TABS)
def test_a_dossier_in_which_everything_is_unknown_can_be_read(
    house: House, dossier: int, rule_set: RuleSet, tab: str
) -> None:
    asked = [fact for fact in rule_set.facts if fact.is_asked and fact.entity == "aanspraak"]
    answer(house, dossier, "aanspraken/a-hulp", **{fact.name: "onbekend" for fact in asked})

    app = screen(dossier, tab)

    assert app.header


def test_a_claim_whose_solution_is_gone_still_shows(house: House, dossier: int) -> None:
    write(house, dossier, "oplossingen/hulp/bestaat", "nee")

    shown = said(screen(dossier))

    assert "nog niet compleet" in shown


@pytest.mark.parametrize(
    "slug",
    [
        pytest.param(path.name, marks=[pytest.mark.grondig] * (path.name != FAMILY))
        for path in sorted((FIXTURES / "cases").iterdir())
    ],
)
@pytest.mark.parametrize("tab", TABS)
def test_a_demo_case_shows_on_every_tab(house: House, rule_set: RuleSet, slug: str, tab: str) -> None:
    app = screen(imported(house, rule_set, slug), tab)

    assert app.header
