"""Who may see what on a page, the safety note that stands nowhere else, and the screen that a family may watch."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from streamlit.testing.v1 import AppTest

from budget_engine.drafts.apart import at_the_table, number_of, safety_note
from budget_engine.export import report_of
from budget_engine.language.rule_set import RuleSet
from budget_engine.letter.dossier import Dossier
from budget_engine.record import body_of
from budget_engine.workbooks.overview import case_overview, rooms_in
from budget_engine.workbooks.plan import budget_plan
from budget_engine.workbooks.worklist import worklist
from tests.screens import AT, PAGES, TODAY, WORKER, family, opened, screen, window, words
from ui.running import House

NOTE = "Zusterflatgeheim"
PARENTS = ("anouk", "erik")
CASE_PAGES = [name for name in PAGES if name not in ("werklijst", "naspelen")]


@pytest.fixture
def dossier(house: House, rule_set: RuleSet) -> int:
    return opened(house, "zaak-1", family(rule_set))


def watched(house: House, dossier: int, *present: str, page: str = "gesprek") -> AppTest:
    """Open a window in which those people watch, by its address, and go to a page."""
    draft = house.desk.draft(dossier)
    app = window(WORKER)
    app.query_params["dossier"] = str(dossier)
    app.query_params["gezin"] = "-".join(str(number_of(draft, who)) for who in present)
    app.switch_page(f"screens/{page}.py").run()
    assert not app.exception
    return app


def rooms_page(dossier: int, person: str) -> AppTest:
    """Open the rooms of somebody, drawn for the first time."""
    app = window(WORKER)
    app.session_state["dossier"] = dossier
    app.session_state[f"kies:{dossier}:personen:kamers"] = person
    return app.switch_page("screens/kamers.py").run()


def said_on(app: AppTest) -> str:
    """Give the words of a page as they are read."""
    return words(app).replace("\\", "")


def everything(app: AppTest) -> str:
    asked = (*app.text_input, *app.text_area, *app.selectbox, *app.button, *app.expander)
    return words(app) + "\n".join(f"{item.label} {getattr(item, 'value', '')}" for item in asked)


# --- who may see what --------------------------------------------------------------------------------------


def test_a_room_says_who_may_see_it_by_the_rules_and_where_it_is_printed(house: House, dossier: int) -> None:
    said = said_on(rooms_page(dossier, "noor"))

    assert "naar leeftijd en gezag: Noor, Anouk (moeder), Erik (vader)" in said
    assert "Het verslag, in het deel over Noor" in said
    assert "nog niet nagelezen" in said


def test_what_must_be_right_can_be_read_question_by_question(house: House, dossier: int) -> None:
    page = rooms_page(dossier, "noor")
    fold = next(item for item in page.expander if item.label.startswith("Noor: "))
    page.session_state[f"nalezen:{dossier}:noor:0"] = True

    assert "Wat kan deze persoon aan?" not in said_on(page)
    page.run()
    assert fold.label.endswith("antwoorden")
    assert "Wat kan deze persoon aan?" in said_on(page)


def test_a_choice_to_let_somebody_see_has_a_name_a_day_and_a_reason(house: House, dossier: int) -> None:
    page = screen("kamers", dossier)
    forms = [item for item in page.selectbox if item.label == "Wie?"]
    forms[0].select("erik")
    next(item for item in page.text_input if item.label == "Waarom?").set_value("zij kijken samen")
    next(item for item in page.button if item.label == "Leg vast").click().run()

    (room,) = (room for room in house.desk.view(dossier, TODAY).case.rooms if room.seen_by)
    (reader,) = room.seen_by
    assert (room.name, reader.who, reader.may_see, reader.given_by, reader.on) == (
        "anouk", "erik", True, WORKER, TODAY,
    )  # fmt: skip
    assert "Erik (vader) mag dit zien: zij kijken samen" in said_on(rooms_page(dossier, "anouk"))


def test_who_sees_one_answer_otherwise_is_named_at_that_answer(house: House, dossier: int) -> None:
    page = screen("kamers", dossier)
    whos = [item for item in page.selectbox if item.label == "Wie?"]
    whos[1].select("anouk")
    page.radio[0].set_value("anders")
    next(item for item in page.text_input if item.label.startswith("In eigen woorden")).set_value(
        "Ik kan meer."
    )
    next(item for item in page.selectbox if item.label == "Waarover?").select("anouk draagkracht")
    [item for item in page.button if item.label == "Leg vast"][1].click().run()

    view = house.desk.view(dossier, TODAY)
    (anouk, *_) = view.case.persons
    dispute = anouk.facts["draagkracht"][-1].dispute
    assert dispute is not None
    assert (dispute.disputed_by, dispute.says) == ("Anouk (moeder)", "Ik kan meer.")
    assert any(item.is_disputed for item in view.weighing.assessment.findings)
    assert "ziet het anders: “Ik kan meer.”" in said_on(rooms_page(dossier, "anouk"))


def test_numbers_of_an_address_stand_for_the_same_people_or_for_nobody(house: House, dossier: int) -> None:
    draft = house.desk.draft(dossier)
    numbers = [number_of(draft, who) for who in PARENTS]

    assert at_the_table(draft, [number for number in numbers if number is not None]) == PARENTS
    assert at_the_table(draft, [1]) is None
    assert at_the_table(draft, [10**9]) is None


# --- the safety note ---------------------------------------------------------------------------------------


def test_a_safety_note_stands_in_nothing_that_leaves_the_dossier(
    house: House, dossier: int, rule_set: RuleSet
) -> None:
    house.desk.write(dossier, safety_note("anouk"), NOTE, WORKER, AT)  # type: ignore[arg-type]
    view = house.desk.view(dossier, TODAY)
    case, decision = view.case, view.decision
    assert decision is not None

    texts = [
        json.dumps(case.as_json()),
        json.dumps(decision.as_json()),
        json.dumps(body_of(case, rule_set, view.weighing, decision)),
        json.dumps(report_of(case, rule_set, view.weighing, TODAY, "betekenis", everything=True).as_json()),
        repr(Dossier(case, decision, rule_set, view.weighing)),
    ]
    books = [
        case_overview(case, rule_set, view.weighing, TODAY, rooms_in(case)),
        worklist(house.desk.worklist(TODAY), TODAY),
        budget_plan(decision, case, rule_set, labels=view.labels),
    ]
    for book in books:
        with ZipFile(BytesIO(book)) as archive:
            texts += [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    assert not [text for text in texts if NOTE in text]


def test_a_safety_note_is_marked_on_every_page_and_read_on_one(house: House, dossier: int) -> None:
    house.desk.write(dossier, safety_note("anouk"), NOTE, WORKER, AT)  # type: ignore[arg-type]

    for name in CASE_PAGES:
        page = screen(name, dossier)
        assert "Let op: er is een veiligheidsnotitie." in words(page), name
        assert NOTE not in everything(page), name
    page = screen("kamers", dossier)
    fold = next(item for item in page.expander if item.label.startswith("Veiligheidsnotitie"))
    page.session_state[f"veilig:{dossier}:anouk"] = True
    page.run()
    assert fold.label
    assert NOTE in everything(page)


# --- the family watches ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_while_a_family_watches_every_page_is_theirs(house: House, dossier: int, name: str) -> None:
    house.desk.write(dossier, safety_note("sem"), NOTE, WORKER, AT)  # type: ignore[arg-type]

    app = watched(house, dossier, "anouk", page=name)

    said = everything(app)
    assert [item.value for item in app.title] == ["U kijkt mee"]
    for hidden in (NOTE, "veiligheidsnotitie", "autismespectrum", "hersenletsel", "€", "Loonkosten"):
        assert hidden not in said
    assert "Dat ik op zondagavond niet huil" in said
    assert [item.label for item in app.main.button] == ["Stop met meekijken"]
    assert not app.main.text_input


def test_two_parents_see_their_child_and_not_each_other_until_it_was_chosen(
    house: House, dossier: int
) -> None:
    before = words(watched(house, dossier, *PARENTS))
    place = "kamers/anouk/lezers"
    written = [("wie", "erik"), ("waarom", "zij kijken samen")]
    house.desk.add(dossier, place, "", written, WORKER, AT)

    after = words(watched(house, dossier, *PARENTS))

    assert "naar de geiten" in before
    assert "zondagavond" not in before
    assert "Niet alles staat hier." in before
    assert "zondagavond" in after


def test_a_family_that_cannot_be_read_from_the_address_sees_nothing(house: House, dossier: int) -> None:
    for said in ("", "x", "1", "999999", "9" * 5000):
        app = window(WORKER)
        app.query_params["dossier"] = str(dossier)
        app.query_params["gezin"] = said
        app.run()
        assert "Dit scherm kan nu niets laten zien" in words(app)
        assert "zondagavond" not in everything(app)


def test_the_worker_begins_and_stops_from_their_own_page(house: House, dossier: int) -> None:
    page = screen("letop", dossier)
    taps = next(item for item in page.sidebar.button_group if "tafel" in item.label)
    taps.set_value(["anouk"]).run()
    beside = "\n".join(str(item.value) for item in page.sidebar.markdown).replace("\\", "")
    assert "Erik (vader): niets. Niet voor Anouk (moeder): dat volgt uit leeftijd en gezag." in beside
    next(item for item in page.sidebar.button if item.label == "Begin").click().run()
    assert page.title[0].value == "U kijkt mee"

    page.button(key="gezin:stop").click().run()

    assert page.title[0].value == "Let op"
    assert "gezin" not in page.query_params


def test_with_more_than_one_child_is_asked_over_whom_somebody_has_custody(house: House, dossier: int) -> None:
    house.desk.write(
        dossier, "kamers/noor/gezag", (), WORKER, AT, house.desk.draft(dossier).seen("kamers/noor/gezag")
    )
    app = rooms_page(dossier, "noor").run()
    assert any(item.value.startswith("Er is meer dan één kind.") for item in app.warning)
    (asked,) = [item for item in app.multiselect if item.label.startswith("Wie heeft het gezag over Noor")]

    asked.set_value(["anouk"]).run()

    assert house.desk.draft(dossier).chosen("kamers/noor/gezag") == ("anouk",)
    assert not [item for item in app.warning if item.value.startswith("Er is meer dan één kind.")]


def test_a_safety_note_about_somebody_who_was_taken_away_can_still_be_read(
    house: House, dossier: int
) -> None:
    house.desk.write(dossier, safety_note("erik"), NOTE, WORKER, AT)
    house.desk.write(dossier, "personen/erik/bestaat", "nee", WORKER, AT, (1,))
    app = rooms_page(dossier, "erik")
    app.session_state[f"veilig:{dossier}:erik"] = True

    app.run()

    assert "Deze persoon is weggehaald." in said_on(app)
    assert NOTE in [item.value for item in app.text_area]
