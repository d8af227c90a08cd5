"""A simple request from the worklist to a sealed decision, in a real browser and in fewer than fifteen steps."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from budget_engine.backends.agreement import working
from budget_engine.recordkeeping import replayed
from tests.browser.conftest import Server, Visit, serving
from tests.browser.hands import Hands

FEWER_THAN = 15
REASON = "Mevrouw kan dit niet meer zelf, en er is niemand anders die het kan doen."


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path / "kort.sqlite") as running:
        yield running


class Counting:
    """Hands that count: a click, a typed field and a choice are one step each."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.page = hands.page
        self.steps: list[str] = []

    def type(self, label: str, words: str) -> None:
        self.steps.append(f"typ {label}")
        self.page.get_by_role("textbox", name=label, exact=True).fill(words)
        self.page.keyboard.press("Tab")
        self.hands.settle()

    def choose(self, label: str, words: str) -> None:
        self.steps.append(f"kies {label}")
        self.hands.pick(self.page.get_by_role("combobox", name=label), words)
        self.hands.settle()

    def click(self, name: str) -> None:
        self.steps.append(f"klik {name}")
        self.page.get_by_role("button", name=name, exact=True).click()
        self.hands.settle()

    def follow(self, name: str) -> None:
        self.steps.append(f"klik {name}")
        self.page.get_by_test_id("stMain").get_by_role("link", name=name, exact=True).click()
        self.hands.settle()


def walk(hands: Hands, provision: str, amount: tuple[str, str], account: str) -> list[str]:
    """Go from a new dossier to a sealed decision."""
    hand = Counting(hands)
    hand.type("Zaaknummer", "K-1")
    hand.choose("Gemeente", "voorbeeldgemeente")
    hand.click("Maak eenvoudige aanvraag")
    hands.page.get_by_role("heading", name="Korte route", exact=True).wait_for()
    hand.type("Naam", "Mevrouw Jansen")
    hand.type("Wat is de geboortedatum?", "1-3-1950")
    hand.type("De vraag, in eigen woorden", "Ik kan niet meer stofzuigen en dweilen.")
    hand.choose("Voorziening", provision)
    hand.type(*amount)
    hand.type("Op welk taakveld komt dit?", account)
    hand.type("Op welke dag kwam de melding binnen?", "20-11-2026")
    hand.type("Uw eigen inschatting en de reden van het besluit", REASON)
    hand.click("Ja. Dit is besproken en klopt, leg mijn inschatting vast")
    hands.page.get_by_text("Advies:").first.wait_for()
    hand.follow("Naar Vaststellen")
    hand.click("Stel vast")
    hands.page.get_by_text("Vastgesteld als record").first.wait_for(timeout=60_000)
    return hand.steps


@pytest.mark.parametrize(
    ("provision", "amount", "account"),
    [
        (
            "Huishoudelijke hulp, € 38,40 per uur (Wmo 2015)",
            ("Hoeveel uur in het eerste jaar?", "104"),
            "6.711",
        ),
        (
            "Woningaanpassing, hooguit € 5.000,00 ineens (Wmo 2015)",
            ("Welk bedrag ineens?", "4.200"),
            "6.6",
        ),
    ],
)
def test_a_simple_request_takes_fewer_than_fifteen_steps_and_replays_the_same(
    server: Server, visit: Visit, provision: str, amount: tuple[str, str], account: str
) -> None:
    hands = visit(server)
    hands.go_in("M. Aydin")

    steps = walk(hands, provision, amount, account)

    assert len(steps) < FEWER_THAN, steps
    with working(both=True) as work:
        replays, problems = replayed(server.db, None, work)
    assert problems == []
    assert [replay.differences for replay in replays] == [()]
