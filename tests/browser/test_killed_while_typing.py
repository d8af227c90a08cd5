"""On every page with fields: only the field in hand is lost when the page is refreshed or the server is killed.

The pages Let op, Weging en advies, Vaststellen and Brieven keep nothing as it is typed. Three pages are always
looked at; the others only with `--grondig`.
"""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from budget_engine.drafts.view import JUDGED_REASON
from tests.browser.conftest import Server, Visit, copied, start
from tests.browser.full_file import OPEN, RECORD, SEALED, SIMPLE
from tests.browser.hands import Hands

WAS_BUILT_ANEW = "De bladzijde is opnieuw opgebouwd"

Step = Callable[[Hands], object]
Place = str | Callable[[Hands], Locator]
"""A field of the dossier, or what is typed in before it is added to the dossier."""


def unfold(key: str) -> Step:
    return lambda hands: hands.unfold(key)


def tab(name: str) -> Step:
    def turn(hands: Hands) -> None:
        hands.page.get_by_role("tab", name=name, exact=True).click()
        hands.settle()

    return turn


def choose(label: str, number: int) -> Step:
    """Choose one of a list by its place in it."""

    def chosen(hands: Hands) -> None:
        hands.page.get_by_role("combobox", name=label).click()
        hands.page.get_by_role("option").nth(number).click()
        hands.settle()

    return chosen


def press(name: str) -> Step:
    def pressed(hands: Hands) -> None:
        hands.page.get_by_role("button", name=name).first.click()
        hands.settle()

    return pressed


@dataclass(frozen=True)
class Spot:
    """Two fields of a page: one that is typed in and left, and one that is still in hand."""

    page: str
    kept: str
    in_hand: Place
    steps: tuple[Step, ...] = ()
    dossier: int = OPEN
    typed: str = "Dit staat er."

    def open(self, hands: Hands, server: Server) -> None:
        """Open the page, and what is folded on it."""
        hands.open(f"{server.url}/{self.page}?dossier={self.dossier}&medewerker=1")
        for step in self.steps:
            step(hands)

    def box(self, hands: Hands, place: Place) -> Locator:
        """Find where is typed."""
        where = hands.field(self.dossier, place) if isinstance(place, str) else place(hands)
        return where.locator("input:visible, textarea:visible").first


def _who_else(hands: Hands) -> Locator:
    return hands.page.get_by_test_id("stPopoverBody").filter(has_text="Naam, bij iemand anders")


def _need(fact: str) -> str:
    return f"vragen/v1/feiten/{fact}/0/reden"


_CLAIM, _VARIANT, _BACK = (
    "aanspraken/a-pgb-bestuurder/feiten",
    "alternatieven/niets",
    f"na/{RECORD}/ronald/wmo",
)

