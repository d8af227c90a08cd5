"""Rules and tables that differ from another in one thing: an operator, a bound, a word, a part left out."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from typing import Any

from budget_engine.deadlines import Unit
from budget_engine.language.expr import (
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Constant,
    DateShift,
    Difference,
    EveryMember,
    FactRef,
    Greatest,
    Least,
    Not,
    Operator,
    Product,
    Quotient,
    Recorded,
    Rounding,
    SomeMember,
    Sum,
    Total,
    TotalFunction,
)
from budget_engine.language.fact import EntityKind, Kind, Moment
from budget_engine.language.register import Effect, Level
from budget_engine.language.rule import HitPolicy, Row, Rule, Table
from budget_engine.language.rule_set import RuleSet


def near(node: Any, rule_set: RuleSet) -> Iterator[Any]:
    """Walk the nodes that differ from a node in one thing, here or somewhere below."""
    yield from _here(node, rule_set)
    for part in fields(node):
        value = getattr(node, part.name)
        if is_dataclass(value):
            yield from (replace(node, **{part.name: other}) for other in near(value, rule_set))
        if isinstance(value, tuple):
            for place, item in enumerate(value):
                if is_dataclass(item):
                    for other in near(item, rule_set):
                        yield replace(node, **{part.name: (*value[:place], other, *value[place + 1 :])})


def _here(node: Any, rule_set: RuleSet) -> Iterator[Any]:
    if isinstance(node, Condition):
        yield Not(node)
    yield from _regrouped(node)
    match node:
        case Comparison():
            yield from (replace(node, operator=other) for other in _operators(node, rule_set))
            yield Comparison(node.right, node.operator, node.left)
        case Constant():
            yield from _values(node)
        case AllOf() | AnyOf():
            yield (AnyOf if isinstance(node, AllOf) else AllOf)(node.parts)
            for place in range(len(node.parts)):
                yield replace(node, parts=(*node.parts[:place], *node.parts[place + 1 :]))
            yield replace(node, parts=node.parts[::-1])
        case Not():
            yield node.part
        case SomeMember() | EveryMember():
            yield (EveryMember if isinstance(node, SomeMember) else SomeMember)(node.relation, node.where)
        case Least() | Greatest():
            yield (Greatest if isinstance(node, Least) else Least)(node.parts)
        case Quotient():
            yield from (replace(node, rounding=other) for other in Rounding if other is not node.rounding)
        case DateShift():
            yield from (replace(node, unit=other) for other in Unit if other is not node.unit)
            yield replace(node, statutory=not node.statutory, suspended=None)
        case Total():
            yield from (replace(node, function=other) for other in TotalFunction if node.of is not None)
            yield replace(node, where=None)
        case FactRef():
            kind = rule_set.fact[node.name].kind
            yield from (FactRef(other.name) for other in rule_set.facts if other.kind is kind)
        case Recorded():
            yield from (Recorded(other.name) for other in rule_set.facts)


def _regrouped(node: Any) -> Iterator[Any]:
    """Walk the nodes with the same words in the same order, taken together otherwise: a and (b or c)."""
    match node:
        case AllOf((first, AnyOf(inner))) if inner:
            yield AnyOf((AllOf((first, inner[0])), *inner[1:]))
            yield AllOf((first, *inner))
        case AnyOf((first, AllOf(inner))) if inner:
            yield AllOf((AnyOf((first, inner[0])), *inner[1:]))
        case AllOf((first, *rest)) | AnyOf((first, *rest)) if len(rest) > 1:
            same = type(node)
            yield same((first, same(tuple(rest))))
            yield same((same((first, *rest[:-1])), rest[-1]))
            yield AllOf((first, AnyOf(tuple(rest))))
            yield AnyOf((AllOf((first, *rest[:-1])), rest[-1]))
        case Not(AllOf((first, *rest))) if rest:
            yield AllOf((Not(first), *rest))
        case Sum((first, *rest)) | Product((first, *rest)) if rest:
            yield Difference(first, Sum((*rest, first)))
            yield Sum((Difference(first, rest[0]), first))
            yield Product((first, Sum((rest[0], first))))
            yield Sum((Product((first, rest[0])), first))
        case Difference(left, right):
            yield Difference(left, Difference(right, left))
            yield Difference(Difference(left, right), left)
            yield Least((left, Sum((right, left))))
            yield Sum((Least((left, right)), left))
        case Comparison() | Not() | AllOf() | AnyOf() | SomeMember():
            yield AllOf((node, AnyOf((node, Not(node)))))
            yield AnyOf((AllOf((node, node)), Not(node)))


def _operators(test: Comparison, rule_set: RuleSet) -> Iterator[Operator]:
    """Walk the other operators that a test could have: yes and no and choices have no order."""
    kinds = {side.kind for side in (test.left, test.right) if isinstance(side, Constant)}
    kinds |= {rule_set.fact[side.name].kind for side in (test.left, test.right) if isinstance(side, FactRef)}
    for other in Operator:
        is_ordered = other not in (Operator.EQUAL, Operator.UNEQUAL)
        if other is not test.operator and not (is_ordered and kinds & {Kind.YES_NO, Kind.CHOICE}):
            yield other


def _values(constant: Constant) -> Iterator[Constant]:
    value = constant.value
    if isinstance(value, bool):
        yield replace(constant, value=not value)
    elif isinstance(value, int):
        yield from (replace(constant, value=value + step) for step in (-1, 1))
    elif isinstance(value, str):
        yield replace(constant, value=f"{value}x")
    else:
        yield from (replace(constant, value=value + timedelta(days=step)) for step in (-1, 1))


def near_rules(rule: Rule, rule_set: RuleSet) -> Iterator[Rule]:
    """Walk the rules that differ in one thing from a rule."""
    for when in near(rule.when, rule_set):
        yield rule.model_copy(update={"when": when})
    found = rule.consequence
    for effect in Effect:
        yield (
            rule.model_copy(update={"consequence": found.model_copy(update={"effect": effect})})
            if (effect is not Effect.BAR)
            else rule
        )
    yield from (rule.model_copy(update={"moment": moment}) for moment in Moment)
    yield from (rule.model_copy(update={"entity": entity}) for entity in EntityKind)
    yield rule.model_copy(update={"valid_from": rule.valid_from + timedelta(days=1)})
    yield rule.model_copy(update={"valid_until": rule.valid_from + timedelta(days=400)})
    for level in Level:
        yield rule.model_copy(update={"legal_basis": rule.legal_basis.model_copy(update={"level": level})})
    yield rule.model_copy(update={"legal_basis": rule.legal_basis.model_copy(update={"article": "2"})})
    yield rule.model_copy(update={"slug": "anders"})


def near_tables(table: Table, rule_set: RuleSet) -> Iterator[Table]:
    """Walk the tables that differ in one thing from a table."""
    yield from (table.model_copy(update={"policy": policy}) for policy in HitPolicy)
    yield from (table.model_copy(update={"moment": moment}) for moment in Moment)
    yield table.model_copy(update={"valid_from": table.valid_from + timedelta(days=1)})
    yield table.model_copy(update={"rows": table.rows[::-1]})
    for place, row in enumerate(table.rows):
        for other in (*_near_rows(row, rule_set), None):
            kept = () if other is None else (other,)
            yield table.model_copy(update={"rows": (*table.rows[:place], *kept, *table.rows[place + 1 :])})


def _near_rows(row: Row, rule_set: RuleSet) -> Iterator[Row]:
    yield row.model_copy(update={"id": f"{row.id}-anders"})
    for name in ("cells", "outputs"):
        nodes = getattr(row, name)
        for place, node in enumerate(nodes):
            others = () if node is None else near(node, rule_set)
            for other in (*others, None):
                if name == "cells" and not _fits_in_a_cell(other):
                    continue
                yield row.model_copy(update={name: (*nodes[:place], other, *nodes[place + 1 :])})


def _fits_in_a_cell(test: Any) -> bool:
    inside = test.part if isinstance(test, Not) else test
    return inside is None or not isinstance(inside, Not | AllOf | AnyOf | SomeMember | EveryMember)
