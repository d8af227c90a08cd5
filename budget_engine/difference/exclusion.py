"""Whether two tests on one value can both hold; what is not settled at sight counts as: they can."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from budget_engine.difference.canonical import canonical
from budget_engine.language.arithmetic import COMPARE
from budget_engine.language.expr import (
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    Constant,
    Not,
    Term,
    walk,
)
from budget_engine.language.fact import Value

_OTHER = "\0"
"""A choice that neither test names."""


def exclude_each_other(one: Condition, other: Condition) -> bool:
    """Tell whether no value can meet both tests.

    Where both compare one term with constants, a value that meets both lies at a constant, or one step
    beside it: only those are tried.
    """
    one, other = canonical(one), canonical(other)
    if one == canonical(Not(other)):
        return True
    tests = [node for node in (*walk(one), *walk(other)) if isinstance(node, Comparison)]
    subjects = {side for test in tests for side in (test.left, test.right) if not isinstance(side, Constant)}
    has_only_tests = all(map(_is_plain, (one, other)))
    if len(subjects) != 1 or not has_only_tests:
        return False
    (subject,) = subjects
    return not any(
        _meets(one, subject, value) and _meets(other, subject, value) for value in _tried(tests)
    )  # fmt: skip


def _is_plain(condition: Condition) -> bool:
    """Tell whether a canonical condition holds nothing but tests of values."""
    if isinstance(condition, AllOf | AnyOf):
        return all(map(_is_plain, condition.parts))
    return isinstance(condition, Comparison)


def _tried(tests: Iterable[Comparison]) -> Iterator[Value]:
    for test in tests:
        for side in (test.left, test.right):
            if isinstance(side, Constant):
                yield from _around(side.value)


def _around(value: Value) -> tuple[Value, ...]:
    match value:
        case bool():
            return (True, False)
        case int():
            return (value - 1, value, value + 1)
        case date():
            return (value - timedelta(days=1), value, value + timedelta(days=1))
        case str():
            return (value, _OTHER)


def _meets(condition: Condition, subject: Term, value: Value) -> bool:
    if isinstance(condition, AllOf):
        return all(_meets(part, subject, value) for part in condition.parts)
    if isinstance(condition, AnyOf):
        return any(_meets(part, subject, value) for part in condition.parts)
    assert isinstance(condition, Comparison)
    left, right = (
        value if side == subject else side.value if isinstance(side, Constant) else None
        for side in (condition.left, condition.right)
    )
    return COMPARE[condition.operator](left, right)
