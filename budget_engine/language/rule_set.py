"""A rule set: all that one municipality decides by, with its two hashes and what engines look up."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

import rfc8785

from budget_engine.language.entry import Entry
from budget_engine.language.expr import (
    AllOf,
    Comparison,
    Condition,
    Constant,
    FactRef,
    Lookup,
    Node,
    Not,
    Operator,
    Recorded,
    walk,
)
from budget_engine.language.fact import EntityKind, FactDeclaration, Inlet, Kind, Moment, Outlet, Value
from budget_engine.language.jargon import JargonWord
from budget_engine.language.letter_text import LetterText
from budget_engine.language.offer import Offer
from budget_engine.language.reference_cost import ReferenceCost
from budget_engine.language.register import (
    Amount,
    Declaration,
    DeviationGround,
    Law,
    LegalBasis,
    ListRows,
    LookupList,
    Mandate,
    Parameter,
    ParameterOutlet,
    Route,
    Setting,
    Topic,
)
from budget_engine.language.rule import Consequence, Derivation, Rule, Table

LAYOUT = "1"
"""The layout of a written rule set; the reader of an older layout stays."""


class Stage(StrEnum):
    """When a rule is worked out: with the facts of the case, or after the gates are known."""

    ASSESSMENT = "beoordeling"
    WEIGHING = "weging"


@dataclass(frozen=True)
class RuleSet:
    """The national rules and those of one municipality, combined, in canonical order."""

    municipality: str | None
    laws: tuple[Law, ...] = ()
    topics: tuple[Topic, ...] = ()
    facts: tuple[Declaration, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    settings: tuple[Setting, ...] = ()
    lists: tuple[LookupList, ...] = ()
    list_rows: tuple[ListRows, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    rules: tuple[Rule, ...] = ()
    tables: tuple[Table, ...] = ()
    grounds: tuple[DeviationGround, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    routes: tuple[Route, ...] = ()
    offers: tuple[Offer, ...] = ()
    reference_costs: tuple[ReferenceCost, ...] = ()
    letter_texts: tuple[LetterText, ...] = ()
    jargon: tuple[JargonWord, ...] = ()

    def entries(self) -> Iterator[Entry]:
        """Walk all declared things in canonical order."""
        for part in fields(self)[1:]:
            yield from getattr(self, part.name)

    # --- what is hashed and sealed -------------------------------------------------------------

    @cached_property
    def text(self) -> str:
        """Give the whole set as canonical JSON (RFC 8785) in the form of a rule file."""
        return self._written(with_texts=True)

    @cached_property
    def hash(self) -> str:
        """Give the hash over every declared thing: texts, notes, examples and order included."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def meaning_hash(self) -> str:
        """Give the hash over what can change an outcome; equal hashes give equal outcomes."""
        return hashlib.sha256(self._written(with_texts=False).encode()).hexdigest()

    def _written(self, *, with_texts: bool) -> str:
        counting = (entry for entry in self.entries() if with_texts or entry.changes_outcomes)
        entries = [entry.as_entry(with_texts=with_texts) for entry in counting]
        document: dict[str, Any] = {
            "vorm": LAYOUT,
            "gemeente": self.municipality,
            "onderdelen": entries,
        }
        return rfc8785.dumps(document).decode()

    # --- what engines and readers look up ------------------------------------------------------

    @cached_property
    def fact(self) -> Mapping[str, FactDeclaration]:
        """Give the declarations by name."""
        return {declared.name: declared for declared in self.facts}

    @cached_property
    def derived(self) -> frozenset[str]:
        """Name the facts that follow from others."""
        return frozenset(declared.name for declared in self.facts if declared.is_derived)

    @cached_property
    def parameter(self) -> Mapping[str, Parameter]:
        """Give the parameters by name."""
        return {parameter.name: parameter for parameter in self.parameters}

    @cached_property
    def topic(self) -> Mapping[str, Topic]:
        """Give the kinds of finding by slug."""
        return {topic.slug: topic for topic in self.topics}

    @cached_property
    def lookup_list(self) -> Mapping[str, LookupList]:
        """Give the look-up lists by name."""
        return {listed.name: listed for listed in self.lists}

    @cached_property
    def derivation_of(self) -> Mapping[str, Derivation]:
        """Give the derivation of each derived fact that has one."""
        return {derivation.fact: derivation for derivation in self.derivations}

    @cached_property
    def table_of(self) -> Mapping[str, tuple[Table, int]]:
        """Give for each derived fact the table that gives it, and the number of its column."""
        return {fact: (table, column) for table in self.tables for column, fact in enumerate(table.outputs)}

    @cached_property
    def rule_named(self) -> Mapping[str, Rule]:
        """Give each rule by its id; versions of one rule are told apart by their first day."""
        count: dict[str, int] = {}
        for rule in self.rules:
            count[rule.id] = count.get(rule.id, 0) + 1
        return {
            rule.id if count[rule.id] == 1 else f"{rule.id}@{rule.valid_from.isoformat()}": rule
            for rule in self.rules
        }

    @cached_property
    def moment_fact(self) -> Mapping[Moment, str]:
        """Give for each reference moment the fact that holds its date."""
        return {declared.moment: declared.name for declared in self.facts if declared.moment is not None}

    @cached_property
    def outlet(self) -> Mapping[Outlet, FactDeclaration]:
        """Give the declared facts that Python reads, by their part."""
        return {declared.outlet: declared for declared in self.facts if declared.outlet is not None}

    @cached_property
    def parameter_outlet(self) -> Mapping[ParameterOutlet, Parameter]:
        """Give the parameters that Python reads, by their part."""
        return {item.outlet: item for item in self.parameters if item.outlet is not None}

    def reference_cost(self, name: str, day: date) -> ReferenceCost | None:
        """Give the reference cost of a name that is in use on a day."""
        named = (cost for cost in self.reference_costs if cost.id == name)
        return next((cost for cost in named if cost.is_in_use(day)), None)

    def inlet(self, inlet: Inlet) -> Iterator[FactDeclaration]:
        """Walk the declared facts that a typed thing of the case enters through."""
        return (declared for declared in self._entering if declared.inlet is inlet)

    @cached_property
    def _entering(self) -> tuple[FactDeclaration, ...]:
        return tuple(declared for declared in self.facts if declared.inlet is not None)

    @cached_property
    def dates(self) -> frozenset[str]:
        """Name the facts and parameters that are dates."""
        facts = [item.name for item in self.facts if item.kind is Kind.DATE]
        return frozenset([*facts, *(item.name for item in self.parameters if item.kind is Kind.DATE)])

    @cached_property
    def condition_of(self) -> Mapping[str, Condition]:
        """Give by rule name the full condition: in force at its moment, its own, and a term not met."""
        return {name: self.full_condition(rule) for name, rule in self.rule_named.items()}

    def full_condition(self, rule: Rule) -> Condition:
        """Give the full condition of one rule, as in `condition_of`."""
        own = rule.when.parts if isinstance(rule.when, AllOf) else (rule.when,)
        parts = [*own, *self._in_force(rule)]
        met_by, deadline = rule.consequence.met_by, rule.consequence.deadline
        if met_by is not None and deadline is not None:
            on_time = Comparison(FactRef(met_by), Operator.AT_MOST, deadline)
            parts.append(Not(AllOf((Recorded(met_by), on_time))))
        return AllOf(tuple(parts))

    @cached_property
    def in_force_of(self) -> Mapping[str, Condition]:
        """Give by the name of a table the condition that it is in force at its moment."""
        return {table.id: AllOf(tuple(self._in_force(table))) for table in self.tables}

    def _in_force(self, dated: Rule | Table) -> Iterator[Condition]:
        moment = FactRef(self.moment_fact[dated.moment])
        yield Comparison(moment, Operator.AT_LEAST, Constant(Kind.DATE, dated.valid_from))
        if dated.valid_until is not None:
            yield Comparison(moment, Operator.AT_MOST, Constant(Kind.DATE, dated.valid_until))

    # --- findings and deviations -----------------------------------------------------------------

    @cached_property
    def row_named(self) -> Mapping[str, tuple[Table, int]]:
        """Give by the name of a table row its table and its number in it."""
        return {
            table.row_name(row): (table, number)
            for table in self.tables
            for number, row in enumerate(table.rows)
        }

    @cached_property
    def finding_basis(self) -> Mapping[str, LegalBasis]:
        """Give the legal basis of every finding, by the name of its rule or table row."""
        rows = {
            table.row_name(row): basis
            for table in self.tables
            for row in table.rows
            if row.consequence is not None and (basis := row.legal_basis or table.legal_basis) is not None
        }
        return {**{name: rule.legal_basis for name, rule in self.rule_named.items()}, **rows}

    @cached_property
    def entity_of_finding(self) -> Mapping[str, EntityKind]:
        """Give what kind of entity every finding is about, by the name of its rule or table row."""
        rows = {table.row_name(row): table.entity for table in self.tables for row in table.rows}
        return {**{name: rule.entity for name, rule in self.rule_named.items()}, **rows}

    @cached_property
    def moment_of_finding(self) -> Mapping[str, Moment]:
        """Give the day of reference of every finding, by the name of its rule or table row."""
        rows = {table.row_name(row): table.moment for table in self.tables for row in table.rows}
        return {**{name: rule.moment for name, rule in self.rule_named.items()}, **rows}

    @cached_property
    def consequence_of_finding(self) -> Mapping[str, Consequence]:
        """Give what every finding asks for, by the name of its rule or table row."""
        rows = {
            table.row_name(row): row.consequence
            for table in self.tables
            for row in table.rows
            if row.consequence is not None
        }
        return {**{name: rule.consequence for name, rule in self.rule_named.items()}, **rows}

    @cached_property
    def slug_of_finding(self) -> Mapping[str, str]:
        """Give what kind every finding is, by the name of its rule or table row."""
        rows = {
            table.row_name(row): row.slug
            for table in self.tables
            for row in table.rows
            if row.slug is not None
        }
        return {**{name: rule.slug for name, rule in self.rule_named.items()}, **rows}

    def grounds_for(self, basis: LegalBasis) -> list[DeviationGround]:
        """List the grounds of deviation that exist at the level of a rule (second look, point 9)."""
        return [ground for ground in self.grounds if ground.level is basis.level and basis.law in ground.laws]

    # --- parameters and look-up lists ----------------------------------------------------------

    @cached_property
    def _settings(self) -> Mapping[str, tuple[tuple[Setting, Value | None], ...]]:
        found: dict[str, list[tuple[Setting, Value | None]]] = {}
        for setting in self.settings:
            parameter = self.parameter[setting.parameter]
            value = None if setting.value is None else parameter.parse(setting.value)
            found.setdefault(setting.parameter, []).append((setting, value))
        return {
            name: tuple(sorted(dated, key=lambda item: (item[0].municipality is None, item[0].valid_from)))
            for name, dated in found.items()
        }

    def setting(self, parameter: str, day: date) -> Value | None:
        """Give the value of a parameter on a day: the municipality's own, else the national one."""
        found = self._set_on(parameter, day)
        return None if found is None else found[1]

    def setting_on(self, parameter: str, day: date) -> Setting | None:
        """Give the entry that `setting` takes its value from."""
        found = self._set_on(parameter, day)
        return None if found is None else found[0]

    def _set_on(self, parameter: str, day: date) -> tuple[Setting, Value | None] | None:
        for item, value in self._settings.get(parameter, ()):
            if item.valid_from <= day <= (item.valid_until or date.max):
                return item, value
        return None

    @cached_property
    def _amounts(self) -> Mapping[tuple[Value, ...], tuple[Amount, ...]]:
        found: dict[tuple[Value, ...], list[Amount]] = {}
        for rows in self.list_rows:
            listed = self.lookup_list[rows.list]
            for row in rows.rows:
                amount = listed.parse(row.value)
                assert isinstance(amount, int)
                start, end = (
                    row.valid_from or rows.valid_from,
                    row.valid_until or rows.valid_until or date.max,
                )
                keys = (listed.name, *(self.fact[key].parse(row.keys[key]) for key in listed.keys))
                found.setdefault(keys, []).append(Amount(amount, start, end, row, rows))
        return {
            keys: tuple(sorted(dated, key=lambda item: (item.rows.municipality is None, item.valid_from)))
            for keys, dated in found.items()
        }

    def amount(self, listed: str, keys: Iterable[Value], day: date) -> int | None:
        """Give the amount of a look-up list on a day, or None where it has no row."""
        found = self.amount_on(listed, keys, day)
        return None if found is None else found.value

    def amount_on(self, listed: str, keys: Iterable[Value], day: date) -> Amount | None:
        """Give the row that `amount` takes its value from."""
        dated = self._amounts.get((listed, *keys), ())
        return next((item for item in dated if item.valid_from <= day <= item.valid_until), None)

    # --- stages ----------------------------------------------------------------------------------

    @cached_property
    def late_facts(self) -> frozenset[str]:
        """Name the facts that rest on a gate, so can only be known after the assessment."""
        late = {declared.name for declared in self.inlet(Inlet.GATE)}
        found = True
        while found:
            found = False
            for fact, nodes in self.nodes_giving.items():
                if fact not in late and self._reads(nodes, late):
                    late.add(fact)
                    found = True
        return frozenset(late)

    @cached_property
    def nodes_giving(self) -> Mapping[str, tuple[Node, ...]]:
        """Give for each derived fact the nodes of the derivation or table that gives it."""
        derived = {derivation.fact: derivation.nodes for derivation in self.derivations}
        return {**derived, **{fact: table.nodes for table in self.tables for fact in table.outputs}}

    def _reads(self, nodes: Iterable[Node], facts: set[str] | frozenset[str]) -> bool:
        return any(name in facts for node in nodes for name in facts_read(node, self))

    @cached_property
    def _late_rules(self) -> frozenset[str]:
        return frozenset(
            name for name in self.rule_named if self._reads([self.condition_of[name]], self.late_facts)
        )

    @cached_property
    def _late_tables(self) -> frozenset[str]:
        return frozenset(table.id for table in self.tables if self._reads(table.nodes, self.late_facts))

    def rules_at(self, stage: Stage) -> Iterator[tuple[str, Rule]]:
        """Walk the rules of a stage with their names."""
        late = stage is Stage.WEIGHING
        return (item for item in self.rule_named.items() if (item[0] in self._late_rules) is late)

    def tables_at(self, stage: Stage) -> Iterator[Table]:
        """Walk the tables of a stage."""
        late = stage is Stage.WEIGHING
        return (table for table in self.tables if (table.id in self._late_tables) is late)

    def derived_at(self, stage: Stage) -> Iterator[FactDeclaration]:
        """Walk the derived facts of a stage."""
        late = stage is Stage.WEIGHING
        return (item for item in self.facts if item.is_derived and (item.name in self.late_facts) is late)


def facts_read(node: Node, rule_set: RuleSet) -> Iterator[str]:
    """Walk the names of the facts a node reads itself, keys of look-up lists included."""
    for part in walk(node):
        if isinstance(part, FactRef):
            yield part.name
        elif isinstance(part, Recorded):
            yield part.fact
        elif isinstance(part, Lookup):
            yield from rule_set.lookup_list[part.list].keys
