"""Measures what the app takes: run `python -m tests.benchmarks.app`.

A window speaks to a server of its own as a browser does: it sends what the fields hold and waits until
the page was drawn. Every figure comes out of one run on one machine; quote medians and ratios, and never
hold a test to them. A page of case 1 is set against the emptiest page there is: the same page while no
dossier lies open, a title with one sentence.
"""

import asyncio
import json
import os
import sqlite3
import statistics
import sys
import time
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.benchmarks.office import CASE_ONE, EMPTY, FIRST_COPY, WORKER, fill
from tests.browser.conftest import Server, serving

PAGES = (
    "gesprek", "huishouden", "feiten", "mogelijkheden", "letop", "inschatting", "weging", "besluit",
    "vaststellen", "brieven",
)  # fmt: skip
WITHOUT_DOSSIER = ("", "naspelen")
RUNS, WORKERS, SECONDS, THINKING = 15, 20, 180, (1.0, 3.0)
WRITES = 0.4  # of what a worker does; the rest is turning to a page and looking again
SESSIONS = (1, 10, 20)
FREE_TEXT = frozenset({"woorden", "reden", "toelichting", "noot", "zienswijze", "bewijs"})
KINDS = TURNED, LOOKED, KEPT = ("naar een pagina", "nog eens kijken", "een veld bewaren")
OWN_JUDGEMENT = "besluit/eigen_inschatting"
PATIENCE, SETTLING = 60, 0.03  # seconds


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


# --- a page of case 1 against an empty page --------------------------------------------------------------


@dataclass(frozen=True)
class Taken:
    """Medians over some reruns, in milliseconds: what somebody waited, and what the server calculated.

    The second hardly changes when something else keeps the machine busy.
    """

    waited: float
    calculated: float

    def against(self, other: "Taken") -> "Taken":
        """Give how many times another this is."""
        return Taken(self.waited / other.waited, self.calculated / other.calculated)

    def __format__(self, form: str) -> str:
        return f"{self.waited:{form or '.0f'}}/{self.calculated:{form or '.0f'}}"


async def pages(server: Server, runs: int) -> None:
    """Print for each page of case 1 how long a rerun takes, and how much that is of an empty page."""
    heads = ("geen dossier", "leeg dossier", "zaak 1", "maal", "maal leeg", "na bewaren", "onderdelen")
    _line("milliseconden: wachten/rekenen", heads)
    ratios: list[Taken] = []
    async with AsyncExitStack() as stack:
        windows = [await stack.enter_async_context(window(server, n)) for n in (None, EMPTY, CASE_ONE)]
        for page in PAGES:
            for shown in windows:
                await shown.turn_to(page)
            for label, name in list(shown.tabs) or [("", "")]:
                if name:
                    await shown.write(name, label)
                none, empty, full = await _compared(server, windows, runs)
                ratios.append(full.against(none))
                kept = await _keeping(server, shown, runs)
                figures = (none, empty, full, f"{ratios[-1]:.1f}", f"{full.against(empty):.1f}", kept)
                _line(f"{page} {label}", (*figures, shown.elements))
        for page in WITHOUT_DOSSIER:
            await windows[-1].turn_to(page)
            (full,) = await _compared(server, windows[-1:], runs)
            _line(page or "werklijst", ("", "", full, "", "", "", windows[-1].elements))
    worst = Taken(max(ratio.waited for ratio in ratios), max(ratio.calculated for ratio in ratios))
    _line("hoogste verhouding tot dezelfde pagina zonder dossier (streven: 5)", (f"{worst:.1f}",))


async def _compared(server: Server, windows: list[Window], runs: int) -> list[Taken]:
    """Draw some windows in turn and give the medians of each."""
    taken: list[list[tuple[float, float]]] = [[] for _ in windows]
    for _ in range(runs):
        for opened, times in zip(windows, taken, strict=True):
            times.append(await _timed(server, opened.rerun()))
    return [_medians(times) for times in taken]


async def _keeping(server: Server, opened: Window, runs: int) -> Taken | str:
    """Fill the first field of a page again and again; gives the medians, or an empty text without a field."""
    names = sorted(opened.fields().values())[:1]
    times = [await _timed(server, opened.write(name, f"Gemeten {n}.")) for name in names for n in range(runs)]
    return _medians(times) if times else ""


async def _timed(server: Server, drawing: Coroutine[object, object, float]) -> tuple[float, float]:
    before = _busy(server)
    waited = await drawing
    await asyncio.sleep(SETTLING)  # what the server clears away after a page counts too
    return waited, (_busy(server) - before) * 1000


def _medians(times: list[tuple[float, float]]) -> Taken:
    waited, calculated = zip(*times, strict=True)
    return Taken(statistics.median(waited), statistics.median(calculated))


# --- twenty workers for three minutes ----------------------------------------------------------------------------


