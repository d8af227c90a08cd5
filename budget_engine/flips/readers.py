"""What rests on which fact, by name: found once for a rule set, so that a supposition re-works only what it touches.

A finding or a derived fact rests on every fact that its condition reads, on what those follow from, and
on the day it is dated by. The same walk gives the comparisons that a fact stands in.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, lru_cache

from budget_engine.language.expr import (
    Between,
    Comparison,
    EveryMember,
    Lookup,
    Node,
    OneOf,
    ParameterRef,
    Recorded,
    SomeMember,
    Total,
    member_parts,
    parts_of,
)
from budget_engine.language.fact import RELATIONS, EntityKind, Moment
from budget_engine.language.rule import Rule, Table
from budget_engine.language.rule_set import RuleSet, facts_read
from budget_engine.values import FIRST_DATE, LAST_DATE

ONE_DAY = timedelta(days=1)

Atom = Comparison | OneOf | Between | Recorded


@dataclass(frozen=True)
class Test:
    """A comparison in the rules: about which kind of entity it is worked out, and by which moment it is dated."""

    node: Atom
    entity: EntityKind
    moment: Moment


@dataclass(frozen=True)
class Part:
    """Nodes that are worked out together: about which kind of entity, dated by which moment."""

    nodes: tuple[Node, ...]
    entity: EntityKind
    moment: Moment


class Readers:
    """The parts of a rule set and what each rests on."""

    def __init__(self, rule_set: RuleSet) -> None:
        self.rule_set = rule_set
        self._cones: dict[str, frozenset[str]] = {}
        self._tests: dict[str, Mapping[str, tuple[Test, ...]]] = {}

    # --- parts -------------------------------------------------------------------------------------------

    @cached_property
    def finding_part(self) -> Mapping[str, Part]:
        """Give the part of every finding, by the name of its rule or row."""
        found = {
            name: Part((self.rule_set.condition_of[name],), rule.entity, rule.moment)
            for name, rule in self.rule_set.rule_named.items()
        }
        for table in self.rule_set.tables:
            for row in table.rows:
                if row.consequence is not None:
                    found[table.row_name(row)] = self._table_part(table)
        return found

    @cached_property
    def derived_part(self) -> Mapping[str, Part]:
        """Give the part of every derived fact that has one."""
        found = {
            item.fact: Part(item.nodes, self.rule_set.fact[item.fact].entity, item.moment)
            for item in self.rule_set.derivations
        }
        for fact, (table, _) in self.rule_set.table_of.items():
            found.setdefault(fact, self._table_part(table))
        return found

    def _table_part(self, table: Table) -> Part:
        return Part((*table.nodes, self.rule_set.in_force_of[table.id]), table.entity, table.moment)

    def window(self, fact: str, day: date) -> tuple[date, date]:
        """Give from when until when the rules that are dated by a fact are the ones of a day."""
        starts = self._starts.get(fact, frozenset())
        begun = [start for start in starts if start <= day]
        ended = [start - ONE_DAY for start in starts if start > day]
        return max(begun, default=FIRST_DATE), min(ended, default=LAST_DATE)

    @cached_property
    def _starts(self) -> Mapping[str, frozenset[date]]:
        """Give by the fact that dates them the days on which rules come into force or are over."""
        found: dict[str, set[date]] = {}
        entries: tuple[Rule | Table, ...] = (*self.rule_set.rules, *self.rule_set.tables)
        for dated in entries:
            until = dated.valid_until or LAST_DATE
            days = (dated.valid_from, min(until, LAST_DATE - ONE_DAY) + ONE_DAY)
            found.setdefault(self.rule_set.moment_fact[dated.moment], set()).update(days)
        return {fact: frozenset(days) for fact, days in found.items()}

    # --- what a part rests on ----------------------------------------------------------------------------

    def _direct(self, part: Part) -> frozenset[str]:
        """Name the facts a part reads itself; a part with dated amounts also reads its day."""
        found = {name for node in part.nodes for name in facts_read(node, self.rule_set)}
        if any(isinstance(item, ParameterRef | Lookup) for node in part.nodes for item in _walk(node)):
            found.add(self.rule_set.moment_fact[part.moment])
        return frozenset(found)

    @cached_property
    def _reads(self) -> Mapping[str, frozenset[str]]:
        return {name: self._direct(part) for name, part in self.derived_part.items()}

    def cone(self, fact: str) -> frozenset[str]:
        """Name a fact and all that it rests on, derived or asked."""
        known = self._cones.get(fact)
        if known is None:
            found = {fact}
            for read in self._reads.get(fact, ()):
                found |= self.cone(read)
            known = self._cones[fact] = frozenset(found)
        return known

    @cached_property
    def finding_cone(self) -> Mapping[str, frozenset[str]]:
        """Name for every finding all facts it rests on, derived or asked."""
        return {
            name: frozenset().union(*(self.cone(fact) for fact in self._direct(part)))
            for name, part in self.finding_part.items()
        }

    def stays_with_owners(self, finding: str) -> bool:
        """Tell whether a finding rests on nothing but answers about a thing and what it belongs to."""
        part, cone = self.finding_part[finding], self.finding_cone[finding]
        inside = [part, *(self.derived_part[fact] for fact in cone if fact in self.derived_part)]
        return not any(
            isinstance(node, Total | SomeMember | EveryMember)
            for item in inside
            for top in item.nodes
            for node in _walk(top)
        )

    @cached_property
    def _resting(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for name in self.derived_part:
            for fact in self.cone(name):
                found.setdefault(fact, set()).add(name)
        return {fact: frozenset(names) for fact, names in found.items()}

    def moved_by(self, facts: Iterable[str]) -> frozenset[str]:
        """Name the derived facts that rest on one of some facts."""
        return frozenset().union(*(self._resting.get(fact, frozenset()) for fact in facts))

    @cached_property
    def _tables(self) -> Mapping[str, frozenset[str]]:
        found = {}
        for table in self.rule_set.tables:
            read = self._direct(self._table_part(table))
            found[table.id] = frozenset().union(*(self.cone(fact) for fact in read))
        return found

    def table_cone(self, table: str) -> frozenset[str]:
        """Name all facts that a table rests on."""
        return self._tables[table]

    def test_cone(self, test: Test) -> frozenset[str]:
        """Name all facts that a comparison rests on."""
        known = self._of_test.get(test)
        if known is None:
            known = self._direct(Part((test.node,), test.entity, test.moment))
            known = self._of_test[test] = frozenset().union(*(self.cone(fact) for fact in known))
        return known

    @cached_property
    def _of_test(self) -> dict[Test, frozenset[str]]:
        return {}

    # --- the comparisons a fact stands in ----------------------------------------------------------------

    def tests_of_finding(self, name: str) -> Mapping[str, tuple[Test, ...]]:
        """Give by fact the comparisons that a finding reads it in, those of derived facts included."""
        if name not in self._tests:
            self._tests[name] = self._tests_in(self.finding_part[name], self.finding_cone[name])
        return self._tests[name]

    def tests_of_fact(self, name: str) -> Mapping[str, tuple[Test, ...]]:
        """Give by fact the comparisons that a derived fact reads it in."""
        key = f"feit {name}"
        if key not in self._tests:
            self._tests[key] = self._tests_in(self.derived_part[name], self.cone(name))
        return self._tests[key]

    def _tests_in(self, part: Part, cone: frozenset[str]) -> Mapping[str, tuple[Test, ...]]:
        inside = [part, *(self.derived_part[fact] for fact in sorted(cone) if fact in self.derived_part)]
        found: dict[str, dict[Test, None]] = {}
        for item in inside:
            for fact, test in self._tests_of_part(item):
                found.setdefault(fact, {})[test] = None
        return {fact: tuple(tests) for fact, tests in found.items()}

    def _tests_of_part(self, part: Part) -> Iterator[tuple[str, Test]]:
        key = (part.entity, part.moment, part.nodes)
        known = self._of_part.get(key)
        if known is None:
            known = self._of_part[key] = list(self._walked(part))
        return iter(known)

    @cached_property
    def _of_part(self) -> dict[object, list[tuple[str, Test]]]:
        return {}

    def _walked(self, part: Part) -> Iterator[tuple[str, Test]]:
        for node, kind in _in_scope(part.nodes, part.entity):
            if isinstance(node, Comparison | OneOf | Between | Recorded):
                test = Test(node, kind, part.moment)
                for direct in set(facts_read(node, self.rule_set)):
                    for fact in self.cone(direct):
                        yield fact, test


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for part in (*parts_of(node), *member_parts(node)):
        yield from _walk(part)


def _in_scope(nodes: Iterable[Node], kind: EntityKind) -> Iterator[tuple[Node, EntityKind]]:
    """Walk nodes and all below them, each with the kind of entity it is worked out about."""
    for node in nodes:
        yield node, kind
        yield from _in_scope(parts_of(node), kind)
        if isinstance(node, Total | SomeMember | EveryMember):
            yield from _in_scope(member_parts(node), RELATIONS[node.relation][1])


def readers_of(rule_set: RuleSet) -> Readers:
    """Give what rests on what in a rule set, found once for rules with the same hash."""
    return _found(_ByHash(rule_set.hash, rule_set))


_MOST_KEPT = 8  # a server has a rule set per municipality


@dataclass(frozen=True)
class _ByHash:
    """A rule set that is told from others by its hash alone."""

    hash: str
    rule_set: RuleSet = field(compare=False)


@lru_cache(maxsize=_MOST_KEPT)
def _found(wanted: _ByHash) -> Readers:
    return Readers(wanted.rule_set)
