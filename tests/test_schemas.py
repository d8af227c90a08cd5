"""The shapes that are printed are real ones: what is right fits them, and what is wrong does not."""

import copy
import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator, meta

from budget_engine.export import report_of
from budget_engine.files.editing.folder import files_of
from budget_engine.files.nodes import read_yaml
from budget_engine.schemas import schema_of_assessment, schema_of_case, schema_of_decision, schema_of_rules
from budget_engine.weighing import weigh
from tests.conftest import FIXTURES, RULES
from tests.notation import TODAY
from tests.sealed import Shell, case_file, decided, decision_file, rules
from tests.small_world import RONALD, VAN_WETERING

CASES = sorted(FIXTURES.glob("cases/*/case.yaml")) + sorted(FIXTURES.glob("rulings/*/case.yaml"))
DECISIONS = sorted(FIXTURES.glob("cases/*/besluit.yaml"))
RULE_FILES = files_of(RULES)
SLUGS = (VAN_WETERING, RONALD)


@cache
def shape(what: str) -> dict[str, Any]:
    match what:
        case "zaak":
            return schema_of_case(rules())
        case "besluit":
            return schema_of_decision()
        case "regels":
            return schema_of_rules()
        case _:
            return schema_of_assessment()


@cache
def reader(what: str) -> Draft202012Validator:
    return Draft202012Validator(shape(what), validate_formats=True)


def misfits(what: str, value: Any) -> list[str]:
    found = reader(what).iter_errors(value)
    return [f"{'/'.join(map(str, error.instance_path))}: {error.message[:200]}" for error in found]


def name(path: Path) -> str:
    return "/".join(path.parts[-2:])


