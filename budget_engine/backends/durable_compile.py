"""Units to durable_rules: patterns in its JSON, spread over groups and shards so that no limit is met.

Only a small typed subset is written: positive patterns on rows, and/or of comparisons, and equality
joins on the id of an owner in the top `$and`. Everything else was taken out by `language.lowering`.
The limits were measured on durable_rules 2.0.28; docs/motoren.md shows one rule all the way down.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from budget_engine.language.expr import Operator
from budget_engine.language.fact import EntityKind, Value, reachable
from budget_engine.language.lowering import Program
from budget_engine.language.patterns import Atom, Conjunction, Node, Tree, atoms, conjunctions, negated, paths
from budget_engine.language.rule import HitPolicy

# Measured: a fact may meet at most 64 pending siblings; groups make a tree of them. 26 groups of 36
# paths stay right, 29 x 36 did too, 30 x 36 gave error 303.
GROUPS = 26
PATHS_IN_GROUP = 36
RULES_IN_SHARD = 3000  # the engine holds 4,096
FIELDS_IN_ROW = 200  # a fact holds 252 properties (error 302); ids, owners and groups take up to 35

MARKER = "m"
"""The kind of the fact that an ordered table passes from row to row."""

SENTINEL = {"zz_eoc": {"pri": 60000, "all": [{"m": {"__eoc": 1}}]}}
"""A rule that fires before a state is deleted: without it the engine frees memory it never used."""

_SIGNS = {
    Operator.UNEQUAL: "$neq",
    Operator.LESS: "$lt",
    Operator.AT_MOST: "$lte",
    Operator.MORE: "$gt",
    Operator.AT_LEAST: "$gte",
}


@dataclass(frozen=True, slots=True)
class Target:
    """What a firing of a rule says: which unit, which row of a table, and whether it holds or fails."""

    key: str
    row: int | None
    holds: bool


@dataclass
class Shard:
    """Rules that fit together in one engine: how full each group of each kind is, and what its rows hold."""

    rules: dict[str, Any] = field(default_factory=dict)
    loads: dict[str, list[int]] = field(default_factory=dict)
    reads: dict[str, set[str]] = field(default_factory=dict)

    def room_for(self, wanted: "list[Wanted]") -> list[int] | None:
        """Give a group for each row that a rule looks at, or None where one does not fit."""
        if len(self.rules) >= RULES_IN_SHARD:
            return None
        taken = {kind: list(loads) for kind, loads in self.loads.items()}
        read = {kind: set(fields) for kind, fields in self.reads.items()}
        found = []
        for row in wanted:
            loads = taken.setdefault(row.kind, [0])
            group = next(
                (i for i, load in enumerate(loads) if load + row.paths <= PATHS_IN_GROUP), len(loads)
            )
            fields = read.setdefault(row.kind, set())
            fields |= row.fields
            if group == GROUPS or len(fields) > FIELDS_IN_ROW:
                return None
            if group == len(loads):
                loads.append(0)
            loads[group] += row.paths
            found.append(group)
        self.loads, self.reads = taken, read
        return found


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row that a rule looks at: of which kind, along how many paths, and at which fields."""

    kind: str
    paths: int
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Compiled:
    """A program ready for the engine."""

    program: Program
    shards: tuple[Shard, ...]
    targets: Mapping[str, Target]
    fields: Mapping[tuple[EntityKind, str], str]
    read: Mapping[tuple[int, EntityKind], tuple[str, ...]]
    """The keys that patterns of a level read on rows of a kind."""

    first_rows: Mapping[int, tuple[str, ...]]
    """The ordered tables of a level."""


def plain(value: Value) -> bool | int | str:
    """Give a value as the engine compares it: a date is its day number."""
    return value.toordinal() if isinstance(value, date) else value


def row_kind(kind: EntityKind, level: int) -> str:
    """Name the rows of an entity kind at a level; rows of other levels never meet its patterns."""
    return f"{kind}.{level}"


def owner_field(kind: EntityKind) -> str:
    """Name the field that holds the id of an owner."""
    return f"up_{kind}"


def marker_name(table: str, row: int) -> str:
    """Name the marker that lets a row of an ordered table be looked at."""
    return f"{table}.{row}"


def compile_program(program: Program) -> Compiled:
    """Write every unit of a program as rules of the engine."""
    return _Compiler(program).compiled()


