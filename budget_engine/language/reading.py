"""Dutch to nodes: conditions, cells and formulas as policy staff write them.

Nothing is guessed. A word that is not declared, a value of another kind or unit, a relation that
cannot be reached: each becomes a problem with the path where it stands, and reading goes on so that
one look shows them all.
"""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from budget_engine.errors import Path
from budget_engine.glossary import NO, YES
from budget_engine.language import slips
from budget_engine.language.expr import (
    ALWAYS,
    AllOf,
    AnyOf,
    Between,
    Comparison,
    Condition,
    Constant,
    EveryMember,
    FactRef,
    Not,
    OneOf,
    Operator,
    Recorded,
    SomeMember,
    Term,
    Total,
    TotalFunction,
)
from budget_engine.language.fact import (
    RELATIONS,
    FactDeclaration,
    Kind,
    parse_plain,
)
from budget_engine.language.measure import Measure, alike, described, measure_of
from budget_engine.language.scope import Scope
from budget_engine.language.wording import (
    ALL,
    ALWAYS_WORD,
    ANY,
    ANYTHING,
    COMPARE,
    EVERY,
    IS,
    NOT,
    OF,
    OVER,
    RECORDED,
    SOME,
    WHERE,
)

RESERVED = frozenset(
    [ALL, ANY, NOT, RECORDED, SOME, EVERY, COMPARE, IS, OVER, WHERE, OF, ALWAYS_WORD, "ja", "nee", "onbekend"]
)
"""Words of the language: no fact or parameter may be called so."""

_OPERATORS = {
    "<=": Operator.AT_MOST,
    ">=": Operator.AT_LEAST,
    "!=": Operator.UNEQUAL,
    "<": Operator.LESS,
    ">": Operator.MORE,
    "=": Operator.EQUAL,
}
_WITH_OPERATOR = re.compile(r"(<=|>=|!=|<|>|=)\s*(.+)")
_OPTION_ENDS = re.compile(r"(,\s+|[()])")


