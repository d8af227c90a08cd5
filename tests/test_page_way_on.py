"""The way through a dossier: every page leads on to the next, and says when something was last kept."""

from datetime import datetime
from itertools import pairwise

import pytest

from budget_engine.language.rule_set import RuleSet
from tests.conftest import MUNICIPALITY
from tests.options import imported, small_dossier, write
from tests.screens import PAGES, WORKER, screen, words
from ui.running import House

ROAD = PAGES[1:-1]
"""From the conversation to the sealing."""

FAMILY = "001-van-wetering"
MORNING = datetime.fromisoformat("2026-11-24T00:00:00+01:00")
"""A moment that lies before every other on the day of the house."""


def onward(name: str, number: int) -> list[tuple[str, str]]:
    """Give the links on a page that lead on: what they say, and to which file."""
    links = [link.proto for link in screen(name, number).get("page_link")]
    return [
        (link.label, link.page.rpartition("/")[2]) for link in links if link.label.startswith("Verder naar")
    ]


@pytest.fixture
def judged(house: House, rule_set: RuleSet) -> int:
    number = imported(house, rule_set, FAMILY)
    assert house.desk.judge(number, "een-plan", "Zo houdt het gezin het vol.", WORKER, MORNING) is None
    return number


@pytest.mark.parametrize(("name", "after"), list(pairwise(ROAD)))
def test_every_page_of_a_dossier_leads_on_to_the_next_by_its_name(
    house: House, judged: int, name: str, after: str
) -> None:
    ((label, file),) = onward(name, judged)

    assert file.removesuffix(".py") == after
    assert label == f"Verder naar {screen(after, judged).title[0].value}"


def test_after_the_last_page_nothing_follows(house: House, judged: int) -> None:
    assert not onward(ROAD[-1], judged)


@pytest.mark.parametrize("name", ["inschatting", "weging"])
def test_nobody_is_led_past_the_own_judgement(house: House, name: str) -> None:
    assert not onward(name, small_dossier(house))


def test_an_empty_dossier_has_a_way_on_too(house: House) -> None:
    number = house.desk.open("leeg", MUNICIPALITY, WORKER, house.at())

    assert [file for name in ROAD[:4] for _, file in onward(name, number)]


def test_what_was_kept_today_is_said_with_the_time(house: House) -> None:
    number = small_dossier(house)

    assert "bewaard om 10:00:00 door" in words(screen("gesprek", number))


def test_what_was_kept_on_another_day_is_said_with_the_day(house: House) -> None:
    number = small_dossier(house)
    seen = house.desk.draft(number).seen("gesprek/datum")
    house.desk.write(number, "gesprek/datum", "2-11-2026", WORKER, "2026-11-23T16:05:09+01:00", seen)

    assert f"bewaard op 23 november 2026 om 16:05:09 door {WORKER}" in words(screen("gesprek", number))


@pytest.mark.parametrize("day", ["24-11-2026", "2-11-2026", "31-2-2026", "onbekend", ""])
def test_a_day_of_the_talk_that_can_be_is_taken_without_a_word(house: House, day: str) -> None:
    number = small_dossier(house)
    write(house, number, "gesprek/datum", day)

    assert "na vandaag" not in words(screen("gesprek", number))


@pytest.mark.parametrize("day", ["25-11-2026", "5 oktober 2062"])
def test_a_day_of_the_talk_that_has_yet_to_come_is_said_at_the_field_and_kept(house: House, day: str) -> None:
    number = small_dossier(house)
    write(house, number, "gesprek/datum", day)

    page = screen("gesprek", number)

    assert "Deze dag ligt na vandaag, 24 november 2026" in words(page)
    assert house.desk.draft(number).given("gesprek/datum") == day
