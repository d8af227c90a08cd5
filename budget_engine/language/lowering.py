"""Rules cut down to what a matching engine can do: comparisons on rows, and/or, and joins on owners.

Arithmetic, totals, look-ups and comparisons of two things on different entities are taken out as
calculations that put a value on the row of the entity. What is left compares a field of a row with a
constant, or two fields of one row. *Holds* and *fails* are two separate patterns with `not` pushed down
to the comparisons; *unknown* is that neither matches. `meaning` never uses this file, or a fault here
would hide.
"""

from dataclasses import dataclass, field

from budget_engine.language.expr import (
    MIRRORED,
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
    walk,
)
from budget_engine.language.fact import RELATIONS, EntityKind, Moment
from budget_engine.language.patterns import Atom, Node, Tree, atoms, compounds, fits, joined, negated, paths
from budget_engine.language.rule import Table
from budget_engine.language.rule_set import RuleSet, Stage, facts_read

# --- units ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ConditionUnit:
    """A condition about one kind of entity, matched by the engine; its marker is the field `key`."""

    key: str
    kind: EntityKind
    tree: Tree
    level: int


@dataclass(frozen=True, slots=True)
class TableUnit:
    """A decision table, its rows matched by the engine."""

    table: Table
    rows: tuple[Tree, ...]
    level: int


@dataclass(frozen=True, slots=True)
class Calculation:
    """A value that Python puts on the row of an entity before a level starts.

    `what` is a term, a fact carried down from an owner, whether a fact is recorded, a list of members,
    or an output column of a table.
    """

    key: str
    kind: EntityKind
    what: Term | Recorded | SomeMember | EveryMember | tuple[Table, int]
    moment: Moment
    level: int


@dataclass
class Program:
    """A stage of a rule set as units in levels; lower levels are known before higher ones start."""

    rule_set: RuleSet
    stage: Stage
    conditions: dict[str, ConditionUnit] = field(default_factory=dict)
    tables: dict[str, TableUnit] = field(default_factory=dict)
    calculations: dict[str, Calculation] = field(default_factory=dict)
    markers: dict[tuple[Condition, EntityKind, Moment], str] = field(default_factory=dict)

    @property
    def levels(self) -> int:
        """Give the highest level."""
        levels = [unit.level for unit in self.conditions.values()]
        levels += [unit.level for unit in self.tables.values()]
        levels += [unit.level for unit in self.calculations.values()]
        return max(levels, default=0)


def fact_key(name: str) -> str:
    """Give the field that holds a fact."""
    return f"feit {name}"


def rule_key(name: str) -> str:
    """Give the field that holds the marker of a rule."""
    return f"regel {name}"


def in_force_key(table: Table) -> str:
    """Give the field that tells whether a table is in force."""
    return f"geldig {table.id}"


def plain_name(key: str) -> str:
    """Give the name of the fact, rule or table that a field stands for, as people know it."""
    for prefix in ("feit ", "regel ", "geldig "):
        if key.startswith(prefix):
            return key.removeprefix(prefix)
    return key


def lower(rule_set: RuleSet, stage: Stage) -> Program:
    """Cut a stage of a rule set into units."""
    lowering = _Lowering(Program(rule_set, stage))
    for name, rule in rule_set.rules_at(stage):
        lowering.unit(rule_key(name), rule_set.condition_of[name], rule.entity, rule.moment)
    for table in rule_set.tables_at(stage):
        lowering.table(table)
    for declared in rule_set.derived_at(stage):
        lowering.fact(declared.name)
    return lowering.program


