"""What a screen asks for: the worklist, a dossier as it stands, a field to keep, a decision to seal.

Screens hold no logic; everything they show or do is one call here. The clock and the login of whoever is
at work come in as arguments, and every call about a dossier asks `authority` first: NotAllowed says why
not. What was worked out is kept until an entry, a rule or the day changes.
"""

import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from threading import Lock, RLock
from typing import TypeVar

from budget_engine.authority import Action, Login
from budget_engine.backends.agreement import Work, working
from budget_engine.drafts.answers import where_to_write
from budget_engine.drafts.entry import Draft, Field, Given
from budget_engine.drafts.filling import first_fields
from budget_engine.drafts.running_terms import reference_date
from budget_engine.drafts.shape import ALWAYS
from budget_engine.drafts.view import (
    ADVICE_SEEN_AT,
    JUDGED_AT,
    JUDGED_BY,
    JUDGED_REASON,
    JUDGED_VARIANT,
    View,
    closed,
    closed_to_hand,
    may_show_advice,
)
from budget_engine.entrance import Entrance
from budget_engine.errors import InputError, Issue, Place, RulesError, StoreError
from budget_engine.files.yaml_rules import municipalities, read_rules
from budget_engine.glances import Glances
from budget_engine.glossary import WORDS
from budget_engine.kept_views import KeptViews
from budget_engine.language.rule_set import RuleSet
from budget_engine.sealing import Sealing
from budget_engine.sentences.told import WeighingTold
from budget_engine.store import access, drafts
from budget_engine.store.access import EVERYTHING, Lines, Sought
from budget_engine.store.heads import DraftHead, Heads, head_of
from budget_engine.store.schema import lay_out, open_store
from budget_engine.values import bare
from budget_engine.worklist_row import Row

Kept = TypeVar("Kept")
Told = Callable[[int, int], None]
"""Hears how far something is: so many done, of so many."""
_OF_OTHERS = "Dit zaaknummer kunt u hier niet gebruiken. Klopt het nummer, vraag dan wie de teams beheert."
_LONGEST_CASE_NUMBER = 60  # characters that fit on one line of the worklist


