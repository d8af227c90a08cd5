"""Small things that are said on every page: one of something, one figure, and names where ids would stand."""

import pytest
from streamlit.testing.v1 import AppTest

from budget_engine.errors import StoreError
from budget_engine.language.rule_set import RuleSet
from tests.options import (
    AT,
    BESIDE,
    BUNDLED,
    TABS,
    WORKER,
    claim,
    given,
    imported,
    said,
    small_dossier,
    write,
)
from tests.options import screen as options
from tests.screens import FAMILY, PAGES, family, opened, screen
from ui.parts.count import counted
from ui.parts.table import ONLY_NARROW
from ui.parts.words import plain
from ui.running import House


@pytest.fixture
def dossier(house: House) -> int:
    return small_dossier(house)


def headings(app: AppTest) -> list[tuple[str, bool]]:
    """Give every heading, and whether it has a link to itself."""
    found = [item.proto for item in (*app.title, *app.header, *app.subheader)]
    return [(heading.body, not heading.hide_anchor) for heading in found]


@pytest.mark.parametrize("tab", TABS)
def test_a_heading_on_a_tab_has_no_link_to_itself(house: House, rule_set: RuleSet, tab: str) -> None:
    found = headings(options(imported(house, rule_set, FAMILY), tab))

    assert len(found) > 1
    assert not [body for body, has_link in found if has_link]


def test_only_a_wide_screen_loses_the_room_above_a_page_and_the_word_to_move_a_table(
    house: House, dossier: int
) -> None:
    app = screen("letop", dossier)
    (style,) = [text for text in bodies(app) if text.startswith("<style>")]

    wide = style.partition("@media (min-width: 769px) {")[2].partition("}}")[0]

    assert "padding-top" in wide
    assert f".{ONLY_NARROW} {{display: none}}" in style
    assert f"@container (max-width: 44rem) {{.{ONLY_NARROW} {{display: block}}}}" in style
    assert style.count(".stMainBlockContainer {padding-top") == 1


def bodies(app: AppTest) -> list[str]:
    """Give what stands in every part of the app, also where a style is kept out of sight."""
    elements = [element for block in app._tree.children.values() for element in block]
    return [str(getattr(getattr(element, "proto", None), "body", "")) for element in elements]


# --- one of something ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "expected"), [(1, "Hier hoort 1 aanvraag bij."), (2, "Hier horen 2 aanvragen bij.")]
)
def test_a_solution_says_how_many_claims_belong_to_it(
    house: House, dossier: int, count: int, expected: str
) -> None:
    for _ in range(count - 1):
        claim(house, dossier)
    app = options(dossier)
    box = next(box for box in app.selectbox if box.label == "Vragen over een voorziening")

    box.set_value("hulp").run()

    assert expected in said(app)


def test_an_overview_that_lies_open_says_no_count_of_before(house: House, dossier: int) -> None:
    app = options(dossier)

    claim(house, dossier)
    app.run()

    assert "Overzicht van de aanvragen" in said(app)
    assert "Overzicht van de aanvragen (1)" not in said(app)


def test_one_answer_for_one_claim_is_said_as_one(house: House, dossier: int) -> None:
    claim(house, dossier)
    app = options(dossier, TABS[0], "samen")
    next(box for box in app.selectbox if box.label == "Welke vraag?").set_value("aanvraag_datum").run()
    app.text_input(key="samen-antwoord:aanvraag_datum").set_value("12-11-2026")
    next(box for box in app.multiselect if box.label == "Voor welke aanvragen?").set_value(["a-hulp"])

    next(button for button in app.button if "alle gekozen" in button.label).click().run()

    assert [item.value for item in app.success] == ["Ingevuld bij 1 aanvraag."]


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 dagen"), (1, "1 dag"), (2, "2 dagen"), (11, "11 dagen")]
)
def test_one_of_something_has_the_word_for_one(count: int, expected: str) -> None:
    assert counted(count, "dag", "dagen") == expected


# --- names where ids would stand -----------------------------------------------------------------------


def with_goal(number: int) -> AppTest:
    """Open the talk with the first goal unfolded."""
    app = screen("gesprek", number)
    app.session_state[f"doel:{number}:1"] = True
    return app.run()


def who_says(app: AppTest, number: int, goal: int = 1) -> str:
    """Give what the field shows of who says a goal, in words."""
    start = f"veld:{number}:doelen/{goal}/wie"
    fields = [*app.text_input, *app.selectbox]
    (field,) = [item for item in fields if str(item.key).partition("__")[0] == start]
    return str(field.value) if field.type == "text_input" else field.format_func(field.value)


def test_a_goal_says_by_name_who_of_the_household_says_it(house: House, dossier: int) -> None:
    app = with_goal(dossier)

    assert who_says(app, dossier) == "Anna"
    assert given(house, dossier, "doelen/1/wie") == "anna"


def test_a_goal_of_somebody_else_keeps_the_words_that_were_typed(house: House, dossier: int) -> None:
    write(house, dossier, "doelen/1/wie", "de juf van groep acht")

    assert who_says(with_goal(dossier), dossier) == "de juf van groep acht"


