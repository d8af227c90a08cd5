"""Nodes written in the form of a rule file; `reading` is the way back to the same node."""

from typing import TypeAlias

from budget_engine.language.expr import (
    ALWAYS,
    AllOf,
    AnyOf,
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
