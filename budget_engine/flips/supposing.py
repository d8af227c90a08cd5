"""The meaning of a rule set on facts of which some are supposed otherwise.

Only what rests on a supposed fact is worked out again; everything else is taken from what was worked
out before. Whatever this finds is the same as `meaning` on facts with the supposed values in them.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self, TypeAlias

from budget_engine.flips.readers import Readers
from budget_engine.language.arithmetic import all_hold
from budget_engine.language.fact import Entity, EntityKind, Inlet, Kind, Value
from budget_engine.language.meaning import Meaning, selected
from budget_engine.language.rule import Table

Place: TypeAlias = tuple[str, str]
"""An entity and a fact about it."""


class Supposed(Meaning):
    """What rules mean when some facts had other values."""

    def __init__(self, base: Meaning, readers: Readers, changes: Mapping[Place, Value | None]) -> None:
        super().__init__(base.rule_set, base.facts)
        self.readers = readers
        self.changes = changes
        self._base = base
        self.names = frozenset(fact for _, fact in changes)
        self._moved = readers.moved_by(self.names)
        self._truths: dict[Place, bool | None] = {}

    def fact(self, name: str, entity: Entity) -> Any:
        """Give the value of a fact: supposed, worked out again, or as it was."""
        if name in self.rule_set.derived:
            return super().fact(name, entity) if name in self._moved else self._base.fact(name, entity)
        if name in self.names:
            about = self.facts.owner(entity, self.rule_set.fact[name].entity)
            if about is not None and (about.id, name) in self.changes:
                return self.changes[about.id, name]
        return self._answered[entity.id].get(name)

    @cached_property
    def reference_date(self) -> Value | None:
        """Give the day on which the case is looked at, or None where no fact holds it."""
        names = [fact.name for fact in self.rule_set.inlet(Inlet.REFERENCE_DATE)]
        (case,) = self.facts.by_kind[EntityKind.CASE]
        return next((case.values[name] for name in names if name in case.values), None)

    def rows(self, table: Table, entity: Entity) -> list[bool | None]:
        """Tell per row whether its tests hold."""
        if self.names.isdisjoint(self.readers.table_cone(table.id)):
            return self._base.rows(table, entity)
        return super().rows(table, entity)

    def finding(self, name: str, entity: Entity) -> bool | None:
        """Tell whether a finding holds about an entity."""
        if self.names and self.names.isdisjoint(self.readers.finding_cone[name]):
            assert isinstance(self._base, Supposed)
            return self._base.finding(name, entity)
        key = (name, entity.id)
        if key not in self._truths:
            self._truths[key] = truth_of_finding(self, name, entity)
        return self._truths[key]

    def with_changes(self, changes: Mapping[Place, Value | None]) -> Self:
        """Suppose other values on the same ground: what was supposed here is left out."""
        base = self._base if self.changes else self
        return type(self)(base, self.readers, changes)


def truth_of_finding(meaning: Meaning, name: str, entity: Entity) -> bool | None:
    """Tell whether a finding holds about an entity: a rule, or a row of a table."""
    rules = meaning.rule_set
    rule = rules.rule_named.get(name)
    if rule is not None:
        return meaning.truth(rules.condition_of[name], entity, rule.moment)
    table, number = rules.row_named[name]
    chosen = selected(table.policy, meaning.rows(table, entity))[number]
    return all_hold((meaning.truth(rules.in_force_of[table.id], entity, table.moment), chosen))


def nothing_supposed(meaning: Meaning, readers: Readers) -> Supposed:
    """Begin with the facts as they are."""
    return Supposed(meaning, readers, {})


def middle_of(place: Place, base: Supposed) -> Value | None:
    """Give what another value of a fact should be near to: what it is, else today for a day; None for the least."""
    now = base.facts.entities[place[0]].values.get(place[1])
    is_day = base.rule_set.fact[place[1]].kind is Kind.DATE
    return base.reference_date if now is None and is_day else now
