"""What docs/ says about the rule language is true: its examples are read, its tables are those of the engine."""

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from enum import StrEnum
from itertools import product
from typing import Any, get_args

import pytest

from budget_engine.assessment import Gate
from budget_engine.deadlines import Unit, last_day
from budget_engine.errors import Path
from budget_engine.files.entry_forms import Source
from budget_engine.files.nodes import Plain, parse_yaml
from budget_engine.files.rule_entries import OPENING, read_entries
from budget_engine.language.arithmetic import total
from budget_engine.language.entry import Entry
from budget_engine.language.expr import (
    Arithmetic,
    Comparison,
    Condition,
    Node,
    Operator,
    Rounding,
    Term,
    TotalFunction,
    walk,
)
from budget_engine.language.fact import (
    OWNERS,
    RELATIONS,
    EntityKind,
    Inlet,
    Kind,
    LiesWith,
    Moment,
    Outlet,
    Privacy,
    Role,
)
from budget_engine.language.formula import FUNCTIONS
from budget_engine.language.meaning import fault_of, selected
from budget_engine.language.offer import OfferKind
from budget_engine.language.reading import RESERVED
from budget_engine.language.register import Act, DecidedLocally, Effect, LegalBasis, Level, SourceClass
from budget_engine.language.rule import Axis, Consequence, Example, HitPolicy, Strength
from budget_engine.language.rule_set import RuleSet
from budget_engine.schemas import schema_of_rules
from tests.conftest import MUNICIPALITY
from tests.notation import DECLARED, outcomes, rule, rules_of, truth
from tests.pages import blocks, codes, page, table

# --- the rule language ---------------------------------------------------------------------------------


def language_rules() -> RuleSet:
    return rules_of(*blocks("regeltaal", "yaml", "regels"), municipality=MUNICIPALITY)


def conditions() -> Iterator[tuple[str, str]]:
    """Walk the conditions of the page: the kind of entity they are about, and the condition."""
    for kind in EntityKind:
        for block in blocks("regeltaal", "yaml", f"voorwaarden {kind}"):
            for line in block.strip().split("\n"):
                yield kind, line.removeprefix("- ").split("  #")[0].strip()


def condition_rules() -> str:
    written = [rule(said, kind, f"r{number}") for number, (kind, said) in enumerate(conditions())]
    return "- {bevinding: let-op, ernst: aandachtspunt}\n" + "\n".join(written).replace("Testwet", "Wmo 2015")


def nodes(rule_set: RuleSet) -> Iterator[Node]:
    for item in rule_set.rules:
        yield from walk(item.when)
    for derivation in rule_set.derivations:
        yield from walk(derivation.term or derivation.when)


def test_the_rule_examples_together_are_one_rule_set_and_show_every_kind_of_entry() -> None:
    rule_set = language_rules()

    opened = {
        word
        for text in blocks("regeltaal", "yaml", "regels")
        for word in re.findall(r"^- \{?(\w+):", text, re.MULTILINE)
    }
    assert opened == set(OPENING)
    assert {table.policy for table in rule_set.tables} == set(HitPolicy)


def test_every_condition_on_the_page_is_accepted_and_no_form_is_missing() -> None:
    rule_set = rules_of(*blocks("regeltaal", "yaml", "regels"), condition_rules(), municipality=MUNICIPALITY)

    found = list(nodes(rule_set))
    shown = {type(node) for node in found}
    assert shown >= set(get_args(Condition)) | set(get_args(Term)) | set(get_args(Arithmetic))
    assert {node.operator for node in found if isinstance(node, Comparison)} == set(Operator)
    words = {word for _, said in conditions() for word in re.findall(r"\w+", said)}
    assert words >= RESERVED - {"onbekend"}


def properties_of(entry: type[Entry]) -> tuple[set[str], set[str]]:
    schema = entry.model_json_schema(by_alias=True)
    return set(schema["properties"]), set(schema.get("required", ()))


def fields() -> Iterator[tuple[str, set[str], set[str]]]:
    for item in schema_of_rules()["items"]["anyOf"]:
        if item["title"] != "oordeel":
            yield item["title"], set(item["properties"]), set(item["required"])
    for heading, entry in (("dan", Consequence), ("grondslag", LegalBasis)):
        yield heading, *properties_of(entry)