# --- the shapes themselves -----------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["zaak", "besluit", "regels", "beoordeling"])
def test_a_shape_is_printed_as_json_schema_and_is_one(shell: Shell, what: str) -> None:
    said = shell("schema", what, "--gemeente", "voorbeeldgemeente")

    printed = json.loads(said.out)
    meta.validate(printed)
    assert (said.code, said.err) == (0, "")
    assert printed == json.loads(json.dumps(shape(what)))
    assert printed["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert printed["title"]
    assert set(links(printed)) <= {f"#/$defs/{name}" for name in printed["$defs"]}


def links(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "$ref":
                yield item
            else:
                yield from links(item)
    elif isinstance(value, list):
        for item in value:
            yield from links(item)


def test_the_shape_of_a_case_holds_every_fact_that_is_asked_and_no_other() -> None:
    definitions = shape("zaak")["$defs"]

    listed = {
        fact
        for part in definitions.values()
        for fact in part.get("properties", {}).get("feiten", {}).get("properties", {})
    }

    assert listed == {declared.name for declared in rules().facts if declared.is_asked}


def test_the_shape_of_a_case_follows_the_rules_that_were_chosen() -> None:
    national = schema_of_case(type(rules())(municipality=None, facts=rules().facts[:0]))

    meta.validate(national)
    assert national["$defs"]["Person"]["properties"]["feiten"]["properties"] == {}


@pytest.mark.parametrize("what", ["zaak", "besluit", "regels", "beoordeling"])
def test_descriptions_are_dutch(what: str) -> None:
    english = (" the ", " what ", " and ", " who ", "one ", " by ", " with ", " where ")

    for text in descriptions(shape(what)):
        assert not any(word in f" {text.casefold()} " for word in english), text


def descriptions(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("description"), str):
            yield value["description"]
        for item in value.values():
            yield from descriptions(item)
    elif isinstance(value, list):
        for item in value:
            yield from descriptions(item)


# --- what is right fits --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", CASES, ids=name)
def test_every_case_fits(path: Path) -> None:
    assert misfits("zaak", read_yaml(path).plain) == []


@pytest.mark.parametrize("path", DECISIONS, ids=name)
def test_every_decision_fits(path: Path) -> None:
    assert misfits("besluit", read_yaml(path).plain) == []


@pytest.mark.parametrize("file", RULE_FILES)
def test_every_rule_file_fits(file: str) -> None:
    assert misfits("regels", RULE_FILES[file]) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_a_case_and_a_decision_as_they_are_sealed_fit_too(slug: str) -> None:
    made = decided(slug)

    assert misfits("zaak", made.case.as_json()) == []
    assert misfits("besluit", made.decision.as_json()) == []


@pytest.mark.parametrize("path", CASES, ids=name)
def test_every_assessment_fits(shell: Shell, path: Path) -> None:
    said = shell("beoordeel", path, "--op", "2026-11-24", "--json", "--alles")

    assert misfits("beoordeling", json.loads(said.out)) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_an_assessment_without_what_does_not_hold_fits_too(shell: Shell, slug: str) -> None:
    said = shell("beoordeel", case_file(slug), "--op", "2026-11-24", "--json")

    assert misfits("beoordeling", json.loads(said.out)) == []


# --- what is wrong does not ----------------------------------------------------------------------------------

Twist = Callable[[Any], object]


def twisted(value: Any, twist: Twist) -> Any:
    changed = copy.deepcopy(value)
    twist(changed)
    assert changed != value
    return changed


def put(*path: str | int, value: Any) -> Twist:
    def change(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = value

    return change


def drop(*path: str | int) -> Twist:
    def change(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        del document[path[-1]]

    return change


@pytest.mark.parametrize(
    "twist",
    [
        pytest.param(drop("vorm"), id="no layout"),
        pytest.param(drop("id"), id="no id"),
        pytest.param(put("vorm", value="2"), id="another layout"),
        pytest.param(put("onzin", value="x"), id="an unknown field"),
        pytest.param(put("personen", value={}), id="persons that are no list"),
        pytest.param(drop("personen", 0, "id"), id="a person without id"),
        pytest.param(put("personen", 0, "feiten", "onzin", value="ja"), id="an unknown fact"),
        pytest.param(put("personen", 0, "feiten", "huisgenoot", value="misschien"), id="neither yes nor no"),
        pytest.param(put("personen", 0, "feiten", "wlz_status", value="onzin"), id="no such choice"),
        pytest.param(put("zaak", "feiten", "huisgenoot", value="ja"), id="a fact of another entity"),
        pytest.param(put("personen", 0, "feiten", "huisgenoot", value={"herkomst": "register"}), id="no value"),
        pytest.param(
            put("personen", 0, "feiten", "huisgenoot", value={"waarde": "ja", "herkomst": "gerucht"}),
            id="no such provenance",
        ),
        pytest.param(put("personen", 0, "feiten", "huisgenoot", value=[]), id="an empty list of answers"),
        pytest.param(put("vragen", 0, "domein", value="sport"), id="no such domain"),
        pytest.param(put("aanspraken", 0, "wet", value="tuinwet"), id="no such law"),
        pytest.param(put("alternatieven", 0, "soort", value="beste"), id="no such alternative"),
        pytest.param(put("standaard_herkomst", value="register"), id="a default that is no group"),
    ],
)  # fmt: skip
def test_a_wrong_case_does_not_fit(twist: Twist) -> None:
    plain = read_yaml(case_file(VAN_WETERING)).plain

    assert misfits("zaak", twisted(plain, twist))


@pytest.mark.parametrize(
    "twist",
    [
        drop("zaak"),
        drop("op"),
        drop("eigen_inschatting"),
        drop("eigen_inschatting", "tijdstip"),
        drop("deelbesluiten", 0, "beslisser"),
        drop("deelbesluiten", 0, "beslisser", "naam"),
        drop("deelbesluiten", 0, "aanspraken", 0, "reden"),
        put("deelbesluiten", 0, "aanspraken", 0, "uitkomst", value="gegund"),
        put("deelbesluiten", 0, "onzin", value="x"),
        put("op", value="gisteren"),
        put("vorm", value="2"),
        put("deelbesluiten", value="geen"),
        put("deelbesluiten", 0, "aanspraken", 0, "regels", 0, "bedrag", value=["x"]),
    ],
)
def test_a_wrong_decision_does_not_fit(twist: Twist) -> None:
    plain = read_yaml(decision_file(VAN_WETERING)).plain

    assert misfits("besluit", twisted(plain, twist))


@pytest.mark.parametrize(
    "entry",
    [
        {},
        "tekst",
        {"onzin": "x"},
        {"regel": "x"},
        {"wet": "X"},
        {"feit": "x", "voor": "tuin", "soort": "ja_nee", "vraag": "?", "wie": ["inwoner"]},
        {"feit": "x", "voor": "zaak", "soort": "kleur", "vraag": "?", "wie": ["inwoner"]},
        {"parameter": "x"},
    ],
    ids=json.dumps,
)
def test_a_wrong_rule_file_does_not_fit(entry: Any) -> None:
    assert misfits("regels", [entry])


def test_a_rule_with_a_field_too_many_does_not_fit() -> None:
    plain = read_yaml(RULES / "landelijk" / "wmo.yaml").plain
    assert isinstance(plain, list)
    rule = next(entry for entry in plain if isinstance(entry, dict) and "regel" in entry)

    assert misfits("regels", [rule]) == []
    assert misfits("regels", [{**rule, "onzin": "x"}])
    assert misfits("regels", [{**rule, "geldig_van": ["x"]}])


@pytest.mark.parametrize(
    "twist",
    [
        drop("bevindingen"),
        drop("niet_gevraagd"),
        put("vorm", value=1),
        put("onzin", value=1),
        drop("bevindingen", 0, "geldt"),
        put("bevindingen", 0, "geldt", value="ja"),
        put("bevindingen", 0, "klasse", value="mening"),
        put("bevindingen", 0, "onzin", value=1),
        put("bevindingen", 0, "grondslag", value={"wet": "x"}),
        put("alternatieven", 0, "wet", value="goed"),
        put("alternatieven", 0, "rendement", "jaren", 0, "partijen", 0, "laag_cent", value="12,00"),
        put("alternatieven", 0, "rendement", "jaren", 0, "partijen", 0, "partij", value="buurman"),
        drop("open_vragen", 0, "raakt"),
    ],
)
def test_a_wrong_assessment_does_not_fit(twist: Twist) -> None:
    case = decided(VAN_WETERING).case
    made = report_of(case, rules(), weigh(case, rules(), TODAY), TODAY, "betekenis").as_json()
    assert misfits("beoordeling", made) == []

    assert misfits("beoordeling", twisted(made, twist))
