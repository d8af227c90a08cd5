"""Small changes of a node: what a slip of the pen, or of an amendment, makes of a condition or a formula.

Every change names the spot in the form of a rule file, the node it is about, and says in Dutch what is
different: the end of a sentence that begins with "als", in the words in which rules are read aloud. A
bound moves one unit of its kind: a cent, a minute, a metre, a hundredth of a percent, a day, or 1.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeAlias

from budget_engine.aloud.reader import aloud_of
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
from budget_engine.language.fact import NUMERIC, Bounded, Kind
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
    """One small change: where, a short stable name, the sentence, the node it is about, and what comes of it.

    A bare one only says which value changes, and not in what.
    """

    path: Path
    name: str
    text: str
    about: Node
    node: Any
    is_bare: bool = False


Changed: TypeAlias = Iterator[Change]


class Changes:
    """Makes the small changes of nodes in the words of one rule set."""

    def __init__(self, rule_set: RuleSet) -> None:
        self.rule_set = rule_set
        self.aloud = aloud_of(rule_set)

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
        """Say a whole condition on one line, between quotes."""
        return f'"{self.aloud.condition(condition)}"'

    def _term(self, term: Term) -> str:
        return f'"{self.aloud.term(term)}"'

    def _negated(self, condition: Condition, path: Path) -> Change:
        text = f"de voorwaarde {self.said(condition)} juist niet moet gelden"
        return Change(path, "omgekeerd", text, condition, Not(condition))

    def _of_parts(self, condition: AllOf | AnyOf) -> Changed:
        if len(condition.parts) < 2:
            return
        word = ALL if isinstance(condition, AllOf) else ANY
        if isinstance(condition, AllOf):
            text = f"één van de voorwaarden {self.said(condition)} genoeg is"
            yield Change((word,), f"{ANY} in plaats van {ALL}", text, condition, AnyOf(condition.parts))
        else:
            text = f"de voorwaarden {self.said(condition)} allemaal moeten gelden"
            yield Change((word,), f"{ALL} in plaats van {ANY}", text, condition, AllOf(condition.parts))
        for number, part in enumerate(condition.parts):
            kept = condition.parts[:number] + condition.parts[number + 1 :]
            text = f"de voorwaarde {self.said(part)} vervalt"
            yield Change(
                (word, number, *self._spot(part)), "vervalt", text, part, _made(condition, parts=kept)
            )

    def _of_negation(self, condition: Not) -> Changed:
        part = condition.part
        text = f"{self.said(condition)} verandert in {self.said(part)}"
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
        text = f"{self.said(condition)} verandert in {self.said(turned)}"
        yield Change((word,), f"{word} wordt {other}", text, condition, turned)
        for change in self.condition(condition.where):
            yield _inside(change, _made(condition, where=change.node), word, WHERE)

    def _of_options(self, condition: OneOf) -> Changed:
        if len(condition.options) < 2:
            return
        for number, option in enumerate(condition.options):
            kept = condition.options[:number] + condition.options[number + 1 :]
            text = f"bij {self.said(condition)} {self._value(option, condition.term)} vervalt"
            changed = _made(condition, options=kept)
            name = f"zonder {plain_constant(option)}"
            yield Change(self._spot(condition), name, text, condition, changed)

    def _of_comparison(self, condition: Comparison) -> Changed:
        is_constant = isinstance(condition.left, Constant) or isinstance(condition.right, Constant)
        moved = None if is_constant else _MOVED.get(condition.operator)
        if moved is not None:
            changed = _made(condition, operator=moved)
            text = f"{self.said(condition)} verandert in {self.said(changed)}"
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
            was, becomes = self._value(operand, subject), self._value(other, subject)
            swap = f"{was} verandert in {becomes}" if is_choice else _shifts(was, becomes)
            text = f"bij {self.said(condition)} {swap}"
            changed = _made(condition, **{side: other})
            yield Change(self._spot(condition), f"{old} wordt {new}", text, condition, changed)

    def _of_subject(self, condition: Comparison | OneOf | Between, subject: Term, field: str) -> Changed:
        if isinstance(subject, Constant):  # 18 < leeftijd
            for other in moved(subject):
                old, new = plain_constant(subject), plain_constant(other)
                text = f"bij {self.said(condition)} {_shifts(self._value(subject), self._value(other))}"
                changed = _made(condition, **{field: other})
                yield Change((), f"{old} wordt {new}", text, condition, changed)
            return
        for change in self.term(subject):
            made = self._anew(change, condition, _made(condition, **{field: change.node}))
            yield replace(made, path=(COMPARE, *change.path))

    def _anew(self, change: Change, condition: Condition, node: Condition) -> Change:
        text = f"bij {self.said(condition)} {change.text}" if change.is_bare else change.text
        return replace(
            change, path=self._spot(condition), about=condition, node=node, text=text, is_bare=False
        )

    def _value(self, constant: Constant, of: Term | None = None) -> str:
        declared = None if of is None else self.aloud.declared(of)
        return self.aloud.phrases.value(constant, declared)

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
                    yield self._swapped(term, other)
            case FactRef() | ParameterRef() | Lookup():
                return
            case Least() | Greatest():
                yield self._swapped(term, (Greatest if isinstance(term, Least) else Least)(term.parts))
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
                made = _made(term, rounding=rounding)
                text = f"{self._term(term)} verandert in {self._term(made)}"
                yield Change((), f"afronding {rounding}", text, term, made)

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
            made = _made(term, function=turned)
            text = f"{self._term(term)} verandert in {self._term(made)}"
            yield Change((), f"{word} wordt {turned}", text, term, made)
        if term.where is not None:
            text = f"bij {self._term(_made(term, where=None))} de voorwaarde {self.said(term.where)} vervalt"
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
        yield from (self._swapped(output, other, self.rule_set.fact[fact]) for other in others)

    def _neighbours(self, constant: Constant, choices: tuple[str, ...]) -> tuple[Constant, ...]:
        """Give the next choice in declared order; after the last comes the first."""
        if constant.value not in choices or len(choices) < 2:
            return ()
        after = choices[(choices.index(str(constant.value)) + 1) % len(choices)]
        return (replace(constant, value=after),)

    def _swapped(self, old: Term, new: Term, of: Bounded | None = None) -> Change:
        name = f"{formula(old)} wordt {formula(new)}"
        if isinstance(old, Constant) and isinstance(new, Constant):
            was, becomes = (self.aloud.phrases.value(item, of) for item in (old, new))
            return Change((), name, f"{was} verandert in {becomes}", old, new, is_bare=True)
        return Change((), name, f"{self._term(old)} verandert in {self._term(new)}", old, new)


def _shifts(old: str, new: str) -> str:
    return f"de grens van {old} naar {new} gaat"


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


def _made(node: Any, **parts: Any) -> Any:
    return replace(node, **parts)


def _with(parts: tuple[Any, ...], number: int, node: Any) -> tuple[Any, ...]:
    return (*parts[:number], node, *parts[number + 1 :])


def _inside(change: Change, node: Node, *above: str | int) -> Change:
    return replace(change, path=(*above, *change.path), node=node)
