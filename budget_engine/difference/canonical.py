"""Conditions and formulas in one form: what is only written otherwise becomes the same node.

Two conditions with one canonical form hold, fail and are unknown on the same facts. The other way round
is not promised: that takes a proof.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from budget_engine.language.expr import (
    ALWAYS,
    MIRRORED,
    OPPOSITE,
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
)


def canonical(condition: Condition) -> Condition:
    """Give a condition in one form, whatever the order of its parts or the way a test is written.

    >>> from budget_engine.language.fact import Kind
    >>> one, two = (Comparison(FactRef(name), Operator.EQUAL, Constant(Kind.NUMBER, 1)) for name in "ab")
    >>> canonical(AllOf((one, AllOf((two,))))) == canonical(Not(AnyOf((Not(two), Not(one)))))
    True
    """
    match condition:
        case AllOf():
            return _joined(AllOf, map(canonical, condition.parts))
        case AnyOf():
            return _joined(AnyOf, map(canonical, condition.parts))
        case Not():
            return _denied(canonical(condition.part))
        case Comparison():
            return _comparison(condition.left, condition.operator, condition.right)
        case OneOf():
            if not condition.options:  # unknown while the fact is, unlike a choice between no conditions
                return condition
            options = (_comparison(condition.term, Operator.EQUAL, option) for option in condition.options)
            return _joined(AnyOf, options)
        case Between():
            low = _comparison(condition.term, Operator.AT_LEAST, condition.low)
            return _joined(AllOf, (low, _comparison(condition.term, Operator.AT_MOST, condition.high)))
        case Recorded():
            return condition
        case SomeMember() | EveryMember():
            return replace(condition, where=canonical(condition.where))


def _comparison(left: Term, operator: Operator, right: Term) -> Comparison:
    left, right = canonical_term(left), canonical_term(right)
    if repr(left) > repr(right):
        left, operator, right = right, MIRRORED[operator], left
    for one, other in ((left, right), (right, left)):
        if operator is Operator.UNEQUAL and isinstance(one, Constant) and isinstance(one.value, bool):
            turned = replace(one, value=not one.value)  # not yes is no
            return _comparison(turned, Operator.EQUAL, other)
    return Comparison(left, operator, right)


def _joined(kind: type[AllOf] | type[AnyOf], parts: Iterable[Condition]) -> Condition:
    found = {repr(part): part for outer in parts for part in _opened(kind, outer)}
    ordered = tuple(found[key] for key in sorted(found))
    return ordered[0] if len(ordered) == 1 else kind(ordered)


def _opened(kind: type[AllOf] | type[AnyOf], part: Condition) -> tuple[Condition, ...]:
    return part.parts if isinstance(part, AllOf | AnyOf) and type(part) is kind else (part,)


def _denied(condition: Condition) -> Condition:
    """Deny a condition that is canonical already."""
    match condition:
        case AllOf():
            return _joined(AnyOf, map(_denied, condition.parts))
        case AnyOf():
            return _joined(AllOf, map(_denied, condition.parts))
        case Not():
            return condition.part
        case Comparison():
            return _comparison(condition.left, OPPOSITE[condition.operator], condition.right)
        case SomeMember():
            return EveryMember(condition.relation, _denied(condition.where))
        case EveryMember():
            return SomeMember(condition.relation, _denied(condition.where))
        case Recorded() | OneOf() | Between():
            return Not(condition)


def canonical_term(term: Term) -> Term:
    """Give a formula or total in one form, whatever the order of what is added or multiplied."""
    match term:
        case Constant() | FactRef() | ParameterRef() | Lookup():
            return term
        case Sum():
            return Sum(_sorted(_terms(Sum, term.parts)))
        case Product():
            return Product(_sorted(_terms(Product, term.parts)))
        case Least():
            return Least(_sorted(_terms(Least, term.parts)))
        case Greatest():
            return Greatest(_sorted(_terms(Greatest, term.parts)))
        case Difference():
            return Difference(canonical_term(term.left), canonical_term(term.right))
        case Quotient():
            return replace(
                term, numerator=canonical_term(term.numerator), divisor=canonical_term(term.divisor)
            )
        case DateShift():
            return replace(
                term,
                start=canonical_term(term.start),
                amount=canonical_term(term.amount),
                suspended=None if term.suspended is None else canonical_term(term.suspended),
            )
        case YearsBetween() | DaysBetween():
            return replace(term, earlier=canonical_term(term.earlier), later=canonical_term(term.later))
        case Total():
            where = None if term.where is None else canonical(term.where)
            of = None if term.of is None else canonical_term(term.of)
            return replace(term, where=None if where == ALWAYS else where, of=of)


def _terms(
    kind: type[Sum] | type[Product] | type[Least] | type[Greatest], parts: Iterable[Term]
) -> Iterator[Term]:
    for part in map(canonical_term, parts):
        if isinstance(part, Sum | Product | Least | Greatest) and type(part) is kind:
            yield from part.parts
        else:
            yield part


def _sorted(terms: Iterable[Term]) -> tuple[Term, ...]:
    return tuple(sorted(terms, key=repr))
