"""The shapes of the files and answers, as JSON Schema; facts come from the rules that were chosen."""

from collections.abc import Mapping
from typing import Any, Literal

from budget_engine.answer import Answer
from budget_engine.case import Case
from budget_engine.decision import Decision
from budget_engine.export import AssessmentReport
from budget_engine.files.case_checks import FACTS
from budget_engine.files.entry_forms import JUDGEMENT
from budget_engine.files.rule_entries import OPENING
from budget_engine.files.yaml_case import DEFAULT
from budget_engine.glossary import NO, UNKNOWN, YES, Noun
from budget_engine.language.fact import EntityKind, FactDeclaration, Kind, print_plain
from budget_engine.language.register import BoundedEntry, Declaration, ListRows
from budget_engine.language.rule import Table
from budget_engine.language.rule_set import RuleSet

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_FORMS = {
    Kind.YES_NO: f"{YES} of {NO}",
    Kind.CHOICE: "een van de keuzes",
    Kind.NUMBER: "een geheel getal, zoals 12",
    Kind.AMOUNT: "een bedrag met twee cijfers achter de komma, zoals 13,00",
    Kind.DURATION: "een duur, zoals '68 minuten' of '2,5 uur'",
    Kind.DISTANCE: "een afstand, zoals '14,2 km' of '350 m'",
    Kind.SHARE: "een percentage, zoals 60%",
    Kind.DATE: "een datum, zoals 2026-10-05",
    Kind.TEXT: "tekst",
}


def _shape(model: type[Noun], mode: Literal["validation", "serialization"] = "validation") -> dict[str, Any]:
    """Give the schema of a model without the English of its docstrings and field names."""
    schema = model.model_json_schema(by_alias=True, mode=mode)
    for definition in (schema, *schema.get("$defs", {}).values()):
        definition.pop("description", None)
        definition.pop("title", None)
        for field in definition.get("properties", {}).values():
            field.pop("title", None)
    return schema


def _titled(title: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": DIALECT, "title": title, **schema}


def schema_of_case(rule_set: RuleSet) -> dict[str, Any]:
    """Give the shape of a case file, with the declared facts of a rule set."""
    schema = _shape(Case)
    answer = _shape(Answer)
    definitions: dict[str, Any] = schema["$defs"]
    definitions.update(answer.pop("$defs", {}))
    definitions["Answer"] = answer
    definitions["ShortAnswer"] = {**answer, "required": []}
    for kind, name in _MODELS.items():
        definitions[name]["properties"][FACTS] = {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                declared.name: _fact(declared)
                for declared in rule_set.facts
                if declared.entity is kind and declared.is_asked
            },
        }
    properties = {**schema["properties"], DEFAULT: {"$ref": "#/$defs/ShortAnswer"}}
    laws = [code for declared in rule_set.facts if declared.inlet == "wet" for code in declared.choices]
    definitions["Claim"]["properties"]["wet"] = {"enum": laws}
    definitions["Room"]["properties"]["wet"] = {"enum": laws}
    properties["vorm"] = {"enum": ["1", 1]}
    return _titled("Zaakbestand", {**schema, "properties": properties})


_MODELS = {
    EntityKind.CASE: "Matter",
    EntityKind.PERSON: "Person",
    EntityKind.NEED: "Need",
    EntityKind.SUPPORT: "Support",
    EntityKind.SOLUTION: "Solution",
    EntityKind.CLAIM: "Claim",
    EntityKind.ALTERNATIVE: "Alternative",
}


def _fact(declared: FactDeclaration) -> dict[str, Any]:
    value: dict[str, Any] = {"type": ["string", "integer"], "description": _FORMS[declared.kind]}
    if declared.kind is Kind.CHOICE:
        value = {"enum": [*declared.choices, UNKNOWN]}
    elif declared.kind is Kind.YES_NO:
        value = {"enum": [YES, NO, UNKNOWN]}
    long = {
        "type": "object",
        "allOf": [{"$ref": "#/$defs/ShortAnswer"}],
        "properties": {"waarde": value},
        "required": ["waarde"],
    }
    described = " ".join(text for text in (declared.question, declared.help, _range(declared)) if text)
    return {"description": described, "anyOf": [value, long, {"type": "array", "items": long, "minItems": 1}]}


