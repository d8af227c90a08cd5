"""Decision tables of many rows that fit together exactly, and the same with a fault planted in them."""

from dataclasses import dataclass
from datetime import date
from random import Random

from budget_engine.language.expr import Between, Comparison, Condition, Constant, FactRef, OneOf, Operator
from budget_engine.language.fact import EntityKind, Inlet, Kind, Moment
from budget_engine.language.register import Declaration
from budget_engine.language.rule import Column, HitPolicy, Row, Table
from budget_engine.language.rule_set import RuleSet

CODES = tuple(f"code_{number}" for number in range(6))
START = date(2015, 1, 1)
INPUTS = (
    Declaration(name="leeftijd", entity=EntityKind.CLAIM, kind=Kind.NUMBER, low=0, high=120),
    Declaration(name="inkomen", entity=EntityKind.CLAIM, kind=Kind.AMOUNT, low=0, high=10_000_000),
    Declaration(name="uren", entity=EntityKind.CLAIM, kind=Kind.NUMBER, low=0, high=168),
    Declaration(
        name="product", entity=EntityKind.CLAIM, kind=Kind.CHOICE, choices={code: code for code in CODES}
    ),
    Declaration(
        name="vorm", entity=EntityKind.CLAIM, kind=Kind.CHOICE, choices={code: code for code in CODES}
    ),
    Declaration(name="spoed", entity=EntityKind.CLAIM, kind=Kind.YES_NO),
    Declaration(name="alleen", entity=EntityKind.CLAIM, kind=Kind.YES_NO),
    Declaration(
        name="ingang", entity=EntityKind.CLAIM, kind=Kind.DATE, low=date(2000, 1, 1), high=date(2100, 12, 31)
    ),
)
"""Three ranges, two choices, two yes/no facts and a date."""

Side = tuple[int, int]
"""What a box keeps of one input: from and up to, as places in its order."""


@dataclass(frozen=True)
class Boxes:
    """Boxes that together hold every household exactly once."""

    boxes: tuple[tuple[Side, ...], ...]

    @classmethod
    def made(cls, random: Random, count: int) -> "Boxes":
        """Cut one box in two until there are enough."""
        boxes = [tuple((0, _size(declared) - 1) for declared in INPUTS)]
        while len(boxes) < count:
            box = boxes.pop(random.randrange(len(boxes)))
            sides = [number for number, (low, high) in enumerate(box) if low < high]
            side = random.choice(sides)
            low, high = box[side]
            cut = random.randint(low, high - 1)
            boxes += [_with(box, side, (low, cut)), _with(box, side, (cut + 1, high))]
        return cls(tuple(boxes))

    def table(self, policy: HitPolicy) -> Table:
        """Write the boxes as a decision table."""
        rows = tuple(
            Row(
                id=f"r{number}",
                cells=tuple(map(_cell, INPUTS, box)),
                outputs=(Constant(Kind.NUMBER, number),),
            )
            for number, box in enumerate(self.boxes)
        )
        columns = tuple(Column(name=declared.name, term=FactRef(declared.name)) for declared in INPUTS)
        return Table(
            id="groot", entity=EntityKind.CLAIM, title="Een grote tabel", policy=policy, inputs=columns,
            outputs=("uitkomst",), rows=rows, moment=Moment.DECISION, valid_from=START,
        )  # fmt: skip


def _with(box: tuple[Side, ...], side: int, kept: Side) -> tuple[Side, ...]:
    return (*box[:side], kept, *box[side + 1 :])


def _size(declared: Declaration) -> int:
    if declared.kind is Kind.CHOICE:
        return len(CODES)
    if declared.kind is Kind.YES_NO:
        return 2
    low, high = declared.range or (0, 0)
    return (high - low).days + 1 if isinstance(low, date) else high - low + 1


def _cell(declared: Declaration, side: Side) -> Condition | None:
    low, high = side
    if (low, high) == (0, _size(declared) - 1):
        return None
    subject = FactRef(declared.name)
    if declared.kind is Kind.CHOICE:
        return OneOf(subject, tuple(Constant(Kind.CHOICE, code) for code in CODES[low : high + 1]))
    if declared.kind is Kind.YES_NO:
        return Comparison(subject, Operator.EQUAL, Constant(Kind.YES_NO, bool(low)))
    ends = [_value(declared, place) for place in side]
    return Between(subject, *(Constant(declared.kind, end) for end in ends))


def _value(declared: Declaration, place: int) -> int | date:
    low, _ = declared.range or (0, 0)
    return date.fromordinal(low.toordinal() + place) if isinstance(low, date) else low + place


def rule_set_of(table: Table) -> RuleSet:
    """Put a table in a rule set of its own."""
    today = Declaration(
        name="peildatum",
        entity=EntityKind.CASE,
        kind=Kind.DATE,
        inlet=Inlet.REFERENCE_DATE,
        moment=Moment.DECISION,
    )
    outcome = Declaration(name="uitkomst", entity=EntityKind.CLAIM, kind=Kind.NUMBER, is_derived=True)
    return RuleSet("proef", facts=(today, *INPUTS, outcome), tables=(table,))


def without(table: Table, number: int) -> Table:
    """Leave one row out: a gap."""
    return replace_rows(table, (*table.rows[:number], *table.rows[number + 1 :]))


def wider(table: Table, number: int) -> Table:
    """Make one row wider in every column but one: it overlaps with others."""
    row = table.rows[number]
    kept = next(place for place, cell in enumerate(row.cells) if cell is not None)
    cells = tuple(cell if place == kept else None for place, cell in enumerate(row.cells))
    wide = row.model_copy(update={"cells": cells})
    return replace_rows(table, (*table.rows[:number], wide, *table.rows[number + 1 :]))


def replace_rows(table: Table, rows: tuple[Row, ...]) -> Table:
    """Give the table with other rows."""
    return table.model_copy(update={"rows": rows})
