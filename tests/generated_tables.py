"""Random small decision tables, and every household there is for them, tried one by one.

Small enough to try everything: four facts of the case with a handful of values, one derived fact, one
parameter with two values over time. `Tried` says what is true of a table because it looked everywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import combinations, product
from random import Random

from budget_engine.language.expr import (
    Between,
    Comparison,
    Condition,
    Constant,
    FactRef,
    Not,
    OneOf,
    Operator,
    ParameterRef,
    Quotient,
    Recorded,
    Rounding,
    Sum,
    walk,
)
from budget_engine.language.fact import Entity, EntityKind, Facts, Inlet, Kind, Moment, Value
from budget_engine.language.meaning import Meaning
from budget_engine.language.register import Declaration, Parameter, Setting
from budget_engine.language.rule import Column, Derivation, HitPolicy, Row, Table
from budget_engine.language.rule_set import RuleSet, facts_read
from tests.notation import TODAY

START, CHANGED = date(2015, 1, 1), date(2020, 1, 1)
DAYS = (TODAY, START)
"""A day on which each of the two values of the parameter holds; the first is the one that is asked for."""
CHOICES = ("rood", "groen", "blauw")
CASE = EntityKind.CASE
FACTS = (
    Declaration(name="kleur", entity=CASE, kind=Kind.CHOICE, choices={code: code for code in CHOICES}),
    Declaration(name="leeftijd", entity=CASE, kind=Kind.NUMBER, low=0, high=4),
    Declaration(name="alleen", entity=CASE, kind=Kind.YES_NO),
    Declaration(name="uren", entity=CASE, kind=Kind.NUMBER, low=-1, high=2),
)
PEILDATUM = Declaration(
    name="peildatum", entity=CASE, kind=Kind.DATE, inlet=Inlet.REFERENCE_DATE, moment=Moment.DECISION
)
DERIVED = Declaration(name="afgeleid", entity=CASE, kind=Kind.NUMBER, is_derived=True)
_TWO = Constant(Kind.NUMBER, 2)
HALVED = Quotient(Sum((FactRef("leeftijd"), FactRef("uren"), _TWO)), _TWO, Rounding.HALF_UP)
LIMIT = Parameter(name="grens", kind=Kind.NUMBER, low=0, high=4)


class Tables:
    """Makes a random table with its rule set from a seed."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def rule_set(self) -> RuleSet:
        before, after = (str(self.random.randint(0, 4)) for _ in DAYS)
        settings = (
            Setting(parameter="grens", value=before, valid_from=START, valid_until=date(2019, 12, 31)),
            Setting(parameter="grens", value=after, valid_from=CHANGED),
        )
        return RuleSet(
            "proef", facts=(PEILDATUM, *FACTS, DERIVED), parameters=(LIMIT,), settings=settings,
            derivations=(Derivation(fact="afgeleid", term=HALVED),), tables=(self.table(),),
        )  # fmt: skip

    def table(self) -> Table:
        names = self.random.sample(
            ["kleur", "leeftijd", "alleen", "uren", "afgeleid"], self.random.randint(1, 4)
        )
        columns = [Column(name=name, term=FactRef(name)) for name in names]
        recorded = self.random.choice([None, None, None, "uren", "kleur"])
        if recorded is not None:
            columns.append(Column(name="vast", recorded=recorded))
        rows = [
            Row(id=f"r{number}", cells=tuple(self.cell(column) for column in columns))
            for number in range(self.random.randint(1, 5))
        ]
        policy = self.random.choice([HitPolicy.FIRST, HitPolicy.EXACTLY_ONE, HitPolicy.EXACTLY_ONE])
        return Table(
            id="tabel", entity=CASE, title="Een tabel", policy=policy, inputs=tuple(columns), rows=tuple(rows),
            moment=Moment.DECISION, valid_from=START,
        )  # fmt: skip

    def cell(self, column: Column) -> Condition | None:
        if self.random.random() < 0.3:
            return None
        if column.recorded is not None:
            return self.random.choice([Recorded(column.recorded), Not(Recorded(column.recorded))])
        assert isinstance(column.term, FactRef)
        test = self._test(column.term)
        return Not(test) if self.random.random() < 0.2 else test

    def _test(self, subject: FactRef) -> Condition:
        if subject.name == "kleur":
            codes = self.random.sample(CHOICES, self.random.randint(1, 2))
            return OneOf(subject, tuple(Constant(Kind.CHOICE, code) for code in codes))
        if subject.name == "alleen":
            return Comparison(subject, Operator.EQUAL, Constant(Kind.YES_NO, self.random.random() < 0.5))
        ends = sorted(self.random.randint(-1, 4) for _ in range(2))
        low, high = (Constant(Kind.NUMBER, end) for end in ends)
        other = self.random.choice([low, high, ParameterRef("grens"), FactRef("uren")])
        compared = Comparison(subject, self.random.choice(list(Operator)), low if other == subject else other)
        return self.random.choice([Between(subject, low, high), compared, compared])


