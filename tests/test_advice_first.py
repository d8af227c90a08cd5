"""The own judgement comes first: before it is stored the advice is nowhere a page or a session could show it."""

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from budget_engine.drafts.view import ADVICE_SEEN_AT, JUDGED_AT, JUDGED_BY
from budget_engine.errors import RulesError
from budget_engine.files.yaml_rules import read_rules
from budget_engine.language.fact import Outlet
from budget_engine.language.rule_set import RuleSet, Stage
from tests.conftest import MUNICIPALITY, RULES
from tests.screens import PAGES, WORKER, family, house_on, opened, screen, words
from ui.running import House


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house_on(tmp_path_factory.mktemp("advies")) as running:
        yield running


@pytest.fixture(scope="module")
def unjudged(house: House, rule_set: RuleSet) -> int:
    return opened(house, "nog-niet", family(rule_set, is_decided=False))


@pytest.fixture(scope="module")
def judged(house: House, rule_set: RuleSet) -> int:
    number = opened(house, "al-wel", family(rule_set, is_decided=False))
    before = house.now() - timedelta(minutes=1)
    assert house.desk.judge(number, "een-plan", "Elke vraag krijgt een antwoord.", WORKER, before) is None
    return number


def telling(rule_set: RuleSet) -> set[str]:
    """Give the codes and words of the advice that could not stand on a page by chance."""
    choices = rule_set.outlet[Outlet.ADVICE].choices
    return {said for code, word in choices.items() for said in (code, word) if said != "passend"}


def everything(name: str, draft: int) -> str:
    """Give what stands on a page, and all that its session holds."""
    page = screen(name, draft)
    assert not page.exception
    kept = "\n".join(f"{key}={value!r}" for key, value in page.session_state._state.filtered_state.items())
    shown = "\n".join(repr(element) for element in page.main)
    return "\n".join((words(page), shown, kept))


@pytest.mark.parametrize("name", PAGES)
def test_before_the_judgement_no_page_and_no_session_holds_the_advice(
    house: House, unjudged: int, rule_set: RuleSet, name: str
) -> None:
    said = everything(name, unjudged)

    assert [word for word in telling(rule_set) if word in said] == []
    assert "Advies:" not in said
    assert "Op geen enkel punt beter dan" not in said


def test_after_the_judgement_the_advice_stands_on_its_page(
    house: House, judged: int, rule_set: RuleSet
) -> None:
    said = everything("weging", judged)

    assert "Advies:" in said
    assert [word for word in telling(rule_set) if word in said]


def test_before_the_judgement_what_a_page_is_given_holds_no_advice(
    house: House, unjudged: int, judged: int, rule_set: RuleSet
) -> None:
    fact = rule_set.outlet[Outlet.ADVICE].name
    before, after = (house.desk.view(number, house.today()).weighing for number in (unjudged, judged))

    assert {item.advice for item in before.alternatives} == {None}
    assert {item.dominated_by for item in before.alternatives} == {()}
    assert before.comparisons is None
    assert after.comparisons is not None
    assert not [place for place in before.outcomes[Stage.WEIGHING].derived if place[0] == fact]
    assert None not in {item.advice for item in after.alternatives}
    assert [item.law for item in before.alternatives] == [item.law for item in after.alternatives]
    assert [item.returns for item in before.alternatives] == [item.returns for item in after.alternatives]


def test_the_first_look_at_the_advice_is_written_down_once(house: House, judged: int) -> None:
    screen("weging", judged)
    first = house.desk.draft(judged).text("besluit/advies_gezien_op")

    screen("weging", judged)

    assert first
    assert house.desk.draft(judged).text("besluit/advies_gezien_op") == first


@pytest.mark.parametrize("field", ["alternatief", "reden", "door", "tijdstip"])
def test_a_judgement_that_was_stored_is_not_changed_any_more(house: House, judged: int, field: str) -> None:
    place = f"besluit/eigen_inschatting/{field}"
    before = house.desk.draft(judged).text(place)

    refusal = house.desk.write(judged, place, "iets anders", WORKER, house.at())

    assert refusal is not None
    assert house.desk.draft(judged).text(place) == before


@pytest.mark.parametrize("field", [ADVICE_SEEN_AT, JUDGED_AT, JUDGED_BY])
def test_nobody_writes_who_judged_and_when_or_that_the_advice_was_seen(
    house: House, unjudged: int, field: str
) -> None:
    refusals = [
        house.desk.write(unjudged, field, "2026-01-01T09:00:00", WORKER, house.at()),
        house.desk.write_all(unjudged, [(field, "2026-01-01T09:00:00")], WORKER, house.at()),
        house.desk.write(unjudged, "besluit/reden", "x", WORKER, house.at(), along=[(field, "S. de Wit")]),
    ]

    assert {str(refusal).partition(",")[0] for refusal in refusals} == {
        "Wie de eigen inschatting vastlegt en wanneer"
    }
    assert house.desk.draft(unjudged).text(field) == ""
    assert house.desk.view(unjudged, house.today()).weighing.comparisons is None


def test_the_advice_waits_until_the_judgement_lies_in_the_past(
    tmp_path: Path, house: House, rule_set: RuleSet
) -> None:
    number = opened(house, "dezelfde-seconde", family(rule_set, is_decided=False))
    now = datetime.fromisoformat("2026-11-24T10:00:00.900+01:00")
    house.desk.judge(number, "een-plan", "Daarom.", WORKER, now)
    view = house.desk.view(number, house.today())

    assert not house.desk.advice(view, WORKER, now)
    assert house.desk.advice(view, WORKER, now + timedelta(seconds=1))


@pytest.mark.parametrize(("alternative", "reasons"), [("", "Daarom."), ("een-plan", "  ")])
def test_a_judgement_without_a_choice_or_a_reason_is_not_stored(
    house: House, unjudged: int, alternative: str, reasons: str
) -> None:
    assert house.desk.judge(unjudged, alternative, reasons, WORKER, house.now())
    assert house.desk.view(unjudged, house.today()).judged_at is None


READS_THE_ADVICE = """
- regel: voorbeeldgemeente-advies-gelezen
  slug: integrale-wettoets-andere-wet-onderzoeken
  voor: alternatief
  titel: Het advies wordt gelezen
  als: {advies: niet_passend}
  dan: {effect: aandachtspunt, as: wet, tekst: Het advies is niet passend., inwoner: Dit past niet.}
  grondslag:
    {klasse: beleid, beleidssoort: binnenwettelijk, wet: Wmo 2015, artikel: artikel 1 (fictief),
      niveau: beleidsregel, in_werking: 2026-01-01,
     vastgesteld_door: college (fictief), bekendmaking: Gemeenteblad (fictief)}
  peilmoment: besluit
  geldig_van: 2026-01-01
"""


def test_a_rule_that_reads_the_advice_is_refused(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(RULES, rules)
    policy = rules / "gemeenten" / MUNICIPALITY / "beleid.yaml"
    policy.write_text(policy.read_text(encoding="utf-8") + READS_THE_ADVICE, encoding="utf-8")

    with pytest.raises(RulesError) as refused:
        read_rules(rules, MUNICIPALITY)

    assert any("Dit leest 'advies'" in issue.text for issue in refused.value.issues)
