"""What one running server has: its desk, its second engine, and its clock.

Set once by the life span of the server; a page asks for it and never makes it.
"""

import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum, auto
from pathlib import Path

from budget_engine import logbook
from budget_engine.authority import Login
from budget_engine.backends.agreement import together
from budget_engine.backends.durable_child import DurableChild
from budget_engine.desk import Desk
from budget_engine.drafts.view import View
from budget_engine.errors import MaatwerkError, StoreError
from budget_engine.logbook import Event
from budget_engine.papers import PaperDrawer
from budget_engine.record import Record
from budget_engine.replay import Replay
from budget_engine.sign_in import ProviderSettings
from budget_engine.values import DUTCH_TIME


class SignIn(Enum):
    """How it is known who is at work."""

    OWN_WORD = auto()
    """They type a name; nobody checks it, so this is for one's own machine alone."""
    EXAMPLE = auto()
    """They choose one of the invented people of the demo."""
    PROVIDER = auto()
    """They sign in with a provider of identities."""


@dataclass
class House:
    """A desk with everything that acts: a second engine that takes turns, a clock and chance."""

    desk: Desk
    child: DurableChild
    shift: timedelta
    sign_in: SignIn = SignIn.OWN_WORD
    provider: ProviderSettings = field(default_factory=ProviderSettings)
    turn: threading.Lock = field(default_factory=threading.Lock)
    ended: threading.Event = field(default_factory=threading.Event)
    ahead: threading.Thread | None = None

    def __post_init__(self) -> None:
        self.papers = PaperDrawer(self.desk)

    def now(self) -> datetime:
        """Read the clock; in the demo it stands in the weeks of the demo cases."""
        return datetime.now(DUTCH_TIME) + self.shift

    def real_now(self) -> datetime:
        """Read the clock as it stands everywhere else, by which a sign-in grows old."""
        return self.now() - self.shift

    def at(self) -> str:
        """Give this moment as it is written down."""
        return self.now().isoformat(timespec="seconds")

    def today(self) -> date:
        """Give the day it is."""
        return self.now().date()

    def discard(self, number: int, login: Login) -> None:
        """Throw a dossier away, and what was made of it; StoreError says why not."""
        self.desk.discard(number, login, self.at())
        self.papers.forget(number)

    def seal(self, view: View, login: Login) -> Record:
        """Seal the decision of a dossier, after both engines worked it out."""
        with self.turn:
            try:
                record = self.desk.seal(view, together(self.child), self.at(), _salts(), login)
            except MaatwerkError as error:
                logbook.note(Event.NOT_SEALED, self.at(), punten=logbook.problems_in(error))
                raise
        logbook.note(Event.SEALED, self.at(), record=record.number)
        return record

    def replay(self, number: int | None, login: Login) -> tuple[list[Replay], list[str]]:
        """Work one decision out again, or all, with both engines."""
        with self.turn:
            replays, problems = self.desk.replay(number, together(self.child), login, self.at())
        logbook.note(Event.REPLAYED, self.at(), records=len(replays), punten=len(problems))
        return replays, problems

    def work_ahead(self) -> threading.Thread:
        """Work out the worklists beside the people at work, now and whenever something of them has changed."""
        self.ahead = threading.Thread(target=self._work_ahead, name="vooruitwerken", daemon=True)
        self.ahead.start()
        return self.ahead

    def _work_ahead(self) -> None:
        failed: set[tuple[int, int, date]] = set()
        while not self.ended.is_set():
            self._one_round(failed)
            self.ended.wait(_BETWEEN)

    def _one_round(self, failed: set[tuple[int, int, date]]) -> None:
        """Work out what is lacking; what fails is noted once, and the rest goes on."""
        try:
            today = self.today()
            for head in self.desk.to_work_ahead(today):
                state = (head.number, head.last_entry, today)
                if state not in failed:
                    failed.add(state)
                    self.desk.work_ahead(head.number, today)
                    failed.discard(state)
                    if self.ended.wait(_BREATH) or self.today() != today:
                        return
        except Exception as error:  # noqa: BLE001 - the edge: who opens the worklist meets it too, with what to do
            logbook.fault(error, self.at())

    def close(self) -> None:
        """End the second engine and let go of the database."""
        self.ended.set()
        if self.ahead is not None:
            self.ahead.join(_PATIENCE)
        self.child.stop()
        self.desk.close()


def _salts() -> Iterator[str]:
    while True:
        yield secrets.token_hex()


_PATIENCE = 5  # seconds for the last dossier that is worked out ahead
_BREATH, _BETWEEN = 0.02, 60.0
"""Seconds: after each dossier, so that people go first, and until the next look at what has changed."""

_houses: list[House] = []


def start(
    db: Path,
    rules: Path,
    day: date | None = None,
    sign_in: SignIn = SignIn.OWN_WORD,
    provider: ProviderSettings | None = None,
) -> House:
    """Open a house; `day` is the day on which it plays. StoreError for a demo on a file that is not of the demo."""
    shift = timedelta(0) if day is None else day - datetime.now(DUTCH_TIME).date()
    desk = Desk(db, rules)
    if sign_in is SignIn.EXAMPLE and not desk.is_example:
        desk.close()
        raise StoreError(
            f"'{db}' is niet door 'maatwerk demo' gemaakt. De demo vraagt geen wachtwoord en opent zo'n bestand niet."
        )
    house = House(desk, DurableChild(), shift, sign_in, provider or ProviderSettings())
    _houses[:] = [house]
    logbook.note(Event.STARTED, house.at())
    if house.desk.put_back:
        logbook.note(Event.PUT_BACK, house.at(), aantal=len(house.desk.put_back))
    return house


def house() -> House:
    """Give the house of this server."""
    return _houses[0]
