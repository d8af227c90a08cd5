"""The page of the short route, and what a talk begins with: the words of the resident and the sheet to print."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from budget_engine.drafts.prepared import PREPARED
from budget_engine.drafts.view import JUDGED_AT
from tests.people import SOMEBODY
from tests.screens import AT, TODAY, WORKER, empty, opened, screen, words
from ui.parts import short
from ui.running import House

WORDS = "# Thuis\n\nWat gaat moeilijk?\nKoken."
SETTLE = "Ja. Dit is besproken en klopt, leg mijn inschatting vast"
FILLED = [
    ("personen/inwoner/naam", "Mevrouw Jansen"),
    ("personen/inwoner/feiten/geboortedatum/0/waarde", "1-3-1950"),
    ("vragen/vraag/woorden", "Ik kan niet meer stofzuigen"),
    ("oplossingen/voorziening/naam", "huishoudelijke hulp"),
    ("oplossingen/voorziening/feiten/product/0/waarde", "huishoudelijke_hulp"),
    ("aanspraken/aanvraag/wet", "wmo"),
    ("aanspraken/aanvraag/feiten/eenheid/0/waarde", "uur"),
    ("aanspraken/aanvraag/feiten/kostensoort/0/waarde", "doorlopend"),
    ("aanspraken/aanvraag/feiten/prijsbron/0/waarde", "tarief"),
    ("aanspraken/aanvraag/feiten/aantal/0/waarde", "104"),
    ("besluit/deelbesluiten/wmo/aanspraken/aanvraag/regels/1/taakveld", "6.711"),
    ("zaak/feiten/melding_datum/0/waarde", "20-11-2026"),
    ("besluit/eigen_inschatting/reden", "Zij kan dit niet meer zelf."),
]


def begun(house: House, *more: tuple[str, str]) -> int:
    number = opened(house, f"kort-{len(more)}", empty())
    short.begin(number, SOMEBODY, TODAY)
    house.desk.write_all(number, more, WORKER, AT)
    return number


def settle(app: AppTest) -> AppTest:
    (button,) = [item for item in app.button if item.label == SETTLE]
    assert not button.disabled
    return button.click().run()


def links(app: AppTest) -> list[str]:
    return [item.proto.label for item in app.get("page_link")]


def test_what_is_missing_is_named_and_the_button_is_shut(house: House) -> None:
    app = screen("kort", begun(house))

    (button,) = [item for item in app.button if item.label == SETTLE]
    assert button.disabled
    assert "Nog nodig: de naam, de geboortedatum" in words(app)


def test_one_click_brings_a_full_request_to_the_seal(house: House) -> None:
    number = begun(house, *FILLED)

    app = settle(screen("kort", number))

    assert not app.exception
    view = house.desk.view(number, TODAY)
    assert view.draft.text(JUDGED_AT)
    assert view.refusals == ()
    assert "Advies:" in words(app)
    assert "Wat nog moet gebeuren" not in words(app)
    assert "Naar Vaststellen" in links(app)


COUNT = "aanspraken/aanvraag/feiten/aantal/0/waarde"


@pytest.mark.parametrize(
    ("field", "typed", "name"),
    [
        (COUNT, "1,5", "het aantal"),
        ("personen/inwoner/feiten/geboortedatum/0/waarde", "1-3-2099", "de geboortedatum"),
        ("besluit/deelbesluiten/wmo/aanspraken/aanvraag/regels/1/taakveld", "blabla", "het taakveld"),
    ],
)
def test_what_is_not_right_is_said_at_its_field_and_shuts_the_button(
    house: House, field: str, typed: str, name: str
) -> None:
    app = screen("kort", begun(house, *FILLED, (field, typed)))

    assert next(item for item in app.button if item.label == SETTLE).disabled
    assert f"Nog nodig: iets dat klopt bij {name}." in words(app)
    assert re.search(r"Klopt (nog niet:|dit\?)\*\*", words(app))


def test_after_the_judgement_the_fields_stay_and_what_is_changed_comes_into_the_decision(
    house: House,
) -> None:
    number = begun(house, *FILLED)
    settle(screen("kort", number))
    house.desk.write(number, COUNT, "52", WORKER, AT, house.desk.draft(number).seen(COUNT))

    app = screen("kort", number)
    assert "Het besluit staat klaar." not in "".join(item.value for item in app.success)
    assert [item.value for item in app.text_input if item.label.startswith("Hoeveel")] == ["52"]
    next(item for item in app.button if item.label == "Zet dit ook in het besluit").click().run()

    assert house.desk.view(number, TODAY).refusals == ()
    assert "Het besluit staat klaar." in "".join(item.value for item in screen("kort", number).success)


@pytest.mark.parametrize(
    ("place", "said"), [("aanspraken/aanvraag", "de aanvraag"), ("personen/inwoner", "de persoon")]
)
def test_a_part_that_was_taken_away_is_named_and_can_come_back(house: House, place: str, said: str) -> None:
    number = begun(house, *FILLED, (f"{place}/bestaat", "nee"))

    app = screen("kort", number)

    assert any(f"ontbreekt {said}." in item.value for item in app.warning)
    assert [item.label for item in app.expander if item.label.startswith("Weggehaald")]
    next(item for item in app.button if item.label == "Begin hier").click().run()
    assert [item for item in app.text_input if item.label == "Naam"]


def test_a_day_on_which_the_provision_is_not_there_is_said(house: House) -> None:
    app = screen("kort", begun(house, *FILLED, ("besluit/op", "1-1-1990")))

    assert any("Op de dag van het besluit, 1 januari 1990, is er voor" in item.value for item in app.warning)


def test_a_request_without_a_day_to_look_back_can_be_sealed_and_read(house: House) -> None:
    number = begun(house, *FILLED)
    settle(screen("kort", number))

    sealing, letters = screen("vaststellen", number), screen("brieven", number)

    assert [item.value for item in (*sealing.error, *letters.error)] == []
    assert "Stel vast" in [item.label for item in sealing.button]


def test_the_advice_is_not_there_before_the_judgement(house: House) -> None:
    assert "Advies:" not in words(screen("kort", begun(house, *FILLED)))


def test_a_bar_is_said_and_leads_to_the_whole_dossier(house: House) -> None:
    barred = ("personen/inwoner/feiten/ingezetene/0/waarde", "nee")

    app = screen("kort", begun(house, *FILLED, barred))

    assert any("Dit vraagt meer dan de korte route" in item.value for item in app.warning)
    assert "Verder met het hele dossier" in links(app)
    (button,) = [item for item in app.button if item.label == SETTLE]
    assert button.disabled


def test_a_second_person_makes_it_a_full_dossier(house: House) -> None:
    app = screen("kort", begun(house, *FILLED, ("personen/tweede/bestaat", "ja")))

    assert any("meer dan één persoon" in item.value for item in app.warning)
    assert not [item for item in app.button if item.label == SETTLE]


def test_words_of_another_are_not_taken_for_an_own_judgement(house: House) -> None:
    number = begun(house, *FILLED)
    house.desk.write(number, "besluit/eigen_inschatting/reden", "Een andere reden.", "R. de Boer", AT)

    app = screen("kort", number)

    assert any("De reden schreef R. de Boer" in item.value for item in app.warning)
    assert next(item for item in app.button if item.label == SETTLE).disabled


def test_an_empty_dossier_can_begin_here(house: House) -> None:
    app = screen("kort", opened(house, "leeg", empty()))

    (begin,) = [item for item in app.button if item.label == "Begin hier"]
    begin.click().run()

    assert [item for item in app.text_input if item.label == "Naam"]


# --- what a talk begins with ------------------------------------------------------------------------------------


def beside_the_notes() -> None:
    from ui.parts import prepared, talk_sheet
    from ui.session import here

    place = here()
    assert place is not None
    prepared.show(place)
    talk_sheet.offer(place)


def talk(number: int) -> AppTest:
    app = AppTest.from_function(beside_the_notes, default_timeout=60)
    app.session_state["medewerker"] = WORKER
    app.session_state["dossier"] = number
    for folded in ("voorbereiding", "gespreksblad"):
        app.session_state[f"{folded}:{number}"] = True
    return app.run()


def test_pasted_words_are_kept_and_shown_beside_the_notes(house: House) -> None:
    number = begun(house)
    app = talk(number)

    (field,) = [item for item in app.text_area if item.label == "Of plak de tekst hier"]
    field.set_value(WORDS)
    next(item for item in app.button if item.label == "Neem over").click().run()

    assert not app.exception
    assert house.desk.draft(number).text(PREPARED) == WORDS
    assert [item.value for item in app.text_area if item.label == "Wat de inwoner vooraf schreef"] == [WORDS]


def test_words_that_are_too_long_say_so_and_nothing_is_kept(house: House) -> None:
    number = begun(house)
    app = talk(number)

    (field,) = [item for item in app.text_area if item.label == "Of plak de tekst hier"]
    field.set_value("x" * 50_001)
    next(item for item in app.button if item.label == "Neem over").click().run()

    assert any("langer dan 50000 tekens" in item.value for item in app.error)
    assert house.desk.draft(number).text(PREPARED) == ""


def test_the_sheet_is_offered_for_everybody_or_one(house: House) -> None:
    app = talk(begun(house, *FILLED))

    assert not app.exception
    assert {item.proto.label for item in app.get("download_button")} == {
        "PDF", "Word", "Gewone tekst",
    }  # fmt: skip
    (whom,) = [item for item in app.selectbox if item.label == "Voor wie is het blad?"]
    assert whom.options == ["Iedereen in dit dossier", "Mevrouw Jansen"]
