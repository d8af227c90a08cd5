"""A household that a proof found, written as a case file that `maatwerk beoordeel` reads."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

import yaml

from budget_engine.case import ALWAYS_AMONG, AlternativeKind, Domain
from budget_engine.files.case_checks import FACTS
from budget_engine.files.yaml_case import DEFAULT
from budget_engine.glossary import WORDS
from budget_engine.language.fact import Entity, EntityKind, Facts, Inlet
from budget_engine.language.rule_set import RuleSet
from budget_engine.proof.proofs import Proof
from budget_engine.proof.witness import Witness

WHY = "ingevuld om een melding van het bewijs te laten zien"
WHO = "bewijs"
_WIDTH = 110  # columns, as in the rule files
_LONGEST_NAME = 120  # two long names of rules would make a file name that no disk takes


@dataclass(frozen=True)
class ShownCase:
    """The case that shows a report, by its key; or why there is none."""

    report: str
    text: str = ""
    why_not: str | None = None


OTHER_VALUES = "het gebeurt pas bij andere waarden of uitkomsten dan een zaak kan opgeven"
NOWHERE = "met wat de gemeenten hebben ingevuld, gebeurt het in geen van hun regels"


def can_be_case(rule_set: RuleSet, witness: Witness) -> bool:
    """Tell whether a case can show it: no other value of a parameter is needed, and no gate is given."""
    gates = {declared.name for declared in rule_set.inlet(Inlet.GATE)}
    is_real = not witness.settings and not witness.amounts
    return is_real and not any(item.fact in gates for item in witness.given)


def case_of(rule_set: RuleSet, witness: Witness, municipality: str) -> dict[str, Any]:
    """Give a household in the form of a case file."""
    facts, kinds = witness.facts, witness.facts.by_kind
    own = next(iter(kinds[EntityKind.CASE]))
    written: dict[str, Any] = {
        WORDS["form"]: "1",
        "id": own.id,
        WORDS["municipality"]: municipality,
        DEFAULT: {WORDS["provenance"]: "document", WORDS["on"]: witness.on.isoformat()},
        WORDS["matter"]: _facts(rule_set, witness, own),
        WORDS["persons"]: [_part(rule_set, witness, entity) for entity in kinds[EntityKind.PERSON]],
        WORDS["needs"]: [
            _part(rule_set, witness, entity, {
                WORDS["person"]: entity.owners[EntityKind.PERSON],
                WORDS["domain"]: _of_case(rule_set, entity, Inlet.DOMAIN) or str(Domain.HOME),
            })
            for entity in kinds[EntityKind.NEED]
        ],
        WORDS["support"]: [
            _part(rule_set, witness, entity, {
                WORDS["offered_to"]: entity.owners[EntityKind.PERSON],
                WORDS["for_needs"]: [
                    need.id for need in kinds[EntityKind.NEED]
                    if entity.id in need.members.get("vraag.steun", ())
                ],
            })
            for entity in kinds[EntityKind.SUPPORT]
        ],
        WORDS["solutions"]: [
            _part(rule_set, witness, entity, {WORDS["name"]: entity.id})
            for entity in kinds[EntityKind.SOLUTION]
        ],
        WORDS["claims"]: [
            _part(rule_set, witness, entity, {
                WORDS["solution"]: entity.owners[EntityKind.SOLUTION],
                WORDS["need"]: entity.owners[EntityKind.NEED],
                WORDS["law"]: _of_case(rule_set, entity, Inlet.LAW),
            })
            for entity in kinds[EntityKind.CLAIM]
        ],
        WORDS["alternatives"]: list(_alternatives(rule_set, witness, facts)),
    }  # fmt: skip
    return {name: value for name, value in written.items() if value not in ([], {})}


def case_text(rule_set: RuleSet, witness: Witness, municipality: str, about: str) -> str:
    """Write a case file; what it shows, and on which day, stands above it."""
    lines = [about, f"Toets dit met: maatwerk beoordeel --op {witness.on.isoformat()}"]
    head = "".join(f"# {line}\n" for line in lines)
    case = case_of(rule_set, witness, municipality)
    return head + yaml.safe_dump(case, allow_unicode=True, sort_keys=False, width=_WIDTH)


def shown_cases(proof: Proof, municipal: Iterable[RuleSet] = ()) -> Iterator[ShownCase]:
    """Walk the reports with a household, each with the case that shows it.

    A case has a municipality, and national rules have none: there it is the first of `municipal` in
    whose rules the household falls where the report says.
    """
    own = proof.rule_set.municipality
    among = list(municipal)
    for report in proof.reports:
        witness = report.witness
        if witness is None:
            continue
        if not can_be_case(proof.rule_set, witness):
            yield ShownCase(report.key, why_not=OTHER_VALUES)
            continue
        names = (rules.municipality for rules in among if rules.municipality and witness.happens_by(rules))
        name = own or next(names, None)
        if name is None:
            yield ShownCase(report.key, why_not=NOWHERE)
        else:
            yield ShownCase(report.key, case_text(proof.rule_set, witness, name, report.text))


def case_files(shown: Iterable[ShownCase]) -> Mapping[str, str]:
    """Give the texts of cases by the names of their files; no two reports have one name."""
    found: dict[str, str] = {}
    for case in shown:
        if case.why_not is None:
            name = re.sub("[^a-z0-9-]+", "-", case.report.lower()).strip("-")[:_LONGEST_NAME]
            number = next(n for n in count(1) if _file(name, n) not in found)
            found[_file(name, number)] = case.text
    return found


def _file(name: str, number: int) -> str:
    return f"{name}.yaml" if number == 1 else f"{name}-{number}.yaml"


def _part(
    rule_set: RuleSet, witness: Witness, entity: Entity, fields: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    kept = {name: value for name, value in (fields or {}).items() if value != []}
    return {"id": entity.id, **kept, **_facts(rule_set, witness, entity)}


def _facts(rule_set: RuleSet, witness: Witness, entity: Entity) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for item in witness.given:
        declared = rule_set.fact[item.fact]
        if item.about == entity.id and declared.is_asked:
            value = declared.print(item.value)
            found[item.fact] = value
            if declared.is_judgement:
                found[item.fact] = {
                    WORDS["given"]: value, WORDS["provenance"]: "oordeel", WORDS["given_by"]: WHO,
                    WORDS["on"]: witness.on.isoformat(), WORDS["reasons"]: WHY,
                }  # fmt: skip
    return {FACTS: found} if found else {}


def _of_case(rule_set: RuleSet, entity: Entity, inlet: Inlet) -> str | None:
    names = (declared.name for declared in rule_set.inlet(inlet))
    return next((str(entity.values[name]) for name in names if name in entity.values), None)


def _alternatives(rule_set: RuleSet, witness: Witness, facts: Facts) -> Iterator[dict[str, Any]]:
    """Walk the alternatives, and those that a case with alternatives always has beside them."""
    there: list[str] = []
    counted = [
        entity.id
        for entity in facts.by_kind[EntityKind.SUPPORT]
        if any(entity.values.get(declared.name) is True for declared in rule_set.inlet(Inlet.COUNTED))
    ]
    for entity in facts.by_kind[EntityKind.ALTERNATIVE]:
        kind = _of_case(rule_set, entity, Inlet.ALTERNATIVE_KIND) or str(AlternativeKind.VARIANT)
        kind = str(AlternativeKind.VARIANT) if kind in there else kind
        there.append(kind)
        claims = list(entity.members.get("alternatief.aanspraken", ()))
        fields = {WORDS["kind"]: kind, WORDS["claims"]: claims, WORDS["support"]: counted}
        yield _part(rule_set, witness, entity, fields)
        counted = []
    if counted:
        there.append(str(AlternativeKind.USUAL_ROUTE))
        yield {"id": there[-1], WORDS["kind"]: there[-1], WORDS["support"]: counted}
    if there:
        for always in ALWAYS_AMONG:
            if str(always) not in there:
                yield {"id": str(always), WORDS["kind"]: str(always)}
