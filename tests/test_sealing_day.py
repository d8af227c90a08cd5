"""The day of a decision against the day on which it is sealed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from budget_engine.backends.agreement import together
from budget_engine.decision_checks import reasons_to_refuse
from budget_engine.drafts.filling import fields_of_case, fields_of_decision
from budget_engine.errors import SealRefused
from budget_engine.language.meaning import evaluate
from budget_engine.language.register import Mandate
from budget_engine.language.rule_set import RuleSet
from budget_engine.sealing_checks import reasons_not_to_seal_on
from budget_engine.store import drafts
from budget_engine.weighing import weigh
from tests.conftest import RULES
from tests.decision_pages import SEAL_PAGE, decided, shown, words
from tests.people import OpenDesk
from tests.sealed import salts
from tests.small_world import VAN_WETERING, real_case, real_decision
from ui.running import House

DAY = date(2026, 11, 24)
AT = "T16:00:00+01:00"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenDesk]:
    found = OpenDesk(tmp_path / "db.sqlite", RULES)
    yield found
    found.close()


def sealing(desk: OpenDesk, rule_set: RuleSet, decided_on: date, sealed_on: date) -> list[str]:
    """Seal the decision about the family as one of a day, on a day; gives what was refused."""
    case = real_case(VAN_WETERING, rule_set)
    decision = real_decision(VAN_WETERING).model_copy(update={"on": decided_on})
    written = [*fields_of_case(case), *fields_of_decision(decision)]
    number = drafts.open_draft(desk.engine, case.id, written, "S. de Wit", f"{sealed_on}{AT}")
    try:
        desk.seal(desk.view(number, sealed_on), together(evaluate), f"{sealed_on}{AT}", salts())
    except SealRefused as refused:
        return [str(reason) for reason in refused.reasons]
    return []


def test_a_decision_of_a_day_that_is_still_to_come_is_not_sealed(desk: OpenDesk, rule_set: RuleSet) -> None:
    (said,) = sealing(desk, rule_set, date(2026, 11, 30), DAY)

    assert said == (
        "Het besluit is van 30 november 2026; die dag moet nog komen. Wacht met vaststellen tot die dag, of zet het "
        "besluit op 24 november 2026."
    )
    assert desk.records() == []


@pytest.mark.parametrize("late", [0, 2])
def test_a_decision_of_today_or_earlier_is_sealed(desk: OpenDesk, rule_set: RuleSet, late: int) -> None:
    assert sealing(desk, rule_set, DAY, DAY + timedelta(days=late)) == []


def ending(rule_set: RuleSet, until: date) -> RuleSet:
    def ended(mandate: Mandate) -> Mandate:
        return mandate.model_copy(update={"valid_until": until})

    return replace(rule_set, mandates=tuple(map(ended, rule_set.mandates)))


def test_who_decides_has_the_mandate_on_the_day_of_sealing_as_well(rule_set: RuleSet) -> None:
    case, decision = real_case(VAN_WETERING, rule_set), real_decision(VAN_WETERING)
    ended = ending(rule_set, date(2026, 12, 31))

    before = reasons_not_to_seal_on(date(2026, 12, 31), decision, case, ended)
    after = reasons_not_to_seal_on(date(2027, 1, 1), decision, case, ended)

    assert before == reasons_to_refuse(decision, case, ended, weigh(case, ended, decision.on)) == ()
    assert {reason.law for reason in after} == {part.law for part in decision.part_decisions}
    assert all(
        "op de dag van vaststellen" in str(reason) and "1 januari 2027" in str(reason) for reason in after
    )


def test_a_mandate_that_was_lacking_from_the_start_is_said_once(rule_set: RuleSet) -> None:
    case, decision = real_case(VAN_WETERING, rule_set), real_decision(VAN_WETERING)
    ended = ending(rule_set, date(2026, 11, 1))

    assert reasons_not_to_seal_on(date(2027, 1, 1), decision, case, ended) == ()
    assert reasons_to_refuse(decision, case, ended, weigh(case, ended, decision.on))


def test_the_page_says_so_before_anybody_presses_the_button(house: House, rule_set: RuleSet) -> None:
    later = decided(house, VAN_WETERING, rule_set, ("besluit/op", "2026-11-30"))

    app = shown(SEAL_PAGE, later)

    assert "Het besluit is van 30 november 2026; die dag moet nog komen" in words(app)
    assert [item.disabled for item in app.button if item.label == "Stel vast"] == [True]


def test_the_page_asks_whether_an_earlier_day_is_meant(house: House, rule_set: RuleSet) -> None:
    number = decided(house, VAN_WETERING, rule_set)
    today = "Beslist u vandaag, zet de dag van het besluit dan op vandaag."
    assert today not in words(shown(SEAL_PAGE, number))

    house.shift += timedelta(days=3)

    app = shown(SEAL_PAGE, number)
    assert today in words(app)
    assert [item.disabled for item in app.button if item.label == "Stel vast"] == [False]
