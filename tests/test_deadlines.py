"""Terms and the Algemene termijnenwet, against calendars that were printed by others."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from budget_engine.deadlines import (
    Unit,
    add_months,
    add_working_days,
    easter,
    holidays,
    is_ordinary,
    last_day,
    next_ordinary,
    shift,
    years_between,
)

DAY = timedelta(days=1)
DECREED = {
    date(2023, 4, 28), date(2023, 5, 19), date(2024, 5, 10), date(2024, 12, 27), date(2025, 5, 30),
    date(2026, 1, 2), date(2026, 5, 15), date(2027, 5, 7), date(2028, 4, 28), date(2028, 5, 26),
}  # fmt: skip
"""Days of article 3, third paragraph, from the titles of two royal decrees as quoted on sterfgeval.nl
(question 70745); still to be seen in the Staatsblad."""

STARTS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
SHORT = st.one_of(
    st.tuples(st.integers(0, 90), st.just(Unit.DAYS)),
    st.tuples(st.integers(0, 12), st.just(Unit.WEEKS)),
    st.tuples(st.integers(0, 3), st.just(Unit.MONTHS)),
)
LONG = st.one_of(
    st.tuples(st.integers(91, 900), st.just(Unit.DAYS)),
    st.tuples(st.integers(13, 200), st.just(Unit.WEEKS)),
    st.tuples(st.integers(4, 240), st.just(Unit.MONTHS)),
    st.tuples(st.integers(1, 30), st.just(Unit.YEARS)),
)
ANY = SHORT | LONG | st.tuples(st.integers(0, 60), st.just(Unit.WORKING_DAYS))


def ordinary_days(start: date, end: date) -> int:
    """Count the ordinary days after `start` up to and including `end`."""
    return sum(is_ordinary(start + n * DAY) for n in range(1, (end - start).days + 1))


# --- the calendar -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sunday",
    [
        "1961-04-02", "1981-04-19", "2000-04-23", "2008-03-23", "2011-04-24", "2019-04-21", "2024-03-31", "2025-04-20",
        "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21", "2038-04-25", "2049-04-18", "2076-04-19",
    ],
)  # fmt: skip
def test_easter_falls_where_the_churches_print_it(sunday: str) -> None:
    assert easter(int(sunday[:4])) == date.fromisoformat(sunday)


@given(st.integers(1900, 2200))
def test_easter_is_a_sunday_between_22_march_and_25_april(year: int) -> None:
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2024, "01-01 03-29 04-01 04-27 05-05 05-09 05-20 12-25 12-26"),
        (2025, "01-01 04-18 04-21 04-26 05-05 05-29 06-09 12-25 12-26"),
        (2026, "01-01 04-03 04-06 04-27 05-05 05-14 05-25 12-25 12-26"),
        (2027, "01-01 03-26 03-29 04-27 05-05 05-06 05-17 12-25 12-26"),
        (2028, "01-01 04-14 04-17 04-27 05-05 05-25 06-05 12-25 12-26"),
        (2029, "01-01 03-30 04-02 04-27 05-05 05-10 05-21 12-25 12-26"),
        (2030, "01-01 04-19 04-22 04-27 05-05 05-30 06-10 12-25 12-26"),
    ],
)
def test_the_general_holidays_of_a_year(year: int, days: str) -> None:
    assert sorted(holidays(year) - DECREED) == [date.fromisoformat(f"{year}-{day}") for day in days.split()]


def test_kings_day_moves_to_saturday_when_it_falls_on_a_sunday() -> None:
    assert date(2025, 4, 26) in holidays(2025)
    assert date(2025, 4, 27) not in holidays(2025)
    assert date(2031, 4, 26) in holidays(2031)


def test_5_may_is_a_holiday_every_year_and_not_only_every_fifth() -> None:
    """Liberation day is general by law; that many work on it is a matter of their contract."""
    assert all(not is_ordinary(date(year, 5, 5)) for year in range(2024, 2031))


def test_days_that_are_kept_but_not_general_are_ordinary() -> None:
    """Sinterklaas, Christmas Eve, New Year's Eve, Labour Day, and carnival in the south."""
    for day in (
        date(2025, 12, 5),
        date(2026, 12, 24),
        date(2026, 12, 31),
        date(2026, 5, 1),
        date(2026, 2, 16),
    ):
        assert is_ordinary(day)


