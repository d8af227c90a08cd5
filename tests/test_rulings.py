"""Public rulings as a worker would have entered them before the decision: what the rules then say."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from budget_engine.assessment import Gate
from budget_engine.files.yaml_case import open_case, read_case
from budget_engine.language.register import Effect
from budget_engine.language.rule_set import RuleSet
from budget_engine.weighing import Weighing, weigh
from tests.conftest import FIXTURES

RULINGS = sorted((FIXTURES / "rulings").iterdir())
PAIRS = {
    "a care giver from the network, per law": ("ECLI-NL-CRVB-2023-1394", "ECLI-NL-RBZWB-2024-4238"),
    "what people may buy themselves": ("ECLI-NL-CRVB-2024-1362", "ECLI-NL-RBDHA-2021-2084"),
    "what people in one house do for each other": ("ECLI-NL-CRVB-2018-3243", "ECLI-NL-RBROT-2021-2302"),
    "the Wlz, entered or not": ("ECLI-NL-RBLIM-2025-560", "ECLI-NL-RBZWB-2024-7590"),
    "a pupil's own travel": ("ECLI-NL-RBROT-2017-5290", "ECLI-NL-RBMNE-2020-3460"),
}
every_ruling = pytest.mark.parametrize("folder", RULINGS, ids=lambda folder: folder.name)


def expected_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((folder / "expected.yaml").read_text(encoding="utf-8"))
    return found


def weighed(folder: Path, rule_set: RuleSet) -> Weighing:
    on = expected_of(folder)["op"]
    assert isinstance(on, date)
    return weigh(read_case(open_case(folder / "case.yaml"), rule_set), rule_set, on)


def raised(folder: Path, rule_set: RuleSet) -> dict[str, set[Effect]]:
    """Give the effects with which each kind of finding was raised."""
    found: dict[str, set[Effect]] = {}
    for item in weighed(folder, rule_set).assessment.findings:
        if item.holds:
            found.setdefault(item.slug, set()).add(item.effect)
    return found


def test_the_resident_won_some_and_lost_some() -> None:
    assert 3 < len(WON) < len(RULINGS)


def test_there_are_ten_rulings_in_pairs() -> None:
    assert sorted(name for pair in PAIRS.values() for name in pair) == [folder.name for folder in RULINGS]


@every_ruling
def test_a_ruling_raises_what_it_turned_on_with_the_severity_it_had(folder: Path, rule_set: RuleSet) -> None:
    found = raised(folder, rule_set)

    for wanted in expected_of(folder)["verwacht"]:
        assert Effect(wanted["ernst"]) in found.get(wanted["slug"], set()), wanted


@every_ruling
def test_a_ruling_does_not_raise_what_it_rejected(folder: Path, rule_set: RuleSet) -> None:
    found = raised(folder, rule_set)

    for slug in expected_of(folder).get("niet", ()):
        assert slug in {topic.slug for topic in rule_set.topics}
        assert slug not in found


WON = [folder for folder in RULINGS if expected_of(folder)["gewonnen_door"] == "inwoner"]


@pytest.mark.parametrize("folder", WON, ids=lambda folder: folder.name)
def test_where_the_resident_won_nothing_bars_the_claim(folder: Path, rule_set: RuleSet) -> None:
    weighing = weighed(folder, rule_set)

    bars = [item.rule for item in weighing.assessment.findings if item.effect is Effect.BAR and item.holds]
    assert bars == []
    assert {gate.gate for gate in weighing.assessment.gates} <= {Gate.OPEN, Gate.PROVIDED, Gate.UNKNOWN}


@every_ruling
def test_a_finding_about_a_ruling_is_dated_and_sourced(folder: Path, rule_set: RuleSet) -> None:
    for item in weighed(folder, rule_set).assessment.findings:
        assert item.legal_basis.article
        assert item.decisive or item.missing


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_the_two_sides_of_a_pair_are_told_apart(pair: tuple[str, str], rule_set: RuleSet) -> None:
    sides = [FIXTURES / "rulings" / name for name in pair]
    wanted = [{item["slug"] for item in expected_of(folder)["verwacht"]} for folder in sides]
    found = [set(raised(folder, rule_set)) for folder in sides]

    assert wanted[0] <= found[0]
    assert wanted[1] <= found[1]
    assert not wanted[0] & found[1] or not wanted[1] & found[0]


def test_a_ruling_speaks_of_the_law_as_it_was(rule_set: RuleSet) -> None:
    """The norm on what people may buy themselves did not exist before 2015; nor did its finding."""
    folder = FIXTURES / "rulings" / "ECLI-NL-CRVB-2024-1362"
    case = read_case(open_case(folder / "case.yaml"), rule_set)

    early = weigh(case, rule_set, date(2014, 12, 31)).assessment

    assert "algemeen-gebruikelijk-vier-criteria" not in {item.slug for item in early.findings if item.holds}


def test_no_ruling_leaves_a_gap_or_an_overlap(rule_set: RuleSet) -> None:
    for folder in RULINGS:
        assert weighed(folder, rule_set).assessment.faults == ()
