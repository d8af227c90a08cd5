"""What a worker's hands do on the screen: type, tab, tap, and wait until the page stands still."""

import re

from playwright.sync_api import Error, Locator, Page

_STILL = """() => !document.querySelector('[data-stale=true]')
    && !document.querySelector('[data-testid=stStatusWidget]')"""
_ROUND_TRIP = 110  # milliseconds in which a change reaches the server and the page begins to be drawn
_ATTEMPTS, _PATIENCE = 4, 1500
_UNFOLDING = 300  # milliseconds in which the browser opens what was folded


class Hands:
    """One window of one worker."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    def settle(self) -> None:
        """Wait until nothing runs any more."""
        self.page.wait_for_timeout(_ROUND_TRIP)
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        self.page.wait_for_function(_STILL)

    def open(self, address: str) -> None:
        """Open an address of a dossier, in this window or again in it."""
        self.page.goto(address)
        self.page.get_by_text("Dossier ").first.wait_for()
        self.settle()

    def go_in(self, name: str) -> None:
        """Open the app and say who is at work."""
        self.page.goto(self.url)
        self.settle()
        self.page.get_by_role("textbox", name="Uw naam").fill(name)
        self.page.keyboard.press("Enter")
        self.page.get_by_role("heading", name="Werklijst").wait_for()
        self.settle()

    def new_case(self, number: str, municipality: str = "voorbeeldgemeente") -> None:
        """Start a dossier from the worklist."""
        box = self.page.get_by_role("textbox", name="Zaaknummer")
        if not box.is_visible():
            self.page.get_by_text("Nieuw dossier", exact=True).click()
            self.page.wait_for_timeout(_UNFOLDING)
        box.fill(number)
        self.pick(self.page.get_by_role("combobox", name="Gemeente"), municipality)
        self.page.get_by_role("button", name="Maak dossier").click()
        self.page.get_by_role("heading", name="Gesprek", exact=True).wait_for()
        self.settle()

    def turn_to(self, title: str) -> None:
        """Go to a page by its name in the menu."""
        self.page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True).click()
        self.page.get_by_role("heading", name=title, exact=True).first.wait_for()
        self.settle()

    # --- fields ------------------------------------------------------------------------------------------

    def field(self, draft: int, place: str) -> Locator:
        """Find the field of a place in the dossier."""
        return self.keyed(f"veld:{draft}:{place}")

    def keyed(self, key: str) -> Locator:
        """Find what the page gave a key; a list also has a number for the words in it."""
        name = f"st-key-{re.sub('[^a-zA-Z0-9_-]', '-', key)}"
        return self.page.locator(f'[class~="{name}"], [class*="{name}__"]')

    def fill(self, where: Locator, value: str) -> None:
        """Fill a field of any kind, and go on to the next with the keyboard."""
        where.first.wait_for()
        if where.locator("textarea").count():
            where.locator("textarea").first.fill(value)
            self.page.keyboard.press("Tab")
        elif (
            where.get_by_test_id("stButtonGroup").count()
            or where.locator("[data-testid^=stButtonGroup]").count()
        ):
            self.tap(where, value)
        elif where.get_by_role("combobox").count():
            self.pick(where.get_by_role("combobox").first, value)
        else:
            where.locator("input").first.fill(value)
            self.page.keyboard.press("Tab")

    def tap(self, where: Locator, word: str) -> None:
        """Tap one of a few choices that stand side by side, unless it is chosen already."""
        exact = re.compile(f"^{re.escape(word)}$")
        button = where.locator("button").filter(has_text=exact).first
        if button.get_attribute("aria-checked") != "true":
            button.click()

    def pick(self, box: Locator, word: str) -> None:
        """Choose from a list by typing; once more where the page was drawn anew under the hands."""
        for _ in range(_ATTEMPTS):
            if box.input_value() == word:
                return
            if self._open(box, word):
                self._option(word).click()
                self.page.wait_for_timeout(_ROUND_TRIP)
        assert box.input_value() == word, word

    def call_up(self, box: Locator, word: str) -> None:
        """Choose from a list that forgets the choice as soon as it is taken."""
        if self._open(box, word):
            self._option(word).click()
        self.settle()

    def _open(self, box: Locator, word: str) -> bool:
        box.click()
        box.fill(word)
        try:
            self._option(word).wait_for(timeout=_PATIENCE)
        except Error:
            box.press("Escape")
            return False
        return True

    def _option(self, word: str) -> Locator:
        exact = re.compile(f"^{re.escape(word)}$")
        return self.page.get_by_role("option").filter(has_text=exact).first

    def add(self, where: Locator, word: str) -> None:
        """Add one to a list of which any number may be chosen, by typing, unless it is among them."""
        tag = where.get_by_text(word, exact=True)
        for _ in range(_ATTEMPTS):
            if tag.count():
                break
            if self._open(where.get_by_role("combobox"), word):
                self._option(word).click()
                self.page.wait_for_timeout(_ROUND_TRIP)
        assert tag.count(), word
        self.page.keyboard.press("Escape")

    def pick_with(self, box: Locator, part: str) -> None:
        """Choose the one from a list in which something stands."""
        box.click()
        self.page.wait_for_timeout(_UNFOLDING)
        self.page.get_by_role("option").filter(has_text=part).first.click()

    def unfold(self, key: str) -> Locator:
        """Open what is folded, unless it is open already."""
        part = self.keyed(key)
        summary = part.locator("summary").first
        if part.locator("details").first.get_attribute("open") is None:
            summary.click()
            self.page.wait_for_timeout(_UNFOLDING)
            self.settle()
        return part
