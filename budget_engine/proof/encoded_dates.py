"""Dates in formulas: a date is the number of its day, and its year, month and day follow from it.

Days, weeks, months and years are exact. Working days and statutory terms rest on a calendar of
holidays that no formula holds: such a last day is free within bounds, and put right afterwards for
the very days that a household names.
"""

from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from budget_engine.deadlines import Unit
from budget_engine.language.expr import DateShift
from budget_engine.proof.logic import Formula, Logic

_YEAR, _LEAP, _CENTURY, _CYCLE = 365, 4, 100, 400  # the Gregorian calendar
_WEEK, _MONTHS = 7, 12  # of days, and of a year
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # of the months of an ordinary year
_BEFORE = (0, *accumulate(_LENGTHS[:-1]))  # days of the year before each month
_FEBRUARY, _MONTH_SPAN = 2, 32  # months and days are compared as one number
_LONGEST_DELAY = 21
"""How many days weekends and holidays can move the last day of a term: no run of them is near three weeks."""
_DAYS_PER_WORKING_DAY = 3  # a working day comes at least every third day, but for runs of holidays


@dataclass(frozen=True)
class Split:
    """A date as year, month and day."""

    year: Formula
    month: Formula
    day: Formula


@dataclass(frozen=True)
class FreeTerm:
    """A last day that no formula holds: what it is counted from, and the day it is taken to be."""

    term: DateShift
    parts: tuple[Formula, ...]
    known: Formula
    outcome: Formula


class Calendar:
    """Splits dates and joins them again; `keeps_to` gathers what every split keeps to."""

    def __init__(self, logic: Logic, keeps_to: list[Formula]) -> None:
        self.logic = logic
        self.keeps_to = keeps_to
        self._splits: dict[Formula, Split] = {}

    def split(self, ordinal: Formula) -> Split:
        """Give year, month and day of a date."""
        if ordinal not in self._splits:
            number = len(self._splits)
            parts = [self.logic.number(f"{name}#{number}") for name in ("jaar", "maand", "dag")]
            found = Split(*parts)
            self.keeps_to += [
                found.year >= 1, found.year <= date.max.year,
                found.month >= 1, found.month <= _MONTHS,
                found.day >= 1, found.day <= self._length(found.year, found.month),
                ordinal == self.joined(found),
            ]  # fmt: skip
            self._splits[ordinal] = found
        return self._splits[ordinal]

    def joined(self, split: Split) -> Formula:
        """Give the number of a day from its year, month and day."""
        years = split.year - 1
        divided = self.logic.divided
        leaps = divided(years, _LEAP) - divided(years, _CENTURY) + divided(years, _CYCLE)
        after = self.logic.choose(
            self.logic.all_of([split.month > _FEBRUARY, self._is_leap(split.year)]),
            self.logic.whole(1),
            self.logic.whole(0),
        )
        return years * _YEAR + leaps + self._by_month(split.month, _BEFORE) + after + split.day

    def _is_leap(self, year: Formula) -> Formula:
        logic = self.logic
        return logic.all_of([year % _LEAP == 0, logic.any_of([year % _CENTURY != 0, year % _CYCLE == 0])])

    def _by_month(self, month: Formula, days: tuple[int, ...]) -> Formula:
        found = self.logic.whole(days[-1])
        for number in range(_MONTHS - 1, 0, -1):
            found = self.logic.choose(month == number, self.logic.whole(days[number - 1]), found)
        return found

    def _length(self, year: Formula, month: Formula) -> Formula:
        leap = self.logic.all_of([month == _FEBRUARY, self._is_leap(year)])
        extra = self.logic.choose(leap, self.logic.whole(1), self.logic.whole(0))
        return self._by_month(month, _LENGTHS) + extra

    def years_between(self, earlier: Formula, later: Formula) -> Formula:
        """Count birthdays, as `deadlines.years_between` does."""
        one, two = self.split(earlier), self.split(later)
        is_before = two.month * _MONTH_SPAN + two.day < one.month * _MONTH_SPAN + one.day
        return two.year - one.year - self.logic.choose(is_before, self.logic.whole(1), self.logic.whole(0))

    def first_of_year(self, ordinal: Formula) -> Formula:
        """Give 1 January of the year of a date."""
        one = self.logic.whole(1)
        return self.joined(Split(self.split(ordinal).year, one, one))

    def shifted(self, start: Formula, amount: Formula, unit: Unit) -> Formula | None:
        """Give a date so much later, or None where only a calendar of holidays tells."""
        match unit:
            case Unit.DAYS:
                return start + amount
            case Unit.WEEKS:
                return start + amount * _WEEK
            case Unit.MONTHS:
                return self._months_later(start, amount)
            case Unit.YEARS:
                return self._months_later(start, amount * _MONTHS)
            case Unit.WORKING_DAYS:
                return None

    def _months_later(self, start: Formula, months: Formula) -> Formula:
        split = self.split(start)
        count = split.year * _MONTHS + (split.month - 1) + months
        year, month = self.logic.divided(count, _MONTHS), count % _MONTHS + 1
        length = self._length(year, month)
        day = self.logic.choose(split.day < length, split.day, length)
        return self.joined(Split(year, month, day))

    def free_term(self, term: DateShift, parts: tuple[Formula, ...], known: Formula, number: int) -> FreeTerm:
        """Make a last day that lies within what weekends and holidays can do."""
        outcome = self.logic.number(f"laatste dag#{number}")
        start, amount = parts[0], parts[1]
        suspended = parts[2] if term.suspended is not None else self.logic.whole(0)
        plain = self.shifted(start, amount, term.unit)
        first = start + suspended if plain is None else plain + suspended
        last = first + amount * _DAYS_PER_WORKING_DAY if plain is None else first
        self.keeps_to += [outcome >= first, outcome <= last + _LONGEST_DELAY]
        return FreeTerm(term, parts, known, outcome)
