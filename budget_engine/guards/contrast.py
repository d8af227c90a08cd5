"""Where an entry and a change of it differ: on one household, and as formulas for the solver.

They differ surely when both outcomes are known and not the same. They differ in knowledge when one of
the two is unknown: that is all a change can do to a look at whether an answer is there.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from budget_engine.guards.mutants import Mutant
from budget_engine.language.example import tested_rows
from budget_engine.language.fact import Entity, Value
from budget_engine.language.household import Owner
from budget_engine.language.meaning import Meaning, fault_of, selected
from budget_engine.language.rule import Derivation, HitPolicy, Rule, Table
from budget_engine.proof.encoded_values import Truth, Worth
from budget_engine.proof.encoding import Encoding
from budget_engine.proof.frame import Spot
from budget_engine.proof.logic import Formula


class Contrast(StrEnum):
    """How two outcomes differ."""

    NONE = "gelijk"
    KNOWLEDGE = "bekend en onbekend"
    SURE = "verschillend"


Facets: TypeAlias = dict[str, Value | None]
"""What comes out, part by part; a part that is unknown is None."""

_NO_ROW = "geen rij"
_NO_VALUE = "geen waarde"


def contrast(mutant: Mutant, meaning: Meaning, entity: Entity) -> Contrast:
    """Tell how an entry and its mutant differ on one household."""
    fact = changed_output(mutant)
    one, other = (_facets(owner, fact, meaning, entity) for owner in (mutant.owner, mutant.changed))
    found = Contrast.NONE
    for name in {**one, **other}:
        # a row that was dropped never holds
        left, right = one.get(name, False), other.get(name, False)
        if left is not None and right is not None and left != right:
            return Contrast.SURE
        if (left is None) is not (right is None):
            found = Contrast.KNOWLEDGE
    return found


def changed_output(mutant: Mutant) -> str | None:
    """Name the fact to which a row gives another value, None where something else was changed."""
    match mutant.owner:
        case Table():
            column = mutant.path[2] if len(mutant.path) > len(("rijen", 0)) else None
            return str(column) if column in mutant.owner.outputs else None
        case Rule() | Derivation():
            return None


def _facets(owner: Owner, fact: str | None, meaning: Meaning, entity: Entity) -> Facets:
    match owner:
        case Rule():
            condition = meaning.rule_set.full_condition(owner)
            return {"": meaning.truth(condition, entity, owner.moment)}
        case Derivation():
            if owner.when is not None:
                return {"": meaning.truth(owner.when, entity, owner.moment)}
            assert owner.term is not None
            return {"": meaning.value(owner.term, entity, owner.moment)}
        case Table():
            return _table_facets(owner, fact, meaning, entity)


def _table_facets(table: Table, fact: str | None, meaning: Meaning, entity: Entity) -> Facets:
    rows = tested_rows(table, meaning, entity)
    chosen = selected(table.policy, rows)
    if table.policy is HitPolicy.COLLECT:
        return {row.id: holds for row, holds in zip(table.rows, chosen, strict=True)}
    held = next((row for row, holds in zip(table.rows, chosen, strict=True) if holds is True), None)
    if held is None:
        fault = fault_of(table.policy, rows)
        none = _NO_ROW if all(holds is False for holds in chosen) else None
        return {"": none if fault is None else str(fault)}
    if fact is None:
        return {"": held.id}
    output = held.outputs[table.outputs.index(fact)]
    return {
        "": held.id,
        fact: _NO_VALUE if output is None else meaning.value(output, entity, table.moment),
    }


@dataclass(frozen=True)
class Contrasts:
    """Makes the formulas that say when an entry and a mutant differ."""

    encoding: Encoding
    spot: Spot

    def sure(self, mutant: Mutant) -> Formula:
        """Give when both outcomes are known and differ."""
        logic = self.encoding.logic
        one, other = mutant.owner, mutant.changed
        if isinstance(one, Table) and isinstance(other, Table):
            fact = changed_output(mutant)
            return self._other_row(one, other) if fact is None else self._other_output(one, other, fact)
        if isinstance(one, Derivation) and one.term is not None:
            left, right = (self._value(owner) for owner in (one, other))
            differ = logic.negated(logic.same(left.value, right.value))
            return logic.all_of([left.known, right.known, differ])
        before, after = self._truth(one), self._truth(other)
        return logic.any_of(
            [logic.all_of([before.holds, after.fails]), logic.all_of([before.fails, after.holds])]
        )

    def in_knowledge(self, mutant: Mutant) -> Formula:
        """Give when one outcome is known and the other is not."""
        logic = self.encoding.logic
        one, other = mutant.owner, mutant.changed
        if isinstance(one, Table) and isinstance(other, Table):
            pairs = self._paired(one, other)
        elif isinstance(one, Derivation) and one.term is not None:
            pairs = [(self._value(one).known, self._value(other).known)]
        else:
            before, after = self._truth(one), self._truth(other)
            pairs = [
                (
                    logic.any_of([before.holds, before.fails]),
                    logic.any_of([after.holds, after.fails]),
                )
            ]
        return logic.any_of(self._unlike(*pair) for pair in pairs)

    def _unlike(self, one: Formula, other: Formula) -> Formula:
        logic = self.encoding.logic
        sides = (
            logic.all_of([one, logic.negated(other)]),
            logic.all_of([logic.negated(one), other]),
        )
        return logic.any_of(sides)

    def _truth(self, owner: Owner) -> Truth:
        match owner:
            case Rule():
                condition = self.encoding.rule_set.full_condition(owner)
                return self.encoding.truth(condition, self.spot, owner.moment)
            case Derivation():
                assert owner.when is not None
                return self.encoding.truth(owner.when, self.spot, owner.moment)
            case Table():
                return self.encoding.in_force(owner, self.spot)

    def _value(self, owner: Owner) -> Worth:
        assert isinstance(owner, Derivation)
        assert owner.term is not None
        return self.encoding.value(owner.term, self.spot, owner.moment)

    # --- tables -------------------------------------------------------------------------------------

    def _chosen(self, table: Table) -> dict[str, Formula]:
        formulas = self.encoding.selected(table, self.spot)
        return {row.id: chosen for row, chosen in zip(table.rows, formulas, strict=True)}

    def _paired(self, one: Table, other: Table) -> list[tuple[Formula, Formula]]:
        left, right = self._chosen(one), self._chosen(other)
        no = self.encoding.logic.no
        return [(left.get(name, no), right.get(name, no)) for name in {**left, **right}]

    def _other_row(self, one: Table, other: Table) -> Formula:
        logic = self.encoding.logic
        if one.policy is HitPolicy.COLLECT:
            nothing = Truth(logic.no, logic.yes)
            left = dict(zip((row.id for row in one.rows), self.encoding.rows(one, self.spot), strict=True))
            right = dict(
                zip((row.id for row in other.rows), self.encoding.rows(other, self.spot), strict=True)
            )
            pairs = [(left.get(name, nothing), right.get(name, nothing)) for name in {**left, **right}]
            return logic.any_of(
                logic.any_of([logic.all_of([a.holds, b.fails]), logic.all_of([a.fails, b.holds])])
                for a, b in pairs
            )
        pairs_of_rows = [*self._paired(one, other), *zip(self._faults(one), self._faults(other), strict=True)]
        known = [logic.any_of(side) for side in zip(*pairs_of_rows, strict=True)]
        return logic.all_of([*known, logic.any_of(self._unlike(*pair) for pair in pairs_of_rows)])

    def _faults(self, table: Table) -> list[Formula]:
        """Give when no row holds, and when two do where only one may."""
        logic = self.encoding.logic
        rows = self.encoding.rows(table, self.spot)
        gap = logic.all_of(row.fails for row in rows)
        if table.policy is not HitPolicy.EXACTLY_ONE:
            return [gap, logic.no]
        twice = [
            logic.all_of([row.holds, other.holds])
            for number, row in enumerate(rows)
            for other in rows[number + 1 :]
        ]
        return [gap, logic.any_of(twice)]

    def _other_output(self, one: Table, other: Table, fact: str) -> Formula:
        logic = self.encoding.logic
        column = one.outputs.index(fact)
        found = []
        for row, changed, chosen in zip(one.rows, other.rows, self._chosen(one).values(), strict=True):
            before, after = row.outputs[column], changed.outputs[column]
            if before == after or before is None or after is None:
                continue
            left, right = (self.encoding.value(term, self.spot, one.moment) for term in (before, after))
            differ = logic.negated(logic.same(left.value, right.value))
            found.append(logic.all_of([chosen, left.known, right.known, differ]))
        return logic.any_of(found)
