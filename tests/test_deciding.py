"""What a finding says it rests on is what it rests on: every fact of case 1 changed, one at a time."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pytest

from budget_engine.assessment import Finding
from budget_engine.facts import facts_of
from budget_engine.files.yaml_case import open_case, read_case
from budget_engine.language.expr import walk
from budget_engine.language.fact import EntityKind, FactDeclaration, Facts, Kind, Value
from budget_engine.language.meaning import evaluate
from budget_engine.language.rule_set import RuleSet, facts_read
from budget_engine.weighing import weigh
from tests.conftest import FIXTURES
from tests.knowledge import looking_at_knowledge
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


def _within(declared: FactDeclaration, tried: list, value: Value | None) -> list[Value]:
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


def changes(kind: EntityKind) -> Iterator[tuple[str, str, Value | None]]:
    """Walk every single change: known to unknown, known to another value, unknown to some value."""
    rule_set, facts, _ = world()
    for declared in rule_set.facts:
        if declared.entity is kind and declared.is_asked:
            for entity in facts.by_kind[kind]:
                value = entity.values.get(declared.name)
                if value is not None:
                    yield entity.id, declared.name, None
                for other in other_values(declared, value, set(constants_of(declared.name))):
                    yield entity.id, declared.name, other


@pytest.mark.parametrize("kind", list(EntityKind))
def test_whatever_moves_a_finding_was_listed_by_it_and_forgetting_only_makes_it_unknown(
    kind: EntityKind,
) -> None:
    rule_set, facts, listed = world()
    excused = looking_at_knowledge(rule_set)
    tried = moved = 0

    for entity, fact, value in changes(kind):
        found = evaluate(rule_set, facts.with_values([(entity, fact, value)]))
        tried += 1
        for place, truth in found.findings.items():
            if truth is not listed[place].holds:
                moved += 1
                assert (entity, fact) in listed_by(listed[place]), (place, entity, fact, value)
                if value is None and place[0] not in excused:
                    assert truth is None, (place, entity, fact)

    assert tried > 5
    assert moved > 5 or kind is EntityKind.ALTERNATIVE


def test_every_finding_of_case_1_names_its_source_and_what_decided(rule_set: RuleSet) -> None:
    case = read_case(open_case(CASE), rule_set)

    findings = weigh(case, rule_set, TODAY).assessment.findings

    assert len(findings) > 50
    for finding in findings:
        assert finding.legal_basis.law, finding.rule
        assert finding.legal_basis.article, finding.rule
        assert finding.decisive if finding.holds else finding.missing, finding.rule
