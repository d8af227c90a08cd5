"""What a worker typed as a name is said to residents without amounts, and not at all where it gives something away."""

import pytest

from budget_engine.resident_words import ResidentWords, resident_words
from tests.notation import TODAY
from tests.sealed import rules
from tests.small_world import VAN_WETERING, real_case


@pytest.fixture(scope="module")
def words() -> ResidentWords:
    rule_set = rules("voorbeeldgemeente")
    return resident_words(real_case(VAN_WETERING, rule_set), rule_set, TODAY, ())


@pytest.mark.parametrize(
    "typed",
    [
        "Zorgboerderij (EUR 300 p/m)",
        "Zorgboerderij, € 95 per uur",
        "Zorgboerderij, 1200 per maand",
        "Zorgboerderij 98,50",
        "Zorgboerderij 300,- per week",
        "Zorgboerderij (1.200 euro)",
        "Zorgboerderij: euro 12,50 p/u",
    ],
)
def test_an_amount_is_taken_out_of_a_name_however_it_is_written(words: ResidentWords, typed: str) -> None:
    assert words.name(typed) == "Zorgboerderij"


@pytest.mark.parametrize(
    "typed", ["Behandeling ADHD", "NAH-begeleiding", "Traumatherapie PTSS, 1200 per maand"]
)
def test_a_name_with_letters_that_nobody_explains_is_not_said(words: ResidentWords, typed: str) -> None:
    assert words.name(typed) is None


@pytest.mark.parametrize(
    "typed", ["Groep van 4 kinderen", "Taxi in 2 stappen", "Lift naar 3 hoog", "Hulp bij het huishouden, pgb"]
)
def test_a_plain_name_stays_as_it_was_typed(words: ResidentWords, typed: str) -> None:
    assert words.name(typed) == words.text(typed)


def test_somebody_whose_name_was_typed_in_capitals_keeps_it(words: ResidentWords) -> None:
    assert words.person("TANTE MIRJAM") == "TANTE MIRJAM"


def test_what_was_told_in_confidence_is_no_name(words: ResidentWords) -> None:
    hidden = max(words.unspoken)

    assert words.name(f"Begeleiding bij {hidden}") is None
    assert words.person(f"buurman met {hidden}") is None
