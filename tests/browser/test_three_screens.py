"""Every page about the large case fits in three screens, as somebody finds it on a laptop; nothing runs out of it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator

from tests.browser.conftest import Server, Visit, of_pages
from tests.browser.full_file import DECIDED_FAMILY as FAMILY
from tests.browser.hands import Hands
from ui.pages import CASE

WIDE, HIGH, SCREENS = 1280, 800, 3
TABLET = 768
BY = "M. Aydin"
MANY = 12  # documents: four letters and four plans, and for the people in it what lies on top and reports
_HEIGHT = "main => main.scrollHeight"
_RUNS_OUT = "main => main.scrollWidth > main.clientWidth + 1"


@pytest.fixture(scope="module")
def hands(server: Server, visit_long: Visit) -> Hands:
    found = visit_long(server, width=WIDE, height=HIGH)
    found.go_in(BY)
    found.keyed(f"open:{FAMILY}").get_by_role("button").click()
    found.page.get_by_role("heading", name="Gesprek", exact=True).wait_for()
    found.settle()
    return found


def turn_to(hands: Hands, name: str) -> None:
    """Go to a page; the short route is not in the menu of a large case, but an address still leads there."""
    if name == "kort":
        hands.open(f"{hands.url}/{name}?dossier={FAMILY}&medewerker=1")
        hands.page.get_by_role("heading", name=CASE[name], exact=True).wait_for()
        hands.settle()
    else:
        hands.turn_to(CASE[name])


def rows_of_tabs(where: Locator) -> list[Locator]:
    """Give the rows of tabs that can be seen, the outermost first."""
    found = where.get_by_test_id("stTabs").all()
    return [row for row in found if row.is_visible()]


def too_long(hands: Hands, said: str) -> Iterator[str]:
    """Walk the parts of a page, tab by tab and tabs within tabs, and name each that does not fit."""
    main = hands.page.get_by_test_id("stMain")
    yield from _look(hands, main, said)
    for depth in range(len(rows_of_tabs(main))):
        yield from _tabs(hands, main, depth, said)


def _tabs(hands: Hands, main: Locator, depth: int, said: str) -> Iterator[str]:
    row = rows_of_tabs(main)[depth].get_by_role("tablist").first
    for tab in row.get_by_role("tab").all():
        tab.click()
        hands.settle()
        name = f"{said}, {tab.inner_text()}"
        yield from _look(hands, main, name)
        if depth + 1 < len(rows_of_tabs(main)):
            yield from _tabs(hands, main, depth + 1, name)


def _look(hands: Hands, main: Locator, said: str) -> Iterator[str]:
    hands.page.wait_for_timeout(300)  # a chart finds its height after the page stands still
    height = main.evaluate(_HEIGHT)
    if height > SCREENS * HIGH:
        yield f"{said}: {height} pixels hoog"
    if main.evaluate(_RUNS_OUT):
        yield f"{said}: breder dan het scherm"


@pytest.mark.parametrize("name", of_pages("mogelijkheden"))
def test_a_page_about_a_large_case_fits_in_three_screens(hands: Hands, name: str) -> None:
    hands.page.set_viewport_size({"width": WIDE, "height": HIGH})
    turn_to(hands, name)

    assert list(too_long(hands, CASE[name])) == []


@pytest.mark.parametrize("name", of_pages("mogelijkheden"))
def test_a_page_does_not_run_out_of_a_tablet(hands: Hands, name: str) -> None:
    hands.page.set_viewport_size({"width": WIDE, "height": HIGH})
    turn_to(hands, name)

    hands.page.set_viewport_size({"width": TABLET, "height": 1024})
    hands.settle()

    assert not hands.page.get_by_test_id("stMain").evaluate(_RUNS_OUT)


@pytest.mark.grondig
def test_every_document_of_a_large_case_fits_in_three_screens(hands: Hands) -> None:
    hands.page.set_viewport_size({"width": WIDE, "height": HIGH})
    hands.turn_to(CASE["brieven"])
    box = hands.page.get_by_role("combobox", name="Welk stuk?")
    box.click()
    titles = hands.page.get_by_role("option").all_inner_texts()
    hands.page.keyboard.press("Escape")
    found = []

    for title in titles:
        hands.pick(box, title)
        hands.settle()
        found += _look(hands, hands.page.get_by_test_id("stMain"), title)

    assert len(titles) > MANY
    assert found == []
