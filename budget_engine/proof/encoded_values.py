"""Values as numbers of the solver, parameters by their periods and look-up lists by their rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from budget_engine.language.bounds import Bounds
from budget_engine.language.expr import Total
from budget_engine.language.fact import Bounded, Kind, Value
from budget_engine.language.rule_set import RuleSet
from budget_engine.proof.logic import Formula, Logic

TEXT = "tekst"
"""What a household says where any text will do."""

ANY = 1
"""What stands for a value that is not known: a number that is a day as well, so it breaks no calendar."""


@dataclass(frozen=True)
class Truth:
    """When something holds, and when it fails; otherwise it is unknown."""

    holds: Formula
    fails: Formula

    @property
    def turned(self) -> "Truth":
        """Give the truth of the opposite."""
        return Truth(self.fails, self.holds)


@dataclass(frozen=True)
class Worth:
    """A value, and when it is known."""

    value: Formula
    known: Formula


class Codes:
    """One number for every choice and text; dates are the number of their day."""

    def __init__(self, rule_set: RuleSet) -> None:
        self._codes: dict[str, int] = {}
        self.bounds = Bounds(rule_set)
        for declared in (*rule_set.facts, *rule_set.parameters):
            for choice in declared.choices:
                self.code(choice)

    def code(self, text: str) -> int:
        """Give the number of a choice."""
        return self._codes.setdefault(text, len(self._codes))

    def number(self, value: Value) -> int:
        """Give the number of a value; a truth is 0 or 1."""
        match value:
            case bool():
                return int(value)
            case date():
                return value.toordinal()
            case str():
                return self.code(value)
            case int():
                return value

    def formula(self, logic: Logic, value: Value) -> Formula:
        """Give a value as a constant."""
        return logic.either(value) if isinstance(value, bool) else logic.whole(self.number(value))

    def value(self, declared: Bounded, number: int) -> Value:
        """Read a value of a declared thing back."""
        if declared.kind is Kind.YES_NO:
            return bool(number)
        if declared.kind is Kind.DATE:
            return date.fromordinal(number)
        if declared.kind is Kind.CHOICE:
            return next(choice for choice in declared.choices if self._codes[choice] == number)
        return TEXT if declared.kind is Kind.TEXT else number

    def options(self, declared: Bounded) -> tuple[int, ...] | None:
        """List the numbers of a choice in declared order, None where a kind has none."""
        if declared.kind is Kind.CHOICE:
            return tuple(self.code(choice) for choice in declared.choices)
        return (self.code(TEXT),) if declared.kind is Kind.TEXT else None

    def ends(self, declared: Bounded) -> tuple[int, int]:
        """Give the lowest and highest number of a declared thing that has an order, or a truth."""
        if declared.range is None:
            return (0, 1)
        return self.number(declared.range[0]), self.number(declared.range[1])

    def lowest(self, declared: Bounded) -> Value:
        """Give the first value of a declared thing, in declared order."""
        options = self.options(declared)
        return self.value(declared, self.ends(declared)[0] if options is None else options[0])

    def variable(self, logic: Logic, name: str, declared: Bounded) -> tuple[Formula, list[Formula]]:
        """Make a variable for a declared thing, with what it keeps to."""
        if declared.kind is Kind.YES_NO:
            return logic.truth(name), []
        found = logic.number(name)
        options = self.options(declared)
        if options is not None:
            return found, [logic.any_of(found == code for code in options)]
        low, high = self.ends(declared)
        return found, [found >= low, found <= high]

    def within(self, value: Formula, term: Total) -> list[Formula]:
        """Give what a total keeps to, as worked out from the declared ranges."""
        found = self.bounds.of(term)
        return [] if found is None else [value >= found[0], value <= found[1]]


class Amounts:
    """Parameters and look-up lists as they hold on a day; the municipality's own goes first."""

    def __init__(self, rule_set: RuleSet, logic: Logic, codes: Codes) -> None:
        self.rule_set = rule_set
        self.logic = logic
        self.codes = codes

    def parameter(self, name: str, day: Worth) -> Worth:
        """Give the value of a parameter on a day; unknown where nothing is filled in."""
        declared = self.rule_set.parameter[name]
        settings = sorted(
            (item for item in self.rule_set.settings if item.parameter == name),
            key=lambda item: (item.municipality is None, item.valid_from),
        )
        cases = [
            (
                self._on(day.value, item.valid_from, item.valid_until),
                None if item.value is None else declared.parse(item.value),
            )
            for item in settings
        ]
        return self._by_case(declared, cases, day.known)

    def looked_up(self, name: str, keys: Sequence[Worth], day: Worth) -> Worth:
        """Give the amount of a look-up list for its keys on a day; unknown where there is no row."""
        listed = self.rule_set.lookup_list[name]
        dated = [
            (
                rows.municipality is None,
                row.valid_from or rows.valid_from,
                row.valid_until or rows.valid_until,
                row,
            )
            for rows in self.rule_set.list_rows
            if rows.list == name
            for row in rows.rows
        ]
        cases = []
        for _, start, end, row in sorted(dated, key=lambda item: item[:2]):
            given = [self.rule_set.fact[key].parse(row.keys[key]) for key in listed.keys]
            same = [
                self.logic.same(worth.value, self.codes.formula(self.logic, value))
                for worth, value in zip(keys, given, strict=True)
            ]
            cases.append(
                (self.logic.all_of([self._on(day.value, start, end), *same]), listed.parse(row.value))
            )
        return self._by_case(listed, cases, self.logic.all_of([day.known, *(key.known for key in keys)]))

    def _on(self, day: Formula, start: date, end: date | None) -> Formula:
        until = [] if end is None else [day <= end.toordinal()]
        return self.logic.all_of([day >= start.toordinal(), *until])

    def _by_case(
        self, declared: Bounded, cases: Iterable[tuple[Formula, Value | None]], known: Formula
    ) -> Worth:
        is_truth = declared.kind is Kind.YES_NO
        value = self.logic.no if is_truth else self.logic.whole(ANY)
        is_set = self.logic.no
        for condition, given in reversed(list(cases)):
            is_set = self.logic.choose(condition, self.logic.either(given is not None), is_set)
            if given is not None:
                value = self.logic.choose(condition, self.codes.formula(self.logic, given), value)
        return Worth(value, self.logic.all_of([known, is_set]))
