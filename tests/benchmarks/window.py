"""A window of a worker on a server, as a browser is one, and what the server takes meanwhile."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from tests.browser.conftest import Server

PAGES = (
    "gesprek", "huishouden", "feiten", "mogelijkheden", "letop", "inschatting", "weging", "besluit",
    "vaststellen", "brieven",
)  # fmt: skip
FREE_TEXT = frozenset({"woorden", "reden", "toelichting", "noot", "zienswijze", "bewijs"})
OWN_JUDGEMENT = "besluit/eigen_inschatting"
PATIENCE = 60  # seconds


class Failed(Exception):
    """The page said that something went wrong, or the server did not answer."""


class Window:
    """One window of one worker: which page it shows and what its fields hold."""

    def __init__(self, line: ClientConnection, query: str) -> None:
        self.line = line
        self.query = query
        self.page = ""
        self.pages: dict[str, str] = {}
        self.held: dict[str, WidgetState] = {}
        self.last_tabs = ""
        self.drawn: set[str] = set()
        self.tabs: list[tuple[str, str]] = []
        """The tabs on the page, each with the id of the widget that says which one is open."""
        self.elements = 0

    async def turn_to(self, page: str) -> float:
        """Turn to a page; this and the next two give how long it took, in milliseconds."""
        self.page = page
        return await self.rerun()

    async def rerun(self) -> float:
        """Have the page drawn again."""
        asked = BackMsg()
        asked.rerun_script.query_string = self.query
        asked.rerun_script.page_script_hash = self.pages.get(self.page, "")
        asked.rerun_script.page_name = "" if self.pages else self.page
        asked.rerun_script.widget_states.widgets.extend(self.held.values())
        self.drawn, self.tabs, self.elements = set(), [], 0
        started = time.perf_counter()
        await self.line.send(asked.SerializeToString())
        said: list[str] = []
        async with asyncio.timeout(PATIENCE):
            while not self._take(ForwardMsg.FromString(await self.line.recv(decode=False)), said):
                pass
        taken = (time.perf_counter() - started) * 1000
        self.held = {name: state for name, state in self.held.items() if name in self.drawn}
        if said:
            raise Failed(f"{self.page}: {said[0]}")
        return taken

    async def write(self, name: str, text: str) -> float:
        """Fill a field, so that it keeps itself."""
        self.held[name] = WidgetState(id=name, string_value=text)
        return await self.rerun()

    def fields(self) -> dict[str, str]:
        """Name the fields of this page in which one writes freely, each with the id of its widget."""
        places = {name.partition("-veld:")[2].partition(":")[2]: name for name in self.held}
        return {
            place: name
            for place, name in places.items()
            if place.rpartition("/")[2] in FREE_TEXT and not place.startswith(OWN_JUDGEMENT)
        }

    def _take(self, message: ForwardMsg, said: list[str]) -> bool:
        """Take in what the server says; tells whether the page is finished."""
        match message.WhichOneof("type"):
            case "navigation":
                self.pages = {
                    page.url_pathname: page.page_script_hash for page in message.navigation.app_pages
                }
                self.pages[""] = next(
                    p.page_script_hash for p in message.navigation.app_pages if p.is_default
                )
            case "delta":
                self._see(message.delta, said)
            case "script_finished":
                return message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        return False

    def _see(self, delta: Delta, said: list[str]) -> None:
        self.elements += 1
        if delta.WhichOneof("type") == "add_block":
            block = delta.add_block
            self.drawn |= {block.tab_container.id, block.expandable.id, block.popover.id}
            if block.tab_container.id:
                self.last_tabs = block.tab_container.id
            if block.HasField("tab") and self.last_tabs:
                self.tabs.append((block.tab.label, self.last_tabs))
            return
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception" or (kind == "alert" and "Er ging iets mis" in element.alert.body):
            said.append(element.alert.body or "traceback")
        if kind in ("text_input", "text_area"):  # of a choice that is not sent the server keeps what it had
            shown = getattr(element, kind)
            self.drawn.add(shown.id)
            if shown.set_value or shown.id not in self.held:
                value = shown.value if shown.set_value else shown.default
                self.held[shown.id] = WidgetState(id=shown.id, string_value=value)


@asynccontextmanager
async def window(server: Server, dossier: int | None = None, page: str = "") -> AsyncIterator[Window]:
    """Open a window on a page, as a worker who comes back to an address."""
    query = "medewerker=1" if dossier is None else f"medewerker=1&dossier={dossier}"
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    async with connect(address, max_size=None, compression=None) as line:
        opened = Window(line, query)
        await opened.turn_to(page)
        yield opened


def megabytes(server: Server) -> float:
    """Give how much memory a server holds."""
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def busy(server: Server) -> float:
    """Give the seconds a server has been calculating, all its threads together."""
    return time.clock_gettime((~server.process.pid << 3) | 2)  # the clock that Linux keeps of a process


def line(what: str, figures: Iterable[object]) -> None:
    """Print a line with its figures."""
    shown = (f"{figure:.0f}" if isinstance(figure, float) else f"{figure}" for figure in figures)
    sys.stdout.write(f"{what:60}{''.join(f'{text:>13}' for text in shown)}\n")
    sys.stdout.flush()
