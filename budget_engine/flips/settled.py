"""Why a question cannot matter: the known answers that settle every part of the rules in which it stands.

The walk is that of `waiting`. Where a part that reads the question is settled already, the answers it is
settled by are given; whatever is answered next, that part stays as it is.
"""

from collections.abc import Iterable

from budget_engine.flips.grounds import Ground, Grounds
from budget_engine.flips.readers import Readers
from budget_engine.flips.supposing import Place, truth_of_finding
from budget_engine.flips.waiting import NOTHING, InTheEnd, Places, Waiting
from budget_engine.language.expr import AllOf, Condition, Node, Recorded, Term, Total
from budget_engine.language.fact import Entity, Facts, Moment
from budget_engine.language.rule import HitPolicy, Row, Table
from budget_engine.language.rule_set import RuleSet, facts_read


class KnownGrounds(Grounds):
    """Finds the known answers by which something is settled for good."""

    def __init__(self, rule_set: RuleSet, facts: Facts) -> None:
        known = {(entity.id, fact) for entity in facts.entities.values() for fact in entity.values}
        super().__init__(InTheEnd(rule_set, facts), known.__contains__)

    def _recorded(self, node: Recorded, entity: Entity) -> Ground:
        """Give what was answered: it was recorded, and that is never taken away."""
        return self._fact(node.fact, entity)


class Settled(Waiting):
    """Finds what settles the parts of the rules that read one fact."""

    def __init__(self, grounds: KnownGrounds, readers: Readers, fact: str) -> None:
        super().__init__(grounds.rule_set, grounds.meaning.facts)
        self.meaning = grounds.meaning
        self._grounds = grounds
        self._readers = readers
        self._about = fact

    def _reads(self, *nodes: Node) -> bool:
        return any(
            self._about in self._readers.cone(fact)
            for node in nodes
            for fact in facts_read(node, self.rule_set)
        )

    def of(self, node: Condition, entity: Entity, moment: Moment) -> Places:
        """Give what settles the parts of a condition that read the fact."""
        if not self._reads(node):
            return NOTHING
        if self.meaning.truth(node, entity, moment) is not None:
            return self._grounds.stays(node, entity, moment)
        return super().of(node, entity, moment)

    def of_term(self, term: Term, entity: Entity, moment: Moment) -> Places:
        """Give what settles the parts of a term that read the fact."""
        if not self._reads(term):
            return NOTHING
        if self.meaning.value(term, entity, moment) is not None:
            return self._grounds.value_stays(term, entity, moment)
        return super().of_term(term, entity, moment)

    def _total(self, term: Total, entity: Entity, moment: Moment) -> Places:
        found = NOTHING
        for member in self._members(term, entity):
            if term.where is not None and self.meaning.truth(term.where, member, moment) is False:
                found |= self._grounds.stays(term.where, member, moment)
                continue
            if term.where is not None:
                found |= self.of(term.where, member, moment)
            if term.of is not None:
                found |= self.of_term(term.of, member, moment)
        return found

    # --- tables ----------------------------------------------------------------------------------------------

    def _row(self, table: Table, number: int, entity: Entity) -> Places:
        name = table.row_name(table.rows[number])
        if truth_of_finding(self.meaning, name, entity) is not None:
            return self._grounds.finding_stays(name, entity)
        return super()._row(table, number, entity)

    def _output(self, table: Table, column: int, about: Entity) -> Places:
        """Give what settles every row that reads the fact, and the row after which no other counts."""
        rows = self.meaning.rows(table, about)
        is_first = table.policy is HitPolicy.FIRST and True in rows
        last = rows.index(True) if is_first else len(rows) - 1
        found = self._rows(table, about, range(last + 1)) | self._in_force(table, about)
        for number, row in enumerate(table.rows):
            output = row.outputs[column]
            if output is None or not self._reads(output):
                continue
            if number <= last and rows[number] is not False:
                found |= self.of_term(output, about, table.moment)
            elif number <= last:
                found |= self._stays(row, table, about)
        if is_first and any(self._reads(*_tests(row)) for row in table.rows[last + 1 :]):
            found |= self._stays(table.rows[last], table, about)
        return found

    def _rows(self, table: Table, about: Entity, numbers: Iterable[int]) -> Places:
        found = NOTHING
        for number in numbers:
            row = table.rows[number]
            if not self._reads(*_tests(row)):
                continue
            if self.meaning.rows(table, about)[number] is not None:
                found |= self._stays(row, table, about)
            else:
                found = found.union(*(self.of(test, about, table.moment) for test in _tests(row)))
        return found

    def _stays(self, row: Row, table: Table, about: Entity) -> Places:
        return self._grounds.stays(AllOf(_tests(row)), about, table.moment)

    def _found(self, place: Place, about: Entity) -> Places:
        if self._about not in self._readers.cone(place[1]):
            return NOTHING
        if self._is_settled(place[1], about):
            return self._grounds.fact_stays(place[1], about)
        return NOTHING if place[1] == self._about else super()._found(place, about)


def _tests(row: Row) -> tuple[Condition, ...]:
    return tuple(cell for cell in row.cells if cell is not None)
