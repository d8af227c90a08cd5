"""Public rulings as a worker would have entered them before the decision: what the rules then say, and why."""

import re
from datetime import timedelta
from statistics import mean

import pytest

from budget_engine.assessment import Gate
from budget_engine.language.register import Effect
from tests.conftest import RULES
from tests.court import (
    ANOTHER,
    MUNICIPALITY,
    RULINGS,
    Ruling,
    answers,
    bars,
    before,
    days_with_the_same_law,
    dearer,
    holding,
    is_at_least,
    later,
    mapped,
    raised,
    renamed,
    rules_with,
    turned,
    weighed,
    without_facts,
)
from tests.knowledge import looking_at_knowledge
from tests.laws_of_rules import read_by

every_ruling = pytest.mark.parametrize("ruling", RULINGS, ids=lambda ruling: ruling.name)
WON = [ruling for ruling in RULINGS if ruling.expected["gewonnen_door"] in ("inwoner", "beide")]
REJECTING = [ruling for ruling in RULINGS if ruling.rejected]
NOT_COUNTED = {Effect.DUTY, Effect.DEADLINE}

PAIRS = {
    "a tariff for the network, per law": (
        ("CRVB-2023-1394", "CRVB-2023-1580"),
        ("RBZWB-2024-4238",),
    ),
    "what people may buy themselves": (("CRVB-2024-1362",), ("RBDHA-2021-2084", "RBGEL-2019-1066")),
    "what people in one house do for each other": (
        ("RBROT-2021-2302", "RBMNE-2021-2632"),
        ("CRVB-2018-3243",),
    ),
    "the extent of household help": (("CRVB-2016-1402", "CRVB-2016-1403"), ("RBROT-2018-4052",)),
    "a general provision": (("RBOVE-2016-1962",), ("RBGEL-2020-1393",)),
    "the advice of an expert": (("CRVB-2024-2040", "RBOBR-2021-1569"), ("CRVB-2021-1142", "CRVB-2022-1345")),
    "the Wlz, entered or not": (
        ("RBZWB-2024-7590", "RBLIM-2021-4243"),
        ("RBNNE-2025-2195", "RBLIM-2025-560"),
    ),
    "help by family under the Jeugdwet": (("CRVB-2025-409",), ("CRVB-2025-543", "RBAMS-2025-9953")),
    "a pupil's own travel": (
        ("RBMNE-2020-3460",),
        ("RVS-2023-4538", "RBROT-2022-7167", "RBROT-2017-5290"),
    ),
    "other transport": (("CRVB-2016-1923", "RBROT-2019-2128"), ("RBLIM-2021-1824",)),
    "travel that bijzondere bijstand pays": (("CRVB-2017-1247",), ("RBLIM-2022-4338",)),
}
SIDES = [
    pytest.param(left, right, id=f"{area}: {left} against {right}")
    for area, (lefts, rights) in PAIRS.items()
    for left in lefts
    for right in rights
]


def ruling_named(short: str) -> Ruling:
    return next(ruling for ruling in RULINGS if ruling.name == f"ECLI-NL-{short}")


def test_all_rulings_are_here_and_the_resident_won_some_and_lost_some() -> None:
    assert len(RULINGS) == 58
    assert 20 < len(WON) < 40
    assert len(REJECTING) > 20


@every_ruling
def test_a_ruling_raises_what_it_turned_on_with_at_least_that_severity(ruling: Ruling) -> None:
    found = raised(before(ruling))

    for slug, wanted in ruling.wanted.items():
        assert any(is_at_least(effect, wanted) for effect in found.get(slug, ())), (slug, found)


@pytest.mark.parametrize("ruling", REJECTING, ids=lambda ruling: ruling.name)
def test_a_ruling_does_not_raise_what_it_rejected(ruling: Ruling) -> None:
    found = raised(before(ruling))

    assert ruling.rejected & set(found) == set()


@pytest.mark.parametrize("ruling", REJECTING, ids=lambda ruling: ruling.name)
def test_what_a_ruling_rejected_was_in_question(ruling: Ruling) -> None:
    """It reads what the case says, or what it asks is open or not recorded; else it could not be raised here."""
    rule_set = rules_with(tuple(sorted(ruling.local.items())), MUNICIPALITY)
    said = {fact for _, facts in answers(ruling.case) for fact in facts}

    for slug in ruling.rejected:
        of_slug = {name for name, of in rule_set.slug_of_finding.items() if of == slug}
        read = {
            fact
            for name in of_slug & set(rule_set.condition_of)
            for fact in read_by(rule_set.condition_of[name], rule_set)
        }
        is_open = any(item.holds is None and item.slug == slug for item in before(ruling).assessment.findings)
        assert read & said or is_open or of_slug & looking_at_knowledge(rule_set), slug


