"""What is read from a list of members, as formulas: each member with when it is there."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from budget_engine.language.expr import TotalFunction
from budget_engine.proof.encoded_values import ANY, Truth, Worth
from budget_engine.proof.logic import Formula, Logic

Counted: TypeAlias = tuple[Formula, Truth, Worth | None]
"""When a member is there, when it meets the condition, and its value."""


def some(logic: Logic, members: Iterable[tuple[Formula, Truth]]) -> Truth:
    """Say that at least one member meets the condition."""
    found = list(members)
    holds = logic.any_of(logic.all_of([there, meets.holds]) for there, meets in found)
    return Truth(
        holds, logic.all_of(logic.any_of([logic.negated(there), meets.fails]) for there, meets in found)
    )


def each(logic: Logic, members: Iterable[tuple[Formula, Truth]]) -> Truth:
    """Say that every member meets the condition."""
    return some(logic, [(there, meets.turned) for there, meets in members]).turned


def counted(logic: Logic, function: TotalFunction, members: Sequence[Counted]) -> Worth:
    """Make one value over the members, as `arithmetic.total` does."""
    settled, counts = [], []
    for there, meets, worth in members:
        known = logic.yes if function is TotalFunction.COUNT or worth is None else worth.known
        out = [logic.negated(there), meets.fails]
        settled.append(logic.any_of([*out, logic.all_of([meets.holds, known])]))
        counts.append(logic.all_of([there, meets.holds]))
    known = logic.all_of(settled)
    nought, one = logic.whole(0), logic.whole(1)
    match function:
        case TotalFunction.COUNT:
            return Worth(logic.total([logic.choose(count, one, nought) for count in counts]), known)
        case TotalFunction.SUM:
            return Worth(
                logic.total([logic.choose(c, v, nought) for c, v in _values(counts, members)]), known
            )
        case TotalFunction.LOWEST | TotalFunction.HIGHEST:
            return _outermost(logic, function, list(_values(counts, members)), known)


def _values(counts: Sequence[Formula], members: Sequence[Counted]) -> Iterable[tuple[Formula, Formula]]:
    return (
        (count, worth.value)
        for count, (_, _, worth) in zip(counts, members, strict=True)
        if worth is not None
    )


def _outermost(
    logic: Logic, function: TotalFunction, values: list[tuple[Formula, Formula]], known: Formula
) -> Worth:
    if not values:
        return Worth(logic.whole(ANY), logic.no)
    is_any, best = values[0]
    for counts, value in values[1:]:
        further = value < best if function is TotalFunction.LOWEST else value > best
        better = logic.all_of([counts, logic.any_of([logic.negated(is_any), further])])
        best, is_any = logic.choose(better, value, best), logic.any_of([is_any, counts])
    return Worth(best, logic.all_of([known, is_any]))
