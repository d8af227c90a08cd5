"""The entrance of the desk: asks `authority` whether somebody may, and writes down who looked in which dossier."""

from threading import Lock

from sqlalchemy import Engine

from budget_engine.authority import Action, Login, may_ask
from budget_engine.errors import NotAllowed
from budget_engine.store import access, drafts

_KEPT_LINES = 10_000  # lines of this hour that are remembered; after that the same is written once more
_HOUR = len("2026-11-24T09")
_NOTED = frozenset({Action.REPLAY, Action.SEE_ACCESS})
"""What is written in the log although it is about no dossier in particular: it shows all of them."""

_Line = tuple[str, str, str | None, Action, int | None, bool, str]


class Entrance:
    """One for a whole server; what it remembers only spares the log the same line over and over."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._noted: set[_Line] = set()

    def ask(self, login: Login, action: Action, at: str, number: int | None = None) -> None:
        """Ask whether somebody may do something, with a dossier or at all; NotAllowed holds the reason.

        What is asked of a dossier is in the log before it is given, also when it is refused: once an hour for
        the same person, action and dossier.
        """
        team = None if number is None else drafts.team_of(self._engine, number)
        refusal = may_ask(login, action, team)
        if number is not None or action in _NOTED:
            self._note(login, action, number, at, is_refused=refusal is not None)
        if refusal is not None:
            raise NotAllowed(refusal)

    def _note(self, login: Login, action: Action, number: int | None, at: str, *, is_refused: bool) -> None:
        line = (login.subject, login.name, login.function, action, number, is_refused, at[:_HOUR])
        with self._lock:
            if line in self._noted:
                return
        access.note(self._engine, login, action, number, at, is_refused=is_refused)
        with self._lock:
            if len(self._noted) >= _KEPT_LINES:
                self._noted.clear()
            self._noted.add(line)