@pytest.mark.parametrize("ruling", WON, ids=lambda ruling: ruling.name)
def test_where_the_resident_won_nothing_bars_what_was_disputed(ruling: Ruling) -> None:
    weighing = before(ruling)

    assert ruling.disputed, "say which claims were disputed"
    assert [rule for about, rule in bars(weighing) if about in ruling.disputed] == []
    gates = {gate.id: gate.gate for gate in weighing.assessment.gates}
    assert {gates[claim] for claim in ruling.disputed} <= {Gate.OPEN, Gate.PROVIDED, Gate.UNKNOWN}


@pytest.mark.parametrize(("left", "right"), SIDES)
def test_the_two_sides_of_a_pair_are_told_apart(left: str, right: str) -> None:
    sides = [ruling_named(short) for short in (left, right)]
    found = [set(raised(before(side))) for side in sides]

    assert set(sides[0].wanted) <= found[0]
    assert set(sides[1].wanted) <= found[1]
    assert not set(sides[0].wanted) <= found[1] or not set(sides[1].wanted) <= found[0]


def test_a_worker_is_not_buried_in_findings() -> None:
    """Duties and terms belong to every case; what asks for thought must stay few."""
    counts = [
        len({item.slug for item in holding(before(ruling))
             if item.effect not in NOT_COUNTED})
        for ruling in RULINGS
    ]  # fmt: skip

    assert mean(counts) <= 8
    assert min(counts) >= 1


@every_ruling
def test_a_finding_about_a_ruling_names_what_decided_it_or_what_is_missing(ruling: Ruling) -> None:
    for item in before(ruling).assessment.findings:
        assert item.decisive or item.missing
        assert bool(item.missing) is (item.holds is None) or item.effect is Effect.DEADLINE


@every_ruling
def test_no_ruling_leaves_a_gap_or_an_overlap(ruling: Ruling) -> None:
    assert before(ruling).assessment.faults == ()


# --- the rules follow the law, not a ruling --------------------------------------------------------------


@every_ruling
@pytest.mark.parametrize(("direction", "percent"), [(1, 12), (-1, -12)], ids=["later", "earlier"])
def test_the_same_case_of_others_elsewhere_at_another_time_and_price_raises_the_same(
    ruling: Ruling, direction: int, percent: int
) -> None:
    """Other names in another municipality, as far on or back as the law stayed the same, dearer or cheaper."""
    rule_set = rules_with(tuple(sorted(ruling.local.items())), MUNICIPALITY)
    days = days_with_the_same_law(ruling, rule_set, direction)
    shifted = mapped(renamed(ruling.case), lambda text: dearer(later(text, days), percent))

    after = raised(weighed(shifted, ruling.on + timedelta(days=days), ruling.local, ANOTHER))

    assert not {item["id"] for item in ruling.case["personen"]} & {item["id"] for item in shifted["personen"]}
    assert after == raised(before(ruling))


@every_ruling
def test_every_ruling_can_be_moved_in_time_under_the_same_law(ruling: Ruling) -> None:
    rule_set = rules_with(tuple(sorted(ruling.local.items())), MUNICIPALITY)

    assert days_with_the_same_law(ruling, rule_set, 1) - days_with_the_same_law(ruling, rule_set, -1) >= 7


@every_ruling
def test_a_year_and_a_half_on_whatever_changed_in_the_law_since_raises_the_same(ruling: Ruling) -> None:
    days = 7 * 78
    shifted = mapped(ruling.case, lambda text: later(text, days))

    assert raised(weighed(shifted, ruling.on + timedelta(days=days), ruling.local)) == raised(before(ruling))


@every_ruling
def test_with_all_facts_unknown_no_bar_holds(ruling: Ruling) -> None:
    assert bars(weighed(without_facts(ruling.case), ruling.on, ruling.local)) == set()


@every_ruling
def test_the_other_way_round_the_finding_goes_or_changes(ruling: Ruling) -> None:
    found = raised(before(ruling))
    reversals = ruling.expected["omgekeerd"]

    assert {item["slug"] for item in reversals} == set(ruling.wanted)
    for item in reversals:
        local = dict(ruling.local) | item.get("gemeentewaarden", {})
        after = raised(weighed(turned(ruling.case, item.get("feiten", {})), ruling.on, local))
        assert after.get(item["slug"]) != found[item["slug"]], item


def test_no_rule_knows_a_ruling_by_its_municipality_date_or_amount() -> None:
    """What a ruling was about may stand in a source; it may not stand in a condition."""
    named = {
        "Barneveld",
        "Doetinchem",
        "Etten-Leur",
        "Goirle",
        "Landgraaf",
        "Veendam",
        "Venlo",
        "Zwijndrecht",
    }
    national = "".join(path.read_text(encoding="utf-8") for path in (RULES / "landelijk").glob("*.yaml"))

    assert not [name for name in named if re.search(rf"\b{name}\b", national)]
    assert MUNICIPALITY not in national


def test_a_ruling_speaks_of_the_law_as_it_was() -> None:
    """The norm on what people may buy themselves did not exist before 2015; nor did its finding."""
    ruling = ruling_named("CRVB-2024-1362")

    early = raised(weighed(ruling.case, ruling.on.replace(year=2014), ruling.local))

    assert "algemeen-gebruikelijk-vier-criteria" not in early
