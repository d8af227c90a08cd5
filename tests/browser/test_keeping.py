"""What was typed stays: through a refresh, a second window, a colleague, a stop and a kill of the server."""

import json
import sqlite3
import time
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Server, Visit, start
from tests.browser.hands import Hands

DAY, WORDS = "gesprek/datum", "vragen/anouk-thuis/woorden"


_numbers = count(1)


def begun(visit: Visit, server: Server, name: str = "M. Aydin") -> Hands:
    """Start a dossier with one person and one need."""
    hands = visit(server)
    hands.go_in(name)
    hands.new_case(f"zaak-{next(_numbers)}")
    add_person(hands, "Anouk")
    form = hands.page.get_by_test_id("stForm").filter(has_text="Nieuwe vraag van")
    hands.tap(form, "Thuis")
    form.get_by_role("button", name="Voeg vraag toe").click()
    hands.settle()
    return hands


def draft_of(hands: Hands) -> int:
    return int(hands.page.url.split("dossier=")[1].split("&")[0])


def add_person(hands: Hands, name: str) -> None:
    hands.page.get_by_role("textbox", name="Naam van iemand in het huishouden").fill(name)
    hands.page.keyboard.press("Enter")
    hands.settle()


def the(hands: Hands, place: str) -> Locator:
    if place == WORDS:
        hands.unfold(f"vraag:{draft_of(hands)}:anouk-thuis")
    return hands.field(draft_of(hands), place)


def keep(hands: Hands, server: Server, place: str, typed: str) -> None:
    """Type in a field, leave it, and wait until it lies in the database."""
    hands.fill(the(hands, place), typed)
    until = time.monotonic() + 10
    while (place, json.dumps(typed)) not in written(server, hands) and time.monotonic() < until:
        time.sleep(0.05)
    hands.settle()


def shows(hands: Hands, place: str, text: str) -> None:
    """A field shows what is kept a moment after the page stands still."""
    expect(the(hands, place).locator("input").first).to_have_value(text)


def written(server: Server, hands: Hands) -> list[tuple[str, str]]:
    """Give what lies in the database of the dossier that a window shows."""
    query = "SELECT field, given FROM invoer WHERE draft = ? ORDER BY number"
    with closing(sqlite3.connect(server.db)) as connection:
        return connection.execute(query, (draft_of(hands),)).fetchall()


def test_a_field_is_kept_as_soon_as_it_is_left_and_the_page_says_when(server: Server, visit: Visit) -> None:
    hands = begun(visit, server)

    keep(hands, server, DAY, "15-10-2026")

    assert (DAY, '"15-10-2026"') in written(server, hands)
    assert hands.page.get_by_text("bewaard om").first.is_visible()
    assert "door M. Aydin" in hands.page.get_by_text("bewaard om").first.inner_text()


def test_what_is_unfolded_stands_at_once_where_it_will_be_clicked(server: Server, visit: Visit) -> None:
    hands = begun(visit, server)
    fold = hands.keyed(f"vraag:{draft_of(hands)}:anouk-thuis").locator("details").first
    sliding = fold.evaluate("""fold => new Promise(told => {
        fold.querySelector('summary').click();
        requestAnimationFrame(() => requestAnimationFrame(() => told([fold.open, fold.getAnimations().length])));
    })""")

    assert sliding == [True, 0]


def test_two_people_who_write_at_once_both_find_their_words_and_choose(server: Server, visit: Visit) -> None:
    first = begun(visit, server)
    second = visit(server)
    second.go_in("J. Terpstra")
    second.keyed(f"open:{draft_of(first)}").get_by_role("button").click()
    second.page.get_by_role("heading", name="Gesprek", exact=True).wait_for()
    second.settle()
    the(second, WORDS).wait_for()

    keep(first, server, WORDS, "Ik wil op adem komen.")
    keep(second, server, WORDS, "Een weekend voor mezelf.")

    assert second.page.get_by_text("Dit is twee keer ingevuld").is_visible()
    assert second.page.get_by_role("button", name="Neem: Ik wil op adem komen. (M. Aydin").is_visible()
    assert second.page.get_by_role("button", name="Neem: Een weekend voor mezelf. (J. Terpstra").is_visible()
    first.open(first.page.url)
    first.page.get_by_role("button", name="Neem: Ik wil op adem komen.").click()
    first.settle()
    shows(first, WORDS, "Ik wil op adem komen.")
    assert not first.page.get_by_text("Dit is twee keer ingevuld").is_visible()
    assert (WORDS, '"Een weekend voor mezelf."') in written(server, first)


@pytest.mark.grondig
def test_two_people_who_add_somebody_at_once_add_two(server: Server, visit: Visit) -> None:
    first = begun(visit, server)
    second = visit(server)
    second.open(first.page.url)

    add_person(first, "Noor")
    add_person(second, "Noor")

    names = {field for field, _ in written(server, first) if field.endswith("/bestaat") and "noor" in field}
    assert names == {"personen/noor/bestaat", "personen/noor-2/bestaat"}


def test_what_is_wrong_is_said_at_the_field_and_stays_as_it_was_typed(server: Server, visit: Visit) -> None:
    hands = begun(visit, server)

    keep(hands, server, DAY, "31-2-2026")

    assert hands.page.get_by_text("staat niet op de kalender").is_visible()
    shows(hands, DAY, "31-2-2026")
    assert (DAY, '"31-2-2026"') in written(server, hands)


def test_one_signal_ends_the_server_and_a_page_that_stayed_open_goes_on_after_it_was_started_again(
    tmp_path: Path, visit: Visit
) -> None:
    server = start(tmp_path / "app.sqlite")
    hands = begun(visit, server)
    keep(hands, server, DAY, "15-10-2026")

    lost = hands.line.socket
    server.stop()
    assert server.process.returncode is not None
    with closing(sqlite3.connect(server.db)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    again = start(server.db, port=server.port)
    try:
        hands.come_back(lost)
        hands.fill(the(hands, WORDS), "Ik wil op adem")
        hands.page.get_by_text("De bladzijde is opnieuw opgebouwd").wait_for()
        hands.settle()

        keep(hands, again, WORDS, "Ik wil op adem komen.")

        shows(hands, DAY, "15-10-2026")
        assert written(again, hands)[-1] == (WORDS, '"Ik wil op adem komen."')
    finally:
        again.stop()
