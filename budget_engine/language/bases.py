"""Which law the entries of a rule set rest on."""

from budget_engine.language.entry import Entry
from budget_engine.language.register import (
    DeviationGround,
    Law,
    LegalBasis,
    ListRows,
    Parameter,
    Route,
    Setting,
)
from budget_engine.language.rule import Derivation, Rule, Table
from budget_engine.language.rule_set import RuleSet


def law_of(entry: Entry, rule_set: RuleSet) -> str | None:
    """Give the law that an entry rests on; None where it names none, or as a mandate is of several."""
    match entry:
        case Law():
            return entry.name
        case Route():
            return entry.under
        case Entry():
            return next((basis.law for basis in _bases(entry, rule_set) if basis is not None), None)


def _bases(entry: Entry, rule_set: RuleSet) -> tuple[LegalBasis | None, ...]:
    match entry:
        case Rule() | DeviationGround() | Derivation() | ListRows():
            return (entry.legal_basis,)
        case Table():
            return (entry.legal_basis, *(row.legal_basis for row in entry.rows))
        case Setting():
            return (entry.legal_basis, *_of_values(entry.parameter, rule_set))
        case Parameter():
            return _of_values(entry.name, rule_set)
        case Entry():
            return ()


def _of_values(parameter: str, rule_set: RuleSet) -> tuple[LegalBasis | None, ...]:
    return tuple(item.legal_basis for item in rule_set.settings if item.parameter == parameter)
