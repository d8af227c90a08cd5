"""A household in one Dutch sentence: what is answered about whom, and that the rest is not known."""

from collections.abc import Iterator

from budget_engine.language.fact import Bounded, FactDeclaration, Inlet, Kind, Value, print_plain
from budget_engine.language.rule_set import RuleSet
from budget_engine.proof.witness import Given, Witness
from budget_engine.values import show_cents, show_date


def household(rule_set: RuleSet, witness: Witness) -> str:
    """Say who is in a household and what is known of them.

    It is a clause that can follow a colon, and it ends without a full stop.
    """
    parts = [f"op {show_date(witness.on)}", *_answers(rule_set, witness)]
    others: list[tuple[Bounded, Value]] = [
        (rule_set.parameter[name], value) for name, value in witness.settings
    ]
    others += [(rule_set.lookup_list[name], value) for name, value in witness.amounts]
    parts += [f"{_called(declared)} is dan {_shown(declared, value)}" for declared, value in others]
    rest = "verder is niets bekend" if len(parts) > 1 else "er is niets bekend"
    return "; ".join([*parts, rest])  # a clause may hold commas of its own


def _answers(rule_set: RuleSet, witness: Witness) -> Iterator[str]:
    several = {entity.kind for entity in witness.members}
    for item in witness.given:
        declared = rule_set.fact[item.fact]
        if declared.inlet is not Inlet.REFERENCE_DATE:
            kind = witness.facts.entities[item.about].kind
            whom = f"{item.about}: " if kind in several else ""
            yield f"{whom}{said(declared, item)}"


def said(declared: FactDeclaration, item: Given) -> str:
    """Say one answer as a clause, in the words of its declaration."""
    if declared.kind is Kind.YES_NO:
        words = declared.statement if item.value else declared.denial
        return words or f"{_called(declared)} is {print_plain(declared.kind, item.value)}"
    if declared.kind is Kind.TEXT:
        return f"{_called(declared)} is ingevuld"
    return f"{_called(declared)} is {_shown(declared, item.value)}"


def _called(declared: Bounded) -> str:
    return declared.noun_phrase or f"'{declared.name}'"


def _shown(declared: Bounded, value: Value) -> str:
    if declared.kind is Kind.CHOICE:
        return declared.choices.get(str(value)) or str(value)
    if declared.kind is Kind.DATE:
        return show_date(value) if not isinstance(value, bool | int | str) else str(value)
    if declared.kind is Kind.AMOUNT and isinstance(value, int):
        return show_cents(value)
    unit = f" {declared.unit}" if declared.unit and declared.kind is Kind.NUMBER else ""
    return f"{print_plain(declared.kind, value)}{unit}"
