"""The entrance of the desk: asks `authority` whether somebody may, and writes down who did what with which dossier."""

from threading import Lock

from sqlalchemy import Engine

from budget_engine.authority import OF_A_TEAM, Action, Login, may_ask
from budget_engine.errors import NotAllowed
from budget_engine.store import access, drafts

_KEPT_LINES = 10_000  # lines of this hour that are remembered; after that the same is written once more
_HOUR = len("2026-11-24T09")
_NOTED = frozenset({Action.REPLAY, Action.SEE_ACCESS})
"""What is written in the log although it is about no dossier in particular: it shows all of them."""
_ONCE_AN_HOUR = frozenset({
    Action.WORKLIST, Action.READ, Action.WRITE, Action.STAND_FOR, Action.REPLAY, Action.SEE_CHAIN, Action.SEE_ACCESS,
    Action.SEE_RULES,
})  # fmt: skip
"""What is asked over and over while a page is open. Every field that is written and every part that somebody stands
for has its own line elsewhere; all else changes something or takes it along, and each time counts."""

_Line = tuple[str, str, str | None, Action, int | None, bool, str]


class Entrance:
    """One for a whole server; what it remembers only spares the log the same line over and over."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._noted: set[_Line] = set()

    def ask(self, login: Login, action: Action, at: str, number: int | None = None) -> None:
        """Ask whether somebody may do something, with a dossier or at all; NotAllowed holds the reason.

        What is asked of a dossier is in the log before it is given, also when it is refused: looking and writing
        once an hour for the same person, action and dossier, and all else each time. Of a record that is checked the
        dossier may be gone.
        """
        team = None if number is None or action not in OF_A_TEAM else drafts.team_of(self._engine, number)
        refusal = may_ask(login, action, team)
        if number is not None or action in _NOTED:
            self._note(login, action, number, at, is_refused=refusal is not None)
        if refusal is not None:
            raise NotAllowed(refusal)

    def ask_to_open(self, login: Login, at: str, team: str) -> None:
        """Ask whether somebody may make a dossier of a team; only a refusal is in the log before it has a number."""
        refusal = may_ask(login, Action.OPEN, team)
        if refusal is not None:
            self._note(login, Action.OPEN, None, at, is_refused=True)
            raise NotAllowed(refusal)

    def opened(self, login: Login, number: int, at: str, *, is_refused: bool = False) -> None:
        """Write down that somebody made a dossier, or wanted one with the number of another team's."""
        self._note(login, Action.OPEN, number, at, is_refused=is_refused)

    def _note(self, login: Login, action: Action, number: int | None, at: str, *, is_refused: bool) -> None:
        line = (login.subject, login.name, login.function, action, number, is_refused, at[:_HOUR])
        with self._lock:
            if line in self._noted and action in _ONCE_AN_HOUR:
                return
        access.note(self._engine, login, action, number, at, is_refused=is_refused)
        with self._lock:
            if len(self._noted) >= _KEPT_LINES:
                self._noted.clear()
            self._noted.add(line)
