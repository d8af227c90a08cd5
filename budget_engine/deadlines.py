"""When a term ends: calendar arithmetic and the Algemene termijnenwet.

A term runs from the day after the day it counts from, so a term of weeks ends on the same day of the
week. Source: Algemene termijnenwet, articles 1 to 4. The articles are coded from general knowledge
and still have to be compared with the official text.
"""

from datetime import date, timedelta
from enum import StrEnum
from functools import cache, lru_cache


class Unit(StrEnum):
    """The units in which a term is written."""

    DAYS = "dagen"
    WORKING_DAYS = "werkdagen"
    WEEKS = "weken"
    MONTHS = "maanden"
    YEARS = "jaren"


# Algemene termijnenwet art. 4: the law leaves long terms alone.
_LONGEST = {Unit.DAYS: 90, Unit.WORKING_DAYS: 90, Unit.WEEKS: 12, Unit.MONTHS: 3, Unit.YEARS: 0}
# Algemene termijnenwet art. 2: a term of at least three days holds two ordinary days.
_SHORTEST_GUARDED = 3
_ORDINARY_DAYS_WITHIN = 2
_SATURDAY = 5
_DAYS_IN_WEEK = 7
_MONTHS_IN_YEAR = 12
# Algemene termijnenwet art. 3 lid 3: days that a royal decree makes equal to a holiday, usually three
# years at a time. Taken from the titles of the decrees for 2023-2025 and 2026-2028 as quoted by others
# (sterfgeval.nl, question 70745); still to be compared with the Staatsblad. No decree runs past 2028 yet.
_DECREED = frozenset({
    date(2023, 4, 28), date(2023, 5, 19), date(2024, 5, 10), date(2024, 12, 27), date(2025, 5, 30),
    date(2026, 1, 2), date(2026, 5, 15), date(2027, 5, 7), date(2028, 4, 28), date(2028, 5, 26),
})  # fmt: skip


def easter(year: int) -> date:
    """Give Easter Sunday (the anonymous Gregorian computus).

    >>> easter(2026)
    datetime.date(2026, 4, 5)
    """
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_century, leap_rest = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap_century - shift + 15) % 30
    leap_year, weekday = divmod(rest, 4)
    sunday = (32 + 2 * leap_rest + 2 * leap_year - moon - weekday) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """Give the general holidays of art. 3, Good Friday, 5 May and the days of a royal decree included."""
    sunday = easter(year)
    kings_day = date(year, 4, 27)
    if kings_day.weekday() == _SATURDAY + 1:
        kings_day = date(year, 4, 26)
    moving = {sunday + timedelta(days=shift) for shift in (-2, 1, 39, 50)}
    fixed = {date(year, 1, 1), kings_day, date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}
    return frozenset(moving | fixed | {day for day in _DECREED if day.year == year})


def is_ordinary(day: date) -> bool:
    """Tell whether a day is no Saturday, Sunday or general holiday."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


def next_ordinary(day: date) -> date:
    """Give the day itself, or else the first ordinary day after it (art. 1).

    >>> next_ordinary(date(2026, 12, 25))   # Christmas on Friday and Saturday, then Sunday
    datetime.date(2026, 12, 28)
    """
    while not is_ordinary(day):
        day += timedelta(days=1)
    return day


def add_working_days(start: date, days: int) -> date:
    """Count working days from `start`, back in time when negative, skipping weekends and holidays.

    >>> add_working_days(date(2026, 12, 24), 1)   # Christmas Day and a weekend come first
    datetime.date(2026, 12, 28)
    """
    step = timedelta(days=1 if days > 0 else -1)
    day = start
    for _ in range(abs(days)):
        day += step
        while not is_ordinary(day):
            day += step
    return day


def add_months(start: date, months: int) -> date:
    """Move to the same day of a later month, or to the last day of a shorter month.

    >>> add_months(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(start.year * _MONTHS_IN_YEAR + start.month - 1 + months, _MONTHS_IN_YEAR)
    last = (
        date(year + (month + 1) // _MONTHS_IN_YEAR, (month + 1) % _MONTHS_IN_YEAR + 1, 1) - timedelta(days=1)
    ).day
    return date(year, month + 1, min(start.day, last))


def shift(start: date, amount: int, unit: Unit) -> date:
    """Move a date by the calendar, without regard to weekends or holidays."""
    match unit:
        case Unit.DAYS:
            return start + timedelta(days=amount)
        case Unit.WORKING_DAYS:
            return add_working_days(start, amount)
        case Unit.WEEKS:
            return start + timedelta(days=_DAYS_IN_WEEK * amount)
        case Unit.MONTHS:
            return add_months(start, amount)
        case Unit.YEARS:
            return add_months(start, _MONTHS_IN_YEAR * amount)


@lru_cache(maxsize=4096)  # what would turn a term asks for many days, and the same ones for every claim
def last_day(start: date, amount: int, unit: Unit, suspended_days: int = 0) -> date:
    """Give the last day of a statutory term that counts from `start`.

    Days of suspension (Awb 4:15) are added before the rules on weekends and holidays apply.

    >>> last_day(date(2026, 10, 5), 6, Unit.WEEKS)
    datetime.date(2026, 11, 16)
    >>> last_day(date(2026, 11, 13), 6, Unit.WEEKS)   # ends on Christmas Day
    datetime.date(2026, 12, 28)
    """
    end = shift(start, amount, unit) + timedelta(days=suspended_days)
    if amount > _LONGEST[unit]:
        return end
    if unit is not Unit.WORKING_DAYS and (shift(start, amount, unit) - start).days >= _SHORTEST_GUARDED:
        end = max(end, add_working_days(start, _ORDINARY_DAYS_WITHIN))
    return next_ordinary(end)


def years_between(earlier: date, later: date) -> int:
    """Count birthdays: whole years from one date to another.

    >>> years_between(date(2012, 11, 22), date(2026, 11, 21))
    13
    """
    return later.year - earlier.year - ((later.month, later.day) < (earlier.month, earlier.day))