Answers = tuple[Value | None, ...]
"""What is answered to each of the facts, in declared order."""


@dataclass(frozen=True)
class Tried:
    """What is true of a table on every day, whatever is answered."""

    rule_set: RuleSet
    days: tuple[date, ...] = DAYS

    @property
    def table(self) -> Table:
        return self.rule_set.tables[0]

    @cached_property
    def _households(self) -> list[tuple[date, Answers, list[bool | None]]]:
        values = {"kleur": CHOICES, "leeftijd": range(5), "alleen": (False, True), "uren": range(-1, 3)}
        tested = self._tested
        options = [(None, *values[item.name]) if item.name in tested else (None,) for item in FACTS]
        return [
            (day, answers, self._rows(day, answers)) for day in self.days for answers in product(*options)
        ]

    @cached_property
    def _tested(self) -> set[str]:
        """The facts that a cell reads; no other can change what a row says."""
        cells = [cell for row in self.table.rows for cell in row.cells if cell is not None]
        read = {name for cell in cells for name in facts_read(cell, self.rule_set)}
        return read | ({"leeftijd", "uren"} if "afgeleid" in read else set())

    def _rows(self, day: date, answers: Answers) -> list[bool | None]:
        facts = facts_with(day, answers)
        return Meaning(self.rule_set, facts).rows(self.table, facts.entities["zaak"])

    def _smallest(self, is_so) -> tuple[date, Answers] | None:
        found = [(day, answers) for day, answers, rows in self._households if is_so(rows)]
        return min(found, key=size, default=None)

    @property
    def gap(self) -> tuple[date, Answers] | None:
        """The smallest household without a row."""
        return self._smallest(lambda rows: all(row is False for row in rows))

    @property
    def overlaps(self) -> dict[tuple[str, str], tuple[date, Answers]]:
        """The smallest household for each pair of rows that hold together."""
        found = {
            (self.table.rows[one].id, self.table.rows[two].id): self._smallest(
                lambda rows, one=one, two=two: rows[one] and rows[two]
            )
            for one, two in combinations(range(len(self.table.rows)), 2)
        }
        return {pair: smallest for pair, smallest in found.items() if smallest is not None}

    def rows_that(self, is_so) -> set[str]:
        """The rows of which something is true in some household."""
        return {
            row.id
            for number, row in enumerate(self.table.rows)
            if any(is_so(rows, number) for _, _, rows in self._households)
        }

    @property
    def alive(self) -> set[str]:
        return self.rows_that(lambda rows, number: rows[number])

    @property
    def in_turn(self) -> set[str]:
        return self.rows_that(
            lambda rows, number: rows[number] and all(row is False for row in rows[:number])
        )


def facts_with(day: date, answers: Answers) -> Facts:
    """Build the one household of the generated tables."""
    known = {
        declared.name: value for declared, value in zip(FACTS, answers, strict=True) if value is not None
    }
    return Facts({"zaak": Entity("zaak", CASE, {CASE: "zaak"}, {**known, "peildatum": day})})


def size(household: tuple[date, Answers]) -> tuple[object, ...]:
    """Say how large a household is: fewest answers, the earliest facts, the day asked for, lowest values."""
    day, answers = household
    known = [answer is not None for answer in answers]
    places = [
        CHOICES.index(answer) if isinstance(answer, str) else int(answer)
        for answer in answers
        if isinstance(answer, str | int)
    ]
    return (sum(known), known[::-1], day != TODAY, places)


def with_value(rule_set: RuleSet) -> Iterator[Tried]:
    """Walk the table tried with every value the parameter can have, the same on every day."""
    for value in range(5):
        setting = Setting(parameter="grens", value=str(value), valid_from=START)
        yield Tried(replace(rule_set, settings=(setting,)), days=(TODAY,))


def reads_the_parameter(table: Table) -> bool:
    cells = (cell for row in table.rows for cell in row.cells if cell is not None)
    return any(isinstance(part, ParameterRef) for cell in cells for part in walk(cell))
