"""Small changes of a node: what a slip of the pen, or of an amendment, makes of a condition or a formula.

Every change names the spot in the form of a rule file, the node it is about, and says in Dutch what is
different: the end of a sentence that begins with "als". A bound moves one unit of its kind: a cent, a
minute, a metre, a hundredth of a percent, a day, or 1.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeAlias

from budget_engine.errors import Path
from budget_engine.language.expr import (
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
    Node,
    Not,
    OneOf,
    Operator,
    ParameterRef,
    Product,
    Quotient,
    Recorded,
    Rounding,
    SomeMember,
    Sum,
    Term,
    Total,
    TotalFunction,
    YearsBetween,
)
from budget_engine.language.fact import NUMERIC, Kind
from budget_engine.language.rule_set import RuleSet
from budget_engine.language.wording import (
    ALL,
    ANY,
    COMPARE,
    EVERY,
    IS,
    NOT,
    OF,
    SOME,
    WHERE,
    formula,
    plain_constant,
    spoken,
)

_MOVED: Mapping[Operator, Operator] = {
    Operator.LESS: Operator.AT_MOST,
    Operator.AT_MOST: Operator.LESS,
    Operator.MORE: Operator.AT_LEAST,
    Operator.AT_LEAST: Operator.MORE,
}
_TURNED: Mapping[TotalFunction, TotalFunction] = {
    TotalFunction.LOWEST: TotalFunction.HIGHEST,
    TotalFunction.HIGHEST: TotalFunction.LOWEST,
}
_NEVER: Mapping[str, tuple[int, ...]] = {"divisor": (0,), "amount": (-1,), "suspended": (-1,)}
"""What no part of a formula can be: nothing is divided by nought, and no term is shorter than nothing."""


@dataclass(frozen=True, slots=True)
class Change:
    """One small change: where, a short stable name, the sentence, the node it is about, and what comes of it."""

    path: Path
    name: str
    text: str
    about: Node
    node: Any


Changed: TypeAlias = Iterator[Change]


class Changes:
    """Makes the small changes of nodes in the words of one rule set."""

    def __init__(self, rule_set: RuleSet) -> None:
        self.rule_set = rule_set

    # --- conditions --------------------------------------------------------------------------------

    def condition(self, condition: Condition) -> Changed:
        """Walk the small changes of a condition: of the whole first, then of its parts."""
        match condition:
            case AllOf() | AnyOf():
                yield from self._of_parts(condition)
                word = ALL if isinstance(condition, AllOf) else ANY
                for number, part in enumerate(condition.parts):
                    for change in self.condition(part):
                        parts = _with(condition.parts, number, change.node)
                        yield _inside(change, _made(condition, parts=parts), word, number)
            case Not():
                yield from self._of_negation(condition)
            case SomeMember() | EveryMember():
                yield self._negated(condition, ())
                yield from self._of_members(condition)
            case Recorded():
                yield self._negated(condition, ())
            case OneOf():
                yield self._negated(condition, self._spot(condition))
                yield from self._of_options(condition)
                yield from self._of_subject(condition, condition.term, "term")
            case Between():
                yield self._negated(condition, self._spot(condition))
                for end in ("low", "high"):
                    yield from self._of_operand(condition, end)
                yield from self._of_subject(condition, condition.term, "term")
            case Comparison():
                yield self._negated(condition, self._spot(condition))
                yield from self._of_comparison(condition)

    def said(self, condition: Condition) -> str:
        """Say a whole condition on one line."""
        match condition:
            case AllOf() | AnyOf():
                word = " en " if isinstance(condition, AllOf) else " of "
                parts = [self._bracketed(part) for part in condition.parts]
                return word.join(parts) if parts else spoken(condition)
            case Not():
                return f"niet {self._bracketed(condition.part)}"
            case SomeMember() | EveryMember():
                return f"{spoken(condition)} met {self._bracketed(condition.where)}"
            case Comparison() | OneOf() | Between() | Recorded():
                return spoken(condition, self.rule_set.dates)

    def _bracketed(self, part: Condition) -> str:
        is_compound = isinstance(part, AllOf | AnyOf) and len(part.parts) > 1
        return f"({self.said(part)})" if is_compound else self.said(part)

    def _negated(self, condition: Condition, path: Path) -> Change:
        text = f"de voorwaarde '{self.said(condition)}' juist niet moet gelden"
        return Change(path, "omgekeerd", text, condition, Not(condition))

    def _of_parts(self, condition: AllOf | AnyOf) -> Changed:
        if len(condition.parts) < 2:
            return
        word = ALL if isinstance(condition, AllOf) else ANY
        if isinstance(condition, AllOf):
            text = f"één van de voorwaarden '{self.said(condition)}' genoeg is"
            yield Change((word,), f"{ANY} in plaats van {ALL}", text, condition, AnyOf(condition.parts))
        else:
            text = f"alle voorwaarden '{self.said(condition)}' moeten gelden"
            yield Change((word,), f"{ALL} in plaats van {ANY}", text, condition, AllOf(condition.parts))
        for number, part in enumerate(condition.parts):
            kept = condition.parts[:number] + condition.parts[number + 1 :]
            text = f"de voorwaarde '{self.said(part)}' vervalt"
            yield Change(
                (word, number, *self._spot(part)), "vervalt", text, part, _made(condition, parts=kept)
            )

    def _of_negation(self, condition: Not) -> Changed:
        part = condition.part
        text = f"de voorwaarde '{self.said(condition)}' juist wel moet gelden"
        if not isinstance(part, Not):
            yield Change((NOT, *self._spot(part)), "omgekeerd", text, condition, part)
        for change in self.condition(part):
            if not (change.name == "omgekeerd" and change.about == part):
                yield _inside(change, Not(change.node), NOT)

    def _of_members(self, condition: SomeMember | EveryMember) -> Changed:
        word, other = (SOME, EVERY) if isinstance(condition, SomeMember) else (EVERY, SOME)
        turned = (EveryMember if isinstance(condition, SomeMember) else SomeMember)(
            condition.relation, condition.where
        )
        text = f"'{word}' over {condition.relation} door '{other}' wordt vervangen"
        yield Change((word,), f"{word} wordt {other}", text, condition, turned)
        for change in self.condition(condition.where):
            yield _inside(change, _made(condition, where=change.node), word, WHERE)

    def _of_options(self, condition: OneOf) -> Changed:
        if len(condition.options) < 2:
            return
        for number, option in enumerate(condition.options):
            kept = condition.options[:number] + condition.options[number + 1 :]
            said = plain_constant(option)
            text = f"bij '{self.said(condition)}' {said} vervalt"
            changed = _made(condition, options=kept)
            yield Change(self._spot(condition), f"zonder {said}", text, condition, changed)

    def _of_comparison(self, condition: Comparison) -> Changed:
        is_constant = isinstance(condition.left, Constant) or isinstance(condition.right, Constant)
        moved = None if is_constant else _MOVED.get(condition.operator)
        if moved is not None:
            text = f"bij '{self.said(condition)}' het teken {condition.operator} door {moved} wordt vervangen"
            changed = _made(condition, operator=moved)
            yield Change(
                self._spot(condition), f"{condition.operator} wordt {moved}", text, condition, changed
            )
        yield from self._of_operand(condition, "right")
        yield from self._of_subject(condition, condition.left, "left")

    def _of_operand(self, condition: Comparison | Between, side: str) -> Changed:
        """Change what something is compared with: a bound one unit, a choice to its neighbour, or a formula."""
        operand: Term = getattr(condition, side)
        subject = condition.left if isinstance(condition, Comparison) else condition.term
        if not isinstance(operand, Constant):
            for change in self.term(operand):
                yield self._anew(change, condition, _made(condition, **{side: change.node}))
            return
        is_choice = operand.kind is Kind.CHOICE
        for other in self._neighbours(operand, self._choices(subject)) if is_choice else moved(operand):
            old, new = plain_constant(operand), plain_constant(other)
            swap = f"{old} door {new} wordt vervangen" if is_choice else f"de grens van {old} naar {new} gaat"
            text = f"bij '{self.said(condition)}' {swap}"
            changed = _made(condition, **{side: other})
            yield Change(self._spot(condition), f"{old} wordt {new}", text, condition, changed)

    def _of_subject(self, condition: Comparison | OneOf | Between, subject: Term, field: str) -> Changed:
        if isinstance(subject, Constant):  # 18 < leeftijd
            for other in moved(subject):
                old, new = plain_constant(subject), plain_constant(other)
                text = f"bij '{self.said(condition)}' de grens van {old} naar {new} gaat"
                changed = _made(condition, **{field: other})
                yield Change((), f"{old} wordt {new}", text, condition, changed)
            return
        for change in self.term(subject):
            made = self._anew(change, condition, _made(condition, **{field: change.node}))
            yield replace(made, path=(COMPARE, *change.path))

    def _anew(self, change: Change, condition: Condition, node: Condition) -> Change:
        return replace(change, path=self._spot(condition), about=condition, node=node)

    def _spot(self, condition: Condition) -> Path:
        match condition:
            case Comparison():
                return (condition.left.name,) if isinstance(condition.left, FactRef) else (IS,)
            case OneOf() | Between():
                return (condition.term.name,) if isinstance(condition.term, FactRef) else (IS,)
            case Not():
                return (NOT, *self._spot(condition.part))
            case Recorded() | SomeMember() | EveryMember() | AllOf() | AnyOf():
                return ()

    def _choices(self, subject: Term) -> tuple[str, ...]:
        if isinstance(subject, FactRef):
            return tuple(self.rule_set.fact[subject.name].choices)
        return (
            tuple(self.rule_set.parameter[subject.name].choices) if isinstance(subject, ParameterRef) else ()
        )

    # --- formulas ----------------------------------------------------------------------------------

    def term(self, term: Term) -> Changed:
        """Walk the small changes of a formula or total."""
        match term:
            case Constant():
                for other in moved(term):
                    yield _swapped(term, other)
            case FactRef() | ParameterRef() | Lookup():
                return
            case Least() | Greatest():
                yield _swapped(term, (Greatest if isinstance(term, Least) else Least)(term.parts))
                yield from self._of_operands(term)
            case Sum() | Product():
                yield from self._of_operands(term)
            case Quotient():
                yield from self._of_rounding(term)
                yield from self._of_fields(term, "numerator", "divisor")
            case Difference():
                yield from self._of_fields(term, "left", "right")
            case DateShift():
                yield from self._of_fields(term, "start", "amount", "suspended")
            case YearsBetween() | DaysBetween():
                yield from self._of_fields(term, "earlier", "later")
            case Total():
                yield from self._of_total(term)

    def _of_operands(self, term: Sum | Product | Least | Greatest) -> Changed:
        for number, part in enumerate(term.parts):
            for change in self.term(part):
                yield replace(change, node=_made(term, parts=_with(term.parts, number, change.node)))

    def _of_rounding(self, term: Quotient) -> Changed:
        for rounding in Rounding:
            if rounding is not term.rounding:
                text = f"in '{formula(term)}' de afronding {term.rounding} door {rounding} wordt vervangen"
                yield Change((), f"afronding {rounding}", text, term, _made(term, rounding=rounding))

    def _of_fields(
        self, term: Quotient | Difference | DateShift | YearsBetween | DaysBetween, *names: str
    ) -> Changed:
        for name in names:
            part = getattr(term, name)
            if part is None:
                continue
            for change in self.term(part):
                if isinstance(change.node, Constant) and change.node.value in _NEVER.get(name, ()):
                    continue
                yield replace(change, node=_made(term, **{name: change.node}))

    def _of_total(self, term: Total) -> Changed:
        word = str(term.function)
        turned = _TURNED.get(term.function)
        if turned is not None:
            text = f"over {term.relation} '{word}' door '{turned}' wordt vervangen"
            yield Change((), f"{word} wordt {turned}", text, term, _made(term, function=turned))
        if term.where is not None:
            text = f"de voorwaarde '{self.said(term.where)}' bij '{word}' over {term.relation} vervalt"
            yield Change((word, WHERE), "vervalt", text, term, _made(term, where=None))
            for change in self.condition(term.where):
                yield _inside(change, _made(term, where=change.node), word, WHERE)
        if term.of is not None:
            for change in self.term(term.of):
                yield _inside(change, _made(term, of=change.node), word, OF)

    def output(self, fact: str, output: Term) -> Changed:
        """Walk the small changes of what a row gives to a fact: a constant to the next value, or a formula."""
        if not isinstance(output, Constant):
            yield from self.term(output)
            return
        choices = tuple(self.rule_set.fact[fact].choices)
        others = self._neighbours(output, choices) if output.kind is Kind.CHOICE else moved(output)[-1:]
        if output.kind is Kind.YES_NO:
            others = (replace(output, value=not output.value),)
        yield from (_swapped(output, other) for other in others)

    def _neighbours(self, constant: Constant, choices: tuple[str, ...]) -> tuple[Constant, ...]:
        """Give the next choice in declared order; after the last comes the first."""
        if constant.value not in choices or len(choices) < 2:
            return ()
        after = choices[(choices.index(str(constant.value)) + 1) % len(choices)]
        return (replace(constant, value=after),)


def moved(constant: Constant) -> tuple[Constant, ...]:
    """Give a constant one unit lower and one higher; nothing where a kind has no order.

    >>> [other.value for other in moved(Constant(Kind.AMOUNT, 1300))]
    [1299, 1301]
    """
    value = constant.value
    if isinstance(value, date):
        day = timedelta(days=1)
        return (replace(constant, value=value - day), replace(constant, value=value + day))
    if constant.kind in NUMERIC and isinstance(value, int):
        return (replace(constant, value=value - 1), replace(constant, value=value + 1))
    return ()


def _swapped(old: Term, new: Term) -> Change:
    was, becomes = formula(old), formula(new)
    return Change((), f"{was} wordt {becomes}", f"{was} door {becomes} wordt vervangen", old, new)


def _made(node: Any, **parts: Any) -> Any:
    return replace(node, **parts)


def _with(parts: tuple[Any, ...], number: int, node: Any) -> tuple[Any, ...]:
    return (*parts[:number], node, *parts[number + 1 :])


def _inside(change: Change, node: Node, *above: str | int) -> Change:
    return replace(change, path=(*above, *change.path), node=node)
