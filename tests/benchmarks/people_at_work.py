"""Twenty workers for three minutes on one server: what they wait for, and whether all they wrote was kept."""

import asyncio
import json
import sqlite3
import statistics
import time
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from random import Random

from websockets.exceptions import ConnectionClosed

from tests.benchmarks.office import FIRST_COPY, WORKER
from tests.benchmarks.window import PAGES, Failed, Window, busy, line, window
from tests.browser.conftest import Server

WORKERS, THINKING = 20, (1.0, 3.0)
WRITES = 0.4  # of what a worker does; the rest is turning to a page and looking again
TABS = 0.3  # of the turning: to another tab of the same page, where there are any
KINDS = TURNED, OPENED, LOOKED, KEPT = (
    "naar een pagina", "een tabblad openen", "nog eens kijken", "een veld bewaren",
)  # fmt: skip


class Worker:
    """Somebody at work on a dossier: what took how long, what was written, and what went wrong."""

    def __init__(self, dossier: int, seed: int) -> None:
        self.dossier = dossier
        self.random = Random(seed)
        self.first = 0.0
        self.taken: dict[tuple[str, str], list[float]] = defaultdict(list)
        """What each kind of step took on each page, in milliseconds."""
        self.written: list[tuple[int, str, str]] = []
        self.errors: list[str] = []

    async def work(self, server: Server, seconds: float) -> None:
        """Read and write with a pause after everything, until the time is up."""
        started = time.monotonic()
        async with window(server, self.dossier, "gesprek") as opened:
            self.first = (time.monotonic() - started) * 1000
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
            kind, taken = KEPT, await opened.write(fields[place], text)
        elif self.random.random() < WRITES:
            kind, taken = LOOKED, await opened.rerun()
        elif opened.tabs and self.random.random() < TABS:
            label, name = self.random.choice(opened.tabs)
            kind, taken = OPENED, await opened.write(name, label)
        else:
            kind, taken = TURNED, await opened.turn_to(self.random.choice(PAGES))
        self.taken[kind, opened.page].append(taken)


async def workers(server: Server, seconds: float) -> None:
    """Print what some workers at once wait for, and whether all they wrote was kept."""
    people = [Worker(FIRST_COPY + n, n) for n in range(WORKERS)]
    before, started = busy(server), time.monotonic()
    empty: list[float] = []
    await asyncio.gather(
        _look_on(server, seconds, empty), *(person.work(server, seconds) for person in people)
    )
    calculated, passed = busy(server) - before, time.monotonic() - started
    kinds: dict[tuple[str, str], list[float]] = defaultdict(list)
    for person in people:
        for step, times in person.taken.items():
            kinds[step] += times
    together = [taken for times in kinds.values() for taken in times]
    _steps(kinds, together, seconds)
    _spread("het dossier openen, allen tegelijk", [person.first for person in people])
    _spread("een lege pagina, in dezelfde tijd", empty)
    ratio = statistics.median(together) / statistics.median(empty)
    line("p50 tegen een lege pagina (streven: 5)", (f"{ratio:.1f}",))
    wanted = [item for person in people for item in person.written]
    line(
        "velden geschreven, en daarvan niet in de database",
        (len(wanted), len(set(wanted) - _kept(server.db))),
    )
    errors = [error for person in people for error in person.errors]
    line("fouten", (len(errors), *errors[:1]))
    line("rekentijd van de server, deel van een kern", (f"{calculated / passed:.2f}",))
    line("rekentijd per handeling, lege pagina's inbegrepen", (1000 * calculated / len([*together, *empty]),))


def _steps(kinds: dict[tuple[str, str], list[float]], together: list[float], seconds: float) -> None:
    """Print what all took, each kind of step, and each kind on each page, the slowest first."""
    line(f"{WORKERS} mensen, {seconds:.0f} seconden", ("aantal", "p50", "p95", "hoogste"))
    _spread("alles", together)
    for kind in KINDS:
        _spread(kind, [taken for (other, _), times in kinds.items() if other == kind for taken in times])
    for (kind, page), times in sorted(kinds.items(), key=lambda item: -_share(item[1], 95)):
        _spread(f"  {page}: {kind}", times)


def _spread(what: str, times: list[float]) -> None:
    if times:
        line(what, (len(times), statistics.median(times), _share(times, 95), max(times)))


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
    return (
        taken[0] if len(taken) == 1 else statistics.quantiles(taken, n=100, method="inclusive")[percent - 1]
    )