@pytest.mark.parametrize("day", sorted(DECREED), ids=str)
def test_a_day_that_was_made_equal_by_royal_decree_is_not_ordinary(day: date) -> None:
    assert not is_ordinary(day)


# --- where a term ends ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        ("2026-11-02", 6, Unit.WEEKS, "2026-12-14"),  # from Monday to Monday: nothing in the way
        ("2026-10-10", 2, Unit.WEEKS, "2026-10-26"),  # Saturday: on to Monday
        ("2026-10-11", 2, Unit.WEEKS, "2026-10-26"),  # Sunday
        ("2026-03-23", 2, Unit.WEEKS, "2026-04-07"),  # Easter Monday
        ("2026-03-20", 2, Unit.WEEKS, "2026-04-07"),  # Good Friday, and all of Easter behind it
        ("2026-04-13", 2, Unit.WEEKS, "2026-04-28"),  # King's Day on a Monday
        ("2025-04-12", 2, Unit.WEEKS, "2025-04-28"),  # King's Day kept on Saturday
        ("2026-04-21", 2, Unit.WEEKS, "2026-05-06"),  # 5 May
        ("2026-05-11", 2, Unit.WEEKS, "2026-05-26"),  # Whit Monday
        ("2026-11-13", 6, Unit.WEEKS, "2026-12-28"),  # Christmas and the weekend in it
        ("2026-12-18", 2, Unit.WEEKS, "2027-01-04"),  # New Year's Day on a Friday
        ("2026-12-24", 7, Unit.DAYS, "2026-12-31"),  # the personal plan: seven days
        ("2026-01-31", 1, Unit.MONTHS, "2026-03-02"),  # 28 February is a Saturday
        ("2024-01-31", 1, Unit.MONTHS, "2024-02-29"),
        ("2027-11-30", 3, Unit.MONTHS, "2028-02-29"),
        ("2026-02-28", 1, Unit.MONTHS, "2026-03-30"),  # the same number of a longer month, a Saturday
    ],
)
def test_a_term_ends_on_this_day(start: str, amount: int, unit: Unit, end: str) -> None:
    assert last_day(date.fromisoformat(start), amount, unit) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-10-08", 3, "2026-10-12"),  # Thursday: Friday and Monday
        ("2026-10-09", 3, "2026-10-13"),  # Friday: Monday and Tuesday
        ("2026-04-02", 3, "2026-04-08"),  # Maundy Thursday: Tuesday and Wednesday after Easter
        ("2026-12-24", 3, "2026-12-29"),  # Christmas Eve: Monday and Tuesday
        ("2026-10-09", 2, "2026-10-12"),  # two days are too short for article 2
        ("2026-04-02", 1, "2026-04-07"),
        ("2026-10-05", 3, "2026-10-08"),
    ],
)
def test_a_term_of_three_days_holds_two_ordinary_ones(start: str, days: int, end: str) -> None:
    assert last_day(date.fromisoformat(start), days, Unit.DAYS) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("amount", "unit", "suspended", "end"),
    [(1, Unit.WORKING_DAYS, 0, "2026-10-12"), (2, Unit.DAYS, 1, "2026-10-12")],
)
def test_a_term_under_three_days_is_not_stretched_to_two_ordinary_days(
    amount: int, unit: Unit, suspended: int, end: str
) -> None:
    """One working day from a Friday is the Monday."""
    assert last_day(date(2026, 10, 9), amount, unit, suspended) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        ("2026-10-05", 90, Unit.DAYS, "2027-01-04"),  # Sunday 3 January: still guarded
        ("2026-10-04", 91, Unit.DAYS, "2027-01-03"),
        ("2026-10-03", 12, Unit.WEEKS, "2026-12-28"),  # Boxing Day, a Saturday: still guarded
        ("2026-09-26", 13, Unit.WEEKS, "2026-12-26"),
        ("2026-09-26", 3, Unit.MONTHS, "2026-12-28"),
        ("2026-08-26", 4, Unit.MONTHS, "2026-12-26"),
        ("2025-12-25", 1, Unit.YEARS, "2026-12-25"),
    ],
)
def test_the_law_leaves_long_terms_alone(start: str, amount: int, unit: Unit, end: str) -> None:
    assert last_day(date.fromisoformat(start), amount, unit) == date.fromisoformat(end)


# --- suspension --------------------------------------------------------------------------------------------


