"""Facts and outcomes as JSON, for the line between an engine and its child process."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from budget_engine.language.fact import Entity, EntityKind, Facts, Value
from budget_engine.language.meaning import Fault, FaultKind, Outcomes

KEPT = 10
"""How many compiled rule sets a child keeps; more would only hold memory."""


def plain_value(value: Value | None) -> Any:
    """Give a value as JSON; a date is a group of its own, so that it comes back as a date."""
    return {"datum": value.isoformat()} if isinstance(value, date) else value


def read_value(value: Any) -> Any:
    """Read a value back from JSON."""
    return date.fromisoformat(value["datum"]) if isinstance(value, dict) else value


def plain_facts(facts: Facts) -> list[dict[str, Any]]:
    """Give all entities as JSON."""
    return [
        {
            "id": entity.id,
            "soort": entity.kind,
            "eigenaren": dict(entity.owners),
            "feiten": {name: plain_value(value) for name, value in entity.values.items()},
            "leden": {relation: list(names) for relation, names in entity.members.items()},
            "onvolledig": sorted(entity.open_relations),
        }
        for entity in facts.entities.values()
    ]


def read_facts(entities: Iterable[dict[str, Any]]) -> Facts:
    """Read entities back from JSON."""
    return Facts(
        {
            item["id"]: Entity(
                id=item["id"],
                kind=EntityKind(item["soort"]),
                owners={EntityKind(kind): name for kind, name in item["eigenaren"].items()},
                values={name: read_value(value) for name, value in item["feiten"].items()},
                members={relation: tuple(names) for relation, names in item["leden"].items()},
                open_relations=frozenset(item["onvolledig"]),
            )
            for item in entities
        }
    )


def plain_outcomes(outcomes: Outcomes) -> dict[str, Any]:
    """Give outcomes as JSON."""
    return {
        "bevindingen": [[*place, truth] for place, truth in outcomes.findings.items()],
        "afgeleid": [[*place, plain_value(value)] for place, value in outcomes.derived.items()],
        "fouten": [[fault.table, fault.entity, fault.kind] for fault in outcomes.faults],
    }


def read_outcomes(answer: dict[str, Any]) -> Outcomes:
    """Read outcomes back from JSON."""
    return Outcomes(
        {(rule, entity): truth for rule, entity, truth in answer["bevindingen"]},
        {(fact, entity): read_value(value) for fact, entity, value in answer["afgeleid"]},
        tuple(Fault(table, entity, FaultKind(kind)) for table, entity, kind in answer["fouten"]),
    )
