"""What was taken out of a dossier is still called what people called it, wherever something speaks of it."""

import pytest

from budget_engine.drafts.called import by_its_words, gone, meant
from budget_engine.drafts.entry import EXISTS, Draft, joined
from budget_engine.drafts.filling import entries_of
from budget_engine.language.rule_set import RuleSet
from budget_engine.store import drafts
from tests.screens import AT, WORKER, family, screen, words
from ui.running import House

REMOVED = {
    "personen/noor": "‘Noor’ is weggehaald",
    "vragen/v1": "‘Sem, school: Ik wil niet steeds iemand anders. En ik wil naar de geiten.’ is weggehaald",
    "steun/s-anouk": "‘Zorg van Anouk voor Sem’ is weggehaald",
    "oplossingen/driewielfiets": "‘Driewielfiets met trapondersteuning, in bruikleen’ is weggehaald",
    "aanspraken/a-fiets": "‘Driewielfiets met trapondersteuning, in bruikleen voor Erik (vader) (Wmo",
}


@pytest.fixture
def dossier(house: House, rule_set: RuleSet) -> int:
    return drafts.open_draft(house.desk.engine, "zaak-1", family(rule_set), WORKER, AT)


def remove(house: House, dossier: int, place: str) -> None:
    drafts.save(house.desk.engine, dossier, joined(place, EXISTS), "nee", WORKER, AT)


@pytest.mark.parametrize("place", REMOVED)
def test_what_speaks_of_something_that_is_gone_calls_it_by_its_name(
    house: House, dossier: int, place: str
) -> None:
    remove(house, dossier, place)

    shown = words(screen("vaststellen", dossier))

    assert REMOVED[place] in shown.replace("\\", "")
    found = drafts.read_entries(house.desk.engine, dossier)
    ids = [name for kind in ("personen", "vragen", "steun", "aanspraken") for name in found.names_used(kind)]
    assert [name for name in ids if f"‘{name}’" in shown or f"- {name}:" in shown] == []


def test_what_was_put_back_is_no_longer_gone(house: House, dossier: int, rule_set: RuleSet) -> None:
    remove(house, dossier, "personen/noor")
    assert gone(drafts.read_entries(house.desk.engine, dossier), rule_set) == {"noor": "Noor"}

    drafts.save(house.desk.engine, dossier, joined("personen/noor", EXISTS), "ja", WORKER, AT)

    assert gone(drafts.read_entries(house.desk.engine, dossier), rule_set) == {}


def test_a_part_is_called_by_what_was_typed_in_it_last(house: House, dossier: int, rule_set: RuleSet) -> None:
    drafts.save(house.desk.engine, dossier, "personen/noor/naam", "Noortje", WORKER, AT)
    remove(house, dossier, "personen/noor")
    found = drafts.read_entries(house.desk.engine, dossier)

    assert found.removed("personen") == ("noor",)
    assert by_its_words(found, rule_set, "personen", "noor") == "Noortje"


def test_a_part_without_a_name_says_so(house: House, rule_set: RuleSet) -> None:
    number = drafts.open_draft(house.desk.engine, "leeg", [("gemeente", "voorbeeldgemeente")], WORKER, AT)
    names = {
        place: drafts.add_part(house.desk.engine, number, place, "x", [], WORKER, AT)
        for place in ("personen", "vragen", "steun", "oplossingen", "aanspraken", "alternatieven")
    }
    found = drafts.read_entries(house.desk.engine, number)

    assert {by_its_words(found, rule_set, place, name) for place, name in names.items()} == {
        "zonder naam",
        "Aanvraag",
    }


def test_a_list_still_shows_by_name_what_was_chosen_and_is_gone(house: House, dossier: int) -> None:
    remove(house, dossier, "personen/noor")

    page = screen("gesprek", dossier)
    for need in house.desk.draft(dossier).parts("vragen"):
        page.session_state[f"vraag:{dossier}:{need}"] = True
    page.run()

    shown = [box.options for box in page.selectbox if box.label == "Van wie is deze vraag?"]
    assert [options for options in shown if "Noor (kan niet meer)" in options]
    assert not [options for options in shown for option in options if "noor" in option]


@pytest.mark.parametrize("place", ["vragen", "steun", "oplossingen", "aanspraken", "doelen", "afwijkingen"])
def test_what_is_not_complete_yet_is_asked_for_whatever_it_is(house: House, dossier: int, place: str) -> None:
    drafts.add_part(house.desk.engine, dossier, place, "erbij", [], WORKER, AT)

    page = screen("vaststellen", dossier)

    assert not page.error
    assert "Nog niet ingevuld" in words(page)


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("anouk", "anouk-moeder"),
        (" Anouk (moeder) ", "anouk-moeder"),
        ("anouk-moeder", "anouk-moeder"),
        ("opa", "opa"),
        ("Sem (12)", "sem"),
        ("SEM ", "SEM"),  # two of them are called so
        ("de mentor", "de mentor"),
        ("Wim", "Wim"),  # does not belong to the household any more
        (" ", ""),
    ],
)
def test_who_is_typed_by_name_is_somebody_of_the_household(typed: str, who: str) -> None:
    names = {"anouk-moeder": "Anouk (moeder)", "sem": "Sem (12)", "sem-2": "Sem (opa)", "wim": "Wim"}
    written = [(f"personen/{name}/{part}", given) for name, word in names.items()
               for part, given in ((EXISTS, "ja"), ("naam", word))]  # fmt: skip
    draft = Draft(1, "zaak-1", entries_of([*written, (f"personen/wim/{EXISTS}", "nee")], WORKER, AT))

    assert meant(draft, typed) == who
