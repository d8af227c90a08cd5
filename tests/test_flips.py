"""What would turn an outcome, held against every change there is on households small enough to try them all."""

from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any

import pytest

from budget_engine.assessment import FROM_OPEN, gate_by
from budget_engine.flips.readers import Readers
from budget_engine.flips.search import NO_CHANGES, Changes, Turned, search
from budget_engine.flips.space import Space
from budget_engine.flips.targets import FindingTurns, ValueTurns, gate_opens, gate_shuts
from budget_engine.flips.tried import Tried
from budget_engine.language.fact import EntityKind
from budget_engine.language.meaning import Outcomes, evaluate
from budget_engine.language.rule_set import Stage
from tests.small_households import every_change, places_of, small, smallest_of, told_apart_all

TWO_FACTS = 200
THREE_FACTS = 1_000
IN_ONE_TEST = 20

Becomes = Callable[[Outcomes], object]
"""What an outcome is; numbers that come to another one are told apart."""


class World:
    """One small household with every change of a few of its facts, each worked out whole by `meaning`."""

    def __init__(self, seed: int, most: int) -> None:
        rule_set, facts = small(seed)
        readers = Readers(rule_set)
        places = places_of(Space(readers, facts), Random(seed))
        self.space = Space(readers, facts, only=set(places).__contains__)
        self.most = most
        self.outcomes: Mapping[Changes, Outcomes] = {
            changes: evaluate(
                rule_set,
                facts.with_values((about, fact, value) for (about, fact), value in changes),
                Stage.ASSESSMENT,
            )
            for changes in every_change(self.space, places, most)
        }
        self.base = self.outcomes[NO_CHANGES]

    def agrees(
        self, found: Turned, tried: Tried, becomes: Becomes, turns: Callable[[Any], bool] | None = None
    ) -> int:
        """Hold what was found against every change that turns the outcome; give how many there were."""
        now = becomes(self.base)
        every = {changes: becomes(outcomes) for changes, outcomes in self.outcomes.items()}
        turning = {
            changes: other
            for changes, other in every.items()
            if (other != now if turns is None else turns(other))
        }
        assert found.is_whole
        assert set(found.changes) <= set(turning)
        said = {
            (way, turning[changes]) for changes in found.changes for way in told_apart_all(changes, tried)
        }
        assert said == smallest_of(turning, self.space.base)
        return len(said)

    def findings(self) -> Iterator[int]:
        """Walk every finding, towards anything else than it is."""
        for name, about in self.base.findings:
            found = search(FindingTurns(self.space, name, about), self.space.base, self.most)
            tried = self.space.tried_for_finding(name)
            yield self.agrees(found, tried, lambda outcomes, key=(name, about): outcomes.findings[key])

    def derived(self) -> Iterator[int]:
        """Walk every derived fact, towards any other value."""
        for name, about in self.base.derived:
            found = search(ValueTurns(self.space, (name,), about), self.space.base, self.most)
            yield self.agrees(found, self.space.tried_for_facts((name,)), self._value(name, about))

    def _value(self, name: str, about: str) -> Becomes:
        """Tell a number from another only as being known, or not, or as it was: there is one for each change."""
        now = self.base.derived[name, about]

        def becomes(outcomes: Outcomes) -> object:
            value = outcomes.derived.get((name, about), now)
            is_number = isinstance(value, int) and not isinstance(value, bool)
            return "another number" if is_number and value != now else value

        return becomes

    def gates(self) -> Iterator[int]:
        """Walk the gate of every claim and of all together, towards open and towards shut."""
        claims = [item.id for item in self.space.facts.by_kind[EntityKind.CLAIM]]
        setters = [setter.name for setter in self.space.gate_setters]
        if any((name, claim) not in self.base.findings for name in setters for claim in claims):
            return  # a rule about a claim that reads a gate, which no rule set that is checked has
        for group in [*((claim,) for claim in claims), tuple(claims)]:

            def level(outcomes: Outcomes, group: tuple[str, ...] = group) -> int:
                return max(
                    (
                        FROM_OPEN.index(gate_by(self.space.rule_set, name, outcomes.findings[name, claim]))
                        for claim in group
                        for name in setters
                    ),
                    default=0,
                )

            now = level(self.base)
            tried = self.space.tried_for_findings(setters)
            opens, shuts = (
                search_gate(self.space, group, self.most) for search_gate in (gate_opens, gate_shuts)
            )
            yield self.agrees(opens, tried, level, lambda other, now=now: other < now)
            yield self.agrees(shuts, tried, level, lambda other, now=now: other > now)


@pytest.mark.parametrize("start", range(0, TWO_FACTS, IN_ONE_TEST))
def test_every_smallest_change_of_two_facts_is_found_and_nothing_else(start: int) -> None:
    met = 0
    for seed in range(start, start + IN_ONE_TEST):
        world = World(seed, 2)
        met += sum((*world.findings(), *world.derived(), *world.gates()))

    assert met > IN_ONE_TEST


@pytest.mark.grondig
@pytest.mark.parametrize("start", range(10_000, 10_000 + THREE_FACTS, IN_ONE_TEST))
def test_every_smallest_change_of_three_facts_is_found_and_nothing_else(start: int) -> None:
    met = 0
    for seed in range(start, start + IN_ONE_TEST):
        world = World(seed, 3)
        met += sum((*world.findings(), *world.derived(), *world.gates()))

    assert met > IN_ONE_TEST
