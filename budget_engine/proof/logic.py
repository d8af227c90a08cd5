"""Formulas for the solver, and the questions it is asked; the only room that knows z3.

Everything runs in one thread with fixed seeds, in a context of its own, so that one proof never
changes another. What the solver may spend is counted in its own steps, which are the same on every
machine; the clock is the last resort, for a formula on which it goes on without counting.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import truediv
from typing import Any, TypeAlias

Formula: TypeAlias = Any
"""An expression of z3: it has no types of its own."""

STEPS = 60_000_000
"""What the solver may spend on one table or rule; about 15 seconds on a machine of 2024 (measured)."""
LONGEST_MS = 60_000
"""The wall clock of one question: four times what all steps take, so that a slow machine proves the same."""
SEED = 1  # any fixed number gives the same answers every time


class Says(StrEnum):
    """What the solver answers."""

    POSSIBLE = "kan"
    IMPOSSIBLE = "kan niet"
    UNSURE = "niet uitgezocht"


class Unsure(StrEnum):
    """Why the solver does not know."""

    STEPS = "de rekenstappen waren op"
    CLOCK = "de rekentijd was om voordat de rekenstappen op waren"
    INCOMPLETE = "de rekenhulp heeft geen manier om dit uit te rekenen"


class UnsettledError(ValueError):
    """The solver does not know."""

    def __init__(self, why: Unsure) -> None:
        self.why = why
        super().__init__(why)


@dataclass
class Steps:
    """What may still be spent; questions that belong together share it.

    `why` tells of the last question that was not settled what stopped it.
    """

    left: int = STEPS
    longest_ms: int = LONGEST_MS
    why: Unsure = Unsure.STEPS


@dataclass
class Meter:
    """What the solver counted so far: it counts for a whole context, not for one question."""

    count: int = 0


class Logic:
    """Makes formulas in a context of its own; constants are simplified away while a formula is made."""

    def __init__(self) -> None:
        import z3

        z3.set_param("parallel.enable", False)
        self._z3 = z3
        self._meter = Meter()
        self._context = z3.Context()
        self.yes: Formula = z3.BoolVal(True, self._context)
        self.no: Formula = z3.BoolVal(False, self._context)

    def truth(self, name: str) -> Formula:
        """Make a variable that is true or false."""
        return self._z3.Bool(name, self._context)

    def number(self, name: str) -> Formula:
        """Make a variable that is a whole number."""
        return self._z3.Int(name, self._context)

    def whole(self, value: int) -> Formula:
        """Make a constant number."""
        return self._z3.IntVal(value, self._context)

    def either(self, value: bool) -> Formula:  # noqa: FBT001 - a truth value is what this is about
        """Make a constant truth."""
        return self.yes if value else self.no

    def all_of(self, parts: Iterable[Formula]) -> Formula:
        """Join formulas that all hold; of nothing it is true."""
        found: list[Formula] = []
        for part in parts:
            if part is self.no:
                return self.no
            if part is not self.yes:
                found.append(part)
        return found[0] if len(found) == 1 else self._z3.And(*found, self._context) if found else self.yes

    def any_of(self, parts: Iterable[Formula]) -> Formula:
        """Join formulas of which one holds; of nothing it is false."""
        found: list[Formula] = []
        for part in parts:
            if part is self.yes:
                return self.yes
            if part is not self.no:
                found.append(part)
        return found[0] if len(found) == 1 else self._z3.Or(*found, self._context) if found else self.no

    def negated(self, part: Formula) -> Formula:
        """Turn a formula around."""
        if part is self.yes or part is self.no:
            return self.either(part is self.no)
        return self._z3.Not(part)

    def choose(self, condition: Formula, then: Formula, other: Formula) -> Formula:
        """Make a value that depends on a formula."""
        if condition is self.yes or condition is self.no:
            return then if condition is self.yes else other
        return self._z3.If(condition, then, other)

    def at_most(self, parts: Sequence[Formula], count: int) -> Formula:
        """Say that no more than so many formulas hold."""
        return self._z3.AtMost(*parts, count) if len(parts) > count else self.yes

    def same(self, left: Formula, right: Formula) -> Formula:
        """Say that two values are equal; constants are compared at once."""
        if self._z3.is_int_value(left) and self._z3.is_int_value(right):
            return self.either(left.as_long() == right.as_long())
        return left == right

    def least(self, parts: Sequence[Formula]) -> Formula:
        """Give the smallest of some numbers."""
        found = parts[0]
        for part in parts[1:]:
            found = self._z3.If(part < found, part, found)
        return found

    def greatest(self, parts: Sequence[Formula]) -> Formula:
        """Give the largest of some numbers."""
        found = parts[0]
        for part in parts[1:]:
            found = self._z3.If(part > found, part, found)
        return found

    def divided(self, numerator: Formula, divisor: int) -> Formula:
        """Divide by a positive constant and round down."""
        return truediv(numerator, divisor)  # on whole numbers the solver rounds this down

    def total(self, parts: Sequence[Formula]) -> Formula:
        """Add numbers up; of nothing it is nought."""
        return self._z3.Sum(*parts) if parts else self.whole(0)

    def question(self, keeps_to: Sequence[Formula], steps: Steps) -> "Question":
        """Open a question about households that keep to some formulas, those that are added later too."""
        return Question(self._z3, self._context, keeps_to, steps, self._meter)


_STOPPED = ("timeout", "canceled", "resource")
"""How the solver says that it was stopped (measured); whatever else it says, more time would not help."""


class Question:
    """One solver with a budget; what is added stays, what is asked with it holds for that once."""

    def __init__(
        self, z3: Any, context: Any, keeps_to: Sequence[Formula], steps: Steps, meter: Meter
    ) -> None:
        self._z3 = z3
        self._solver = z3.Solver(ctx=context)
        self._solver.set("random_seed", SEED)
        self._solver.set("threads", 1)
        self._solver.set("timeout", steps.longest_ms)
        self._keeps_to = keeps_to
        self._kept = 0
        self._model: Any = None
        self._steps = steps
        self._meter = meter

    def add(self, *formulas: Formula) -> None:
        """Let formulas hold from now on."""
        self._solver.add(*formulas)

    def ask(self, *formulas: Formula) -> Says:
        """Ask whether some household keeps to everything; a household that does is kept to be read."""
        if self._steps.left <= 0:
            self._steps.why = Unsure.STEPS
            return Says.UNSURE
        self._keep()
        self._solver.push()
        self._solver.add(*formulas)
        self._solver.set("rlimit", self._steps.left)
        found = self._solver.check()
        if found == self._z3.sat:
            self._model = self._solver.model()
        reason = self._solver.reason_unknown() if found == self._z3.unknown else ""
        self._solver.pop()
        self._charge()
        if found == self._z3.unknown:
            is_stopped = any(word in reason for word in _STOPPED)
            has_spent = self._steps.left <= 0
            self._steps.why = Unsure.STEPS if has_spent else Unsure.CLOCK if is_stopped else Unsure.INCOMPLETE
            return Says.UNSURE
        return Says.POSSIBLE if found == self._z3.sat else Says.IMPOSSIBLE

    def _keep(self) -> None:
        """Add what a household keeps to: every formula that is made may add to it."""
        self._solver.add(*self._keeps_to[self._kept :])
        self._kept = len(self._keeps_to)

    def settle(self, formula: Formula) -> bool:
        """Let a formula hold if it can, and else its opposite; tell which it became.

        UnsettledError when the solver does not know. There must be a household to begin with.
        """
        if self.number(formula):
            self._solver.add(formula)
            return True
        found = self.ask(formula)
        if found is Says.UNSURE:
            raise self.unsettled()
        self._solver.add(formula if found is Says.POSSIBLE else self._z3.Not(formula))
        return found is Says.POSSIBLE

    def unsettled(self) -> UnsettledError:
        """Say why the last question was not settled."""
        return UnsettledError(self._steps.why)

    def _charge(self) -> None:
        statistics = self._solver.statistics()
        if "rlimit count" in statistics.keys():  # noqa: SIM118 - not a mapping
            count = statistics.get_key_value("rlimit count")
            self._steps.left -= max(count - self._meter.count, 1)
            self._meter.count = max(count, self._meter.count)

    def needed(self, formulas: Sequence[Formula]) -> list[int] | None:
        """Give the places of formulas that together cannot hold, few enough that each is needed.

        None when they can, or when that is not settled.
        """
        kept = self._core(formulas)
        for place in kept or ():
            rest = [number for number in kept or () if number != place]
            if self.ask(*(formulas[number] for number in rest)) is Says.IMPOSSIBLE:
                kept = rest
        return kept

    def _core(self, formulas: Sequence[Formula]) -> list[int] | None:
        """Give the places of formulas that the solver used to see that they cannot hold together."""
        self._keep()
        self._solver.push()
        for place, formula in enumerate(formulas):
            self._solver.assert_and_track(formula, f"deel {place}")
        self._solver.set("rlimit", max(self._steps.left, 1))
        found = self._solver.check()
        used = {str(name) for name in self._solver.unsat_core()} if found == self._z3.unsat else set()
        self._solver.pop()
        self._charge()
        places = [place for place in range(len(formulas)) if f"deel {place}" in used]
        return places if found == self._z3.unsat else None

    def number(self, formula: Formula) -> int:
        """Read a number, or a truth as 0 or 1, in the household that was found last."""
        found = self._model.eval(formula, model_completion=True)
        return int(found.as_long()) if self._z3.is_int_value(found) else int(self._z3.is_true(found))
