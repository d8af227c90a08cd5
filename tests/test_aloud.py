"""Reading aloud: everything is said, nothing is said the same that is not the same, and it is Dutch."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from budget_engine.aloud.chapters import chapters
from budget_engine.aloud.phrases import Phrases
from budget_engine.aloud.reader import Aloud
from budget_engine.aloud.recital import recital, recital_json
from budget_engine.files.yaml_rules import read_rules
from budget_engine.language.entry import Entry
from budget_engine.language.expr import (
    Arithmetic,
    Comparison,
    Condition,
    Node,
    Operator,
    ParameterRef,
    Rounding,
    Term,
    walk,
)
from budget_engine.language.fact import EntityKind, Kind
from budget_engine.language.register import Declaration, Effect, LookupList, Parameter, Setting
from budget_engine.language.rule import HitPolicy
from budget_engine.language.rule_set import RuleSet
from tests.conftest import FIXTURES, MUNICIPALITY, RULES
from tests.generated import pairs
from tests.near import near_rules, near_tables
from tests.notation import DECLARED, rule, rules_of

FOLDER = FIXTURES / "lees-voor"
SEEDS = 40


@cache
def every_word() -> RuleSet:
    return rules_of((FOLDER / "regels.yaml").read_text(encoding="utf-8"), municipality=MUNICIPALITY)


def nodes_of(rule_set: RuleSet) -> Iterator[Node]:
    for entry in (*rule_set.rules, *rule_set.derivations, *rule_set.tables):
        for node in entry.nodes:
            yield from walk(node)


def reading(aloud: Aloud, entry: Entry) -> str:
    return "\n".join(aloud.entry(entry))


# --- a small set with every word ----------------------------------------------------------------------------


def test_the_small_set_has_every_word_of_the_language() -> None:
    found = list(nodes_of(every_word()))

    assert {type(node) for node in found} >= {*get_args(Condition), *get_args(Term), *get_args(Arithmetic)}
    assert {node.operator for node in found if isinstance(node, Comparison)} == set(Operator)
    assert {item.consequence.effect for item in every_word().rules} == set(Effect)
    assert {table.policy for table in every_word().tables} == set(HitPolicy)
    assert {getattr(node, "rounding", Rounding.UP) for node in found} == set(Rounding)


def test_the_small_set_reads_as_it_was_accepted(golden: Callable[[Path, str], None]) -> None:
    golden(FOLDER / "voorgelezen.txt", "\n".join(recital(every_word())) + "\n")


def test_what_is_read_as_json_is_what_is_read_as_text() -> None:
    said = recital_json(every_word())

    lines = [f"{'  ' * line['diepte']}{line['tekst']}" for entry in said for line in entry["regels"]]
    assert lines == [line for line in recital(every_word()) if line and not line.isupper()]
    assert {entry["soort"] for entry in said} >= {
        "regel",
        "tabel",
        "afleiding",
        "parameter",
        "feit",
        "mandaat",
    }


def test_every_entry_but_what_is_read_with_another_is_read_once(rule_set: RuleSet) -> None:
    said = recital_json(rule_set)

    names = [(entry["soort"], entry["naam"]) for entry in said]
    with_another = {"waarde", "rijen_van"}
    assert sorted(names) == sorted(
        (entry.word, entry.identity) for entry in rule_set.entries() if entry.word not in with_another
    )


def test_every_value_and_amount_is_read_with_its_parameter_and_list(rule_set: RuleSet) -> None:
    aloud = Aloud(rule_set)
    said = "\n".join(recital(rule_set))

    for setting in rule_set.settings:
        assert aloud.entry_lines(setting)
        value = next(line for depth, line in aloud.entry_lines(setting) if depth == 1)
        assert value in said
    rows = sum(len(rows.rows) for rows in rule_set.list_rows)
    assert sum(line.startswith("    Voor ") for line in said.splitlines()) >= rows


# --- two things never read the same -----------------------------------------------------------------------


def test_conditions_and_terms_that_read_the_same_are_the_same(seeds: range) -> None:
    for seed in seeds[:SEEDS] if len(seeds) < 100 else seeds:
        rule_set, _ = pairs(seed, 0)
        aloud = Aloud(rule_set)
        spoken: dict[str, Any] = {}
        for node in nodes_of(rule_set):
            is_condition = isinstance(node, Condition)
            said = aloud.condition(node) if is_condition else aloud.term(node)
            assert spoken.setdefault(said, node) == node, said
            if is_condition:
                listed = "\n".join(text for _, text in aloud.lines(node))
                assert spoken.setdefault(listed, node) == node, listed


def test_a_rule_that_differs_in_one_thing_reads_otherwise(seeds: range) -> None:
    planted = 0
    for seed in seeds:
        rule_set, _ = pairs(seed, 0)
        aloud = Aloud(rule_set)
        for item in rule_set.rules[:1]:
            readings: dict[str, Any] = {}
            for other in (item, *near_rules(item, rule_set)):
                assert readings.setdefault(reading(aloud, other), other) == other
                planted += 1
    assert planted > 1000


def test_a_table_that_differs_in_one_thing_reads_otherwise(seeds: range) -> None:
    planted = 0
    for seed in seeds:
        rule_set, _ = pairs(seed, 0)
        aloud = Aloud(rule_set)
        for table in rule_set.tables[:1]:
            readings: dict[str, Any] = {}
            rows: dict[str, Any] = {}
            for other in (table, *near_tables(table, rule_set)):
                assert readings.setdefault(reading(aloud, other), other) == other
                planted += 1
                if len(other.rows) == len(table.rows) and other.policy is table.policy:
                    row = "\n".join(aloud.row(other, row) for row in other.rows)
                    assert rows.setdefault(row, other.rows) == other.rows
    assert planted > 500


@pytest.mark.parametrize(
    "entry", list(every_word().entries()), ids=lambda entry: "-".join(map(str, entry.at()))
)
def test_no_field_that_changes_an_outcome_is_left_unread(entry: Entry) -> None:
    aloud = Aloud(every_word())

    for field, emptied in without_one_field(entry):
        is_same = emptied.as_entry(with_texts=False) == entry.as_entry(with_texts=False)
        assert is_same or reading(aloud, emptied) != reading(aloud, entry), field


CANNOT_BE_EMPTIED = frozenset({"strength", "outputs"})
"""A bar without its strength and a table without its outputs are refused; others in their place are planted."""


def without_one_field(entry: Entry) -> Iterator[tuple[str, Any]]:
    """Walk an entry with one field emptied, in the entry itself or in a part of it."""
    values = {name: getattr(entry, name) for name in type(entry).model_fields}
    for name, field in type(entry).model_fields.items():
        if name in entry.texts | CANNOT_BE_EMPTIED or values[name] == field.default:
            continue
        if isinstance(values[name], Entry):
            for inside, emptied in without_one_field(values[name]):
                yield f"{name}.{inside}", type(entry).model_construct(**values | {name: emptied})
        if not field.is_required():
            yield name, type(entry).model_construct(**values | {name: field.default})


# --- what is said of values -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "entity", "expected"),
    [
        ("{leeftijd: '< 18'}", "persoon", "het antwoord op de vraag 'Hoe oud?' is minder dan 18"),
        ("{bekend: ja}", "zaak", "op de vraag 'Bekend?' is het antwoord ja"),
        ("{bekend: nee}", "zaak", "op de vraag 'Bekend?' is het antwoord nee"),
        ("{peildatum: '>= 2026-01-01'}", "zaak", "het gegeven 'peildatum' ligt op of na 1 januari 2026"),
        ("{inkomen: '> 1.250,00'}", "persoon", "is meer dan € 1.250,00"),
        ("{soort_hulp: niet licht}", "vraag", "is iets anders dan 'licht'"),
        ("{soort_hulp: 'niet licht, zwaar'}", "vraag", "is niet 'licht' en ook niet 'zwaar'"),
        ("{leeftijd: 18..66}", "persoon", "is 18 tot en met 66"),
        ("{niet: {vastgelegd: bekend}}", "zaak", "het antwoord op de vraag 'Bekend?' is nog niet bekend"),
    ],
)
def test_a_test_is_said_in_dutch(said: str, entity: str, expected: str) -> None:
    rule_set = rules_of(DECLARED, rule(said, entity))

    assert expected in Aloud(rule_set).condition(rule_set.rules[0].when)


def test_things_that_would_be_called_the_same_get_their_name() -> None:
    facts = tuple(
        Declaration(name=name, entity=EntityKind.CASE, kind=Kind.DATE, noun_phrase="de dag van de melding")
        for name in ("melding", "melding_telefonisch")
    )
    phrases = Phrases(RuleSet(None, facts=facts))

    assert phrases.noun("melding") == "de dag van de melding (melding)"
    assert phrases.noun("melding_telefonisch") == "de dag van de melding (melding_telefonisch)"


def test_a_denial_that_is_the_statement_of_another_gets_its_name() -> None:
    facts = (
        Declaration(
            name="a", entity=EntityKind.CASE, kind=Kind.YES_NO, statement="het is stil", denial="het is druk"
        ),
        Declaration(
            name="b", entity=EntityKind.CASE, kind=Kind.YES_NO, statement="Het is druk", denial="het is leeg"
        ),
    )
    phrases = Phrases(RuleSet(None, facts=facts))

    assert phrases.statement("a", answer=False) == "het is druk (a)"
    assert phrases.statement("b", answer=True) == "Het is druk (b)"
    assert phrases.statement("b", answer=False) == "het is leeg"


def test_choices_with_one_label_are_told_apart_by_their_code() -> None:
    choices = {"pgb_formeel": "pgb", "pgb_informeel": "pgb", "natura": "in natura"}
    fact = Declaration(name="vorm", entity=EntityKind.CASE, kind=Kind.CHOICE, choices=choices)
    phrases = Phrases(RuleSet(None, facts=(fact,)))

    assert [phrases.choice(code, fact) for code in choices] == [
        "'pgb' (pgb_formeel)", "'pgb' (pgb_informeel)", "'in natura'",
    ]  # fmt: skip


def test_a_parameter_is_read_with_its_value_only_when_a_day_is_given() -> None:
    limit = Parameter(name="grens", kind=Kind.AMOUNT, noun_phrase="de vermogensgrens")
    settings = (
        Setting(
            parameter="grens", value="8.000,00", valid_from=date(2026, 1, 1), valid_until=date(2026, 12, 31)
        ),
    )
    rule_set = RuleSet(None, parameters=(limit,), settings=settings)
    assert Aloud(rule_set).term(ParameterRef("grens")) == "de vermogensgrens"
    assert (
        Aloud(rule_set, date(2026, 5, 1)).term(ParameterRef("grens")) == "de vermogensgrens (nu € 8.000,00)"
    )
    assert (
        Aloud(rule_set, date(2027, 5, 1)).term(ParameterRef("grens"))
        == "de vermogensgrens (nu niet ingevuld)"
    )


def test_only_the_last_open_row_of_an_ordered_table_is_said_to_be_the_rest() -> None:
    aloud = Aloud(every_word())
    first = next(table for table in every_word().tables if table.id == "advies")
    open_row = first.rows[-1]

    assert "In alle andere gevallen" in aloud.row(first, open_row)
    alone = first.model_copy(update={"rows": (open_row,)})
    assert "In alle gevallen" in aloud.row(alone, open_row)


# --- the real rules ---------------------------------------------------------------------------------------------

_BETWEEN_BRACKETS = re.compile(r"\([^()]*\)")
_ADDRESS = re.compile(r"https?://\S+")
_LABEL = re.compile(r"^(?:\d+[a-z0-9]*\. )?")


@pytest.fixture(scope="session", params=[MUNICIPALITY, "buurgemeente", None])
def lines(request: pytest.FixtureRequest) -> list[str]:
    said = recital(read_rules(RULES, request.param))
    return [line.strip() for line in said if line and not line.isupper()]


def test_every_sentence_starts_with_a_capital_and_ends_with_a_stop(lines: list[str]) -> None:
    wrong = [
        line
        for line in lines
        if not line.endswith((".", "?", "!", ":"))
        or not (_LABEL.sub("", line)[0].isupper() or _LABEL.sub("", line)[0].isdigit())
    ]

    assert len(lines) > 5000
    assert wrong == []


def test_no_name_of_the_machine_is_read(lines: list[str]) -> None:
    bare = [_ADDRESS.sub("", _BETWEEN_BRACKETS.sub("", _BETWEEN_BRACKETS.sub("", line))) for line in lines]

    assert [
        line for line in bare if re.search(r"[a-z0-9]+_[a-z0-9]+|\bNone\b|\bFalse\b|\bTrue\b", line)
    ] == []


def test_nothing_is_said_double(lines: list[str]) -> None:
    wrong = re.compile(r"  |niet niet|\.\.|,,|:\.|\( | \)|ja ja|\bis is\b|\bzijn zijn\b")

    assert [line for line in lines if wrong.search(line)] == []


def test_every_law_that_something_rests_on_has_its_chapter(rule_set: RuleSet) -> None:
    titles = [chapter.title for chapter in chapters(rule_set)]

    assert {basis.law for basis in rule_set.finding_basis.values()} <= set(titles)
    assert len(titles) == len(set(titles))


def test_a_list_of_amounts_says_what_is_looked_up() -> None:
    listed = LookupList(name="tarieven", keys=(), kind=Kind.AMOUNT, noun_phrase="de lijst van tarieven")

    assert (
        Phrases(RuleSet(None, lists=(listed,))).list_noun("tarieven")
        == "het bedrag uit de lijst van tarieven"
    )
