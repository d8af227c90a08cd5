"""What `maatwerk uitleg` says about a rule, held or not."""

import re

import pytest

from tests.sealed import Shell, case_file
from tests.small_world import VAN_WETERING

ON = ("--op", "2026-11-24")
PIECE = ("akw-dubbele-kinderbijslag", "sem")


def test_a_rule_that_holds_explains_itself(shell: Shell) -> None:
    said = shell("uitleg", case_file(VAN_WETERING), *PIECE, *ON)

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[:2] == [
        "akw-dubbele-kinderbijslag over sem (AKW, 7a; nog te verifiëren)",
        "ja: al het volgende is waar",
    ]
    assert "[intensieve_zorg_kind van sem = ja]" in said.out


def test_a_rule_that_does_not_hold_explains_itself_too(shell: Shell) -> None:
    said = shell("uitleg", case_file(VAN_WETERING), PIECE[0], "noor", *ON)

    assert said.code == 0
    assert said.out.splitlines()[1].startswith("nee: ")
    assert "[intensieve_zorg_kind van noor = nee]" in said.out


def test_a_rule_whose_day_has_not_come_says_which_day(shell: Shell) -> None:
    said = shell("uitleg", case_file(VAN_WETERING), *PIECE, "--op", "2014-12-31")

    assert said.code == 0
    assert said.out.splitlines()[1].startswith("nee: ")
    assert re.search(r"nee: .* ligt op of na 1 januari 2015 .*2014-12-31", said.out)


@pytest.mark.parametrize(
    ("rule", "entity", "words", "hint"),
    [
        (
            "akw-dubele-kinderbijslag",
            "sem",
            "De regel of het afgeleide feit 'akw-dubele-kinderbijslag' is niet bekend.",
            PIECE[0],
        ),
        (PIECE[0], "semm", "'semm' is niet in deze zaak.", "sem"),
        (PIECE[0], "v1", "gaat over een persoon; 'v1' is een vraag.", None),
        ("qqqq", "sem", "De regel of het afgeleide feit 'qqqq' is niet bekend.", None),
        ("", "sem", "De regel of het afgeleide feit '' is niet bekend.", None),
    ],
)
def test_a_name_that_is_not_known_is_wrong_input_with_the_nearest(
    shell: Shell, rule: str, entity: str, words: str, hint: str | None
) -> None:
    said = shell("uitleg", case_file(VAN_WETERING), rule, entity, *ON)

    assert (said.code, said.out) == (2, "")
    assert words in said.err
    assert ("Bedoelt u" in said.err) is (hint is not None)
    assert hint is None or f"Bedoelt u '{hint}'?" in said.err


def test_an_explanation_names_the_facts_that_each_turn_it(shell: Shell) -> None:
    said = shell("uitleg", case_file(VAN_WETERING), "wmo-jonge-mantelzorger", "noor", *ON).out

    deciding = said.partition("Doorslaggevend, elk van deze feiten keert dit alleen al om:\n")[2]
    assert deciding.splitlines() == [
        "  de geboortedatum van de persoon is 21 mei 2012 (Noor)",
        "  deze jongere groeit op met zorg voor een gezinslid (Noor)",
        "  met deze jongere is niet afgesproken welke steun er is en wie wat mag weten (Noor)",
    ]
