"""What a worker's hands do on the screen: type, tab, tap, and wait until the page stands still."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Error, Locator, Page, WebSocket
from playwright.sync_api import TimeoutError as NothingCame
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

_STILL = """() => document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]')
    && !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')
    && !document.querySelector('[data-testid=stStatusWidget]')"""
_KIND = """field => field.querySelector('textarea') ? 'textarea'
    : field.querySelector('[data-testid^=stButtonGroup]') ? 'taps'
    : field.querySelector('[role=combobox]') ? 'list' : 'input'"""
_TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_LOOK = 100  # milliseconds until what goes over the line is looked at again, also when nothing came
_LONGEST_DRAWING = 30_000  # milliseconds
_LATE = 400  # milliseconds in which a drawing that is waiting for another one begins
_ATTEMPTS, _PATIENCE = 4, 1500
_UNFOLDING = 300  # milliseconds in which the browser opens what was folded


class Line:
    """What goes between one window and the server: whether a page was asked for that is not drawn yet."""

    def __init__(self) -> None:
        self.asked = 0
        self.begun = 0
        self.is_drawing = False
        self.socket: WebSocket | None = None

    @property
    def is_busy(self) -> bool:
        return self.is_drawing or (self.asked > 0 and self.begun == 0)

    @property
    def may_draw_again(self) -> bool:
        """Asked twice and drawn once: the second was drawn along with the first, or its drawing is yet to begin."""
        return self.begun < self.asked

    def rest(self) -> None:
        """Begin to count anew: all that was asked is drawn."""
        self.asked = self.begun = 0

    def watch(self, socket: WebSocket) -> None:
        """Follow a connection; a new one begins by asking for a page."""
        self.rest()
        self.is_drawing = False
        self.socket = socket
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, payload: Any) -> None:
        if isinstance(payload, bytes) and BackMsg.FromString(payload).WhichOneof("type") == "rerun_script":
            self.asked += 1

    def _received(self, payload: Any) -> None:
        if not isinstance(payload, bytes):
            return
        message = ForwardMsg.FromString(payload)
        if message.WhichOneof("type") == "new_session":
            self.begun += 1
            self.is_drawing = True
        elif message.WhichOneof("type") == "script_finished":
            # what ends early is drawn again from the start
            self.is_drawing = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN


class Hands:
    """One window of one worker."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.line = Line()
        page.on("websocket", self.line.watch)

    def settle(self) -> None:
        """Wait until the server has drawn everything that was asked of it, and the browser shows it."""
        self.page.evaluate(_TWO_FRAMES)  # what was just typed or clicked has gone over the line by then
        self._wait_while(lambda: self.line.is_busy, _LONGEST_DRAWING)
        while self.line.may_draw_again and not self._wait_while(lambda: not self.line.is_busy, _LATE):
            self._wait_while(lambda: self.line.is_busy, _LONGEST_DRAWING)
        self.line.rest()
        self.page.wait_for_function(_STILL)

    def _wait_while(self, goes_on: Callable[[], bool], longest: int) -> bool:
        """Wait while something goes on, for so many milliseconds; True where it still does."""
        for _ in range(longest // _LOOK):
            if not goes_on():
                return False
            if self.line.socket is None:
                self.page.wait_for_timeout(_LOOK)
            else:
                try:
                    self.line.socket.wait_for_event("framereceived", lambda _: not goes_on(), timeout=_LOOK)
                except Error as error:
                    if not isinstance(error, NothingCame):  # a line that was lost answers at once
                        self.page.wait_for_timeout(_LOOK)
        return goes_on()

    def come_back(self, lost: WebSocket | None) -> None:
        """Wait until the browser, which looks again every few seconds, has another line than the one it lost."""
        self._wait_while(lambda: self.line.socket is lost, _LONGEST_DRAWING)
        self.settle()

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
        match where.first.evaluate(_KIND):
            case "taps":
                self.tap(where, value)
            case "list":
                self.pick(where.get_by_role("combobox").first, value)
            case typed:
                where.locator(typed).first.fill(value)
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
            self._choose(box, word)
        assert box.input_value() == word, word

    def call_up(self, box: Locator, word: str) -> None:
        """Choose from a list that forgets the choice as soon as it is taken, where it offers that."""
        for _ in range(_ATTEMPTS):
            self.settle()
            if self._choose(box, word):
                return

    def _choose(self, box: Locator, word: str) -> bool:
        """Type a word in a list and take it; False where the list does not hold still or has no such word."""
        try:
            box.click(timeout=_PATIENCE)
            box.fill(word, timeout=_PATIENCE)
            self._option(word).click(timeout=_PATIENCE)
        except Error:
            self.page.keyboard.press("Escape")
            return False
        self.settle()
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
            self._choose(where.get_by_role("combobox"), word)
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
