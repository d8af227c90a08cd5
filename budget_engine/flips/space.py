"""Where flips are searched: one household, the rules about it, and which facts may be supposed otherwise."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from budget_engine.assessment import FROM_OPEN, Gate, gate_by
from budget_engine.flips.grounds import Grounds
from budget_engine.flips.readers import Readers, Test
from budget_engine.flips.supposing import Place, Supposed, nothing_supposed
from budget_engine.flips.tried import Tried
from budget_engine.language.fact import Entity, EntityKind, Facts, Outlet
from budget_engine.language.meaning import Meaning
from budget_engine.language.rule_set import RuleSet

CanChange = Callable[[Place], bool]


@dataclass(frozen=True, eq=False)
class SetsGate:
    """A finding that can move a gate, and how far from open it puts it when it holds and while it is unknown.

    A space has one of each, told apart by which it is.
    """

    name: str
    when_it_holds: int
    while_unknown: int

    def level(self, truth: bool | None) -> int:  # noqa: FBT001 - a truth value
        """Give how far from open this finding puts a gate."""
        return 0 if truth is False else self.while_unknown if truth is None else self.when_it_holds


@dataclass(frozen=True)
class Space:
    """A household with its rules.

    `set_aside` are findings (rule, about) that a deviation took out of the gates. Where `only` is given,
    no other answers are supposed otherwise; `also` are facts that may be although nobody answers them.
    """

    readers: Readers
    facts: Facts
    set_aside: frozenset[tuple[str, str]] = frozenset()
    only: CanChange | None = None
    also: frozenset[Place] = frozenset()
    kept: dict[object, object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def rule_set(self) -> RuleSet:
        """Give the rules."""
        return self.readers.rule_set

    @cached_property
    def base(self) -> Supposed:
        """Give the meaning of the rules on the facts as they are."""
        return nothing_supposed(Meaning(self.rule_set, self.facts), self.readers)

    def can_change(self, place: Place) -> bool:
        """Tell whether a fact may be supposed otherwise: one that people answer, unless only others may."""
        if place in self.also:
            return True
        fact = place[1]
        is_open = self.rule_set.fact[fact].is_asked and fact not in self.not_searched
        return is_open and (self.only is None or self.only(place))

    @cached_property
    def not_searched(self) -> frozenset[str]:
        """Name the answers that are never supposed otherwise: what a provision is, and what the college intends.

        Another provision is another option; what the college intends is its own choice, and no fact about anybody.
        """
        keys = {key for listed in self.rule_set.lists for key in listed.keys}
        kinds = {key for key in keys if self.rule_set.fact[key].entity is EntityKind.SOLUTION}
        intended = self.rule_set.outlet.get(Outlet.INTENTION)
        return frozenset(kinds if intended is None else {*kinds, intended.name})

    def grounds(self, state: Supposed) -> Grounds:
        """Give what finds grounds on what is supposed."""
        return Grounds(state, self.can_change)

    # --- values worth trying ----------------------------------------------------------------------------------

    def tried_for_finding(self, name: str) -> Tried:
        """Give the values to try where a finding is at stake."""
        return self._tried((self.readers.tests_of_finding(name),), ("finding", name))

    def tried_for_findings(self, names: Iterable[str]) -> Tried:
        """Give the values to try where several findings are at stake."""
        listed = tuple(names)
        return self._tried(map(self.readers.tests_of_finding, listed), ("findings", listed))

    def tried_for_gate(self, fact: str) -> Tried:
        """Give the values to try for a fact where a gate is at stake: any finding about a claim may turn on it."""
        reading = self.setters_reading.get(fact, frozenset())
        return self.tried_for_findings(sorted(setter.name for setter in reading))

    def tried_for_facts(self, names: tuple[str, ...]) -> Tried:
        """Give the values to try where derived facts are at stake: of a number also the next up and down."""
        return self._tried(map(self.readers.tests_of_fact, names), ("facts", names), steps=True)

    def _tried(
        self, sources: Iterable[Mapping[str, tuple[Test, ...]]], key: object, *, steps: bool = False
    ) -> Tried:
        known = self.kept.get(key)
        if not isinstance(known, Tried):
            listed = tuple(sources)

            def tests(place: Place) -> tuple[Test, ...]:
                return tuple(dict.fromkeys(test for source in listed for test in source.get(place[1], ())))

            known = self.kept[key] = Tried(self.readers, self.base, tests, steps=steps)
        return known

    # --- gates --------------------------------------------------------------------------------------------------

    @cached_property
    def gate_setters(self) -> tuple[SetsGate, ...]:
        """Give the findings about a claim that can move its gate."""
        found = []
        for name, kind in self.rule_set.entity_of_finding.items():
            if kind is EntityKind.CLAIM and name in self.rule_set.consequence_of_finding:
                holds, unknown = (
                    FROM_OPEN.index(gate_by(self.rule_set, name, truth)) for truth in (True, None)
                )
                if holds or unknown:
                    found.append(SetsGate(name, holds, unknown))
        return tuple(found)

    @cached_property
    def setters_reading(self) -> Mapping[str, frozenset[SetsGate]]:
        """Give by fact the findings that can move a gate and rest on it."""
        found: dict[str, set[SetsGate]] = {}
        for setter in self.gate_setters:
            for fact in self.readers.finding_cone[setter.name]:
                found.setdefault(fact, set()).add(setter)
        return {fact: frozenset(setters) for fact, setters in found.items()}

    def truths(self, claim: str) -> Mapping[SetsGate, bool | None]:
        """Give the truth about a claim, on the facts as they are, of every finding that counts for its gate."""
        key = ("truths", claim)
        known = self.kept.get(key)
        if not isinstance(known, dict):
            entity = self.facts.entities[claim]
            known = self.kept[key] = {
                setter: self.base.finding(setter.name, entity)
                for setter in self.gate_setters
                if (setter.name, claim) not in self.set_aside
            }
        return known

    def in_the_way(
        self, claims: Iterable[str], state: Supposed, level: int
    ) -> Iterator[tuple[SetsGate, Entity, bool | None]]:
        """Walk the findings that put a gate at a level or beyond on what is supposed, with what they are about."""
        touched = self.touched(state)
        for claim in claims:
            entity, truths = self.facts.entities[claim], self.truths(claim)
            for setter, truth in self._standing(claim):
                if setter not in touched and setter.level(truth) >= level:
                    yield setter, entity, truth
            for setter in sorted(touched, key=attrgetter("name")):
                if setter in truths:
                    now = state.finding(setter.name, entity)
                    if setter.level(now) >= level:
                        yield setter, entity, now

    def _standing(self, claim: str) -> Sequence[tuple[SetsGate, bool | None]]:
        """Give what keeps the gate of a claim from being open, on the facts as they are."""
        key = ("standing", claim)
        known = self.kept.get(key)
        if not isinstance(known, list):
            known = self.kept[key] = [
                (setter, truth) for setter, truth in self.truths(claim).items() if setter.level(truth)
            ]
        return known

    def level(self, claims: Iterable[str], state: Supposed) -> int:
        """Give how far from open the worst gate of some claims is on what is supposed."""
        found = self.in_the_way(claims, state, 1)
        return max((setter.level(truth) for setter, _, truth in found), default=0)

    def touched(self, state: Supposed) -> frozenset[SetsGate]:
        """Give the findings that can move a gate and rest on a supposed fact."""
        return frozenset().union(*(self.setters_reading.get(name, frozenset()) for name in state.names))

    def gate(self, claims: Iterable[str], state: Supposed) -> Gate:
        """Give the worst gate of some claims on what is supposed."""
        return FROM_OPEN[self.level(claims, state)]
