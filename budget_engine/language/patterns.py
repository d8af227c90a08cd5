"""Trees of comparisons on rows: what is left of a condition once calculations were taken out.

*Holds* and *fails* are two trees, with `not` pushed down to the comparisons. A tree is split into the
ways it can match, each with one part per row, because an engine joins rows and cannot join inside an or.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product as combinations
from math import prod

from budget_engine.language.expr import OPPOSITE, Operator
from budget_engine.language.fact import EntityKind, Value

# Measured with durable_rules 2.0.28: above these a rule fails to compile or fires too often.
MOST_PATHS = 16  # ways through one rule
MOST_COMPOUNDS = 10  # nested groups in one rule
MOST_CONJUNCTIONS = 8  # facts joined in one rule


@dataclass(frozen=True, slots=True)
class Atom:
    """A field of a row compared with a constant, or with another field of the same row."""

    kind: EntityKind
    key: str
    operator: Operator
    constant: Value | None = None
    other: str | None = None

    def opposite(self) -> "Atom":
        """Give the comparison that holds exactly when this one fails."""
        if isinstance(self.constant, bool) and self.operator in (Operator.EQUAL, Operator.UNEQUAL):
            return Atom(self.kind, self.key, self.operator, not self.constant)
        return Atom(self.kind, self.key, OPPOSITE[self.operator], self.constant, self.other)


@dataclass(frozen=True, slots=True)
class Node:
    """And (`is_all`) or or over parts, flattened and without doubles."""

    is_all: bool
    parts: tuple["Tree", ...]


Tree = Atom | Node


def joined(parts: Iterator["Tree"] | list["Tree"], *, is_all: bool) -> Tree:
    """Join parts with and (or with or), merging like into like.

    What always holds decides an or, what never holds an and: durable_rules cannot match an empty group.
    """
    flat: dict[Tree, None] = {}
    for part in parts:
        if isinstance(part, Node) and part.is_all is is_all:
            flat.update(dict.fromkeys(part.parts))
        elif isinstance(part, Node) and not part.parts:
            return part
        else:
            flat[part] = None
    return next(iter(flat)) if len(flat) == 1 else Node(is_all, tuple(flat))


def negated(tree: Tree) -> Tree:
    """Push a negation down to the comparisons."""
    if isinstance(tree, Atom):
        return tree.opposite()
    return joined([negated(part) for part in tree.parts], is_all=not tree.is_all)


def paths(tree: Tree) -> int:
    """Count the ways a tree can match: the firings it can give on one row."""
    if isinstance(tree, Atom):
        return 1
    counts = [paths(part) for part in tree.parts]
    return prod(counts) if tree.is_all else sum(counts)


def compounds(tree: Tree) -> int:
    """Count the nodes of a tree that are no single comparison."""
    if isinstance(tree, Atom):
        return 0 if tree.other is None else 1
    return 1 + sum(compounds(part) for part in tree.parts)


def kinds(tree: Tree) -> frozenset[EntityKind]:
    """Name the entity kinds whose rows a tree reads."""
    if isinstance(tree, Atom):
        return frozenset({tree.kind})
    return frozenset[EntityKind]().union(*(kinds(part) for part in tree.parts))


def atoms(tree: Tree) -> Iterator[Atom]:
    """Walk the comparisons of a tree."""
    if isinstance(tree, Atom):
        yield tree
    else:
        for part in tree.parts:
            yield from atoms(part)


Conjunction = Mapping[EntityKind, Tree]
"""One way a condition can match: per entity kind what its row must meet, all at once."""


def conjunctions(tree: Tree) -> list[Conjunction]:
    """Split a tree into the ways it can match, each with at most one tree per row.

    Only parts that read different entities are multiplied out; and/or within one row stays whole.
    """
    found = kinds(tree)
    if len(found) == 1:
        return [dict.fromkeys(found, tree)]
    assert isinstance(tree, Node)
    if not found:
        return [{}] if tree.is_all else []
    if not tree.is_all:
        whole, rest = _by_kind(tree)
        return [
            *({kind: joined(parts, is_all=False)} for kind, parts in whole.items()),
            *(c for part in rest for c in conjunctions(part)),
        ]
    whole, rest = _by_kind(tree)
    base: Conjunction = {kind: joined(parts, is_all=True) for kind, parts in whole.items()}
    return [_merged(base, choice) for choice in combinations(*(conjunctions(part) for part in rest))]


def _by_kind(tree: Node) -> tuple[dict[EntityKind, list[Tree]], list[Tree]]:
    whole: dict[EntityKind, list[Tree]] = {}
    rest: list[Tree] = []
    for part in tree.parts:
        found = kinds(part)
        if len(found) == 1:
            whole.setdefault(next(iter(found)), []).append(part)
        else:
            rest.append(part)
    return whole, rest


def _merged(base: Conjunction, choice: tuple[Conjunction, ...]) -> Conjunction:
    merged = {kind: [tree] for kind, tree in base.items()}
    for conjunction in choice:
        for kind, tree in conjunction.items():
            merged.setdefault(kind, []).append(tree)
    return {kind: joined(trees, is_all=True) for kind, trees in merged.items()}


def fits(tree: Tree) -> bool:
    """Tell whether both polarities of a tree stay within what the engine can carry."""
    for polarity in (tree, negated(tree)):
        if paths(polarity) > MOST_PATHS * MOST_CONJUNCTIONS:
            return False
        found = conjunctions(polarity)
        if len(found) > MOST_CONJUNCTIONS:
            return False
        rows = [row for conjunction in found for row in conjunction.values()]
        if any(paths(row) > MOST_PATHS or compounds(row) > MOST_COMPOUNDS for row in rows):
            return False
    return True
