"""The documents of a decision, made from what was sealed; or from a dossier still being written, as a draft.

What was sealed does not change, so its documents are made once for each record and kept.
"""

import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock

from budget_engine.afterwards import Released, released
from budget_engine.authority import Action, Login
from budget_engine.case import Case
from budget_engine.decision import Decision
from budget_engine.desk import Desk
from budget_engine.errors import StoreError
from budget_engine.language.rule_set import RuleSet
from budget_engine.letter.dossier import Dossier
from budget_engine.letter.forms import Form, written
from budget_engine.letter.made import Made, all_documents
from budget_engine.letter.plain import running_text
from budget_engine.readable.frequency import dutch_frequency
from budget_engine.readable.readability import Readability, readability
from budget_engine.recordkeeping import Sealed, sealed_alone, sealed_decision
from budget_engine.store.events import events_of
from budget_engine.store.schema import open_store
from budget_engine.weighing import Weighing, weigh

_MOST = 16  # records of which the documents are kept: some hundred kilobytes each


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

    def called(self, made: Made) -> str:
        """Give what a document is called in a list: its title, and whom it is about where that does not say so."""
        title, person = made.document.title, made.document.room.partition("/")[0]
        names = [part.name or part.id for part in self.dossier.case.persons if part.id == person]
        return ", ".join([title, *(name for name in names if not _is_named(name, title))])

    def read(self, made: Made) -> Readability:
        """Measure what makes a document hard to read; names of people, provisions and laws are no rare words."""
        rules, case = self.dossier.rule_set, self.dossier.case
        names = [person.name or person.id for person in case.persons]
        names += [given for support in case.support for given in (support.name, support.given_by) if given]
        names += [solution.name for solution in case.solutions]
        names += [self.dossier.law_name(part.law) for part in self.dossier.decision.part_decisions]
        text = running_text(made.document)
        return readability(text, rules.jargon, self.on, names, frequency=dutch_frequency())


def _is_named(name: str, title: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", title) is not None


class PaperDrawer:
    """Keeps the documents of the records of one database that were asked for last."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = Lock()
        self._kept: OrderedDict[tuple[int, str], Papers] = OrderedDict()

    def take(self, number: int, made: Made, form: Form, on: date, login: Login, at: str) -> bytes:
        """Write a document of a dossier to take along; NotAllowed for who may not, and the log tells who did."""
        self._desk.ask(login, Action.EXPORT, at, number)
        return written(made.document, form, on)

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

    def _of_record(self, number: int, head: str) -> Papers:
        key = (number, head)
        with self._lock:
            known = self._kept.get(key)
        if known is None:
            known = papers_of(sealed_alone(self._desk.engine, number))
        with self._lock:
            self._kept[key] = known
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return known


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
    rule_set = sealed.rule_set()
    weighing = weigh(sealed.case, rule_set, sealed.decision.on)
    return _papers(sealed.number, Dossier(sealed.case, sealed.decision, rule_set, weighing))


def papers_of_draft(case: Case, decision: Decision, rule_set: RuleSet, weighing: Weighing) -> Papers:
    """Make the documents of a decision as it stands now, so that its words can be read before it is sealed."""
    return _papers(None, Dossier(case, decision, rule_set, weighing))


def _papers(record: int | None, dossier: Dossier) -> Papers:
    return Papers(record, dossier, all_documents(dossier))
