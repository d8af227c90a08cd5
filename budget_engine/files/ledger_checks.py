"""What of the lines of a ledger only shows beside each other or beside the rules: payers, effects, reference costs."""

from collections.abc import Iterator, Sequence

from budget_engine.case import FROM_REFERENCE, LedgerLine, Party, Rhythm
from budget_engine.effects import effect_key
from budget_engine.errors import Path, Problem, nearest
from budget_engine.glossary import WORDS
from budget_engine.language.reference_cost import CostUnit, ReferenceCost
from budget_engine.language.rule_set import RuleSet


def problems(lines: Sequence[LedgerLine], path: Path, rule_set: RuleSet) -> Iterator[Problem]:
    """Walk the problems of the lines of one alternative, whose links were looked at already."""
    laws = {law.code for law in rule_set.laws}
    for place, line in enumerate(lines):
        inside = (*path, place)
        yield from _payers(line, inside, laws)
        yield from _reference(line, inside, rule_set)
        yield from _effect(lines, place, inside)


def _payers(line: LedgerLine, path: Path, laws: set[str]) -> Iterator[Problem]:
    for field, account in (("payer", line.payer), ("beneficiary", line.beneficiary)):
        if account is None:
            continue
        where = (*path, WORDS[field])
        if account.law is not None and account.law not in laws:
            hint = nearest(account.law, laws) or f"Er zijn: {', '.join(sorted(laws))}."
            yield Problem((*where, WORDS["law"]), f"'{account.law}' is geen wet in deze regels.", hint)
        if account.law is None and account.party is Party.MUNICIPALITY:
            yield Problem(where, "Bij de gemeente hoort de wet waaronder zij betaalt.", "Voeg 'wet' toe.")


# --- reference costs ------------------------------------------------------------------------------------


def _reference(line: LedgerLine, path: Path, rule_set: RuleSet) -> Iterator[Problem]:
    quantity = (*path, WORDS["quantity"])
    if line.reference_cost is None:
        if line.quantity is not None:
            hint = "Haal het weg, of noem het kengetal waar het bij hoort."
            yield Problem(quantity, "Een aantal hoort bij een kengetal.", hint)
        return
    where = (*path, WORDS["reference_cost"])
    named = [cost for cost in rule_set.reference_costs if cost.id == line.reference_cost]
    if not named:
        known = sorted({cost.id for cost in rule_set.reference_costs})
        text = f"'{line.reference_cost}' is geen kengetal in deze regels."
        yield Problem(where, text, nearest(line.reference_cost, known), line.reference_cost)
    elif FROM_REFERENCE in (line.low, line.likely, line.high) and line.quantity is None:
        units = {cost.unit for cost in named}
        is_per_year = units == {CostUnit.YEAR} and line.rhythm is Rhythm.YEARLY
        if not is_per_year:
            text = f"Dit kengetal is per {_unit(named)}; hier staat niet hoeveel het er zijn."
            yield Problem(where, text, "Voeg 'aantal' toe, zoals 'aantal: 365'.")


def _unit(costs: Sequence[ReferenceCost]) -> str:
    return " of per ".join(dict.fromkeys(str(cost.unit) for cost in costs))


# --- one effect, told more than once ----------------------------------------------------------------------

_SAME = (
    "payer", "nature", "chance", "rhythm", "low", "likely", "high", "price_year", "reference_cost", "quantity", "start",
)  # fmt: skip
"""What lines that tell one effect must agree on; they may differ in for whom it is and how long it lasts.

From one start a shorter telling lies within a longer one in every year, so the ranges of the years add up."""


def _effect(lines: Sequence[LedgerLine], place: int, path: Path) -> Iterator[Problem]:
    line = lines[place]
    if line.effect is None:
        return
    key = effect_key(line.effect)
    first = next(number for number, other in enumerate(lines) if effect_key(other.effect) == key)
    for field in _SAME:
        if getattr(line, field) != getattr(lines[first], field):
            yield Problem(
                (*path, WORDS[field] if field in line.model_fields_set else WORDS["effect"]),
                f"Deze regel noemt hetzelfde effect als '{lines[first].what}', maar heeft een {_SAYS[field]}.",
                "Is het hetzelfde, schrijf het dan gelijk: het telt één keer. "
                "Is het iets anders, geef het dan een eigen effect.",
            )
            return


_SAYS = {
    "payer": "andere betaler",
    "nature": "andere aard",
    "chance": "andere kans",
    "rhythm": "andere eenheid",
    "low": "ander laagste bedrag",
    "likely": "ander waarschijnlijk bedrag",
    "high": "ander hoogste bedrag",
    "price_year": "ander prijsjaar",
    "reference_cost": "ander kengetal",
    "quantity": "ander aantal",
    "start": "andere begindag",
}
