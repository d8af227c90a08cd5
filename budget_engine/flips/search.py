"""All smallest changes of facts that turn an outcome, up to a number of facts.

Every change that turns the outcome touches a ground against it, and what is left of that change touches
the ground on what was changed already. So walking from ground to ground meets every smallest change:
nothing else has to be tried. It is complete for what a few values tell apart; of numbers and dates the
nearest of each stretch stands for all, see `tried`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Protocol, TypeAlias

from budget_engine.flips.grounds import Ground
from budget_engine.flips.supposing import Place, Supposed, middle_of
from budget_engine.language.fact import NUMERIC, Kind, Value

Changes: TypeAlias = frozenset[tuple[Place, Value]]
"""Facts with the value they are changed to."""

NO_CHANGES: Changes = frozenset()
MOST_TRIED = 20_000
"""How many changes are tried for one outcome; what lies beyond is said to be not searched."""


class Target(Protocol):
    """An outcome, and what it should turn into."""

    def is_turned(self, state: Supposed) -> bool:
        """Tell whether the outcome is turned on these facts."""

    def becomes(self, state: Supposed) -> object:
        """Give what the outcome is on these facts; what differs in it is told apart, also of numbers and days."""

    def ground(self, state: Supposed) -> Ground:
        """Give a ground against it being turned; it is not turned now."""

    def values(self, place: Place, state: Supposed) -> tuple[Value, ...]:
        """Give the values to try for a fact."""


@dataclass(frozen=True)
class Turned:
    """The smallest changes that turn an outcome; `is_whole` is False where the search was cut off."""

    changes: tuple[Changes, ...]
    is_whole: bool = True


def search(target: Target, base: Supposed, most: int) -> Turned:
    """Find every smallest change of at most so many facts that turns an outcome."""
    if target.is_turned(base):
        return Turned((NO_CHANGES,))
    found: list[Changes] = []
    seen: set[Changes] = set()
    level: list[tuple[Changes, Supposed]] = [(NO_CHANGES, base)]
    for size in range(1, most + 1):
        further: list[tuple[Changes, Supposed]] = []
        smaller = list(found)
        for changes, state in level:
            for new in _next(target, changes, state, seen):
                if len(seen) > MOST_TRIED:
                    return Turned(in_order(_nearest(target, found, base)), is_whole=False)
                if any(one <= new for one in smaller):
                    continue
                supposed = base.with_changes(dict(new))
                if not target.is_turned(supposed):
                    if size < most:
                        further.append((new, supposed))
                elif not any(target.is_turned(base.with_changes(dict(part))) for part in parts_of(new)):
                    found.append(new)
        level = further
    return Turned(in_order(_nearest(target, found, base)))


def _next(target: Target, changes: Changes, state: Supposed, seen: set[Changes]) -> Iterator[Changes]:
    changed = {place for place, _ in changes}
    for place in sorted(target.ground(state)):
        if place in changed:
            continue
        for value in target.values(place, state):
            new = changes | {(place, value)}
            if new not in seen:
                seen.add(new)
                yield new


# --- the nearest -----------------------------------------------------------------------------------------------


def is_ordered(place: Place, base: Supposed) -> bool:
    """Tell whether the values of a fact lie in an order: a number or a day."""
    kind = base.rule_set.fact[place[1]].kind
    return kind in NUMERIC or kind is Kind.DATE


def _nearest(target: Target, found: list[Changes], base: Supposed) -> list[Changes]:
    """Keep of changes that differ in numbers or days, and come to the same, only the nearest on either side."""
    becomes = {changes: target.becomes(base.with_changes(dict(changes))) for changes in found}
    return [
        changes
        for changes in found
        if not any(
            _is_nearer(other, changes, base)
            for other in found
            if other is not changes and becomes[other] == becomes[changes]
        )
    ]


def _is_nearer(one: Changes, other: Changes, base: Supposed) -> bool:
    differing = [(place, value) for place, value in other if (place, value) not in one]
    if len(one) != len(other) or not differing:
        return False
    mine = dict(one)
    for place, value in differing:
        if place not in mine or not is_ordered(place, base):
            return False
        if not _is_between(middle_of(place, base), mine[place], value):
            return False
    return True


def _is_between(middle: Any, own: Any, other: Any) -> bool:
    """Tell whether a value lies on the way from the middle to another; without a middle, from the least."""
    if middle is None or own == middle:
        return bool(own < other) if middle is None else own != other
    return bool(middle < own < other or other < own < middle)


def in_order(found: Iterable[Changes]) -> tuple[Changes, ...]:
    """Put changes in an order that is always the same: the fewest facts first."""
    return tuple(sorted(found, key=lambda changes: (len(changes), sorted((p, str(v)) for p, v in changes))))


def parts_of(changes: Changes) -> Iterator[Changes]:
    """Walk every proper part of a change, the empty one included."""
    for size in range(len(changes)):
        for part in combinations(sorted(changes, key=str), size):
            yield frozenset(part)
