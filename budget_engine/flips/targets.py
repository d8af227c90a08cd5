"""What can be turned: a finding, the gate of one or more claims, and a value that follows from facts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from budget_engine.flips.grounds import NOTHING, Ground, Grounds
from budget_engine.flips.search import Changes, Turned, parts_of, search
from budget_engine.flips.space import SetsGate, Space
from budget_engine.flips.supposing import Place, Supposed
from budget_engine.language.expr import FactRef
from budget_engine.language.fact import Entity, Kind, Moment, Value


@dataclass(frozen=True)
class FindingTurns:
    """A finding that becomes anything else than it is: it holds, it does not, or it is unknown."""

    space: Space
    name: str
    about: str

    @cached_property
    def entity(self) -> Entity:
        """Give what the finding is about."""
        return self.space.facts.entities[self.about]

    @cached_property
    def now(self) -> bool | None:
        """Give the truth on the facts as they are."""
        return self.space.base.finding(self.name, self.entity)

    def is_turned(self, state: Supposed) -> bool:
        """Tell whether the finding is another than it was."""
        return self.becomes(state) is not self.now

    def becomes(self, state: Supposed) -> object:
        """Give the truth on what is supposed."""
        return state.finding(self.name, self.entity)

    def ground(self, state: Supposed) -> Ground:
        """Give a ground against that."""
        return self.space.grounds(state).finding_stays(self.name, self.entity)

    def values(self, place: Place, state: Supposed) -> tuple[Value, ...]:
        """Give the values to try for a fact."""
        return self.space.tried_for_finding(self.name).of(place, state)


@dataclass(frozen=True)
class FindingShuts:
    """A finding about a claim that comes to put its gate beyond a level."""

    space: Space
    setter: SetsGate
    about: str
    level: int

    @cached_property
    def entity(self) -> Entity:
        """Give the claim."""
        return self.space.facts.entities[self.about]

    def is_turned(self, state: Supposed) -> bool:
        """Tell whether the finding puts the gate beyond the level."""
        return self.becomes(state) > self.level

    def becomes(self, state: Supposed) -> int:
        """Give how far from open the finding puts the gate."""
        return self.setter.level(state.finding(self.setter.name, self.entity))

    def ground(self, state: Supposed) -> Ground:
        """Give a ground against that; where becoming unknown is enough, against anything else than now."""
        grounds = self.space.grounds(state)
        if self.setter.while_unknown > self.level:
            return grounds.finding_stays(self.setter.name, self.entity)
        return grounds.finding_is_not(self.setter.name, self.entity, wanted=True)

    def values(self, place: Place, state: Supposed) -> tuple[Value, ...]:
        """Give the values to try for a fact; choices as all findings about a claim tell them apart."""
        if self.space.rule_set.fact[place[1]].kind is Kind.CHOICE:
            return self.space.tried_for_gate(place[1]).of(place, state)
        return self.space.tried_for_finding(self.setter.name).of(place, state)


@dataclass(frozen=True)
class ValueTurns:
    """Derived facts of which one gets another value, or a value where it had none."""

    space: Space
    facts: tuple[str, ...]
    about: str

    @cached_property
    def entity(self) -> Entity:
        """Give what the facts are about."""
        return self.space.facts.entities[self.about]

    @cached_property
    def now(self) -> tuple[Value | None, ...]:
        """Give the values on the facts as they are."""
        return self.on(self.space.base)

    def on(self, state: Supposed) -> tuple[Value | None, ...]:
        """Give the values on what is supposed."""
        return tuple(state.fact(fact, self.entity) for fact in self.facts)

    def is_turned(self, state: Supposed) -> bool:
        """Tell whether a value is another one."""
        return self.on(state) != self.now

    def becomes(self, state: Supposed) -> object:
        """Give the values; of a number only that it is one: the nearest is enough, for each would give another."""
        return tuple(
            value if value is None or isinstance(value, str | bool) else type(value)
            for value in self.on(state)
        )

    def ground(self, state: Supposed) -> Ground:
        """Give a ground against any other value."""
        grounds = self.space.grounds(state)
        listed = (grounds.value_stays(FactRef(fact), self.entity, Moment.DECISION) for fact in self.facts)
        return frozenset().union(*listed)

    def values(self, place: Place, state: Supposed) -> tuple[Value, ...]:
        """Give the values to try for a fact."""
        return self.space.tried_for_facts(self.facts).of(place, state)


@dataclass(frozen=True)
class GateOpens:
    """The worst gate of some claims that comes nearer to open than a level."""

    space: Space
    claims: tuple[str, ...]
    level: int

    def is_turned(self, state: Supposed) -> bool:
        """Tell whether nothing keeps the gate at the level or beyond."""
        return next(self._in_the_way(state), None) is None

    def becomes(self, state: Supposed) -> object:
        """Give how far from open the worst gate is."""
        return self.space.level(self.claims, state)

    def ground(self, state: Supposed) -> Ground:
        """Give a ground against the gate opening: of one finding that is in the way."""
        grounds = self.space.grounds(state)
        found: Ground | None = None
        for setter, entity, truth in self._in_the_way(state):
            ground = ground_in_the_way(grounds, setter, entity, truth, self.level)
            if found is None or len(ground) < len(found):
                found = ground
                if not found:
                    break
        return NOTHING if found is None else found

    def _in_the_way(self, state: Supposed) -> Iterator[tuple[SetsGate, Entity, bool | None]]:
        return self.space.in_the_way(self.claims, state, self.level)

    def values(self, place: Place, state: Supposed) -> tuple[Value, ...]:
        """Give the values to try for a fact."""
        return self.space.tried_for_gate(place[1]).of(place, state)


def ground_in_the_way(
    grounds: Grounds,
    setter: SetsGate,
    entity: Entity,
    truth: bool | None,  # noqa: FBT001 - a truth value
    level: int,
) -> Ground:
    """Give a ground against a finding no longer keeping a gate at a level."""
    stays_either_way = (truth is True and setter.while_unknown >= level) or (
        truth is None and setter.when_it_holds >= level
    )
    if stays_either_way:
        return grounds.finding_is_not(setter.name, entity, wanted=False)
    return grounds.finding_stays(setter.name, entity)


def gate_opens(space: Space, claims: tuple[str, ...], most: int) -> Turned:
    """Find what brings the worst gate of some claims nearer to open."""
    level = space.level(claims, space.base)
    return Turned(()) if level == 0 else search(GateOpens(space, claims, level), space.base, most)


def gate_shuts(space: Space, claims: tuple[str, ...], most: int, beyond: int | None = None) -> Turned:
    """Find what takes the worst gate of some claims beyond a level, by default the one it has now.

    One finding is enough, so what turns each by itself is all there is.
    """
    level = space.level(claims, space.base) if beyond is None else beyond
    found: list[Changes] = []
    is_whole = True

    def is_beyond(changes: Changes) -> bool:
        return space.level(claims, space.base.with_changes(dict(changes))) > level

    for claim in claims:
        for setter in space.truths(claim):
            if max(setter.when_it_holds, setter.while_unknown) > level:
                turned = search(FindingShuts(space, setter, claim, level), space.base, most)
                found.extend(turned.changes)
                is_whole = is_whole and turned.is_whole
    return Turned(smallest(found, is_beyond), is_whole=is_whole)


def smallest(found: list[Changes], is_turned: Callable[[Changes], bool]) -> tuple[Changes, ...]:
    """Leave out of some changes those that hold another one, or a part that turns the outcome by itself."""
    kept: list[Changes] = []
    for changes in sorted(set(found), key=lambda item: (len(item), sorted((p, str(v)) for p, v in item))):
        if not any(one < changes for one in kept) and not any(map(is_turned, parts_of(changes))):
            kept.append(changes)
    return tuple(kept)
