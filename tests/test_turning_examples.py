"""Examples that say which small changes turn the outcome, and what a row gives."""

import pytest

from tests.notation import DECLARED, issues_of, rule, rules_of

TABLE = """
- {feit: groep, voor: persoon, soort: keuze, keuzes: [jong, oud], afgeleid: ja}
- tabel: t
  voor: persoon
  titel: Groep
  trefbeleid: eerste
  invoer: [leeftijd]
  uitvoer: [groep]
  rijen:
    - {rij: a, leeftijd: '< 18', groep: jong}
    - {rij: b, leeftijd: '-', groep: oud}
  peilmoment: besluit
  geldig_van: 2015-01-01
  voorbeelden:
"""


def of_rule(example: str, condition: str = "{bekend: ja, veilig: nee}") -> list[str]:
    text = f"{DECLARED}{rule(condition)}  voorbeelden:\n    - {example}"
    return [issue.split("  ", 1)[1] for issue in issues_of(text)]


def of_table(example: str) -> list[str]:
    return [issue.split("  ", 1)[1] for issue in issues_of(f"{DECLARED}{TABLE}    - {example}")]


def test_a_change_that_turns_the_outcome_is_right_and_one_that_does_not_is_told() -> None:
    start = "{feiten: {bekend: ja, veilig: nee}, geldt: ja, kantelt: "

    assert of_rule(start + "[{veilig: ja}, {bekend: nee}]}") == []
    assert of_rule(start + "[{veilig: ja}, {bekend: ja}]}") == [
        "Met {bekend: ja} kantelt de uitkomst niet: het blijft 'ja'."
    ]


def test_a_change_to_the_unknown_turns_only_what_looks_at_knowledge() -> None:
    assert of_rule("{feiten: {bekend: ja, veilig: nee}, geldt: ja, kantelt: [{bekend: onbekend}]}") == [
        (
            "Met {bekend: onbekend} is de uitkomst onbekend; "
            "een verandering onder 'kantelt' geeft een bekende uitkomst."
        )
    ]
    assert of_rule("{feiten: {}, geldt: ja, kantelt: [{bekend: nee}]}", "{niet: {vastgelegd: bekend}}") == []


def test_each_change_starts_from_the_example_itself() -> None:
    both = "{feiten: {bekend: nee, veilig: ja}, geldt: nee, kantelt: [{bekend: ja, veilig: nee}]}"
    apart = "{feiten: {bekend: nee, veilig: ja}, geldt: nee, kantelt: [{bekend: ja}, {veilig: nee}]}"

    assert of_rule(both) == []
    assert of_rule(apart) == [
        "Met {bekend: ja} kantelt de uitkomst niet: het blijft 'nee'.",
        "Met {veilig: nee} kantelt de uitkomst niet: het blijft 'nee'.",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("[{}]", "Bij 'kantelt' staat een verandering zonder feiten."),
        ("[{bekent: ja}]", "Bij 'kantelt' (bekent: ja): Het feit 'bekent' is niet bekend."),
        (
            "[{bekend: soms}]",
            "Bij 'kantelt' (bekend: soms): 'soms' is geen antwoord op een ja/nee-vraag. Schrijf ja of nee.",
        ),
        ("{bekend: ja}", "Hier hoort een lijst te staan."),
    ],
)
def test_a_change_that_cannot_be_read_is_refused(change: str, said: str) -> None:
    assert of_rule(f"{{feiten: {{bekend: ja, veilig: nee}}, geldt: ja, kantelt: {change}}}") == [said]


def test_a_row_can_say_what_it_gives_and_is_held_to_it() -> None:
    assert of_table("{feiten: {leeftijd: 17}, rij: a, geeft: {groep: jong}, kantelt: [{leeftijd: 18}]}") == []
    assert of_table("{feiten: {leeftijd: 17}, rij: a, geeft: {groep: oud}}") == [
        "Dit voorbeeld verwacht bij 'groep' oud, maar er komt jong uit."
    ]
    assert of_table("{feiten: {leeftijd: 17}, rij: a, geeft: {groepen: oud}}") == [
        "'groepen' is geen uitvoer van deze tabel."
    ]
    assert of_rule("{feiten: {bekend: ja, veilig: nee}, geldt: ja, geeft: {groep: oud}}") == [
        "'geeft' kan niet bij een regel."
    ]


def test_what_turns_is_hashed_with_the_examples_and_changes_no_meaning() -> None:
    bare = f"{rule('{bekend: ja}')}  voorbeelden:\n    - {{feiten: {{bekend: ja}}, geldt: ja"

    one, other = rules_of(DECLARED, bare + "}"), rules_of(DECLARED, bare + ", kantelt: [{bekend: nee}]}")

    assert one.hash != other.hash
    assert one.meaning_hash == other.meaning_hash
