"""What can be asked for in a simple request: what has a tariff, and what the municipality names as paid at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from budget_engine.drafts.labels import capital, law_word
from budget_engine.drafts.proposal import mandates_for
from budget_engine.glossary import MUNICIPALITY, WORDS
from budget_engine.language.fact import EntityKind, FactDeclaration, Inlet
from budget_engine.language.rule_set import RuleSet
from budget_engine.values import show_cents

IN_KIND = "natura"
"""The form in which a simple request is granted, and the kind of tariff that goes with it."""


@dataclass(frozen=True)
class Provision:
    """A kind of provision under a law; `unit` is in what its tariff counts, and None where it is paid at once.

    `cents` is the price of a unit, or the most that is paid at once.
    """

    law: str
    product: str
    unit: str | None = None
    cents: int = 0

    @property
    def code(self) -> str:
        """Tell one provision from another."""
        return "|".join((self.law, self.product, self.unit or ""))


def product_fact(rule_set: RuleSet) -> FactDeclaration | None:
    """Give the fact that says what kind of provision something is: a key of the tariffs about solutions."""
    keys = (rule_set.fact[key] for listed in rule_set.lists for key in listed.keys)
    return next((fact for fact in keys if fact.entity is EntityKind.SOLUTION), None)


def provisions(rule_set: RuleSet, on: date) -> tuple[Provision, ...]:
    """List what can be asked for under the laws that somebody here has a mandate for, with a tariff first."""
    fact, law = product_fact(rule_set), next(rule_set.inlet(Inlet.LAW), None)
    if fact is None or law is None:
        return ()
    carried_out_here = {item.code for item in rule_set.laws if item.carried_out_by == MUNICIPALITY}
    named = dict.fromkeys(code for mandate in rule_set.mandates for code in mandate.laws)
    own = [code for code in named if code in carried_out_here and mandates_for(code, on, rule_set)]
    priced = [item for item in _with_tariff(rule_set, law, fact, on) if item.law in own]
    known = {(item.law, item.product) for item in priced}
    at_once = (item for item in _at_once(rule_set, law, fact, on) if (item.law, item.product) not in known)
    return (*priced, *(item for item in at_once if item.law in own))


def provision_word(item: Provision, rule_set: RuleSet) -> str:
    """Write a provision for people, with its price or that it is paid at once."""
    fact = product_fact(rule_set)
    what = capital(item.product if fact is None else fact.choices.get(item.product, item.product))
    price = (
        f"hooguit {show_cents(item.cents)} ineens"
        if item.unit is None
        else f"{show_cents(item.cents)} per {unit_word(item.unit, rule_set)}"
    )
    return f"{what}, {price} ({law_word(item.law, rule_set)})"


def unit_word(unit: str, rule_set: RuleSet) -> str:
    """Write a unit for people."""
    declared = rule_set.fact.get(WORDS["unit"])
    return unit if declared is None else declared.choices.get(unit, unit)


def _with_tariff(
    rule_set: RuleSet, law: FactDeclaration, product: FactDeclaration, on: date
) -> Iterator[Provision]:
    for rows in rule_set.list_rows:
        listed = rule_set.lookup_list[rows.list]
        counted = {law.name, product.name, WORDS["unit"]}
        if not counted <= set(listed.keys):
            continue
        for row in rows.rows:
            if any(code != IN_KIND for name, code in row.keys.items() if name not in counted):
                continue
            keys = (rule_set.fact[key].parse(row.keys[key]) for key in listed.keys)
            cents = rule_set.amount(listed.name, keys, on)
            if cents is not None:
                yield Provision(row.keys[law.name], row.keys[product.name], row.keys[WORDS["unit"]], cents)


def _at_once(
    rule_set: RuleSet, law: FactDeclaration, product: FactDeclaration, on: date
) -> Iterator[Provision]:
    """Walk the list that is about a law and a kind of provision alone: what is paid at once, and up to what."""
    for rows in rule_set.list_rows:
        listed = rule_set.lookup_list[rows.list]
        if {law.name, product.name} != set(listed.keys):
            continue
        for row in rows.rows:
            cents = rule_set.amount(
                listed.name, (rule_set.fact[key].parse(row.keys[key]) for key in listed.keys), on
            )
            if cents is not None:
                yield Provision(row.keys[law.name], row.keys[product.name], None, cents)
