"""The documents of a decision, made from what was sealed; or from a dossier still being written, as a draft.

What was sealed does not change, so its documents are made once for each record and kept.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TypeAlias

from budget_engine.after_sealing import dossier_of
from budget_engine.afterwards import Released, released
from budget_engine.authority import Action, Login
from budget_engine.desk import Desk
from budget_engine.drafts.view import View
from budget_engine.errors import NotAllowed, StoreError
from budget_engine.letter.dossier import Dossier
from budget_engine.letter.forms import Form, written
from budget_engine.letter.made import Made, all_documents, may_go
from budget_engine.letter.plain import running_text
from budget_engine.letter.talk_sheet import talk_sheet
from budget_engine.readable.frequency import dutch_frequency
from budget_engine.readable.readability import Readability, readability
from budget_engine.reason import Reason
from budget_engine.recordkeeping import Sealed, sealed_alone, sealed_decision
from budget_engine.store.events import events_of
from budget_engine.store.records import destroyed_by
from budget_engine.store.schema import open_store
from budget_engine.values import day_of
from budget_engine.workbooks.overview import case_overview, rooms_in

_Key: TypeAlias = tuple[str, int, int, str]
"""A record or an open dossier, its number, how far it had come, and what else the documents rest on."""
_MOST = 32  # records or dossiers of which the documents are kept: some hundred kilobytes each


@dataclass(frozen=True)
class Papers:
    """The documents of one decision; `record` is None for a decision that was not sealed."""

    record: int | None
    dossier: Dossier
    made: tuple[Made, ...]

    @property
    def on(self) -> date:
        """Give the day of the decision."""
        return self.dossier.decision.on

    @property
    def held_back(self) -> tuple[Made, ...]:
        """Give the documents that cannot be sent as they are."""
        return tuple(item for item in self.made if item.blocked)

    def called(self, made: Made) -> str:
        """Give what a document is called in a list: its title, and whom it is about unless that says so."""
        person, title = made.document.room.partition("/")[0], made.document.title
        is_somebody = any(part.id == person for part in self.dossier.case.persons)
        name = self.dossier.names.person(person)
        return f"{title}, {name}" if is_somebody and name not in title else title

    def read(self, made: Made) -> Readability:
        """Measure what makes a document hard to read; names of people, provisions and laws are no rare words."""
        rules, case = self.dossier.rule_set, self.dossier.case
        names = [person.name or person.id for person in case.persons]
        names += [given for support in case.support for given in (support.name, support.given_by) if given]
        names += [solution.name for solution in case.solutions]
        names += [self.dossier.law_name(part.law) for part in self.dossier.decision.part_decisions]
        text = running_text(made.document)
        return readability(text, rules.jargon, self.on, names, frequency=dutch_frequency())


class PaperDrawer:
    """Keeps the documents of the records and of the open dossiers of one database that were asked for last."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = Lock()
        self._making = Lock()
        """Held while documents are made: who comes second for the same finds them kept."""
        self._kept: OrderedDict[_Key, Papers] = OrderedDict()

    def take(self, number: int, name: str, form: Form, login: Login, at: str) -> bytes:
        """Write a document of what was sealed of a dossier last to take along; the log tells who did.

        NotAllowed for who may not, and for what is kept back and was not released; StoreError where there is no
        such document.
        """
        found = self.of_dossier(number, login, at)
        made = None if found is None else next((item for item in found.made if item.name == name), None)
        if found is None or found.record is None or made is None:
            raise StoreError("Dit stuk hoort niet bij wat van dit dossier is vastgesteld.")
        if not may_go(made, self._desk.released(found.record, login, at)):
            raise NotAllowed(
                Reason("Dit stuk kan nog niet worden verstuurd, en niemand heeft het vrijgegeven.")
            )
        self._desk.ask(login, Action.EXPORT, at, number)
        return written(made.document, form, found.on)

    def take_talk_sheet(self, number: int, person: str | None, form: Form, login: Login, at: str) -> bytes:
        """Write the sheet for the talk of a dossier as it stands, of everybody or one person; the log tells who did."""
        view = self._desk.view(number, day_of(at), login, at)
        if person is not None and person not in [item.id for item in view.case.persons]:
            raise StoreError("Deze persoon hoort niet bij dit dossier.")
        made = talk_sheet(view, person)
        if made.lacking:
            raise StoreError("Voor dit blad ontbreken teksten. Vraag wie de regels beheert.")
        self._desk.ask(login, Action.EXPORT, at, number)
        return written(made.document, form, view.on)

    def take_overview(self, number: int, login: Login, at: str) -> bytes:
        """Write the overview of a dossier as it stands, of all its rooms, as a workbook; the log tells who did."""
        view = self._desk.view(number, day_of(at), login, at)
        self._desk.ask(login, Action.EXPORT, at, number)
        return case_overview(view.case, view.rule_set, view.weighing, view.on, rooms_in(view.case))

    def of_dossier(self, number: int, login: Login, at: str) -> Papers | None:
        """Give the documents of what was sealed of a dossier last, or None when nothing was.

        StoreError or RulesError says why the record cannot be read any more.
        """
        found = self._desk.sealed(number, login, at)
        if found is None or found[0].record is None:
            return None
        head, kept = found
        assert head.record is not None
        if kept is None:
            raise StoreError(f"Record {head.record} ligt niet meer in de database.")
        return self._of_record(head.record, kept)

    def of_draft(self, view: View) -> Papers | None:
        """Give the documents of a decision as it stands now, so that its words can be read before it is sealed.

        None where the decision is not complete. Who has the view was let in already.
        """
        if view.decision is None:
            return None
        dossier = Dossier(view.case, view.decision, view.rule_set, view.weighing)
        key = ("open", view.draft.number, view.draft.last, f"{view.on} {view.rule_set.hash}")
        return self._keep(key, lambda: Papers(None, dossier, all_documents(dossier)))

    def forget(self, number: int) -> None:
        """Let go of what was made of a dossier that was thrown away."""
        with self._lock:
            for key in [kept for kept in self._kept if kept[:2] == ("open", number)]:
                del self._kept[key]

    def _of_record(self, number: int, head: str) -> Papers:
        destroyed = destroyed_by(self._desk.engine, [number]).get(number, 0)
        key = ("record", number, destroyed, head)
        return self._keep(key, lambda: papers_of(sealed_alone(self._desk.engine, number)))

    def _keep(self, key: _Key, make: Callable[[], Papers]) -> Papers:
        """Give what is kept, or make it; what was made of an earlier state of the same is let go before."""
        known = self._found(key)
        if known is None:
            with self._making:
                known = self._found(key) or make()
                self._put(key, known)
        return known

    def _found(self, key: _Key) -> Papers | None:
        with self._lock:
            for older in [kept for kept in self._kept if kept[:2] == key[:2] and kept[2] < key[2]]:
                del self._kept[older]
            known = self._kept.get(key)
            if known is not None:
                self._kept.move_to_end(key)
            return known

    def _put(self, key: _Key, made: Papers) -> None:
        with self._lock:
            self._kept[key] = made
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)


def papers_of_record(db: Path, number: int) -> tuple[Papers, Mapping[str, Released]]:
    """Make the documents of a record, after the whole chain was looked at, and tell which were released."""
    sealed = sealed_decision(db, number)
    store = open_store(db)
    try:
        known = events_of(store, [number]).get(number, ())
    finally:
        store.dispose()
    return papers_of(sealed), released(known)


def papers_of(sealed: Sealed) -> Papers:
    """Make the documents of a sealed decision, by the rules that were sealed with it."""
    dossier = dossier_of(sealed)
    return Papers(sealed.number, dossier, all_documents(dossier))
