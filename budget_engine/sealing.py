"""The part of the desk about sealing: who stands for a decision, what keeps it back, and what was sealed."""

from abc import abstractmethod
from collections.abc import Iterator
from pathlib import Path

from budget_engine.after_sealing import AfterSealing
from budget_engine.authority import Action, Login, may_seal
from budget_engine.backends.agreement import Work
from budget_engine.chain import Break
from budget_engine.drafts.entry import Draft
from budget_engine.drafts.view import View
from budget_engine.errors import SealRefused, StoreError
from budget_engine.reason import Reason
from budget_engine.record import Record
from budget_engine.recordkeeping import Sealed, ToSeal, chain_of, replayed, seal_decision, sealed_decision
from budget_engine.replay import Replay
from budget_engine.sealing_checks import reasons_not_to_seal_on
from budget_engine.store import access, drafts, events, records
from budget_engine.store.heads import DraftHead, head_of, records_of
from budget_engine.values import day_of


class Sealing(AfterSealing):
    """What somebody asks to seal a decision, and of what was sealed; each call asks `authority` first."""

    db: Path

    @abstractmethod
    def _draft(self, number: int) -> Draft:
        """Give a dossier as it is now."""

    def stand_for(self, view: View, login: Login, at: str) -> None:
        """Keep that somebody read a dossier as it was shown and stands for their part in it."""
        number, last = view.draft.number, view.draft.last
        self.ask(login, Action.STAND_FOR, at, number)
        if self._draft(number).last != last:
            raise StoreError("Er is intussen iets gewijzigd in dit dossier. Lees het eerst na.")
        access.note(self.engine, login, Action.STAND_FOR, number, at, entry=last)

    def stands_for(self, view: View, login: Login, at: str) -> bool:
        """Tell whether somebody said of a dossier, as it is now, that they stand for their part in it."""
        self.ask(login, Action.READ, at, view.draft.number)
        known = access.stood_for(self.engine, view.draft.number, view.draft.last)
        return any(other.subject == login.subject for other in known)

    def not_by(self, view: View, login: Login, at: str) -> tuple[Reason, ...]:
        """Give the reasons why this decision is not somebody's to seal as it stands now."""
        self.ask(login, Action.READ, at, view.draft.number)
        return self._not_by(view, login)

    def not_now(self, view: View, login: Login, at: str) -> tuple[Reason, ...]:
        """Give the reasons why this decision cannot be sealed on the day it is."""
        self.ask(login, Action.READ, at, view.draft.number)
        return _not_now(view, at)

    def _not_by(self, view: View, login: Login) -> tuple[Reason, ...]:
        if view.decision is None:
            return ()
        parts = [(part.decider, part.second) for part in view.decision.part_decisions]
        return may_seal(login, parts, access.stood_for(self.engine, view.draft.number, view.draft.last))

    def seal(self, view: View, work: Work, at: str, salts: Iterator[str], login: Login) -> Record:
        """Seal the decision of a dossier as it was shown; SealRefused or StoreError says why not.

        What could not be read stands outside the case, and of two versions only one would be sealed: both
        are refused.
        """
        self.ask(login, Action.SEAL, at, view.draft.number)
        reasons: list[Reason | str] = [*self._not_by(view, login), *_not_now(view, at)]
        if view.decision is None:
            reasons.append("Het besluit is nog niet compleet.")
        if view.reading.problems:
            reasons.append(f"Er staan {len(view.reading.problems)} velden in het dossier die niet kloppen.")
        if view.draft.disagreements():
            reasons.append("Er zijn velden die twee keer verschillend zijn ingevuld. Kies eerst wat klopt.")
        if reasons or view.decision is None:
            raise SealRefused(reasons)
        wanted = ToSeal(view.case, view.rule_set, view.decision, at, salts)
        number, last = view.draft.number, view.draft.last
        return seal_decision(
            wanted,
            self.db,
            work,
            lambda session, record: drafts.sealed_from(
                number, last, session, record, access.number_of(session, login)
            ),
        )

    def sealed(self, number: int, login: Login, at: str) -> tuple[DraftHead, str | None] | None:
        """Give what was sealed of a dossier last, with the hash of its head where it still lies there."""
        self.ask(login, Action.READ, at, number)
        head = head_of(self.engine, number) if records_of(self.engine, number) else None
        if head is None or head.record is None:
            return None
        return head, records.hash_of(self.engine, head.record)

    def replay(self, number: int | None, work: Work, login: Login, at: str) -> tuple[list[Replay], list[str]]:
        """Work one decision out again, or all."""
        self.ask(login, Action.REPLAY, at, None if number is None else events.draft_of(self.engine, number))
        return replayed(self.db, number, work)

    def as_sealed(self, number: int, login: Login, at: str) -> Sealed:
        """Give a decision as it was sealed, by the number of its record; StoreError says why it cannot be read."""
        self.ask(login, Action.REPLAY, at, events.draft_of(self.engine, number))
        return sealed_decision(self.db, number)

    def records(self, login: Login, at: str) -> list[tuple[int, dict[str, object]]]:
        """List what was sealed: the number of each record and its head."""
        self.ask(login, Action.REPLAY, at)
        return [(kept.record.number, kept.head) for kept in records.contents(self.engine).records]

    def chain(self, login: Login, at: str, last: str | None = None) -> tuple[Record | None, list[Break]]:
        """Give the last record and every break in the chain; `last` is a hash that was kept elsewhere."""
        self.ask(login, Action.SEE_CHAIN, at)
        return chain_of(self.db, last)


def _not_now(view: View, at: str) -> tuple[Reason, ...]:
    if view.decision is None:
        return ()
    day = day_of(at)
    return reasons_not_to_seal_on(day, view.decision, view.case, view.rule_set)
