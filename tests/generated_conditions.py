"""Random conditions, formulas and values over declared facts, for rules that anything may be asked of."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from budget_engine.deadlines import Unit
from budget_engine.language.expr import (
    ALWAYS,
    AllOf,
    AnyOf,
    Between,
    Comparison,
    Condition,
    Constant,
    DateShift,
    DaysBetween,
    Difference,
    EveryMember,
    FactRef,
    Greatest,
    Least,
    Not,
    OneOf,
    Operator,
    ParameterRef,
    Product,
    Quotient,
    Recorded,
    Rounding,
    SomeMember,
    Sum,
    Term,
    Total,
    TotalFunction,
    YearsBetween,
)
from budget_engine.language.fact import (
    RELATIONS,
    EntityKind,
    Kind,
    Moment,
    Value,
    reachable,
)
from budget_engine.language.register import (
    Declaration,
    Effect,
    LegalBasis,
    Parameter,
)
from budget_engine.language.rule import Consequence, Derivation, Rule, Table

BASIS = LegalBasis(law="Proefwet", article="1")
FOUND = Consequence(effect=Effect.CONCERN, text="gevonden")
DAY_ONE = date(2026, 1, 1)
SHORT = ("aa", "bb", "cc")
LONG = tuple(f"code_{number}" for number in range(40))
MOMENTS = {
    Moment.DECISION: (EntityKind.CASE, "dag_zaak"),
    Moment.APPLICATION: (EntityKind.CLAIM, "dag_aanspraak"),
}
ORDERED = (Operator.LESS, Operator.AT_MOST, Operator.MORE, Operator.AT_LEAST)
SAME = (Operator.EQUAL, Operator.UNEQUAL)


@dataclass
class Conditions:
    """Holds what was declared so far, and makes conditions, formulas and values over it."""

    random: Random
    facts: list[Declaration] = field(default_factory=list)
    parameters: list[Parameter] = field(default_factory=list)
    derivations: list[Derivation] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    fresh: int = 0

    def name(self, stem: str) -> str:
        self.fresh += 1
        return f"{stem}{self.fresh}"

    def one(self, options):
        return self.random.choice(list(options))

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def readable(self, entity: EntityKind, kinds=None) -> list[Declaration]:
        found = [item for item in self.facts if item.entity in reachable(entity)]
        return [item for item in found if kinds is None or item.kind in kinds]

    # --- conditions ------------------------------------------------------------------------------------------

    def condition(self, entity: EntityKind, depth: int) -> Condition:
        if self.chance(0.02):
            return ALWAYS
        if depth == 0 or self.chance(0.2):
            return self.leaf(entity)
        shape = self.random.random()
        if shape < 0.75:
            width = self.random.randint(1, 6 if self.chance(0.3) else 3)
            parts = tuple(self.condition(entity, depth - 1) for _ in range(width))
            return self.one([AllOf, AnyOf])(parts)
        if shape < 0.87:
            return Not(self.condition(entity, depth - 1))
        relation = self.relation(entity)
        if relation is None:
            return self.leaf(entity)
        return self.one([SomeMember, EveryMember])(
            relation, self.condition(RELATIONS[relation][1], min(depth - 1, 2))
        )

    def relation(self, entity: EntityKind) -> str | None:
        names = [name for name, (owner, _) in RELATIONS.items() if owner in reachable(entity)]
        return self.one(names) if names else None

    def leaf(self, entity: EntityKind) -> Condition:
        facts = self.readable(entity)
        if self.chance(0.08):
            asked = [item for item in facts if not item.is_derived]
            if asked:
                return Recorded(self.one(asked).name)
        if self.chance(0.2):
            left = self.term(entity, Kind.NUMBER, 2)
            right = self.term(entity, Kind.NUMBER, 1)
            if left != right and not (isinstance(left, Constant) and isinstance(right, Constant)):
                return Comparison(left, self.one(Operator), right)
        if not facts:
            return AllOf(())
        item = self.one(facts)
        return self.comparison(entity, FactRef(item.name), item)

    def comparison(self, entity: EntityKind, subject: Term, item: Declaration | Parameter) -> Condition:
        is_ordered = item.kind not in (Kind.YES_NO, Kind.CHOICE)
        others = [
            other for other in self.readable(entity, (item.kind,))
            if FactRef(other.name) != subject and set(other.choices) == set(item.choices)
        ]  # fmt: skip
        parameters = [other for other in self.parameters if other.kind is item.kind]
        operator = self.one([*SAME, *ORDERED] if is_ordered else SAME)
        if others and self.chance(0.2):
            return Comparison(subject, operator, FactRef(self.one(others).name))
        if parameters and self.chance(0.3):
            return Comparison(subject, operator, ParameterRef(self.one(parameters).name))
        if is_ordered and self.chance(0.2):
            low, high = sorted((self.value(item), self.value(item)))
            return Between(subject, Constant(item.kind, low), Constant(item.kind, high))
        if self.chance(0.15):
            options = {
                self.value(item) for _ in range(self.random.randint(2, 20 if len(item.choices) > 3 else 4))
            }
            return OneOf(subject, tuple(Constant(item.kind, option) for option in sorted(options)))
        constant = Constant(item.kind, self.value(item))
        return (
            Comparison(constant, operator, subject)
            if self.chance(0.1)
            else Comparison(subject, operator, constant)
        )

    # --- terms -----------------------------------------------------------------------------------------------

    def term(self, entity: EntityKind, kind: Kind, depth: int) -> Term:
        if depth == 0 or self.chance(0.3):
            return self.simple_term(entity, kind)
        inner = [self.term(entity, kind, depth - 1) for _ in range(self.random.randint(2, 3))]
        match self.random.randint(0, 9):
            case 0 | 1:
                return Sum(tuple(inner))
            case 2:
                return Difference(inner[0], inner[1])
            case 3:
                return Product(tuple(inner[:2]))
            case 4:
                return self.one([Least, Greatest])(tuple(inner))
            case 5:
                numerator = Greatest((inner[0], Constant(Kind.NUMBER, 0)))
                return Quotient(
                    numerator, Constant(Kind.NUMBER, self.random.randint(1, 7)), self.one(Rounding)
                )
            case 6:
                return self.between_dates(entity)
            case 7 | 8:
                return self.total(entity, depth)
            case _:
                return self.simple_term(entity, kind)

    def simple_term(self, entity: EntityKind, kind: Kind) -> Term:
        facts = self.readable(entity, (kind,))
        if facts and self.chance(0.6):
            return FactRef(self.one(facts).name)
        parameters = [item for item in self.parameters if item.kind is kind]
        if parameters and self.chance(0.4):
            return ParameterRef(self.one(parameters).name)
        return Constant(kind, self.random.randint(-1, 5))

    def between_dates(self, entity: EntityKind) -> Term:
        dates = self.readable(entity, (Kind.DATE,))
        if len(dates) < 2:
            return Constant(Kind.NUMBER, 1)
        one, other = (FactRef(item.name) for item in self.random.sample(dates, 2))
        if self.chance(0.4):
            return YearsBetween(one, other)
        unit = self.one([Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.WORKING_DAYS])
        length, statutory = Constant(Kind.NUMBER, self.random.randint(0, 9)), self.chance(0.5)
        suspended = (
            Constant(Kind.NUMBER, self.random.randint(0, 40)) if statutory and self.chance(0.5) else None
        )
        later = DateShift(one, length, unit, statutory, suspended)
        return DaysBetween(later, other)

    def total(self, entity: EntityKind, depth: int) -> Term:
        relation = self.relation(entity)
        if relation is None:
            return Constant(Kind.NUMBER, 2)
        member = RELATIONS[relation][1]
        function = self.one(TotalFunction)
        where = None if self.chance(0.4) else self.condition(member, 1)
        of = None if function is TotalFunction.COUNT else self.term(member, Kind.NUMBER, min(depth - 1, 1))
        return Total(function, relation, where, of)

    def value(self, item: Declaration | Parameter) -> Value:
        match item.kind:
            case Kind.YES_NO:
                return self.chance(0.5)
            case Kind.CHOICE:
                return self.one(item.choices)
            case Kind.DATE:
                return DAY_ONE + timedelta(days=self.random.randint(-15, 15))
            case _:
                low, high = item.range
                return self.random.randint(low, min(high, low + 12) if self.chance(0.7) else high)
