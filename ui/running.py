"""What one running server has: its desk, its second engine, and its clock.

Set once by the life span of the server; a page asks for it and never makes it.
"""

import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from budget_engine import logbook
from budget_engine.backends.agreement import together
from budget_engine.backends.durable_child import DurableChild
from budget_engine.desk import Desk
from budget_engine.drafts.view import View
from budget_engine.errors import MaatwerkError
from budget_engine.logbook import Event
from budget_engine.record import Record
from budget_engine.replay import Replay


@dataclass
class House:
    """A desk with everything that acts: a second engine that takes turns, a clock and chance."""

    desk: Desk
    child: DurableChild
    shift: timedelta
    is_demo: bool
    turn: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> datetime:
        """Read the clock; in the demo it stands in the weeks of the demo cases."""
        return datetime.now().astimezone() + self.shift

    def at(self) -> str:
        """Give this moment as it is written down."""
        return self.now().isoformat(timespec="seconds")

    def today(self) -> date:
        """Give the day it is."""
        return self.now().date()

    def seal(self, view: View) -> Record:
        """Seal the decision of a dossier, after both engines worked it out."""
        with self.turn:
            try:
                record = self.desk.seal(view, together(self.child), self.at(), _salts())
            except MaatwerkError as error:
                logbook.note(Event.NOT_SEALED, self.at(), punten=logbook.problems_in(error))
                raise
        logbook.note(Event.SEALED, self.at(), record=record.number)
        return record

    def replay(self, number: int | None) -> tuple[list[Replay], list[str]]:
        """Work one decision out again, or all, with both engines."""
        with self.turn:
            replays, problems = self.desk.replay(number, together(self.child))
        logbook.note(Event.REPLAYED, self.at(), records=len(replays), punten=len(problems))
        return replays, problems

    def close(self) -> None:
        """End the second engine and let go of the database."""
        self.child.stop()
        self.desk.close()


def _salts() -> Iterator[str]:
    while True:
        yield secrets.token_hex()


_houses: list[House] = []


def start(db: Path, rules: Path, day: date | None = None) -> House:
    """Open a house; `day` is the day on which a demo plays."""
    shift = timedelta(0) if day is None else day - datetime.now().astimezone().date()
    house = House(Desk(db, rules), DurableChild(), shift, day is not None)
    _houses[:] = [house]
    logbook.note(Event.STARTED, house.at())
    if house.desk.put_back:
        logbook.note(Event.PUT_BACK, house.at(), aantal=len(house.desk.put_back))
    return house


def house() -> House:
    """Give the house of this server."""
    return _houses[0]
