"""A simple request from the worklist to a sealed decision, in a real browser and in fewer than fifteen steps."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from budget_engine.afterwards import Channel
from budget_engine.backends.agreement import working
from budget_engine.drafts.filling import first_fields
from budget_engine.follow_up import CHANNELS
from budget_engine.recordkeeping import replayed
from budget_engine.store import drafts
from budget_engine.store.schema import lay_out, open_store
from tests.browser.conftest import Server, Visit, serving
from tests.browser.hands import Hands
from tests.conftest import MUNICIPALITY
from tests.screens import AT

FEWER_THAN = 15
REASON = "Mevrouw kan dit niet meer zelf, en er is niemand anders die het kan doen."


@pytest.fixture
def server(tmp_path: Path, *, busy: bool) -> Iterator[Server]:
    """Serve a file, with a dossier in the worklist already or with none."""
    db = tmp_path / "kort.sqlite"
    if busy:
        engine = open_store(db, create=True)
        lay_out(engine)
        drafts.open_draft(engine, "K-0", first_fields(MUNICIPALITY), "M. Aydin", AT)
        engine.dispose()
    with serving(db) as running:
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

    def unfold(self, name: str) -> None:
        self.steps.append(f"klik {name}")
        self.page.get_by_test_id("stExpander").locator("summary").get_by_text(name, exact=True).click()
        self.hands.settle()

    def follow(self, name: str) -> None:
        self.steps.append(f"klik {name}")
        self.page.get_by_test_id("stMain").get_by_role("link", name=name, exact=True).click()
        self.hands.settle()


def walk(hands: Hands, provision: str, amount: tuple[str, str], account: str, *, busy: bool) -> list[str]:
    """Go from a new dossier to a sealed decision; who has dossiers opens a form, and need not name the municipality."""
    hand = Counting(hands)
    if busy:
        hand.unfold("Nieuw dossier")
    hand.type("Zaaknummer", "K-1")
    if not busy:
        hand.choose("Gemeente", MUNICIPALITY)
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


def read_and_taken(hands: Hands) -> set[str]:
    """Read every document on the screen and take it along; gives the names of the files."""
    hands.turn_to("Brieven")
    box, page = hands.page.get_by_role("combobox", name="Welk stuk?"), hands.page
    box.click()
    titles = page.get_by_role("option").all_inner_texts()
    page.keyboard.press("Escape")
    taken = set()
    for title in titles:
        hands.pick(box, title)
        hands.settle()
        assert "kan nog niet worden verstuurd" not in page.get_by_test_id("stMain").inner_text()
        with page.expect_download() as downloading:
            page.get_by_role("button", name="PDF", exact=True).click()
        taken.add(downloading.value.suggested_filename)
    return taken


def sent(hands: Hands) -> str:
    """Record that the letters went out today; gives what then stands on the page."""
    hands.turn_to("Verzonden en daarna")
    form = hands.page.get_by_test_id("stForm").filter(has_text="Wat is verzonden?")
    hands.pick(form.get_by_role("combobox", name="Hoe?"), CHANNELS[Channel.POST])
    form.get_by_role("button", name="Leg de verzending vast").click()
    hands.page.get_by_text("De verzending is vastgelegd.").wait_for()
    return hands.page.get_by_test_id("stMain").inner_text()


@pytest.mark.parametrize(
    ("provision", "amount", "account", "busy"),
    [
        pytest.param(
            "Huishoudelijke hulp, € 38,40 per uur (Wmo 2015)",
            ("Hoeveel uur in het eerste jaar?", "104"),
            "6.711",
            False,
            marks=pytest.mark.grondig,
        ),
        (
            "Woningaanpassing, hooguit € 5.000,00 ineens (Wmo 2015)",
            ("Welk bedrag ineens?", "4.200"),
            "6.6",
            True,
        ),
    ],
)
def test_a_simple_request_takes_fewer_than_fifteen_steps_and_replays_the_same(
    server: Server, visit: Visit, provision: str, amount: tuple[str, str], account: str, *, busy: bool
) -> None:
    hands = visit(server)
    hands.go_in("M. Aydin")

    steps = walk(hands, provision, amount, account, busy=busy)

    assert len(steps) < FEWER_THAN, steps
    with working(both=True) as work:
        replays, problems = replayed(server.db, None, work)
    assert problems == []
    assert [replay.differences for replay in replays] == [()]
    assert len(read_and_taken(hands)) == 5  # letter, letter on top, plan, summary and report
    assert "5 januari 2027" in sent(hands)  # six weeks after the day on which it was sent