@pytest.mark.parametrize(
    ("heading", "known", "required"), list(fields()), ids=lambda item: item if isinstance(item, str) else ""
)
def test_every_field_of_an_entry_is_in_its_table(heading: str, known: set[str], required: set[str]) -> None:
    rows = table("regeltaal", "veld", heading)

    assert set(codes(rows)) == known
    assert set(codes([row for row in rows if row[1] == "ja"])) == required


REQUIRED = {heading: required for heading, _, required in fields()}


def required_texts(plain: Plain, heading: str = "", path: Path = ()) -> Iterator[tuple[str, Path]]:
    """Walk the texts that must be there: the name of each with the part it is of, and where it stands."""
    if isinstance(plain, list):
        for number, item in enumerate(plain):
            yield from required_texts(item, heading, (*path, number))
    if isinstance(plain, dict):
        own = next((word for word in plain if word in OPENING and not path[1:]), heading)
        for name, value in plain.items():
            if isinstance(value, str) and name in REQUIRED.get(own, ()):
                yield f"{own} {name}", (*path, name)
            elif isinstance(value, dict) and name in ("dan", "grondslag"):
                yield from required_texts(value, name, (*path, name))


EXAMPLES = parse_yaml("\n".join(blocks("regeltaal", "yaml", "regels")).encode(), "regeltaal.md").plain
TEXTS = dict(required_texts(EXAMPLES))


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("blank", ["", " "], ids=["empty", "a space"])
def test_a_required_text_that_is_left_blank_is_refused_where_it_stands(name: str, blank: str) -> None:
    entries = deepcopy(EXAMPLES)
    place: Any = entries
    for step in TEXTS[name][:-1]:
        place = place[step]
    place[TEXTS[name][-1]] = blank

    problems = read_entries(
        [Source(entry, None, (n,)) for n, entry in enumerate(entries)], MUNICIPALITY
    ).problems

    assert TEXTS[name] in [problem.path for problem in problems]


def test_every_field_of_an_example_is_in_its_table() -> None:
    assert set(codes(table("regeltaal", "veld", "voorbeelden"))) == properties_of(Example)[0]


@pytest.mark.parametrize(
    ("first", "known"),
    [
        ("code", Privacy),
        ("code bij `wie`", Role),
        ("code bij `ligt_bij`", LiesWith),
        ("code bij `uit`", Inlet),
        ("code bij `naar`", Outlet),
        ("code bij `wie_bepaalt`", DecidedLocally),
        ("code bij `effect`", Effect),
        ("code bij `kracht`", Strength),
        ("code bij `as`", Axis),
        ("code bij `klasse`", SourceClass),
        ("code bij `niveau`", Level),
        ("code bij `trefbeleid`", HitPolicy),
        ("afronding", Rounding),
        ("totaal", TotalFunction),
        ("handeling", Act),
        ("code van aanbod", OfferKind),
        ("soort", Kind),
        ("peilmoment", Moment),
    ],
)
def test_a_table_of_codes_lists_all_of_them_and_no_others(first: str, known: type[StrEnum]) -> None:
    assert sorted(codes(table("regeltaal", first))) == sorted(known)


def test_owners_and_lists_are_those_of_the_engine() -> None:
    owners = {codes([row])[0]: codes([row], 1) for row in table("regeltaal", "over")}
    lists = {codes([row])[0]: (*codes([row], 1), *codes([row], 2)) for row in table("regeltaal", "lijst")}

    assert owners == {kind: list(above) for kind, above in OWNERS.items()}
    assert lists == RELATIONS


def test_every_function_and_unit_of_time_is_named() -> None:
    shown = " ".join(codes(table("regeltaal", "vorm")))

    assert set(re.findall(r"(\w+)\(", shown)) == set(FUNCTIONS)
    sentence = next(
        line for line in page("regeltaal").split("\n") if line.startswith("De lengte van een termijn")
    )
    assert set(codes([[sentence]])) >= set(Unit)


# --- the meaning -----------------------------------------------------------------------------------------

TRUTHS = {"waar": True, "onwaar": False, "onbekend": None}
ANSWERS = {"waar": "ja", "onwaar": "nee", "onbekend": "onbekend"}


