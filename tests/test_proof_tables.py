"""A proof of a table says what one finds by trying every household, and its households are the smallest."""

from collections.abc import Mapping
from random import Random

import pytest

from budget_engine.language.meaning import Meaning
from budget_engine.language.rule import HitPolicy
from budget_engine.proof.report import Report, ReportKind
from budget_engine.proof.tables import table_reports
from budget_engine.proof.witness import Witness
from tests.benchmarks.wide_tables import Boxes, rule_set_of, without
from tests.generated_tables import FACTS, Answers, Tables, Tried, reads_the_parameter, with_value
from tests.notation import TODAY


@pytest.fixture
def tables(request: pytest.FixtureRequest) -> range:
    if request.config.getoption("--grondig"):
        start = request.getfixturevalue("seed")
        return range(start, start + 5000)
    return range(150)


@pytest.mark.timeout(3600)  # thorough runs try 5,000 tables
def test_a_proof_finds_what_trying_everything_finds(tables: range) -> None:
    for seed in tables:
        tried = Tried(Tables(seed).rule_set())

        reports = list(table_reports(tried.rule_set, tried.table, TODAY))

        overlaps = tried.overlaps if tried.table.policy is HitPolicy.EXACTLY_ONE else {}
        assert _shown(reports, ReportKind.GAP) == _named({(): tried.gap} if tried.gap else {}), seed
        assert _shown(reports, ReportKind.OVERLAP) == _named(overlaps), seed
        elsewhere = list(with_value(tried.rule_set)) if reads_the_parameter(tried.table) else []
        _other_values_agree(tried, elsewhere, reports, seed)
        _rows_agree(tried, elsewhere, reports, seed)


def _other_values_agree(tried: Tried, elsewhere: list[Tried], reports: list[Report], seed: int) -> None:
    """A gap or overlap that only another value of the parameter gives is told apart."""
    has_gap = tried.gap is None and any(other.gap for other in elsewhere)
    pairs = set().union(*(other.overlaps for other in elsewhere)) - set(tried.overlaps)
    is_exact = tried.table.policy is HitPolicy.EXACTLY_ONE

    assert bool(_shown(reports, ReportKind.GAP_ELSEWHERE)) == has_gap, seed
    named = set(_named(dict.fromkeys(pairs))) if is_exact else set()
    assert set(_shown(reports, ReportKind.OVERLAP_ELSEWHERE)) == named, seed


def _rows_agree(tried: Tried, elsewhere: list[Tried], reports: list[Report], seed: int) -> None:
    """Rows that never count are those that no value of the parameter brings to life."""
    ids = {row.id for row in tried.table.rows}
    ordered = tried.table.policy is HitPolicy.FIRST
    counts_now = tried.in_turn if ordered else tried.alive
    alive = tried.alive.union(*(other.alive for other in elsewhere))
    in_turn = counts_now.union(*(other.in_turn for other in elsewhere)) if ordered else alive

    assert _rows(reports, ReportKind.DEAD) == ids - alive, seed
    assert _rows(reports, ReportKind.SHADOWED) == alive - in_turn, seed
    assert _rows(reports, ReportKind.NOT_HERE) == in_turn - counts_now, seed


def _named(found: Mapping[tuple[str, ...], object]) -> dict[str, object]:
    return {" ".join(("tabel", *rows)): smallest for rows, smallest in found.items()}


def _rows(reports: list[Report], kind: ReportKind) -> set[str]:
    return {report.about.split()[-1] for report in reports if report.kind is kind}


def _shown(reports: list[Report], kind: ReportKind) -> dict[str, object]:
    return {
        report.about: (report.witness.on, _answers(report.witness))
        for report in reports
        if report.kind is kind and report.witness is not None
    }


def _answers(witness: Witness) -> Answers:
    given = {item.fact: item.value for item in witness.given}
    return tuple(given.get(declared.name) for declared in FACTS)


def test_a_wide_table_that_fits_together_has_no_report_and_a_row_less_has_one_gap() -> None:
    """The tables of the benchmark, smaller: 60 rows over eight inputs."""
    whole = Boxes.made(Random(4), 60).table(HitPolicy.EXACTLY_ONE)
    gone = whole.rows[20]
    with_gap = without(whole, 20)

    assert list(table_reports(rule_set_of(whole), whole, TODAY)) == []
    [gap] = table_reports(rule_set_of(with_gap), with_gap, TODAY)

    assert (gap.kind, gap.about) == (ReportKind.GAP, "groot")
    assert gap.witness is not None
    meaning = Meaning(rule_set_of(whole), gap.witness.facts)
    entity = gap.witness.facts.entities[gap.witness.about]
    assert [
        row.id
        for row, holds in zip(whole.rows, meaning.rows(whole, entity), strict=True)
        if holds is not False
    ] == [gone.id]
