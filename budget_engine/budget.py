"""Budget lines of a decision: checked to the cent, spread over months, added up per year and account.

Nothing is derived here. A line says quantity times price; the budget spreads and adds, and says where
the sum differs from what the rules derived for the claim.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, model_validator

from budget_engine.deadlines import Unit, shift
from budget_engine.glossary import Noun
from budget_engine.values import Cents, Day, Said, parse_whole

Whole = Annotated[
    int,
    BeforeValidator(
        lambda value: parse_whole(value) if isinstance(value, str) else value,
        json_schema_input_type=int | str,
    ),
]


def _policy_field(value: str) -> str:
    if not _POLICY_FIELD.fullmatch(value):
        raise ValueError(
            f"'{value}' is geen taakveld. Schrijf een cijfer, een punt en een nummer, zoals 6.711."
        )
    return value


_POLICY_FIELD = re.compile(r"[0-9]\.[0-9]{1,3}[a-z]?")
PolicyField = Annotated[str, AfterValidator(_policy_field)]
"""A field of the municipal accounts (Iv3), as its number is written."""


class BudgetLine(Noun):
    """One line of a part-decision: so many units at a price, over a period, on a taakveld."""

    what: Said
    quantity: Whole
    unit: Said
    price: Cents
    amount: Cents
    since: Day
    until: Day
    policy_field: PolicyField
    source: Said
    condition: Said | None = None

    @model_validator(mode="after")
    def _adds_up(self) -> "BudgetLine":
        if self.quantity < 1 or self.price < 0:
            raise ValueError("Een regel kent iets toe: het aantal is ten minste 1 en de prijs niet negatief.")
        if self.quantity * self.price != self.amount:
            raise ValueError("Aantal maal prijs is niet het bedrag.")
        if self.until < self.since:
            raise ValueError("Deze regel eindigt voordat hij begint.")
        return self


class MonthAmount(Noun):
    """What falls in one month, written as year-month."""

    month: str
    cents: int


class YearAmount(Noun):
    """What falls in one calendar year on one taakveld."""

    year: int
    policy_field: str
    cents: int


class Budget(Noun):
    """The lines of one part-decision spread and added up."""

    law: str
    months: tuple[MonthAmount, ...]
    years: tuple[YearAmount, ...]
    cents: int
    conditional_cents: int


def spread(cents: int, since: date, until: date) -> list[tuple[date, int]]:
    """Spread an amount over the months it touches; what does not divide goes to the first months.

    >>> spread(100, date(2027, 1, 4), date(2027, 3, 31))
    [(datetime.date(2027, 1, 1), 34), (datetime.date(2027, 2, 1), 33), (datetime.date(2027, 3, 1), 33)]
    """
    months = list(_months(since, until))
    share, rest = divmod(cents, len(months))
    return [(month, share + (number < rest)) for number, month in enumerate(months)]


def _months(since: date, until: date) -> Iterator[date]:
    month = since.replace(day=1)
    while month <= until:
        yield month
        month = shift(month, 1, Unit.MONTHS)


def budget_of(law: str, lines: Iterable[BudgetLine]) -> Budget:
    """Add up the lines of a part-decision per month, and per year and taakveld."""
    months: dict[str, int] = {}
    years: dict[tuple[int, str], int] = {}
    total = conditional = 0
    for line in lines:
        total += line.amount
        conditional += line.amount if line.condition is not None else 0
        for month, cents in spread(line.amount, line.since, line.until):
            name = f"{month.year}-{month.month:02d}"
            months[name] = months.get(name, 0) + cents
            account = (month.year, line.policy_field)
            years[account] = years.get(account, 0) + cents
    return Budget(
        law=law,
        months=tuple(MonthAmount(month=name, cents=months[name]) for name in sorted(months)),
        years=tuple(
            YearAmount(year=year, policy_field=field, cents=years[year, field])
            for year, field in sorted(years)
        ),
        cents=total,
        conditional_cents=conditional,
    )
