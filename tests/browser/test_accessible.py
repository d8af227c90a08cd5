"""What whoever cannot see, point or tell colours apart needs of each page, measured in a real browser.

What Streamlit makes so itself stands in `docs/toegankelijkheid.md`, with the rule that finds it; nothing else may
be wrong.
"""

from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.conftest import Server, Visit, of_pages
from tests.browser.full_file import OF_DEMO as OPEN
from tests.browser.full_file import SEALED_FAMILY as SEALED
from tests.browser.hands import Hands
from tests.pages import codes, table
from ui.pages import CASE

BESIDE = ("Werklijst", "Opnieuw doorrekenen", "Wie opende wat", "Teams", "Regels", "Wie u bent")
_AXE = """() => axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'],
})"""
_HEADINGS = "() => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter(h => h.checkVisibility())\
    .map(h => [Number(h.tagName[1]), h.innerText])"


@pytest.fixture(scope="module")
def hands(server: Server, visit_long: Visit) -> Hands:
    hands = visit_long(server)
    hands.go_in("M. Aydin")
    return hands


def inherent() -> frozenset[str]:
    """Name the rules that what Streamlit makes does not keep, as the concept statement lists them."""
    return frozenset(codes(table("toegankelijkheid", "wat niet kan"), column=1))


def found(hands: Hands) -> list[tuple[str, str, str]]:
    """Give what is seriously wrong with a page: the rule, and the part it is about."""
    if not hands.page.evaluate("() => 'axe' in window"):
        hands.page.evaluate(AXE_SCRIPT)
    result: dict[str, Any] = hands.page.evaluate(_AXE)
    return [
        (item["id"], str(node["target"]), node["html"][:200])
        for item in result["violations"]
        if item["impact"] in ("serious", "critical") and item["id"] not in inherent()
        for node in item["nodes"]
    ]


def skipped(hands: Hands) -> list[tuple[int, int, str]]:
    """Give the headings that stand more than one level below the one before."""
    headings = [(level, text) for level, text in hands.page.evaluate(_HEADINGS)]
    assert headings[0][0] == 1, headings
    return [(before, level, text) for (before, _), (level, text) in pairwise(headings) if level > before + 1]


def held(hands: Hands, title: str) -> None:
    assert found(hands) == [], title
    assert skipped(hands) == [], title
    assert [item for item in hands.page.evaluate(_HEADINGS) if item[0] == 1] == [[1, title]]
    assert title in hands.page.title()


@pytest.mark.parametrize(
    ("width", "number"),
    [
        (1280, OPEN),
        *(pytest.param(w, n, marks=pytest.mark.grondig) for w, n in ((1280, SEALED), (768, OPEN))),
    ],
)
@pytest.mark.parametrize("name", of_pages("mogelijkheden", "besluit", "brieven", "na"))
def test_a_page_about_a_dossier_can_be_used_by_everybody(
    server: Server, hands: Hands, name: str, width: int, number: int
) -> None:
    hands.page.set_viewport_size({"width": width, "height": 800})
    hands.open(f"{server.url}/{name}?dossier={number}&medewerker=1")

    held(hands, CASE[name])
    for tab in hands.page.get_by_role("tab").all()[1:]:
        tab.click()
        hands.settle()
        held(hands, CASE[name])
    hands.page.evaluate(_UNFOLD)
    hands.settle()
    assert found(hands) == []


def test_the_screen_that_a_family_watches_can_be_used_by_everybody(server: Server, hands: Hands) -> None:
    hands.page.set_viewport_size({"width": 1280, "height": 800})
    hands.open(f"{server.url}/kamers?dossier={OPEN}&medewerker=1")
    beside = hands.page.get_by_test_id("stSidebar")
    beside.get_by_text("Gezin kijkt mee", exact=True).click()
    hands.settle()
    beside.get_by_role("button", name="Ronald", exact=True).click()
    hands.settle()
    hands.page.get_by_role("button", name="Begin", exact=True).click()
    hands.page.get_by_role("heading", name=WATCHED).wait_for()
    hands.settle()
    before = said(hands)

    hands.page.reload()
    hands.page.get_by_role("heading", name=WATCHED).wait_for()
    hands.settle()

    assert said(hands) == before
    for tab in hands.page.get_by_role("tab").all():
        tab.click()
        hands.settle()
        assert found(hands) == []
        assert skipped(hands) == []
        assert hands.page.get_by_test_id("stMain").evaluate("main => main.scrollHeight") <= THREE_SCREENS
    hands.page.get_by_role("button", name="Stop met meekijken").click()
    hands.page.get_by_role("heading", name=CASE["kamers"], exact=True).wait_for()
    hands.settle()


