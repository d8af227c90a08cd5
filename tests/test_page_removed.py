"""What was taken away from a list comes back with one press, with everything that was in it."""

import pytest
from streamlit.testing.v1 import AppTest

from budget_engine.case import AlternativeKind
from budget_engine.drafts.entry import EXISTS, Draft, Entry, joined
from budget_engine.glossary import NO, YES
from tests.options import AT, BUNDLED, WORKER, claim, given, press, said, small_dossier, view, write
from tests.screens import screen
from ui.running import House

LISTS = {
    "gesprek": ("personen", "vragen", "doelen"),
    "huishouden": ("personen", "steun"),
    "mogelijkheden": ("oplossingen", "aanspraken", "alternatieven"),
    "besluit": ("besluit/niet_toegekend",),
}
PARTS = {
    "personen": ("bo", "Bo"),
    "vragen": ("v-anna", "Anna, thuis: Een schoon huis."),
    "doelen": ("1", "Anna, thuis: Rust."),
    "steun": ("buurvrouw", "Boodschappen met de buurvrouw"),
    "oplossingen": ("taxi", "Taxi"),
    "aanspraken": ("a-hulp", "Hulp in huis voor Anna (Wmo 2015)"),
    "alternatieven": ("een-plan", "Eén plan"),
    "besluit/niet_toegekend": ("1", "Een traplift"),
}
LISTED = [(page, place) for page, places in LISTS.items() for place in places]
every_list = pytest.mark.parametrize(("page", "place"), LISTED, ids=[f"{p} {where}" for p, where in LISTED])


@pytest.fixture
def dossier(house: House) -> int:
    number = small_dossier(house)
    house.desk.add(
        number, "steun", "buurvrouw", [("naam", "Boodschappen met de buurvrouw"), ("van", "anna")], WORKER, AT
    )
    variant = [("naam", "Eén plan"), ("soort", str(AlternativeKind.VARIANT))]
    house.desk.add(number, "alternatieven", "een-plan", list(variant), WORKER, AT)
    house.desk.add(number, "besluit/niet_toegekend", "", [("wat", "Een traplift")], WORKER, AT)
    return number


def without(house: House, number: int, place: str, name: str | None = None) -> None:
    write(house, number, joined(place, name or PARTS[place][0], EXISTS), NO)


def at(page: str, number: int, place: str) -> AppTest:
    """Show the page with a list; the variants have a tab of their own."""
    app = screen(page, number)
    if place == "alternatieven":
        app.session_state[f"mogelijkheden:{number}"] = BUNDLED
        app.run()
    return app


def unfolded(app: AppTest, number: int, place: str, count: int = 1) -> AppTest:
    app.session_state[f"weggehaald:{number}:{place}:{count}"] = True
    return app.run()


def folds(app: AppTest) -> list[str]:
    return [item.label for item in app.expander if item.label.startswith("Weggehaald")]


@pytest.mark.parametrize("page", LISTS)
def test_where_nothing_was_taken_away_nothing_is_said_of_it(house: House, dossier: int, page: str) -> None:
    assert not folds(screen(page, dossier))


@every_list
def test_what_was_taken_away_stands_folded_under_its_list(
    house: House, dossier: int, page: str, place: str
) -> None:
    without(house, dossier, place)

    app = at(page, dossier, place)

    assert folds(app) == ["Weggehaald (1)"]
    assert "Zet terug" not in [button.label for button in app.button]


@every_list
def test_what_was_taken_away_is_called_by_its_words_and_comes_back_as_it_was(
    house: House, dossier: int, page: str, place: str
) -> None:
    name, words = PARTS[place]
    before = house.desk.draft(dossier)
    without(house, dossier, place)
    app = unfolded(at(page, dossier, place), dossier, place)
    assert words in said(app).replace("\\", "")

    press(app, "Zet terug")

    after = house.desk.draft(dossier)
    assert after.parts(place) == before.parts(place)
    fields = before.under(joined(place, name))
    assert [after.given(field) for field in fields] == [before.given(field) for field in fields]
    assert not folds(app)


