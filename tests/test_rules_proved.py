"""The real rules hold to their proofs and their examples: nothing is reported that nobody answered.

The rules of one municipality, with the national ones in them; all of them with `--grondig`.
"""

from datetime import date
from functools import cache

import pytest

from budget_engine.files.proof_answers import read_answers
from budget_engine.files.yaml_rules import municipalities
from budget_engine.guards.unguarded import KIND, examples_report, unguarded
from budget_engine.proof.proofs import KINDS, Proof, prove
from budget_engine.proof.report import ReportKind
from tests.conftest import MUNICIPALITY, RULES
from tests.sealed import rules

TODAY = date(2026, 11, 22)
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

    assert not found & {ReportKind.GAP, ReportKind.OVERLAP, ReportKind.UNSETTLED, ReportKind.NEVER}


@everywhere
def test_no_small_change_of_a_rule_goes_unnoticed_without_a_reason(municipality: str | None) -> None:
    found = unguarded(rules(municipality))

    assert found.changes > 8000
    assert ANSWERS.unanswered(found.keys) == []
    assert list(ANSWERS.stale(found.keys, {KIND})) == []


@everywhere
def test_every_example_comes_out(municipality: str | None) -> None:
    assert not [entry for entry in examples_report(rules(municipality)).entries if entry.faults]


@pytest.mark.grondig
def test_no_answer_is_to_a_report_that_is_no_longer_there() -> None:
    told = {key for name in (*OTHERS, MUNICIPALITY) for key in proof_of(name).keys}

    assert list(ANSWERS.stale(told, KINDS)) == []
