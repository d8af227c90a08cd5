"""The household that an example can build, as a frame for the solver, and the way back to an example.

`household` puts members in lists by name, and members of a member with the first one; this is the same
shape with room for two members of each list.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from budget_engine.language.fact import RELATIONS, EntityKind, reachable
from budget_engine.language.household import Owner
from budget_engine.language.rule import Derivation, Example
from budget_engine.language.rule_set import RuleSet
from budget_engine.proof.frame import Frame, Spot

MOST_MEMBERS = 2
"""How many members a list of a generated example has at most; more are seldom needed and hard to read."""


class ExampleFrame(Frame):
    """The spots of an example about one kind of entity, with members of some lists."""

    def __init__(self, kind: EntityKind, relations: Iterable[str]) -> None:
        super().__init__(kind)
        self.wanted = reachable(kind)
        self._members: dict[tuple[str, str], list[str]] = {}
        self._first: dict[EntityKind, str] = {}
        used = set(relations)
        for relation, (owner, member) in RELATIONS.items():
            holder = str(owner) if owner in self.wanted else self._first.get(owner)
            if relation in used and holder is not None:
                for number in range(MOST_MEMBERS):
                    self._add_member(relation, number, member, holder)

    def _add_member(self, relation: str, number: int, kind: EntityKind, holder: str) -> None:
        name = f"{relation}.{number}"
        owners = {kind: name}
        for up in reachable(kind)[1:]:
            owners[up] = str(up) if up in self.wanted else self._first.get(up, f"{name}.{up}")
            if owners[up] not in self.spots:
                chain = {above: owners.get(above, str(above)) for above in reachable(up)}
                self.spots[owners[up]] = Spot(owners[up], up, chain, is_extra=False)
        self.spots[name] = Spot(name, kind, owners, is_extra=True)
        self._members.setdefault((holder, relation), []).append(name)
        self._first.setdefault(kind, name)

    def members(self, owner: Spot, relation: str) -> Iterator[Spot]:
        """Walk the spots that an example can name as a member of a list of this owner."""
        return (self.spots[name] for name in self._members.get((owner.id, relation), ()))

    def example(
        self, facts: Mapping[str, Mapping[str, str]], present: Iterable[str], settings: Mapping[str, str]
    ) -> Example:
        """Write an example with these facts per spot; members that are not there are left out."""
        own = {name: text for kind in self.wanted for name, text in facts.get(str(kind), {}).items()}
        there = set(present)
        members: dict[str, tuple[dict[str, str], ...]] = {}
        for (_, relation), names in self._members.items():
            rows = [self._row(name, facts) for name in names if name in there]
            if rows:
                members[relation] = tuple(rows)
        return Example(facts=own, members=members, settings=dict(settings))

    def _row(self, name: str, facts: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
        spots = [owner for owner in self.spots[name].owners.values() if owner.startswith(name)]
        return {fact: text for spot in spots for fact, text in facts.get(spot, {}).items()}


def late_day(rule_set: RuleSet, owner: Owner) -> date:
    """Give a day on which an entry is in force and as many values as can be are filled in."""
    starts = [setting.valid_from for setting in rule_set.settings]
    starts += [rows.valid_from for rows in rule_set.list_rows] + [rule.valid_from for rule in rule_set.rules]
    if isinstance(owner, Derivation):
        return max(starts, default=date.min)
    latest = max(*starts, owner.valid_from) if starts else owner.valid_from
    return latest if owner.valid_until is None else min(latest, owner.valid_until)
