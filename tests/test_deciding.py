"""What a finding says it rests on is what it rests on: every fact of case 1 changed, one at a time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from budget_engine.assessment import Finding
from budget_engine.facts import facts_of
from budget_engine.files.yaml_case import open_case, read_case
from budget_engine.language.expr import Node, walk
from budget_engine.language.fact import EntityKind, FactDeclaration, Facts, Kind, Value
from budget_engine.language.meaning import evaluate
from budget_engine.language.register import Effect
from budget_engine.language.rule_set import RuleSet, facts_read
from budget_engine.weighing import weigh
from tests.conftest import FIXTURES
from tests.knowledge import looking_at_knowledge
from tests.laws_of_rules import read_by
from tests.notation import TODAY
from tests.sealed import rules

CASE = FIXTURES / "cases" / "001-van-wetering" / "case.yaml"


@cache
def world() -> tuple[RuleSet, Facts, dict[tuple[str, str], Finding]]:
    """Give the rules, the facts of case 1, and all its findings, met and unmet."""
    rule_set = rules()
    case = read_case(open_case(CASE), rule_set)
    weighing = weigh(case, rule_set, TODAY, everything=True)
    listed = {(item.rule, item.about): item for item in weighing.assessment.findings}
    return rule_set, facts_of(case, rule_set, TODAY), listed


def listed_by(finding: Finding) -> set[tuple[str, str]]:
    """Name every (entity, fact) that a finding rests on or waits for."""
    return {
        *((ground.about, ground.asked_fact) for ground in finding.decisive),
        *((lack.about, lack.asked_fact) for lack in finding.missing),
    }


def other_values(declared: FactDeclaration, value: Value | None, constants: set[Value]) -> Iterator[Value]:
    """Walk legal values beside the one there is: all choices, and for numbers those near a comparison."""
    match declared.kind:
        case Kind.YES_NO:
            yield from (truth for truth in (True, False) if truth is not value)
        case Kind.CHOICE:
            yield from (choice for choice in declared.choices if choice != value)
        case Kind.TEXT:
            yield from (text for text in ("iets anders",) if text != value)
        case Kind.DATE:
            days = [day for day in constants if isinstance(day, date)]
            near = [value] if isinstance(value, date) else [TODAY]
            yield from _within(
                declared, [d + timedelta(days=s) for d in near for s in (-400, -1, 1, 400)], value
            )
            yield from _within(declared, days, value)
        case _:
            near_number = [value] if isinstance(value, int) else [0]
            whole = [number for number in constants if isinstance(number, int)]
            tried = [number + shift for number in (*near_number, *whole) for shift in (-1, 0, 1)]
            yield from _within(declared, tried, value)


def _within(declared: FactDeclaration, tried: list[Any], value: Value | None) -> list[Value]:
    assert declared.range is not None
    low, high = declared.range
    return sorted({each for each in tried if low <= each <= high and each != value})


@cache
def constants_of(fact: str) -> frozenset[Value]:
    """Gather every constant that stands in a rule that reads a fact."""
    rule_set, _, _ = world()
    found: set[Value] = set()
    for condition in rule_set.condition_of.values():
        if fact in set(facts_read(condition, rule_set)):
            found |= {part.value for part in walk(condition) if hasattr(part, "value")}
    return frozenset(found)


# --- what could read a fact ----------------------------------------------------------------------------------


@cache
def reads() -> dict[str, frozenset[str]]:
    """Give what every rule and every table reads, also through what that is derived from."""
    rule_set, _, _ = world()
    nodes: dict[str, list[Node]] = {name: [node] for name, node in rule_set.condition_of.items()}
    nodes |= {table.id: [rule_set.in_force_of[table.id], *table.nodes] for table in rule_set.tables}
    return {
        name: frozenset(fact for node in some for fact in read_by(node, rule_set))
        for name, some in nodes.items()
    }


@cache
def readers_of(fact: str) -> RuleSet:
    """Give the findings that read a fact, with what they are derived from, and leave the others out."""
    rule_set, _, _ = world()
    finding = {table.id for table in rule_set.tables if any(row.consequence for row in table.rows)}
    reading = {name for name, facts in reads().items() if fact in facts}
    kept = reading & (finding | set(rule_set.rule_named))
    needed = {read for name in kept for read in reads()[name]}
    return replace(
        rule_set,
        rules=tuple(rule for name, rule in rule_set.rule_named.items() if name in kept),
        tables=tuple(item for item in rule_set.tables if item.id in kept or needed & set(item.outputs)),
        facts=tuple(item for item in rule_set.facts if not item.is_derived or item.name in needed),
    )


# --- one fact changed ----------------------------------------------------------------------------------------

ONE_IN = {EntityKind.PERSON: 2, EntityKind.NEED: 2, EntityKind.SOLUTION: 8, EntityKind.CLAIM: 8}
"""Each change of a value is tried on one in so many of these; with --grondig, and elsewhere always, on every one.

