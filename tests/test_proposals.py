"""Examples proposed for what no example notices: they hold, they are small, and they make a suite strong."""

from dataclasses import replace
from itertools import product
from random import Random

import pytest

from budget_engine.guards.contrast import Contrast, contrast
from budget_engine.guards.example_line import example_line
from budget_engine.guards.mutants import Mutant, mutants_of, owners_of
from budget_engine.guards.noticing import Noticing
from budget_engine.guards.proposals import Proposal, proposed
from budget_engine.guards.trials import Guards
from budget_engine.guards.unguarded import unguarded
from budget_engine.language.example import faults_of, without_municipality
from budget_engine.language.fact import Facts, Kind
from budget_engine.language.household import Owner
from budget_engine.language.meaning import Meaning
from budget_engine.language.rule import Derivation, Example, Rule, Table
from budget_engine.language.rule_set import RuleSet
from tests.generated import Generator
from tests.notation import DECLARED, rule, rules_of

SETS = 5
OWNERS = 3
"""Rule sets, and entries of each; with --grondig many more, from a random seed."""

HOUSEHOLDS = 15


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


def test_the_proposals_for_real_rules_hold(rule_set: RuleSet) -> None:
    guards = Guards(rule_set)
    for owner in owners_of(rule_set)[::80]:
        if guards.unnoticed(owner):
            assert strong(rule_set, owner) == []


def test_a_change_that_only_a_list_of_members_would_show_is_shown() -> None:
    condition = "{minstens_een: {over: persoon.steun, waar: {betaald: nee, uren: '> 8'}}}"
    rule_set = rules_of(DECLARED, rule(condition, "persoon"))

    (entry,) = unguarded(rule_set).entries

    assert all(settled.witness is not None for _, settled in entry.unnoticed)
    lines = [example_line(proposal.example) for proposal in entry.proposals]
    assert any("persoon.steun: [{" in line for line in lines)
    assert strong(rule_set, rule_set.rules[0]) == []


TESTED = ("bekend", "veilig", "druk", "moe")
ASKED = "\n".join(
    f"- {{feit: {name}, voor: zaak, soort: ja_nee, vraag: Is het zo?, wie: [consulent]}}"
    for name in TESTED[2:]
)


def some_condition(random: Random, depth: int) -> str:
    if depth == 0 or random.random() < 0.3:
        return f"{{{random.choice(TESTED)}: {random.choice(('ja', 'nee'))}}}"
    parts = ", ".join(some_condition(random, depth - 1) for _ in range(random.randint(2, 3)))
    return f"{{{random.choice(('alle', 'een_van'))}: [{parts}]}}"


def fewest(noticing: Noticing, mutant: Mutant) -> int | None:
    """Count the answers of the smallest household that surely shows a mutant, by trying all of them."""
    found = [
        len(facts)
        for answers in product((None, "ja", "nee"), repeat=len(TESTED))
        if noticing.differs(
            mutant,
            Example(facts=(facts := {n: a for n, a in zip(TESTED, answers, strict=True) if a is not None})),
        )
        is Contrast.SURE
    ]
    return min(found, default=None)


@pytest.mark.parametrize("seed", range(12))
def test_no_smaller_household_shows_a_change_than_the_one_that_is_given(seed: int) -> None:
    text = rule(some_condition(Random(seed), 3))
    rule_set = rules_of(DECLARED, ASKED, text)
    noticing = Noticing(rule_set, rule_set.rules[0])

    for mutant in mutants_of(rule_set, rule_set.rules[0]):
        settled = noticing.settle(mutant)

        is_sure = settled.witness is not None and settled.witness.contrast is Contrast.SURE
        given = len(settled.witness.example.facts) if is_sure and settled.witness else None
        assert given == fewest(noticing, mutant), mutant.key
