"""Examples beside the rules: what must come out of the smallest household around some facts.

What an example says in its own words is compared with what comes out, and so is each small change that
it says turns the outcome. `household` builds what an example asks about.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from budget_engine.errors import nearest
from budget_engine.glossary import NO, UNKNOWN, YES
from budget_engine.language.arithmetic import all_hold
from budget_engine.language.entry import Entry
from budget_engine.language.fact import Entity, Value, print_plain
from budget_engine.language.household import ExampleError, Owner, household_of
from budget_engine.language.meaning import Meaning, fault_of, selected
from budget_engine.language.rule import Derivation, Example, Row, Rule, Table
from budget_engine.language.rule_set import RuleSet
from budget_engine.language.valued import valued

NONE = "geen"
"""How an example says that no row of a table holds."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes out of an example, as an example says it; `gives` is what the chosen row gives."""

    said: str
    gives: Mapping[str, str]

    @property
    def is_known(self) -> bool:
        """Tell whether something else than unknown came out."""
        return self.said != UNKNOWN


EXPECTS = "Dit voorbeeld verwacht"
"""Begins what is said of an example that expects something else than comes out."""
_NOTHING: Mapping[str, str] = {}


def failing(rule_set: RuleSet) -> Iterator[tuple[Owner, int, str, str | None]]:
    """Walk what does not come out: what the example stands beside, its number, why, and a hint."""
    national = without_municipality(rule_set)
    owners: tuple[Owner, ...] = (*rule_set.rules, *rule_set.tables, *rule_set.derivations)
    for owner in owners:
        for number, example in enumerate(owner.examples):
            for text, hint in faults_of(national, owner, example):
                yield owner, number, text, hint


def without_municipality(rule_set: RuleSet) -> RuleSet:
    """Give the rule set that examples are run on: no municipality can break an example of a law."""
    national = tuple(item for item in rule_set.settings if item.municipality is None)
    return valued(rule_set, national, rule_set.list_rows)


def faults_of(national: RuleSet, owner: Owner, example: Example) -> Iterator[tuple[str, str | None]]:
    """Walk what does not come out of one example, each with a hint; nothing when all is as it says."""
    try:
        household = household_of(national, owner, example)
        _refuse_other_outcomes(owner, example)
        expected = _expected(owner, example)
        meaning = Meaning(household.rule_set, household.facts)
        found = outcome(owner, example, meaning, household.entity)
    except ExampleError as error:
        yield str(error), error.hint
        return
    if expected != found.said:
        yield f"{EXPECTS} '{expected}', maar er komt '{found.said}' uit.", None
        return
    for fact, value in example.gives.items():
        if value != found.gives[fact]:
            yield f"{EXPECTS} bij '{fact}' {value}, maar er komt {found.gives[fact]} uit.", None
    for change in example.turned_by:
        yield from _not_turned(national, owner, example, change, found)


def turned(example: Example, change: Mapping[str, str]) -> Example:
    """Give an example with one of its changes made."""
    return example.model_copy(update={"facts": {**example.facts, **change}, "turned_by": ()})


def _not_turned(
    national: RuleSet, owner: Owner, example: Example, change: Mapping[str, str], first: Outcome
) -> Iterator[tuple[str, str | None]]:
    said = ", ".join(f"{name}: {text}" for name, text in change.items())
    if not change:
        yield "Bij 'kantelt' staat een verandering zonder feiten.", "Noem het feit dat anders wordt."
        return
    try:
        household = household_of(national, owner, turned(example, change))
        meaning = Meaning(household.rule_set, household.facts)
        found = outcome(owner, example, meaning, household.entity)
    except ExampleError as error:
        yield f"Bij 'kantelt' ({said}): {error}", error.hint
        return
    if found.said == first.said:
        text = f"Met {{{said}}} kantelt de uitkomst niet: het blijft '{first.said}'."
        yield text, "Kies een andere verandering, of haal deze weg."
    elif not found.is_known:
        text = f"Met {{{said}}} is de uitkomst onbekend; een verandering onder 'kantelt' geeft een bekende uitkomst."
        yield text, "Noem ook de feiten die dan nodig zijn."


