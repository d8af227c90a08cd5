"""All smallest changes of facts that turn an outcome, up to a number of facts.

Every change that turns the outcome touches a ground against it, and what is left of that change touches
the ground on what was changed already. So walking from ground to ground meets every smallest change:
nothing else has to be tried. It is complete for what a few values tell apart; of numbers and dates the
nearest of each stretch stands for all, see `tried`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol, TypeAlias

from budget_engine.flips.grounds import Ground
from budget_engine.flips.supposing import Place, Supposed
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
                    return Turned(_ordered(_nearest(found, base)), is_whole=False)
                if any(is_within(one, new, base) for one in smaller):
                    continue
                supposed = base.with_changes(dict(new))
                if target.is_turned(supposed):
                    found.append(new)
                elif size < most:
                    further.append((new, supposed))
        level = further
    return Turned(_ordered(_nearest(found, base)))


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


# --- smallest and nearest ----------------------------------------------------------------------------------


def is_within(one: Changes, other: Changes, base: Supposed) -> bool:
    """Tell whether a change is part of another; of a number or a day it is enough that the fact is the same."""
    places = {place for place, _ in other}
    return all(
        place in places if _is_ordered(place, base) else (place, value) in other for place, value in one
    )


def _is_ordered(place: Place, base: Supposed) -> bool:
    kind = base.rule_set.fact[place[1]].kind
    return kind in NUMERIC or kind is Kind.DATE


def _nearest(found: list[Changes], base: Supposed) -> list[Changes]:
    """Keep of changes that differ in one number or day only the nearest on either side of what it is now."""
    return [
        changes
        for changes in found
        if not any(_is_nearer(other, changes, base) for other in found if other is not changes)
    ]


def _is_nearer(one: Changes, other: Changes, base: Supposed) -> bool:
    differing = [(place, value) for place, value in other if (place, value) not in one]
    if len(one) != len(other) or not differing:
        return False
    mine = dict(one)
    for place, value in differing:
        if place not in mine or not _is_ordered(place, base):
            return False
        now = _beside(place, base)
        own = mine[place]
        if now is None:
            if own > value:  # type: ignore[operator]  # both of one kind that has an order
                return False
        elif not (now <= own < value or value < own <= now):  # type: ignore[operator]
            return False
    return True


def _beside(place: Place, base: Supposed) -> Value | None:
    """Give what a change stays near to: what is known now, and of a day that nobody knows the day of reference."""
    now = base.facts.entities[place[0]].values.get(place[1])
    is_day = base.rule_set.fact[place[1]].kind is Kind.DATE
    return base.reference_date if now is None and is_day else now


def _ordered(found: list[Changes]) -> tuple[Changes, ...]:
    return tuple(sorted(found, key=lambda changes: (len(changes), sorted((p, str(v)) for p, v in changes))))


def parts_of(changes: Changes) -> Iterator[Changes]:
    """Walk every proper part of a change, the empty one included."""
    for size in range(len(changes)):
        for part in combinations(sorted(changes, key=str), size):
            yield frozenset(part)
