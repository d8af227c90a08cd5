"""The household a proof is about: one entity with its owners, and where lists are read, some members.

It has a fixed shape. What rules read of an entity is its own facts and those of its owners, and of each
kind there is one; only lists have more. A proof with members looks at three beside the first: one with the
same owners, one with a solution of its own, and one with owners of its own. What needs more members
than these is not settled.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from budget_engine.language.expr import (
    EveryMember,
    Lookup,
    Node,
    SomeMember,
    Total,
    walk,
)
from budget_engine.language.fact import RELATIONS, EntityKind, Moment, reachable
from budget_engine.language.rule_set import RuleSet, facts_read

LOOSE = frozenset({"vraag.steun", "alternatief.aanspraken"})
"""Lists whose members are named one by one, instead of following from who owns them."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for one entity; an extra one may stay empty."""

    id: str
    kind: EntityKind
    owners: Mapping[EntityKind, str]
    is_extra: bool


class Frame:
    """All spots of a household, in a fixed order."""

    def __init__(self, kind: EntityKind, member_kinds: Iterable[EntityKind] = ()) -> None:
        self.kind = kind
        self.spots: dict[str, Spot] = {}
        for owner in reversed(reachable(kind)):
            self._add(owner, str(owner), is_extra=False)
        for member in dict.fromkeys(member_kinds):
            self._beside(member)
            self._apart(member, f"{member}-3", frozenset({EntityKind.SOLUTION}))
            self._apart(member, f"{member}-4", frozenset(reachable(member)[1:]) - {EntityKind.CASE})

    def _add(
        self, kind: EntityKind, name: str, own: Mapping[EntityKind, str] | None = None, *, is_extra: bool
    ) -> str:
        owners = {up: (own or {}).get(up, str(up)) for up in reachable(kind)}
        self.spots.setdefault(name, Spot(name, kind, {**owners, kind: name}, is_extra))
        return name

    def _beside(self, kind: EntityKind) -> None:
        """Put a member beside the first: its owners are the first of their kind."""
        for owner in reversed(reachable(kind)[1:]):
            self._add(owner, str(owner), is_extra=owner is not EntityKind.CASE)
        self._add(kind, f"{kind}-2", is_extra=True)

    def _apart(self, kind: EntityKind, name: str, own: frozenset[EntityKind]) -> None:
        """Put a member apart: of some kinds its owner is its own."""
        number = name.rpartition("-")[2]
        owners: dict[EntityKind, str] = {up: f"{up}-{number}" for up in reachable(kind)[1:] if up in own}
        for owner in reversed(reachable(kind)[1:]):
            if owner in own:
                self._add(owner, owners[owner], owners, is_extra=True)
        self._add(kind, name, owners, is_extra=True)

    @property
    def subject(self) -> Spot:
        """Give the spot that the proof is about."""
        return self.spots[str(self.kind)]

    def owner(self, spot: Spot, kind: EntityKind) -> Spot | None:
        """Give the owner of that kind, or the spot itself."""
        name = spot.owners.get(kind)
        return None if name is None else self.spots[name]

    def members(self, owner: Spot, relation: str) -> Iterator[Spot]:
        """Walk the spots that can be a member of a list of this owner."""
        of, member = RELATIONS[relation]
        for spot in self.spots.values():
            if spot.kind is member and (relation in LOOSE or spot.owners.get(of) == owner.id):
                yield spot


@dataclass(frozen=True)
class Cone:
    """Everything that a condition rests on: asked facts, parameters and lists, derived facts unfolded."""

    facts: tuple[str, ...]
    parameters: tuple[str, ...]
    lists: tuple[str, ...]
    relations: tuple[str, ...]

    @property
    def figures(self) -> tuple[str, ...]:
        """List what somebody fills in: parameters and look-up lists."""
        return (*self.parameters, *self.lists)

    @property
    def member_kinds(self) -> tuple[EntityKind, ...]:
        """List the kinds of the members that are read."""
        return tuple(dict.fromkeys(RELATIONS[relation][1] for relation in self.relations))


def cone_of(rule_set: RuleSet, nodes: Iterable[Node], moments: Iterable[Moment]) -> Cone:
    """Gather what nodes rest on, with the days on which they look."""
    waiting: list[Node] = list(nodes)
    names = [rule_set.moment_fact[moment] for moment in moments if moment in rule_set.moment_fact]
    facts: dict[str, None] = {}
    parameters: dict[str, None] = {}
    lists: dict[str, None] = {}
    relations: dict[str, None] = {}
    while waiting or names:
        for node in waiting:
            names.extend(facts_read(node, rule_set))
            for part in walk(node):
                if isinstance(part, Total | SomeMember | EveryMember):
                    relations[part.relation] = None
                elif isinstance(part, Lookup):
                    lists[part.list] = None
                elif hasattr(part, "name") and part.name in rule_set.parameter:
                    parameters[part.name] = None
        fresh = [name for name in dict.fromkeys(names) if name not in facts]
        facts.update(dict.fromkeys(fresh))
        names, waiting = [], []
        for name in fresh:
            inside, moment = _below(rule_set, name)
            waiting.extend(inside)
            if moment is not None and moment in rule_set.moment_fact:
                names.append(rule_set.moment_fact[moment])
    asked = (item.name for item in rule_set.facts if item.name in facts and not item.is_derived)
    return Cone(tuple(asked), tuple(parameters), tuple(lists), tuple(relations))


def _below(rule_set: RuleSet, fact: str) -> tuple[tuple[Node, ...], Moment | None]:
    derivation = rule_set.derivation_of.get(fact)
    if derivation is not None:
        return derivation.nodes, derivation.moment
    if fact in rule_set.table_of:
        table, _ = rule_set.table_of[fact]
        return (*table.nodes, rule_set.in_force_of[table.id]), table.moment
    return (), None
