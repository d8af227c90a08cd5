"""What `maatwerk kantelt` and `maatwerk vragen` say, and how they refuse."""

import json

import pytest

from tests.sealed import Shell, case_file
from tests.small_world import VAN_WETERING

ON = ("--op", "2026-11-24")
FAMILY = case_file(VAN_WETERING)


def test_without_a_name_it_tells_of_the_advice_about_every_variant(shell: Shell) -> None:
    said = shell("kantelt", FAMILY, "--hoogstens", "1", *ON)

    assert said.code == 0
    assert said.err == ""
    headings = [line for line in said.out.splitlines() if line.startswith("Het advies over")]
    assert headings == [
        "Het advies over Als er niets verandert: niet passend",
        "Het advies over De gewone route: niet passend",
        "Het advies over Eén plan: bespreek dit met een collega",
        "Het advies over Alles als geld, in één budget: niet passend",
    ]
    assert "het is geen toezegging" in said.out


def test_what_would_turn_it_stands_by_whose_hands_it_lies_in(shell: Shell) -> None:
    said = shell("kantelt", FAMILY, "a-fiets", "--hoogstens", "1", *ON).out

    gate = said.partition("Wat de wet zegt van Driewielfiets")[2].partition("\n\n")[0]
    of_resident, _, rest = gate.partition("Dit zoekt de gemeente uit, of besluit zij")
    of_worker, _, of_nobody = rest.partition("Dit hebben inwoner en gemeente niet in de hand")
    assert "De vorm van de voorziening" in of_resident
    assert "de uitkomst van het advies is 'geschikt'" in of_worker
    assert "Wlz" in of_worker
    assert "woont niet in de gemeente" in of_nobody


def test_both_engines_are_named_when_both_were_asked(shell: Shell) -> None:
    said = shell("kantelt", FAMILY, "noor", "--regel", "wmo-jonge-mantelzorger", "--beide", *ON)

    assert said.code == 0
    assert "Elke verandering is nagerekend door beide motoren." in said.out


def test_as_json_every_change_has_what_it_was_and_what_it_makes(shell: Shell) -> None:
    (found,) = json.loads(
        shell("kantelt", FAMILY, "noor", "--regel", "wmo-jonge-mantelzorger", "--json", *ON).out
    )

    assert (found["soort"], found["entiteit"], found["is_nu"]) == ("bevinding", "noor", ["geldt"])
    assert {flip["wijzigingen"][0]["feit"]: flip["uitkomst_wordt"] for flip in found["kantelpunten"]} == {
        "geboortedatum": ["geldt_niet"],
        "jonge_mantelzorger": ["geldt_niet"],
        "jonge_mantelzorger_steun_afgesproken": ["geldt_niet"],
    }


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("een-pln",), "'een-pln' is niet in deze zaak."),
        (("noor", "--regel", "bestaat-niet"), "De regel 'bestaat-niet' is niet bekend."),
        (("noor", "--regel", "pw-10da"), "'pw-10da' gaat over een aanspraak; 'noor' is een persoon."),
        (("v5a",), "Over 'v5a' is niets gevonden."),
        (("noor", "--hoogstens", "9"), "9 kan niet bij --hoogstens"),
        (("--regel", "pw-10da"), "Noem bij --regel ook over wie of wat"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_dutch(shell: Shell, given: tuple[str, ...], said: str) -> None:
    found = shell("kantelt", FAMILY, *given, *ON)

    assert found.code == 2
    assert said in found.err
    assert found.out == ""


def test_questions_stand_in_the_order_of_what_they_decide(shell: Shell) -> None:
    said = shell("vragen", FAMILY, *ON).out

    assert "  1. Hoort deze persoon tot de doelgroep loonkostensubsidie? (Erik (vader))" in said
    assert "Een antwoord kan veranderen: het advies over Eén plan;" in said
    assert "Alleen als het speelt:" in said
    assert "Niet gevraagd:" in said


def test_with_all_every_dropped_question_says_what_settles_it(shell: Shell) -> None:
    said = shell("vragen", FAMILY, "--alles", *ON).out.splitlines()

    at = next(number for number, line in enumerate(said) if line.startswith("Niet gevraagd:"))
    asked, why = said[at + 1 :: 2], said[at + 2 :: 2]
    assert len(asked) == len(why) > 500
    assert all(line.startswith("     want ") for line in why)


def test_the_three_lists_as_json(shell: Shell) -> None:
    found = json.loads(shell("vragen", FAMILY, "--json", *ON).out)

    assert list(found) == ["open", "als_het_speelt", "niet_gevraagd"]
    assert found["open"][0]["feit"] == "doelgroep_loonkostensubsidie"
