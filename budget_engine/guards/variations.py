"""The small changes of an example's facts that could turn its outcome: what stands under `kantelt`.

For each fact the values near what the rules compare it with: the constant, one unit to each side, the
other choices, and the same around a formula or another fact as it comes out in this household.
"""

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from budget_engine import deadlines
from budget_engine.deadlines import Unit
from budget_engine.glossary import NO, UNKNOWN, YES
from budget_engine.guards.changes import moved
from budget_engine.guards.trials import Trial, nodes_of, rests_on
from budget_engine.language.expr import (
    Between,
    Comparison,
    Constant,
    FactRef,
    Node,
    OneOf,
    Recorded,
    Term,
    YearsBetween,
    walk,
)
from budget_engine.language.fact import Bounded, EntityKind, Kind, Value, reachable
from budget_engine.language.household import Owner
from budget_engine.language.rule import Derivation
from budget_engine.language.rule_set import RuleSet

MOST_CHOICES = 12
"""How many choices of one fact are tried that no rule names; past that one of them stands for all."""


class Variations:
    """The values worth trying for the facts that one entry rests on."""

    def __init__(self, national: RuleSet, owner: Owner) -> None:
        self.national = national
        self.owner = owner
        kind: EntityKind = national.fact[owner.fact].entity if isinstance(owner, Derivation) else owner.entity
        read = rests_on(national, owner)
        self.facts = [
            item.name
            for item in national.facts
            if item.name in read and not item.is_derived and item.entity in reachable(kind)
        ]
        nodes = (*nodes_of(national, owner), *(node for given in read.values() for node in given))
        self._nodes: list[Node] = [part for node in nodes for part in walk(node)]

    def of(self, trial: Trial) -> Iterator[dict[str, str]]:
        """Walk the changes of one fact at a time, in declared order, of an example that was built."""
        given = trial.example.facts
        for name in self.facts:
            known = self.national.fact[name]
            for text in dict.fromkeys((*self._still(name), *self._near(name, known, trial))):
                if text != given.get(name, UNKNOWN):
                    yield {name: text}

    def _still(self, name: str) -> tuple[str, ...]:
        """Give the values that are the same for every household."""
        if name not in self._fixed:
            self._fixed[name] = tuple(self._values(name))
        return self._fixed[name]

    @cached_property
    def _fixed(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _values(self, name: str) -> Iterator[str]:
        declared = self.national.fact[name]
        named = list(self._compared_with(name))
        if declared.kind is Kind.YES_NO:
            yield from (YES, NO)
        elif declared.kind is Kind.CHOICE:
            said = {constant.value for constant in named}
            others = [choice for choice in declared.choices if choice not in said]
            kept = {*said, *(others if len(others) <= MOST_CHOICES else others[:1])}
            yield from (choice for choice in declared.choices if choice in kept)
        for constant in named:
            for other in (constant, *moved(constant)):
                yield from _fitting(declared, other.value)
        if any(isinstance(node, Recorded) and node.fact == name for node in self._nodes):
            yield UNKNOWN

    def _compared_with(self, name: str) -> Iterator[Constant]:
        subject = FactRef(name)
        for node in self._nodes:
            match node:
                case Comparison(left, _, Constant() as right) if left == subject:
                    yield right
                case Comparison(Constant() as left, _, right) if right == subject:
                    yield left
                case OneOf(term, options) if term == subject:
                    yield from options
                case Between(term, low, high) if term == subject:
                    yield from (end for end in (low, high) if isinstance(end, Constant))

    def _near(self, name: str, declared: Bounded, trial: Trial) -> Iterator[str]:
        """Walk the values around what the fact is compared with in this household."""
        if declared.kind in (Kind.YES_NO, Kind.CHOICE, Kind.TEXT):
            return
        for term in self._terms_beside(name):
            value = trial.meaning.value(term, trial.entity, self.owner.moment)
            if value is not None:
                for other in moved(Constant(declared.kind, value)):
                    yield from _fitting(declared, other.value)
                yield from _fitting(declared, value)
        for node in self._nodes:
            if isinstance(node, YearsBetween) and node.earlier == FactRef(name):
                later = trial.meaning.value(node.later, trial.entity, self.owner.moment)
                yield from self._birthdays(declared, later)

    def _terms_beside(self, name: str) -> Iterator[Term]:
        subject = FactRef(name)
        for node in self._nodes:
            match node:
                case Comparison(left, _, right) if left == subject and not isinstance(right, Constant):
                    yield right
                case Comparison(left, _, right) if right == subject and not isinstance(left, Constant):
                    yield left
                case Between(term, low, high) if term == subject:
                    yield from (end for end in (low, high) if not isinstance(end, Constant))

    def _birthdays(self, declared: Bounded, later: date | None) -> Iterator[str]:
        """Walk the dates of birth on both sides of every number of years that is asked for."""
        if later is None:
            return
        years = sorted(
            {
                node.value
                for node in self._nodes
                if isinstance(node, Constant) and node.unit == Unit.YEARS and isinstance(node.value, int)
            }
        )
        for count in years:
            for age in (count, count + 1):
                born = deadlines.shift(later, -age, Unit.YEARS)
                yield from _fitting(declared, born)
                for other in moved(Constant(Kind.DATE, born)):
                    yield from _fitting(declared, other.value)


def _fitting(declared: Bounded, value: Value) -> Iterator[str]:
    """Write a value, unless the fact cannot have it."""
    ends = declared.range
    if ends is None or ends[0] <= value <= ends[1]:
        yield declared.print(value)