def test_suspension_moves_the_end_before_weekends_and_holidays_are_looked_at() -> None:
    """Eight weeks to 14 December, five days to supply what was missing: Saturday, so Monday."""
    assert last_day(date(2026, 10, 19), 8, Unit.WEEKS) == date(2026, 12, 14)
    assert last_day(date(2026, 10, 19), 8, Unit.WEEKS, suspended_days=5) == date(2026, 12, 21)


def test_a_short_term_stays_guarded_however_long_it_was_suspended() -> None:
    end = last_day(
        date(2026, 1, 1), 12, Unit.WEEKS, suspended_days=275
    )  # 84 + 275 days: Saturday 26 December

    assert end == date(2026, 12, 28)


@given(STARTS, SHORT, st.integers(1, 60))
def test_a_suspension_is_worth_its_days(start: date, term: tuple[int, Unit], days: int) -> None:
    assume(term[1] is not Unit.DAYS or term[0] > 2)
    end = last_day(start, *term, suspended_days=days)

    assert end >= shift(start, *term) + days * DAY
    assert end >= last_day(start, *term)
    assert end >= last_day(start, *term, suspended_days=days - 1)


# --- laws of every term ----------------------------------------------------------------------------------------


@given(STARTS, SHORT)
def test_a_short_term_ends_on_an_ordinary_day(start: date, term: tuple[int, Unit]) -> None:
    assert is_ordinary(last_day(start, *term))


@given(STARTS, ANY)
def test_the_law_only_ever_lengthens_a_term_and_never_past_ten_days(
    start: date, term: tuple[int, Unit]
) -> None:
    assert timedelta(0) <= last_day(start, *term) - shift(start, *term) <= timedelta(days=10)


@given(STARTS, SHORT)
def test_a_term_is_lengthened_no_further_than_needed(start: date, term: tuple[int, Unit]) -> None:
    assume(term[1] is not Unit.DAYS or term[0] > 2)
    end = last_day(start, *term)

    assume(end > shift(start, *term))
    assert not is_ordinary(end - DAY) or ordinary_days(start, end - DAY) < 2


@given(STARTS, SHORT | LONG, st.integers(0, 20))
def test_who_starts_later_never_ends_earlier(start: date, term: tuple[int, Unit], later: int) -> None:
    assert last_day(start, *term) <= last_day(start + later * DAY, *term)


@given(STARTS, SHORT)
def test_a_longer_term_never_ends_earlier(start: date, term: tuple[int, Unit]) -> None:
    amount, unit = term

    assert amount == 0 or last_day(start, amount - 1, unit) <= last_day(start, amount, unit)


@given(STARTS, LONG)
def test_a_long_term_ends_where_the_calendar_puts_it(start: date, term: tuple[int, Unit]) -> None:
    assert last_day(start, *term) == shift(start, *term)


@given(STARTS, st.integers(1, 60))
def test_working_days_count_ordinary_days_and_end_on_one(start: date, days: int) -> None:
    end = add_working_days(start, days)

    assert is_ordinary(end)
    assert ordinary_days(start, end) == days


@given(STARTS)
def test_the_next_ordinary_day_has_no_ordinary_day_before_it(day: date) -> None:
    found = next_ordinary(day)

    assert is_ordinary(found)
    assert not any(is_ordinary(day + n * DAY) for n in range((found - day).days))


@given(STARTS, st.integers(0, 400))
def test_months_keep_the_day_or_take_the_last_of_a_shorter_month(start: date, months: int) -> None:
    end = add_months(start, months)

    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day == start.day or (end.day < start.day and (end + DAY).day == 1)


# --- birthdays --------------------------------------------------------------------------------------------------


@given(STARTS, st.integers(0, 99))
def test_a_birthday_adds_a_year_and_the_day_before_it_does_not(born: date, age: int) -> None:
    assume((born.month, born.day) != (2, 29))
    birthday = shift(born, age, Unit.YEARS)

    assert years_between(born, birthday) == age
    assert years_between(born, birthday - DAY) == age - 1


def test_a_child_of_29_february_comes_of_age_on_1_march() -> None:
    born = date(2008, 2, 29)

    assert years_between(born, date(2026, 2, 28)) == 17
    assert years_between(born, date(2026, 3, 1)) == 18
    assert years_between(born, date(2028, 2, 29)) == 20


def test_working_days_backwards_are_counted_and_not_ignored() -> None:
    assert add_working_days(date(2026, 10, 12), -1) == date(2026, 10, 9)