What forgetting does is tried on all."""
BY_ALL_RULES = 60
"""Of so many changes one is worked out by all rules, the others by the rules that read the fact."""
MOVED = {
    EntityKind.CASE: {Effect.CONCERN, Effect.DUTY, Effect.DEADLINE, Effect.CONDITION},
    EntityKind.PERSON: set(Effect) - {Effect.COMPETENCE},
    EntityKind.NEED: set(Effect) - {Effect.COMPETENCE, Effect.DEADLINE},
    EntityKind.SUPPORT: {Effect.ROOM, Effect.CONCERN},
    EntityKind.SOLUTION: set(Effect) - {Effect.COMPETENCE},
    EntityKind.CLAIM: set(Effect) - {Effect.OTHER_LAW},
    EntityKind.ALTERNATIVE: set[Effect](),
}
"""The effects of which something moves when facts of a kind of entity change."""


def changes(kind: EntityKind, one_in: int) -> Iterator[tuple[str, str, Value | None]]:
    """Walk single changes: known to unknown, known to another value, unknown to some value.

    Each entity has its turn, so that what is tried is spread over all entities and all facts.
    """
    rule_set, facts, _ = world()
    asked = [item for item in rule_set.facts if item.entity is kind and item.is_asked]
    for place, declared in enumerate(asked):
        for turn, entity in enumerate(facts.by_kind[kind], place):
            value = entity.values.get(declared.name)
            if value is not None:
                yield entity.id, declared.name, None
            others = other_values(declared, value, set(constants_of(declared.name)))
            for number, other in enumerate(others, turn):
                if number % one_in == 0:
                    yield entity.id, declared.name, other


@pytest.mark.parametrize("kind", list(EntityKind))
def test_whatever_moves_a_finding_was_listed_by_it_and_forgetting_only_makes_it_unknown(
    kind: EntityKind, pytestconfig: pytest.Config
) -> None:
    rule_set, facts, listed = world()
    excused = looking_at_knowledge(rule_set)
    moved: set[Effect] = set()
    every = pytestconfig.getoption("--grondig")

    for number, change in enumerate(changes(kind, 1 if every else ONE_IN.get(kind, 1))):
        entity, fact, value = change
        able = rule_set if every or number % BY_ALL_RULES == 0 else readers_of(fact)
        found = evaluate(able, facts.with_values([change]))
        for place, truth in found.findings.items():
            if truth is not listed[place].holds:
                moved.add(listed[place].effect)
                assert (entity, fact) in listed_by(listed[place]), (place, change)
                if value is None and place[0] not in excused:
                    assert truth is None, (place, change)

    assert moved >= MOVED[kind]


def test_facts_move_findings_of_every_effect() -> None:
    assert set().union(*MOVED.values()) == set(Effect)


def test_every_finding_of_case_1_names_its_source_and_what_decided(rule_set: RuleSet) -> None:
    case = read_case(open_case(CASE), rule_set)

    findings = weigh(case, rule_set, TODAY).assessment.findings

    assert len(findings) > 50
    for finding in findings:
        assert finding.legal_basis.law, finding.rule
        assert finding.legal_basis.article, finding.rule
        assert finding.decisive if finding.holds else finding.missing, finding.rule