class _Compiler:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.shards: list[Shard] = [Shard()]
        self.targets: dict[str, Target] = {}
        self.fields: dict[tuple[EntityKind, str], str] = {}
        self.read: dict[tuple[int, EntityKind], dict[str, None]] = {}

    def compiled(self) -> Compiled:
        """Write all units in a fixed order."""
        ordered: dict[int, list[str]] = {}
        for key, unit in self.program.conditions.items():
            for holds, tree in ((True, unit.tree), (False, negated(unit.tree))):
                self._rules(Target(key, None, holds), unit.kind, tree, unit.level)
        for name, table in self.program.tables.items():
            is_ordered = table.table.policy is HitPolicy.FIRST
            if is_ordered:
                ordered.setdefault(table.level, []).append(name)
            for number, row in enumerate(table.rows):
                marker = marker_name(name, number) if is_ordered and number else None
                for holds, tree in ((True, row), (False, negated(row))):
                    self._rules(Target(name, number, holds), table.table.entity, tree, table.level, marker)
        return Compiled(
            self.program,
            tuple(self.shards),
            self.targets,
            self.fields,
            {place: tuple(keys) for place, keys in self.read.items()},
            {level: tuple(names) for level, names in ordered.items()},
        )

    def _rules(
        self, target: Target, kind: EntityKind, tree: Tree, level: int, marker: str | None = None
    ) -> None:
        self.read.setdefault((level, kind), {})
        for conjunction in conjunctions(tree):
            self._rule(target, kind, conjunction, level, marker)

    def _rule(
        self, target: Target, kind: EntityKind, conjunction: Conjunction, level: int, marker: str | None
    ) -> None:
        others = [owner for owner in reachable(kind) if owner in conjunction and owner is not kind]
        rows: list[tuple[EntityKind, Tree | None]] = [(kind, conjunction.get(kind))]
        rows += [(owner, conjunction[owner]) for owner in others]
        wanted = [self._wanted(each, tree, level) for each, tree in rows]
        if marker is not None:
            wanted.append(Wanted(MARKER, 1))
        shard, groups = self._placed(wanted)
        patterns = []
        for number, ((each, tree), group) in enumerate(zip(rows, groups, strict=False)):
            head: list[Any] = [{"kind": row_kind(each, level)}, {f"g{group}": 1}]
            if number:
                head.append({"ent": {"p0": owner_field(each)}})
            patterns.append({f"p{number}": {"$and": [*head, *self._tests(tree, level)]}})
        if marker is not None:
            test = [{"kind": MARKER}, {f"g{groups[-1]}": 1}, {"at": marker}, {"ent": {"p0": "ent"}}]
            patterns.append({f"p{len(rows)}": {"$and": test}})
        name = f"r{len(self.targets)}"
        self.targets[name] = target
        shard.rules[name] = {"all": patterns}

    def _wanted(self, kind: EntityKind, tree: Tree | None, level: int) -> Wanted:
        if tree is None:
            return Wanted(row_kind(kind, level), 1)
        keys = ((atom.kind, key) for atom in atoms(tree) for key in (atom.key, atom.other) if key is not None)
        fields = frozenset(self._field(of, key) for of, key in keys)
        return Wanted(row_kind(kind, level), paths(tree), fields)

    def _placed(self, wanted: list[Wanted]) -> tuple[Shard, list[int]]:
        groups = self.shards[-1].room_for(wanted)
        if groups is None:
            self.shards.append(Shard())
            groups = self.shards[-1].room_for(wanted)
        assert groups is not None
        return self.shards[-1], groups

    def _tests(self, tree: Tree | None, level: int) -> Iterator[Any]:
        if tree is None:
            return
        for atom in atoms(tree):
            keys = self.read.setdefault((level, atom.kind), {})
            keys.update(dict.fromkeys(key for key in (atom.key, atom.other) if key is not None))
        parts = tree.parts if isinstance(tree, Node) and tree.is_all else (tree,)
        for part in parts:
            yield self._test(part)

    def _test(self, tree: Tree) -> Any:
        if isinstance(tree, Atom):
            return self._comparison(tree)
        return {"$and" if tree.is_all else "$or": [self._test(part) for part in tree.parts]}

    def _field(self, kind: EntityKind, key: str) -> str:
        return self.fields.setdefault((kind, key), f"v{len(self.fields)}")

    def _comparison(self, atom: Atom) -> Any:
        name = self._field(atom.kind, atom.key)
        if atom.other is None:
            assert atom.constant is not None
            right: Any = plain(atom.constant)
        else:
            right = {"$m": self._field(atom.kind, atom.other)}
        test = {name: right} if atom.operator is Operator.EQUAL else {_SIGNS[atom.operator]: {name: right}}
        if atom.other is None:
            return test
        # Measured (D1): a comparison of two fields is true when the right one is absent.
        there = [{"$ex": {self._field(atom.kind, key): 1}} for key in (atom.other, atom.key)]
        return {"$and": [*there, test]}
