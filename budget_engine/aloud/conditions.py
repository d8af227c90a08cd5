"""Conditions read aloud: as one part of a sentence, or as numbered lines that keep the structure.

Every part is a main clause, so it can stand by itself: "er is een mantelzorger". What is taken
together stands between brackets or under one number; "en" and "of" never stand on one level.
"""

import re
from collections.abc import Iterator, Mapping
from string import ascii_lowercase

from budget_engine.aloud.phrases import MEMBERS, before_verb, enumerated, sentence
from budget_engine.aloud.terms import Terms
from budget_engine.language.expr import (
    AllOf,
    AnyOf,
    Between,
    Comparison,
    Condition,
    Constant,
    DateShift,
    EveryMember,
    FactRef,
    Not,
    OneOf,
    Operator,
    Quotient,
    Recorded,
    SomeMember,
    Term,
)
from budget_engine.language.fact import Bounded, Kind

Line = tuple[int, str]
"""A line with its depth."""

_LONGEST_IN_ONE_LINE = 150
"""How many characters a group may have to stand in one line; a longer one becomes a list."""

_ORDER: Mapping[Operator, str] = {
    Operator.LESS: "minder dan",
    Operator.AT_MOST: "ten hoogste",
    Operator.MORE: "meer dan",
    Operator.AT_LEAST: "ten minste",
}
_ORDER_OF_DATES: Mapping[Operator, str] = {
    Operator.LESS: "voor",
    Operator.AT_MOST: "op of voor",
    Operator.MORE: "na",
    Operator.AT_LEAST: "op of na",
}


_QUOTED = re.compile(r"'[^']*'")
_ENDS_IN_BRACKETS = re.compile(r"([^()]*(?:geldt|waar|het geval)) \((.*)\)")


