"""Reference costs: figures from elsewhere that never travel without their source and their weakness."""

from dataclasses import replace
from html import unescape

import pytest

from budget_engine import __version__
from budget_engine.aloud.reader import aloud_of
from budget_engine.difference.differences import differences
from budget_engine.difference.report import text as difference_text
from budget_engine.export import report_of
from budget_engine.language.rule_set import RuleSet
from budget_engine.printing import assessment_text
from budget_engine.returns import Line, Returns
from budget_engine.weighing import Weighing, weigh
from tests.notation import DECLARED, TODAY, rules_of
from tests.options import BESIDE, imported, said, screen
from tests.small_world import real_case
from ui.running import House

COST = """
- kengetal: k
  titel: Een nacht
  eenheid: etmaal
  laag: "80,00"
  hoog: "90,00"
  prijsjaar: 2024
  bron: een lijst
  zwakte: oud
  geldig_van: 2026-01-01
"""


@pytest.fixture(scope="module")
def family(rule_set: RuleSet) -> Weighing:
    return weigh(real_case("001-van-wetering", rule_set), rule_set, TODAY)


def home(weighing: Weighing) -> tuple[Returns, Line]:
    """Give the ledger of the plan of the first case, and its line of the gezinshuis."""
    returns = weighing.alternative("een-plan").returns
    assert returns is not None
    (line,) = [line for line in returns.lines if line.reference_cost is not None]
    return returns, line


def without_spaces(text: str) -> str:
    return "".join(text.replace("\\", "").split())


# --- declaring -------------------------------------------------------------------------------------------


def test_a_cost_is_an_outcome_and_its_source_is_text() -> None:
    rules, dearer, told = (
        rules_of(DECLARED, text)
        for text in (COST, COST.replace("90,00", "95,00"), COST.replace("een lijst", "een brief"))
    )

    assert dearer.meaning_hash != rules.meaning_hash
    assert told.meaning_hash == rules.meaning_hash
    assert told.hash != rules.hash


def test_read_aloud_the_amount_stands_beside_its_source_and_its_weakness() -> None:
    rules = rules_of(DECLARED, COST)

    assert list(aloud_of(rules).entry(rules.reference_costs[0])) == [
        "Kengetal: Een nacht (k).",
        "  Dit kost per etmaal € 80,00 tot € 90,00; in prijzen van 2024.",
        "  Bron: een lijst.",
        "  Zwakke kant: oud.",
        "  Dit kan worden gebruikt vanaf 1 januari 2026.",
    ]


def test_the_difference_between_two_costs_is_a_sentence() -> None:
    rules = rules_of(DECLARED, COST)
    changed = rules_of(DECLARED, COST.replace("90,00", "95,00").replace("zwakte: oud", "zwakte: te hoog"))

    sentences = " ".join(difference_text(differences(rules, changed)))

    assert "het kengetal 'Een nacht' (k)" in sentences
    assert "het hoogste bedrag" in sentences
    assert "de zwakke kant" in sentences


def test_every_real_cost_says_its_source_its_weakness_and_that_it_was_not_checked(rule_set: RuleSet) -> None:
    assert len(rule_set.reference_costs) >= 12
    for cost in rule_set.reference_costs:
        assert cost.source
        assert cost.weakness
        assert cost.to_verify
        assert cost.url is not None


# --- changing one ----------------------------------------------------------------------------------------


def test_another_cost_changes_the_amount_and_no_finding(rule_set: RuleSet, family: Weighing) -> None:
    dearer = replace(
        rule_set,
        reference_costs=tuple(
            cost.model_copy(update={"high": None if cost.high is None else 2 * cost.high})
            for cost in rule_set.reference_costs
        ),
    )

    found = weigh(real_case("001-van-wetering", dearer), dearer, TODAY)

    assert found.assessment == family.assessment
    assert [item.advice for item in found.alternatives] == [item.advice for item in family.alternatives]
    (_, line), (_, before) = home(found), home(family)
    assert line.years[0].high_cents == 2 * (before.years[0].high_cents or 0)
    assert line.years[0].low_cents == before.years[0].low_cents


# --- the source goes where the amount goes ---------------------------------------------------------------


def test_the_line_carries_the_cost_its_source_and_its_weakness(rule_set: RuleSet, family: Weighing) -> None:
    cost = rule_set.reference_cost("gezinshuis", TODAY)
    _, line = home(family)

    assert cost is not None
    assert line.years[0].ends == (365 * 11689, None, 365 * 16359)
    assert (line.source, line.weakness, line.to_verify) == (cost.source, cost.weakness, True)
    assert (line.price_year, line.indexed_to) == ("2024", None)


def test_what_is_printed_names_source_and_weakness_beside_the_amount(
    rule_set: RuleSet, family: Weighing
) -> None:
    case = real_case("001-van-wetering", rule_set)
    report = report_of(case, rule_set, family, TODAY, __version__)

    printed = without_spaces(" ".join(assessment_text(report, rule_set)))

    _, line = home(family)
    assert without_spaces("€ 42.664,85") in printed
    assert without_spaces(f"bron: {line.source}") in printed
    assert without_spaces(f"zwakke kant: {line.weakness}") in printed


def test_what_is_exported_names_source_and_weakness_in_the_line_of_the_amount(
    rule_set: RuleSet, family: Weighing
) -> None:
    case = real_case("001-van-wetering", rule_set)
    written = report_of(case, rule_set, family, TODAY, __version__).as_json()

    lines = [line for item in written["alternatieven"] for line in item["rendement"]["regels"]]
    of_costs = [line for line in lines if "kengetal" in line]
    assert of_costs
    assert all({"bron", "zwakte", "prijsjaar"} <= set(line) for line in of_costs)


def test_the_page_with_the_money_names_source_and_weakness(
    house: House, rule_set: RuleSet, family: Weighing
) -> None:
    number = imported(house, rule_set, "001-van-wetering")
    shown = without_spaces(unescape(said(screen(number, BESIDE))))  # a table is written as HTML

    _, line = home(family)
    assert without_spaces("€ 42.664,85") in shown
    assert without_spaces(f"bron: {line.source}") in shown
    assert without_spaces(f"zwakke kant: {line.weakness}") in shown
