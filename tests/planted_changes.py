"""Changes planted in a rule set, one at a time: every field of every kind of entry, and reorderings."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta
from enum import StrEnum
from random import Random
from typing import Any

from budget_engine.language.entry import Entry
from budget_engine.language.expr import (
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Constant,
    EveryMember,
    Greatest,
    Least,
    Not,
    OneOf,
    Operator,
    Product,
    SomeMember,
    Sum,
    Term,
    Total,
)
from budget_engine.language.fact import Bounded, EntityKind, Kind, print_plain
from budget_engine.language.register import LegalBasis, ListRow, ListRows, Mandate, Setting
from budget_engine.language.rule import Column, Consequence, Example, Row, Rule, Table
from budget_engine.language.rule_set import RuleSet
from tests.generated import Generator


class WritableGenerator(Generator):
    """Makes rule sets that a rule file can hold: a total stands by itself, and never inside a formula."""

    def total(self, entity: EntityKind, depth: int) -> Term:  # noqa: ARG002 - as the one it replaces
        return self.simple_term(entity, Kind.NUMBER)

    def leaf(self, entity: EntityKind) -> Condition:
        if not self.chance(0.1):
            return super().leaf(entity)
        counted = super().total(entity, 1)
        return Comparison(counted, self.one(Operator), Constant(Kind.NUMBER, self.random.randint(0, 3)))


def parts(rule_set: RuleSet) -> Iterator[tuple[str, int, Entry]]:
    """Walk the entries with where they stand: the part of the rule set and the place in it."""
    for part in fields(RuleSet)[1:]:
        for place, entry in enumerate(getattr(rule_set, part.name)):
            yield part.name, place, entry


def with_entry(rule_set: RuleSet, part: str, place: int, entry: Entry | None) -> RuleSet:
    """Put another entry in the place of one, or take it out."""
    entries = list(getattr(rule_set, part))
    entries[place : place + 1] = [] if entry is None else [entry]
    return replace(rule_set, **{part: tuple(entries)})


def changes_of(entry: Entry, rule_set: RuleSet) -> Iterator[tuple[str, Entry]]:
    """Walk versions of an entry in which one field is another, with the way to the field."""
    for name in type(entry).model_fields:
        for inside, value in _other(name, getattr(entry, name), entry, rule_set):
            kept = {field: getattr(entry, field) for field in type(entry).model_fields}
            yield f"{name}{inside}", type(entry).model_construct(**{**kept, name: value})
    if isinstance(entry, Table):
        yield from _of_table(entry)


_TOGETHER = frozenset({"cells", "outputs", "inputs"})
"""Fields that only change together with others, or are changed in a way of their own."""

_EMPTY: dict[str, Any] = {
    **dict.fromkeys(("read_version", "in_force", "valid_from", "asked_on"), date(2026, 1, 1)),
    "valid_until": date(2199, 1, 1),
    "legal_basis": LegalBasis(law="Nieuwe wet", article="1"), "domains": None, "of_claims": {"vorm": "pgb"},
    "examples": (Example(facts={}, holds="nee"),), "up_to": 100, "value": None,
    "low": 100, "likely": 200, "high": 300, "source_date": date(2026, 1, 1),
}  # fmt: skip
"""What a field that says nothing gets; else a word."""


def _other(name: str, value: Any, entry: Entry, rule_set: RuleSet) -> Iterator[tuple[str, Any]]:
    if name in _TOGETHER or (name == "rows" and isinstance(entry, Table)):
        return
    if name == "kind" and isinstance(entry, Bounded):
        return
    match value:
        case bool():
            yield "", not value
        case StrEnum():
            yield "", next(other for other in type(value) if other is not value)
        case date():
            yield "", value - timedelta(days=40)
        case LegalBasis() | Consequence():
            for inside, changed in changes_of(value, rule_set):
                yield f".{inside}", changed
        case dict():
            yield from _other_choices(name, value, entry)
        case tuple():
            yield from _other_list(name, value, rule_set)
        case int():
            yield "", value - 1 if name == "high" else value + 1
        case None:
            yield from _filled(name, entry)
        case str():
            yield from _other_text(name, value, entry, rule_set)
        case node:
            yield "", _turned(node)


def _turned(node: Any) -> Any:
    return Not(node) if isinstance(node, Condition) else Sum((node, Constant(Kind.NUMBER, 1)))


def _other_choices(name: str, value: dict[str, Any], entry: Entry) -> Iterator[tuple[str, Any]]:
    if isinstance(entry, ListRow) and name == "keys":
        return
    changed = {key: f"{text}x" if isinstance(text, str) else int(text) + 1 for key, text in value.items()}
    if changed:
        yield "", changed
    yield "+", {**value, "nieuw": "nieuw" if name != "domains" else 9}


def _other_list(name: str, value: tuple[Any, ...], rule_set: RuleSet) -> Iterator[tuple[str, Any]]:
    if name == "rows":
        first, *rest = value
        for inside, changed in changes_of(first, rule_set):
            yield f".{inside}", (changed, *rest)
        yield "-", tuple(rest) or (first, first)
    elif name == "examples":
        yield "+", (*value, Example(facts={}, holds="ja"))
    elif name == "keys":
        yield "", (*value[1:], value[0]) if len(value) > 1 else (*value, value[0])
    elif value and isinstance(value[0], StrEnum):
        yield "-", value[1:] or (*value, value[0])
    else:
        yield "+", (*value, "nieuw")
    if len(value) > 1 and value != value[::-1]:
        yield "<", value[::-1]


def _filled(name: str, entry: Entry) -> Iterator[tuple[str, Any]]:
    optional = type(entry).model_fields[name].annotation
    choices = [kind for kind in getattr(optional, "__args__", ()) if isinstance(kind, type)]
    named = next((kind for kind in choices if issubclass(kind, StrEnum)), None)
    if named is not None:
        yield "", next(iter(named))
    elif name in ("low", "high", "term", "when", "deadline", "recorded", "consequence", "value"):
        return
    elif name == "met_by":
        yield "", "peildatum"
    else:
        yield "", _EMPTY.get(name, "nieuw")


def _other_text(name: str, value: str, entry: Entry, rule_set: RuleSet) -> Iterator[tuple[str, Any]]:
    if isinstance(entry, Setting) and name == "parameter":
        own = rule_set.parameter[value]
        alike = (item for item in rule_set.parameters if (item.kind, item.range) == (own.kind, own.range))
        yield from [("", item.name) for item in alike if item.name != value][:1]
    elif isinstance(entry, ListRows) and name == "list":
        others = [item.name for item in rule_set.lists if item.name != value]
        yield from (("", other) for other in others[:1])
    elif isinstance(entry, Setting | ListRow) and name == "value":
        yield from (("", other) for other in _other_value(entry, value, rule_set))
    elif isinstance(entry, Mandate) and name == "id":
        yield "", f"{value}-nieuw"
    else:
        yield "", f"{value}x"


def _other_value(entry: Setting | ListRow, value: str, rule_set: RuleSet) -> Iterator[str]:
    if isinstance(entry, ListRow):
        yield value[:-1] + ("1" if value[-1] != "1" else "2")
        return
    bounds = rule_set.parameter[entry.parameter]
    if bounds.kind is Kind.YES_NO:
        yield "nee" if value == "ja" else "ja"
    elif bounds.range is not None:
        low, high = (print_plain(bounds.kind, end) for end in bounds.range)
        yield high if value != high else low


def _of_table(table: Table) -> Iterator[tuple[str, Table]]:
    """Walk what can change in a table as a whole: a column, an output, a row, a cell, the order."""
    first, *rest = table.rows
    wider = Column(name="nieuwe kolom", term=table.inputs[0].term, recorded=table.inputs[0].recorded)
    rows = tuple(row.model_copy(update={"cells": (*row.cells, None)}) for row in table.rows)
    yield "inputs+", table.model_copy(update={"inputs": (*table.inputs, wider), "rows": rows})
    narrow = tuple(row.model_copy(update={"cells": row.cells[1:]}) for row in table.rows)
    yield "inputs-", table.model_copy(update={"inputs": table.inputs[1:], "rows": narrow})
    turned = tuple(row.model_copy(update={"cells": row.cells[::-1]}) for row in table.rows)
    if len(table.inputs) > 1:
        yield "inputs<", table.model_copy(update={"inputs": table.inputs[::-1], "rows": turned})
    yield "rows+", table.model_copy(update={"rows": (first.model_copy(update={"id": "nieuw"}), *table.rows)})
    if rest:
        yield "rows-", table.model_copy(update={"rows": tuple(rest)})
        yield "rows<", table.model_copy(update={"rows": table.rows[::-1]})
    opened = first.model_copy(update={"cells": (None,) * len(first.cells)})
    if opened != first:
        yield "cells", table.model_copy(update={"rows": (opened, *rest)})
    if first.outputs:
        emptied = None if first.outputs[0] is not None else Constant(Kind.NUMBER, 1)
        yield (
            "outputs",
            table.model_copy(
                update={"rows": (first.model_copy(update={"outputs": (emptied, *first.outputs[1:])}), *rest)}
            ),
        )


# --- what changes no outcome -------------------------------------------------------------------------------


def rewritten(rule_set: RuleSet, random: Random) -> RuleSet:
    """Write every condition, formula and order another way, without a change of meaning meant."""
    turn = _Turning(random)
    return replace(
        rule_set,
        derivations=tuple(
            item.model_copy(
                update={
                    "when": item.when and turn.condition(item.when),
                    "term": item.term and turn.term(item.term),
                }
            )
            for item in rule_set.derivations
        ),
        rules=tuple(turn.rule(rule) for rule in rule_set.rules),
        tables=tuple(turn.table(table) for table in rule_set.tables),
    )


class _Turning:
    def __init__(self, random: Random) -> None:
        self.random = random

    def rule(self, rule: Rule) -> Rule:
        return rule.model_copy(update={"when": self.condition(rule.when)})

    def table(self, table: Table) -> Table:
        rows = [
            row.model_copy(update={"cells": tuple(cell and self.cell(cell) for cell in row.cells)})
            for row in table.rows
        ]
        return table.model_copy(update={"rows": tuple(self.mixed(rows))})

    def mixed(self, items: list[Row]) -> list[Row]:
        return self.random.sample(items, len(items))

    def cell(self, cell: Condition) -> Condition:
        if isinstance(cell, OneOf):
            return OneOf(cell.term, tuple(self.random.sample(cell.options, len(cell.options))))
        return cell

    def condition(self, condition: Condition) -> Condition:
        match condition:
            case AllOf() | AnyOf():
                parts = [self.condition(part) for part in condition.parts]
                return type(condition)(tuple(self.random.sample(parts, len(parts))))
            case Not():
                return Not(self.condition(condition.part))
            case OneOf():
                return self.cell(condition)
            case SomeMember() | EveryMember():
                return replace(condition, where=self.condition(condition.where))
            case Comparison() if self.random.random() < 0.3:
                return Not(Not(condition))
            case _:
                return condition

    def term(self, term: Term) -> Term:
        match term:
            case Sum() | Product() | Least() | Greatest():
                return type(term)(tuple(self.random.sample(term.parts, len(term.parts))))
            case Total() if term.where is not None:
                return replace(term, where=self.condition(term.where))
            case _:
                return term