class Desk(Sealing):
    """A database of drafts and records with a folder of rules; one for a whole server."""

    def __init__(self, db: Path, rules: Path) -> None:
        self.db = db
        self.rules = rules
        self.engine = open_store(db, create=True)
        self.put_back = lay_out(self.engine)
        """The triggers that were gone when the file was opened."""
        self._lock = Lock()
        self._turn = RLock()
        """Held while something is worked out: more at once only keep each other waiting, and whoever comes second
        for the same finds it kept."""
        self._sealed_parts = {}
        self._drafts: dict[int, Draft] = {}
        self._views = KeptViews(self._turn)
        self._glances = Glances(self._read_once, self.rule_set, self._turn)
        self._rule_sets: dict[tuple[str | None, tuple[object, ...]], RuleSet | RulesError] = {}
        self._heads = Heads(self.engine)
        self._entrance = Entrance(self.engine)
        self.ask = self._entrance.ask
        """Asks whether somebody may do something; every call here that needs it does so first."""

    @property
    def is_example(self) -> bool:
        """Tell whether the file was made for the demo."""
        return access.is_example(self.engine)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    # --- rules -------------------------------------------------------------------------------------------

    def municipalities(self) -> list[str]:
        """Name the municipalities that have rules; InputError when the folder is none."""
        return list(municipalities(self.rules))

    def rule_set(self, municipality: str | None) -> RuleSet:
        """Give the rules of a municipality, or of the country, as they are now; RulesError when they are wrong."""
        key = (municipality, _fingerprint(self.rules))
        known = self._rule_sets.get(key)
        if known is None:
            with self._turn:
                if (known := self._rule_sets.get(key)) is None:
                    known = self._read(municipality)
                    kept = {name: found for name, found in self._rule_sets.items() if name[1] == key[1]}
                    self._rule_sets = {**kept, key: known}
        if isinstance(known, RulesError):
            raise type(known)(known.issues)
        return known

    def _read(self, municipality: str | None) -> RuleSet | RulesError:
        """Read rules; what is wrong in them stays so until a file changes, and is not looked for again."""
        try:
            return read_rules(self.rules, municipality)
        except RulesError as error:
            return error

    # --- dossiers ----------------------------------------------------------------------------------------

    def open(self, case: str, municipality: str, login: Login, at: str, team: str = "") -> int:
        """Start a dossier of a team; InputError or StoreError says in Dutch why not."""
        self._entrance.ask_to_open(login, at, team)
        number = unicodedata.normalize("NFC", case.strip())
        fits = 0 < len(number) <= _LONGEST_CASE_NUMBER and number.isprintable() and ":" not in number
        if not fits or number in ALWAYS:
            text = f"'{number[:_LONGEST_CASE_NUMBER]}' kan geen zaaknummer zijn."
            hint = f"Gebruik 1 tot {_LONGEST_CASE_NUMBER} gewone tekens, zonder dubbele punt."
            raise InputError([Issue(Place("zaaknummer"), text, hint)])
        if municipality not in self.municipalities():
            raise InputError([Issue(Place("gemeente"), f"De gemeente '{municipality}' heeft geen regels.")])
        try:
            opened = drafts.open_draft(self.engine, number, first_fields(municipality), login.name, at, team)
        except drafts.TakenError:
            known = drafts.team_of_case(self.engine, number)
            if known is None or login.is_of(known[1]):
                raise
            self._entrance.opened(login, known[0], at, is_refused=True)
            raise StoreError(_OF_OTHERS) from None
        self._entrance.opened(login, opened, at)
        return opened

    def draft(self, number: int, login: Login, at: str) -> Draft:
        """Give a dossier with everything that was written until now."""
        self.ask(login, Action.READ, at, number)
        return self._draft(number)

    def _draft(self, number: int) -> Draft:
        found = self._read_once(number)
        with self._lock:
            self._drafts[number] = found
        return found

    def _read_once(self, number: int) -> Draft:
        """Read a dossier without keeping it: a list of hundreds needs only a glance of each."""
        with self._lock:
            known = self._drafts.get(number)
        return drafts.read_entries(self.engine, number, known)

    def view(self, number: int, today: date, login: Login, at: str) -> View:
        """Work a dossier out, on the day of its decision or today; RulesError when the rules are wrong."""
        self.ask(login, Action.READ, at, number)
        return self._view(number, today)

    def _view(self, number: int, today: date) -> View:
        draft = self._draft(number)
        rule_set = self.rule_set(draft.text("gemeente"))
        return self._views.view(draft, rule_set, reference_date(draft, today))

    def told(self, view: View) -> WeighingTold | None:
        """Tell the weighing of a dossier in words, once for each state of it; None before the own judgement."""
        return self._views.told(view)

    def worklist(self, today: date, login: Login, at: str, told: Told = lambda *_: None) -> list[Row]:
        """List the dossiers of somebody's teams with their terms, the first term first, sealed ones last.

        `told` is called before each dossier that nobody worked out yet, with how many went before and how many
        there are.
        """
        self.ask(login, Action.WORKLIST, at)
        rules = _fingerprint(self.rules)
        heads = [head for head in self._heads.all() if login.is_of(head.team)]
        lacking = [head for head in heads if not self._glances.is_kept(head, today, rules)]
        for before, head in enumerate(lacking):
            told(before, len(lacking))
            self._glances.row(head, today, rules, ())
        left = self._left_of([head.records for head in heads if head.records], today)
        rows = [self._glances.row(head, today, rules, left.get(head.record or 0, ())) for head in heads]
        return sorted(rows, key=lambda row: (row.is_sealed, row.first_day, -row.head.last_entry))

    def to_work_ahead(self, today: date) -> tuple[DraftHead, ...]:
        """Give the dossiers of which the worklists of today will show what nobody asked for yet."""
        rules = _fingerprint(self.rules)
        return tuple(head for head in self._heads.all() if not self._glances.is_kept(head, today, rules))

    def work_ahead(self, number: int, today: date) -> None:
        """Work out what the worklists of today will show of a dossier as it is now, if it is still there.

        Nothing of it is shown to anybody here; who asks for a worklist is asked for their login there.
        """
        head = head_of(self.engine, number)
        with suppress(StoreError):  # thrown away in the meantime
            if head is not None:
                self._glances.row(head, today, _fingerprint(self.rules), ())
                self._left_of([head.records] if head.records else [], today)

    # --- writing -----------------------------------------------------------------------------------------

    def write(
        self,
        draft: int,
        field: Field,
        given: Given,
        login: Login,
        at: str,
        seen: tuple[int, ...] = (),
        along: Iterable[tuple[Field, Given]] = (),
    ) -> str | None:
        """Keep what somebody wrote in a field; gives the reason, in Dutch, when that is no longer possible.

        `along` is written with it, over what stands there now.
        """
        self.ask(login, Action.WRITE, at, draft)
        known = self._draft(draft)
        place, kept = where_to_write(known, field, given, at)
        others = list(along)
        over = tuple(number for other, _ in others for number in known.seen(other))
        before = (*(seen if place == field else ()), *over)
        return self._kept(draft, [(place, kept), *others], login.name, at, before, closed_to_hand)

    def write_all(
        self, draft: int, written: Iterable[tuple[Field, Given]], login: Login, at: str
    ) -> str | None:
        """Keep what belongs together, over whatever stands there now."""
        self.ask(login, Action.WRITE, at, draft)
        return self._write_all(draft, written, login.name, at, closed_to_hand)

    def _write_all(
        self, draft: int, written: Iterable[tuple[Field, Given]], by: str, at: str, refuse: drafts.Refuse
    ) -> str | None:
        known = self._draft(draft)
        fields = list(written)
        seen = tuple(number for field, _ in fields for number in known.seen(field))
        return self._kept(draft, fields, by, at, seen, refuse)

    def _kept(
        self,
        draft: int,
        fields: list[tuple[Field, Given]],
        by: str,
        at: str,
        seen: tuple[int, ...],
        refuse: drafts.Refuse,
    ) -> str | None:
        try:
            drafts.save_all(self.engine, draft, fields, by, at, seen, refuse)
        except drafts.ClosedFieldError as refusal:
            return str(refusal)
        return None

    def add(
        self,
        draft: int,
        place: Field,
        wish: str,
        written: Iterable[tuple[Field, Given]],
        login: Login,
        at: str,
    ) -> str:
        """Add a part with its first fields and give its name."""
        self.ask(login, Action.WRITE, at, draft)
        return drafts.add_part(self.engine, draft, place, wish, written, login.name, at)

    def discard(self, draft: int, login: Login, at: str) -> None:
        """Throw a dossier away of which nothing is sealed; who looked in it stays. StoreError says why not."""
        self.ask(login, Action.DISCARD, at, draft)
        drafts.discard(self.engine, draft)
        self._glances.forget(draft)
        with self._lock:
            self._drafts.pop(draft, None)
        self._views.forget(draft)

    def judge(self, draft: int, alternative: str, reasons: str, login: Login, now: datetime) -> str | None:
        """Store the own judgement; from then on it stays as it is, and the advice may be seen."""
        at = now.isoformat(timespec="seconds")
        self.ask(login, Action.JUDGE, at, draft)
        if alternative not in self._draft(draft).parts(WORDS["alternatives"]) or not bare(reasons):
            return "Kies een variant en schrijf in woorden op waarom."
        moment = now.replace(microsecond=0, tzinfo=None).isoformat()
        written = {
            JUDGED_VARIANT: alternative,
            JUDGED_REASON: reasons,
            JUDGED_BY: login.name,
            JUDGED_AT: moment,
        }
        return self._write_all(draft, written.items(), login.name, at, closed)

    def advice(self, view: View, login: Login, now: datetime) -> bool:
        """Tell whether the advice may be shown, and write down when it was seen first."""
        at = now.isoformat(timespec="seconds")
        self.ask(login, Action.READ, at, view.draft.number)
        if not may_show_advice(view.draft, now):
            return False
        if not view.draft.text(ADVICE_SEEN_AT):
            moment = now.replace(microsecond=0, tzinfo=None).isoformat()
            self._write_all(view.draft.number, [(ADVICE_SEEN_AT, moment)], login.name, at, closed)
        return True

    # --- the log, teams and who works here ----------------------------------------------------------------

    def accesses(
        self, login: Login, at: str, number: int | None = None, sought: Sought = EVERYTHING
    ) -> Lines:
        """Give who asked what of one dossier, or of all, a page at a time."""
        self.ask(login, Action.SEE_ACCESS, at)
        return access.lines(self.engine, number, sought)

    def teams(self, login: Login, at: str) -> tuple[DraftHead, ...]:
        """List every dossier with its team, for whoever gives dossiers to teams; nothing of what is in them."""
        self.ask(login, Action.ASSIGN, at)
        return self._heads.all()

    def assign(self, number: int, team: str, login: Login, at: str) -> None:
        """Give a dossier to a team."""
        self.ask(login, Action.ASSIGN, at, number)
        if not team.strip():
            raise InputError([Issue(Place("team"), "Schrijf op welk team het dossier krijgt.")])
        drafts.assign(self.engine, number, team.strip())

    def worker(self, name: str) -> int:
        """Give the number of somebody who works here."""
        return drafts.worker_number(self.engine, name)

    def worker_name(self, number: int) -> str | None:
        """Give the name behind a number, or None."""
        return drafts.worker_named(self.engine, number)


def _fingerprint(folder: Path) -> tuple[object, ...]:
    """Tell one state of a folder from another, by name, size and time of its files.

    While files come and go, as when rules are fetched or a sheet is saved, it is looked at again.
    """
    for _ in range(_LOOKS):
        try:
            return _state_of(folder)
        except FileNotFoundError:
            continue
    return _state_of(folder)


_LOOKS = 5
"""So often a folder in which files come and go is looked at again, before that is told."""


def _state_of(folder: Path) -> tuple[object, ...]:
    found: list[object] = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            about = path.stat()
            found.append((str(path), about.st_size, about.st_mtime_ns))
    return tuple(found)


def with_both(use: Callable[[Work], Kept]) -> Kept:
    """Do something with both engines, in a child process of its own that ends with it."""
    with working(both=True) as work:
        return use(work)
