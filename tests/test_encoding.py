"""The formulas for the solver say of every household what `meaning` says of it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from budget_engine.language.fact import EntityKind, Facts, Value
from budget_engine.language.meaning import Meaning
from budget_engine.language.rule_set import RuleSet
from budget_engine.proof.encoded_values import Worth
from budget_engine.proof.encoding import Encoding
from budget_engine.proof.frame import Frame, Spot
from budget_engine.proof.logic import Question, Says
from tests.generated import pairs

HOUSEHOLDS = 2
ROUNDS = 20
"""How often a last day may have to be put right; a condition of the generator has a few at most."""


class Household(Frame):
    """The very household of some facts, so that formulas and `meaning` speak about the same."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.spots = {
            name: Spot(name, entity.kind, entity.owners, is_extra=False)
            for name, entity in facts.entities.items()
        }

    def owner(self, spot: Spot, kind: EntityKind) -> Spot | None:
        return self.spots.get(spot.owners.get(kind, ""))

    def members(self, owner: Spot, relation: str) -> Iterator[Spot]:
        return (
            self.spots[member.id] for member in self.facts.members(self.facts.entities[owner.id], relation)
        )


def closed(facts: Facts) -> Facts:
    return Facts(
        {name: replace(entity, open_relations=frozenset()) for name, entity in facts.entities.items()}
    )


def answered(encoding: Encoding, facts: Facts) -> Question:
    """Ask about the household as it is: every input has its value, or has none."""
    question = encoding.question()
    for (about, fact), item in encoding.inputs.items():
        value = facts.entities[about].values.get(fact)
        known = encoding.logic.either(value is not None)
        question.add(item.worth.known == known)
        if value is not None:
            question.add(item.worth.value == encoding.codes.formula(encoding.logic, value))
    question.add(*encoding.links.values())
    for _ in range(ROUNDS):
        assert question.ask() is Says.POSSIBLE
        wrong = encoding.arithmetic.put_right(question)
        if not wrong:  # and it stays right in what is asked after this
            terms = encoding.arithmetic.free_terms
            question.add(
                *(
                    free.outcome == question.number(free.outcome)
                    for free in terms
                    if question.number(free.known)
                )
            )
            return question
        question.add(*wrong)
    raise AssertionError("a last day was never put right")


def told(encoding: Encoding, question: Question, worth: Worth) -> int | None:
    assert question.ask() is Says.POSSIBLE
    return question.number(worth.value) if question.number(worth.known) else None


def number(encoding: Encoding, value: Value | None) -> int | None:
    return None if value is None else encoding.codes.number(value)


@pytest.mark.timeout(3600)  # thorough runs try many
def test_every_condition_and_derived_fact_means_the_same_as_a_formula(seeds: range) -> None:
    for seed in seeds:
        rule_set, households = pairs(seed, HOUSEHOLDS)
        for facts in households:
            _agree(rule_set, closed(facts))


def _agree(rule_set: RuleSet, facts: Facts) -> None:
    meaning = Meaning(rule_set, facts)
    frame = Household(facts)
    for name, rule in rule_set.rule_named.items():
        condition = rule_set.condition_of[name]
        for entity in facts.by_kind[rule.entity]:
            encoding = Encoding(rule_set, frame, with_members=True, free_parameters=False)
            truth = encoding.truth(condition, frame.spots[entity.id], rule.moment)
            question = answered(encoding, facts)

            found = [question.ask(formula) is Says.POSSIBLE for formula in (truth.holds, truth.fails)]

            expected = meaning.truth(condition, entity, rule.moment)
            assert found == [expected is True, expected is False], (name, entity.id)
    for declared in rule_set.facts:
        for entity in facts.by_kind[declared.entity] if declared.is_derived else ():
            encoding = Encoding(rule_set, frame, with_members=True, free_parameters=False)
            worth = encoding.fact(declared.name, frame.spots[entity.id])
            question = answered(encoding, facts)

            found_value = told(encoding, question, worth)

            assert found_value == number(encoding, meaning.fact(declared.name, entity)), declared.name
