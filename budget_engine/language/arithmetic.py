"""Arithmetic and totals on values that may be unknown (None); both engines calculate with this.

Unknown in gives unknown out, except where nothing it could turn out to be would change the result.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import prod
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from budget_engine import deadlines
from budget_engine.language.expr import (
    Arithmetic,
    DateShift,
    DaysBetween,
    Difference,
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
from budget_engine.language.fact import Value

COMPARE: Mapping[Operator, Callable[[Any, Any], bool]] = {
    Operator.EQUAL: eq,
    Operator.UNEQUAL: ne,
    Operator.LESS: lt,
    Operator.AT_MOST: le,
    Operator.MORE: gt,
    Operator.AT_LEAST: ge,
}


def all_hold(parts: Iterable[bool | None]) -> bool | None:
    """Kleene's and: one failure decides, else one unknown does; of nothing it holds.

    >>> all_hold([True, None]), all_hold([None, False]), all_hold([])
    (None, False, True)
    """
    outcome: bool | None = True
    for part in parts:
        if part is False:
            return False
        if part is None:
            outcome = None
    return outcome


def any_holds(parts: Iterable[bool | None]) -> bool | None:
    """Kleene's or: one that holds decides, else one unknown does; of nothing it fails.

    >>> any_holds([False, None]), any_holds([None, True]), any_holds([])
    (None, True, False)
    """
    outcome: bool | None = False
    for part in parts:
        if part is True:
            return True
        if part is None:
            outcome = None
    return outcome


def negated(truth: bool | None) -> bool | None:  # noqa: FBT001 - a truth value is what this is about
    """Kleene's not: unknown stays unknown."""
    return None if truth is None else not truth


def divided(numerator: int, divisor: int, rounding: Rounding) -> int:
    """Divide a non-negative number by a positive one and make it whole in the named way.

    >>> [divided(5, 2, rounding) for rounding in Rounding]
    [2, 3, 3]
    """
    match rounding:
        case Rounding.DOWN:
            return numerator // divisor
        case Rounding.UP:
            return (numerator + divisor - 1) // divisor
        case Rounding.HALF_UP:
            return (2 * numerator + divisor) // (2 * divisor)


def calculated(term: Arithmetic, parts: Sequence[Any]) -> Any:
    """Work out a calculation from the values of its parts, in the order of `expr.operands`.

    Unknown when a part is unknown.
    """
    if None in parts:
        return None
    match term:
        case Sum():
            return sum(parts)
        case Difference():
            return parts[0] - parts[1]
        case Product():
            return prod(parts)
        case Least():
            return min(parts)
        case Greatest():
            return max(parts)
        case Quotient():
            return divided(parts[0], parts[1], term.rounding)
        case DateShift():
            if not term.statutory:
                return deadlines.shift(parts[0], parts[1], term.unit)
            suspended = 0 if term.suspended is None else parts[2]
            return deadlines.last_day(parts[0], parts[1], term.unit, suspended)
        case YearsBetween():
            return deadlines.years_between(parts[0], parts[1])
        case DaysBetween():
            return (parts[1] - parts[0]).days


def total(
    function: TotalFunction,
    members: Iterable[tuple[bool | None, Value | None]],
    *,
    is_open: bool,
) -> Any:
    """Make one value of (meets the condition, value) per member.

    A member that does not meet the condition does not count; one that may or may not makes the total
    unknown. An open list has one unknown member more.

    >>> total(TotalFunction.SUM, [(True, 2), (False, None)], is_open=False)
    2
    >>> total(TotalFunction.LOWEST, [], is_open=False) is None
    True
    """
    if is_open:
        return None
    counted: list[Any] = []
    for meets, value in members:
        if meets is False:
            continue
        if meets is None or (value is None and function is not TotalFunction.COUNT):
            return None
        counted.append(value)
    match function:
        case TotalFunction.COUNT:
            return len(counted)
        case TotalFunction.SUM:
            return sum(counted)
        case TotalFunction.LOWEST:
            return min(counted, default=None)
        case TotalFunction.HIGHEST:
            return max(counted, default=None)
