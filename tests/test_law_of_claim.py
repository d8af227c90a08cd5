"""A rule that rests on one law says nothing of a claim under another: every example, with another law in it."""

from dataclasses import replace
from functools import cache

from budget_engine.language.example import failing
from budget_engine.language.fact import EntityKind, Inlet
from budget_engine.language.rule import Example, Rule
from budget_engine.language.rule_set import RuleSet
from tests.sealed import rules

ACROSS = {
    "andere-weg-wmo": "jeugdwet leerlingenvervoer participatiewet",
    "po-swv": "participatiewet wmo",
    "vo-swv": "participatiewet wmo",
    "po-zorg-onderwijstijd": "jeugdwet wlz wmo zvw",
    "so-zorg-onderwijstijd": "jeugdwet wlz wmo zvw",
    "vo-zorg-onderwijstijd": "jeugdwet wlz wmo zvw",
    "pw-inlichtingen": "jeugdwet wmo",
    "wlz-drempel": "jeugdwet wlz wmo",
    "wlz-drempel-inschatting": "jeugdwet wlz wmo",
    "wlz-toegang": "jeugdwet wmo",
    "wlz-toegang-lvg": "jeugdwet wmo",
    "wlz-toegang-open": "jeugdwet wlz wmo",
    "zvw-grens": "jeugdwet wmo",
}
"""Where a law speaks of claims under others: one that goes first, points on, or must be heard."""


@cache
def alone() -> RuleSet:
    """Give the national rules without what is not tried, so that one rule's examples are worked out fast."""
    derivations = tuple(item.model_copy(update={"examples": ()}) for item in rules(None).derivations)
    tables = tuple(item.model_copy(update={"examples": ()}) for item in rules(None).tables)
    return replace(rules(None), rules=(), tables=tables, derivations=derivations)


def holds_under(rule: Rule, example: Example, law: str) -> bool:
    asked = example.model_copy(update={"facts": {**example.facts, "wet": law}})
    return not list(failing(replace(alone(), rules=(rule.model_copy(update={"examples": (asked,)}),))))


def laws_of(rule: Rule) -> set[str]:
    """Give the laws of a claim under which some example in which the rule holds still does."""
    (declared,) = rules(None).inlet(Inlet.LAW)
    examples = [item for item in rule.examples if item.holds == "ja" and "wet" in item.facts]
    return {law for law in declared.choices for example in examples if holds_under(rule, example, law)}


def test_a_rule_of_one_law_holds_for_claims_under_that_law_alone_or_is_named_here() -> None:
    claimed = {route.under for route in rules(None).routes}
    of_claims = [
        (name, rule)
        for name, rule in rules(None).rule_named.items()
        if rule.entity is EntityKind.CLAIM and rule.legal_basis.law in claimed
    ]

    across = {name: laws for name, rule in of_claims if len(laws := laws_of(rule)) > 1}

    assert len(of_claims) > 300
    assert across == {name: set(laws.split()) for name, laws in ACROSS.items()}