def outcome(owner: Owner, example: Example, meaning: Meaning, entity: Entity) -> Outcome:
    """Work out an entry on a household, whether or not it stands in the rule set of the meaning.

    ExampleError where the example names a row or a fact that the table does not have.
    """
    match owner:
        case Rule():
            condition = meaning.rule_set.full_condition(owner)
            return Outcome(_truth_text(meaning.truth(condition, entity, owner.moment)), _NOTHING)
        case Derivation():
            value: Value | None
            if owner.when is not None:
                value = meaning.truth(owner.when, entity, owner.moment)
            else:
                assert owner.term is not None
                value = meaning.value(owner.term, entity, owner.moment)
            return Outcome(_value_text(meaning.rule_set, owner.fact, value), _NOTHING)
        case Table():
            return _table_outcome(owner, example, meaning, entity)


def tested_rows(table: Table, meaning: Meaning, entity: Entity) -> list[bool | None]:
    """Tell per row whether its tests hold, also of a table that does not stand in the rule set."""
    return [
        all_hold(meaning.truth(cell, entity, table.moment) for cell in row.cells if cell is not None)
        for row in table.rows
    ]


def _table_outcome(table: Table, example: Example, meaning: Meaning, entity: Entity) -> Outcome:
    rows = tested_rows(table, meaning, entity)
    fault = fault_of(table.policy, rows)
    chosen = selected(table.policy, rows)
    if example.fault is not None:
        return Outcome(str(fault or "geen fout"), _NOTHING)
    held = [row for row, holds in zip(table.rows, chosen, strict=True) if holds is True]
    if fault is not None and not held:
        return Outcome(str(fault), dict.fromkeys(example.gives, UNKNOWN))
    names = ", ".join(row.id for row in held)
    said = names or (NONE if all(holds is False for holds in chosen) else UNKNOWN)
    return Outcome(said, {fact: _given(table, held, fact, meaning, entity) for fact in example.gives})


def _given(table: Table, held: list[Row], fact: str, meaning: Meaning, entity: Entity) -> str:
    output = held[0].outputs[table.outputs.index(fact)] if held else None
    value = None if output is None else meaning.value(output, entity, table.moment)
    return _value_text(meaning.rule_set, fact, value)


def _expected(owner: Owner, example: Example) -> str:
    match owner:
        case Rule():
            return _one_of(example.holds, (YES, NO, UNKNOWN))
        case Derivation():
            return _one(example.value)
        case Table():
            return _expected_row(owner, example)


def _expected_row(table: Table, example: Example) -> str:
    for fact in example.gives:
        if fact not in table.outputs:
            text = f"'{fact}' is geen uitvoer van deze tabel."
            raise ExampleError(text, nearest(fact, table.outputs) or f"Er zijn: {', '.join(table.outputs)}.")
    if example.fault is not None:
        return example.fault
    names = [row.id for row in table.rows]
    for name in (example.row or "").split(", "):
        if example.row is not None and name not in (*names, NONE, UNKNOWN):
            raise ExampleError(f"De tabel heeft geen rij '{name}'.", nearest(name, names))
    return _one(example.row)


def _one(expected: str | None) -> str:
    if expected is None:
        raise ExampleError(
            "Dit voorbeeld zegt niet wat eruit moet komen.",
            "Noem bij een regel 'geldt', bij een tabel 'rij' en bij een afleiding 'is'.",
        )
    return expected


def _one_of(expected: str | None, known: tuple[str, ...]) -> str:
    if _one(expected) not in known:
        raise ExampleError(f"'{expected}' kan hier niet.", f"Schrijf {', '.join(known[:-1])} of {known[-1]}.")
    return str(expected)


_OUTCOMES: Mapping[type[Entry], tuple[str, ...]] = {
    Rule: ("geldt",),
    Derivation: ("is",),
    Table: ("rij", "fout", "geeft"),
}


def _refuse_other_outcomes(owner: Owner, example: Example) -> None:
    gives = example.gives or None
    said = {
        "geldt": example.holds,
        "rij": example.row,
        "is": example.value,
        "fout": example.fault,
        "geeft": gives,
    }
    fits = _OUTCOMES[type(owner)]
    for word, value in said.items():
        if value is not None and word not in fits:
            instead = " of ".join(name for name in fits if name != "geeft")
            raise ExampleError(f"'{word}' kan niet bij een {owner.word}.", f"Schrijf {instead}.")


def _truth_text(truth: bool | None) -> str:  # noqa: FBT001 - a truth value is what this is about
    return UNKNOWN if truth is None else YES if truth else NO


def _value_text(rule_set: RuleSet, fact: str, value: Value | None) -> str:
    return UNKNOWN if value is None else print_plain(rule_set.fact[fact].kind, value)
