"""The page for residents in a real browser: nothing is sent or kept, and all of it works from the keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import Server

DUTCH = "{lang: 'nl-NL', name: 'Nederlands', default: true}"
ENGLISH = "{lang: 'en-GB', name: 'English', default: true}"


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of somebody who never saw the app, which keeps things of its own at the same address."""
    context = browser.new_context(locale="nl-NL")
    context.set_default_timeout(30_000)
    yield context
    context.close()


@pytest.fixture
def page(visitor: BrowserContext) -> Iterator[Page]:
    found = visitor.new_page()
    found.on("dialog", lambda dialog: dialog.accept())
    yield found
    found.close()


def speaks(page: Page, voices: str) -> None:
    """Give the browser these voices, and keep what it is asked to say."""
    page.add_init_script(
        "window.said = []; window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } };"
        "Object.defineProperty(window, 'speechSynthesis', {value: {"
        f"getVoices: () => [{voices}], cancel: () => {{}}, speak: one => window.said.push(one.text)}}}})"
    )


def notice(page: Page) -> str:
    place = page.locator("#melding:not(:empty)")
    place.wait_for()
    return place.inner_text()


def test_what_is_typed_is_sent_nowhere_and_gone_after_a_refresh(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/voorbereiden")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("Thuis: Wat gaat moeilijk?").fill("Koken en de trap.")
    page.get_by_label("Thuis: Wat gaat moeilijk?").blur()
    assert asked == []
    with pytest.raises(Exception, match="Failed to fetch"):
        page.evaluate("fetch('/gezond')")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0

    page.reload()

    assert page.get_by_label("Thuis: Wat gaat moeilijk?").input_value() == ""


def test_the_text_is_saved_as_a_file_with_headings(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/voorbereiden")
    page.get_by_role("button", name="Bewaar als bestand").click()
    assert notice(page) == "Er staat nog niets om te bewaren."
    page.get_by_label("Thuis: Wat gaat moeilijk?").fill("Koken.")
    page.get_by_label("Wie helpt u? En waarmee?").fill("Mijn zus, met de was.")

    with page.expect_download() as download:
        page.get_by_role("button", name="Bewaar als bestand").click()

    assert Path(download.value.path()).read_text(encoding="utf-8").split("\n") == [
        "Uw gesprek voorbereiden", "", "# Thuis", "", "Wat gaat moeilijk?", "Koken.", "",
        "# Wat u doet, en wie u helpt", "", "Wie helpt u? En waarmee?", "Mijn zus, met de was.", "",
    ]  # fmt: skip


def test_wiping_leaves_nothing(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/voorbereiden")
    page.get_by_label("Wat gaat er goed?").fill("De tuin.")

    page.get_by_role("button", name="Wis alles").click()

    page.get_by_text("Alles is gewist.").wait_for()
    assert [field.input_value() for field in page.locator("textarea").all()] == [""] * page.locator(
        "textarea"
    ).count()
    assert "De tuin." not in page.content()


def test_what_was_typed_stands_in_the_print(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/voorbereiden")
    page.get_by_label("Wat gaat er goed?").fill("De tuin.\nEn de hond.")

    page.emulate_media(media="print")

    assert page.locator(".afdruk").filter(has_text="En de hond.").is_visible()
    assert not page.get_by_role("button").first.is_visible()


def test_a_part_is_read_aloud_with_what_was_written_in_it(page: Page, server: Server) -> None:
    speaks(page, f"{ENGLISH}, {DUTCH}")
    page.goto(f"{server.url}/voorbereiden")
    page.get_by_label("Thuis: Wat gaat moeilijk?").fill("Koken.")

    page.get_by_role("region", name="Thuis").get_by_role("button", name="Lees voor").click()

    said = page.evaluate("window.said")
    assert said[0] == "Thuis"
    assert "U schreef: Koken." in said
    assert page.get_by_role("button", name="Stop met voorlezen").count() == 1


@pytest.mark.parametrize("voices", ["", ENGLISH])
def test_a_browser_without_a_dutch_voice_says_so(page: Page, server: Server, voices: str) -> None:
    speaks(page, voices)
    page.goto(f"{server.url}/voorbereiden")

    page.get_by_role("button", name="Lees voor").first.click()

    assert "geen Nederlandse stem" in notice(page)
    assert page.evaluate("window.said") == []


def test_a_browser_that_cannot_read_aloud_says_so_and_shows_no_button(page: Page, server: Server) -> None:
    page.add_init_script("Object.defineProperty(window, 'speechSynthesis', {value: undefined})")
    page.goto(f"{server.url}/voorbereiden")

    assert "kan niet voorlezen" in notice(page)
    assert page.get_by_role("button", name="Lees voor").count() == 0


def test_all_is_reached_with_the_keyboard_and_large_enough_to_hit(page: Page, server: Server) -> None:
    speaks(page, DUTCH)
    page.goto(f"{server.url}/voorbereiden")
    wanted = page.locator("a, button, textarea").count()

    reached = 0
    for _ in range(wanted):
        page.keyboard.press("Tab")
        reached += page.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none'")

    assert reached == wanted
    for button in page.get_by_role("button").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
