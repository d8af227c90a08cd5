"""The price year of an amount, and how it is brought to the prices of the year that is looked at.

The index is a parameter of the rules that says, year by year, how prices compare with the year before. A
municipality fills it in with its source. As soon as one year between is missing, an amount stays as it was
and the line says so: an index that is half there is no index.
"""

from datetime import date

from budget_engine.case import CERTAINTY
from budget_engine.language.arithmetic import divided
from budget_engine.language.expr import Rounding
from budget_engine.language.register import ParameterOutlet
from budget_engine.language.rule_set import RuleSet


class Prices:
    """Brings amounts to the prices of the year of a reference date."""

    def __init__(self, rule_set: RuleSet, on: date) -> None:
        self.rule_set = rule_set
        self.year = on.year
        self.oldest = self._setting(ParameterOutlet.OLDEST_PRICE, on)

    def _setting(self, outlet: ParameterOutlet, day: date) -> int | None:
        declared = self.rule_set.parameter_outlet.get(outlet)
        value = None if declared is None else self.rule_set.setting(declared.name, day)
        return value if isinstance(value, int) else None

    def factor(self, price_year: str | None) -> tuple[int, int] | None:
        """Give what an amount is multiplied with and divided by; None where the index does not reach.

        An amount in later prices than the year that is looked at is left as it is.
        """
        if price_year is None or int(price_year) > self.year:
            return None
        above, below = 1, 1
        for year in range(int(price_year) + 1, self.year + 1):
            points = self._setting(ParameterOutlet.PRICE_INDEX, date(year, 1, 1))
            if points is None:
                return None
            above, below = above * points, below * CERTAINTY
        return above, below

    def is_behind(self, price_year: str | None) -> bool:
        """Tell whether an amount is in older prices than those of the year, or in prices nobody named."""
        return price_year is None or int(price_year) < self.year

    def is_old(self, price_year: str | None) -> bool:
        """Tell whether prices are older than the rules think usable; not so while they do not say."""
        if price_year is None or self.oldest is None:
            return False
        return self.year - int(price_year) > self.oldest


def indexed(cents: int | None, factor: tuple[int, int] | None) -> int | None:
    """Bring an amount to other prices, rounded to the nearest cent once, at the end.

    >>> indexed(10_000, (10_250 * 10_100, 10_000 * 10_000)), indexed(10_000, (1, 1)), indexed(None, (1, 1))
    (10353, 10000, None)
    """
    if cents is None or factor is None:
        return cents
    above, below = factor
    return divided(cents * above, below, Rounding.HALF_UP)
