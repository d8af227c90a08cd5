"""The nodes of the rule language: terms have a value, conditions hold, fail or are unknown.

A node says what is compared with what; what that means stands in `meaning` alone. Nodes carry no
place in a file and know no engine.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from budget_engine.deadlines import Unit
from budget_engine.language.fact import Kind, Value


class Operator(StrEnum):
    """How two values are compared."""

    EQUAL = "="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


OPPOSITE: Mapping[Operator, Operator] = {
    Operator.EQUAL: Operator.UNEQUAL,
    Operator.UNEQUAL: Operator.EQUAL,
    Operator.LESS: Operator.AT_LEAST,
    Operator.AT_LEAST: Operator.LESS,
    Operator.MORE: Operator.AT_MOST,
    Operator.AT_MOST: Operator.MORE,
}
"""What holds where a comparison does not."""

MIRRORED: Mapping[Operator, Operator] = {
    Operator.EQUAL: Operator.EQUAL,
    Operator.UNEQUAL: Operator.UNEQUAL,
    Operator.LESS: Operator.MORE,
    Operator.MORE: Operator.LESS,
    Operator.AT_LEAST: Operator.AT_MOST,
    Operator.AT_MOST: Operator.AT_LEAST,
}
"""What says the same of two values with their sides changed."""


class Rounding(StrEnum):
    """How a division becomes whole; every division names it."""

    DOWN = "omlaag"
    UP = "omhoog"
    HALF_UP = "half_omhoog"


class TotalFunction(StrEnum):
    """What a total makes of its members."""

    SUM = "som"
    COUNT = "aantal"
    LOWEST = "laagste"
    HIGHEST = "hoogste"


@dataclass(frozen=True, slots=True)
class Constant:
    """A value that stands in the rule itself."""

    kind: Kind
    value: Value
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class FactRef:
    """A declared fact of the entity or of one of its owners."""

    name: str


@dataclass(frozen=True, slots=True)
class ParameterRef:
    """A dated amount or number, read at the reference moment of the rule."""

    name: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """The amount of a look-up list for the values of its key facts, read at the reference moment."""

    list: str


@dataclass(frozen=True, slots=True)
class Sum:
    """All parts added up."""

    parts: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """The left part minus the right part."""

    left: "Term"
    right: "Term"


@dataclass(frozen=True, slots=True)
class Product:
    """All parts multiplied."""

    parts: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Least:
    """The smallest part."""

    parts: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Greatest:
    """The largest part."""

    parts: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Quotient:
    """A term divided by a positive constant, made whole in a named way."""

    numerator: "Term"
    divisor: "Term"
    rounding: Rounding


@dataclass(frozen=True, slots=True)
class DateShift:
    """A date so many units later; `statutory` applies the Algemene termijnenwet.

    `suspended` is the number of days a statutory term stood still (Awb 4:15).
    """

    start: "Term"
    amount: "Term"
    unit: Unit
    statutory: bool
    suspended: "Term | None" = None


@dataclass(frozen=True, slots=True)
class YearsBetween:
    """Whole years (birthdays) from one date to another."""

    earlier: "Term"
    later: "Term"


@dataclass(frozen=True, slots=True)
class DaysBetween:
    """Days from one date to another; negative when the second comes first."""

    earlier: "Term"
    later: "Term"


@dataclass(frozen=True, slots=True)
class Total:
    """One value over the members of a relation that meet a condition."""

    function: TotalFunction
    relation: str
    where: "Condition | None"
    of: "Term | None"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two terms compared."""

    left: "Term"
    operator: Operator
    right: "Term"


@dataclass(frozen=True, slots=True)
class OneOf:
    """A term that equals one of several constants."""

    term: "Term"
    options: tuple[Constant, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """A term from one bound up to and including another."""

    term: "Term"
    low: "Term"
    high: "Term"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part fails."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fact has an answer other than unknown; the one look at knowledge instead of at the world."""

    fact: str


@dataclass(frozen=True, slots=True)
class SomeMember:
    """At least one member of a relation meets the condition."""

    relation: str
    where: "Condition"


@dataclass(frozen=True, slots=True)
class EveryMember:
    """Every member of a relation meets the condition."""

    relation: str
    where: "Condition"


Arithmetic: TypeAlias = (
    Sum | Difference | Product | Least | Greatest | Quotient | DateShift | YearsBetween | DaysBetween
)
Term: TypeAlias = FactRef | Constant | ParameterRef | Lookup | Arithmetic | Total
Condition: TypeAlias = (
    Comparison | AllOf | AnyOf | Not | OneOf | Between | Recorded | SomeMember | EveryMember
)
Node: TypeAlias = Term | Condition

ALWAYS = AllOf(())
"""A condition without parts holds: the last row of an ordered table."""


def operands(term: Arithmetic) -> tuple[Term, ...]:
    """List what a calculation is worked out from, in the order it takes them."""
    match term:
        case Sum() | Product() | Least() | Greatest():
            return term.parts
        case Difference():
            return (term.left, term.right)
        case Quotient():
            return (term.numerator, term.divisor)
        case DateShift():
            return (term.start, term.amount, *(() if term.suspended is None else (term.suspended,)))
        case YearsBetween() | DaysBetween():
            return (term.earlier, term.later)


def parts_of(node: Node) -> tuple[Node, ...]:
    """List the direct parts of a node that are read in the scope of the same entity."""
    match node:
        case Constant() | FactRef() | ParameterRef() | Lookup() | Recorded():
            return ()
        case Total() | SomeMember() | EveryMember():
            return ()
        case AllOf() | AnyOf():
            return node.parts
        case Comparison():
            return (node.left, node.right)
        case OneOf():
            return (node.term, *node.options)
        case Between():
            return (node.term, node.low, node.high)
        case Not():
            return (node.part,)
        case arithmetic:
            return operands(arithmetic)


def member_parts(node: Node) -> tuple[Node, ...]:
    """List the parts of a node that are read in the scope of each member of its relation."""
    if isinstance(node, Total):
        return tuple(part for part in (node.where, node.of) if part is not None)
    if isinstance(node, SomeMember | EveryMember):
        return (node.where,)
    return ()


def walk(node: Node) -> Iterator[Node]:
    """Walk a node and everything below it, members' conditions included."""
    yield node
    for part in (*parts_of(node), *member_parts(node)):
        yield from walk(part)
