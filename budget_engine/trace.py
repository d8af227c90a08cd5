"""Why a rule holds, fails or is unknown: the walk through its condition, afterwards, with `meaning`.

A step is a node with its outcome and the steps it rests on. What decided is found on the way back: in
something that fails because parts of it fail, only those parts count; in something that holds because
all of it holds, everything does. Whatever could move the outcome by itself is always among it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from budget_engine.aloud.reader import Aloud, aloud_of
from budget_engine.glossary import NO, UNKNOWN, YES
from budget_engine.language.arithmetic import all_hold, any_holds
from budget_engine.language.expr import (
    AllOf,
    AnyOf,
    Condition,
    EveryMember,
    FactRef,
    Lookup,
    Node,
    ParameterRef,
    Recorded,
    SomeMember,
    Term,
    Total,
    parts_of,
)
from budget_engine.language.fact import RELATIONS, Bounded, Entity, Facts, Moment
from budget_engine.language.meaning import Meaning, selected
from budget_engine.language.rule import Derivation, HitPolicy, Table
from budget_engine.language.rule_set import RuleSet
from budget_engine.language.wording import formula


class MissingKind(StrEnum):
    """Who can fill in what is missing: somebody in or around the household, or the municipality."""

    QUESTION = "vraag"
    PARAMETER = "parameter"


@dataclass(frozen=True, slots=True, order=True)
class Missing:
    """Something that is not known: a fact about an entity, or a parameter of the municipality."""

    kind: MissingKind
    entity: str
    fact: str


class Group(StrEnum):
    """How the parts of a step without a node of its own make its outcome."""

    ALL = "alle"
    ANY = "een_van"
    EVERYTHING = "alles"


@dataclass(frozen=True, slots=True)
class Step:
    """A node (or a row of a table, by its name) with its outcome about an entity, and its parts."""

    node: Node | str
    entity: str
    outcome: Any
    parts: tuple["Step", ...] = ()
    reads: tuple[str, str] | None = None
    missing: Missing | None = None
    group: Group = Group.EVERYTHING


class Tracer:
    """Walks conditions again, on the same facts and with the same meaning."""

    def __init__(self, rule_set: RuleSet, facts: Facts) -> None:
        self.rule_set = rule_set
        self.facts = facts
        self.meaning = Meaning(rule_set, facts)
        self._derived: dict[tuple[str, str], tuple[Step, ...]] = {}

    @cached_property
    def aloud(self) -> Aloud:
        """Give what says the steps in Dutch."""
        return aloud_of(self.rule_set)

    # --- where to start ------------------------------------------------------------------------------

    def finding(self, name: str, entity: Entity) -> Step:
        """Explain a rule, or a row of a table, by the name of its finding."""
        rule = self.rule_set.rule_named.get(name)
        if rule is not None:
            return self.node(self.rule_set.condition_of[name], entity, rule.moment)
        return self._row_step(*self.rule_set.row_named[name], entity)

    def steps_of(self, name: str, entity: Entity) -> Iterator[Step]:
        """Explain all that a finding says: that it holds, and for a term also what its last day rests on."""
        yield self.finding(name, entity)
        deadline = self.rule_set.consequence_of_finding[name].deadline
        if deadline is not None:
            yield self.node(deadline, entity, self.rule_set.moment_of_finding[name])

    def derived(self, name: str, entity: Entity) -> Step:
        """Explain the value of a derived fact of an entity."""
        return self._fact(FactRef(name), name, entity)

    # --- nodes ---------------------------------------------------------------------------------------

    def node(self, node: Node, entity: Entity, moment: Moment) -> Step:
        """Explain a condition or a term for an entity."""
        match node:
            case FactRef():
                return self._fact(node, node.name, entity)
            case Recorded():
                about = self._about(node.fact, entity)
                reads = None if about is None else (about.id, node.fact)
                return Step(node, entity.id, self.meaning.truth(node, entity, moment), reads=reads)
            case ParameterRef():
                return self._dated(node, node.name, entity, moment, ())
            case Lookup():
                keys = self.rule_set.lookup_list[node.list].keys
                parts = tuple(self._fact(FactRef(key), key, entity) for key in keys)
                return self._dated(node, node.list, entity, moment, parts)
            case Total() | SomeMember() | EveryMember():
                return self._members(node, entity, moment)
            case AllOf():
                parts = tuple(self.node(part, entity, moment) for part in node.parts)
                return Step(node, entity.id, all_hold(part.outcome for part in parts), parts, group=Group.ALL)
            case AnyOf():
                parts = tuple(self.node(part, entity, moment) for part in node.parts)
                return Step(
                    node, entity.id, any_holds(part.outcome for part in parts), parts, group=Group.ANY
                )
            case plain:
                parts = tuple(self.node(part, entity, moment) for part in parts_of(plain))
                return Step(node, entity.id, self._outcome(node, entity, moment), parts)

    def _outcome(self, node: Node, entity: Entity, moment: Moment) -> Any:
        if isinstance(node, Condition):
            return self.meaning.truth(node, entity, moment)
        return self.meaning.value(node, entity, moment)

    def _about(self, fact: str, entity: Entity) -> Entity | None:
        return self.facts.owner(entity, self.rule_set.fact[fact].entity)

    def _dated(
        self, node: ParameterRef | Lookup, name: str, entity: Entity, moment: Moment, keys: tuple[Step, ...]
    ) -> Step:
        day = self.rule_set.moment_fact[moment]
        parts = (*keys, self._fact(FactRef(day), day, entity))
        outcome = self.meaning.value(node, entity, moment)
        gone = outcome is None and all(part.outcome is not None for part in parts)
        missing = Missing(MissingKind.PARAMETER, self.rule_set.municipality or "", name) if gone else None
        return Step(node, entity.id, outcome, parts, missing=missing)

    def _members(self, node: Total | SomeMember | EveryMember, entity: Entity, moment: Moment) -> Step:
        owner = self.facts.owner(entity, RELATIONS[node.relation][0])
        outcome = self._outcome(node, entity, moment)
        if owner is None:
            kind = RELATIONS[node.relation][0]
            return Step(node, entity.id, outcome, missing=Missing(MissingKind.QUESTION, entity.id, kind))
        inside: list[Node | None] = [node.where, node.of] if isinstance(node, Total) else [node.where]
        parts = tuple(
            self.node(part, member, moment)
            for member in self.facts.members(owner, node.relation)
            for part in inside
            if part is not None
        )
        is_open = node.relation in owner.open_relations
        missing = (
            Missing(MissingKind.QUESTION, owner.id, node.relation) if is_open and outcome is None else None
        )
        return Step(node, owner.id, outcome, parts, missing=missing, group=_group(node))

    # --- facts ---------------------------------------------------------------------------------------

    def _fact(self, node: FactRef, name: str, entity: Entity) -> Step:
        about = self._about(name, entity)
        if about is None:
            return Step(node, entity.id, None, missing=Missing(MissingKind.QUESTION, entity.id, name))
        value = self.meaning.fact(name, about)
        declared = self.rule_set.fact[name]
        if declared.is_derived:
            parts = self._derivation(name, about)
            gone = value is None and not parts
            missing = Missing(MissingKind.PARAMETER, self.rule_set.municipality or "", name) if gone else None
            return Step(node, about.id, value, parts, missing=missing)
        missing = Missing(MissingKind.QUESTION, about.id, name) if value is None else None
        return Step(node, about.id, value, reads=(about.id, name), missing=missing)

    def _derivation(self, name: str, about: Entity) -> tuple[Step, ...]:
        key = (name, about.id)
        if key not in self._derived:
            self._derived[key] = self._provided(name, about)
        return self._derived[key]

    def _provided(self, name: str, about: Entity) -> tuple[Step, ...]:
        derivation: Derivation | None = self.rule_set.derivation_of.get(name)
        if derivation is not None:
            node = derivation.when if derivation.when is not None else derivation.term
            return () if node is None else (self.node(node, about, derivation.moment),)
        given = self.rule_set.table_of.get(name)
        return () if given is None else self._table(*given, about)

    # --- tables --------------------------------------------------------------------------------------

    def _cells(self, table: Table, number: int, entity: Entity) -> Step:
        row = table.rows[number]
        parts = tuple(self.node(cell, entity, table.moment) for cell in row.cells if cell is not None)
        truth = self.meaning.rows(table, entity)[number]
        return Step(table.row_name(row), entity.id, truth, parts, group=Group.ALL)

    def _table(self, table: Table, column: int, entity: Entity) -> tuple[Step, ...]:
        rows = self.meaning.rows(table, entity)
        last = len(rows) - 1
        if table.policy is HitPolicy.FIRST:
            last = next((i for i, holds in enumerate(rows) if holds is not False), last)
        steps = [self.node(self.rule_set.in_force_of[table.id], entity, table.moment)]
        steps += [self._cells(table, number, entity) for number in range(last + 1)]
        chosen = selected(table.policy, rows)
        if True in chosen:
            output = table.rows[chosen.index(True)].outputs[column]
            if output is not None:
                steps.append(self.node(output, entity, table.moment))
        return tuple(steps)

    def _row_step(self, table: Table, number: int, entity: Entity) -> Step:
        rows = self.meaning.rows(table, entity)
        own = self._cells(table, number, entity)
        in_force = self.node(self.rule_set.in_force_of[table.id], entity, table.moment)
        others: list[int] = []
        if table.policy is HitPolicy.FIRST:
            others = list(range(number))
        elif table.policy is HitPolicy.EXACTLY_ONE and own.outcome is not False:
            others = [other for other in range(len(rows)) if other != number]
        parts = (own, in_force, *(_failing(self._cells(table, other, entity)) for other in others))
        chosen = selected(table.policy, rows)[number]
        outcome = (
            False if in_force.outcome is False or chosen is False else chosen if in_force.outcome else None
        )
        return Step(table.row_name(table.rows[number]), entity.id, outcome, parts, group=Group.ALL)


def _failing(step: Step) -> Step:
    outcome = None if step.outcome is None else not step.outcome
    return Step(f"niet {step.node}", step.entity, outcome, (step,))


def _group(node: Node) -> Group:
    if isinstance(node, EveryMember):
        return Group.ALL
    return Group.ANY if isinstance(node, SomeMember) else Group.EVERYTHING


def decisive(step: Step) -> frozenset[tuple[str, str]]:
    """Give the (entity, fact) pairs that the outcome rests on.

    A pair that is not among them can change without moving the outcome, as long as all others stay.
    """
    return frozenset(part.reads for part in rested_on(step) if part.reads is not None)


def rested_on(step: Step) -> Iterator[Step]:
    """Walk a step and all below it that its outcome rests on."""
    walking = [step]
    while walking:
        part = walking.pop()
        yield part
        if part.parts:
            walking.extend(counting(part))


def counting(step: Step) -> Iterator[Step]:
    """Walk the parts of a step that its outcome rests on."""
    for part in step.parts:
        deciding = {Group.ALL: False, Group.ANY: True}.get(step.group)
        if deciding is None or step.outcome is not deciding or part.outcome is deciding:
            yield part


def missing(step: Step) -> frozenset[Missing]:
    """Give what is not known and could make an unknown outcome known; nothing for a known one."""
    if step.outcome is not None:
        return frozenset()
    found = {step.missing} if step.missing is not None else set()
    for part in step.parts:
        found |= missing(part)
    return frozenset(found)


# --- as text ---------------------------------------------------------------------------------------------


def lines_of(steps: Iterable[Step], rule_set: RuleSet) -> Iterator[str]:
    """Write steps one after another; what an earlier one told already is not told again."""
    told: set[str] = set()
    aloud = aloud_of(rule_set)
    for step in steps:
        said = list(lines(step, aloud))
        if said[0] not in told:
            yield from said
        told |= {line.strip() for line in said}


def lines(step: Step, aloud: Aloud, depth: int = 0) -> Iterator[str]:
    """Write a step and what it rests on in Dutch, one line each, indented by depth."""
    yield f"{'  ' * depth}{_line(step, aloud)}"
    for part in _shown(step):
        yield from lines(part, aloud, depth + 1)


def _line(step: Step, aloud: Aloud) -> str:
    if isinstance(step.node, FactRef):
        formulas = [part for part in step.parts if isinstance(part.node, Term)]
        worked_out = [
            _said(part.node, aloud) + _between_brackets(_leaves(part, aloud))
            for part in formulas
            if isinstance(part.node, Term)
        ]
        return f"{_known(step, aloud.rule_set)}, want: {'; '.join(worked_out)}".rstrip()
    said = step.node if isinstance(step.node, str) else _said(step.node, aloud)
    if isinstance(step.node, Term):
        value = UNKNOWN if step.outcome is None else step.outcome
        return f"{said} = {value}{_between_brackets(_leaves(step, aloud))}"
    known = [text for part in step.parts for text in _leaves(part, aloud)]
    if step.reads is not None:
        known.append(f"{step.reads[1]} van {step.reads[0]}")
    return f"{_truth(step.outcome)}: {said}{_between_brackets(known)}"


def _said(node: Node, aloud: Aloud) -> str:
    """Say a node; what its parts say stands on lines of their own."""
    if isinstance(node, Total):
        return aloud.total_heading(node)
    return aloud.opening(node) if isinstance(node, Condition) else aloud.term(node)


def _between_brackets(known: Iterable[str]) -> str:
    values = "; ".join(dict.fromkeys(known))
    return f"  [{values}]" if values else ""


def _truth(outcome: Any) -> str:
    return UNKNOWN if outcome is None else YES if outcome else NO


def _shown(step: Step) -> Iterator[Step]:
    for part in step.parts:
        if isinstance(part.node, FactRef):
            if part.parts:
                yield part
        elif isinstance(part.node, str | Condition):
            yield part
        else:
            yield from _shown(part)


def _leaves(step: Step, aloud: Aloud) -> Iterator[str]:
    """Walk the values that stand directly in a comparison."""
    if isinstance(step.node, FactRef | ParameterRef | Lookup):
        yield _known(step, aloud.rule_set)
    elif isinstance(step.node, Total):
        yield f"{_said(step.node, aloud)} = {UNKNOWN if step.outcome is None else step.outcome}"
    elif not isinstance(step.node, str | Condition):
        for part in step.parts:
            yield from _leaves(part, aloud)


def _known(step: Step, rule_set: RuleSet) -> str:
    match step.node:
        case FactRef():
            bounded: Bounded = rule_set.fact[step.node.name]
            name = f"{step.node.name} van {step.entity}"
        case ParameterRef():
            bounded = rule_set.parameter[step.node.name]
            name = step.node.name
        case Lookup():
            bounded = rule_set.lookup_list[step.node.list]
            name = formula(step.node)
        case other:
            raise TypeError(f"{other} has no value of its own")
    unit = f" {bounded.unit}" if bounded.unit else ""
    return f"{name} = {UNKNOWN if step.outcome is None else bounded.print(step.outcome) + unit}"
