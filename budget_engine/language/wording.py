"""Nodes written in Dutch: in the form of a rule file, and as a line in an explanation.

`reading` is the way back: what is written here in the form of a rule file reads to the same node.
"""

from collections.abc import Mapping
from typing import TypeAlias

from budget_engine.language.expr import (
    ALWAYS,
    AllOf,
    AnyOf,
    Arithmetic,
    Between,
    Comparison,
    Condition,
    Constant,
    DateShift,
    DaysBetween,
    Difference,
    EveryMember,
    FactRef,
    Greatest,
    Least,
    Lookup,
    Node,
    Not,
    OneOf,
    Operator,
    ParameterRef,
    Product,
    Quotient,
    Recorded,
    SomeMember,
    Sum,
    Term,
    Total,
    TotalFunction,
    YearsBetween,
    operands,
)
from budget_engine.language.fact import Kind, print_plain

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"

ALL, ANY, NOT, RECORDED = "alle", "een_van", "niet", "vastgelegd"
SOME, EVERY = "minstens_een", "alle"
COMPARE, IS = "vergelijk", "is"
OVER, WHERE, OF = "over", "waar", "van"
DIVIDE, LEAST, GREATEST, LOOK_UP = "deel", "kleinste", "grootste", "opzoeken"
TERM_END, LATER, YEARS, DAYS = "termijn", "later", "jaren_tussen", "dagen_tussen"
ALWAYS_WORD = "altijd"
ANYTHING = "-"

_SUM_LEVEL, _PRODUCT_LEVEL, _ATOM_LEVEL = 0, 1, 2


def plain_constant(constant: Constant) -> str:
    """Write a constant as it stands in a cell or a formula.

    >>> plain_constant(Constant(Kind.NUMBER, 6, "weken")), plain_constant(Constant(Kind.AMOUNT, 1300))
    ('6 weken', '13,00')
    """
    text = print_plain(constant.kind, constant.value)
    return f"{text} {constant.unit}" if constant.kind is Kind.NUMBER and constant.unit else text


def formula(term: Term, level: int = _SUM_LEVEL) -> str:
    """Write a term as a formula; a total has no formula and is written by `plain_term`."""
    match term:
        case FactRef() | ParameterRef():
            return term.name
        case Constant():
            return plain_constant(term)
        case Lookup():
            return f"{LOOK_UP}({term.list})"
        case Sum():
            return _bracketed(
                " + ".join(formula(part, _PRODUCT_LEVEL) for part in term.parts), level > _SUM_LEVEL
            )
        case Difference():
            text = f"{formula(term.left, _SUM_LEVEL)} - {formula(term.right, _PRODUCT_LEVEL)}"
            return _bracketed(text, level > _SUM_LEVEL)
        case Product():
            return _bracketed(
                " * ".join(formula(part, _ATOM_LEVEL) for part in term.parts),
                level > _PRODUCT_LEVEL,
            )
        case Least():
            return _call(LEAST, *term.parts)
        case Greatest():
            return _call(GREATEST, *term.parts)
        case Quotient():
            return f"{DIVIDE}({formula(term.numerator)}, {formula(term.divisor)}, {term.rounding})"
        case DateShift():
            return _call(TERM_END if term.statutory else LATER, *operands(term))
        case YearsBetween():
            return _call(YEARS, term.earlier, term.later)
        case DaysBetween():
            return _call(DAYS, term.earlier, term.later)
        case Total():
            raise ValueError("a total has no formula")


def _bracketed(text: str, needed: bool) -> str:  # noqa: FBT001 - a plain yes or no
    return f"({text})" if needed else text


def _call(name: str, *arguments: Term) -> str:
    return f"{name}({', '.join(formula(argument) for argument in arguments)})"


def plain_term(term: Term) -> Plain:
    """Write a term as it stands in a rule file: a formula, or a total as a mapping."""
    if not isinstance(term, Total):
        return formula(term)
    body: dict[str, Plain] = {OVER: term.relation}
    if term.of is not None:
        body[OF] = plain_term(term.of)
    if term.where is not None:
        body[WHERE] = plain_condition(term.where)
    return {str(term.function): body}


