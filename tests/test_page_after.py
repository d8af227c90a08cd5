"""The page about what happens after sealing, and what the worklist and the other pages then say."""

from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from budget_engine.afterwards import Agreed, Evaluation, Sending
from budget_engine.language.rule_set import RuleSet
from budget_engine.looking_back import place_of, views_at
from tests.decision_pages import AT, SEAL_PAGE, TODAY, button, codes_in, decided, shown, words
from tests.people import SOMEBODY
from tests.screens import house_on
from tests.sealed import filled_from
from tests.small_world import VAN_WETERING
from tests.test_after_sealing import ERIK
from ui.running import House

PAGE = "na"


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory, rule_set: RuleSet) -> tuple[Path, int]:
    """Seal the family of case 1 once."""
    with house_on(tmp_path_factory.mktemp("gezin")) as house:
        opened = decided(house, VAN_WETERING, rule_set)
        house.seal(house.desk.view(opened, TODAY), SOMEBODY)
        return house.desk.db, opened


@pytest.fixture
def number(house: House, family: tuple[Path, int]) -> int:
    path, opened = family
    filled_from(path, house.desk.db)
    return opened


def sent(app: AppTest, day: str, channel: str | None, *, parts: list[str] | None = None) -> AppTest:
    if parts is not None:
        app.multiselect[0].set_value(parts)
    next(item for item in app.text_input if item.label == "Dag").set_value(day)
    if channel is not None:
        next(item for item in app.selectbox if item.label == "Hoe?").set_value(channel)
    return button(app, "Leg de verzending vast")()


def choose(app: AppTest, label: str, value: str) -> AppTest:
    return next(item for item in app.selectbox if item.label == label).set_value(value).run()


def texts(app: AppTest) -> str:
    return "\n".join(
        [words(app), *(str(item.value) for item in app.code), *(item.value for item in app.get("html"))]
    )


def events(house: House) -> list[object]:
    return [event.what for event in house.desk.events(1, SOMEBODY, AT)]


def test_before_sealing_the_page_says_what_comes_first(house: House, rule_set: RuleSet) -> None:
    app = shown(PAGE, decided(house, VAN_WETERING, rule_set))

    assert "nog niet vastgesteld" in app.info[0].value
    assert not [item for item in app.button if item.label.startswith("Leg ")]


def test_what_was_sealed_is_not_offered_to_be_thrown_away(
    number: int,
) -> None:
    app = shown("werklijst", number)

    assert "Gooi dit dossier weg" not in [item.label for item in app.button]
    assert "Van dit dossier is een besluit vastgesteld." in words(app)


def test_the_way_on_from_sealing_leads_here_by_the_letters(number: int) -> None:
    for page, after in ((SEAL_PAGE, "Verder naar Brieven"), ("brieven", "Verder naar Verzonden en daarna")):
        assert after in [item.label for item in shown(page, number).get("page_link")]


def test_one_small_form_records_that_all_was_sent(house: House, number: int, rule_set: RuleSet) -> None:
    app = sent(shown(PAGE, number), "24-11-2026", "post")

    assert not app.error
    happened = [what for what in events(house) if isinstance(what, Sending)]
    assert len(happened) == len(events(house)) == 4
    assert {(what.day, str(what.channel)) for what in happened} == {(TODAY, "post")}
    said = texts(app)
    assert f"{TODAY + timedelta(weeks=6):%-d januari %Y}" in said
    assert "met de gewone post" in said
    assert codes_in(words(app), house.desk.view(number, TODAY).case, rule_set) == []
    assert "Leg de verzending vast" not in [item.label for item in app.button]
    assert "Vastgesteld, nog niet verzonden" not in texts(shown("werklijst", number))