class Conditions(Terms):
    """Reads conditions aloud."""

    def condition(self, condition: Condition) -> str:
        """Read a condition as one part of a sentence."""
        sure = _known_to_hold(condition)
        if sure is not None:
            return f"dit is bekend en waar ({self.condition(sure)})"
        match condition:
            case AllOf():
                return self._joined(condition.parts, "en", "al dit is waar", "dit is altijd zo")
            case AnyOf():
                return self._joined(condition.parts, "of", "minstens dit is waar", "dit is nooit zo")
            case Not():
                return self._denied(condition.part)
            case Recorded():
                return self.phrases.known(condition.fact, is_known=True)
            case SomeMember():
                members = MEMBERS[condition.relation]
                return f"voor minstens één van de {members} geldt ({self.condition(condition.where)})"
            case EveryMember():
                members = MEMBERS[condition.relation]
                return f"voor elk van de {members} geldt ({self.condition(condition.where)})"
            case Comparison():
                return self._compared(condition)
            case OneOf():
                return self._one_of(condition)
            case Between():
                return self._between(condition)

    def alone(self, condition: Condition) -> str:
        """Read a condition that a sentence ends with: what stands between brackets follows a colon."""
        said = self.condition(condition)
        is_group = isinstance(condition, AllOf | AnyOf) and _known_to_hold(condition) is None
        found = None if is_group else _ENDS_IN_BRACKETS.fullmatch(said)
        return f"{found[1]}: {found[2]}" if found is not None and _is_closed(found[2]) else said

    def heading(self, condition: Condition) -> str:
        """Read a condition whose parts are read apart, below it."""
        match condition:
            case AllOf():
                return "al het volgende is waar" if condition.parts else self.condition(condition)
            case AnyOf():
                return "minstens één van deze is waar" if condition.parts else self.condition(condition)
            case Not(AllOf()):
                return "niet alles hieronder is waar"
            case Not(AnyOf()):
                return "geen van deze is waar"
            case Not(SomeMember(relation, where)):
                inside = _inside(where).replace("minstens één", "een")
                return f"voor geen van de {MEMBERS[relation]} geldt {inside}"
            case Not(EveryMember(relation, where)):
                return f"niet voor elk van de {MEMBERS[relation]} geldt {_inside(where)}"
            case Not():
                return "het volgende is niet waar"
            case SomeMember(relation, where):
                return f"voor minstens één van de {MEMBERS[relation]} geldt {_inside(where)}"
            case EveryMember(relation, where):
                return f"voor elk van de {MEMBERS[relation]} geldt {_inside(where)}"
            case Comparison() | OneOf() | Between() | Recorded():
                return self.condition(condition)

    def opening(self, condition: Condition) -> str:
        """Read a condition whose very parts are read below it, each with its own outcome."""
        match condition:
            case Not():
                return "het volgende is niet waar"
            case SomeMember():
                return f"voor minstens één van de {MEMBERS[condition.relation]} geldt dit"
            case EveryMember():
                return f"voor elk van de {MEMBERS[condition.relation]} geldt dit"
            case AllOf() | AnyOf() | Comparison() | OneOf() | Between() | Recorded():
                return self.heading(condition)

    def lines(self, condition: Condition, depth: int = 0, label: str = "") -> Iterator[Line]:
        """Read a condition as numbered sentences, each with its depth; what is short stays one line."""
        number = f"{label}. " if label else ""
        parts = _below(condition)
        whole = self.condition(condition)
        is_short = depth > 0 and len(whole) <= _LONGEST_IN_ONE_LINE and self._is_clear(condition, parts)
        if not parts or is_short:
            yield depth, number + sentence(self.alone(condition))
            return
        yield depth, number + sentence(f"{self.heading(condition)}:")
        for place, part in enumerate(parts):
            yield from self.lines(part, depth + 1, next_label(label, place))

    def _is_clear(self, condition: Condition, parts: tuple[Condition, ...]) -> bool:
        """Tell whether parts can stand in one line: single ones that have no 'en' or 'of' of their own."""
        inside = condition.part if isinstance(condition, Not) else condition
        joined = inside if isinstance(inside, AllOf | AnyOf) else getattr(inside, "where", inside)
        word = " of " if isinstance(joined, AnyOf) else " en "
        said = (_QUOTED.sub("", self.condition(part)) for part in parts)
        return not any(map(_below, parts)) and not (len(parts) > 1 and any(word in one for one in said))

    # --- groups --------------------------------------------------------------------------------------

    def _joined(self, parts: tuple[Condition, ...], word: str, single: str, empty: str) -> str:
        if not parts:
            return empty
        if len(parts) == 1:
            return f"{single} ({self.condition(parts[0])})"
        return f", {word} ".join(map(self._grouped, parts))

    def _grouped(self, part: Condition) -> str:
        said = self.condition(part)
        is_group = isinstance(part, AllOf | AnyOf) and len(part.parts) > 1
        return f"({said})" if is_group and _known_to_hold(part) is None else said

    def _denied(self, part: Condition) -> str:
        sure = _known_to_hold(part)
        if sure is not None:
            return f"dit is onbekend of niet waar ({self.condition(sure)})"
        match part:
            case Recorded():
                return self.phrases.known(part.fact, is_known=False)
            case Comparison():
                return self._compared(part, denied=True)
            case OneOf() if len(part.options) > 1:
                options = [f"niet {self.term(option, self.declared(part.term))}" for option in part.options]
                options[-1] = f"ook {options[-1]}"
                return f"{self._subject(part.term)} {enumerated(options)}"
            case Between():
                return self._between(part, denied=True)
            case AllOf() if len(part.parts) > 1:
                both = "deze twee zijn niet allebei" if len(part.parts) == 2 else "deze zijn niet allemaal"
                return f"{both} waar ({self.condition(part)})"
            case AnyOf() if len(part.parts) > 1:
                return f"geen van deze is waar ({self.condition(part)})"
            case SomeMember():
                members = MEMBERS[part.relation]
                return f"voor geen van de {members} geldt ({self.condition(part.where)})"
            case OneOf() | AllOf() | AnyOf() | Not() | EveryMember():
                return f"dit is niet waar ({self.condition(part)})"

    # --- comparisons ---------------------------------------------------------------------------------

    def _subject(self, term: Term, verb: tuple[str, str] = ("is", "zijn")) -> str:
        return f"{self._before_verb(term)} {verb[self.is_plural(term)]}"

    def _before_verb(self, term: Term, of: Bounded | None = None) -> str:
        """Read a term that a verb follows: what hangs behind a comma is closed by one."""
        said = self.term(term, of)
        is_closed = isinstance(term, DateShift | Quotient) and ", " in said
        return f"{said}," if is_closed else before_verb(said)

    def _compared(self, test: Comparison, *, denied: bool = False) -> str:
        left, right = test.left, test.right
        if isinstance(left, FactRef) and isinstance(right, Constant) and right.kind is Kind.YES_NO:
            return self._answered(left.name, test.operator, answer=bool(right.value), denied=denied)
        said = self._before_verb(left, self.declared(right))
        other = self.term(right, self.declared(left))
        is_date = self.is_date(left) or self.is_date(right)
        not_ = "niet " if denied else ""
        is_ = "zijn" if self.is_plural(left) else "is"
        if test.operator in _ORDER:
            if is_date:
                return f"{said} ligt {not_}{_ORDER_OF_DATES[test.operator]} {other}"
            return f"{said} {is_} {not_}{_ORDER[test.operator]} {other}"
        is_equal = test.operator is Operator.EQUAL
        if denied:
            other_than = ("een " if is_equal else "geen ") + "andere dag dan"
            unlike = "iets anders dan" if is_equal else "niets anders dan"
            return f"{said} {is_} {other_than if is_date else unlike} {other}"
        alike = "" if isinstance(right, Constant) else "dezelfde dag als " if is_date else "gelijk aan "
        return f"{said} {is_} {'' if is_equal else 'niet '}{alike}{other}"

    def _answered(self, fact: str, operator: Operator, *, answer: bool, denied: bool) -> str:
        said = self.phrases.statement(fact, answer=answer)
        if operator is not Operator.EQUAL:
            said = f"dit is niet het geval ({said})"
        return f"dit is niet waar ({said})" if denied else said

    def _one_of(self, test: OneOf) -> str:
        options = [self.term(option, self.declared(test.term)) for option in test.options]
        single = "een van deze: " if len(options) == 1 else ""
        return f"{self._subject(test.term)} {single}{enumerated(options, 'of')}"

    def _between(self, test: Between, *, denied: bool = False) -> str:
        of = self.declared(test.term)
        low, high = self.term(test.low, of), self.term(test.high, of)
        not_ = "niet " if denied else ""
        if not (isinstance(test.low, Constant) and isinstance(test.high, Constant)):
            verb = self._subject(test.term, ("ligt", "liggen"))
            return f"{verb} {not_}tussen {low} en {high}, die twee meegerekend"
        if self.is_date(test.term):
            return f"{self._subject(test.term, ('ligt', 'liggen'))} {not_}van {low} tot en met {high}"
        if test.low.kind is Kind.NUMBER and test.low.unit == test.high.unit:
            low = str(test.low.value)
        return f"{self._subject(test.term)} {not_}{low} tot en met {high}"


