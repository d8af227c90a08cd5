"""Random rule sets and households, wide enough to meet every corner of the language.

Everything follows from one seed. The generated sets keep to what `check` allows (like is compared with
like, no circles), but for the rest they are as odd as they come: deep and wide conditions, owners that
are missing, lists that are open, parameters that nobody filled in, tables with gaps and overlaps.
"""

from datetime import timedelta
from random import Random

from budget_engine.language.expr import (
    Condition,
    Constant,
    FactRef,
    Not,
)
from budget_engine.language.fact import (
    RELATIONS,
    Entity,
    EntityKind,
    Facts,
    Inlet,
    Kind,
    Moment,
    Value,
    print_plain,
    reachable,
)
from budget_engine.language.register import (
    Declaration,
    Effect,
    ListRow,
    ListRows,
    LookupList,
    Parameter,
    Setting,
)
from budget_engine.language.rule import Column, Consequence, Derivation, HitPolicy, Row, Rule, Table
from budget_engine.language.rule_set import RuleSet
from budget_engine.values import LARGEST
from tests.generated_conditions import BASIS, DAY_ONE, FOUND, LONG, MOMENTS, SHORT, Conditions


class Generator(Conditions):
    """Makes one rule set and any number of households for it."""

    # --- the rule set ------------------------------------------------------------------------------------

    def rule_set(self) -> RuleSet:
        for entity, name in MOMENTS.values():
            moment = next(moment for moment, place in MOMENTS.items() if place == (entity, name))
            self.facts.append(Declaration(name=name, entity=entity, kind=Kind.DATE, moment=moment))
        gate = Declaration(
            name="poort",
            entity=EntityKind.ALTERNATIVE,
            kind=Kind.CHOICE,
            choices={code: code for code in SHORT},
            inlet=Inlet.GATE,
        )
        self.facts.append(gate)
        for _ in range(self.random.randint(6, 16)):
            self.declare()
        for _ in range(self.random.randint(0, 4)):
            self.declare_parameter()
        lists, list_rows = self.lists()
        for _ in range(self.random.randint(0, 5)):
            self.derive()
        for _ in range(self.random.randint(0, 2)):
            self.add_table()
        for _ in range(self.random.randint(2, 10)):
            self.add_rule()
        return RuleSet(
            "proef",
            facts=tuple(self.facts),
            parameters=tuple(self.parameters),
            settings=tuple(self.settings()),
            lists=lists,
            list_rows=list_rows,
            derivations=tuple(self.derivations),
            rules=tuple(self.rules),
            tables=tuple(self.tables),
        )

    def declare(self) -> None:
        kind = self.one(
            [Kind.YES_NO, Kind.CHOICE, Kind.NUMBER, Kind.NUMBER, Kind.AMOUNT, Kind.DATE, Kind.SHARE]
        )
        entity = self.one(EntityKind)
        choices = {code: code for code in self.one([SHORT, LONG])} if kind is Kind.CHOICE else {}
        low, high = self.range_of(kind)
        self.facts.append(
            Declaration(name=self.name("f"), entity=entity, kind=kind, choices=choices, low=low, high=high)
        )

    def range_of(self, kind: Kind):
        if kind is Kind.NUMBER:
            return self.one([(-1, 5), (0, 5), (0, 120)])
        if kind is Kind.AMOUNT:
            return self.one([(0, 500), (0, 250_000), (LARGEST - 10, LARGEST)])
        return (0, 10_000) if kind is Kind.SHARE else (None, None)

    def declare_parameter(self) -> None:
        kind = self.one([Kind.NUMBER, Kind.AMOUNT, Kind.YES_NO, Kind.DATE, Kind.SHARE])
        low, high = self.range_of(kind)
        self.parameters.append(Parameter(name=self.name("p"), kind=kind, low=low, high=high))

    def settings(self):
        for parameter in self.parameters:
            if self.chance(0.8):
                yield self.setting(parameter, None)
            if self.chance(0.4):
                yield self.setting(parameter, "proef")

    def setting(self, parameter: Parameter, municipality: str | None) -> Setting:
        value = None if self.chance(0.2) else print_plain(parameter.kind, self.value(parameter))
        start = DAY_ONE + timedelta(days=self.random.randint(-40, 20))
        end = start + timedelta(days=self.random.randint(0, 60)) if self.chance(0.5) else None
        return Setting(
            parameter=parameter.name,
            value=value,
            valid_from=start,
            valid_until=end,
            municipality=municipality,
        )

    def lists(self):
        keys = [item for item in self.facts if item.kind is Kind.CHOICE and item.inlet is None]
        if not keys or self.chance(0.4):
            return (), ()
        used = tuple(
            item.name for item in self.random.sample(keys, min(len(keys), self.random.randint(1, 2)))
        )
        rows = {
            tuple(self.one(self.declared(name).choices) for name in used)
            for _ in range(self.random.randint(1, 30))
        }
        made = tuple(
            ListRow(keys=dict(zip(used, row, strict=True)), value=str(self.random.randint(0, 5)))
            for row in sorted(rows)
        )
        listed = LookupList(name="lijst", keys=used, kind=Kind.NUMBER, low=0, high=5)
        start = DAY_ONE - timedelta(days=self.random.randint(-5, 30))
        return (listed,), (ListRows(list="lijst", valid_from=start, rows=made),)

    def declared(self, name: str) -> Declaration:
        return next(item for item in self.facts if item.name == name)

    # --- facts that follow from others ---------------------------------------------------------------------

    def derive(self) -> None:
        entity = self.one(EntityKind)
        moment = self.moment(entity)
        name = self.name("d")
        if self.chance(0.5):
            condition = self.condition(entity, 2)
            self.facts.append(Declaration(name=name, entity=entity, kind=Kind.YES_NO, is_derived=True))
            self.derivations.append(Derivation(fact=name, when=condition, moment=moment))
        else:
            term = self.term(entity, Kind.NUMBER, 2)
            self.facts.append(Declaration(name=name, entity=entity, kind=Kind.NUMBER, is_derived=True))
            self.derivations.append(Derivation(fact=name, term=term, moment=moment))

    def add_table(self) -> None:
        entity = self.one(EntityKind)
        policy = self.one(HitPolicy)
        readable = [item for item in self.readable(entity) if item.kind is not Kind.TEXT]
        columns = self.random.sample(readable, min(len(readable), self.random.randint(1, 3)))
        if not columns:
            return
        gives = policy is not HitPolicy.COLLECT and self.chance(0.6)
        output = self.name("t")
        rows = []
        for number in range(self.random.randint(1, 6)):
            cells = tuple(self.cell(item, entity) for item in columns)
            value = self.term(entity, Kind.NUMBER, 1) if self.chance(0.9) else None
            rows.append(
                Row(
                    id=f"r{number}",
                    cells=cells,
                    outputs=(value,) if gives else (),
                    slug=None if gives else "s",
                    consequence=None if gives else FOUND,
                )
            )
        if policy is HitPolicy.FIRST and self.chance(0.7):
            rows.append(
                Row(
                    id="rest",
                    cells=(None,) * len(columns),
                    outputs=(Constant(Kind.NUMBER, 3),) if gives else (),
                    slug=None if gives else "s",
                    consequence=None if gives else FOUND,
                )
            )
        until = DAY_ONE + timedelta(days=self.random.randint(-9, 30)) if self.chance(0.2) else None
        table = Table(
            id=self.name("tabel"), entity=entity, title="tabel", policy=policy,
            inputs=tuple(Column(name=item.name, term=FactRef(item.name)) for item in columns),
            outputs=(output,) if gives else (), rows=tuple(rows), legal_basis=BASIS, moment=self.moment(entity),
            valid_from=DAY_ONE - timedelta(days=self.random.randint(-2, 20)), valid_until=until,
        )  # fmt: skip
        self.tables.append(table)
        if gives:
            self.facts.append(Declaration(name=output, entity=entity, kind=Kind.NUMBER, is_derived=True))

    def cell(self, item: Declaration, entity: EntityKind) -> Condition | None:
        if self.chance(0.25):
            return None
        test = self.comparison(entity, FactRef(item.name), item)
        return Not(test) if self.chance(0.2) else test

    def add_rule(self) -> None:
        entity = self.one(EntityKind)
        when = self.condition(entity, self.random.randint(1, 4))
        deadline, met_by = None, None
        dates = [item for item in self.readable(entity) if item.kind is Kind.DATE and not item.is_derived]
        if dates and self.chance(0.15):
            deadline, met_by = FactRef(self.one(dates).name), self.one(dates).name
        until = DAY_ONE + timedelta(days=self.random.randint(-9, 40)) if self.chance(0.2) else None
        self.rules.append(
            Rule(
                id=self.name("regel"), slug="s", entity=entity, title="regel", when=when,
                consequence=Consequence(effect=Effect.DEADLINE, text="x", deadline=deadline, met_by=met_by),
                legal_basis=BASIS, moment=self.moment(entity),
                valid_from=DAY_ONE - timedelta(days=self.random.randint(-3, 20)), valid_until=until,
            )
        )  # fmt: skip

    def moment(self, entity: EntityKind) -> Moment:
        return self.one([moment for moment, (kind, _) in MOMENTS.items() if kind in reachable(entity)])

    # --- households ------------------------------------------------------------------------------------------

    def household(self) -> Facts:
        count = {
            EntityKind.CASE: 1,
            EntityKind.PERSON: self.random.randint(0, 3),
            EntityKind.NEED: self.random.randint(0, 3),
            EntityKind.SUPPORT: self.random.randint(0, 3),
            EntityKind.SOLUTION: self.random.randint(0, 2),
            EntityKind.CLAIM: self.random.randint(0, 4),
            EntityKind.ALTERNATIVE: self.random.randint(0, 2),
        }
        ids = {kind: [f"{kind}_{number}" for number in range(count[kind])] for kind in EntityKind}
        up: dict[str, dict[EntityKind, str]] = {}
        for kind in EntityKind:
            for name in ids[kind]:
                up[name] = self.owners(kind, name, ids, up)
        known = self.one([0.3, 0.7, 0.95])
        entities = {}
        for kind in EntityKind:
            for name in ids[kind]:
                entities[name] = Entity(
                    name, kind, up[name], self.values_of(kind, known), self.members(kind, name, ids, up),
                    frozenset(rel for rel, (owner, _) in RELATIONS.items() if owner is kind and self.chance(0.05)),
                )  # fmt: skip
        return Facts(entities)

    def owners(self, kind, name, ids, up):
        found = {kind: name, EntityKind.CASE: ids[EntityKind.CASE][0]}
        direct = {
            EntityKind.NEED: (EntityKind.PERSON,), EntityKind.SUPPORT: (EntityKind.PERSON,),
            EntityKind.CLAIM: (EntityKind.SOLUTION, EntityKind.NEED),
        }  # fmt: skip
        for owner in direct.get(kind, ()):
            if ids[owner] and not self.chance(0.05):
                found[owner] = self.one(ids[owner])
                found.update({k: v for k, v in up[found[owner]].items() if k not in found})
        return found

    def members(self, kind, name, ids, up):
        return {
            relation: tuple(
                other for other in ids[member]
                if (self.chance(0.5) if (kind, member) in _LOOSE else up[other].get(kind) == name)
            )
            for relation, (owner, member) in RELATIONS.items()
            if owner is kind
        }  # fmt: skip

    def values_of(self, kind: EntityKind, known: float) -> dict[str, Value]:
        return {
            item.name: self.value(item)
            for item in self.facts
            if item.entity is kind and not item.is_derived and self.chance(known)
        }


_LOOSE = {(EntityKind.NEED, EntityKind.SUPPORT), (EntityKind.ALTERNATIVE, EntityKind.CLAIM)}


def pairs(seed: int, households: int):
    """Make one rule set and some households from a seed."""
    generator = Generator(Random(seed))
    rule_set = generator.rule_set()
    return rule_set, [generator.household() for _ in range(households)]
