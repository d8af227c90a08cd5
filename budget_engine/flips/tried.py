"""Which other values of a fact are worth trying: one of every stretch of values that the rules tell apart.

Choices that no rule tells apart are tried once. Of numbers, amounts and dates there are too many: between two
values at which some comparison turns, all are alike, so the nearest to what it is now stands for them.
Where a comparison turns is read from the rule when it stands there, and found by halving when a formula
stands between. Halving finds every turn of what only rises or only falls between two others, as every
formula of the real rules does; one that goes up and down again within a stretch could be passed over.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from budget_engine.flips.readers import Readers, Test
from budget_engine.flips.supposing import Place, Supposed, middle_of
from budget_engine.language.expr import Between, Comparison, Constant, FactRef, OneOf, Recorded, Term
from budget_engine.language.fact import Entity, FactDeclaration, Kind, Value
from budget_engine.language.rule_set import facts_read

FILLED_IN = "…"
"""Stands for any text: a rule only asks whether there is one."""

_FEW = 16
"""So many values in a row are each looked at, whatever the formula does between them."""

Tests = Callable[[Place], tuple[Test, ...]]


class Tried:
    """The values to try for the facts that one outcome rests on."""

    def __init__(self, readers: Readers, base: Supposed, tests: Tests, *, steps: bool = False) -> None:
        self.rule_set = readers.rule_set
        self.readers = readers
        self.base = base
        self._tests = tests
        self._steps = steps
        self._turns: dict[tuple[Any, ...], tuple[int, ...]] = {}
        self._looked_at: dict[tuple[Any, ...], dict[int, tuple[int | None, ...]]] = {}
        self._choices: dict[Place, tuple[tuple[str, ...], ...]] = {}

    def of(self, place: Place, state: Supposed) -> tuple[Value, ...]:
        """Give the values to try for a fact, on what is supposed already; the value it has is not among them."""
        declared = self.rule_set.fact[place[1]]
        now = self._now(place)
        match declared.kind:
            case Kind.YES_NO:
                return tuple(value for value in (True, False) if value is not now)
            case Kind.CHOICE:
                return tuple(alike[0] for alike in self._classes(place) if now not in alike)
            case Kind.TEXT:
                return (FILLED_IN,) if now is None else ()
            case Kind.NUMBER | Kind.AMOUNT | Kind.DURATION | Kind.DISTANCE | Kind.SHARE | Kind.DATE:
                return tuple(self._ordered(place, declared, now, state))

    def alike(self, place: Place, value: Value) -> tuple[Value, ...]:
        """Give the choices that no rule here tells apart from one, itself first; of other kinds only itself."""
        if self.rule_set.fact[place[1]].kind is not Kind.CHOICE:
            return (value,)
        (found,) = (alike for alike in self._classes(place) if value in alike)
        now = self._now(place)
        return (value, *(code for code in found if code not in (value, now)))

    def _classes(self, place: Place) -> tuple[tuple[str, ...], ...]:
        """Divide the choices of a fact by what the rules make of them."""
        known = self._choices.get(place)
        if known is None:
            known = self._choices[place] = tuple(self._divided(place))
        return known

    def _divided(self, place: Place) -> list[tuple[str, ...]]:
        fact = place[1]
        choices = self.rule_set.fact[fact].choices
        named: list[frozenset[Value]] = []
        for test in self._tests(place):
            if fact in facts_read(test.node, self.rule_set):
                constants = _beside_constant(test, fact)
                if constants is None:
                    return [(code,) for code in choices]
                named.append(frozenset(constants))
        if any(fact in listed.keys for listed in self.rule_set.lists):
            return [(code,) for code in choices]
        found: dict[tuple[bool, ...], list[str]] = {}
        for code in choices:
            found.setdefault(tuple(code in constants for constants in named), []).append(code)
        return [tuple(codes) for codes in found.values()]

    def _now(self, place: Place) -> Value | None:
        return self.base.facts.entities[place[0]].values.get(place[1])

    # --- numbers and dates ----------------------------------------------------------------------------------

    def _ordered(
        self, place: Place, declared: FactDeclaration, now: Value | None, state: Supposed
    ) -> Iterator[Value]:
        near = middle_of(place, self.base)
        stretches = self._stretches(place, declared, state)
        low, high = stretches[0][0], stretches[-1][1]
        middle = low if near is None else min(max(_number(near), low), high)
        found = {low, high}
        if self._steps and now is not None:
            found |= {middle - 1, middle + 1}
        found |= {min(max(middle, start), end) for start, end in stretches}
        within = {value for value in found if low <= value <= high}
        if now is not None:
            within.discard(middle)
        yield from (
            _value(declared.kind, value) for value in sorted(within, key=lambda at: (abs(at - middle), at))
        )

    def stretches(self, place: Place, state: Supposed) -> list[tuple[Value, Value]]:
        """Give of a number or a day the stretches that the rules tell apart, each by its first and last value."""
        declared = self.rule_set.fact[place[1]]
        return [
            (_value(declared.kind, start), _value(declared.kind, end))
            for start, end in self._stretches(place, declared, state)
        ]

    def _stretches(self, place: Place, declared: FactDeclaration, state: Supposed) -> list[tuple[int, int]]:
        assert declared.range is not None
        near = middle_of(place, self.base)
        ends = declared.range
        if isinstance(near, date) and declared.moment is not None:
            ends = self.readers.window(declared.name, near)  # other rules would be in force outside it
        low, high = (_number(end) for end in ends)
        turns = (
            self._all_turns(place, declared, low, high, state)
            if high - low > _FEW
            else list(range(low + 1, high + 1))  # of a fact with few values each is tried
        )
        starts = [low, *turns]
        return list(zip(starts, [*(start - 1 for start in turns), high], strict=True))

    def _all_turns(
        self, place: Place, declared: FactDeclaration, low: int, high: int, state: Supposed
    ) -> list[int]:
        """Give every value at which a stretch begins, in order."""
        plain: set[int] = set()
        behind: list[tuple[Test, Entity]] = []
        for test in self._tests(place):
            constants = _beside_constant(test, place[1])
            if constants is not None:
                for constant in constants:
                    plain |= {_number(constant), _number(constant) + 1}
            elif isinstance(test.node, Comparison | Between):
                behind.extend((test, entity) for entity in self._scopes(test, place))
        turns = sorted(at for at in plain if low < at <= high)
        for test, entity in behind:
            more = self._turns_of(place, declared, test, entity, (low, *turns, high), state)
            turns = sorted({*turns, *more})
        return turns

    def _scopes(self, test: Test, place: Place) -> Iterator[Entity]:
        kind = self.rule_set.fact[place[1]].entity
        for entity in self.base.facts.by_kind[test.entity]:
            owner = self.base.facts.owner(entity, kind)
            if owner is None or owner.id == place[0]:
                yield entity

    def _turns_of(
        self,
        place: Place,
        declared: FactDeclaration,
        test: Test,
        entity: Entity,
        ends: tuple[int, ...],
        state: Supposed,
    ) -> tuple[int, ...]:
        cone = self.readers.test_cone(test)
        others = {
            other: value for other, value in state.changes.items() if other != place and other[1] in cone
        }
        about = (place, test, entity.id, frozenset(others.items()))
        key = (about, ends)
        if key not in self._turns:
            looked_at = self._looked_at.setdefault(about, {})
            if others:  # look first where it turned with nothing else supposed: it mostly still does
                alone = self._turns_of(place, declared, test, entity, (ends[0], ends[-1]), self.base)
                ends = tuple(sorted({*ends, *alone, *(at - 1 for at in alone)}))

            def signs(at: int) -> tuple[int | None, ...]:
                if at not in looked_at:
                    supposed = self.base.with_changes({**others, place: _value(declared.kind, at)})
                    looked_at[at] = tuple(_signs(test, supposed, entity))
                return looked_at[at]

            found: set[int] = set()
            for low, high in pairwise(ends):
                found |= set(_halved(signs, low, high))
            self._turns[key] = tuple(sorted(found))
        return self._turns[key]


def _beside_constant(test: Test, fact: str) -> tuple[Value, ...] | None:
    """Give the constants a fact is compared with where nothing stands between, or None."""
    node, subject = test.node, FactRef(fact)
    match node:
        case Comparison():
            sides = [side for side in (node.left, node.right) if side != subject]
            return _constants(sides) if len(sides) == 1 else None
        case OneOf():
            return tuple(option.value for option in node.options) if node.term == subject else None
        case Between():
            return _constants((node.low, node.high)) if node.term == subject else None
        case Recorded():
            return ()


def _constants(terms: Sequence[Term]) -> tuple[Value, ...] | None:
    found = [term.value for term in terms if isinstance(term, Constant)]
    return tuple(found) if len(found) == len(terms) else None


def _signs(test: Test, meaning: Supposed, entity: Entity) -> Iterator[int | None]:
    """Tell of each comparison which side is the greater; None where one is unknown."""
    node = test.node
    if isinstance(node, Between):
        pairs: tuple[tuple[Term, Term], ...] = ((node.term, node.low), (node.term, node.high))
    elif isinstance(node, Comparison):
        pairs = ((node.left, node.right),)
    else:
        return
    for left, right in pairs:
        sides = meaning.value(left, entity, test.moment), meaning.value(right, entity, test.moment)
        if None in sides:
            yield None
        elif isinstance(sides[0], str | bool):
            yield int(sides[0] == sides[1])
        else:
            yield (sides[0] > sides[1]) - (sides[0] < sides[1])


def _halved(signs: Callable[[int], tuple[int | None, ...]], low: int, high: int) -> Iterator[int]:
    """Walk the values at which the signs turn between two ends: all that there are few of, else by halving."""
    if high - low <= _FEW:
        all_signs = [signs(at) for at in range(low, high + 1)]
        yield from (
            low + number + 1 for number, (one, other) in enumerate(pairwise(all_signs)) if one != other
        )
        return
    first, last = signs(low), signs(high)
    while first != last and low < high:
        left, right = low, high
        if signs(low + 1) != first:  # two days are equal on one day only
            right = low + 1
        while right - left > 1:
            middle = (left + right) // 2
            left, right = (middle, right) if signs(middle) == first else (left, middle)
        yield right
        low, first = right, signs(right)


def _number(value: Value) -> int:
    if isinstance(value, date):
        return value.toordinal()
    assert isinstance(value, int)
    return value


def _value(kind: Kind, number: int) -> Value:
    return date.fromordinal(number) if kind is Kind.DATE else number
