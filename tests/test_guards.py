"""Which changes of rules the examples notice, and examples proposed for what they do not notice."""

import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from budget_engine.errors import Path, Place
from budget_engine.guards.example_line import example_line
from budget_engine.guards.mutants import mutants_of
from budget_engine.guards.trials import Guards
from budget_engine.guards.unguarded import examples_report, unguarded
from budget_engine.language.household import ExampleError, household_of
from budget_engine.language.rule import Example
from budget_engine.language.rule_set import RuleSet
from tests.conftest import ROOT
from tests.notation import DECLARED, rule, rules_of


def with_examples(condition: str, *examples: str, entity: str = "zaak") -> str:
    lines = "".join(f"    - {example}\n" for example in examples)
    return f"{rule(condition, entity)}  voorbeelden:\n{lines}"


def unnoticed(text: str, *more: str) -> list[str]:
    """Name what no example of the last rule notices."""
    rule_set = rules_of(DECLARED, *more, text)
    return [mutant.name for mutant in Guards(rule_set).unnoticed(rule_set.rules[-1])]


# --- what is noticed ----------------------------------------------------------------------------------


def test_examples_on_both_sides_of_everything_notice_every_change() -> None:
    text = with_examples(
        "{leeftijd: '< 18'}",
        "{feiten: {leeftijd: 17}, geldt: ja}",
        "{feiten: {leeftijd: 18}, geldt: nee}",
        entity="persoon",
    )

    assert unnoticed(text) == []


@pytest.mark.parametrize(
    ("examples", "left"),
    [
        (["{feiten: {leeftijd: 17}, geldt: ja}"], ["als vervalt", "als.leeftijd 18 wordt 19"]),
        (
            ["{feiten: {leeftijd: 18}, geldt: nee}"],
            ["als.leeftijd 18 wordt 17"],
        ),
        (
            ["{feiten: {leeftijd: 10}, geldt: ja}", "{feiten: {leeftijd: 40}, geldt: nee}"],
            ["als.leeftijd 18 wordt 17", "als.leeftijd 18 wordt 19"],
        ),
        (
            [],
            ["als vervalt", "als.leeftijd omgekeerd", "als.leeftijd 18 wordt 17", "als.leeftijd 18 wordt 19"],
        ),
    ],
)
def test_what_lies_far_from_the_bound_leaves_it_unguarded(examples: list[str], left: list[str]) -> None:
    text = with_examples("{leeftijd: '< 18'}", *examples, entity="persoon") if examples else ""

    assert unnoticed(text or rule("{leeftijd: '< 18'}", "persoon")) == left


def test_one_line_with_its_changes_guards_a_whole_condition() -> None:
    alone = "{feiten: {bekend: ja, veilig: nee}, geldt: ja}"
    turning = "{feiten: {bekend: ja, veilig: nee}, geldt: ja, kantelt: [{bekend: nee}, {veilig: ja}]}"
    condition = "{alle: [{bekend: ja}, {veilig: nee}]}"

    assert unnoticed(with_examples(condition, alone)) == [
        "als een_van in plaats van alle",
        "als.1.bekend vervalt",
        "als.2.veilig vervalt",
    ]
    assert unnoticed(with_examples(condition, turning)) == []


def test_an_example_of_a_rule_guards_the_fact_that_it_reads() -> None:
    declared = "- {feit: kind, voor: persoon, soort: ja_nee, afgeleid: ja}"
    derivation = "- {afleiding: kind, als: {leeftijd: '< 18'}}"
    reads = ["{feiten: {leeftijd: 17}, geldt: ja}", "{feiten: {leeftijd: 18}, geldt: nee}"]

    def left(*examples: str) -> list[str]:
        text = with_examples("{kind: ja}", *examples, entity="persoon")
        rule_set = rules_of(DECLARED, declared, derivation, text)
        return [mutant.name for mutant in Guards(rule_set).unnoticed(rule_set.derivations[0])]

    assert left(*reads) == []
    assert left(reads[0]) == ["als vervalt", "als.leeftijd 18 wordt 19"]


