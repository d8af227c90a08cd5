"""What an outcome still waits for: every unanswered fact that could make it known, or another.

Answers only add to what is known. So a part of a rule that is known already stays as it is whatever is
answered next, and only what is unknown waits. The one exception looks at knowledge itself (`vastgelegd`):
here it waits too as long as nothing was answered, for an answer would turn it. What is left out of the
result can therefore never matter; what is in it may turn out not to.
"""

from collections.abc import Iterable
from typing import Any, TypeAlias

from budget_engine.flips.supposing import Place, truth_of_finding
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
from budget_engine.language.fact import RELATIONS, Entity, Facts, Moment
from budget_engine.language.meaning import Meaning
from budget_engine.language.rule import HitPolicy, Table
from budget_engine.language.rule_set import RuleSet

Places: TypeAlias = frozenset[Place]
NOTHING: Places = frozenset()


class InTheEnd(Meaning):
    """What will hold whatever is answered next; whether something was recorded is not settled before it is."""

    def recorded(self, name: str, entity: Entity) -> bool | None:
        """Tell that a fact has an answer for good, or that this is not settled."""
        return True if self.fact(name, entity) is not None else None


class Waiting:
    """What each outcome of a household waits for."""

    def __init__(self, rule_set: RuleSet, facts: Facts, *, in_the_end: bool = True) -> None:
        self.rule_set = rule_set
        self.facts = facts
        self.meaning = InTheEnd(rule_set, facts) if in_the_end else Meaning(rule_set, facts)
        self._of_fact: dict[Place, Places] = {}

    def of_finding(self, name: str, entity: Entity) -> Places:
        """Give what a finding waits for: nothing when it is settled."""
        rule = self.rule_set.rule_named.get(name)
        if rule is not None:
            return self.of(self.rule_set.condition_of[name], entity, rule.moment)
        return self._row(*self.rule_set.row_named[name], entity)

    def _row(self, table: Table, number: int, entity: Entity) -> Places:
        if truth_of_finding(self.meaning, table.row_name(table.rows[number]), entity) is not None:
            return NOTHING
        return self._in_force(table, entity) | self._rows(table, entity, self._counting(table, number))

    def _counting(self, table: Table, number: int) -> range:
        match table.policy:
            case HitPolicy.COLLECT:
                return range(number, number + 1)
            case HitPolicy.FIRST:
                return range(number + 1)
            case HitPolicy.EXACTLY_ONE:
                return range(len(table.rows))

    # --- conditions and terms -----------------------------------------------------------------------------------

    def of(self, node: Condition, entity: Entity, moment: Moment) -> Places:
        """Give what a condition waits for."""
        if self.meaning.truth(node, entity, moment) is not None:
            return NOTHING
        match node:
            case AllOf() | AnyOf():
                return _union(self.of(part, entity, moment) for part in node.parts)
            case Not():
                return self.of(node.part, entity, moment)
            case EveryMember() | SomeMember():
                return _union(self.of(node.where, member, moment) for member in self._members(node, entity))
            case Comparison():
                return self._terms((node.left, node.right), entity, moment)
            case Between():
                return self._terms((node.term, node.low, node.high), entity, moment)
            case OneOf():
                return self.of_term(node.term, entity, moment)
            case Recorded():
                return self.of_fact(node.fact, entity)

    def _terms(self, terms: Iterable[Term], entity: Entity, moment: Moment) -> Places:
        return _union(self.of_term(term, entity, moment) for term in terms)

    def of_term(self, term: Term, entity: Entity, moment: Moment) -> Places:
        """Give what a term waits for."""
        if self.meaning.value(term, entity, moment) is not None:
            return NOTHING
        match term:
            case Constant():
                return NOTHING
            case FactRef():
                return self.of_fact(term.name, entity)
            case ParameterRef():
                return self.of_fact(self.rule_set.moment_fact[moment], entity)
            case Lookup():
                names = (*self.rule_set.lookup_list[term.list].keys, self.rule_set.moment_fact[moment])
                return _union(self.of_fact(name, entity) for name in names)
            case Total():
                return self._total(term, entity, moment)
            case arithmetic:
                return self._terms(operands(arithmetic), entity, moment)

    def _total(self, term: Total, entity: Entity, moment: Moment) -> Places:
        found = NOTHING
        for member in self._members(term, entity):
            if term.where is not None:
                found |= self.of(term.where, member, moment)
                if self.meaning.truth(term.where, member, moment) is False:
                    continue
            if term.of is not None:
                found |= self.of_term(term.of, member, moment)
        return found

    def _members(self, node: Total | SomeMember | EveryMember, entity: Entity) -> Iterable[Entity]:
        owner = self.facts.owner(entity, RELATIONS[node.relation][0])
        return () if owner is None else self.facts.members(owner, node.relation)

    # --- facts -----------------------------------------------------------------------------------------------------

    def of_fact(self, name: str, entity: Entity) -> Places:
        """Give what a fact waits for: itself where it is asked, else what it follows from."""
        about = self.facts.owner(entity, self.rule_set.fact[name].entity)
        if about is None:
            return NOTHING
        place = (about.id, name)
        if place not in self._of_fact:
            self._of_fact[place] = self._found(place, about)
        return self._of_fact[place]

    def _found(self, place: Place, about: Entity) -> Places:
        name = place[1]
        declared = self.rule_set.fact[name]
        if self._is_settled(name, about):
            return NOTHING
        if not declared.is_derived:
            return frozenset({place}) if declared.is_asked else NOTHING
        derivation = self.rule_set.derivation_of.get(name)
        if derivation is not None:
            if derivation.when is not None:
                return self.of(derivation.when, about, derivation.moment)
            assert derivation.term is not None
            return self.of_term(derivation.term, about, derivation.moment)
        given = self.rule_set.table_of.get(name)
        return NOTHING if given is None else self._output(*given, about)

    def _is_settled(self, name: str, about: Entity) -> bool:
        value: Any = self.meaning.fact(name, about)
        return value is not None

    def _output(self, table: Table, column: int, about: Entity) -> Places:
        rows = self.meaning.rows(table, about)
        last = len(rows) - 1
        if table.policy is HitPolicy.FIRST and True in rows:
            last = rows.index(True)
        counting = [number for number in range(last + 1) if rows[number] is not False]
        outputs = (table.rows[number].outputs[column] for number in counting)
        waiting = _union(
            self.of_term(output, about, table.moment) for output in outputs if output is not None
        )
        return waiting | self._rows(table, about, range(last + 1)) | self._in_force(table, about)

    def _rows(self, table: Table, about: Entity, numbers: Iterable[int]) -> Places:
        rows = self.meaning.rows(table, about)
        cells = (
            cell
            for number in numbers
            if rows[number] is None
            for cell in table.rows[number].cells
            if cell is not None
        )
        return _union(self.of(cell, about, table.moment) for cell in cells)

    def _in_force(self, table: Table, about: Entity) -> Places:
        return self.of(self.rule_set.in_force_of[table.id], about, table.moment)


def _union(places: Iterable[Places]) -> Places:
    return frozenset().union(*places)