@pytest.mark.parametrize("word", ["alle", "een_van"])
def test_the_truth_table_of_and_and_or_is_that_of_the_meaning(word: str) -> None:
    condition = f"{{{word}: [{{bekend: ja}}, {{veilig: ja}}]}}"
    rows = table("betekenis", f"`{word}`")

    for row in rows:
        for right, said in zip(TRUTHS, row[1:], strict=True):
            case = f"zaak: {{feiten: {{bekend: {ANSWERS[row[0].strip('*')]}, veilig: {ANSWERS[right]}}}}}"
            assert truth(condition, case) is TRUTHS[said], (row[0], right)
    assert len(rows) == len(TRUTHS)


def test_the_truth_table_of_not_is_that_of_the_meaning() -> None:
    [[_, *cells]] = table("betekenis", "`niet`")

    for inside, said in zip(TRUTHS, cells, strict=True):
        case = f"zaak: {{feiten: {{bekend: {ANSWERS[inside]}}}}}"
        assert truth("{niet: {bekend: ja}}", case) is TRUTHS[said]


def test_the_table_of_lists_is_that_of_the_meaning() -> None:
    rows = table("betekenis", "leden", "Lijsten")

    for row in rows:
        members = [] if row[0] == "geen" else row[0].split(", ")
        listed = ", ".join(
            f"{{id: s{number}, van: p, feiten: {{betaald: {ANSWERS[said]}}}}}"
            for number, said in enumerate(members)
        )
        for place, (opened, word) in enumerate(
            product(("", ", onvolledig: [steun]"), ("minstens_een", "alle"))
        ):
            condition = f"{{{word}: {{over: persoon.steun, waar: {{betaald: ja}}}}}}"
            found = truth(condition, f"personen: [{{id: p{opened}}}]\nsteun: [{listed}]", "persoon", "p")
            assert found is TRUTHS[row[1 + place]], (row[0], word, opened)
    assert len(rows) > 5


def test_the_table_of_totals_is_that_of_the_arithmetic() -> None:
    rows = table("betekenis", "leden", "Totalen")
    kinds: dict[str, tuple[bool | None, int | None]] = {
        "onbekend": (True, None), "telt misschien mee": (None, 7), "telt niet mee": (False, 7)
    }  # fmt: skip

    for row in rows:
        said = [] if row[0] == "geen" else row[0].split(", ")
        members = [kinds.get(item) or (True, int(item)) for item in said if item != "onvolledig"]
        for function, cell in zip(TotalFunction, row[1:], strict=True):
            value = total(function, members, is_open="onvolledig" in said)
            assert cell == ("onbekend" if value is None else str(value)), (row[0], function)
    assert len(rows) > 5


@pytest.mark.parametrize("policy", [HitPolicy.FIRST, HitPolicy.EXACTLY_ONE])
def test_the_rows_of_a_table_make_the_outcome_that_the_page_says(policy: HitPolicy) -> None:
    rows = table("betekenis", f"`{policy}`")

    for row in rows:
        truths = [TRUTHS[cell] for cell in row[:-1]]
        chosen, fault = selected(policy, truths), fault_of(policy, truths)
        found = f"rij {chosen.index(True) + 1}" if True in chosen else "onbekend"
        assert row[-1] == (found if fault is None else f"{found}, fout {fault}"), row
    assert len(rows) > 5


def test_the_terms_on_the_page_end_when_it_says() -> None:
    rows = table("betekenis", "begin")

    for start, length, last, _ in rows:
        amount, unit = length.split(" ")
        assert last_day(date.fromisoformat(start), int(amount), Unit(unit)).isoformat() == last
    assert len(rows) > 5


def test_a_term_holds_when_the_page_says() -> None:
    deadline = "effect: termijn, uiterlijk: uiterlijk_op, gehaald: gedaan_op"
    written = rule("altijd").replace("effect: aandachtspunt", deadline)
    dates = "".join(
        f"\n- {{feit: {name}, voor: zaak, soort: datum, vraag: Wanneer?, wie: [consulent]}}"
        for name in ("uiterlijk_op", "gedaan_op")
    )
    rule_set = rules_of(DECLARED, dates, written)
    rows = table("betekenis", "laatste dag")

    for last, done, said in rows:
        case = (
            f"zaak: {{feiten: {{uiterlijk_op: {last}, gedaan_op: {done.replace('nog niet', 'onbekend')}}}}}"
        )
        assert outcomes(rule_set, case).findings["r", "zaak"] is TRUTHS[said], (last, done)
    assert len(rows) == 5


def test_the_gates_are_listed_from_light_to_heavy() -> None:
    assert codes(table("betekenis", "poort")) == list(Gate)