def test_somebody_who_was_the_only_one_comes_back_too(house: House) -> None:
    number = house.desk.open("zaak-2", "voorbeeldgemeente", WORKER, AT)
    house.desk.add(number, "personen", "anna", [("naam", "Anna")], WORKER, AT)
    without(house, number, "personen", "anna")

    press(unfolded(screen("huishouden", number), number, "personen"), "Zet terug")

    assert [person.name for person in view(house, number).case.persons] == ["Anna"]


def test_the_last_words_count_also_where_they_were_emptied(house: House, dossier: int) -> None:
    write(house, dossier, "oplossingen/taxi/naam", "Taxi naar school")
    write(house, dossier, "oplossingen/taxi/naam", None)
    without(house, dossier, "oplossingen")

    app = unfolded(screen("mogelijkheden", dossier), dossier, "oplossingen")

    assert "Taxi naar school" in said(app)


def test_it_says_who_took_something_away_and_when(house: House, dossier: int) -> None:
    without(house, dossier, "personen")

    app = unfolded(screen("huishouden", dossier), dossier, "personen")

    assert f"Weggehaald op 24-11-2026 om 10:00 door {WORKER}" in said(app)


def test_the_list_stays_open_while_one_after_the_other_comes_back(house: House, dossier: int) -> None:
    for name in ("hulp", "taxi"):
        without(house, dossier, "oplossingen", name)
    app = unfolded(screen("mogelijkheden", dossier), dossier, "oplossingen", 2)
    assert folds(app) == ["Weggehaald (2)"]

    app.button(key=f"terug:{dossier}:oplossingen/hulp").click().run()

    assert folds(app) == ["Weggehaald (1)"]
    assert house.desk.draft(dossier).parts("oplossingen") == ("hulp",)
    press(app, "Zet terug")
    assert house.desk.draft(dossier).parts("oplossingen") == ("hulp", "taxi")


@pytest.mark.parametrize("chosen", [True, False], ids=["in a variant", "in none"])
def test_a_claim_that_was_in_a_variant_comes_back_with_the_word_to_choose_again(
    house: House, dossier: int, *, chosen: bool
) -> None:
    own = claim(house, dossier)
    if chosen:
        write(house, dossier, "alternatieven/een-plan/aanspraken", (own,))
    app = screen("mogelijkheden", dossier)
    app.session_state[f"kern:{dossier}:aanspraken/{own}"] = True
    app.selectbox(key=_key(app, "Welke aanvraag vult u in?")).set_value(own).run()
    press(app, "Haal deze aanvraag weg")
    assert given(house, dossier, "alternatieven/een-plan/aanspraken") == (() if chosen else None)

    press(unfolded(app, dossier, "aanspraken"), "Zet terug")

    assert own in house.desk.draft(dossier).parts("aanspraken")
    assert any("in welke varianten" in str(item.value) for item in app.warning) is chosen


def _key(app: AppTest, label: str) -> str:
    return next(str(box.key) for box in app.selectbox if box.label == label)


def test_a_preference_comes_back_unless_the_person_said_another(house: House, dossier: int) -> None:
    place = "alternatieven/niets-verandert/voorkeur"
    for rank in ("1", "2"):
        number = house.desk.add(dossier, place, "", [("wie", "bo"), ("plaats", rank)], WORKER, AT)
        without(house, dossier, place, number)
    app = unfolded(at("mogelijkheden", dossier, "alternatieven"), dossier, place, 2)
    assert "Bo: 1" in said(app).replace("\\", "")

    app.button(key=f"terug:{dossier}:{place}/{number}").click().run()

    (preference,) = view(house, dossier).case.alternatives[0].preference
    assert (preference.said_by, preference.rank) == ("bo", 2)
    assert not folds(app)


def test_parts_that_came_back_are_no_longer_removed() -> None:
    written = [("a", YES), ("b", YES), ("a", NO), ("b", NO), ("b", YES)]
    entries = (
        Entry(number, joined("steun", name, EXISTS), answer, WORKER, AT)
        for number, (name, answer) in enumerate(written, 1)
    )

    draft = Draft(1, "zaak-1", tuple(entries))

    assert (draft.parts("steun"), draft.removed("steun")) == (("b",), ("a",))
