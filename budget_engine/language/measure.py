"""What a term measures, and between which bounds: so that only like is compared with like.

A measure holds a kind and, for numbers, a dimension: how often each unit is multiplied in. A share
counts in hundredths of a percent, so a product with a share must be divided by 100% to be money
again. Bounds prove that no calculation leaves the whole numbers that every engine holds exactly.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce

from budget_engine.deadlines import Unit
from budget_engine.language.expr import (
    Constant,
    DateShift,
    DaysBetween,
    Difference,
    FactRef,
    Greatest,
    Least,
    Lookup,
    ParameterRef,
    Product,
    Quotient,
    Sum,
    Term,
    Total,
    TotalFunction,
    YearsBetween,
)
from budget_engine.language.fact import NUMERIC, FactDeclaration, Kind
from budget_engine.language.register import LookupList, Parameter
from budget_engine.language.wording import DAYS, LATER, YEARS

Dimension = frozenset[tuple[str, int]]


@dataclass(frozen=True)
class Vocabulary:
    """The declared names that rules may use."""

    facts: Mapping[str, FactDeclaration] = field(default_factory=dict)
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    lists: Mapping[str, LookupList] = field(default_factory=dict)


class MeasureError(ValueError):
    """Unlike things are added, compared or assigned: what is wrong in Dutch, and sometimes what to do."""

    def __init__(self, text: str, hint: str | None = None) -> None:
        super().__init__(text)
        self.hint = hint


_BASE_UNIT: Mapping[Kind, str] = {
    Kind.AMOUNT: "euro",
    Kind.DURATION: "minuten",
    Kind.DISTANCE: "meter",
    Kind.SHARE: "aandeel",
}
_PER = "per "


@dataclass(frozen=True, slots=True)
class Measure:
    """What a term measures; `choices` names the codes a choice may take."""

    kind: Kind
    dimension: Dimension = frozenset()
    choices: frozenset[str] = frozenset()

    @property
    def is_numeric(self) -> bool:
        """Tell whether the term can be calculated with."""
        return self.kind in NUMERIC

    @property
    def unit(self) -> str | None:
        """Give the unit of a plain number, such as weken; None for any other measure."""
        (unit, power), *rest = self.dimension or [("", 0)]
        return unit if power == 1 and not rest and unit not in _BASE_UNIT.values() else None

    def __str__(self) -> str:
        if not self.is_numeric:
            return str(self.kind)
        powers = sorted(self.dimension)
        above = " x ".join(unit for unit, power in powers for _ in range(power))
        below = "".join(f" per {unit}" for unit, power in powers for _ in range(-power))
        return f"{above or 'getal'}{below}" if powers else "getal zonder eenheid"


def measure_of(kind: Kind, unit: str | None = None, choices: Mapping[str, str] | None = None) -> Measure:
    """Give the measure of a declared fact, parameter or constant.

    >>> str(measure_of(Kind.AMOUNT, "per uren"))
    'euro per uren'
    """
    powers: dict[str, int] = {}
    if kind in _BASE_UNIT:
        powers[_BASE_UNIT[kind]] = 1
    if unit is not None:
        per = unit.startswith(_PER)
        powers[unit.removeprefix(_PER)] = -1 if per else 1
    return Measure(kind, frozenset(powers.items()), frozenset(choices or ()))


def multiplied(left: Measure, right: Measure) -> Measure:
    """Give the measure of a product."""
    return _combined(left, right, 1)


def divided(left: Measure, right: Measure) -> Measure:
    """Give the measure of a quotient."""
    return _combined(left, right, -1)


def _combined(left: Measure, right: Measure, sign: int) -> Measure:
    powers = dict(left.dimension)
    for unit, power in right.dimension:
        powers[unit] = powers.get(unit, 0) + sign * power
    dimension = frozenset((unit, power) for unit, power in powers.items() if power)
    return Measure(_KIND_OF.get(dimension, Kind.NUMBER), dimension)


_KIND_OF = {measure_of(kind).dimension: kind for kind in _BASE_UNIT}


def alike(left: Measure, right: Measure) -> bool:
    """Tell whether two terms may be compared, added or assigned."""
    if left.is_numeric and right.is_numeric:
        return left.dimension == right.dimension
    return left.kind is right.kind


def measure(term: Term, vocabulary: Vocabulary) -> Measure:
    """Give what a term measures; MeasureError where unlike things are put together."""
    match term:
        case FactRef():
            declared = vocabulary.facts[term.name]
            return measure_of(declared.kind, declared.unit, declared.choices)
        case ParameterRef():
            parameter = vocabulary.parameters[term.name]
            return measure_of(parameter.kind, parameter.unit, parameter.choices)
        case Lookup():
            listed = vocabulary.lists[term.list]
            return measure_of(listed.kind, listed.unit)
        case Constant():
            return measure_of(term.kind, term.unit)
        case Sum() | Least() | Greatest():
            return reduce(_same, (measure(part, vocabulary) for part in term.parts))
        case Difference():
            return _numeric(_same(measure(term.left, vocabulary), measure(term.right, vocabulary)))
        case Product():
            return reduce(multiplied, (_numeric(measure(part, vocabulary)) for part in term.parts))
        case Quotient():
            return divided(*(_numeric(measure(part, vocabulary)) for part in (term.numerator, term.divisor)))
        case DateShift():
            _dated(term.start, vocabulary)
            return Measure(Kind.DATE)
        case YearsBetween() | DaysBetween():
            _dated(term.earlier, vocabulary)
            _dated(term.later, vocabulary)
            return measure_of(Kind.NUMBER, Unit.YEARS if isinstance(term, YearsBetween) else Unit.DAYS)
        case Total():
            if term.function is TotalFunction.COUNT or term.of is None:
                return measure_of(Kind.NUMBER)
            return measure(term.of, vocabulary)


def _same(left: Measure, right: Measure) -> Measure:
    if not alike(left, right):
        first = described(left)
        raise MeasureError(
            f"{first[0].upper()}{first[1:]} en {described(right)} kunnen niet bij elkaar.",
            _together(left, right),
        )
    return left


def _together(left: Measure, right: Measure) -> str | None:
    if Kind.DATE in (left.kind, right.kind):
        return f"Een datum verschuift u zo: {LATER}(peildatum, 4 weken)."
    if any(one.is_numeric and not one.dimension for one in (left, right)):
        return "Schrijf de eenheid erbij, zoals 10,00 of 10 weken."
    return None


def _numeric(found: Measure) -> Measure:
    if not found.is_numeric:
        raise MeasureError(
            f"Met {described(found)} kan niet worden gerekend.",
            f"Tel de tijd tussen twee datums met {DAYS} of {YEARS}." if found.kind is Kind.DATE else None,
        )
    return found


def _dated(term: Term, vocabulary: Vocabulary) -> None:
    found = measure(term, vocabulary)
    if found.kind is not Kind.DATE:
        raise MeasureError(f"Hier hoort een datum; dit is {described(found)}.")


def described(found: Measure) -> str:
    """Name a measure in a Dutch sentence.

    >>> described(measure_of(Kind.AMOUNT)), described(measure_of(Kind.NUMBER, "weken"))
    ('een bedrag', 'een getal (weken)')
    """
    if found.is_numeric:
        plain = _KIND_OF.get(found.dimension)
        if plain is not None:
            return _ARTICLES[plain]
        return f"een getal ({found})" if found.dimension else "een getal zonder eenheid"
    return _ARTICLES[found.kind]


_ARTICLES: Mapping[Kind, str] = {
    Kind.YES_NO: "ja of nee",
    Kind.CHOICE: "een keuze",
    Kind.NUMBER: "een getal",
    Kind.AMOUNT: "een bedrag",
    Kind.DURATION: "een duur",
    Kind.DISTANCE: "een afstand",
    Kind.SHARE: "een aandeel",
    Kind.DATE: "een datum",
    Kind.TEXT: "tekst",
}


def unit_of_time(term: Term, vocabulary: Vocabulary) -> Unit:
    """Tell in which unit the length of a term is written; MeasureError when in none."""
    unit = measure(term, vocabulary).unit
    if unit not in set(Unit):
        raise MeasureError(
            "De lengte van een termijn is een getal met een eenheid.",
            "Kies uit: dagen, werkdagen, weken, maanden, jaren. Schrijf bijvoorbeeld 4 weken.",
        )
    return Unit(unit)
