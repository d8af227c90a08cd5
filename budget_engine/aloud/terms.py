"""Terms read aloud: what is looked at, added up or counted, as a Dutch noun phrase.

A calculation inside another stands between brackets, so that no two formulas read the same.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date

from budget_engine.aloud.phrases import MEMBERS, Phrases, counted, is_plural
from budget_engine.language.expr import (
    Arithmetic,
    Condition,
    Constant,
    DateShift,
    DaysBetween,
    Difference,
    FactRef,
    Greatest,
    Least,
    Lookup,
    ParameterRef,
    Product,
    Quotient,
    Rounding,
    Sum,
    Term,
    Total,
    TotalFunction,
    YearsBetween,
)
from budget_engine.language.fact import Bounded, Kind, print_plain
from budget_engine.language.rule_set import RuleSet

_ROUNDED: Mapping[Rounding, str] = {
    Rounding.DOWN: "naar beneden afgerond",
    Rounding.UP: "naar boven afgerond",
    Rounding.HALF_UP: "vanaf de helft naar boven afgerond",
}
_TOTALS: Mapping[TotalFunction, str] = {
    TotalFunction.SUM: "de som van",
    TotalFunction.COUNT: "het aantal",
    TotalFunction.LOWEST: "het laagste van",
    TotalFunction.HIGHEST: "het hoogste van",
}


class Terms(ABC):
    """Reads terms aloud; with a day, a parameter is named with its value on that day."""

    def __init__(self, rule_set: RuleSet, day: date | None = None) -> None:
        self.rule_set = rule_set
        self.phrases = Phrases(rule_set)
        self.day = day

    def term(self, term: Term, of: Bounded | None = None) -> str:
        """Read a term as a noun phrase; `of` names the choices that a constant comes from."""
        match term:
            case Constant():
                return self.phrases.value(term, of)
            case FactRef():
                return self.phrases.noun(term.name)
            case ParameterRef():
                return self.phrases.noun(term.name) + self._in_force(term.name)
            case Lookup():
                return self.phrases.list_noun(term.list)
            case Total():
                return self._total(term)
            case calculation:
                return self._calculated(calculation)

    def total_heading(self, total: Total) -> str:
        """Read a total without the condition on its members, which is read apart."""
        of = "" if total.of is None else f" {self._operand(total.of)} over alle"
        meant = "" if total.where is None else " die meetellen"
        return f"{_TOTALS[total.function]}{of} {MEMBERS[total.relation]}{meant}"

    def is_date(self, term: Term) -> bool:
        """Tell whether a term is a date."""
        match term:
            case FactRef() | ParameterRef():
                return term.name in self.rule_set.dates
            case Constant():
                return term.kind is Kind.DATE
            case DateShift():
                return True
            case Least() | Greatest():
                return any(map(self.is_date, term.parts))
            case Total():
                return term.of is not None and self.is_date(term.of)
            case Lookup() | Sum() | Difference() | Product() | Quotient() | YearsBetween() | DaysBetween():
                return False

    def is_plural(self, term: Term) -> bool:
        """Tell whether a term asks for a verb in the plural."""
        match term:
            case FactRef() | ParameterRef():
                return is_plural(self.phrases.noun(term.name))
            case Lookup():
                return is_plural(self.phrases.list_noun(term.list))
            case Constant() | Total():
                return False
            case (
                Sum() | Difference() | Product() | Least() | Greatest() | Quotient() | DateShift()
                | YearsBetween() | DaysBetween()
            ):  # fmt: skip
                return False

    def declared(self, term: Term) -> Bounded | None:
        """Give the declaration of a term that is a fact or parameter by itself."""
        return self.phrases.bounded(term.name) if isinstance(term, FactRef | ParameterRef) else None

    def _calculated(self, term: Arithmetic) -> str:
        match term:
            case Sum():
                return " plus ".join(map(self._operand, term.parts))
            case Difference():
                return f"{self._operand(term.left)} min {self._operand(term.right)}"
            case Product():
                return " keer ".join(map(self._operand, term.parts))
            case Least():
                return f"{self._extreme(term, 'de vroegste', 'het kleinste')} van {self._several(term.parts)}"
            case Greatest():
                return f"{self._extreme(term, 'de laatste', 'het grootste')} van {self._several(term.parts)}"
            case Quotient():
                parts = f"{self._operand(term.numerator)} gedeeld door {self._operand(term.divisor)}"
                return f"{parts}, {_ROUNDED[term.rounding]}"
            case DateShift():
                return self._shifted(term)
            case YearsBetween():
                return (
                    f"het aantal hele jaren van {self._operand(term.earlier)} tot {self._operand(term.later)}"
                )
            case DaysBetween():
                return f"het aantal dagen van {self._operand(term.earlier)} tot {self._operand(term.later)}"

    def _in_force(self, parameter: str) -> str:
        if self.day is None:
            return ""
        declared = self.rule_set.parameter[parameter]
        value = self.rule_set.setting(parameter, self.day)
        if value is None:
            return " (nu niet ingevuld)"
        return f" (nu {self.phrases.stated(declared, print_plain(declared.kind, value))})"

    def _operand(self, term: Term) -> str:
        is_single = isinstance(term, Constant | FactRef | ParameterRef | Lookup)
        return self.term(term) if is_single else f"({self.term(term)})"

    def _several(self, parts: tuple[Term, ...]) -> str:
        return " en ".join(map(self._operand, parts))

    def _extreme(self, term: Least | Greatest, of_dates: str, of_numbers: str) -> str:
        return of_dates if self.is_date(term) else of_numbers

    def _shifted(self, term: DateShift) -> str:
        start, amount = self._operand(term.start), term.amount
        is_plain = isinstance(amount, Constant) and isinstance(amount.value, int)
        length = (
            counted(int(amount.value), str(term.unit))
            if isinstance(amount, Constant) and isinstance(amount.value, int)
            else self._operand(amount)
        )
        if not term.statutory:
            if not is_plain:
                return f"de dag aan het eind van {length}, gerekend vanaf {start}"
            return f"de dag na {start}" if length == counted(1, "dagen") else f"de dag {length} na {start}"
        said = (
            f"de laatste dag van de wettelijke termijn van {length} na {start}"
            if is_plain
            else f"de laatste dag van de wettelijke termijn na {start}, met als lengte {length}"
        )
        return said if term.suspended is None else f"{said}, verlengd met {self._operand(term.suspended)}"

    def _total(self, term: Total) -> str:
        of = "" if term.of is None else f" {self._operand(term.of)} over alle"
        said = f"{_TOTALS[term.function]}{of} {MEMBERS[term.relation]}"
        if term.where is None:
            return said
        whom = "voor wie" if term.relation == "zaak.personen" else "waarvoor"
        return f"{said} {whom} geldt ({self.condition(term.where)})"

    @abstractmethod
    def condition(self, condition: Condition) -> str:
        """Read a condition as one part of a sentence."""
