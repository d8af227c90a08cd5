"""Proof that no calculation leaves the whole numbers that every engine holds exactly.

Interval arithmetic from the declared ranges upwards: what a formula can at least and at most become.
A result that could pass 2^53, a divisor that could be nought, a numerator that could be negative, or
a term of centuries is refused when the rules are read, so nothing overflows while a case is assessed.
"""

from collections.abc import Mapping
from datetime import date
from itertools import product

from budget_engine.deadlines import Unit
from budget_engine.language.arithmetic import calculated, divided
from budget_engine.language.expr import (
    Constant,
    DateShift,
    DaysBetween,
    Difference,
    FactRef,
    Greatest,
    Least,
    Lookup,
    ParameterRef,
    Product,
    Quotient,
    Sum,
    Term,
    Total,
    TotalFunction,
    YearsBetween,
    operands,
)
from budget_engine.language.fact import NUMERIC, Bounded, FactDeclaration
from budget_engine.language.rule_set import RuleSet
from budget_engine.language.wording import GREATEST
from budget_engine.values import FIRST_DATE, LARGEST, LAST_DATE, MOST_MEMBERS

Interval = tuple[int, int]

_DAYS = (LAST_DATE - FIRST_DATE).days
_YEARS = LAST_DATE.year - FIRST_DATE.year
_LONGEST: Mapping[Unit, int] = {
    Unit.DAYS: _DAYS,
    Unit.WORKING_DAYS: _YEARS,
    Unit.WEEKS: _YEARS,
    Unit.MONTHS: _YEARS,
    Unit.YEARS: _YEARS,
}


class BoundsError(ValueError):
    """A calculation that could overflow, divide by nought or lose its sign: says so, and what to do, in Dutch."""

    def __init__(self, text: str, hint: str) -> None:
        super().__init__(text)
        self.hint = hint


class Bounds:
    """The bounds of every numeric fact and term of a rule set; the set must be free of circles."""

    def __init__(self, rule_set: RuleSet) -> None:
        self.rule_set = rule_set
        self._derived: dict[str, Interval | None] = {}

    def of(self, term: Term) -> Interval | None:
        """Give the lowest and highest value of a numeric term, None for any other kind."""
        match term:
            case FactRef():
                return self._of_fact(self.rule_set.fact[term.name])
            case Constant():
                return None if isinstance(term.value, bool | str | date) else (term.value, term.value)
            case ParameterRef():
                return _declared(self.rule_set.parameter[term.name])
            case Lookup():
                return _declared(self.rule_set.lookup_list[term.list])
            case Sum() | Difference() | Product() | Least() | Greatest():
                return self._calculated(term)
            case Quotient():
                return self._quotient(term)
            case DateShift():
                self._shift(term)
                return None
            case YearsBetween():
                return (-_YEARS, _YEARS)
            case DaysBetween():
                return (-_DAYS, _DAYS)
            case Total():
                return self._total(term)

    def _of_fact(self, declared: FactDeclaration) -> Interval | None:
        if not declared.is_derived:
            return _declared(declared)
        if declared.name not in self._derived:
            self._derived[declared.name] = self._provided(declared.name)
        return self._derived[declared.name]

    def _provided(self, fact: str) -> Interval | None:
        derivation = self.rule_set.derivation_of.get(fact)
        if derivation is not None:
            return None if derivation.term is None else self.of(derivation.term)
        if fact not in self.rule_set.table_of:
            return _declared(self.rule_set.fact[fact])
        table, column = self.rule_set.table_of[fact]
        outputs = [row.outputs[column] for row in table.rows]
        found = [ends for output in outputs if output is not None and (ends := self.of(output)) is not None]
        return (min(low for low, _ in found), max(high for _, high in found)) if found else None

    def _calculated(self, term: Sum | Difference | Product | Least | Greatest) -> Interval | None:
        # Each of these is monotone or bilinear in its parts, so its extremes lie at their ends.
        ends = [self.of(part) for part in operands(term)]
        known = [end for end in ends if end is not None]
        if len(known) < len(ends):
            return None
        if isinstance(term, Product):
            low, high = known[0]
            for other in known[1:]:
                corners = [one * two for one, two in product((low, high), other)]
                low, high = _held((min(corners), max(corners)))
            return low, high
        lows, highs = [end[0] for end in known], [end[1] for end in known]
        if isinstance(term, Difference):
            lows[1], highs[1] = highs[1], lows[1]
        return _held((calculated(term, lows), calculated(term, highs)))

    def _quotient(self, term: Quotient) -> Interval | None:
        numerator, divisor = self.of(term.numerator), self.of(term.divisor)
        if divisor is None or divisor[0] != divisor[1] or divisor[0] <= 0:
            raise BoundsError(
                "Delen kan alleen door een vast getal groter dan nul.", "Schrijf de noemer uit, zoals 12."
            )
        if numerator is None:
            return None
        if numerator[0] < 0:
            raise BoundsError(
                "De teller van deze deling kan onder nul komen. Dan ligt de afronding niet vast.",
                f"Houd de teller op nul of hoger, bijvoorbeeld met {GREATEST}(...).",
            )
        low, high = (divided(end, divisor[0], term.rounding) for end in numerator)
        return low, high

    def _shift(self, term: DateShift) -> None:
        self.of(term.start)
        self._length(term.amount, term.unit)
        if term.suspended is not None:
            self._length(term.suspended, Unit.DAYS)

    def _length(self, term: Term, unit: Unit) -> None:
        amount = self.of(term)
        if amount is None:
            return
        low, high, longest = *amount, _LONGEST[unit]
        if not 0 <= low <= high <= longest:
            limit = f"hooguit {longest} kan" if low >= 0 else "onder nul kan niet"
            raise BoundsError(
                f"De lengte kan {low} tot en met {high} {unit} zijn; {limit}.",
                f"Geef de lengte een bereik, zoals 0..{longest}.",
            )

    def _total(self, term: Total) -> Interval | None:
        if term.function is TotalFunction.COUNT or term.of is None:
            return (0, MOST_MEMBERS)
        found = self.of(term.of)
        if found is None or term.function is not TotalFunction.SUM:
            return found
        return _held((min(0, found[0] * MOST_MEMBERS), max(0, found[1] * MOST_MEMBERS)))


def _declared(declared: Bounded) -> Interval | None:
    if declared.kind not in NUMERIC or declared.range is None:
        return None
    low, high = declared.range
    assert isinstance(low, int)
    assert isinstance(high, int)
    return low, high


def _held(interval: Interval) -> Interval:
    low, high = interval
    if low < -LARGEST or high > LARGEST:
        raise BoundsError(
            "De uitkomst kan groter worden dan waar precies mee te rekenen is.",
            "Geef de feiten en parameters een nauwer bereik.",
        )
    return interval
