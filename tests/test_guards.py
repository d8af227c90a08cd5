"""Which changes of rules the examples notice, and examples proposed for what they do not notice."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from random import Random

import pytest

from budget_engine.language.contrast import Contrast, contrast
from budget_engine.language.example import faults_of, without_municipality
from budget_engine.language.example_line import example_line
from budget_engine.language.fact import Facts, Kind
from budget_engine.language.guards import Guards
from budget_engine.language.household import ExampleError, Owner, household_of
from budget_engine.language.meaning import Meaning
from budget_engine.language.mutants import Mutant, mutants_of, owners_of
from budget_engine.language.noticing import Noticing
from budget_engine.language.proposals import Proposal, proposed
from budget_engine.language.rule import Derivation, Example, Rule, Table
from budget_engine.language.rule_set import RuleSet
from budget_engine.language.unguarded import examples_report, unguarded
from tests.conftest import ROOT
from tests.generated import Generator
from tests.notation import DECLARED, rule, rules_of

SETS = 5
OWNERS = 3
"""Rule sets, and entries of each; with --grondig many more, from a random seed."""

HOUSEHOLDS = 40


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


def test_a_change_that_only_a_list_of_members_would_show_is_shown() -> None:
    condition = "{minstens_een: {over: persoon.steun, waar: {betaald: nee, uren: '> 8'}}}"
    rule_set = rules_of(DECLARED, rule(condition, "persoon"))

    (entry,) = unguarded(rule_set).entries

    assert all(settled.witness is not None for _, settled in entry.unnoticed)
    lines = [example_line(proposal.example) for proposal in entry.proposals]
    assert any("persoon.steun: [{" in line for line in lines)
    assert strong(rule_set, rule_set.rules[0]) == []


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


# --- proposals ------------------------------------------------------------------------------------------


def strengthened(owner: Owner, proposals: tuple[Proposal, ...]) -> Owner:
    examples = list(owner.examples)
    for proposal in proposals:
        if proposal.number is None:
            examples.append(proposal.example)
        else:
            examples[proposal.number] = proposal.example
    return owner.model_copy(update={"examples": tuple(examples)})


def put(rule_set: RuleSet, owner: Owner, changed: Owner) -> RuleSet:
    match changed:
        case Rule():
            return replace(rule_set, rules=tuple(changed if x is owner else x for x in rule_set.rules))
        case Table():
            return replace(rule_set, tables=tuple(changed if x is owner else x for x in rule_set.tables))
        case Derivation():
            changes = tuple(changed if x is owner else x for x in rule_set.derivations)
            return replace(rule_set, derivations=changes)


def strong(rule_set: RuleSet, owner: Owner) -> list[Mutant]:
    """Add all that is proposed for an entry, and list what is still unnoticed but makes a difference."""
    guards = Guards(rule_set)
    found = proposed(guards, owner, guards.unnoticed(owner))
    equivalent = {mutant.key for mutant, settled in found.settled if settled.is_equivalent}
    changed = strengthened(owner, found.proposals)
    national = without_municipality(rule_set)

    assert [list(faults_of(national, changed, example)) for example in changed.examples] == [
        [] for _ in changed.examples
    ]
    left = Guards(put(rule_set, owner, changed)).unnoticed(changed)
    return [mutant for mutant in left if mutant.key not in equivalent]


class Plain(Generator):
    """Makes rules that a solver settles: no lists of members and no last days of the calendar."""

    def relation(self, entity):  # noqa: ARG002 - as the generator asks it
        return None

    def between_dates(self, entity):
        return self.simple_term(entity, Kind.NUMBER)


@pytest.fixture
def rule_sets(request: pytest.FixtureRequest) -> list[RuleSet]:
    if request.config.getoption("--grondig"):
        start = request.getfixturevalue("seed")
        return [Plain(Random(number)).rule_set() for number in range(start, start + 10 * SETS)]
    return [Plain(Random(number)).rule_set() for number in range(SETS)]


def test_a_suite_without_examples_becomes_strong_by_what_is_proposed(rule_sets: list[RuleSet]) -> None:
    count = 0
    for rule_set in rule_sets:
        for owner in owners_of(rule_set)[-OWNERS:]:
            count += len(mutants_of(rule_set, owner))

            assert [mutant.key for mutant in strong(rule_set, owner)] == []
    assert count > 100


def households(rule_set: RuleSet, number: int) -> list[Facts]:
    generator = Plain(Random(number))
    generator.facts = list(rule_set.facts)
    return [generator.household() for _ in range(HOUSEHOLDS)]


def test_what_is_proved_to_make_no_difference_makes_none_to_any_household(
    rule_sets: list[RuleSet],
) -> None:
    count = 0
    for number, rule_set in enumerate(rule_sets):
        facts = households(rule_set, number)
        for owner in owners_of(rule_set)[:OWNERS]:
            noticing = Noticing(rule_set, owner)
            for mutant in mutants_of(rule_set, owner):
                if not noticing.settle(mutant).is_equivalent:
                    continue
                count += 1
                for given in facts:
                    meaning = Meaning(rule_set, given)
                    for entity in given.by_kind[noticing.kind]:
                        found = contrast(mutant, meaning, entity)
                        # a parameter that nobody filled in, or an owner who is not there, may leave one unknown
                        assert found is not Contrast.SURE, mutant.key
    assert count > 10


def test_no_fact_of_a_generated_household_can_be_missed(rule_sets: list[RuleSet]) -> None:
    for rule_set in rule_sets[:2]:
        for owner in owners_of(rule_set)[-OWNERS:]:
            noticing = Noticing(rule_set, owner)
            for mutant in mutants_of(rule_set, owner):
                witness = noticing.settle(mutant).witness
                if witness is None:
                    continue
                assert noticing.differs(mutant, witness.example) is witness.contrast
                for name in witness.example.facts:
                    rest = {key: text for key, text in witness.example.facts.items() if key != name}
                    less = witness.example.model_copy(update={"facts": rest})
                    assert noticing.differs(mutant, less) is not witness.contrast, mutant.key


def test_a_row_is_asked_what_it_gives_where_that_was_changed() -> None:
    text = """
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
            - {feiten: {leeftijd: 17}, rij: a}
            - {feiten: {leeftijd: 18}, rij: b}
    """
    rule_set = rules_of(DECLARED, text)

    (entry,) = unguarded(rule_set).entries

    assert [mutant.name for mutant, _ in entry.unnoticed] == [
        "rij a groep jong wordt oud",
        "rij b groep oud wordt jong",
    ]
    assert [(item.number, dict(item.gives)) for item in entry.proposals] == [
        (0, {"groep": "jong"}),
        (1, {"groep": "oud"}),
    ]
    assert strong(rule_set, rule_set.tables[0]) == []


# --- the report -----------------------------------------------------------------------------------------


def weak() -> RuleSet:
    return rules_of(
        DECLARED,
        with_examples(
            "{alle: [{bekend: ja}, {veilig: nee}]}", "{feiten: {bekend: ja, veilig: nee}, geldt: ja}"
        ),
    )


def test_the_report_says_what_nobody_notices_and_what_to_add() -> None:
    assert unguarded(weak()).text().splitlines() == [
        "5 kleine wijzigingen van de regels maken verschil.",
        "2 daarvan merkt een voorbeeld, 3 merkt er geen.",
        "0 wijzigingen maken voor geen enkel huishouden verschil; die tellen niet mee.",
        "0 rijen zoeken alleen een bedrag op bij hun sleutel; die tellen niet mee.",
        "",
        "regel r: 3 van 5 wijzigingen onbewaakt",
        (
            "    onbewaakt r als een_van in plaats van alle: niets merkt het als één van de voorwaarden "
            "'bekend is ja en veilig is nee' genoeg is."
        ),
        "        Bij {feiten: {bekend: nee, veilig: nee}, geldt: nee} komt er dan ja uit.",
        "    onbewaakt r als.1.bekend vervalt: niets merkt het als de voorwaarde 'bekend is ja' vervalt.",
        "        Bij {feiten: {bekend: nee, veilig: nee}, geldt: nee} komt er dan ja uit.",
        "    onbewaakt r als.2.veilig vervalt: niets merkt het als de voorwaarde 'veilig is nee' vervalt.",
        "        Bij {feiten: {bekend: ja, veilig: ja}, geldt: nee} komt er dan ja uit.",
        "    Voeg toe aan voorbeeld 1: kantelt: [{bekend: nee}, {veilig: ja}]",
    ]


def test_what_has_a_reason_is_not_asked_again() -> None:
    report = unguarded(weak())
    reasons = dict.fromkeys(report.keys[1:], "Dit staat al in de wet.")

    text = report.text(reasons)

    assert "3 merkt er geen (2 met een reden)." in text
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

    assert (report.lookup_tables, report.lookup_rows, report.keys) == (("t",), 2, ())


_AGAIN = """
import json
from tests.test_guards import weak
from budget_engine.language.unguarded import unguarded
print(json.dumps(unguarded(weak()).as_json()))
"""


def test_the_report_is_the_same_every_time() -> None:
    first = unguarded(weak()).as_json()

    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    again = subprocess.run(
        [sys.executable, "-c", _AGAIN], capture_output=True, text=True, check=True, cwd=ROOT, env=environment
    )

    assert json.loads(again.stdout) == first


def test_the_proposals_for_real_rules_hold(rule_set: RuleSet) -> None:
    guards = Guards(rule_set)
    for owner in owners_of(rule_set)[::40]:
        if guards.unnoticed(owner):
            assert strong(rule_set, owner) == []


def test_an_example_that_cannot_be_built_says_so(rule_set: RuleSet) -> None:
    with pytest.raises(ExampleError, match="is niet bekend"):
        household_of(rule_set, rule_set.rules[0], Example(facts={"bestaat_niet": "ja"}))
