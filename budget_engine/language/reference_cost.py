"""What something costs elsewhere: a figure from a source, never a price and never without its weakness.

A reference cost feeds no rule, so it changes no finding and no gate. A line of a ledger may point at one;
then its source and its weakness go wherever the amount goes.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator

from budget_engine.errors import Problem
from budget_engine.glossary import UNKNOWN, YesNo
from budget_engine.language.entry import Entry
from budget_engine.language.register import Confidence
from budget_engine.values import Cents, Day, Said, parse_year, print_cents


class CostUnit(StrEnum):
    """What a reference cost is the cost of one of."""

    YEAR = "jaar"
    MONTH = "maand"
    DAY_AND_NIGHT = "etmaal"
    HALF_DAY = "dagdeel"
    HOUR = "uur"
    RIDE = "rit"
    VISIT = "consult"
    EVENT = "geval"
    HOUSEHOLD = "huishouden"


YearOrUnknown = Annotated[str, AfterValidator(lambda text: text if text == UNKNOWN else parse_year(text))]
"""The year whose prices an amount is in, or onbekend where the source does not say."""


class ReferenceCost(Entry):
    """A cost with its range, price year, source and weakness; an end that nobody established is left out."""

    word, key = "kengetal", "id"
    texts = frozenset(
        {"title", "source", "source_date", "weakness", "confidence", "to_verify", "url", "note"}
    )

    id: str
    title: Said
    unit: CostUnit
    low: Cents | None = None
    likely: Cents | None = None
    high: Cents | None = None
    price_year: YearOrUnknown
    source: Said
    source_date: Day | None = None
    weakness: Said
    confidence: Confidence | None = None
    to_verify: YesNo = False
    url: str | None = None
    valid_from: Day
    valid_until: Day | None = None
    note: str | None = None

    @property
    def ends(self) -> tuple[int | None, int | None, int | None]:
        """Give low, likely and high in cents; None is not known."""
        return (self.low, self.likely, self.high)

    @property
    def known_year(self) -> str | None:
        """Give the price year, or None where the source does not say."""
        return None if self.price_year == UNKNOWN else self.price_year

    def write_field(self, name: str, value: Any, *, with_texts: bool) -> Any:
        """Write the amounts in euros."""
        if name in ("low", "likely", "high"):
            return print_cents(value)
        return super().write_field(name, value, with_texts=with_texts)

    def is_in_use(self, day: date) -> bool:
        """Tell whether it may be used on a day."""
        return self.valid_from <= day <= (self.valid_until or date.max)


def problems(costs: tuple[ReferenceCost, ...]) -> Iterator[Problem]:
    """Walk what is wrong with the reference costs themselves."""
    for cost in costs:
        known = [cents for cents in cost.ends if cents is not None]
        if not known:
            text = "Bij een kengetal hoort ten minste één bedrag."
            yield Problem(cost.at(), text, "Voeg 'laag', 'waarschijnlijk' of 'hoog' toe.")
        if known != sorted(known):
            text = "Laag, waarschijnlijk en hoog staan niet in oplopende volgorde."
            yield Problem(cost.at("laag" if cost.low is not None else "waarschijnlijk"), text)
