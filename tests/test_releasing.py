"""A document that is kept back is let go only with a reason in words, and while a term to decide runs out."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from budget_engine.afterwards import Release, read_happening, text_of
from budget_engine.language.rule_set import RuleSet
from tests.conftest import RULES
from tests.people import OpenDesk
from tests.sealed_family import sealed_as
from tests.test_after_sealing import COLLEAGUE, LATER, LATER_DAY, SEALER, ends_today, refused


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenDesk]:
    found = OpenDesk(tmp_path / "db.sqlite", RULES)
    yield found
    found.close()


@pytest.fixture
def blocked(desk: OpenDesk, rule_set: RuleSet) -> int:
    """The family sealed as if nobody asked how old Erik is: letters about him go to nobody."""
    sealed_as(desk, "gezin-leeftijd", rule_set, "personen/erik/feiten/geboortedatum")
    return 1


def test_a_release_says_why(desk: OpenDesk, blocked: int) -> None:
    for reasons in ("  ", "...", "😀"):
        assert "waarom" in refused(desk.release, 1, "besluit", reasons, None, COLLEAGUE, LATER)


def test_a_release_names_the_term_that_runs_out_and_keeps_how_many_days_were_left(
    desk: OpenDesk, blocked: int
) -> None:
    assert "Kies welke termijn" in refused(
        desk.release, blocked, "erik-wmo", "De termijn loopt af.", None, COLLEAGUE, LATER
    )
    term = ends_today(desk, blocked)

    event = desk.release(blocked, "erik-wmo", "De termijn loopt af.", term, COLLEAGUE, LATER)

    assert (term.rule, term.last_day, term.days_left) == ("wmo-beslissing-2w", LATER_DAY, 0)
    assert isinstance(event.what, Release)
    assert event.what.running_out == term
    assert desk.released(blocked, SEALER, LATER)["erik-wmo"].running_out == term


def test_nothing_is_released_while_no_term_runs_out(desk: OpenDesk, blocked: int) -> None:
    name = "erik-participatiewet"
    term, *_ = desk.running_out(blocked, name, COLLEAGUE, LATER)
    made_up = term.model_copy(update={"days_left": 0})

    for chosen in (term, made_up, None):
        said = refused(desk.release, blocked, name, "Daarom toch.", chosen, COLLEAGUE, LATER)
        assert "De eerste loopt tot en met 17 december 2026, nog 21 dagen" in said
    assert desk.events(blocked, COLLEAGUE, LATER) == ()


def test_a_release_that_was_written_down_before_terms_were_named_still_reads(
    desk: OpenDesk, blocked: int
) -> None:
    old = Release(document="erik-wmo", reasons="De termijn loopt af.", faults=("Iets.",))

    assert "aflopende_termijn" not in text_of(old)
    assert read_happening(text_of(old)) == old
