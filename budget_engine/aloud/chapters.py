"""A rule set in chapters, law by law, as it is read aloud and printed.

A chapter holds what rests on one law. What no law is named for (costs, the weighing, who may sign)
comes in a chapter of its own. `Chapter.read` adds what the rules of a chapter rest on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from budget_engine.language.bases import law_of
from budget_engine.language.entry import Entry
from budget_engine.language.expr import Lookup as LookupNode
from budget_engine.language.expr import Node, ParameterRef, walk
from budget_engine.language.register import Declaration, Route
from budget_engine.language.rule import Consequence, Derivation, Rule, Table
from budget_engine.language.rule_set import RuleSet, facts_read

WITHOUT_LAW = "Overig: kosten, weging, mandaten en wat wordt uitgerekend"
"""The title of the chapter for what no law is named for."""


@dataclass(frozen=True)
class Chapter:
    """What rests on one law, in the order of the rule set."""

    title: str
    entries: tuple[Entry, ...]
    rule_set: RuleSet

    @cached_property
    def read(self) -> tuple[Entry, ...]:
        """Give what the entries of the chapter rest on: derived facts, then numbers, lists and facts."""
        waiting = [name for entry in self.entries for name in names_read(entry, self.rule_set)]
        found: dict[str, None] = {}
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = None
                waiting += [
                    read for entry in givers(name, self.rule_set) for read in names_read(entry, self.rule_set)
                ]
        own = {entry.at() for entry in self.entries}
        return tuple(
            entry
            for entry in _all_that_is_read(self.rule_set)
            if entry.at() not in own and any(name in found for name in _gives(entry))
        )


def chapters(rule_set: RuleSet) -> tuple[Chapter, ...]:
    """Divide a rule set: a chapter for each law that something rests on, and one for the rest."""
    of: dict[str, list[Entry]] = {law.name: [] for law in rule_set.laws}
    rest: list[Entry] = []
    for entry in _chaptered(rule_set):
        law = law_of(entry, rule_set)
        of.get(law or "", rest).append(entry)
    found = [Chapter(law, tuple(of[law]), rule_set) for law in sorted(of, key=str.casefold) if of[law]]
    return (*found, Chapter(WITHOUT_LAW, tuple(rest), rule_set)) if rest else tuple(found)


def names_read(entry: Entry, rule_set: RuleSet) -> Iterator[str]:
    """Walk the names of the facts, parameters and lists that an entry reads; a name may come twice."""
    nodes, names = _reads(entry)
    yield from names
    for node in nodes:
        yield from facts_read(node, rule_set)
        yield from (part.name for part in walk(node) if isinstance(part, ParameterRef))
        yield from (part.list for part in walk(node) if isinstance(part, LookupNode))


def _reads(entry: Entry) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    """Give the nodes of an entry, and the facts that it names outside them."""
    match entry:
        case Rule():
            return entry.nodes, _named(entry.consequence)
        case Table():
            found = [row.consequence for row in entry.rows if row.consequence is not None]
            last_days = (item.deadline for item in found if item.deadline is not None)
            recorded = filter(None, (column.recorded for column in entry.inputs))
            return (*entry.nodes, *last_days), (*recorded, *(name for item in found for name in _named(item)))
        case Derivation():
            return entry.nodes, ()
        case Route():
            return (), (entry.could_carry, *entry.of_claims)
        case Entry():
            return (), ()


def _named(consequence: Consequence) -> tuple[str, ...]:
    return tuple(filter(None, (consequence.met_by, consequence.claim_status)))


def readers(rule_set: RuleSet) -> Mapping[str, tuple[Entry, ...]]:
    """Give for each fact, parameter and list the entries that read it, in order."""
    found: dict[str, dict[tuple[str | int, ...], Entry]] = {}
    for entry in _chaptered(rule_set):
        for name in names_read(entry, rule_set):
            found.setdefault(name, {})[entry.at()] = entry
    return {name: tuple(entries.values()) for name, entries in found.items()}


def _chaptered(rule_set: RuleSet) -> Iterator[Entry]:
    yield from rule_set.rules
    yield from rule_set.tables
    yield from rule_set.derivations
    yield from rule_set.routes
    yield from rule_set.grounds
    yield from rule_set.mandates


def _all_that_is_read(rule_set: RuleSet) -> Iterator[Entry]:
    yield from rule_set.derivations
    yield from (table for table in rule_set.tables if table.outputs)
    yield from rule_set.parameters
    yield from rule_set.lists
    yield from rule_set.facts


def givers(name: str, rule_set: RuleSet) -> Iterator[Entry]:
    """Walk the derivation or table that a derived fact follows from."""
    derivation = rule_set.derivation_of.get(name)
    if derivation is not None:
        yield derivation
    if name in rule_set.table_of:
        yield rule_set.table_of[name][0]


def _gives(entry: Entry) -> tuple[str, ...]:
    match entry:
        case Derivation():
            return (entry.fact,)
        case Table():
            return entry.outputs
        case Declaration():
            return (entry.name,)
        case Entry():
            return (str(getattr(entry, entry.key)),)