WATCHED = "U kijkt mee"
THREE_SCREENS = 3 * 800


def said(hands: Hands) -> list[str]:
    """Give the subjects and the words of the part of a page that can be seen."""
    main = hands.page.get_by_test_id("stMain")
    return [*main.get_by_role("tab").all_inner_texts(), main.inner_text()]


_UNFOLD = """() => [...document.querySelectorAll('[data-testid=stMain] details:not([open]) > summary')].slice(0, 5)
    .forEach(item => item.click())"""
"""So many of what is folded is opened: what comes after is of the same kind."""


@pytest.mark.parametrize("title", BESIDE)
def test_a_page_beside_the_dossiers_can_be_used_by_everybody(hands: Hands, title: str) -> None:
    hands.page.set_viewport_size({"width": 1280, "height": 800})
    hands.turn_to(title)

    held(hands, title)


def test_the_first_page_can_be_used_by_everybody(server: Server, visit: Visit) -> None:
    hands = visit(server)
    hands.page.goto(server.url)
    hands.settle()

    assert found(hands) == []
    assert skipped(hands) == []


def test_what_is_wrong_with_a_page_is_found(server: Server, hands: Hands) -> None:
    """The planted defects: a picture that says nothing, a field without a name, and text that is too faint."""
    hands.open(f"{server.url}/gesprek?dossier={OPEN}&medewerker=1")
    hands.page.evaluate(_PLANTED)

    assert {rule for rule, _, _ in found(hands)} == {"image-alt", "label", "color-contrast"}
    assert skipped(hands)
    hands.page.reload()
    hands.settle()


_PLANTED = """() => document.querySelector('[data-testid=stMain] h1').insertAdjacentHTML('afterend',
    '<img src="data:,"><input type="text"><p style="color: #ccc; background: #fff">te licht</p><h5>te diep</h5>')"""


@pytest.mark.parametrize("name", of_pages("besluit"))
def test_the_keyboard_goes_through_a_page_in_its_order_and_shows_where_it_is(
    server: Server, hands: Hands, name: str
) -> None:
    hands.page.set_viewport_size({"width": 1280, "height": 800})
    hands.open(f"{server.url}/{name}?dossier={OPEN}&medewerker=1")
    hands.page.locator("[data-testid=stMain] h1").first.click()

    reached: list[dict[str, Any]] = []
    for _ in range(_TABS):
        hands.page.keyboard.press("Tab")
        at: dict[str, Any] = hands.page.evaluate(_FOCUSED)
        if not at["is_main"] or at["number"] in [item["number"] for item in reached]:
            break
        if at["kind"] not in [item["kind"] for item in reached]:
            at["shows"] = _picture(hands) != _picture(hands, is_left=True)
        reached.append(at)

    assert reached, name
    assert [item["number"] for item in reached] == sorted(item["number"] for item in reached)
    assert [item["what"] for item in reached if item.get("shows") is False] == []


def _picture(hands: Hands, *, is_left: bool = False) -> bytes:
    """Take a picture of where the keyboard is; with `is_left` after it went away from there."""
    if is_left:
        hands.page.evaluate("() => document.activeElement.blur()")
    taken = hands.page.screenshot()
    hands.page.evaluate("() => window.reachedLast.focus({focusVisible: true})")
    return taken


_TABS = 25
_FOCUSED = """() => {
    const here = window.reachedLast = document.activeElement;
    return {
        number: [...document.querySelectorAll('*')].indexOf(here),
        is_main: document.querySelector('[data-testid=stMain]').contains(here),
        kind: `${here.tagName} ${here.getAttribute('role')} ${here.dataset.testid}`,
        what: here.outerHTML.slice(0, 160),
    };
}"""