class Reader(Scope):
    """Reads what stands in one rule, in the scope of one kind of entity."""

    def _inside(self, relation: str) -> "Reader":
        return Reader(self.vocabulary, RELATIONS[relation][1], self.problems)

    # --- conditions --------------------------------------------------------------------------------

    def condition(self, plain: Any, path: Path) -> Condition:
        """Read a condition; where it cannot be read the problem is kept and ALWAYS comes back."""
        if plain == ALWAYS_WORD:
            return ALWAYS
        if not isinstance(plain, dict) or not plain:
            self._refuse(path, "Hier hoort een voorwaarde te staan.", slips.of_condition(plain))
            return ALWAYS
        if COMPARE in plain:
            return self._comparison(plain, path)
        parts = tuple(self._part(key, body, (*path, key)) for key, body in plain.items())
        return parts[0] if len(parts) == 1 else AllOf(parts)

    def _part(self, key: str, body: Any, path: Path) -> Condition:
        if key == NOT:
            return Not(self.condition(body, path))
        if key == ALL and isinstance(body, list):
            return AllOf(self._each(body, path))
        if key == ANY and isinstance(body, list):
            return AnyOf(self._each(body, path))
        if key in (EVERY, SOME) and isinstance(body, dict) and {OVER, WHERE} & set(body):
            return self._member_condition(key, body, path)
        if key == RECORDED and isinstance(body, str):
            return self.recorded(body, path)
        if key in _SHAPES:
            self._refuse(path, *_SHAPES[key])
            return ALWAYS
        if key in ("en", "of") and key not in self.vocabulary.facts:
            self._refuse(path, f"'{key}' kan hier niet.", f"Schrijf '{ALL}' voor en, '{ANY}' voor of.")
            return ALWAYS
        if self.declared(key, path, (*_SHAPES, NOT, COMPARE)) is None:
            return ALWAYS
        if not isinstance(body, str):
            text = f"Achter '{key}' hoort één toets te staan, zoals ja, 'pgb, natura' of '>= 18'."
            self._refuse(path, text)
            return ALWAYS
        return self.test(FactRef(key), body, path)

    def _each(self, body: list[Any], path: Path) -> tuple[Condition, ...]:
        if not body:
            self._refuse(
                path,
                "Deze lijst is leeg.",
                f"Noem ten minste één voorwaarde, of schrijf '{ALWAYS_WORD}'.",
            )
        return tuple(self.condition(item, (*path, i)) for i, item in enumerate(body))

    def _member_condition(self, key: str, body: dict[str, Any], path: Path) -> Condition:
        relation = self._relation(body, path, {OVER, WHERE})
        if relation is None or WHERE not in body:
            if relation is not None:
                self._refuse(path, f"Bij '{key}' over een lijst hoort '{WHERE}'.", _MEMBERS)
            return ALWAYS
        where = self._inside(relation).condition(body[WHERE], (*path, WHERE))
        return (EveryMember if key == EVERY else SomeMember)(relation, where)

    def recorded(self, name: str, path: Path) -> Condition:
        """Read a look at whether a fact has an answer."""
        declared = self.declared(name, path)
        if declared is not None and not declared.is_asked:
            self._refuse(
                path,
                f"'{name}' wordt niet gevraagd; '{RECORDED}' kijkt alleen naar gegeven antwoorden.",
            )
        return Recorded(name)

    def _comparison(self, plain: dict[str, Any], path: Path) -> Condition:
        if set(plain) != {COMPARE, IS} or not isinstance(plain.get(IS), str):
            self._refuse(
                path,
                f"Bij '{COMPARE}' hoort precies één '{IS}'.",
                "Schrijf {vergelijk: a + b, is: '<= c'}.",
            )
            return ALWAYS
        subject = self.term(plain[COMPARE], (*path, COMPARE))
        return ALWAYS if subject is None else self.test(subject, plain[IS], (*path, IS))

    # --- tests ---------------------------------------------------------------------------------------

    def cell(self, subject: Term, text: str, path: Path) -> Condition | None:
        """Read a table cell: a test, or `-` for anything."""
        return None if text.strip() == ANYTHING else self.test(subject, text, path)

    def test(self, subject: Term, text: str, path: Path) -> Condition:
        """Read a unary test on a term: `pgb`, `pgb, natura`, `niet pgb`, `< 18`, `18..65`."""
        text = text.strip()
        if text.startswith(f"{NOT} "):
            return Not(self.test(subject, text.removeprefix(NOT), path))
        measure = self.measure(subject, path)
        if measure is None:
            return ALWAYS
        if isinstance(subject, Constant):
            self._refuse(path, "Hier worden twee vaste waarden vergeleken; dat geldt altijd of nooit.")
            return ALWAYS
        if measure.kind is Kind.TEXT:
            self._refuse(
                path,
                "Tekst wordt getoond, niet vergeleken.",
                f"Vraag met '{RECORDED}' of er een antwoord is.",
            )
            return ALWAYS
        pieces = _options(text)
        tests = tuple(
            test for piece in pieces if (test := self._single(subject, measure, piece, path)) is not None
        )
        if len(tests) < len(pieces):
            return ALWAYS
        if len(tests) == 1:
            return tests[0]
        options = tuple(
            test.right
            for test in tests
            if isinstance(test, Comparison)
            and isinstance(test.right, Constant)
            and test.operator is Operator.EQUAL
        )
        return OneOf(subject, options) if len(options) == len(tests) else AnyOf(tests)

    def _single(self, subject: Term, measure: Measure, text: str, path: Path) -> Condition | None:
        slip = slips.of_test(text, measure)
        if slip is not None:
            self._refuse(path, *slip)
            return None
        has_order = measure.kind not in (Kind.YES_NO, Kind.CHOICE)
        if ".." in text:
            if not has_order:
                self._refuse(path, f"'{text}' is een bereik, maar dit feit heeft geen volgorde.")
                return None
            low, high = (self._operand(end, subject, measure, path) for end in text.split("..", 1))
            return None if low is None or high is None else self._range(subject, low, high, text, path)
        match = _WITH_OPERATOR.fullmatch(text)
        operator, rest = (_OPERATORS[match[1]], match[2]) if match else (Operator.EQUAL, text)
        if operator not in (Operator.EQUAL, Operator.UNEQUAL) and not has_order:
            self._refuse(path, f"'{text}' vergelijkt op volgorde, maar dit feit heeft geen volgorde.")
            return None
        operand = self._operand(rest, subject, measure, path)
        if operand is None:
            return None
        if operand == subject:
            self._refuse(path, f"'{text}' vergelijkt iets met zichzelf.")
            return None
        return Comparison(subject, operator, operand)

    def _range(self, subject: Term, low: Term, high: Term, text: str, path: Path) -> Condition | None:
        if isinstance(low, Constant) and isinstance(high, Constant) and _is_less(high, low):
            turned = "..".join(reversed(text.split("..", 1)))
            self._refuse(path, f"'{text}' begint hoger dan het eindigt.", f"Schrijf {turned}.")
            return None
        return Between(subject, low, high)

    def _operand(
        self, text: str, subject: Term | FactDeclaration, measure: Measure, path: Path
    ) -> Term | None:
        text = text.strip()
        if not text:
            self._refuse(path, "Hier ontbreekt een waarde.")
            return None
        if text == "onbekend":
            self._refuse(
                path,
                "Op 'onbekend' kan een regel niet toetsen.",
                f"Vraag met '{RECORDED}' of er een antwoord is.",
            )
            return None
        is_name = text in self.vocabulary.facts or text in self.vocabulary.parameters
        if measure.kind is Kind.CHOICE and (text in measure.choices or not is_name):
            if text in measure.choices:
                return Constant(Kind.CHOICE, text)
            self._refuse(path, *slips.of_choice(text, measure.choices, getattr(subject, "name", None)), text)
            return None
        if measure.kind is Kind.YES_NO and not is_name:
            if text in (YES, NO):
                return Constant(Kind.YES_NO, parse_plain(Kind.YES_NO, text))
            self._refuse(path, f"'{text}' kan hier niet.", f"Schrijf {YES} of {NO}.", text)
            return None
        operand = self._calculated(text, measure, path)
        if isinstance(subject, FactRef) and isinstance(operand, Constant):
            self._within(self.vocabulary.facts[subject.name], operand, text, path)
        return operand

    def _within(self, declared: FactDeclaration, operand: Constant, text: str, path: Path) -> None:
        if declared.range is None or not isinstance(operand.value, int | date):
            return
        low, high = declared.range
        if not low <= operand.value <= high:
            ends = " tot en met ".join(declared.print(end) for end in declared.range)
            self._refuse(path, f"'{text}' ligt buiten het bereik van '{declared.name}': {ends}.")

    def _calculated(self, text: str, measure: Measure, path: Path) -> Term | None:
        slip = slips.of_value(text, measure.kind)
        if slip is not None:
            self._refuse(path, *slip)
            return None
        operand = self.formula(text, path)
        if operand is None:
            return None
        if isinstance(operand, Constant) and operand.kind is Kind.NUMBER and operand.unit is None:
            operand = replace(operand, unit=measure.unit)  # '>= 18' is read in the unit of the fact
        found = self.measure(operand, path)
        if found is not None and not alike(measure, found):
            self._refuse(
                path,
                f"'{text}' is {described(found)}, maar hier hoort {described(measure)}.",
                slips.of_unit(text, measure),
            )
            return None
        return operand

    # --- terms ---------------------------------------------------------------------------------------

    def term(self, plain: Any, path: Path) -> Term | None:
        """Read a formula, or a total as a mapping."""
        if isinstance(plain, str):
            return self.formula(plain, path)
        if isinstance(plain, dict) and len(plain) == 1:
            (key, body), *_ = plain.items()
            if key in set(TotalFunction) and isinstance(body, dict):
                return self._total(TotalFunction(key), body, (*path, key))
        self._refuse(
            path,
            "Hier hoort een formule of een totaal te staan.",
            "Schrijf bijvoorbeeld 'uren * tarief' of {som: {over: ..., van: ...}}.",
        )
        return None

    def output(self, declared: FactDeclaration, plain: Any, path: Path) -> Term | None:
        """Read what a table row gives to a fact: a value of that fact, or a formula."""
        if isinstance(plain, str) and declared.kind in (Kind.YES_NO, Kind.CHOICE):
            measure = measure_of(declared.kind, choices=declared.choices)
            return self._operand(plain, declared, measure, path)
        return self.term(plain, path)

    def _total(self, function: TotalFunction, body: dict[str, Any], path: Path) -> Term | None:
        relation = self._relation(body, path, {OVER, OF, WHERE})
        if relation is None:
            return None
        counts = function is TotalFunction.COUNT
        if counts is (OF in body):
            self._refuse(path, f"Bij '{function}' hoort {'geen' if counts else 'een'} '{OF}'.")
            return None
        inside = self._inside(relation)
        where = inside.condition(body[WHERE], (*path, WHERE)) if WHERE in body else None
        of = None if counts else inside.term(body[OF], (*path, OF))
        if of is not None:
            measure = inside.measure(of, (*path, OF))
            if measure is not None and not (
                measure.is_numeric or (measure.kind is Kind.DATE and function is not TotalFunction.SUM)
            ):
                self._refuse((*path, OF), f"Over {described(measure)} kan geen '{function}' worden genomen.")
        return Total(function, relation, where, of)


def _options(text: str) -> list[str]:
    """Split a test at its commas, those between the brackets of a function left alone."""
    pieces, depth = [""], 0
    for part in _OPTION_ENDS.split(text):
        depth += (part == "(") - (part == ")")
        if part.strip() == "," and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += part
    return pieces


def _is_less(one: Constant, other: Constant) -> bool:
    return type(one.value) is type(other.value) and bool(one.value < other.value)  # type: ignore[operator]


_MEMBERS = f"Schrijf {{{OVER}: <lijst>, {WHERE}: <voorwaarde>}}."
_SHAPES = {
    ALL: (
        f"Achter '{ALL}' hoort een lijst voorwaarden.",
        f"Zet elke voorwaarde achter een streepje. {_MEMBERS}",
    ),
    ANY: (f"Achter '{ANY}' hoort een lijst voorwaarden.", "Zet elke voorwaarde achter een streepje."),
    SOME: (f"Achter '{SOME}' hoort een lijst met een voorwaarde.", _MEMBERS),
    RECORDED: (
        f"Achter '{RECORDED}' hoort de naam van één feit.",
        f"Schrijf bijvoorbeeld {{{RECORDED}: vorm}}.",
    ),
}
"""What stands after a word of the language, and how it is written."""