def test_a_word_that_is_the_id_of_something_else_stays_a_word(house: House, dossier: int) -> None:
    write(house, dossier, "doelen/1/wie", "taxi")

    assert who_says(with_goal(dossier), dossier) == "taxi"
    assert "taxi, thuis: Rust." in said(options(dossier, BUNDLED)).replace("\\", "")


def test_who_says_a_goal_is_emptied_and_then_typed_freely(house: House, dossier: int) -> None:
    app = with_goal(dossier)
    box = next(item for item in app.selectbox if item.label == "Wie zegt dit?")
    box.set_value(None).run()
    app.text_input(key=f"veld:{dossier}:doelen/1/wie").set_value("de huisarts").run()

    assert given(house, dossier, "doelen/1/wie") == "de huisarts"
    assert who_says(app, dossier) == "de huisarts"


def test_somebody_who_was_taken_away_keeps_their_name_where_they_said_something(
    house: House, dossier: int
) -> None:
    write(house, dossier, "personen/anna/bestaat", "nee")

    assert who_says(with_goal(dossier), dossier) == "Anna"


@pytest.mark.parametrize("tab", [BUNDLED, BESIDE])
def test_the_goals_of_a_demo_case_name_people_and_no_ids(house: House, rule_set: RuleSet, tab: str) -> None:
    shown = said(options(imported(house, rule_set, FAMILY), tab))

    assert "Anouk (moeder), thuis: Dat ik op zondagavond niet huil." in shown.replace("\\", "")
    assert "anouk" not in shown


def test_help_for_somebody_who_was_taken_away_keeps_its_name(house: House, dossier: int) -> None:
    fields = [("naam", "Wandelen met de buurman"), ("van", "anna"), ("door", "bo")]
    house.desk.add(dossier, "steun", "wandelen", list(fields), WORKER, AT)
    write(house, dossier, "personen/anna/bestaat", "nee")

    app = screen("huishouden", dossier)

    assert "Wandelen met de buurman" in [fold.label for fold in app.expander]


# --- one figure ----------------------------------------------------------------------------------------


def test_a_chance_with_equal_ends_is_one_figure(house: House, rule_set: RuleSet) -> None:
    shown = said(options(imported(house, rule_set, "002-denise"), BESIDE))

    assert "als de kans daarop ten minste 19,2 procentpunt kleiner wordt" in shown


def test_a_chance_with_two_ends_is_said_with_both(house: House, rule_set: RuleSet) -> None:
    shown = said(options(imported(house, rule_set, FAMILY), BESIDE))

    assert "als de kans daarop ten minste 16,0 tot 22,4 procentpunt kleiner wordt" in shown


def test_what_is_said_of_a_number_that_somebody_typed_is_no_layout(house: House) -> None:
    typed = "**vet** [x](http://x)"
    page = screen("werklijst", None)
    next(item for item in page.text_input if item.label == "Zaaknummer").set_value(typed)
    next(item for item in page.selectbox if item.label == "Gemeente").set_value("voorbeeldgemeente")
    next(item for item in page.button if item.label == "Maak dossier").click().run()

    (error,) = page.error
    assert "kan geen zaaknummer zijn" in error.value
    assert plain(typed) in error.value
    assert typed not in error.value


def test_an_error_of_a_page_is_no_layout(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = "**vet** [x](http://x)"

    def broken(*_: object) -> None:
        raise StoreError(typed)

    monkeypatch.setattr(house.desk, "worklist", broken)

    assert [error.value for error in screen("werklijst", None).error] == [plain(typed)]


# --- what people typed, in labels --------------------------------------------------------------------------

MARK = "*x*[k](e)"
NAMED = ("/naam", "/woorden", "/door", "/wie")


def marked(rule_set: RuleSet) -> list[tuple[str, object]]:
    """Give case 1 in which every name that somebody typed holds signs of layout."""
    return [
        (field, f"{given} {MARK}" if field.endswith(NAMED) and isinstance(given, str) else given)
        for field, given in family(rule_set)
        if "besluit/" not in field
    ]


def labels(page: AppTest) -> list[str]:
    """Give every label, help and choice that the screen reads as layout."""
    found: list[str] = []
    for block in (page.main, page.sidebar):
        for item in (*block.button, *block.checkbox, *block.radio, *block.button_group, *block.selectbox,
                     *block.multiselect, *block.text_input, *block.text_area, *block.expander):  # fmt: skip
            found += [str(getattr(item, "label", "")), str(getattr(item, "help", "") or "")]
            found += [] if item.type not in ("radio", "button_group") else [str(o) for o in item.options]
    return found


@pytest.mark.parametrize("page", PAGES)
def test_what_somebody_typed_is_never_layout_in_a_label(house: House, rule_set: RuleSet, page: str) -> None:
    number = opened(house, f"Z-1 {MARK}", marked(rule_set))
    write(house, number, "personen/erik/bestaat", "nee")

    shown = labels(screen(page, number if page != "werklijst" else None))

    assert shown
    assert not [label for label in shown if MARK in label]
