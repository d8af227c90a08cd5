"""In whose hands a fact lies: said at a fact, following where nothing is said, and changing no outcome."""

import io
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook

from budget_engine.aloud.reader import Aloud
from budget_engine.difference.differences import differences
from budget_engine.files.editing.writer import text_of
from budget_engine.files.nodes import parse_yaml
from budget_engine.files.sheets.excel_rules import workbook_of
from budget_engine.language.fact import LiesWith
from budget_engine.language.hands import hands_of
from budget_engine.language.rule_set import RuleSet
from tests.notation import DECLARED, issues_of, rule, rules_of
from tests.small_rules import found_in

FILE = "landelijk/wmo.yaml"


def declared(fields: str, opening: str = "feit") -> str:
    return f"- {{{opening}: keus, voor: zaak, soort: ja_nee, vraag: Wat?, {fields}}}\n"


def with_hands(said: str = "") -> RuleSet:
    """Give a rule set of which one asked fact says in whose hands it lies."""
    return rules_of(DECLARED, declared(f"wie: [inwoner]{said and f', ligt_bij: {said}'}"), rule("{keus: ja}"))


def keus(rule_set: RuleSet) -> Any:
    return rule_set.fact["keus"]


# --- what follows where nothing is said --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "opening", "expected"),
    [
        ("wie: [inwoner]", "feit", None),
        ("wie: [inwoner, consulent]", "feit", None),
        ("wie: [deskundige, consulent]", "feit", None),
        ("wie: [deskundige]", "feit", None),
        ("wie: []", "feit", None),
        ("wie: [consulent]", "feit", LiesWith.MUNICIPALITY),
        ("wie: [beleid, consulent]", "feit", LiesWith.MUNICIPALITY),
        ("wie: [deskundige, consulent]", "oordeel", LiesWith.MUNICIPALITY),
        ("wie: [consulent], afgeleid: ja", "feit", None),
        ("wie: [consulent], ligt_bij: niemand", "feit", LiesWith.NOBODY),
        ("wie: [consulent], ligt_bij: inwoner", "feit", LiesWith.RESIDENT),
        ("wie: [inwoner], ligt_bij: gemeente", "feit", LiesWith.MUNICIPALITY),
    ],
)
def test_what_is_said_goes_first_and_else_only_what_the_municipality_answers_lies_with_it(
    fields: str, opening: str, expected: LiesWith | None
) -> None:
    given = "- {afleiding: keus, als: {bekend: ja}}\n" if "afgeleid" in fields else ""

    rule_set = rules_of(DECLARED, declared(fields, opening), given)

    assert hands_of(keus(rule_set)) is expected


def test_what_stands_in_the_case_lies_in_nobodys_hands() -> None:
    rule_set = rules_of(DECLARED)

    assert [hands_of(item) for item in rule_set.facts if item.inlet is not None] == [None, None]


# --- where it may stand ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "opening", "said"),
    [
        ("afgeleid: ja, ligt_bij: niemand", "feit", "'keus' wordt niet gevraagd"),
        ("wie: [consulent], ligt_bij: niemand", "oordeel", "Een inschatting ligt altijd bij de gemeente"),
        ("wie: [consulent], ligt_bij: inwoner", "oordeel", "Een inschatting ligt altijd bij de gemeente"),
        ("wie: [consulent], ligt_bij: burger", "feit", "'burger' kan hier niet"),
        ("wie: [consulent], ligt_bij: ''", "feit", "'' kan hier niet"),
    ],
)
def test_it_is_refused_where_it_cannot_be_said(fields: str, opening: str, said: str) -> None:
    given = "- {afleiding: keus, als: {bekend: ja}}\n" if "afgeleid" in fields else ""

    issues = issues_of(DECLARED + declared(fields, opening) + given)

    assert len(issues) == 1
    assert said in issues[0]


# --- it changes no outcome ---------------------------------------------------------------------------------


@pytest.mark.parametrize("said", LiesWith)
def test_another_hand_is_another_text_and_the_same_meaning(said: LiesWith) -> None:
    without, with_it = with_hands(), with_hands(said)

    assert with_it.hash != without.hash
    assert with_it.meaning_hash == without.meaning_hash


def test_in_the_real_rules_no_meaning_moves_either(rule_set: RuleSet) -> None:
    bare = tuple(item.model_copy(update={"lies_with": None}) for item in rule_set.facts)

    assert replace(rule_set, facts=bare).meaning_hash == rule_set.meaning_hash


# --- read, written and told --------------------------------------------------------------------------------


def test_it_comes_back_from_yaml_and_from_a_workbook() -> None:
    entries: list[Any] = [
        {"feit": f"keus_{said}", "voor": "zaak", "soort": "ja_nee", "vraag": "Wat?", "ligt_bij": str(said)}
        for said in LiesWith
    ]

    assert parse_yaml(text_of(entries).encode(), "feiten.yaml").plain == entries
    assert found_in(workbook_of({FILE: entries}))[FILE] == entries


def test_the_sheet_of_facts_offers_the_three_and_takes_nothing_else() -> None:
    book = load_workbook(io.BytesIO(workbook_of({FILE: [keus(with_hands("inwoner")).as_entry()]})))
    sheet = book["feiten"]
    column = next(one.column_letter for one in sheet[1] if one.value == "ligt_bij")

    offered = next(
        item for item in sheet.data_validations.dataValidation if str(item.sqref).startswith(f"{column}2")
    )

    assert offered.showErrorMessage is True
    choices = book["keuzelijsten"][offered.formula1.split("!")[1].replace("$", "")]
    assert [one.value for (one,) in choices] == [str(said) for said in LiesWith]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("inwoner", "De inwoner kan dit zelf kiezen of doen."),
        ("gemeente", "Dit bepaalt, onderzoekt of doet de gemeente."),
        ("niemand", "De inwoner en de gemeente hebben dit niet zelf in de hand."),
    ],
)
def test_it_is_read_aloud_in_one_sentence(said: str, sentence: str) -> None:
    rule_set = with_hands(said)
    lines = [text for _, text in Aloud(rule_set).entry_lines(keus(rule_set))]
    bare = [text for _, text in Aloud(with_hands()).entry_lines(keus(with_hands()))]

    assert [text for text in lines if text not in bare] == [sentence]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("inwoner", "gemeente", "gaat wie het in handen heeft van 'inwoner' naar 'gemeente'"),
        ("", "niemand", "komt wie het in handen heeft erbij: 'niemand'"),
        ("niemand", "", "vervalt wie het in handen heeft: 'niemand'"),
    ],
)
def test_a_difference_is_told_as_one_that_changes_no_outcome(old: str, new: str, sentence: str) -> None:
    (found,) = differences(with_hands(old), with_hands(new))

    assert not found.can_change
    assert sentence in found.sentences[0]