class Worker:
    """Somebody at work on a dossier: what took how long, what was written, and what went wrong."""

    def __init__(self, dossier: int, seed: int) -> None:
        self.dossier = dossier
        self.random = Random(seed)
        self.taken: dict[str, list[float]] = {kind: [] for kind in KINDS}
        self.written: list[tuple[int, str, str]] = []
        self.errors: list[str] = []

    async def work(self, server: Server, seconds: float) -> None:
        """Read and write with a pause after everything, until the time is up."""
        async with window(server, self.dossier, "gesprek") as opened:
            until = time.monotonic() + seconds
            await asyncio.sleep(self.random.uniform(0, THINKING[1]))
            while time.monotonic() < until:
                try:
                    await self._step(opened)
                except (Failed, TimeoutError, ConnectionClosed) as error:
                    self.errors.append(repr(error))
                await asyncio.sleep(self.random.uniform(*THINKING))

    async def _step(self, opened: Window) -> None:
        fields = opened.fields()
        if fields and self.random.random() < WRITES:
            place = self.random.choice(sorted(fields))
            text = f"Geschreven {len(self.written)} in dossier {self.dossier}."
            self.written.append((self.dossier, place, text))
            self.taken[KEPT].append(await opened.write(fields[place], text))
        elif self.random.random() < WRITES:
            self.taken[LOOKED].append(await opened.rerun())
        else:
            self.taken[TURNED].append(await opened.turn_to(self.random.choice(PAGES)))


async def workers(server: Server, seconds: float) -> None:
    """Print what some workers at once wait for, and whether all they wrote was kept."""
    people = [Worker(FIRST_COPY + n, n) for n in range(WORKERS)]
    before = _busy(server)
    started = time.monotonic()
    empty: list[float] = []
    await asyncio.gather(
        _look_on(server, seconds, empty), *(person.work(server, seconds) for person in people)
    )
    busy = (_busy(server) - before) / (time.monotonic() - started)
    kinds = {kind: [taken for person in people for taken in person.taken[kind]] for kind in KINDS}
    _line(f"{WORKERS} mensen, {seconds:.0f} seconden", ("aantal", "p50", "p95", "hoogste"))
    for name, taken in {"alles": [taken for kind in KINDS for taken in kinds[kind]], **kinds}.items():
        _line(name, (len(taken), statistics.median(taken), _share(taken, 95), max(taken)))
    _line(
        "een lege pagina, in dezelfde tijd",
        (len(empty), statistics.median(empty), _share(empty, 95), max(empty)),
    )
    together = statistics.median([taken for kind in KINDS for taken in kinds[kind]])
    _line("p50 tegen een lege pagina (streven: 5)", (f"{together / statistics.median(empty):.1f}",))
    wanted = [item for person in people for item in person.written]
    kept = _kept(server.db)
    _line("velden geschreven, en daarvan niet in de database", (len(wanted), len(set(wanted) - kept)))
    errors = [error for person in people for error in person.errors]
    _line("fouten", (len(errors), *errors[:1]))
    _line("rekentijd van de server, deel van een kern", (f"{busy:.2f}",))


async def _look_on(server: Server, seconds: float, taken: list[float]) -> None:
    """Draw the emptiest page again and again, beside the people at work."""
    async with window(server, page="gesprek") as opened:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            taken.append(await opened.rerun())
            await asyncio.sleep(THINKING[0])


def _kept(db: Path) -> set[tuple[int, str, str]]:
    with closing(sqlite3.connect(db)) as connection:
        rows = connection.execute("SELECT draft, field, given FROM invoer WHERE written_by = ?", (WORKER,))
        return {
            (draft, place, given) for draft, place, text in rows if isinstance(given := json.loads(text), str)
        }


def _share(taken: list[float], percent: int) -> float:
    return statistics.quantiles(taken, n=100, method="inclusive")[percent - 1]


# --- memory ----------------------------------------------------------------------------------------------


async def memory(server: Server) -> None:
    """Print what the server holds in memory as ever more windows have seen every page of case 1."""
    _line("geheugen van de server", ("MB", "per venster"))
    held = [_megabytes(server)]
    _line("voor het eerste venster", (held[0],))
    async with AsyncExitStack() as stack:
        opened = 0
        for wanted in SESSIONS:
            for _ in range(wanted - opened):
                shown = await stack.enter_async_context(window(server, CASE_ONE))
                for page in (*PAGES, *WITHOUT_DOSSIER):
                    await shown.turn_to(page)
            held.append(_megabytes(server))
            each = (held[-1] - held[-2]) / (wanted - opened)
            _line(f"{wanted} vensters die alle pagina's zagen", (held[-1], f"{each:.2f}"))
            opened = wanted


def _megabytes(server: Server) -> float:
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def _busy(server: Server) -> float:
    """Give the seconds a server has been calculating, all its threads together."""
    return time.clock_gettime((~server.process.pid << 3) | 2)  # the clock that Linux keeps of a process


# --- the whole -------------------------------------------------------------------------------------------


def main(runs: int = RUNS, seconds: float = SECONDS) -> None:
    """Print one line per figure; times are in milliseconds."""
    with TemporaryDirectory(prefix="maatwerk-meting-") as folder:
        db = Path(folder) / "app.sqlite"
        fill(db, WORKERS)
        _load("vooraf")
        with serving(db) as server:
            asyncio.run(memory(server))
        _load("na het geheugen")
        with serving(db) as server:
            asyncio.run(pages(server, runs))
            _line("geheugen van de server daarna, MB", (_megabytes(server),))
            _load("na de pagina's")
        with serving(db) as server:
            asyncio.run(workers(server, seconds))
            _line("geheugen van de server daarna, MB", (_megabytes(server),))
        _load("na de mensen")


def _load(when: str) -> None:
    _line(f"belasting van de machine {when} (1, 5 en 15 minuten)", [f"{n:.2f}" for n in os.getloadavg()])


def _line(what: str, figures: Iterable[object]) -> None:
    shown = (f"{figure:.0f}" if isinstance(figure, float) else f"{figure}" for figure in figures)
    sys.stdout.write(f"{what:60}{''.join(f'{text:>13}' for text in shown)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    main()
