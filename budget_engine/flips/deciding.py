"""Which grounds carry an outcome by themselves: each is verified with everything else unknown.

Flipping one of two sufficient grounds changes nothing (second look, point 14). A ground is a smallest set of
answers on which a finding holds when nothing else is known, so whatever the other answers would be; where a rule
asks whether something was answered, that it was not can be part of it. All of them
are found by taking away: from what is known is left out as much as can be, and then the same without each
answer that was found, until nothing new carries it. A gate is carried by each finding that keeps it where it is;
one that is unknown does so as long as its answers stay as they are, the missing ones too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from budget_engine.flips.readers import Readers
from budget_engine.flips.space import Space
from budget_engine.flips.subjects import Asked, OfAdvice, OfAmounts, OfFinding, OfGate, Subject
from budget_engine.flips.supposing import Place, Supposed
from budget_engine.flips.targets import ground_in_the_way
from budget_engine.flips.waiting import InTheEnd
from budget_engine.language.expr import Recorded
from budget_engine.language.fact import Entity, Value
from budget_engine.language.meaning import Meaning
from budget_engine.language.rule import Table

_MOST_LOOKED_AT = 400
"""So many sets of answers are looked at for one finding; what lies beyond is not searched."""

Ground = tuple[str, frozenset[Place]]
"""The finding that carries an outcome, and the answers it rests on."""


class Forgotten(Supposed):
    """What is certain when some answers are taken away, and only `still_open` surely stay without an answer."""

    def __init__(
        self,
        base: Meaning,
        readers: Readers,
        changes: Mapping[Place, Value | None],
        still_open: frozenset[Place] = frozenset(),
    ) -> None:
        super().__init__(base, readers, changes)
        self._still_open = still_open

    def recorded(self, name: str, entity: Entity) -> bool | None:
        """Tell that a fact has an answer for good, never gets one, or that this is not settled."""
        if self.fact(name, entity) is not None:
            return True
        about = self.facts.owner(entity, self.rule_set.fact[name].entity)
        stays_open = about is not None and (about.id, name) in self._still_open
        return False if stays_open else None

    def fact(self, name: str, entity: Entity) -> Any:
        """Give the value of a fact; what is derived is worked out anew, for it may rest on what is not answered."""
        if name in self.rule_set.derived:
            return Meaning.fact(self, name, entity)
        return super().fact(name, entity)

    def rows(self, table: Table, entity: Entity) -> list[bool | None]:
        """Tell per row whether its tests hold for good, fail for good, or are not settled."""
        return Meaning.rows(self, table, entity)

    def without(self, left_out: frozenset[Place]) -> "Forgotten":
        """Take answers away, or no longer count on them staying away."""
        left: dict[Place, Value | None] = dict.fromkeys(left_out)
        return Forgotten(self, self.readers, left, self._still_open - left_out)


def grounds_alone(asked: Asked, subject: Subject) -> list[Ground]:
    """Give the grounds that each carry an outcome, when there are two or more and all were found.

    Carried is a finding that holds, and a gate by each finding that keeps it where it is. Answers that are not
    searched stay as they are, and stand in no ground.
    """
    found = list(_carrying(asked, subject))
    return (
        sorted(set(found), key=lambda item: (len(item[1]), sorted(item[1]), item[0]))
        if len(found) > 1
        else []
    )


def _carrying(asked: Asked, subject: Subject) -> Iterator[Ground]:
    """Walk the grounds of every finding that carries an outcome."""
    space = asked.space
    match subject:
        case OfFinding():
            entity = space.facts.entities[subject.about]
            if space.base.finding(subject.rule, entity) is True:
                yield from _holding(space, subject.rule, entity)
        case OfGate():
            claims = asked.claims_of(subject.about)
            level = max(space.level(claims, space.base), 1)
            for setter, claim, truth in space.in_the_way(claims, space.base, level):
                if truth is True:
                    yield from _holding(space, setter.name, claim)
                else:
                    grounds = space.grounds(space.base)
                    yield setter.name, ground_in_the_way(grounds, setter, claim, truth, level)
        case OfAdvice() | OfAmounts():
            return


def _holding(space: Space, rule: str, entity: Entity) -> Iterator[Ground]:
    return ((rule, ground) for ground in grounds_of(space, rule, entity) or ())


def grounds_of(space: Space, rule: str, entity: Entity) -> list[frozenset[Place]] | None:
    """Give every smallest set of answers on which a finding that holds does so; None where there are too many."""
    return _Carried(space, rule, entity).smallest()


@dataclass(frozen=True)
class _Carried:
    """A finding that holds, and what it holds on."""

    space: Space
    rule: str
    entity: Entity

    @cached_property
    def _answers(self) -> frozenset[Place]:
        """Give the answers that the finding can rest on and that may be otherwise, the missing ones too."""
        cone = self.space.readers.finding_cone[self.rule]
        known = ((entity.id, fact) for entity in self._within_reach for fact in entity.values if fact in cone)
        return frozenset(place for place in (*known, *self._missing) if self.space.can_change(place))

    @cached_property
    def _missing(self) -> frozenset[Place]:
        """Give the answers that nobody gave and of which the rules look whether somebody did."""
        tests = self.space.readers.tests_of_finding(self.rule)
        looked_at = {
            test.node.fact for listed in tests.values() for test in listed if isinstance(test.node, Recorded)
        }
        return frozenset(
            (entity.id, fact)
            for fact in looked_at
            for entity in self._within_reach
            if entity.kind is self.space.rule_set.fact[fact].entity and fact not in entity.values
        )

    @cached_property
    def _within_reach(self) -> tuple[Entity, ...]:
        """Give what the finding can rest on: what it is about with its owners, or the whole household."""
        everything = tuple(self.space.facts.entities.values())
        if not self.space.readers.stays_with_owners(self.rule):
            return everything
        return tuple(entity for entity in everything if entity.id in self.entity.owners.values())

    @cached_property
    def _as_it_is(self) -> Forgotten:
        base = InTheEnd(self.space.rule_set, self.space.facts)
        return Forgotten(base, self.space.readers, {}, self._missing)

    def _holds_on(self, kept: frozenset[Place]) -> bool:
        """Tell whether the finding holds on some answers, whatever all others are."""
        return self._as_it_is.without(self._answers - kept).finding(self.rule, self.entity) is True

    def _shrunk(self, kept: frozenset[Place]) -> frozenset[Place]:
        """Leave out of answers that carry the finding all that it can do without."""
        for place in sorted(kept):
            if self._holds_on(kept - {place}):
                kept -= {place}
        return kept

    def smallest(self) -> list[frozenset[Place]] | None:
        """Give every smallest set of answers that carries the finding; None where there are too many to tell."""
        found: list[frozenset[Place]] = []
        looked_at: set[frozenset[Place]] = set()
        waiting = [frozenset[Place]()]
        while waiting:
            without = waiting.pop()
            if without in looked_at:
                continue
            looked_at.add(without)
            if len(looked_at) > _MOST_LOOKED_AT:
                return None
            known = next((ground for ground in found if ground.isdisjoint(without)), None)
            if known is None and self._holds_on(self._answers - without):
                known = self._shrunk(self._answers - without)
                found.append(known)
            if known is not None:
                waiting.extend(without | {place} for place in sorted(known))
        return found
