"""The smallest household around the facts of an example.

An example names facts by their name alone; each goes to the entity it is declared for. Members of a
list are named apart, and members of a member belong to the first one. A parameter has its national
value, or the one the example gives, so that no municipality can break an example of a law. What else
the example does not give stays unknown, but for the reference date and the moment the rule looks at:
these are the example's own date, or else the rule's first day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from budget_engine.errors import nearest
from budget_engine.glossary import UNKNOWN
from budget_engine.language.fact import (
    RELATIONS,
    Bounded,
    Entity,
    EntityKind,
    Facts,
    Inlet,
    Moment,
    Value,
    reachable,
)
from budget_engine.language.meaning import Meaning
from budget_engine.language.register import ListRow, ListRows, Setting
from budget_engine.language.rule import Derivation, Example, Rule, Table
from budget_engine.language.rule_set import RuleSet
from budget_engine.language.valued import valued

Owner: TypeAlias = Rule | Table | Derivation


class ExampleError(ValueError):
    """An example that cannot be built: an unknown fact, or a value that does not fit."""

    def __init__(self, text: str, hint: str | None = None) -> None:
        super().__init__(text)
        self.hint = hint


def _parsed(declared: Bounded, text: str) -> Value:
    try:
        return declared.parse(text)
    except ValueError as error:
        raise ExampleError(str(error)) from None


@dataclass(frozen=True, slots=True)
class Household:
    """What an example builds: the entity it asks about, all facts, and the rules with its own values."""

    rule_set: RuleSet
    facts: Facts
    entity: Entity


def household_of(national: RuleSet, owner: Owner, example: Example) -> Household:
    """Build the smallest household around the facts of an example; ExampleError where that cannot be."""
    with_settings = _with_settings(national, example)
    kind = national.fact[owner.fact].entity if isinstance(owner, Derivation) else owner.entity
    facts = _Builder(with_settings, example, owner.moment, _date_of(owner, example)).built(kind)
    entity = facts.entities[str(kind)]
    return Household(_with_amounts(with_settings, example, facts, entity), facts, entity)


def _date_of(owner: Owner, example: Example) -> date | None:
    return example.on or (None if isinstance(owner, Derivation) else owner.valid_from)


def _with_settings(rule_set: RuleSet, example: Example) -> RuleSet:
    if not example.settings:
        return rule_set
    own = []
    for name, value in example.settings.items():
        if name not in rule_set.parameter:
            raise ExampleError(f"De parameter '{name}' is niet bekend.", nearest(name, rule_set.parameter))
        filled = None if value == UNKNOWN else value
        if filled is not None:
            _parsed(rule_set.parameter[name], filled)
        own.append(Setting(parameter=name, value=filled, valid_from=date.min, municipality="voorbeeld"))
    kept = tuple(setting for setting in rule_set.settings if setting.parameter not in example.settings)
    return valued(rule_set, (*kept, *own), rule_set.list_rows)


def _with_amounts(rule_set: RuleSet, example: Example, facts: Facts, entity: Entity) -> RuleSet:
    """Let each named list give one amount, for the keys that this household has."""
    own = []
    for name, amount in example.amounts.items():
        if name not in rule_set.lookup_list:
            raise ExampleError(
                f"De opzoeklijst '{name}' is niet bekend.", nearest(name, rule_set.lookup_list)
            )
        _parsed(rule_set.lookup_list[name], amount)
        meaning = Meaning(rule_set, facts)
        keys = {key: meaning.fact(key, entity) for key in rule_set.lookup_list[name].keys}
        if None in keys.values():
            missing = ", ".join(key for key, value in keys.items() if value is None)
            raise ExampleError(f"Voor '{name}' ontbreekt in dit voorbeeld: {missing}.")
        written = {key: rule_set.fact[key].print(value) for key, value in keys.items() if value is not None}
        row = ListRow(keys=written, value=amount)
        own.append(ListRows(list=name, valid_from=date.min, municipality="voorbeeld", rows=(row,)))
    return valued(rule_set, rule_set.settings, (*rule_set.list_rows, *own)) if own else rule_set


def dated_facts(rule_set: RuleSet, moment: Moment) -> frozenset[str]:
    """Name the facts that an example dates by itself: the reference date, and the day the entry looks at."""
    dated = {declared.name for declared in rule_set.inlet(Inlet.REFERENCE_DATE)}
    of_moment = rule_set.moment_fact.get(moment)
    is_asked = of_moment is not None and not rule_set.fact[of_moment].is_derived
    return frozenset({*dated, of_moment} if is_asked and of_moment else dated)


class _Builder:
    """Builds entities from the facts of an example."""

    def __init__(self, rule_set: RuleSet, example: Example, moment: Moment, on: date | None) -> None:
        self.rule_set = rule_set
        self.example = example
        self.on = on
        self.dated = dated_facts(rule_set, moment)
        self.entities: dict[str, Entity] = {}
        self.first_member: dict[EntityKind, str] = {}

    def built(self, kind: EntityKind) -> Facts:
        """Build one entity of the kind, its owners, and the members that the example names."""
        wanted = reachable(kind)
        members: dict[tuple[EntityKind, str], list[str]] = {}
        for relation in self.example.members:
            _known_list(relation)
        for relation in self.example.open_relations:
            _known_list(relation)
        for relation, (owner, member) in RELATIONS.items() if self.example.members else ():
            for number, row in enumerate(self.example.members.get(relation, ())):
                name = f"{relation}.{number}"
                members.setdefault((owner, relation), []).append(name)
                self._add(member, name, row, wanted)
                self.first_member.setdefault(member, name)
        for owner in wanted:
            lists = {relation: tuple(names) for (of, relation), names in members.items() if of is owner}
            opened = frozenset(name for name in self.example.open_relations if name.split(".")[0] == owner)
            known = self._values(owner, self.example.facts)
            self.entities[str(owner)] = Entity(str(owner), owner, _CHAINS[owner], known, lists, opened)
        for (owner, relation), names in members.items():
            if owner not in wanted:
                self._give(owner, relation, tuple(names))
        for relation in self.example.open_relations:
            if RELATIONS[relation][0] not in wanted:
                self._open(relation)
        self._refuse_unplaced(self.example.facts, wanted)
        return Facts(self.entities)

    def _give(self, owner: EntityKind, relation: str, names: tuple[str, ...]) -> None:
        """Let members of a member belong to the first of its kind: `vraag.aanspraken` below `zaak.vragen`."""
        if owner not in self.first_member:
            raise ExampleError(f"'{relation}' hoort bij een {owner}, en die is er in dit voorbeeld niet.")
        holder = self.entities[self.first_member[owner]]
        self.entities[holder.id] = replace(holder, members={**holder.members, relation: names})

    def _open(self, relation: str) -> None:
        """Let a list of a member be incomplete: that of the first of its kind."""
        owner = RELATIONS[relation][0]
        if owner not in self.first_member:
            raise ExampleError(f"'{relation}' hoort bij een {owner}, en die is er in dit voorbeeld niet.")
        holder = self.entities[self.first_member[owner]]
        self.entities[holder.id] = replace(holder, open_relations=holder.open_relations | {relation})

    def _add(self, kind: EntityKind, name: str, row: Mapping[str, str], wanted: Iterable[EntityKind]) -> None:
        owners: dict[EntityKind, str] = {kind: name}
        declared = self.rule_set.fact
        for up in reachable(kind)[1:]:
            has_own = any(name in declared and declared[name].entity is up for name in row)
            if not has_own and up not in set(wanted) and up in self.first_member:
                owners[up] = self.first_member[up]
                continue
            owners[up] = f"{name}.{up}" if has_own or up not in set(wanted) else str(up)
            if owners[up] != str(up):
                chain = {above: owners.get(above, str(above)) for above in reachable(up)}
                self.entities[owners[up]] = Entity(owners[up], up, chain, self._values(up, row))
        self._refuse_unplaced(row, reachable(kind))
        self.entities[name] = Entity(name, kind, owners, self._values(kind, row))

    def _values(self, kind: EntityKind, row: Mapping[str, str]) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for name, text in row.items():
            declared = self.rule_set.fact.get(name)
            if declared is None or declared.entity is not kind or declared.is_derived:
                continue
            if text != UNKNOWN:
                found[name] = _parsed(declared, text)
        if self.on is not None:
            dated = (name for name in self.dated if self.rule_set.fact[name].entity is kind)
            found.update((name, self.on) for name in dated if name not in row)
        return found

    def _refuse_unplaced(self, row: Mapping[str, str], kinds: tuple[EntityKind, ...]) -> None:
        for fact in row:
            declared = self.rule_set.fact.get(fact)
            if declared is None:
                known = [item.name for item in self.rule_set.facts if item.entity in kinds]
                raise ExampleError(f"Het feit '{fact}' is niet bekend.", nearest(fact, known))
            if declared.entity not in kinds:
                raise ExampleError(
                    f"'{fact}' gaat over een {declared.entity}; dit voorbeeld over een {kinds[0]}."
                )
            if declared.is_derived:
                raise ExampleError(f"'{fact}' wordt afgeleid en kan in een voorbeeld niet worden gegeven.")


_CHAINS: Mapping[EntityKind, Mapping[EntityKind, str]] = {
    kind: {up: str(up) for up in reachable(kind)} for kind in EntityKind
}
"""The owners of the one entity of a kind that every example has: each goes by the name of its kind."""


def _known_list(relation: str) -> None:
    if relation not in RELATIONS:
        raise ExampleError(f"'{relation}' is geen lijst.", nearest(relation, RELATIONS))
