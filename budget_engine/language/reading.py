"""Dutch to nodes: conditions, cells and formulas as policy staff write them.

Nothing is guessed. A word that is not declared, a value of another kind or unit, a relation that
cannot be reached: each becomes a problem with the path where it stands, and reading goes on so that
one look shows them all.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from budget_engine.deadlines import Unit
from budget_engine.errors import Path, Problem, nearest
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
    ParameterRef,
    Recorded,
    SomeMember,
    Term,
    Total,
    TotalFunction,
)
from budget_engine.language.fact import (
    RELATIONS,
    EntityKind,
    FactDeclaration,
    Kind,
    parse_plain,
    reachable,
)
from budget_engine.language.formula import Formula, FormulaError
from budget_engine.language.measure import (
    Measure,
    MeasureError,
    Vocabulary,
    alike,
    described,
    measure,
    measure_of,
    unit_of_time,
)
from budget_engine.language.wording import (
    ALL,
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

ALWAYS_WORD = "altijd"
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
_OPTIONS = re.compile(r",\s+")


class Reader:
    """Reads what stands in one rule, in the scope of one kind of entity."""

    def __init__(self, vocabulary: Vocabulary, scope: EntityKind, problems: list[Problem]) -> None:
        self.vocabulary = vocabulary
        self.scope = scope
        self.problems = problems

    def _refuse(self, path: Path, text: str, hint: str | None = None) -> None:
        self.problems.append(Problem(path, text, hint))

    def _inside(self, relation: str) -> "Reader":
        return Reader(self.vocabulary, RELATIONS[relation][1], self.problems)

    # --- conditions --------------------------------------------------------------------------------

    def condition(self, plain: Any, path: Path) -> Condition:
        """Read a condition; where it cannot be read the problem is kept and ALWAYS comes back."""
        if plain == ALWAYS_WORD:
            return ALWAYS
        if not isinstance(plain, dict) or not plain:
            self._refuse(
                path,
                "Hier hoort een voorwaarde te staan.",
                "Schrijf bijvoorbeeld {vorm: pgb} of {alle: [...]}.",
            )
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
        if key in (EVERY, SOME) and isinstance(body, dict):
            return self._member_condition(key, body, path)
        if key == RECORDED and isinstance(body, str):
            return self.recorded(body, path)
        if key in _SHAPES:
            self._refuse(path, f"Achter '{key}' staat iets anders dan verwacht.", _SHAPES[key])
            return ALWAYS
        if self.declared(key, path) is None:
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
                self._refuse(path, f"Bij '{key}' over een lijst hoort '{WHERE}'.", _SHAPES[key])
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
        if measure.kind is Kind.TEXT:
            self._refuse(
                path,
                "Tekst wordt getoond, niet vergeleken.",
                f"Vraag met '{RECORDED}' of er een antwoord is.",
            )
            return ALWAYS
        pieces = _OPTIONS.split(text)
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
        if ".." in text:
            low, high = (self._operand(end, measure, path) for end in text.split("..", 1))
            if low is None or high is None:
                return None
            if measure.kind in (Kind.YES_NO, Kind.CHOICE):
                self._refuse(path, f"'{text}' is een bereik, maar dit feit heeft geen volgorde.")
                return None
            return Between(subject, low, high)
        match = _WITH_OPERATOR.fullmatch(text)
        operator, rest = (_OPERATORS[match[1]], match[2]) if match else (Operator.EQUAL, text)
        if operator not in (Operator.EQUAL, Operator.UNEQUAL) and measure.kind in (
            Kind.YES_NO,
            Kind.CHOICE,
        ):
            self._refuse(path, f"'{text}' vergelijkt op volgorde, maar dit feit heeft geen volgorde.")
            return None
        operand = self._operand(rest, measure, path)
        if operand is None:
            return None
        if operand == subject:
            self._refuse(path, f"'{text}' vergelijkt iets met zichzelf.")
            return None
        return Comparison(subject, operator, operand)

    def _operand(self, text: str, measure: Measure, path: Path) -> Term | None:
        text = text.strip()
        if text == "onbekend":
            self._refuse(
                path,
                "Op 'onbekend' kan een regel niet toetsen.",
                f"Vraag met '{RECORDED}' of er een antwoord is.",
            )
            return None
        if measure.kind is Kind.CHOICE and text in measure.choices:
            return Constant(Kind.CHOICE, text)
        if measure.kind is Kind.YES_NO and text in ("ja", "nee"):
            return Constant(Kind.YES_NO, parse_plain(Kind.YES_NO, text))
        operand = self.formula(text, path, extra=measure.choices)
        if operand is None:
            return None
        if isinstance(operand, Constant) and operand.kind is Kind.NUMBER and operand.unit is None:
            operand = replace(operand, unit=measure.unit)  # '>= 18' is read in the unit of the fact
        found = self.measure(operand, path)
        if found is not None and not alike(measure, found):
            self._refuse(path, f"'{text}' is {described(found)}, maar hier hoort {described(measure)}.")
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
            return self._operand(plain, measure_of(declared.kind, choices=declared.choices), path)
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

    def formula(self, text: str, path: Path, extra: Iterable[str] = ()) -> Term | None:
        """Read a formula of names, amounts and functions."""

        def named(name: str) -> Term:
            return self._name(name, path, extra)

        try:
            return Formula(text, named, self.vocabulary.lists.__contains__, self._unit_of_time).read()
        except (FormulaError, MeasureError) as error:
            self._refuse(path, str(error), getattr(error, "hint", None))
            return None

    def _unit_of_time(self, term: Term) -> Unit:
        return unit_of_time(term, self.vocabulary)

    def _name(self, name: str, path: Path, extra: Iterable[str]) -> Term:
        if name in self.vocabulary.parameters:
            return ParameterRef(name)
        if name in self.vocabulary.facts:
            self.declared(name, path)
            return FactRef(name)
        known = [*extra, *self.vocabulary.facts, *self.vocabulary.parameters]
        raise FormulaError(f"'{name}' is niet bekend.", nearest(name, known))

    # --- names ---------------------------------------------------------------------------------------

    def declared(self, name: str, path: Path) -> FactDeclaration | None:
        """Give a declared fact that can be read from here, or keep the problem."""
        declared = self.vocabulary.facts.get(name)
        if declared is None:
            self._refuse(path, f"Het feit '{name}' is niet bekend.", nearest(name, self.vocabulary.facts))
            return None
        if declared.entity not in reachable(self.scope):
            self._refuse(
                path,
                f"'{name}' gaat over een {declared.entity}; "
                f"wat over een {self.scope} gaat, kan dat niet rechtstreeks lezen.",
                "Lees het via een totaal, zoals minstens_een of aantal over een lijst.",
            )
        return declared

    def _relation(self, body: dict[str, Any], path: Path, allowed: set[str]) -> str | None:
        for key in body:
            if key not in allowed:
                self._refuse((*path, key), f"'{key}' hoort hier niet.", nearest(key, allowed))
        if not isinstance(body.get(OVER), str):
            self._refuse(path, f"'{OVER}' ontbreekt.", f"Noem de lijst: {', '.join(RELATIONS)}.")
            return None
        relation: str = body[OVER]
        if relation not in RELATIONS:
            self._refuse(
                (*path, OVER),
                f"'{relation}' is geen lijst.",
                nearest(relation, RELATIONS) or f"Er zijn: {', '.join(RELATIONS)}.",
            )
            return None
        if RELATIONS[relation][0] not in reachable(self.scope):
            self._refuse((*path, OVER), f"'{relation}' is vanuit een {self.scope} niet bereikbaar.")
            return None
        return relation

    def measure(self, term: Term, path: Path) -> Measure | None:
        """Give what a term measures, or keep the problem."""
        try:
            return measure(term, self.vocabulary)
        except MeasureError as error:
            self._refuse(path, str(error))
            return None


_SHAPES = {
    "alle": "Schrijf een lijst voorwaarden, of {over: <lijst>, waar: <voorwaarde>}.",
    "een_van": "Schrijf een lijst voorwaarden.",
    "minstens_een": "Schrijf {over: <lijst>, waar: <voorwaarde>}.",
    "vastgelegd": "Noem één feit.",
}