SHORT = Spot("kort", "personen/inwoner/naam", JUDGED_REASON, dossier=SIMPLE)
DECISION = Spot("besluit", "besluit/reden", "besluit/zienswijze")
AFTER = Spot(
    "na", f"{_BACK}/werkt", f"{_BACK}/werkt_niet", (choose("Waarop kijkt u terug?", 0),), dossier=SEALED
)
OTHERS = {
    "gesprek": Spot("gesprek", "gesprek/datum", "gesprek/notities", typed="15-10-2026"),
    "huishouden": Spot(
        "huishouden",
        "steun/s-ellen/naam",
        "personen/ronald/naam",
        (unfold("persoon:personen/ronald"), unfold("steun:steun/s-ellen")),
    ),
    "kamers": Spot(
        "kamers",
        "veiligheidsnotitie/ronald",
        _who_else,
        (unfold(f"veilig:{OPEN}:ronald"), press("Kies anders wie dit mag zien")),
    ),
    "feiten": Spot(
        "feiten",
        _need("algemene_voorziening"),
        _need("gebruikelijke_hulp"),
        (unfold(f"klaar:{OPEN}:vragen/v1"),),
    ),
    "aanvragen": Spot(
        "mogelijkheden",
        f"{_CLAIM}/pgb_bekwaam/0/reden",
        f"{_CLAIM}/aantal/0/waarde",
        (unfold(f"klaar:{OPEN}:aanspraken/a-pgb-bestuurder"),),
    ),
    "varianten": Spot(
        "mogelijkheden",
        f"{_VARIANT}/doelen/1/noot",
        f"{_VARIANT}/doelen/2/noot",
        (tab("Varianten"), choose("Welke variant vult u in?", 0)),
    ),
    "inschatting": Spot(
        "inschatting",
        "besluit/eigen_inschatting/alternatief",
        JUDGED_REASON,
        typed="Pgb met Ellen als vertegenwoordiger",
    ),
    "deelbesluit": Spot(
        "besluit",
        "besluit/deelbesluiten/wmo/eigen_bijdrage",
        "besluit/deelbesluiten/wmo/voorwaarden",
    ),
}
SPOTS = (
    pytest.param(SHORT, id="kort", marks=pytest.mark.grondig),
    pytest.param(DECISION, id="besluit"),
    pytest.param(AFTER, id="na", marks=pytest.mark.grondig),
    *(pytest.param(spot, id=name, marks=pytest.mark.grondig) for name, spot in OTHERS.items()),
)


def written(server: Server) -> list[tuple[str, str]]:
    """Give all that lies in the database."""
    with closing(sqlite3.connect(server.db)) as connection:
        return connection.execute("SELECT field, given FROM invoer ORDER BY number").fetchall()


def keep(hands: Hands, server: Server, spot: Spot) -> None:
    """Type in a field, leave it, and wait until it lies in the database."""
    many = len(written(server))
    hands.fill(hands.field(spot.dossier, spot.kept), spot.typed)
    until = time.monotonic() + 20
    while len(written(server)) == many and time.monotonic() < until:
        time.sleep(0.05)
    hands.settle()
    assert [field for field, _ in written(server)[many:]] == [spot.kept]


def begin_to_type(hands: Hands, spot: Spot) -> str:
    """Type a first half in the second field and stay there; gives what stood in it."""
    box = spot.box(hands, spot.in_hand)
    before = box.input_value()
    box.click()
    box.press_sequentially("Half get")
    assert "Half get" in box.input_value()
    return before


def only_that_is_lost(hands: Hands, spot: Spot, before: str) -> None:
    expect(spot.box(hands, spot.kept)).to_have_value(spot.typed)
    expect(spot.box(hands, spot.in_hand)).to_have_value(before)


@pytest.mark.parametrize("spot", SPOTS)
def test_a_killed_server_loses_only_the_field_in_hand_and_the_page_says_so(
    full_file: Path, tmp_path: Path, visit: Visit, spot: Spot
) -> None:
    server = start(copied(full_file, tmp_path))
    hands = visit(server)
    spot.open(hands, server)
    keep(hands, server, spot)
    standing = written(server)
    before = begin_to_type(hands, spot)

    server.kill()
    again = start(server.db, port=server.port)
    try:
        hands.open(hands.page.url)

        assert hands.page.get_by_text(WAS_BUILT_ANEW).is_visible()
        for step in spot.steps:
            step(hands)
        only_that_is_lost(hands, spot, before)
        assert written(again) == standing
    finally:
        again.stop()


@pytest.mark.parametrize("spot", SPOTS)
def test_a_refresh_loses_only_the_field_in_hand_and_a_second_window_shows_the_rest(
    server: Server, visit: Visit, spot: Spot
) -> None:
    hands = visit(server)
    spot.open(hands, server)
    keep(hands, server, spot)
    standing = written(server)
    before = begin_to_type(hands, spot)

    second = visit(server)
    spot.open(second, server)
    spot.open(hands, server)

    only_that_is_lost(second, spot, before)
    only_that_is_lost(hands, spot, before)
    assert written(server) == standing
