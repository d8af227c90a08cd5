"""Working notes: kept as typed, cut into sentences without losing a word, and no part of what is sealed."""

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from budget_engine.drafts.entry import Draft, Entry, Given
from budget_engine.drafts.notes import NOTES, not_used, sentences_of, taken_over
from budget_engine.drafts.shape import case_plain, decision_plain
from budget_engine.drafts.view import look
from budget_engine.language.rule_set import RuleSet
from tests.screens import AT, screen, words
from ui.running import House

LONG = "Zij vertelt hoe de ochtend gaat en wat er dan mis loopt.\n" * 2500


def draft(*fields: tuple[str, Given]) -> Draft:
    entries = (Entry(number, field, said, "M. Aydin", AT) for number, (field, said) in enumerate(fields, 1))
    return Draft(1, "zaak-1", tuple(entries))


def letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


@given(st.text())
@example("- a\n* b\n1. c\n12) d")
@example('Zij zei: "Ik kan niet meer." Toen belde Mirjam.')
@example("...\n---\n?!")
def test_every_sentence_stands_in_the_notes_and_no_letter_is_lost(notes: str) -> None:
    found = sentences_of(notes)

    assert all(said in notes for said in found)
    assert set(letters(notes)) == set(letters("".join(found)))
    assert len(set(found)) == len(found)


def test_a_sentence_ends_after_the_words_of_somebody() -> None:
    assert sentences_of('Zij zei: "Ik kan niet meer." Toen belde Mirjam. Sem: geiten!') == (
        'Zij zei: "Ik kan niet meer."',
        "Toen belde Mirjam.",
        "Sem: geiten!",
    )


def test_what_a_need_or_a_goal_holds_is_not_offered_again() -> None:
    told = draft(
        (NOTES, "Ik slaap slecht. Sem wil naar de geiten.\nEén middag mama."),
        ("vragen/v/bestaat", "ja"), ("vragen/v/woorden", "ik  slaap slecht. En meer."),
        ("doelen/1/bestaat", "ja"), ("doelen/1/woorden", "Eén middag mama."),
    )  # fmt: skip

    assert not_used(told) == ("Sem wil naar de geiten.",)


def test_what_was_taken_away_is_offered_again() -> None:
    told = draft(
        (NOTES, "Ik slaap slecht."), ("vragen/v/bestaat", "ja"), ("vragen/v/woorden", "Ik slaap slecht."),
        ("vragen/v/bestaat", "nee"),
    )  # fmt: skip

    assert not_used(told) == ("Ik slaap slecht.",)


@given(st.lists(st.sampled_from(["Een.", "Twee."])), st.text(alphabet="ab "))
def test_chosen_and_typed_stand_after_each_other(chosen: list[str], typed: str) -> None:
    found = taken_over(chosen, typed)

    assert found.startswith(" ".join(chosen))
    assert found.endswith(typed.strip())


def test_notes_are_no_part_of_the_case_or_the_decision(rule_set: RuleSet) -> None:
    private = "Hier staat iets dat nergens heen mag."
    told = draft(("gemeente", rule_set.municipality), (NOTES, private))

    seen = look(told, rule_set, date(2026, 11, 24))

    assert private not in str((case_plain(told, rule_set), decision_plain(told, rule_set)))
    assert private not in seen.case.model_dump_json()
    assert not seen.reading.problems


# --- on the page ---------------------------------------------------------------------------------------------


def begun(house: House, *fields: tuple[str, Given]) -> int:
    number = house.desk.open("zaak-1", "voorbeeldgemeente", "M. Aydin", AT, "")  # type: ignore[arg-type]
    written = [("personen/anouk/bestaat", "ja"), ("personen/anouk/naam", "Anouk"), *fields]
    house.desk.write_all(number, written, "M. Aydin", AT)  # type: ignore[arg-type]
    return number


def test_the_notes_come_first_and_say_what_happens_to_them(house: House) -> None:
    page = screen("gesprek", begun(house))

    assert page.text_area[0].label == "Aantekeningen tijdens het gesprek"
    assert "worden niet vastgesteld en komen in geen brief" in words(page)


def test_very_long_notes_are_kept_as_they_were_typed(house: House) -> None:
    number = begun(house)
    page = screen("gesprek", number)

    page.text_area[0].input(LONG).run()

    assert not page.exception
    assert house.desk.draft(number).given(NOTES) == LONG
    assert screen("gesprek", number).text_area[0].value == LONG


def test_a_sentence_of_the_notes_becomes_a_need_without_typing_it_again(house: House) -> None:
    number = begun(house, (NOTES, "Ik slaap slecht. Sem wil naar de geiten."))
    page = screen("gesprek", number)

    page.button_group(key="vraag:notities:0").set_value(["Ik slaap slecht."])
    next(group for group in page.button_group if group.label == "Domein").set_value("thuis")
    next(item for item in page.button if item.label == "Voeg vraag toe").click().run()

    draft_now = house.desk.draft(number)
    assert draft_now.given("vragen/anouk-thuis/woorden") == "Ik slaap slecht."
    assert draft_now.given(NOTES) == "Ik slaap slecht. Sem wil naar de geiten."
    assert not_used(draft_now) == ("Sem wil naar de geiten.",)