class _Lowering:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.rule_set = program.rule_set
        self.level_of: dict[str, int] = {}
        self.cut: dict[tuple[EntityKind, Tree], str] = {}
        self.calculated: dict[tuple[Term | Recorded | SomeMember | EveryMember, EntityKind, Moment], str] = {}

    # --- facts and tables -----------------------------------------------------------------------------

    def fact(self, name: str) -> str:
        """See to it that a fact is known, and give the field that holds it."""
        key = fact_key(name)
        declared = self.rule_set.fact[name]
        if not declared.is_derived or key in self.level_of:
            self.level_of.setdefault(key, 0)
            return key
        derivation = self.rule_set.derivation_of.get(name)
        if derivation is not None and derivation.when is not None:
            self.unit(key, derivation.when, declared.entity, derivation.moment)
        elif derivation is not None and derivation.term is not None:
            self._calculate(key, declared.entity, derivation.term, derivation.moment)
        elif name in self.rule_set.table_of:
            table, column = self.rule_set.table_of[name]
            self.table(table)
            outputs = [row.outputs[column] for row in table.rows]
            read = [self._read_by(output, table.moment) for output in outputs if output is not None]
            level = max([self.program.tables[table.id].level, self.level_of[in_force_key(table)], *read])
            self._add(Calculation(key, table.entity, (table, column), table.moment, level))
        else:
            self.level_of[key] = 0
        return key

    def table(self, table: Table) -> None:
        """Add a table and whether it is in force."""
        if table.id in self.program.tables:
            return
        self.unit(in_force_key(table), self.rule_set.in_force_of[table.id], table.entity, table.moment)
        rows = []
        for row in table.rows:
            trees = [self.tree(cell, table.entity, table.moment) for cell in row.cells if cell is not None]
            rows.append(self._bounded(joined(trees, is_all=True), table.entity))
        level = 1 + max((self._level(row) for row in rows), default=0)
        self.program.tables[table.id] = TableUnit(table, tuple(rows), level)

    # --- conditions -------------------------------------------------------------------------------------

    def unit(self, key: str, condition: Condition, kind: EntityKind, moment: Moment) -> str:
        """Add a condition as a unit of its own."""
        tree = self._bounded(self.tree(condition, kind, moment), kind)
        return self._add_condition(key, kind, tree)

    def _add_condition(self, key: str, kind: EntityKind, tree: Tree) -> str:
        level = 1 + self._level(tree)
        self.program.conditions[key] = ConditionUnit(key, kind, tree, level)
        self.level_of[key] = level
        return key

    def _level(self, tree: Tree) -> int:
        keys = {key for atom in atoms(tree) for key in (atom.key, atom.other) if key is not None}
        return max((self.level_of[key] for key in keys), default=0)

    def _bounded(self, tree: Tree, kind: EntityKind) -> Tree:
        """Take the heaviest parts out as units of their own until the engine can carry the rest."""
        while not fits(tree):
            assert isinstance(tree, Node)
            whole = [part for part in tree.parts if isinstance(part, Node)]
            if whole:
                heaviest = max(
                    whole, key=lambda part: (max(paths(part), paths(negated(part))), compounds(part))
                )
                rest = [part for part in tree.parts if part != heaviest]
                tree = joined([*rest, self._cut(heaviest, kind)], is_all=tree.is_all)
            else:
                half = len(tree.parts) // 2
                halves = [
                    joined(list(part), is_all=tree.is_all) for part in (tree.parts[:half], tree.parts[half:])
                ]
                tree = Node(tree.is_all, tuple(self._cut(part, kind) for part in halves))
        return tree

    def _cut(self, tree: Tree, kind: EntityKind) -> Tree:
        if isinstance(tree, Atom):
            return tree
        if (kind, tree) not in self.cut:
            self.cut[kind, tree] = f"deel {len(self.cut)}"
            self._add_condition(self.cut[kind, tree], kind, self._bounded(tree, kind))
        return Atom(kind, self.cut[kind, tree], Operator.EQUAL, True)

    def tree(self, condition: Condition, kind: EntityKind, moment: Moment) -> Tree:
        """Lower a condition to comparisons on rows."""
        match condition:
            case AllOf() | AnyOf():
                parts = [self.tree(part, kind, moment) for part in condition.parts]
                return joined(parts, is_all=isinstance(condition, AllOf))
            case Not():
                return negated(self.tree(condition.part, kind, moment))
            case Comparison():
                return self._comparison(condition, kind, moment)
            case OneOf():
                tests = [Comparison(condition.term, Operator.EQUAL, option) for option in condition.options]
                return joined([self._comparison(test, kind, moment) for test in tests], is_all=False)
            case Between():
                low = Comparison(condition.low, Operator.AT_MOST, condition.term)
                high = Comparison(condition.term, Operator.AT_MOST, condition.high)
                return joined([self._comparison(test, kind, moment) for test in (low, high)], is_all=True)
            case Recorded() | SomeMember() | EveryMember():
                return Atom(kind, self._calculated(condition, kind, moment), Operator.EQUAL, True)

    def _comparison(self, test: Comparison, kind: EntityKind, moment: Moment) -> Atom:
        left, operator, right = test.left, test.operator, test.right
        if isinstance(left, Constant):
            left, operator, right = right, MIRRORED[operator], left
        if isinstance(right, Constant):
            if isinstance(left, FactRef):
                about = self.rule_set.fact[left.name].entity
                return Atom(about, self.fact(left.name), operator, right.value)
            return Atom(kind, self._on_row(left, kind, moment), operator, right.value)
        return Atom(kind, self._on_row(left, kind, moment), operator, other=self._on_row(right, kind, moment))

    def _on_row(self, term: Term, kind: EntityKind, moment: Moment) -> str:
        if isinstance(term, FactRef) and self.rule_set.fact[term.name].entity is kind:
            return self.fact(term.name)
        return self._calculated(term, kind, moment)

    # --- calculations -----------------------------------------------------------------------------------

    def _calculated(
        self, what: Term | Recorded | SomeMember | EveryMember, kind: EntityKind, moment: Moment
    ) -> str:
        known = (what, kind, moment)
        if known not in self.calculated:
            self.calculated[known] = f"rekening {len(self.calculated)}"
            self._calculate(self.calculated[known], kind, what, moment)
        return self.calculated[known]

    def _calculate(
        self, key: str, kind: EntityKind, what: Term | Recorded | SomeMember | EveryMember, moment: Moment
    ) -> str:
        self._add(Calculation(key, kind, what, moment, self._read_by(what, moment)))
        return key

    def _add(self, calculation: Calculation) -> None:
        self.program.calculations[calculation.key] = calculation
        self.level_of[calculation.key] = calculation.level

    def _read_by(self, what: Term | Recorded | SomeMember | EveryMember, moment: Moment) -> int:
        """Make known all that a calculation reads, and give the level at which it is."""
        names = set(facts_read(what, self.rule_set))
        if any(isinstance(part, ParameterRef | Lookup) for part in walk(what)):
            names.add(self.rule_set.moment_fact[moment])
        levels = [self.level_of[self.fact(name)] for name in sorted(names)]
        for part in walk(what):
            if isinstance(part, Total | SomeMember | EveryMember) and part.where is not None:
                member = RELATIONS[part.relation][1]
                levels.append(self.level_of[self._marker(part.where, member, moment)])
        return max(levels, default=0)

    def _marker(self, where: Condition, member: EntityKind, moment: Moment) -> str:
        known = (where, member, moment)
        if known not in self.program.markers:
            key = f"lid {len(self.program.markers)}"
            self.program.markers[known] = key
            self.unit(key, where, member, moment)
        return self.program.markers[known]
