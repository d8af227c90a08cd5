"""Measures what the app takes: run `python -m tests.benchmarks.app`, or one part of it with `--deel mensen`.

A window speaks to a server of its own as a browser does: it sends what the fields hold and waits until
the page was drawn. Every figure comes out of one run on one machine; quote medians and ratios, and never
hold a test to them. A page of case 1 is set against the emptiest page there is: the same page while no
dossier lies open, a title with one sentence.
"""

import argparse
import asyncio
import os
import statistics
import sys
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.office import CASE_ONE, EMPTY, fill
from tests.benchmarks.people_at_work import WORKERS, workers
from tests.benchmarks.window import PAGES, Window, busy, line, megabytes, window
from tests.browser.conftest import Server, serving

WITHOUT_DOSSIER = ("", "naspelen")
RUNS, SECONDS = 15, 180
SESSIONS = (1, 10, 20)
SETTLING = 0.03  # seconds
PARTS = ("geheugen", "paginas", "mensen")


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
    line("milliseconden: wachten/rekenen", heads)
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
                line(f"{page} {label}", (*figures, shown.elements))
        for page in WITHOUT_DOSSIER:
            await windows[-1].turn_to(page)
            (full,) = await _compared(server, windows[-1:], runs)
            line(page or "werklijst", ("", "", full, "", "", "", windows[-1].elements))
    worst = Taken(max(ratio.waited for ratio in ratios), max(ratio.calculated for ratio in ratios))
    line("hoogste verhouding tot dezelfde pagina zonder dossier (streven: 5)", (f"{worst:.1f}",))


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
    before = busy(server)
    waited = await drawing
    await asyncio.sleep(SETTLING)  # what the server clears away after a page counts too
    return waited, (busy(server) - before) * 1000


def _medians(times: list[tuple[float, float]]) -> Taken:
    waited, calculated = zip(*times, strict=True)
    return Taken(statistics.median(waited), statistics.median(calculated))


# --- memory ----------------------------------------------------------------------------------------------


async def memory(server: Server) -> None:
    """Print what the server holds in memory as ever more windows have seen every page of case 1."""
    line("geheugen van de server", ("MB", "per venster"))
    held = [megabytes(server)]
    line("voor het eerste venster", (held[0],))
    async with AsyncExitStack() as stack:
        opened = 0
        for wanted in SESSIONS:
            for _ in range(wanted - opened):
                shown = await stack.enter_async_context(window(server, CASE_ONE))
                for page in (*PAGES, *WITHOUT_DOSSIER):
                    await shown.turn_to(page)
            held.append(megabytes(server))
            each = (held[-1] - held[-2]) / (wanted - opened)
            line(f"{wanted} vensters die alle pagina's zagen", (held[-1], f"{each:.2f}"))
            opened = wanted


# --- the whole -------------------------------------------------------------------------------------------


def main(parts: tuple[str, ...] = PARTS, runs: int = RUNS, seconds: float = SECONDS) -> None:
    """Print one line per figure; times are in milliseconds. Each part has a server of its own."""
    with TemporaryDirectory(prefix="maatwerk-meting-") as folder:
        db = Path(folder) / "app.sqlite"
        fill(db, WORKERS)
        _load("vooraf")
        for part in parts:
            with serving(db) as server:
                match part:
                    case "geheugen":
                        asyncio.run(memory(server))
                    case "paginas":
                        asyncio.run(pages(server, runs))
                    case "mensen":
                        asyncio.run(workers(server, seconds))
                line("geheugen van de server daarna, MB", (megabytes(server),))
            _load(f"na {part}")


def _load(when: str) -> None:
    line(f"belasting van de machine {when} (1, 5 en 15 minuten)", [f"{n:.2f}" for n in os.getloadavg()])


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.app")
    parser.add_argument("--deel", choices=PARTS, action="append", help="alleen dit deel; meer mag ook")
    parser.add_argument("--keer", type=int, default=RUNS, help="hoe vaak elke pagina wordt getekend")
    parser.add_argument("--seconden", type=float, default=SECONDS, help="hoe lang de mensen werken")
    return parser.parse_args()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    asked = _asked()
    main(tuple(asked.deel or PARTS), asked.keer, asked.seconden)
