"""The two dossiers as they were accepted, and what Ronald's own dossier says."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from budget_engine.export import report_of
from budget_engine.files.yaml_case import open_case, read_case
from budget_engine.language.rule_set import RuleSet
from budget_engine.printing import assessment_text
from budget_engine.trace import Tracer, lines
from budget_engine.weighing import Weighing, weigh
from tests.dossiers import CASES, RONALD, findings, municipal, weighed
from tests.notation import TODAY

Golden = Callable[[Path, str], None]


# --- what was accepted ------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_dossier_gives_what_was_read_and_accepted(folder: Path, rule_set: RuleSet, golden: Golden) -> None:
    weighing = weighed(folder, rule_set)

    golden(folder / "expected.yaml", as_yaml(weighing))


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_every_raised_finding_of_a_dossier_is_traced_as_it_was_accepted(
    folder: Path, rule_set: RuleSet, golden: Golden
) -> None:
    weighing = weighed(folder, rule_set)
    tracer = Tracer(rule_set, weighing.late_facts)

    traces = []
    for item in weighing.assessment.findings:
        entity = weighing.late_facts.entities[item.about]
        traces += [
            f"{item.rule} over {item.about}",
            *lines(tracer.finding(item.rule, entity), tracer.aloud),
            "",
        ]

    golden(folder / "trace.txt", "\n".join(traces))


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_dossier_is_printed_as_it_was_accepted(folder: Path, rule_set: RuleSet, golden: Golden) -> None:
    case = read_case(open_case(folder / "case.yaml"), rule_set)
    report = report_of(case, rule_set, weigh(case, rule_set, TODAY), TODAY, "betekenis")

    text = "\n".join(assessment_text(report, rule_set)).replace(rule_set.hash[:12], "<regels>")

    golden(folder / "beoordeling.txt", text + "\n")


def as_yaml(weighing: Weighing) -> str:
    """Write what a dossier must give: findings, gates, questions, money and advice."""
    raised: dict[str, dict[str, str]] = {}
    for item in weighing.assessment.findings:
        raised.setdefault(item.rule, {})[item.about] = "onbekend" if item.holds is None else "ja"
    expected = {
        "bevindingen": raised,
        "poorten": {gate.id: str(gate.gate) for gate in weighing.assessment.gates},
        "fouten": [item.model_dump(mode="json") for item in weighing.assessment.faults],
        "open_vragen": [f"{item.about}.{item.asked_fact}" for item in weighing.assessment.open_questions],
        "alternatieven": {
            item.id: {"wet": str(item.law), "advies": item.advice, "gemeente_samen": municipal(item.returns)}
            for item in weighing.alternatives
        },
    }
    return yaml.safe_dump(expected, sort_keys=False, allow_unicode=True, width=110)


# --- every finding ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_every_finding_names_its_source_and_what_decides_it(folder: Path, rule_set: RuleSet) -> None:
    for item in weighed(folder, rule_set).assessment.findings:
        assert item.legal_basis.law
        assert item.legal_basis.article
        assert item.decisive or item.missing, item.rule
        for ground in item.decisive:
            assert ground.asked_fact in rule_set.fact
            assert ground.given
        if item.holds is None:
            assert item.missing, item.rule


# --- Ronald --------------------------------------------------------------------------------------------------------


def test_the_money_of_ronald_is_the_dossiers(rule_set: RuleSet) -> None:
    weighing = weighed(RONALD, rule_set)

    totals = {item.id: municipal(item.returns) for item in weighing.alternatives}

    assert {name: found["2027"] for name, found in totals.items() if found} == {
        "niets": "0,00",
        "pgb-verlengen": "12688,00 / 14274,00 / 15860,00",
        "natura": "14227,20 / 16005,60 / 17784,00",
        "pgb-ellen": "12688,00 / 14274,00 / 15860,00",
        "natura-kees": "14227,20 / 16005,60 / 17784,00",
        "natura-met-overgang": "15813,20",
    }


def test_ronalds_pgb_is_not_possible_with_this_manager_and_not_yet_known_with_his_sister(
    rule_set: RuleSet,
) -> None:
    gates = {item.id: str(item.gate) for item in weighed(RONALD, rule_set).assessment.gates}

    assert gates["a-pgb-bestuurder"] == "niet_mogelijk"
    assert gates["a-pgb-ellen"] == "onbekend"
    assert gates["a-natura"] == "past"


def test_the_policy_rule_is_never_the_only_reason_to_refuse_ronald(rule_set: RuleSet) -> None:
    weighing = weighed(RONALD, rule_set)

    bars = [
        (item.source_class, item.strength)
        for item in weighing.assessment.findings
        if item.about == "a-pgb-bestuurder" and item.effect == "belemmering" and item.holds
    ]

    assert sorted(bars) == [("beleid", "kan"), ("wet", "dwingend")]


def test_ronalds_decision_is_late_and_that_is_said(rule_set: RuleSet) -> None:
    late = findings(weighed(RONALD, rule_set), "wmo-beslistermijn-voorbij", "a-natura")

    assert (late.holds, late.day) == (True, date(2026, 11, 9))


def test_ronalds_open_questions_are_the_dossiers(rule_set: RuleSet) -> None:
    """Ellen, Kees, and the quality of the plan; whom the provider is to the law is no question."""
    asked = _places(weighed(RONALD, rule_set).assessment.open_questions)

    assert asked == {
        ("a-natura-kees", "vaste_hulpverlener_bereid"),
        ("a-pgb-bestuurder", "pgb_kwaliteit"),
        ("a-pgb-ellen", "pgb_bekwaam"),
        ("a-pgb-ellen", "pgb_kwaliteit"),
        ("s-ellen", "uitval_opgevangen"),
        ("s-ellen", "vol_te_houden"),
    }


def _places(questions: Iterable[Any]) -> set[tuple[str | None, str]]:
    return {(item.about, item.asked_fact) for item in questions}