def test_an_example_that_does_not_come_out_guards_nothing() -> None:
    rule_set = rules_of(DECLARED, rule("{bekend: ja}"))
    wrong = rule_set.rules[0].model_copy(update={"examples": (Example(facts={"bekend": "ja"}, holds="nee"),)})
    told = replace(rule_set, rules=(wrong,))

    assert Guards(told).unnoticed(wrong) == mutants_of(told, wrong)
    assert not examples_report(told).comes_out
    assert "Dit voorbeeld verwacht 'nee', maar er komt 'ja' uit." in examples_report(told).text()


# --- what makes no difference ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "example", "same"),
    [
        ("{leeftijd: '>= 0'}", "{feiten: {leeftijd: 0}, geldt: ja}", "als.leeftijd 0 wordt -1"),
        (
            "{alle: [{leeftijd: '< 18'}, {leeftijd: '< 21'}]}",
            "{feiten: {leeftijd: 17}, geldt: ja, kantelt: [{leeftijd: 18}]}",
            "als.2.leeftijd vervalt",
        ),
    ],
)
def test_a_change_that_makes_no_difference_is_not_reported(condition: str, example: str, same: str) -> None:
    rule_set = rules_of(DECLARED, with_examples(condition, example, entity="persoon"))

    report = unguarded(rule_set)

    names = [mutant.name for entry in report.entries for mutant in entry.equivalent]
    assert same in names
    assert not any(key.endswith(same) for key in report.keys)


def test_a_parameter_that_nobody_filled_in_shows_what_nothing_else_does() -> None:
    declared = "- {parameter: grens, soort: getal, bereik: 0..120, titel: Grens}"
    text = with_examples(
        "{leeftijd: '< grens'}", "{feiten: {leeftijd: 8}, geldt: onbekend}", entity="persoon"
    )
    always = text.replace("'< grens'", "'< grens, >= grens'")
    rule_set = rules_of(DECLARED, declared, always)

    (entry,) = unguarded(rule_set).entries

    witness = next(
        known.witness for mutant, known in entry.unnoticed if mutant.name == "als.2.leeftijd omgekeerd"
    )
    assert witness is not None
    assert witness.example.settings


def test_a_look_at_whether_there_is_an_answer_is_guarded_by_leaving_it_out() -> None:
    text = with_examples(
        "{alle: [{vastgelegd: bekend}, {bekend: nee}]}",
        "{feiten: {bekend: nee}, geldt: ja, kantelt: [{bekend: ja}]}",
    )
    rule_set = rules_of(DECLARED, text)

    (entry,) = unguarded(rule_set).entries

    found = {mutant.name: settled for mutant, settled in entry.unnoticed}
    witness = found["als.1 vervalt"].witness
    assert witness is not None
    assert (example_line(witness.example), witness.otherwise) == ("- {feiten: {}, geldt: nee}", "onbekend")
    assert [proposal.turned_by for proposal in entry.proposals] == [({"bekend": "onbekend"},)]


# --- the report -----------------------------------------------------------------------------------------


def weak() -> RuleSet:
    return rules_of(
        DECLARED,
        with_examples(
            "{alle: [{bekend: ja}, {veilig: nee}]}", "{feiten: {bekend: ja, veilig: nee}, geldt: ja}"
        ),
    )


