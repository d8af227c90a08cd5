"""Calculations as formulas: exact, but for last days that only a calendar of holidays tells."""

from datetime import date

from budget_engine.language.arithmetic import calculated
from budget_engine.language.bounds import Bounds
from budget_engine.language.expr import (
    Arithmetic,
    DateShift,
    DaysBetween,
    Difference,
    Greatest,
    Least,
    Product,
    Quotient,
    Rounding,
    Sum,
    YearsBetween,
)
from budget_engine.proof.encoded_dates import Calendar, FreeTerm
from budget_engine.proof.logic import Formula, Logic, Question


class Calculations:
    """Makes formulas of calculations; `keeps_to` gathers what dates keep to."""

    def __init__(self, logic: Logic, keeps_to: list[Formula], bounds: Bounds) -> None:
        self.logic = logic
        self.bounds = bounds
        self.calendar = Calendar(logic, keeps_to)
        self.free_terms: list[FreeTerm] = []

    def calculated(self, term: Arithmetic, parts: tuple[Formula, ...], known: Formula) -> Formula:
        """Work out a calculation from the values of its parts, in the order of `expr.operands`."""
        match term:
            case Sum():
                return self.logic.total(parts)
            case Difference():
                return parts[0] - parts[1]
            case Product():
                found = parts[0]
                for part in parts[1:]:
                    found = found * part
                return found
            case Least():
                return self.logic.least(parts)
            case Greatest():
                return self.logic.greatest(parts)
            case Quotient():
                return self._divided(parts[0], term)
            case YearsBetween():
                return self.calendar.years_between(*parts)
            case DaysBetween():
                return parts[1] - parts[0]
            case DateShift():
                shifted = None if term.statutory else self.calendar.shifted(parts[0], parts[1], term.unit)
                return self._free_term(term, parts, known) if shifted is None else shifted

    def _divided(self, numerator: Formula, term: Quotient) -> Formula:
        ends = self.bounds.of(term.divisor)
        assert ends is not None  # `check` refuses a divisor that is no fixed number
        divisor = ends[0]
        match term.rounding:
            case Rounding.DOWN:
                return self.logic.divided(numerator, divisor)
            case Rounding.UP:
                return self.logic.divided(numerator + (divisor - 1), divisor)
            case Rounding.HALF_UP:
                return self.logic.divided(2 * numerator + divisor, 2 * divisor)

    def _free_term(self, term: DateShift, parts: tuple[Formula, ...], known: Formula) -> Formula:
        for free in self.free_terms:  # one term from one day ends on one day
            if free.term == term and all(one.eq(two) for one, two in zip(free.parts, parts, strict=True)):
                return free.outcome
        found = self.calendar.free_term(term, parts, known, len(self.free_terms))
        self.free_terms.append(found)
        return found.outcome

    def put_right(self, question: Question) -> list[Formula]:
        """Give what the calendar says about the last days that a household was found with wrongly."""
        wrong = []
        for free in self.free_terms:
            if not question.number(free.known):
                continue
            parts = [question.number(part) for part in free.parts]
            told = calculated(free.term, [date.fromordinal(parts[0]), *parts[1:]]).toordinal()
            if told != question.number(free.outcome):
                same = self.logic.all_of(part == given for part, given in zip(free.parts, parts, strict=True))
                wrong.append(self.logic.any_of([self.logic.negated(same), free.outcome == told]))
        return wrong
