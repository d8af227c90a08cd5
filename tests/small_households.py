"""Random rule sets and households so small that every change of a few facts can be tried.

As odd as those of `generated`, but every fact has a handful of values, and rules about a claim set its gate.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations, product
from random import Random

from budget_engine.flips.search import Changes
from budget_engine.flips.space import Space
from budget_engine.flips.supposing import Place, Supposed
from budget_engine.flips.tried import Tried
from budget_engine.language.fact import (
    NUMERIC,
    Entity,
    EntityKind,
    Facts,
    Kind,
    Value,
)
from budget_engine.language.register import Declaration, Effect
from budget_engine.language.rule import Consequence, Rule, Strength
from budget_engine.language.rule_set import RuleSet
from tests.generated import Generator
from tests.generated_conditions import BASIS, DAY_ONE, SHORT

EFFECTS = (
    (Effect.BAR, Strength.MANDATORY),
    (Effect.BAR, Strength.DISCRETIONARY),
    (Effect.CONDITION, None),
    (Effect.DUTY, None),
    (Effect.CONCERN, None),
)
MOST_PLACES = 6


class SmallGenerator(Generator):
    """Makes rules over facts with two to five values each."""

    def declare(self) -> None:
        kind = self.one([Kind.YES_NO, Kind.YES_NO, Kind.CHOICE, Kind.NUMBER, Kind.AMOUNT])
        entity = self.one([EntityKind.CASE, EntityKind.PERSON, EntityKind.NEED, EntityKind.CLAIM])
        choices = {code: code for code in SHORT} if kind is Kind.CHOICE else {}
        low, high = (0, self.one([2, 4])) if kind in NUMERIC else (None, None)
        self.facts.append(
            Declaration(name=self.name("f"), entity=entity, kind=kind, choices=choices, low=low, high=high)
        )

    def range_of(self, kind: Kind):
        return (0, 4) if kind in NUMERIC else (None, None)

    def add_rule(self) -> None:
        super().add_rule()
        entity = self.one([EntityKind.CLAIM, EntityKind.CLAIM, EntityKind.NEED, EntityKind.CASE])
        effect, strength = self.one(EFFECTS)
        rule = Rule(
            id=self.name("poort"), slug="s", entity=entity, title="regel",
            when=self.condition(entity, self.random.randint(1, 3)),
            consequence=Consequence(effect=effect, strength=strength, text="x"),
            legal_basis=BASIS, moment=self.moment(entity), valid_from=DAY_ONE,
        )  # fmt: skip
        self.rules.append(rule)

    def household(self) -> Facts:
        found = super().household()
        entities = {
            name: Entity(name, item.kind, item.owners, self.dated(item), item.members, item.open_relations)
            for name, item in found.entities.items()
        }
        return Facts(entities)

    def dated(self, item: Entity) -> dict[str, Value]:
        days = {
            fact.name: DAY_ONE for fact in self.facts if fact.moment is not None and fact.entity is item.kind
        }
        return {**item.values, **days}


def small(seed: int) -> tuple[RuleSet, Facts]:
    """Make one rule set with one household from a seed."""
    generator = SmallGenerator(Random(seed))
    return generator.rule_set(), generator.household()


def places_of(space: Space, random: Random) -> list[Place]:
    """Draw a few facts that may change."""
    found = [
        (entity.id, fact.name)
        for entity in space.facts.entities.values()
        for fact in space.rule_set.facts
        if fact.entity is entity.kind and fact.is_asked and fact.kind is not Kind.DATE
    ]
    return sorted(random.sample(found, min(len(found), MOST_PLACES)))


def every_change(space: Space, places: list[Place], most: int) -> list[Changes]:
    """Give every change of at most so many of some facts."""
    return [
        frozenset(zip(chosen, values, strict=True))
        for size in range(most + 1)
        for chosen in combinations(places, size)
        for values in product(*(list(_others(space, place)) for place in chosen))
    ]


def _others(space: Space, place: Place):
    declared = space.rule_set.fact[place[1]]
    now = space.facts.entities[place[0]].values.get(place[1])
    if declared.kind is Kind.YES_NO:
        values: list[Value] = [True, False]
    elif declared.kind is Kind.CHOICE:
        values = list(declared.choices)
    else:
        low, high = declared.range or (0, 0)
        values = list(range(low, high + 1))
    return (value for value in values if value != now)


def told_apart(changes: Changes, base: Supposed) -> frozenset[tuple[Place, Value | None]]:
    """Write a change without the value of what is a number: the nearest stands for all."""
    return frozenset(
        (place, None if base.rule_set.fact[place[1]].kind in NUMERIC else value) for place, value in changes
    )


Told = tuple[frozenset[tuple[Place, Value | None]], object]
"""A change, numbers without their value, and what it comes to."""


def smallest_of(turning: Mapping[Changes, object], base: Supposed) -> set[Told]:
    """Give the smallest of all changes that turn an outcome with what each comes to: no part turns it too."""
    return {
        (told_apart(changes, base), becomes)
        for changes, becomes in turning.items()
        if not any(
            frozenset(part) in turning for size in range(len(changes)) for part in combinations(changes, size)
        )
    }


def told_apart_all(changes: Changes, tried: Tried) -> Iterator[frozenset[tuple[Place, Value | None]]]:
    """Write a change that was found once for every choice it stands for."""
    base = tried.base
    ways = [[(place, value) for value in tried.alike(place, value)] for place, value in changes]
    return (told_apart(frozenset(chosen), base) for chosen in product(*ways))
