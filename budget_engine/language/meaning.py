"""What a rule means. This file is the definition; every other engine is proved equal to it.

A condition about an entity holds (True), fails (False) or is unknown (None); a term has a value or is
unknown (None). Three sentences carry the rest: what has no answer is unknown; unknown is never read
as no, nought or agreed; and once something is known, a further answer never changes it. Only
`Recorded` looks at whether an answer is there, and rules that use it are the exception.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from budget_engine.language.arithmetic import (
    COMPARE,
    all_hold,
    any_holds,
    calculated,
    negated,
    total,
)
from budget_engine.language.expr import (
    AllOf,
    AnyOf,
    Between,
    Comparison,
    Condition,
    Constant,
    EveryMember,
    FactRef,
    Lookup,
    Not,
    OneOf,
    ParameterRef,
    Recorded,
    SomeMember,
    Term,
    Total,
    operands,
)
from budget_engine.language.fact import RELATIONS, Entity, Facts, Moment, Value
from budget_engine.language.rule import HitPolicy, Table
from budget_engine.language.rule_set import RuleSet, Stage

VERSION = "1"
"""The version of this meaning; it goes up when any outcome could change."""


class FaultKind(StrEnum):
    """What is wrong with a table on these facts."""

    GAP = "gat"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A table that gives no row, or two, for an entity; a fault blocks the seal."""

    table: str
    entity: str
    kind: FaultKind


@dataclass(frozen=True)
class Outcomes:
    """What an engine found: per (rule, entity) a truth, per (derived fact, entity) a value."""

    findings: Mapping[tuple[str, str], bool | None]
    derived: Mapping[tuple[str, str], Value | None]
    faults: tuple[Fault, ...]


class Meaning:
    """The meaning of one rule set on one set of facts."""

    def __init__(self, rule_set: RuleSet, facts: Facts) -> None:
        self.rule_set = rule_set
        self.facts = facts
        self._answered = facts.in_scope
        self._derived: dict[tuple[str, str], Value | None] = {}
        self._rows: dict[tuple[str, str], list[bool | None]] = {}

    # --- conditions: holds, fails or unknown -----------------------------------------------------

    def truth(self, condition: Condition, entity: Entity, moment: Moment) -> bool | None:
        """Tell whether a condition holds for an entity; `moment` dates parameters and lists."""
        match condition:
            case Comparison():
                left = self.value(condition.left, entity, moment)
                right = self.value(condition.right, entity, moment)
                return None if left is None or right is None else COMPARE[condition.operator](left, right)
            case AllOf():
                return all_hold(self.truth(part, entity, moment) for part in condition.parts)
            case AnyOf():
                return any_holds(self.truth(part, entity, moment) for part in condition.parts)
            case Not():
                return negated(self.truth(condition.part, entity, moment))
            case OneOf():
                value = self.value(condition.term, entity, moment)
                return None if value is None else any(value == option.value for option in condition.options)
            case Between():
                terms = (condition.term, condition.low, condition.high)
                value, low, high = (self.value(term, entity, moment) for term in terms)
                above = None if low is None or value is None else low <= value
                below = None if high is None or value is None else value <= high
                return all_hold((above, below))
            case Recorded():
                return self.recorded(condition.fact, entity)
            case SomeMember():
                return any_holds(self._each_member(condition, entity, moment))
            case EveryMember():
                return all_hold(self._each_member(condition, entity, moment))

    def recorded(self, name: str, entity: Entity) -> bool | None:
        """Tell whether a fact has an answer or a value."""
        return self.fact(name, entity) is not None

    def _each_member(
        self, condition: SomeMember | EveryMember, entity: Entity, moment: Moment
    ) -> Iterator[bool | None]:
        owner = self.facts.owner(entity, RELATIONS[condition.relation][0])
        if owner is None or condition.relation in owner.open_relations:
            yield None
        if owner is not None:
            for member in self.facts.members(owner, condition.relation):
                yield self.truth(condition.where, member, moment)

    # --- terms: a value or unknown ------------------------------------------------------------------

    def value(self, term: Term, entity: Entity, moment: Moment) -> Any:
        """Give the value of a term for an entity, or None where it is unknown."""
        match term:
            case FactRef():
                return self.fact(term.name, entity)
            case Constant():
                return term.value
            case ParameterRef():
                day = self._day(entity, moment)
                return None if day is None else self.rule_set.setting(term.name, day)
            case Lookup():
                day = self._day(entity, moment)
                keys = [self.fact(key, entity) for key in self.rule_set.lookup_list[term.list].keys]
                return None if day is None or None in keys else self.rule_set.amount(term.list, keys, day)
            case Total():
                return self._total(term, entity, moment)
            case arithmetic:
                return calculated(
                    arithmetic, [self.value(part, entity, moment) for part in operands(arithmetic)]
                )

    def _day(self, entity: Entity, moment: Moment) -> Any:
        return self.fact(self.rule_set.moment_fact[moment], entity)

    def _total(self, term: Total, entity: Entity, moment: Moment) -> Any:
        owner = self.facts.owner(entity, RELATIONS[term.relation][0])
        if owner is None:
            return None
        members = (
            (
                True if term.where is None else self.truth(term.where, member, moment),
                None if term.of is None else self.value(term.of, member, moment),
            )
            for member in self.facts.members(owner, term.relation)
        )
        return total(term.function, members, is_open=term.relation in owner.open_relations)

    # --- facts: answered, or derived from others ------------------------------------------------

    def fact(self, name: str, entity: Entity) -> Any:
        """Give the value of a fact of the entity or its owner; unknown without answer or owner."""
        if name not in self.rule_set.derived:
            return self._answered[entity.id].get(name)
        about = self.facts.owner(entity, self.rule_set.fact[name].entity)
        if about is None:
            return None
        key = (name, about.id)
        if key not in self._derived:
            self._derived[key] = self._derive(name, about)
        return self._derived[key]

    def _derive(self, name: str, entity: Entity) -> Value | None:
        derivation = self.rule_set.derivation_of.get(name)
        if derivation is not None:
            if derivation.when is not None:
                return self.truth(derivation.when, entity, derivation.moment)
            assert derivation.term is not None
            value: Value | None = self.value(derivation.term, entity, derivation.moment)
            return value
        given = self.rule_set.table_of.get(name)
        return None if given is None else self._output(*given, entity)

    # --- tables -------------------------------------------------------------------------------------

    def rows(self, table: Table, entity: Entity) -> list[bool | None]:
        """Tell per row whether its tests hold, leaving the other rows aside."""
        key = (table.id, entity.id)
        if key not in self._rows:
            self._rows[key] = [
                all_hold(self.truth(cell, entity, table.moment) for cell in row.cells if cell is not None)
                for row in table.rows
            ]
        return self._rows[key]

    def _output(self, table: Table, column: int, entity: Entity) -> Value | None:
        chosen = selected(table.policy, self.rows(table, entity))
        if (
            self.truth(self.rule_set.in_force_of[table.id], entity, table.moment) is not True
            or True not in chosen
        ):
            return None
        output = table.rows[chosen.index(True)].outputs[column]
        value: Value | None = None if output is None else self.value(output, entity, table.moment)
        return value