def _range(declared: FactDeclaration) -> str | None:
    if declared.range is None or declared.kind is Kind.DATE:
        return None
    low, high = (print_plain(declared.kind, end) for end in declared.range)
    return f"Van {low} tot en met {high}."


def schema_of_decision() -> dict[str, Any]:
    """Give the shape of a decision file."""
    schema = _shape(Decision)
    schema["properties"]["vorm"] = {"enum": ["1", 1]}
    return _titled("Besluitbestand", schema)


def schema_of_assessment() -> dict[str, Any]:
    """Give the shape of what `beoordeel --json` prints for one case."""
    schema = _shape(AssessmentReport, "serialization")
    return _titled("Beoordeling", schema)


def schema_of_rules() -> dict[str, Any]:
    """Give the shape of a rule file: a list of entries, each opened by its own word."""
    items, definitions = [], {}
    for word, kind in OPENING.items():
        schema = _shape(kind)
        definitions.update(schema.pop("$defs", {}))
        alias = str(kind.model_fields[kind.key].alias)
        inner = _INNER | _BOUNDS if issubclass(kind, BoundedEntry) else _INNER
        properties: dict[str, Any] = {word: {"type": "string", "description": "de naam"}}
        properties.update(
            {name: shape for name, shape in schema["properties"].items() if name not in (alias, *inner)}
        )
        if issubclass(kind, BoundedEntry):
            properties["bereik"] = {"type": "string", "description": "laagste..hoogste, zoals 0..24"}
            properties["keuzes"] = {
                "type": ["object", "array"],
                "description": "codes, of code: omschrijving",
            }
        properties.update(_ROWS.get(kind, {}))
        needed = [word if name == alias else name for name in schema.get("required", ()) if name not in inner]
        if kind is Declaration and word == JUDGEMENT:
            properties[word]["description"] = "de naam van een inschatting, met naam en reden te beantwoorden"
        items.append(
            {
                "title": word,
                "type": "object",
                "properties": properties,
                "required": needed,
                "additionalProperties": False,
            }
        )
    return {
        "$schema": DIALECT,
        "title": "Regelbestand",
        "type": "array",
        "items": {"anyOf": items},
        "$defs": definitions,
    }


_ROWS: Mapping[type[Noun], dict[str, Any]] = {
    Table: {
        "invoer": {
            "type": "array",
            "items": {"type": ["string", "object"]},
            "description": "een feit, of {kolom: naam, is: formule}, of {kolom: naam, vastgelegd: feit}",
        },
        "rijen": {
            "type": "array",
            "items": {"type": "object", "required": ["rij"]},
            "description": "per kolom een toets, per uitvoer een waarde",
        },
    },
    ListRows: {
        "rijen": {
            "type": "array",
            "items": {"type": "object", "required": ["is"]},
            "description": "de sleutels, en het bedrag onder 'is'",
        },
    },
}
"""Rows are written by the names of their columns, which the rules themselves choose."""

_INNER = frozenset({"is_oordeel", "cellen", "uitvoer_van_rij"})
_BOUNDS = frozenset({"laag", "hoog"})
"""Fields that a rule file writes in another way: bounds as one text."""


def fact_list(rule_set: RuleSet) -> str:
    """Write the declared facts as a page for people who fill in a case, entity by entity."""
    lines: list[str] = []
    for kind in EntityKind:
        asked = [item for item in rule_set.facts if item.entity is kind and item.is_asked]
        lines += [f"### Feiten over een {kind}", ""]
        for declared in asked:
            lines += _described(declared)
        lines.append("")
    return "\n".join(lines).strip() + "\n"


def _described(declared: FactDeclaration) -> list[str]:
    what = _FORMS[declared.kind]
    extra = (
        f", van {_bounds(declared)}" if declared.range is not None and declared.kind is not Kind.DATE else ""
    )
    judged = " Een inschatting: met `herkomst: oordeel`, `door` en `reden`." if declared.is_judgement else ""
    unit = f" ({declared.unit})" if declared.unit else ""
    lines = [f"- **`{declared.name}`**: {declared.question} {declared.help or ''}".rstrip()]
    lines.append(f"  {what}{unit}{extra}.{judged}")
    lines += [f"  - `{code}`: {label}" for code, label in declared.choices.items()]
    return lines


def _bounds(declared: FactDeclaration) -> str:
    assert declared.range is not None
    low, high = (print_plain(declared.kind, end) for end in declared.range)
    return f"{low} tot en met {high}"
