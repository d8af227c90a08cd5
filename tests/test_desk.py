"""The desk: what stands in the way of writing, judging and sealing, and that nobody comes between."""

import threading
from pathlib import Path

import pytest

from budget_engine.backends.agreement import together
from budget_engine.drafts.entry import EXISTS, joined
from budget_engine.drafts.view import ADVICE_SEEN_AT, JUDGED_AT
from budget_engine.errors import InputError, SealRefused
from budget_engine.language.meaning import evaluate
from budget_engine.language.rule_set import RuleSet
from budget_engine.serving import command
from tests.conftest import MUNICIPALITY, RULES
from tests.screens import AT, WORKER, family, opened
from tests.sealed import salts
from ui.running import House

REASON = "besluit/eigen_inschatting/reden"


@pytest.fixture
def judged(house: House, rule_set: RuleSet) -> int:
    number = opened(house, "zaak-1", family(rule_set, is_decided=False))
    assert house.desk.judge(number, "een-plan", "Daarom.", WORKER, house.now()) is None
    return number


def test_what_is_written_along_cannot_change_a_judgement(house: House, judged: int) -> None:
    refusal = house.desk.write(judged, "zaak/x", "iets", WORKER, AT, (), [(REASON, "anders")])

    assert refusal is not None
    assert house.desk.draft(judged).text(REASON) == "Daarom."
    assert house.desk.draft(judged).entry("zaak/x") is None


def test_somebody_who_read_before_the_judgement_cannot_write_after_it(
    house: House, rule_set: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = opened(house, "zaak-1", family(rule_set, is_decided=False))
    stale = house.desk.draft(number)
    house.desk.judge(number, "een-plan", "Daarom.", WORKER, house.now())
    monkeypatch.setattr(house.desk, "_draft", lambda _: stale)

    refusal = house.desk.write(number, REASON, "anders", WORKER, AT)

    monkeypatch.undo()
    assert refusal is not None
    assert house.desk.draft(number).text(REASON) == "Daarom."


@pytest.mark.parametrize("round_number", range(5))
def test_two_people_who_see_the_advice_at_once_leave_one_moment(
    house: House, judged: int, round_number: int
) -> None:
    del round_number
    view, barrier = house.desk.view(judged, house.today()), threading.Barrier(2)

    def look(seconds: int) -> None:
        barrier.wait()
        house.desk.advice(view, WORKER, house.now().replace(year=2027, second=seconds))

    threads = [threading.Thread(target=look, args=(seconds,)) for seconds in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    draft = house.desk.draft(judged)
    assert len(draft.written_in(ADVICE_SEEN_AT)) == 1
    assert draft.disagreements() == {}


def test_a_variant_that_was_judged_or_is_not_there_keeps_the_way_to_a_decision_open(
    house: House, judged: int, rule_set: RuleSet
) -> None:
    assert house.desk.write(judged, joined("alternatieven", "een-plan", EXISTS), "nee", WORKER, AT)
    assert "een-plan" in house.desk.draft(judged).parts("alternatieven")
    other = opened(house, "zaak-2", family(rule_set, is_decided=False))
    assert house.desk.judge(other, "bestaat-niet", "Daarom.", WORKER, house.now())
    assert not house.desk.draft(other).text(JUDGED_AT)


def test_two_versions_of_what_was_taken_away_do_not_stand_in_the_way(house: House, rule_set: RuleSet) -> None:
    number = opened(house, "zaak-1", family(rule_set))
    place = house.desk.add(number, "personen", "Piet", [], WORKER, AT)
    name = joined("personen", place, "naam")
    house.desk.write(number, name, "Piet", "A", AT)
    house.desk.write(number, name, "Pieter", "B", AT)
    assert house.desk.draft(number).disagreements()

    house.desk.write(number, joined("personen", place, EXISTS), "nee", WORKER, AT)

    assert house.desk.draft(number).disagreements() == {}


@pytest.mark.parametrize(
    ("field", "given", "word"),
    [
        ("zaak/feiten/melding_datum/0/waarde", "31-2-2026", "niet kloppen"),
        ("personen/sem/naam", "Semmie", "twee keer verschillend"),
    ],
)
def test_what_is_unreadable_or_said_twice_is_not_sealed(
    house: House, rule_set: RuleSet, field: str, given: str, word: str
) -> None:
    number = opened(house, "zaak-1", family(rule_set))
    house.desk.write(number, field, given, "Een ander", "2026-11-24T09:00:00+01:00", ())
    view = house.desk.view(number, house.today())

    with pytest.raises(SealRefused) as refused:
        house.desk.seal(view, together(evaluate), AT, salts())

    assert any(word in reason for reason in refused.value.reasons)


@pytest.mark.parametrize("case", ["", "  ", "a:b", "x" * 61, "eigen-plan", "zaak\u200b1", "zaak\n1"])
def test_a_number_that_cannot_be_a_case_number_is_refused(house: House, case: str) -> None:
    with pytest.raises(InputError, match="zaaknummer"):
        house.desk.open(case, MUNICIPALITY, WORKER, AT)


def test_a_dossier_of_a_municipality_without_rules_is_refused(house: House) -> None:
    with pytest.raises(InputError, match="heeft geen regels"):
        house.desk.open("zaak-9", "nergens", WORKER, AT)


def test_the_server_gets_the_file_that_was_meant_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    line = command(Path("dossiers.sqlite"), RULES, 8501, None)

    assert line[line.index("--db") + 1] == str(tmp_path / "dossiers.sqlite")


def test_a_slip_in_the_day_of_the_talk_is_mended_in_the_answers_before_it(
    house: House, rule_set: RuleSet
) -> None:
    number = house.desk.open("zaak-1", MUNICIPALITY, WORKER, AT)
    house.desk.write(number, "gesprek/datum", "14-11-2025", WORKER, AT)
    house.desk.write(number, "zaak/feiten/spoed/0/waarde", "nee", WORKER, AT)

    house.desk.write(number, "gesprek/datum", "14-11-2026", WORKER, AT)

    (answer,) = house.desk.view(number, house.today()).case.matter.facts["spoed"]
    assert str(answer.on) == "2026-11-14"