def selected(policy: HitPolicy, rows: list[bool | None]) -> list[bool | None]:
    """Tell per row whether it is the one that counts.

    >>> selected(HitPolicy.FIRST, [False, True, True]), selected(HitPolicy.FIRST, [None, True, False])
    ([False, True, False], [None, None, None])
    >>> selected(HitPolicy.EXACTLY_ONE, [True, None, False])   # known only when all others fail
    [None, None, False]
    """
    match policy:
        case HitPolicy.COLLECT:
            return rows
        case HitPolicy.FIRST:
            reached = next((i for i, row in enumerate(rows) if row is not False), len(rows))
            after: bool | None = False if reached < len(rows) and rows[reached] else None
            return [*rows[: reached + 1], *[after for _ in rows[reached + 1 :]]]
        case HitPolicy.EXACTLY_ONE:
            only = rows.count(False) == len(rows) - 1
            return [False if row is False else (row if only else None) for row in rows]


def fault_of(policy: HitPolicy, rows: list[bool | None]) -> FaultKind | None:
    """Tell what is wrong with the rows of a table, if anything is."""
    if policy is HitPolicy.COLLECT:
        return None
    if policy is HitPolicy.EXACTLY_ONE and rows.count(True) > 1:
        return FaultKind.OVERLAP
    return FaultKind.GAP if all(row is False for row in rows) else None


def evaluate(rule_set: RuleSet, facts: Facts, stage: Stage = Stage.ASSESSMENT) -> Outcomes:
    """Work out every rule of a stage for every entity it is about."""
    meaning = Meaning(rule_set, facts)
    findings: dict[tuple[str, str], bool | None] = {}
    faults: list[Fault] = []
    for name, rule in rule_set.rules_at(stage):
        condition = rule_set.condition_of[name]
        for entity in facts.by_kind[rule.entity]:
            findings[name, entity.id] = meaning.truth(condition, entity, rule.moment)
    for table in rule_set.tables_at(stage):
        for entity in facts.by_kind[table.entity]:
            rows = meaning.rows(table, entity)
            in_force = meaning.truth(rule_set.in_force_of[table.id], entity, table.moment)
            fault = fault_of(table.policy, rows)
            if fault is not None and in_force is True:
                faults.append(Fault(table.id, entity.id, fault))
            for row, holds in zip(table.rows, selected(table.policy, rows), strict=True):
                if row.consequence is not None:
                    findings[table.row_name(row), entity.id] = all_hold((in_force, holds))
    return Outcomes(findings, _derived_values(rule_set, facts, meaning, stage), tuple(sorted(faults)))


def _derived_values(
    rule_set: RuleSet, facts: Facts, meaning: Meaning, stage: Stage
) -> Mapping[tuple[str, str], Value | None]:
    return {
        (declared.name, entity.id): meaning.fact(declared.name, entity)
        for declared in rule_set.derived_at(stage)
        for entity in facts.by_kind[declared.entity]
    }
