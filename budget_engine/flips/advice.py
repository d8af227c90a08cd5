"""What turns an advice about an alternative.

An advice reads the worst gate of its claims. So first it is asked which gate, or which other fact, would
give another advice; then what brings the gate there. Every answer is worked out on both stages again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from budget_engine.assessment import FROM_OPEN, GATE_CODES
from budget_engine.flips.grounds import Ground
from budget_engine.flips.search import Changes, Turned, search
from budget_engine.flips.space import Space
from budget_engine.flips.supposing import Place, Supposed
from budget_engine.flips.targets import GateOpens, ValueTurns, gate_shuts, smallest
from budget_engine.language.fact import Facts, Inlet, Outlet, Value
from budget_engine.language.rule_set import RuleSet

AMOUNTS = (
    Outlet.FIRST_YEAR_LOW,
    Outlet.FIRST_YEAR_LIKELY,
    Outlet.FIRST_YEAR_HIGH,
    Outlet.SECOND_YEAR_LOW,
    Outlet.SECOND_YEAR_LIKELY,
    Outlet.SECOND_YEAR_HIGH,
)
_LEVELS: Mapping[str, int] = {code: FROM_OPEN.index(gate) for gate, code in GATE_CODES.items()}


@dataclass(frozen=True)
class _Late:
    """The facts the advice reads, with the gate among those that may be supposed otherwise."""

    space: Space
    fact: str
    alternative: str
    gates: frozenset[Place]

    @cached_property
    def target(self) -> ValueTurns:
        return ValueTurns(self.space, (self.fact,), self.alternative)

    def is_turned(self, state: Supposed) -> bool:
        return self.target.is_turned(state)

    def becomes(self, state: Supposed) -> object:
        return self.target.on(state)

    def ground(self, state: Supposed) -> Ground:
        return self.target.ground(state)

    def values(self, place: Place, state: Supposed) -> tuple[Value, ...]:
        found = self.target.values(place, state)
        if place not in self.gates:
            return found
        tried = self.space.tried_for_facts((self.fact,))
        return tuple(
            code for value in found for code in tried.alike(place, value)
        )  # each is reached in its own way


@dataclass(frozen=True)
class Advice:
    """The advice about one alternative, and what it follows from; `late` are the facts with the gates in them."""

    space: Space
    late: Facts
    alternative: str
    claims: tuple[str, ...]

    @property
    def _fact(self) -> str | None:
        declared = self.space.rule_set.outlet.get(Outlet.ADVICE)
        return None if declared is None else declared.name

    @cached_property
    def _gates(self) -> frozenset[Place]:
        return frozenset((self.alternative, item.name) for item in self.space.rule_set.inlet(Inlet.GATE))

    @cached_property
    def _late(self) -> Space:
        return Space(self.space.readers, self.late, only=self.space.only, also=self._gates)

    def on(self, changes: Changes) -> Value | None:
        """Give the advice on supposed facts: first the gate, then what follows from it."""
        fact = self._fact
        if fact is None:
            return None
        gate = self.space.gate(self.claims, self.space.base.with_changes(dict(changes)))
        supposed = {**dict(changes), **dict.fromkeys(self._gates, GATE_CODES[gate])}
        value: Value | None = self._late.base.with_changes(supposed).fact(
            fact, self.late.entities[self.alternative]
        )
        return value

    def turns(self, most: int) -> Turned:
        """Find what turns the advice, of at most so many facts.

        What takes the gate further than is needed is not looked at when something smaller turns the advice.
        """
        fact = self._fact
        if fact is None:
            return Turned(())
        now = self.on(frozenset())
        late = search(_Late(self._late, fact, self.alternative, self._gates), self._late.base, most)
        is_whole = late.is_whole
        found: list[Changes] = []
        ways: dict[str, Turned] = {}
        for changes in late.changes:
            wanted = [str(value) for place, value in changes if place in self._gates]
            own = frozenset(item for item in changes if item[0] not in self._gates)
            if not wanted:
                found.append(own)
                continue
            if wanted[0] not in ways:
                ways[wanted[0]] = self._to(_LEVELS[wanted[0]], most)
            is_whole = is_whole and ways[wanted[0]].is_whole
            found.extend(own | way for way in ways[wanted[0]].changes)

        def is_turned(changes: Changes) -> bool:
            return self.on(changes) != now

        turning = [changes for changes in found if _is_one(changes, most) and is_turned(changes)]
        return Turned(smallest(turning, is_turned), is_whole=is_whole)

    def _to(self, level: int, most: int) -> Turned:
        """Find what takes the worst gate to a level, or past it where it cannot stop there."""
        now = self.space.level(self.claims, self.space.base)
        if level > now:
            return gate_shuts(self.space, self.claims, most, beyond=level - 1)
        return search(GateOpens(self.space, self.claims, level + 1), self.space.base, most)


def _is_one(changes: Changes, most: int) -> bool:
    places = [place for place, _ in changes]
    return len(places) <= most and len(places) == len(set(places))


def amount_facts(rule_set: RuleSet) -> tuple[str, ...]:
    """Name the derived facts that hold what a claim costs."""
    listed = (rule_set.outlet.get(outlet) for outlet in AMOUNTS)
    return tuple(declared.name for declared in listed if declared is not None)