@pytest.mark.parametrize(
    ("day", "channel", "said"),
    [
        ("25-11-2026", "post", "moet nog komen"),
        ("1-11-2026", "post", "ligt voor de dag van het besluit"),
        ("gisteren", "post", "datum"),
        ("", "post", "Vul in op welke dag"),
        ("1-1-2999", "post", "ligt buiten de jaren"),
        ("24-11-2026", None, "Kies hoe"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_recorded(
    house: House, number: int, day: str, channel: str | None, said: str
) -> None:
    app = sent(shown(PAGE, number), day, channel)

    assert said in app.error[0].value
    assert events(house) == []
    assert next(item for item in app.text_input if item.label == "Dag").value == day


def test_the_worklist_says_that_it_still_has_to_be_sent(number: int) -> None:
    assert "Vastgesteld, nog niet verzonden: " in texts(shown("werklijst", number))


def test_texts_can_be_copied_and_hold_what_was_recorded(house: House, number: int) -> None:
    app = sent(shown(PAGE, number), "24-11-2026", "aangetekend")

    case = house.desk.draft(number).case
    copied = [str(item.value) for item in app.code]
    assert copied[0] == case
    assert len(copied[1].splitlines()) == 4
    assert all(line.startswith(f"{case}; ") and "aangetekend" in line for line in copied[1].splitlines())
    assert "Vastgesteld als record 1, kop " in copied[2]


@pytest.mark.parametrize("field", ["veiligheidsnotitie/sem", "gesprek/notities"])
def test_a_note_after_sealing_asks_nobody_to_seal_anew(house: House, number: int, field: str) -> None:
    house.desk.write(number, field, "Iets.", "M. Aydin", AT)

    for page in (SEAL_PAGE, "brieven", PAGE):
        assert "is er iets gewijzigd" not in words(shown(page, number))


def test_what_was_sealed_before_is_under_a_fold_of_its_own(house: House, number: int) -> None:
    seen = house.desk.draft(number).seen("besluit/reden")
    house.desk.write(number, "besluit/reden", "Nader bekeken.", "M. Aydin", AT, seen)
    house.seal(house.desk.view(number, TODAY), SOMEBODY)

    app = shown(PAGE, number)

    assert "Eerder vastgesteld" in [item.label for item in app.expander]


def test_of_two_people_with_one_name_each_part_is_a_part_of_its_own(house: House, rule_set: RuleSet) -> None:
    alike = [(f"personen/{who}/naam", "Sem") for who in ("sem", "erik")]
    house.seal(house.desk.view(decided(house, VAN_WETERING, rule_set, *alike), TODAY), SOMEBODY)
    parts = [item.of for item in house.desk.follow_ups(1, SOMEBODY, AT)]
    assert len({part.called for part in parts}) == len(parts)
    assert {part.person for part in parts} == {"Sem", "Sem (2)"}


# --- looking back ------------------------------------------------------------------------------------------


def test_an_evaluation_is_kept_as_it_is_typed_and_then_recorded(house: House, number: int) -> None:
    app = choose(shown(PAGE, number), "Waarop kijkt u terug?", ERIK.room)
    assert "Schrijf de dag" in button(app, "Leg deze evaluatie vast")().error[0].value
    place = place_of(1, ERIK)
    goal = views_at(1, ERIK, 0)
    for field, given in {
        f"{place}/datum": "24-11-2026", f"{place}/aanwezig": "Erik\nS. de Wit", f"{place}/afgesproken": "doorgaan",
        f"{place}/werkt": "De vaste dag.", f"{goal}/0/richting": "beter", f"{goal}/0/wie": "Erik",
        f"{goal}/0/reden": "Het huis is schoon.",
    }.items():  # fmt: skip
        house.desk.write(number, field, given, "M. Aydin", AT)

    again = choose(shown(PAGE, number), "Waarop kijkt u terug?", ERIK.room)
    assert "De vaste dag." in [item.value for item in again.text_area]
    assert not shown(SEAL_PAGE, number).info
    assert "vastgesteld (record 1)" in words(shown("werklijst", number))
    app = button(again, "Leg deze evaluatie vast")()

    (what,) = events(house)
    assert isinstance(what, Evaluation)
    assert (what.works, what.present) == ("De vaste dag.", ("Erik", "S. de Wit"))
    assert (what.goals[0].direction, what.goals[0].said_by) == ("beter", "Erik")
    assert {goal.direction for goal in what.goals[1:]} <= {"niet_besproken"}
    assert "zegt Erik. Het huis is schoon." in words(app)
    assert not house.desk.draft(number).text(f"{place}/werkt")


def test_stopping_asks_why_and_says_that_nothing_changes_by_itself(house: House, number: int) -> None:
    place = place_of(1, ERIK)
    for field, given in {"datum": "24-11-2026", "aanwezig": "Erik", "afgesproken": "stoppen"}.items():
        house.desk.write(number, f"{place}/{field}", given, "M. Aydin", AT)

    app = choose(shown(PAGE, number), "Waarop kijkt u terug?", ERIK.room)

    assert "nieuw besluit" in app.info[-1].value
    assert "waarom" in button(app, "Leg deze evaluatie vast")().error[0].value
    assert events(house) == []


def test_an_evaluation_that_was_recorded_wrongly_is_mended_on_the_page(house: House, number: int) -> None:
    recorded = Evaluation(part=ERIK, day=TODAY, present=("Erik",), agreed=Agreed.GO_ON, works="De vaste dag.")
    house.desk.evaluate(1, recorded, SOMEBODY, AT)

    app = button(shown(PAGE, number), "Verbeter evaluatie")()

    assert "U verbetert de evaluatie van 24 november 2026." in "\n".join(item.value for item in app.info)
    assert next(item for item in app.text_area if item.label == "Wat werkt?").value == "De vaste dag."
    assert (
        "Schrijf op wat er verkeerd was genoteerd." in button(app, "Leg deze evaluatie vast")().error[0].value
    )
    next(item for item in app.text_area if item.label == "Wat werkt?").set_value("De vaste hulp.").run()
    wrong = next(item for item in app.text_input if item.label == "Wat was er verkeerd genoteerd?")
    wrong.set_value("Het ging om wie er komt.").run()
    button(app, "Leg deze evaluatie vast")()

    first, mended = events(house)
    assert first == recorded
    assert isinstance(mended, Evaluation)
    assert (mended.corrects, mended.works) == (1, "De vaste hulp.")
    assert "Verbeterd: Het ging om wie er komt." in words(app)
    assert "U verbetert" not in "\n".join(item.value for item in app.info)


def test_what_somebody_is_typing_is_not_written_over_to_mend(house: House, number: int) -> None:
    house.desk.evaluate(
        1, Evaluation(part=ERIK, day=TODAY, present=("Erik",), agreed=Agreed.GO_ON), SOMEBODY, AT
    )
    house.desk.write(number, f"{place_of(1, ERIK)}/werkt", "Nog niet klaar.", "M. Aydin", AT)

    app = button(shown(PAGE, number), "Verbeter evaluatie")()

    assert "bent u al iets aan het invullen" in app.error[0].value
    assert house.desk.draft(number).text(f"{place_of(1, ERIK)}/werkt") == "Nog niet klaar."
    choose(app, "Waarop kijkt u terug?", ERIK.room)
    assert "Toch niet verbeteren" not in [item.label for item in app.button]


# --- extending ---------------------------------------------------------------------------------------------


def test_an_extension_opens_and_says_of_which_record_it_is(house: House, number: int) -> None:
    app = choose(shown(PAGE, number), "Wat wilt u verlengen?", ERIK.room)

    button(app, "Maak een dossier voor de verlenging")()

    made = max(head.head.number for head in house.desk.worklist(TODAY))
    assert made != number
    assert "verlenging van record 1" in words(shown("gesprek", made))
