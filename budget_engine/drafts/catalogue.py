"""The provisions that the rules of a municipality know by kind, to choose from instead of typing a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from budget_engine.drafts.entry import Field, Given, joined
from budget_engine.drafts.shape import FACTS, VALUE
from budget_engine.glossary import WORDS
from budget_engine.language.fact import EntityKind, FactDeclaration, Kind
from budget_engine.language.rule_set import RuleSet


@dataclass(frozen=True)
class Catalogue:
    """The kinds of provision by their code, in words; `priced` are those the municipality has a tariff for."""

    fact: str
    kinds: Mapping[str, str]
    priced: frozenset[str]

    def word(self, code: str) -> str:
        """Give a kind as a choice: whether the municipality has a tariff for it stands behind it."""
        return f"{self.kinds[code]}{' (met tarief van de gemeente)' if code in self.priced else ''}"

    def in_order(self) -> list[str]:
        """List the codes: what the municipality has a tariff for first, otherwise as they were declared."""
        return sorted(self.kinds, key=lambda code: code not in self.priced)


def catalogue(rule_set: RuleSet, on: date) -> Catalogue | None:
    """Give the kinds of provision on a day; None where no tariff asks for the kind of a provision."""
    declared = _kind_of_provision(rule_set)
    if declared is None:
        return None
    kinds = {code: word[:1].upper() + word[1:] for code, word in declared.choices.items()}
    priced = frozenset(
        row.keys[declared.name]
        for rows in rule_set.list_rows
        if rows.municipality is not None and declared.name in rule_set.lookup_list[rows.list].keys
        for row in rows.rows
        if (row.valid_from or rows.valid_from) <= on <= (row.valid_until or rows.valid_until or date.max)
    )
    return Catalogue(declared.name, kinds, priced)


def _kind_of_provision(rule_set: RuleSet) -> FactDeclaration | None:
    """Find the fact that says what kind of provision it is: the choice by which tariffs are looked up."""
    keys = {key for listed in rule_set.lookup_list.values() for key in listed.keys}
    facts = (item for item in rule_set.facts if item.entity is EntityKind.SOLUTION and item.is_asked)
    return next((item for item in facts if item.kind is Kind.CHOICE and item.name in keys), None)


def provision(known: Catalogue | None, code: str | None, typed: str) -> list[tuple[Field, Given]]:
    """Give the fields of a provision that was chosen, typed or both; none where it was neither."""
    name = typed.strip() or ("" if known is None or code is None else known.kinds[code])
    if not name:
        return []
    fields: list[tuple[Field, Given]] = [(WORDS["name"], name)]
    if known is not None and code is not None:
        fields.append((joined(FACTS, known.fact, "0", VALUE), code))
    return fields