def test_the_report_says_what_nobody_notices_and_what_to_add() -> None:
    def where(path: Path) -> Place:
        return Place("regels.yaml", len(path))

    assert unguarded(weak()).text(where=where).splitlines() == [
        "5 kleine wijzigingen van de regels maken verschil.",
        "2 daarvan worden door een voorbeeld gemerkt, 3 niet.",
        "0 wijzigingen maken voor geen enkel huishouden verschil; die tellen niet mee.",
        "0 rijen zoeken alleen een bedrag op bij een sleutel; die tellen niet mee.",
        "",
        "regel r: 3 van 5 wijzigingen onbewaakt",
        "    onbewaakt r als een_van in plaats van alle",
        (
            "        regels.yaml:4  Geen voorbeeld merkt het als één van de voorwaarden \"op de vraag 'Bekend?' is het "
            "antwoord ja, en op de vraag 'Veilig?' is het antwoord nee\" genoeg is."
        ),
        "        Bij {feiten: {bekend: nee, veilig: nee}, geldt: nee} komt er nu nee uit, en met die wijziging ja.",
        "    onbewaakt r als.1.bekend vervalt",
        (
            "        regels.yaml:6  Geen voorbeeld merkt het als de voorwaarde \"op de vraag 'Bekend?' is het antwoord "
            'ja" vervalt.'
        ),
        "        Bij {feiten: {bekend: nee, veilig: nee}, geldt: nee} komt er nu nee uit, en met die wijziging ja.",
        "    onbewaakt r als.2.veilig vervalt",
        (
            "        regels.yaml:6  Geen voorbeeld merkt het als de voorwaarde \"op de vraag 'Veilig?' is het antwoord "
            'nee" vervalt.'
        ),
        "        Bij {feiten: {bekend: ja, veilig: ja}, geldt: nee} komt er nu nee uit, en met die wijziging ja.",
        "    Voeg toe aan voorbeeld 1 (regels.yaml:4): kantelt: [{bekend: nee}, {veilig: ja}]",
    ]


def test_what_an_example_has_already_is_added_to_and_not_asked_a_second_time() -> None:
    def told(more: str) -> tuple[str, RuleSet]:
        example = f"{{feiten: {{bekend: ja, veilig: nee}}, geldt: ja, kantelt: [{{bekend: nee}}{more}]}}"
        rule_set = rules_of(DECLARED, with_examples("{alle: [{bekend: ja}, {veilig: nee}]}", example))
        return unguarded(rule_set).text(), rule_set

    advice = told("")[0].splitlines()[-1]
    added = advice.removeprefix("    Zet in 'kantelt' van voorbeeld 1 erbij: ")

    assert added == "{veilig: ja}"
    assert unguarded(told(f", {added}")[1]).keys == ()


def test_what_has_a_reason_is_not_asked_again() -> None:
    report = unguarded(weak())
    reasons = dict.fromkeys(report.keys[1:], "Dit staat al in de wet.")

    text = report.text(reasons)

    assert "3 niet (2 met een reden)." in text
    assert "regel r: 1 van 5 wijzigingen onbewaakt" in text
    assert [item.get("reden") for item in report.as_json(reasons)["onderdelen"][0]["onbewaakt"]] == [
        None,
        "Dit staat al in de wet.",
        "Dit staat al in de wet.",
    ]
    assert "onbewaakt r" not in report.text(dict.fromkeys(report.keys, "Goed zo."))


def test_a_table_that_only_looks_up_is_counted_apart() -> None:
    text = """
        - {feit: maat, voor: zaak, soort: bedrag, afgeleid: ja}
        - tabel: t
          voor: zaak
          titel: Maat
          trefbeleid: eerste
          invoer: [bekend]
          uitvoer: [maat]
          rijen: [{rij: a, bekend: ja, maat: '10,00'}, {rij: b, bekend: '-', maat: '20,00'}]
          peilmoment: besluit
          geldig_van: 2015-01-01
    """

    report = unguarded(rules_of(DECLARED, text))

    assert (report.lookup_rows, report.keys) == (2, ())


_AGAIN = """
import json
from tests.test_guards import weak
from budget_engine.guards.unguarded import unguarded
print(json.dumps(unguarded(weak()).as_json()))
"""


def test_the_report_is_the_same_every_time() -> None:
    first = unguarded(weak()).as_json()

    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    again = subprocess.run(
        [sys.executable, "-c", _AGAIN], capture_output=True, text=True, check=True, cwd=ROOT, env=environment
    )

    assert json.loads(again.stdout) == first


def test_an_example_that_cannot_be_built_says_so(rule_set: RuleSet) -> None:
    with pytest.raises(ExampleError, match="is niet bekend"):
        household_of(rule_set, rule_set.rules[0], Example(facts={"bestaat_niet": "ja"}))