def _is_closed(text: str) -> bool:
    """Tell whether every bracket in a text is closed after it was opened."""
    depth = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return False
    return depth == 0


def _inside(where: Condition) -> str:
    match where:
        case AllOf() if where.parts:
            return "al het volgende"
        case AnyOf() if where.parts:
            return "minstens één van deze"
        case (
            AllOf() | AnyOf() | Not() | Recorded() | SomeMember() | EveryMember()
            | Comparison() | OneOf() | Between()
        ):  # fmt: skip
            return "dit"


def _known_to_hold(condition: Condition) -> Condition | None:
    """Give the test of 'there is an answer, and it is this one', which reads as one thing."""
    match condition:
        case AllOf((Recorded(fact), Comparison(FactRef(name)) as test)) if fact == name:
            return test
        case AllOf((Recorded(fact), OneOf(FactRef(name)) | Between(FactRef(name)) as test)) if fact == name:
            return test
        case (
            AllOf() | AnyOf() | Not() | Recorded() | SomeMember() | EveryMember()
            | Comparison() | OneOf() | Between()
        ):  # fmt: skip
            return None


def _below(condition: Condition) -> tuple[Condition, ...]:
    """Give what is read under a heading."""
    if _known_to_hold(condition.part if isinstance(condition, Not) else condition) is not None:
        return ()
    match condition:
        case AllOf() | AnyOf():
            return condition.parts
        case SomeMember() | EveryMember():
            inside = _below(condition.where) if isinstance(condition.where, AllOf | AnyOf) else ()
            return inside or (condition.where,)
        case Not(AllOf() | AnyOf() | SomeMember() | EveryMember() as part):
            return _below(part)
        case Not(Not() as part):
            return (part,)
        case Not() | Comparison() | OneOf() | Between() | Recorded():
            return ()


def next_label(label: str, place: int) -> str:
    """Give the number of a part under a label, figures and letters in turn.

    >>> next_label("", 1), next_label("2", 0), next_label("2a", 0), next_label("2", 27)
    ('2', '2a', '2a1', '2ab')
    """
    if not label or label[-1].isalpha():
        return f"{label}{place + 1}"
    turn, letter = divmod(place, len(ascii_lowercase))
    return f"{label}{ascii_lowercase[turn - 1] if turn else ''}{ascii_lowercase[letter]}"
