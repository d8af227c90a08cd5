"""Formulas as policy staff write them: names, amounts with their unit, + - * and a few functions."""

import re
from collections.abc import Callable, Collection

from budget_engine.deadlines import Unit
from budget_engine.errors import nearest
from budget_engine.language.expr import (
    Constant,
    DateShift,
    DaysBetween,
    Difference,
    Greatest,
    Least,
    Lookup,
    Product,
    Quotient,
    Rounding,
    Sum,
    Term,
    YearsBetween,
)
from budget_engine.language.fact import Kind, parse_plain
from budget_engine.language.wording import (
    COMPARE,
    DAYS,
    DIVIDE,
    GREATEST,
    IS,
    LATER,
    LEAST,
    LOOK_UP,
    TERM_END,
    YEARS,
)

FUNCTIONS = tuple(sorted((DAYS, DIVIDE, GREATEST, LATER, LEAST, LOOK_UP, TERM_END, YEARS)))

_DEEPEST = 20  # brackets within brackets; the deepest real formula has three

_LITERALS: tuple[tuple[Kind, str], ...] = (
    (Kind.DATE, r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    (Kind.SHARE, r"[0-9]+(?:,[0-9]+)? ?%"),
    (Kind.DISTANCE, r"[0-9]+(?:,[0-9]+)? ?(?:km|m)\b"),
    (Kind.DURATION, r"[0-9]+(?:,[0-9]+)? ?(?:minuten|minuut|uur)\b"),
    (Kind.AMOUNT, r"(?:€ ?)?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),[0-9]{2}(?![0-9])"),
    (Kind.NUMBER, r"[0-9]+(?: [a-z_]+)?"),
)
_NAME = r"[a-z][a-z0-9_]*"
_TOKEN = re.compile(
    "|".join(
        [
            *(f"(?P<{kind.name}>{form})" for kind, form in _LITERALS),
            f"(?P<NAME>{_NAME})",
            r"(?P<SIGN>[-+*(),])",
        ]
    )
)


class FormulaError(ValueError):
    """A formula that cannot be read: what is wrong, sometimes what was meant, or which name is not known."""

    def __init__(self, text: str, hint: str | None = None, unknown: str | None = None) -> None:
        super().__init__(text)
        self.hint = hint
        self.unknown = unknown


_COMPARES = f"Een vergelijking hoort in 'als', zoals {{{COMPARE}: a, {IS}: '> b'}}."
_DIVIDES = f"Schrijf {DIVIDE}(teller, noemer, afronding)."
_HINTS = {
    **dict.fromkeys("<>=≤≥≠", _COMPARES),
    **dict.fromkeys("/:÷", _DIVIDES),
    **dict.fromkeys("×", "Schrijf * voor keer."),
    **dict.fromkeys("–−", "Schrijf een gewoon minteken."),
    ".": "Schrijf een bedrag met een komma, zoals 0,50, of een aandeel, zoals 50%.",
}
"""What to write instead of a sign that a formula does not know."""


class Formula:
    """Reads one formula.

    `name` makes a term of a name, `lists` names the look-up lists, and `unit` tells in which unit of
    time the length of a term is written.
    """

    def __init__(
        self,
        text: str,
        name: Callable[[str], Term],
        lists: Collection[str],
        unit: Callable[[Term], Unit],
    ) -> None:
        self.text = text
        self.name = name
        self.lists = lists
        self.unit = unit
        self.tokens = self._tokens()
        self.at = 0
        self.depth = 0

    def _tokens(self) -> list[tuple[str, str]]:
        tokens = []
        at = 0
        while at < len(self.text):
            if self.text[at] == " ":
                at += 1
                continue
            match = _TOKEN.match(self.text, at)
            if match is None or match.lastgroup is None:
                raise self._unreadable(at)
            tokens.append((match.lastgroup, match[0]))
            at = match.end()
        return tokens

    def _unreadable(self, at: int) -> FormulaError:
        rest = self.text[at:]
        after = f" vanaf '{rest}'" if at else ""
        hint = "Namen hebben kleine letters." if rest[0].isupper() else _HINTS.get(rest[0])
        return FormulaError(f"'{self.text}' kan niet worden gelezen{after}.", hint)

    def _next(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("END", "")

    def _take(self, sign: str | None = None) -> tuple[str, str]:
        token = self._next()
        if sign is not None and token != ("SIGN", sign):
            found = f"'{token[1]}'" if token[1] else "het einde"
            raise FormulaError(f"In '{self.text}' hoort '{sign}' te staan in plaats van {found}.")
        self.at += 1
        return token

    def read(self) -> Term:
        """Read the whole formula; FormulaError says in Dutch what is wrong."""
        term = self._sum()
        if self.at < len(self.tokens):
            raise FormulaError(
                f"In '{self.text}' staat iets te veel: '{self._next()[1]}'.", "Ontbreekt er een + of een *?"
            )
        return term

    def _sum(self) -> Term:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise FormulaError("Deze formule is te diep genest.", "Maak er een paar afleidingen van.")
        term = self._product()
        added = [term]
        while self._next() in (("SIGN", "+"), ("SIGN", "-")):
            _, sign = self._take()
            part = self._product()
            if sign == "+":
                added.append(part)
            else:
                left = added[0] if len(added) == 1 else Sum(tuple(added))
                added = [Difference(left, part)]
        self.depth -= 1
        return added[0] if len(added) == 1 else Sum(tuple(added))

    def _product(self) -> Term:
        parts = [self._atom()]
        while self._next() == ("SIGN", "*"):
            self._take()
            parts.append(self._atom())
        return parts[0] if len(parts) == 1 else Product(tuple(parts))

    def _atom(self) -> Term:
        what, text = self._take()
        if (what, text) == ("SIGN", "("):
            term = self._sum()
            self._take(")")
            return term
        if what == "NAME":
            return self._call(text) if self._next() == ("SIGN", "(") else self.name(text)
        if what in Kind.__members__:
            return self._literal(Kind[what], text)
        below = "Schrijf een getal onder nul tussen haakjes, zoals (0 - 1)." if text == "-" else None
        raise FormulaError(
            f"'{self.text}' is geen hele formule." if self.text else "Hier ontbreekt een waarde.", below
        )

    def _literal(self, kind: Kind, text: str) -> Constant:
        unit = None
        if kind is Kind.NUMBER and " " in text:
            text, unit = text.split(" ")
        try:
            return Constant(kind, parse_plain(kind, text), unit)
        except ValueError as error:
            raise FormulaError(str(error)) from None

    def _call(self, function: str) -> Term:
        if function not in FUNCTIONS:
            hint = nearest(function, FUNCTIONS) or f"Er zijn: {', '.join(FUNCTIONS)}."
            raise FormulaError(f"'{function}' is geen functie.", hint)
        self._take("(")
        if function == LOOK_UP:
            return self._look_up()
        arguments = [self._sum()]
        rounding = None
        while self._next() == ("SIGN", ","):
            self._take()
            if function == DIVIDE and self._next()[1] in set(Rounding):
                rounding = Rounding(self._take()[1])
            else:
                arguments.append(self._sum())
        self._take(")")
        return self._built(function, arguments, rounding)

    def _look_up(self) -> Term:
        _, name = self._take()
        self._take(")")
        if name not in self.lists:
            raise FormulaError(f"'{name}' is geen opzoeklijst.", nearest(name, self.lists), name)
        return Lookup(name)

    def _built(self, function: str, arguments: list[Term], rounding: Rounding | None) -> Term:
        if function == DIVIDE:
            if rounding is None or len(arguments) != 2:
                raise FormulaError(
                    "Een deling noemt teller, noemer en afronding.",
                    "Schrijf deel(a, 12, half_omhoog), deel(a, 12, omhoog) of deel(a, 12, omlaag).",
                )
            return Quotient(arguments[0], arguments[1], rounding)
        if function in (LEAST, GREATEST) and len(arguments) > 1:
            return (Least if function == LEAST else Greatest)(tuple(arguments))
        if function in (YEARS, DAYS) and len(arguments) == 2:
            return (YearsBetween if function == YEARS else DaysBetween)(*arguments)
        if function == LATER and len(arguments) == 2:
            start, amount = arguments
            return DateShift(start, amount, self.unit(amount), statutory=False)
        if function == TERM_END and len(arguments[2:]) <= 1 < len(arguments):
            start, amount, *stood_still = arguments
            suspended = self._days(stood_still[0]) if stood_still else None
            return DateShift(start, amount, self.unit(amount), statutory=True, suspended=suspended)
        given = f"{len(arguments)} {'onderdeel' if len(arguments) == 1 else 'onderdelen'}"
        least = "ten minste " if function in (LEAST, GREATEST) else ""
        most = " of 3" if function == TERM_END else ""
        raise FormulaError(f"'{function}' heeft hier {given}, dat moeten er {least}2{most} zijn.")

    def _days(self, term: Term) -> Term:
        if self.unit(term) is not Unit.DAYS:
            raise FormulaError(
                "Hoe lang een termijn stilstond, is een aantal dagen.",
                f"Schrijf {TERM_END}(dag, 6 weken, 5 dagen), of een feit met de eenheid dagen.",
            )
        return term
