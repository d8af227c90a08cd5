"""Why an outcome cannot be another one yet: facts of which at least one must change first.

A ground against an outcome is a set of facts such that the outcome stays away as long as they all keep
their values, whatever happens to all others. So whatever turns the outcome changes at least one of them:
this is what makes the search complete. Facts that cannot change are left out of a ground; an empty one
says that nothing can turn the outcome. Every truth and value asked here is that of `meaning`.
"""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from budget_engine.flips.supposing import Place
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
    Operator,
    ParameterRef,
    Recorded,
    SomeMember,
    Term,
    Total,
    operands,
)
from budget_engine.language.fact import RELATIONS, Entity, Moment
from budget_engine.language.meaning import Meaning
from budget_engine.language.rule import HitPolicy, Table

Ground: TypeAlias = frozenset[Place]
Truth: TypeAlias = bool
NOTHING: Ground = frozenset()


class Grounds:
    """Finds grounds on one set of supposed facts."""

    def __init__(self, meaning: Meaning, can_change: Callable[[Place], bool]) -> None:
        self.meaning = meaning
        self.rule_set = meaning.rule_set
        self._can_change = can_change
        self._of_fact: dict[Place, Ground] = {}

    # --- findings ----------------------------------------------------------------------------------------

    def finding_is_not(self, name: str, entity: Entity, wanted: Truth) -> Ground:
        """Give a ground against a finding having that truth; it does not have it now."""
        rule = self.rule_set.rule_named.get(name)
        if rule is not None:
            return self.against(self.rule_set.condition_of[name], wanted, entity, rule.moment)
        table, number = self.rule_set.row_named[name]
        if table.policy is HitPolicy.COLLECT:
            row = AllOf(tuple(cell for cell in table.rows[number].cells if cell is not None))
            whole = AllOf((row, self.rule_set.in_force_of[table.id]))
            return self.against(whole, wanted, entity, table.moment)
        return self._rows(table, number, entity)

    def finding_stays(self, name: str, entity: Entity) -> Ground:
        """Give a ground against a finding becoming anything else than it is."""
        rule = self.rule_set.rule_named.get(name)
        if rule is not None:
            return self.stays(self.rule_set.condition_of[name], entity, rule.moment)
        table, number = self.rule_set.row_named[name]
        return self._rows(table, number, entity)

    def fact_stays(self, name: str, entity: Entity) -> Ground:
        """Give a ground against a fact having any other value."""
        return self._fact(name, entity)

    # --- conditions: against one truth --------------------------------------------------------------------

    def against(self, node: Condition, wanted: Truth, entity: Entity, moment: Moment) -> Ground:
        """Give a ground against a condition having that truth; it does not have it now."""
        match node:
            case AllOf() | AnyOf():
                sides = ((part, entity) for part in node.parts)
                return self._joined(sides, wanted, moment, needs_every=isinstance(node, AllOf) is wanted)
            case Not():
                return self.against(node.part, not wanted, entity, moment)
            case EveryMember() | SomeMember():
                return self._members(node, wanted, entity, moment)
            case Between():
                return self.against(_as_two(node), wanted, entity, moment)
            case Comparison():
                return self._comparison(node, wanted, entity, moment)
            case OneOf():
                return self._values((node.term,), entity, moment)
            case Recorded():
                return self._recorded(node, entity)

    def _joined(
        self,
        sides: Iterable[tuple[Condition, Entity]],
        wanted: Truth,
        moment: Moment,
        *,
        needs_every: bool,
    ) -> Ground:
        """Take one part that is in the way where every part must turn, else all of them."""
        found: Ground | None = None
        for part, entity in sides:
            if self.meaning.truth(part, entity, moment) is wanted:
                continue
            ground = self.against(part, wanted, entity, moment)
            if not needs_every:
                found = ground if found is None else found | ground
            elif found is None or len(ground) < len(found):
                found = ground
                if not found:
                    return NOTHING
        return NOTHING if found is None else found

    def _members(
        self,
        node: EveryMember | SomeMember,
        wanted: Truth,
        entity: Entity,
        moment: Moment,
    ) -> Ground:
        owner = self.meaning.facts.owner(entity, RELATIONS[node.relation][0])
        needs_every = isinstance(node, EveryMember) is wanted
        is_open = owner is None or node.relation in owner.open_relations
        if needs_every and is_open:
            return NOTHING  # a member that is not named stays unknown
        members = () if owner is None else self.meaning.facts.members(owner, node.relation)
        sides = ((node.where, member) for member in members)
        return self._joined(sides, wanted, moment, needs_every=needs_every)

    def _comparison(self, node: Comparison, wanted: Truth, entity: Entity, moment: Moment) -> Ground:
        inner = self._condition_behind(node, entity)
        if inner is not None:
            condition, about, dated, is_same = inner
            return self.against(condition, wanted is is_same, about, dated)
        return self._values((node.left, node.right), entity, moment)

    def _condition_behind(
        self, node: Comparison, entity: Entity
    ) -> tuple[Condition, Entity, Moment, bool] | None:
        """Give the condition of a derived ja/nee fact that is compared with ja or nee."""
        left, right = node.left, node.right
        if (
            not isinstance(left, FactRef)
            or not isinstance(right, Constant)
            or right.value not in (True, False)
        ):
            return None
        derivation = self.rule_set.derivation_of.get(left.name)
        if derivation is None or derivation.when is None or not isinstance(right.value, bool):
            return None
        about = self.meaning.facts.owner(entity, self.rule_set.fact[left.name].entity)
        if about is None or node.operator not in (Operator.EQUAL, Operator.UNEQUAL):
            return None
        is_same = right.value is (node.operator is Operator.EQUAL)
        return derivation.when, about, derivation.moment, is_same

    def _recorded(self, node: Recorded, entity: Entity) -> Ground:
        """Give a ground against an answer appearing, or going; one that was given is never taken away."""
        is_given = self.meaning.fact(node.fact, entity) is not None
        return (
            NOTHING if is_given and node.fact not in self.rule_set.derived else self._fact(node.fact, entity)
        )

    # --- conditions: against any other outcome --------------------------------------------------------------

    def stays(self, node: Condition, entity: Entity, moment: Moment) -> Ground:
        """Give a ground against a condition becoming anything else than it is."""
        truth = self.meaning.truth(node, entity, moment)
        if truth is not None:
            return self._keeps(node, truth, entity, moment)
        return self.against(node, True, entity, moment) | self.against(node, False, entity, moment)

    def _keeps(self, node: Condition, truth: Truth, entity: Entity, moment: Moment) -> Ground:
        match node:
            case AllOf() | AnyOf():
                sides = [(part, entity) for part in node.parts]
                return self._kept(sides, truth, moment, needs_every=isinstance(node, AllOf) is truth)
            case Not():
                return self._keeps(node.part, not truth, entity, moment)
            case EveryMember() | SomeMember():
                owner = self.meaning.facts.owner(entity, RELATIONS[node.relation][0])
                members = () if owner is None else self.meaning.facts.members(owner, node.relation)
                sides = [(node.where, member) for member in members]
                return self._kept(sides, truth, moment, needs_every=isinstance(node, EveryMember) is truth)
            case Between():
                return self._keeps(_as_two(node), truth, entity, moment)
            case Comparison() | OneOf():
                terms = (node.left, node.right) if isinstance(node, Comparison) else (node.term,)
                return self._all_values(terms, entity, moment)
            case Recorded():
                return self._recorded(node, entity)

    def _kept(
        self,
        sides: list[tuple[Condition, Entity]],
        truth: Truth,
        moment: Moment,
        *,
        needs_every: bool,
    ) -> Ground:
        if needs_every:
            return _union(self._keeps(part, truth, entity, moment) for part, entity in sides)
        holding = [
            self._keeps(part, truth, entity, moment)
            for part, entity in sides
            if self.meaning.truth(part, entity, moment) is truth
        ]
        return min(holding, key=len, default=NOTHING)

    # --- terms ---------------------------------------------------------------------------------------------

    def _values(self, terms: tuple[Term, ...], entity: Entity, moment: Moment) -> Ground:
        """Give a ground against what is compared coming out otherwise; one unknown side is enough."""
        unknown = [term for term in terms if self.meaning.value(term, entity, moment) is None]
        if unknown:
            return min((self.value_stays(term, entity, moment) for term in unknown), key=len)
        return self._all_values(terms, entity, moment)

    def _all_values(self, terms: Iterable[Term], entity: Entity, moment: Moment) -> Ground:
        return _union(self.value_stays(term, entity, moment) for term in terms)

    def value_stays(self, term: Term, entity: Entity, moment: Moment) -> Ground:
        """Give a ground against a term having any other value, or any value where it has none."""
        match term:
            case Constant():
                return NOTHING
            case FactRef():
                return self._fact(term.name, entity)
            case ParameterRef():
                return self._fact(self.rule_set.moment_fact[moment], entity)
            case Lookup():
                names = (*self.rule_set.lookup_list[term.list].keys, self.rule_set.moment_fact[moment])
                lacking = [name for name in names if self.meaning.fact(name, entity) is None]
                return _union(self._fact(name, entity) for name in lacking[:1] or names)
            case Total():
                return self._total(term, entity, moment)
            case arithmetic:
                return self._values(operands(arithmetic), entity, moment)

    def _total(self, term: Total, entity: Entity, moment: Moment) -> Ground:
        owner = self.meaning.facts.owner(entity, RELATIONS[term.relation][0])
        if owner is None or term.relation in owner.open_relations:
            return NOTHING
        found = NOTHING
        for member in self.meaning.facts.members(owner, term.relation):
            if term.where is not None:
                found |= self.stays(term.where, member, moment)
                if self.meaning.truth(term.where, member, moment) is False:
                    continue
            if term.of is not None:
                found |= self.value_stays(term.of, member, moment)
        return found

    # --- facts, derivations and tables -----------------------------------------------------------------------

    def _fact(self, name: str, entity: Entity) -> Ground:
        about = self.meaning.facts.owner(entity, self.rule_set.fact[name].entity)
        if about is None:
            return NOTHING
        place = (about.id, name)
        if place not in self._of_fact:
            self._of_fact[place] = self._found(place, about)
        return self._of_fact[place]

    def _found(self, place: Place, about: Entity) -> Ground:
        name = place[1]
        if name not in self.rule_set.derived:
            return frozenset({place}) if self._can_change(place) else NOTHING
        derivation = self.rule_set.derivation_of.get(name)
        if derivation is not None:
            if derivation.when is not None:
                return self.stays(derivation.when, about, derivation.moment)
            assert derivation.term is not None
            return self.value_stays(derivation.term, about, derivation.moment)
        given = self.rule_set.table_of.get(name)
        return NOTHING if given is None else self._output(*given, about)

    def _output(self, table: Table, column: int, about: Entity) -> Ground:
        rows = self.meaning.rows(table, about)
        last = len(rows) - 1
        if table.policy is HitPolicy.FIRST:
            last = next((number for number, truth in enumerate(rows) if truth is not False), last)
        found = self._rows(table, last, about)
        if True in rows:
            output = table.rows[rows.index(True)].outputs[column]
            if output is not None:
                found |= self.value_stays(output, about, table.moment)
        return found

    def _rows(self, table: Table, number: int, about: Entity) -> Ground:
        """Keep the rows up to and including one (all rows, unless the first counts) as they are."""
        counting = table.rows[: number + 1] if table.policy is HitPolicy.FIRST else table.rows
        found = self.stays(self.rule_set.in_force_of[table.id], about, table.moment)
        for row in counting:
            cells = AllOf(tuple(cell for cell in row.cells if cell is not None))
            found |= self.stays(cells, about, table.moment)
        return found


def _as_two(node: Between) -> AllOf:
    return AllOf(
        (
            Comparison(node.term, Operator.AT_LEAST, node.low),
            Comparison(node.term, Operator.AT_MOST, node.high),
        )
    )


def _union(grounds: Iterable[Ground]) -> Ground:
    return frozenset().union(*grounds)
