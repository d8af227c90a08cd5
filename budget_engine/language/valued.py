"""The same rules with other values, as an example or a proof supposes them."""

from dataclasses import fields, replace

from budget_engine.language.register import ListRows, Setting
from budget_engine.language.rule_set import RuleSet

OF_VALUES = frozenset({"text", "hash", "meaning_hash", "_settings", "_amounts"})
"""What rests on the values of parameters and the rows of lists; all else that is looked up does not."""


def valued(rule_set: RuleSet, settings: tuple[Setting, ...], list_rows: tuple[ListRows, ...]) -> RuleSet:
    """Give the same rules with other values and amounts; what was looked up of the rules stays known."""
    found = replace(rule_set, settings=settings, list_rows=list_rows)
    declared = {part.name for part in fields(rule_set)}
    known = {name: kept for name, kept in vars(rule_set).items() if name not in declared | OF_VALUES}
    vars(found).update(known)
    return found
