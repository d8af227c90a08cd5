"""What changes in the real rules, told in sentences: each kind of edit, and the forms it is told in."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from budget_engine.difference.differences import differences
from budget_engine.difference.one import ChangeKind, Difference
from budget_engine.difference.report import COLUMNS, as_json, sheet_rows, summary, text
from budget_engine.files.yaml_rules import read_sealed
from budget_engine.language.rule_set import RuleSet
from tests.conftest import FIXTURES, RULES
from tests.notation import DECLARED, rule, rules_of
from tests.rule_edits import Edit, edited, edits, unchecked

EDITS = edits()
EXPECTED = FIXTURES / "differences" / "expected.txt"


@pytest.fixture(scope="module")
def before() -> RuleSet:
    return unchecked(RULES)


@pytest.fixture(scope="module")
def found(before: RuleSet, tmp_path_factory: pytest.TempPathFactory) -> tuple[Difference, ...]:
    return differences(before, edited(tmp_path_factory.mktemp("edited") / "rules", EDITS))


def about(found: tuple[Difference, ...], edit: Edit) -> list[Difference]:
    return [item for item in found if item.part == edit.part]


def test_there_are_at_least_twenty_five_kinds_of_edit() -> None:
    assert len({edit.what for edit in EDITS}) >= 25


def test_each_edit_is_told_in_these_sentences(
    found: tuple[Difference, ...], golden: Callable[[Path, str], None]
) -> None:
    told = []
    parts = dict.fromkeys(edit.part for edit in EDITS)
    for part in parts:
        told += [f"{', '.join(edit.what for edit in EDITS if edit.part == part)}"]
        for item in (item for item in found if item.part == part):
            marks = "kan uitkomsten veranderen" if item.can_change else "verandert geen uitkomst"
            told += [f"  {item.change} ({marks})", *(f"    {sentence}" for sentence in item.sentences)]
    golden(EXPECTED, "\n".join(told) + "\n")


def test_nothing_else_is_told(found: tuple[Difference, ...]) -> None:
    assert {item.part for item in found} == {edit.part for edit in EDITS}


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.what)
def test_every_edit_is_told(found: tuple[Difference, ...], edit: Edit) -> None:
    assert about(found, edit)


def test_a_sentence_names_nothing_by_its_name_in_a_file(found: tuple[Difference, ...]) -> None:
    for item in found:
        for sentence in item.sentences:
            if item.change is not ChangeKind.RENAMED:
                assert "_" not in sentence, sentence
            assert sentence[0].isupper()
            assert sentence.endswith(".")
            assert ".." not in sentence


def test_equal_rules_have_no_difference(before: RuleSet) -> None:
    again = read_sealed(before.text)

    assert again is not before
    assert differences(before, again) == ()
    assert list(text(())) == ["Er is geen verschil."]


# --- forms ---------------------------------------------------------------------------------------------------


def small(condition: str, old: str = "", new: str = "") -> RuleSet:
    """Give a rule set of one rule, with a part of its text replaced."""
    return rules_of(DECLARED, rule(condition, "persoon").replace(old, new))


def test_the_first_line_counts_what_changed_and_what_can_change_an_outcome() -> None:
    old = small("{leeftijd: '< 18'}")
    bound = differences(old, small("{leeftijd: '< 21'}"))

    assert summary(bound) == "1 regel gewijzigd; 1 wijziging kan uitkomsten veranderen."
    assert summary(differences(old, replace(old, rules=()))) == (
        "1 regel vervallen; 1 wijziging kan uitkomsten veranderen."
    )
    assert summary(differences(replace(old, rules=()), old)) == (
        "1 regel toegevoegd; 1 wijziging kan uitkomsten veranderen."
    )


def test_what_changes_no_outcome_says_so() -> None:
    old = small("{leeftijd: '< 18', bekend: ja}")
    turned = differences(old, small("{bekend: ja, leeftijd: '< 18'}"))
    titled = differences(old, small("{leeftijd: '< 18', bekend: ja}", "Een regel", "De regel"))

    for found in (turned, titled):
        assert [item.can_change for item in found] == [False]
        assert summary(found) == "1 regel gewijzigd; geen enkele wijziging kan een uitkomst veranderen."
    assert turned[0].change is ChangeKind.ORDER
    assert titled[0].change is ChangeKind.TEXT


def test_the_text_goes_by_law_and_gives_both_readings() -> None:
    found = differences(small("{leeftijd: '< 18'}"), small("{leeftijd: '< 21'}"))

    assert list(text(found)) == [
        "1 regel gewijzigd; 1 wijziging kan uitkomsten veranderen.",
        "",
        "Testwet",
        "  Gewijzigd",
        "    - In de regel 'Een regel' (r) gaat de grens voor het antwoord op de vraag 'Hoe oud?' van 18 naar 21.",
        "      Dit kan uitkomsten veranderen.",
        "      was: Het antwoord op de vraag 'Hoe oud?' is minder dan 18.",
        "      wordt: Het antwoord op de vraag 'Hoe oud?' is minder dan 21.",
    ]


def test_the_json_has_dutch_words() -> None:
    found = differences(small("{leeftijd: '< 18'}"), small("{leeftijd: '<= 18'}"))

    assert as_json(found) == {
        "gelijk": "nee",
        "samenvatting": "1 regel gewijzigd; 1 wijziging kan uitkomsten veranderen.",
        "verschillen": [
            {
                "soort_wijziging": "gewijzigd",
                "wet": "Testwet",
                "onderdeel": "regel r",
                "plek": "als",
                "was": "Het antwoord op de vraag 'Hoe oud?' is minder dan 18.",
                "wordt": "Het antwoord op de vraag 'Hoe oud?' is ten hoogste 18.",
                "kan_uitkomst_veranderen": "ja",
                "zinnen": [
                    (
                        "In de regel 'Een regel' (r) geldt voortaan: het antwoord op de vraag 'Hoe oud?' is ten hoogste"
                        " 18; eerst was dat: het antwoord op de vraag 'Hoe oud?' is minder dan 18."
                    )
                ],
            }
        ],
    }
    assert as_json(())["gelijk"] == "ja"


def test_a_sheet_has_a_row_for_each_difference() -> None:
    found = differences(small("{leeftijd: '< 18'}"), small("{leeftijd: '< 21'}"))

    rows = list(sheet_rows(found))

    assert len(rows) == len(found)
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert dict(zip(COLUMNS, rows[0], strict=True))["kan uitkomst veranderen"] == "ja"


# --- what is compared with what --------------------------------------------------------------------------------


def sentences(old: RuleSet, new: RuleSet) -> list[str]:
    return [sentence for item in differences(old, new) for sentence in item.sentences]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{leeftijd: 18..65}", "{leeftijd: 21..67}",
         ["gaat de ondergrens voor het antwoord op de vraag 'Hoe oud?' van 18 naar 21",
          "gaat de bovengrens voor het antwoord op de vraag 'Hoe oud?' van 65 naar 67"]),
        ("{niet: {leeftijd: '< 18'}}", "{niet: {leeftijd: '< 21'}}",
         ["gaat de grens voor het antwoord op de vraag 'Hoe oud?' onder 'niet' van 18 naar 21"]),
        ("{minstens_een: {over: persoon.steun, waar: {uren: '> 8'}}}",
         "{minstens_een: {over: persoon.steun, waar: {uren: '> 8', betaald: nee}}}",
         [("komt een voorwaarde voor minstens één van de vormen van steun voor de persoon erbij: "
          "op de vraag 'Betaald?' is het antwoord nee")]),
        ("{een_van: [{leeftijd: '< 18'}, {bekend: ja}]}", "{een_van: [{leeftijd: '< 18'}, {veilig: ja}]}",
         ["vervalt een mogelijkheid: op de vraag 'Bekend?' is het antwoord ja",
          "komt een mogelijkheid erbij: op de vraag 'Veilig?' is het antwoord ja"]),
        ("{leeftijd: '< 18'}", "{leeftijd: '< 18', bekend: ja}",
         ["komt een voorwaarde erbij: op de vraag 'Bekend?' is het antwoord ja"]),
        ("{bekend: ja}", "{niet: {bekend: ja}}",
         [("geldt voortaan: dit is niet waar (op de vraag 'Bekend?' is het antwoord ja); "
          "eerst was dat: op de vraag 'Bekend?' is het antwoord ja")]),
        ("{bekend: ja}", "{niet: {bekend: nee}}",
         ["verandert alleen de volgorde of de schrijfwijze; de betekenis blijft gelijk (de voorwaarde)"]),
    ],
)  # fmt: skip
def test_the_smallest_difference_of_a_condition_is_told(old: str, new: str, said: list[str]) -> None:
    assert sentences(small(old), small(new)) == [f"In de regel 'Een regel' (r) {phrase}." for phrase in said]


def test_a_rule_of_which_only_the_first_day_changed_is_the_same_rule() -> None:
    old, new = small("{leeftijd: 9}"), small("{leeftijd: 9}", "2015-01-01", "2014-01-01")

    (found,) = differences(old, new)

    assert found.change is ChangeKind.VALIDITY
    assert found.sentences == (
        "In de regel 'Een regel' (r) gaat de geldigheid eerder in: op 1 januari 2014 in plaats van op 1 januari 2015.",
    )


def test_a_new_version_of_a_rule_is_told_by_what_differs_from_the_one_before() -> None:
    first = rule("{leeftijd: '< 18'}", "persoon")
    ended = first + "  geldig_tot: 2026-12-31\n"
    second = rule("{leeftijd: '< 21'}", "persoon").replace("2015-01-01", "2027-01-01")

    found = differences(rules_of(DECLARED, first), rules_of(DECLARED, ended, second))

    assert [item.change for item in found] == [ChangeKind.ADDED, ChangeKind.VALIDITY]
    assert found[0].sentences == (
        "De regel 'Een regel' (r) krijgt een nieuwe versie vanaf 1 januari 2027.",
        "In de regel 'Een regel' (r) gaat de grens voor het antwoord op de vraag 'Hoe oud?' van 18 naar 21.",
    )


def test_rules_of_two_municipalities_are_not_the_same_rules(before: RuleSet) -> None:
    (found,) = differences(before, replace(before, municipality="westerveld"))

    assert found.sentences == (
        "De oude regels gelden voor de gemeente buurgemeente, de nieuwe voor de gemeente westerveld.",
    )
