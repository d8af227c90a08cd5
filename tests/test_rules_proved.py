"""The real rules hold to their proofs and their examples: nothing is reported that nobody answered.

The whole of one municipality, with the national rules in it; of the others what is their own, or rests on
what they fill in. Everything of all of them with `--grondig`.
"""

from datetime import date
from functools import cache

import pytest

from budget_engine.files.proof_answers import read_answers
from budget_engine.files.yaml_rules import municipalities
from budget_engine.guards.unguarded import KIND, entries_of, examples_report, unguarded
from budget_engine.language.expr import ALWAYS
from budget_engine.proof.frame import cone_of
from budget_engine.proof.proofs import KINDS, Proof, prove
from budget_engine.proof.report import ReportKind, Weight
from budget_engine.proof.rules import rule_reports
from budget_engine.proof.stock import stock_reports
from budget_engine.proof.tables import table_reports
from tests.conftest import MUNICIPALITY, RULES
from tests.sealed import rules

TODAY = date(2026, 11, 22)
WRONG = {ReportKind.GAP, ReportKind.OVERLAP, ReportKind.UNSETTLED, ReportKind.NEVER}
ANSWERS = read_answers(RULES)
OTHERS = [name for name in (None, *municipalities(RULES)) if name != MUNICIPALITY]
everywhere = pytest.mark.parametrize(
    "municipality",
    [MUNICIPALITY, *(pytest.param(name, marks=pytest.mark.grondig) for name in OTHERS)],
    ids=str,
)


@cache
def proof_of(municipality: str | None) -> Proof:
    return prove(rules(municipality), TODAY)


@everywhere
def test_no_report_of_the_proof_is_without_an_answer(municipality: str | None) -> None:
    found = proof_of(municipality)

    assert [report.key for report in found.unanswered(ANSWERS.reasons)] == []


@everywhere
def test_no_table_has_a_gap_or_overlap_and_nothing_is_left_unsettled(municipality: str | None) -> None:
    found = {report.kind for report in proof_of(municipality).reports}

    assert not found & WRONG


@pytest.mark.parametrize("municipality", [name for name in OTHERS if name is not None])
def test_what_rests_on_the_values_of_a_municipality_is_proved_for_each(municipality: str) -> None:
    rule_set, national = rules(municipality), rules(None)

    found = [
        report
        for table in rule_set.tables
        if cone_of(rule_set, table.nodes, [table.moment]).figures or table not in national.tables
        for report in table_reports(rule_set, table, TODAY)
    ]
    for name, rule in rule_set.rule_named.items():
        cone = cone_of(rule_set, [rule_set.condition_of[name]], [rule.moment])
        if cone.figures or rule not in national.rules:
            found += rule_reports(rule_set, name, rule, TODAY)
    found += stock_reports(rule_set, TODAY)

    faults = [report.key for report in found if report.weight is Weight.FAULT]
    assert faults
    assert ANSWERS.unanswered(faults) == []
    assert not {report.kind for report in found} & WRONG


@everywhere
def test_no_small_change_of_a_rule_goes_unnoticed_without_a_reason(municipality: str | None) -> None:
    rule_set = rules(municipality)

    found = unguarded(rule_set)

    tried = {entry.title for entry in found.entries if entry.changes}
    assert tried >= {name for name, rule in rule_set.rule_named.items() if rule.when != ALWAYS}
    assert ANSWERS.unanswered(found.keys) == []
    assert list(ANSWERS.stale(found.keys, {KIND})) == []


@pytest.mark.parametrize("municipality", [name for name in OTHERS if name is not None])
def test_no_small_change_of_what_a_municipality_itself_decides_goes_unnoticed(municipality: str) -> None:
    found = unguarded(rules(municipality), entries_of(rules(None)))

    assert not [entry.title for entry in found.entries if entry.owner in rules(None).rules]
    assert ANSWERS.unanswered(found.keys) == []


@everywhere
def test_every_example_comes_out(municipality: str | None) -> None:
    assert not [entry for entry in examples_report(rules(municipality)).entries if entry.faults]


@pytest.mark.grondig
def test_no_answer_is_to_a_report_that_is_no_longer_there() -> None:
    told = {key for name in (*OTHERS, MUNICIPALITY) for key in proof_of(name).keys}

    assert list(ANSWERS.stale(told, KINDS)) == []
