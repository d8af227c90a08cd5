"""Three-valued logic, calculations and totals: what is known stays so, whatever the unknown turns out to be."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_engine.deadlines import Unit
from budget_engine.language.arithmetic import (
    COMPARE,
    all_hold,
    any_holds,
    calculated,
    divided,
    negated,
    total,
)
from budget_engine.language.expr import (
    Arithmetic,
    DateShift,
    DaysBetween,
    Difference,
    FactRef,
    Greatest,
    Least,
    Operator,
    Product,
    Quotient,
    Rounding,
    Sum,
    TotalFunction,
    YearsBetween,
)
from budget_engine.values import LARGEST

A, B, C = FactRef("a"), FactRef("b"), FactRef("c")
TRUTHS = st.sampled_from([True, False, None])
SMALL = st.integers(-3, 3)


# --- Kleene's logic -----------------------------------------------------------------------------------------


def completions(parts: list) -> Iterator[list[bool]]:
    """Walk every way in which the unknown truths may turn out."""
    return (list(way) for way in product(*([True, False] if part is None else [part] for part in parts)))


@given(st.lists(TRUTHS, max_size=6))
def test_all_and_any_are_known_exactly_when_every_completion_agrees(parts: list) -> None:
    for kleene, classical in ((all_hold, all), (any_holds, any)):
        found = {classical(way) for way in completions(parts)}

        assert kleene(parts) is (found.pop() if len(found) == 1 else None)


@given(st.lists(TRUTHS, max_size=6))
def test_de_morgan_holds_with_unknown(parts: list) -> None:
    assert negated(all_hold(parts)) is any_holds([negated(part) for part in parts])
    assert negated(any_holds(parts)) is all_hold([negated(part) for part in parts])


@given(TRUTHS)
def test_denying_twice_says_the_same(part) -> None:
    assert negated(negated(part)) is part


@given(st.lists(TRUTHS, max_size=6), st.randoms(use_true_random=False))
def test_order_and_repetition_make_no_difference(parts: list, random) -> None:
    shuffled = random.sample(parts, len(parts)) + parts

    assert all_hold(shuffled) is all_hold(parts)
    assert any_holds(shuffled) is any_holds(parts)


@given(st.lists(TRUTHS, max_size=4), st.lists(TRUTHS, max_size=4), TRUTHS)
def test_a_part_may_be_taken_apart_or_together(left: list, right: list, part) -> None:
    assert all_hold([all_hold(left), all_hold(right)]) is all_hold(left + right)
    assert any_holds([any_holds(left), any_holds(right)]) is any_holds(left + right)
    assert all_hold([part, any_holds(left)]) is any_holds([all_hold([part, each]) for each in left])


@given(st.lists(st.tuples(TRUTHS, st.booleans()), min_size=1, max_size=6))
def test_a_further_answer_never_changes_what_was_known(parts: list) -> None:
    before = [part for part, _ in parts]
    after = [answer if part is None else part for part, answer in parts]

    for kleene in (all_hold, any_holds):
        assert kleene(before) in (None, kleene(after))


def test_of_nothing_all_hold_and_none_does() -> None:
    assert all_hold([]) is True
    assert any_holds([]) is False


@pytest.mark.parametrize(("operator", "opposite"), [("=", "!="), ("<", ">="), (">", "<=")])
@given(SMALL, SMALL)
def test_every_comparison_has_an_opposite(operator: str, opposite: str, one: int, other: int) -> None:
    assert COMPARE[Operator(operator)](one, other) is not COMPARE[Operator(opposite)](one, other)


def test_every_operator_compares() -> None:
    assert set(COMPARE) == set(Operator)


# --- division -------------------------------------------------------------------------------------------------

EXACT = {
    Rounding.DOWN: floor,
    Rounding.UP: ceil,
    Rounding.HALF_UP: lambda share: floor(share + Fraction(1, 2)),
}


@pytest.mark.parametrize("rounding", Rounding)
@given(numerator=st.integers(0, LARGEST), divisor=st.integers(1, LARGEST))
def test_a_division_is_rounded_as_it_says(rounding: Rounding, numerator: int, divisor: int) -> None:
    assert divided(numerator, divisor, rounding) == EXACT[rounding](Fraction(numerator, divisor))


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_division_that_comes_out_even_is_the_same_in_every_rounding(whole: int, divisor: int) -> None:
    assert {divided(whole * divisor, divisor, rounding) for rounding in Rounding} == {whole}


def test_half_goes_up_also_where_a_float_would_miss_it() -> None:
    assert divided(LARGEST, 2, Rounding.HALF_UP) == 2**52
    assert [divided(half, 2, Rounding.HALF_UP) for half in (1, 3, 5)] == [1, 2, 3]  # not to the even one


# --- calculations ----------------------------------------------------------------------------------------------

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("term", "parts", "value"),
    [
        (Sum((A, B, C)), [1, 2, 3], 6),
        (Difference(A, B), [2, 5], -3),
        (Product((A, B, C)), [2, 3, 4], 24),
        (Least((A, B, C)), [2, -3, 4], -3),
        (Greatest((A, B)), [DAY, date(2026, 1, 1)], DAY),
        (Quotient(A, B, Rounding.UP), [7, 2], 4),
        (DateShift(A, B, Unit.WEEKS, statutory=False), [DAY, 4], date(2026, 12, 22)),
        (DateShift(A, B, Unit.DAYS, statutory=False), [DAY, 31], date(2026, 12, 25)),
        (DateShift(A, B, Unit.DAYS, statutory=True), [DAY, 31], date(2026, 12, 28)),
        (YearsBetween(A, B), [date(2008, 11, 25), DAY], 17),
        (DaysBetween(A, B), [DAY, date(2026, 12, 1)], 7),
        (DaysBetween(A, B), [date(2026, 12, 1), DAY], -7),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_calculation_comes_out_and_is_unknown_with_any_part_unknown(
    term: Arithmetic, parts: list, value: object
) -> None:
    assert calculated(term, parts) == value
    for place in range(len(parts)):
        assert calculated(term, [None if i == place else part for i, part in enumerate(parts)]) is None


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_days_later_are_days_between(day: date, days: int) -> None:
    later = calculated(DateShift(A, B, Unit.DAYS, statutory=False), [day, days])

    assert later == day + timedelta(days=days)
    assert calculated(DaysBetween(A, B), [day, later]) == days


# --- totals ---------------------------------------------------------------------------------------------------

DOMAIN = (-1, 0, 2)
MEMBERS = st.lists(st.tuples(TRUTHS, st.sampled_from([*DOMAIN, None])), max_size=4)


def plain_total(function: TotalFunction, members: list[tuple[bool, int]]) -> int | None:
    """Give the total of members about which all is known."""
    counted = [value for meets, value in members if meets]
    match function:
        case TotalFunction.COUNT:
            return len(counted)
        case TotalFunction.SUM:
            return sum(counted)
        case TotalFunction.LOWEST:
            return min(counted) if counted else None
        case TotalFunction.HIGHEST:
            return max(counted) if counted else None


def fillings(members: list) -> Iterator[list[tuple[bool, int]]]:
    """Walk every way in which the unknown parts of members may turn out."""
    ways = [
        [
            (m, v)
            for m in ([True, False] if meets is None else [meets])
            for v in (DOMAIN if value is None else [value])
        ]
        for meets, value in members
    ]
    return (list(way) for way in product(*ways))


@pytest.mark.parametrize("function", TotalFunction)
@given(members=MEMBERS)
def test_a_total_that_is_known_is_the_total_of_every_completion(
    function: TotalFunction, members: list
) -> None:
    found = total(function, members, is_open=False)

    assert found is None or all(plain_total(function, way) == found for way in fillings(members))


@pytest.mark.parametrize("function", TotalFunction)
@given(members=st.lists(st.tuples(st.booleans(), st.sampled_from(DOMAIN)), max_size=5))
def test_a_total_of_what_is_all_known_is_known(function: TotalFunction, members: list) -> None:
    assert total(function, members, is_open=False) == plain_total(function, members)


@pytest.mark.parametrize("function", TotalFunction)
@given(members=MEMBERS)
def test_an_open_list_has_an_unknown_member_so_no_total(function: TotalFunction, members: list) -> None:
    assert total(function, members, is_open=True) is None


@pytest.mark.parametrize("function", TotalFunction)
@given(members=MEMBERS, ruled_out=st.lists(st.sampled_from([*DOMAIN, None]), max_size=3))
def test_who_does_not_meet_the_condition_changes_no_total(
    function: TotalFunction, members: list, ruled_out: list
) -> None:
    more = [*members, *((False, value) for value in ruled_out)]

    assert total(function, more, is_open=False) == total(function, members, is_open=False)


def test_totals_of_nothing_are_nought_or_unknown() -> None:
    of_nothing = {str(function): total(function, [], is_open=False) for function in TotalFunction}

    assert of_nothing == {"som": 0, "aantal": 0, "laagste": None, "hoogste": None}


def test_a_count_needs_no_values() -> None:
    assert total(TotalFunction.COUNT, [(True, None), (True, None), (False, None)], is_open=False) == 2


def test_the_earliest_of_days_is_a_day() -> None:
    assert total(TotalFunction.LOWEST, [(True, DAY), (True, date(2025, 1, 1))], is_open=False) == date(
        2025, 1, 1
    )
