"""Invented households for the real rules: some part of a rule's own example, and random answers around it.

Everything is drawn from one seed, so a household that breaks a law of the rules can be drawn again.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from budget_engine.assessment import Gate
from budget_engine.case import Case
from budget_engine.files.yaml_case import open_case, read_case
from budget_engine.language.fact import EntityKind, FactDeclaration, Kind
from budget_engine.language.rule import Example, Rule
from budget_engine.language.rule_set import RuleSet, Stage
from budget_engine.weighing import Weighing, weigh
from tests.notation import TODAY
from tests.sealed import rules

Plain = dict[str, Any]
LAWS = ("wmo", "jeugdwet", "participatiewet", "leerlingenvervoer", "uwv", "wlz", "zvw")
DOMAINS = ("thuis", "werk", "school", "vervoer")
_FOLDER = TemporaryDirectory()
ID_OF = {
    EntityKind.CASE: "zaak",
    EntityKind.PERSON: "p1",
    EntityKind.NEED: "v1",
    EntityKind.SUPPORT: "s1",
    EntityKind.SOLUTION: "o1",
    EntityKind.CLAIM: "a1",
    EntityKind.ALTERNATIVE: "alt1",
}


def value_of(declared: FactDeclaration, random: Random) -> str:
    """Draw an answer as a case file has it."""
    match declared.kind:
        case Kind.YES_NO:
            return random.choice(["ja", "nee"])
        case Kind.CHOICE:
            return random.choice(sorted(declared.choices))
        case Kind.DATE:
            spread = 36500 if declared.name == "geboortedatum" else 400
            return (TODAY - timedelta(days=random.randrange(-30, spread))).isoformat()
        case Kind.TEXT:
            return random.choice(["een verhaal", "iets anders"])
        case Kind.NUMBER | Kind.AMOUNT | Kind.DURATION | Kind.DISTANCE | Kind.SHARE:
            low, high = declared.range or (0, 1000)
            assert isinstance(low, int)
            assert isinstance(high, int)
            return declared.print(
                random.randint(low, min(high, low + random.choice([3, 100, 10_000, high - low])))
            )


def household(rule_set: RuleSet, seed: int, around: Sequence[Rule] = ()) -> Plain:
    """Draw a household with one claim that matters to some rule (one of `around`), and much else that may."""
    random = Random(seed)
    answers: dict[str, Plain] = {name: {} for name in (*ID_OF.values(), "p2", "a2")}
    asked = [item for item in rule_set.facts if item.is_asked]
    for declared in asked:
        if random.random() < 0.35:
            answers[ID_OF[declared.entity]][declared.name] = value_of(declared, random)
        if declared.entity is EntityKind.PERSON and random.random() < 0.2:
            answers["p2"][declared.name] = value_of(declared, random)
        if declared.entity is EntityKind.CLAIM and random.random() < 0.2:
            answers["a2"][declared.name] = value_of(declared, random)
    law, domain = random.choice(LAWS), random.choice(DOMAINS)
    return _taken_over(
        rule_set, answers, _example(around or rule_set.rules, random), law, random.choice(LAWS), domain
    )


def as_in(example: Example, rule_set: RuleSet) -> Plain:
    """Give a household of which is known what an example of a rule says, and no more."""
    answers: dict[str, Plain] = {name: {} for name in (*ID_OF.values(), "p2", "a2")}
    return _taken_over(rule_set, answers, example.facts, LAWS[0], LAWS[0], DOMAINS[0])


def _taken_over(
    rule_set: RuleSet,
    answers: Mapping[str, Plain],
    example: Mapping[str, str],
    law: str,
    other: str,
    domain: str,
) -> Plain:
    """Give the case of some answers, in which what an example says goes before them."""
    for name, text in example.items():
        known = rule_set.fact.get(name)
        if name == "wet":
            law = text
        elif name == "domein":
            domain = text
        elif known is not None and known.is_asked:
            answers[ID_OF[known.entity]][name] = text
    return _case(answers, law, other, domain)


def _example(some: Sequence[Rule], random: Random) -> Mapping[str, str]:
    rule = random.choice(some)
    examples = [item for item in rule.examples if item.holds == "ja"]
    return random.choice(examples).facts if examples else {}


def _case(answers: Mapping[str, Plain], law: str, other: str, domain: str) -> Plain:
    known = {name: {fact: appraised(text) for fact, text in facts.items()} for name, facts in answers.items()}
    return {
        "vorm": "1",
        "id": "huishouden",
        "zaak": {"feiten": known["zaak"]},
        "personen": [
            {"id": "p1", "naam": "De een", "feiten": known["p1"]},
            {"id": "p2", "naam": "De ander", "feiten": known["p2"]},
        ],
        "vragen": [{"id": "v1", "persoon": "p1", "domein": domain, "feiten": known["v1"]}],
        "steun": [{"id": "s1", "van": "p1", "door": "p2", "voor": ["v1"], "feiten": known["s1"]}],
        "oplossingen": [{"id": "o1", "naam": "Hulp", "feiten": known["o1"]}],
        "aanspraken": [
            {"id": "a1", "oplossing": "o1", "vraag": "v1", "wet": law, "feiten": known["a1"]},
            {"id": "a2", "oplossing": "o1", "vraag": "v1", "wet": other, "feiten": known["a2"]},
        ],
    }


def appraised(text: str) -> Plain:
    """Give an answer as somebody judged it, with a name and a reason as some answers ask."""
    return {
        "waarde": text,
        "herkomst": "oordeel",
        "door": "consulent",
        "op": "2014-01-01",
        "reden": "na onderzoek",
    }


def read(plain: Plain, rule_set: RuleSet) -> Case:
    """Read a plain household as a case of the municipality of the rules."""
    path = Path(_FOLDER.name) / "case.yaml"
    path.write_text(json.dumps(plain | {"gemeente": rule_set.municipality}), encoding="utf-8")
    return read_case(open_case(path), rule_set)


def judged(plain: Plain, rule_set: RuleSet, on: date = TODAY) -> Weighing:
    return weigh(read(plain, rule_set), rule_set, on)


@cache
def drawn(seed: int) -> tuple[Plain, Weighing]:
    """Give a household as it was drawn, with what the rules say; nothing changes either."""
    plain = household(rules(), seed)
    return plain, judged(plain, rules())


# --- one answer changed, and what is compared --------------------------------------------------------------


def answers(plain: Plain) -> Iterator[tuple[str, Plain]]:
    yield "zaak", plain["zaak"]["feiten"]
    for part in ("personen", "vragen", "steun", "oplossingen", "aanspraken"):
        for item in plain[part]:
            yield item["id"], item["feiten"]


def with_answer(plain: Plain, about: str, fact: str, value: str) -> Plain:
    found = deepcopy(plain)
    dict(answers(found))[about][fact] = appraised(value)
    return found


def outcomes(weighing: Weighing) -> dict[tuple[str, str], bool | None]:
    return dict(weighing.outcomes[Stage.ASSESSMENT].findings)


def gates(weighing: Weighing) -> dict[str, Gate]:
    return {gate.id: gate.gate for gate in weighing.assessment.gates}