def plain_condition(condition: Condition) -> Plain:
    """Write a condition as it stands in a rule file."""
    if condition == ALWAYS:
        return ALWAYS_WORD
    match condition:
        case AllOf():
            return {ALL: [plain_condition(part) for part in condition.parts]}
        case AnyOf():
            return {ANY: [plain_condition(part) for part in condition.parts]}
        case Recorded():
            return {RECORDED: condition.fact}
        case SomeMember():
            return {SOME: {OVER: condition.relation, WHERE: plain_condition(condition.where)}}
        case EveryMember():
            return {EVERY: {OVER: condition.relation, WHERE: plain_condition(condition.where)}}
        case Comparison() | OneOf() | Between():
            subject, test = _test_of(condition)
            if isinstance(subject, FactRef):
                return {subject.name: test}
            return {COMPARE: plain_term(subject), IS: test}
        case Not():
            return {NOT: plain_condition(condition.part)}


def _test_of(condition: Comparison | OneOf | Between) -> tuple[Term, str]:
    match condition:
        case Comparison():
            sign = "" if condition.operator is Operator.EQUAL else f"{condition.operator} "
            return condition.left, sign + formula(condition.right)
        case OneOf():
            return condition.term, ", ".join(plain_constant(option) for option in condition.options)
        case Between():
            return condition.term, f"{formula(condition.low)}..{formula(condition.high)}"


def plain_cell(condition: Condition | None) -> str:
    """Write the condition of a table cell as its unary test."""
    match condition:
        case None:
            return ANYTHING
        case Not(Comparison() | OneOf() | Between() as part):
            return f"{NOT} {_test_of(part)[1]}"
        case Comparison() | OneOf() | Between():
            return _test_of(condition)[1]
        case Recorded():
            return "ja"
        case Not(Recorded()):
            return "nee"
        case AllOf() | AnyOf() | Not() | SomeMember() | EveryMember():
            raise ValueError("only a unary test fits in a cell")


_OPERATOR_WORDS: Mapping[Operator, str] = {
    Operator.EQUAL: "is",
    Operator.UNEQUAL: "is niet",
    Operator.LESS: "is minder dan",
    Operator.AT_MOST: "is ten hoogste",
    Operator.MORE: "is meer dan",
    Operator.AT_LEAST: "is ten minste",
}
_DATE_WORDS: Mapping[Operator, str] = {
    Operator.EQUAL: "is",
    Operator.UNEQUAL: "is niet",
    Operator.LESS: "ligt voor",
    Operator.AT_MOST: "ligt op of voor",
    Operator.MORE: "ligt na",
    Operator.AT_LEAST: "ligt op of na",
}
_TOTAL_WORDS: Mapping[TotalFunction, str] = {
    TotalFunction.SUM: "de som",
    TotalFunction.COUNT: "het aantal",
    TotalFunction.LOWEST: "de laagste",
    TotalFunction.HIGHEST: "de hoogste",
}


def spoken(node: Node, dates: frozenset[str] = frozenset()) -> str:
    """Write a node as a line of an explanation; `dates` names the facts and parameters that are dates."""
    match node:
        case AllOf():
            return "al het volgende" if node.parts else "in alle gevallen"
        case AnyOf():
            return "minstens één van deze"
        case Not():
            return "niet"
        case Recorded():
            return f"{node.fact} is vastgelegd"
        case SomeMember():
            return f"minstens één uit {node.relation}"
        case EveryMember():
            return f"allemaal uit {node.relation}"
        case Comparison():
            words = _DATE_WORDS if _is_date(node.left, dates) else _OPERATOR_WORDS
            return f"{spoken(node.left)} {words[node.operator]} {spoken(node.right)}"
        case OneOf():
            return f"{spoken(node.term)} is {' of '.join(spoken(option) for option in node.options)}"
        case Between():
            return f"{spoken(node.term)} ligt tussen {spoken(node.low)} en {spoken(node.high)} (beide inbegrepen)"
        case Total():
            of = "" if node.of is None else f" van {spoken(node.of)}"
            return f"{_TOTAL_WORDS[node.function]}{of} over {node.relation}"
        case FactRef() | Constant() | ParameterRef() | Lookup():
            return formula(node)
        case (
            Sum() | Difference() | Product() | Least() | Greatest() | Quotient() | DateShift()
            | YearsBetween() | DaysBetween()
        ):  # fmt: skip
            return _spoken_formula(node)


def _is_date(term: Term, dates: frozenset[str]) -> bool:
    match term:
        case FactRef() | ParameterRef():
            return term.name in dates
        case Constant():
            return term.kind is Kind.DATE
        case DateShift():
            return True
        case (
            Lookup()
            | Total()
            | Sum()
            | Difference()
            | Product()
            | Quotient()
            | YearsBetween()
            | DaysBetween()
        ):
            return False
        case Least() | Greatest():
            return any(_is_date(part, dates) for part in term.parts)


def _spoken_formula(term: Arithmetic) -> str:
    return formula(term)
