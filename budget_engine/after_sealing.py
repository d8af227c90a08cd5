"""The part of the desk about a decision that was sealed: released, sent, evaluated, and extended."""

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy import Engine

from budget_engine import afterwards
from budget_engine.afterwards import (
    Channel,
    Evaluation,
    Event,
    Happening,
    OnePart,
    Release,
    Released,
    Sending,
    parts_in,
    sent,
    standing,
)
from budget_engine.authority import Action, Login, may_release
from budget_engine.errors import InputError, Issue, NotAllowed, Place, StoreError
from budget_engine.recordkeeping import Sealed, sealed_alone
from budget_engine.store import events
from budget_engine.values import show_date

_DAY = len("2026-11-24")
Refuse = Callable[[tuple[Event, ...]], None]


class AfterSealing:
    """What somebody asks about a sealed decision; each call names its record and asks `authority` first."""

    engine: Engine
    ask: Callable[..., None]

    def events(self, record: int, login: Login, at: str) -> tuple[Event, ...]:
        """Give what happened to a record since it was sealed, the earliest first."""
        self._dossier_of(record, Action.READ, login, at)
        return events.events_of(self.engine, [record]).get(record, ())

    def released(self, record: int, login: Login, at: str) -> Mapping[str, Released]:
        """Give which documents of a record a second person let go, by the name of the document."""
        return afterwards.released(self.events(record, login, at))

    def as_sealed_of(self, record: int, login: Login, at: str) -> Sealed:
        """Give a decision of a dossier as it was sealed; StoreError says why it cannot be read."""
        self._dossier_of(record, Action.READ, login, at)
        return sealed_alone(self.engine, record)

    def release(self, record: int, document: str, reasons: str, login: Login, at: str) -> Event:
        """Let a document go that was blocked; NotAllowed to who sealed, InputError without a reason."""
        self._dossier_of(record, Action.RELEASE, login, at)
        deciders = [part.decider.name for part in sealed_alone(self.engine, record).decision.part_decisions]
        refusal = may_release(login, events.sealed_by(self.engine, record), deciders)
        if refusal is not None:
            raise NotAllowed(refusal)
        if not reasons.strip():
            raise _wrong("reden", "Schrijf op waarom dit document toch weg mag.")
        return self._keep(record, Release(document=document, reasons=reasons.strip()), login, at)

    def send(
        self,
        record: int,
        part: OnePart,
        day: date,
        channel: Channel,
        login: Login,
        at: str,
        corrects: int | None = None,
        reasons: str = "",
    ) -> Event:
        """Write down on which day and how a part-decision was sent; InputError says in Dutch what is wrong.

        What was written down before is not changed: `corrects` is the number of what this corrects, with the reason.
        """
        self._dossier_of(record, Action.SEND, login, at)
        sealed = self._with_part(record, part)
        _in_time("dag van verzending", day, sealed, at)
        if day.isoformat() < sealed.sealed_at[:_DAY]:
            raise _wrong("dag van verzending", f"Het besluit is pas op {_sealed_on(sealed)} vastgesteld.")
        if corrects is not None and not reasons.strip():
            raise _wrong("reden", "Schrijf op wat er verkeerd was genoteerd.")
        sending = Sending(
            part=part, day=day, channel=channel, corrects=corrects, reasons=reasons.strip() or None
        )

        def refuse(known: tuple[Event, ...]) -> None:
            before = sent(known, part)
            if before is not None and before[0].number != corrects:
                told = f"Dit is al vastgelegd: verzonden op {show_date(before[1].day)}."
                raise _wrong("dag van verzending", told, "Klopt dat niet, verbeter het dan met een reden.")
            _corrects_one(known, sending, corrects)

        return self._keep(record, sending, login, at, refuse)

    def evaluate(self, record: int, evaluation: Evaluation, login: Login, at: str) -> Event:
        """Write down how people looked back at a part-decision; InputError says in Dutch what is wrong."""
        self._dossier_of(record, Action.EVALUATE, login, at)
        sealed = self._with_part(record, evaluation.part)
        _in_time("dag van de evaluatie", evaluation.day, sealed, at)
        return self._keep(
            record, evaluation, login, at, lambda known: _corrects_one(known, evaluation, evaluation.corrects)
        )

    def _dossier_of(self, record: int, action: Action, login: Login, at: str) -> int:
        """Ask whether somebody may, with the dossier that a record is of, and give its number."""
        number = events.draft_of(self.engine, record)
        self.ask(login, action, at, number)
        if number is None:
            raise StoreError(f"Record {record} hoort bij geen dossier dat hier ligt.")
        return number

    def _with_part(self, record: int, part: OnePart) -> Sealed:
        sealed = sealed_alone(self.engine, record)
        if part not in parts_in(sealed.case, sealed.decision):
            raise _wrong("deelbesluit", f"In record {record} staat hierover geen deelbesluit.")
        return sealed

    def _keep(
        self, record: int, happening: Happening, login: Login, at: str, refuse: Refuse = lambda _: None
    ) -> Event:
        return events.append_event(self.engine, record, happening, login, at, refuse)


def _wrong(place: str, text: str, hint: str | None = None) -> InputError:
    return InputError([Issue(Place(place), text, hint)])


def _sealed_on(sealed: Sealed) -> str:
    return show_date(date.fromisoformat(sealed.sealed_at[:_DAY]))


def _in_time(place: str, day: date, sealed: Sealed, at: str) -> None:
    """Refuse a day before the decision, and one that is still to come."""
    if day < sealed.decision.on:
        raise _wrong(
            place, f"{show_date(day)} ligt voor de dag van het besluit ({show_date(sealed.decision.on)})."
        )
    if day.isoformat() > at[:_DAY]:
        raise _wrong(place, f"{show_date(day)} moet nog komen.", "Leg dit vast als het is gebeurd.")


def _corrects_one(known: tuple[Event, ...], happening: Sending | Evaluation, corrects: int | None) -> None:
    """Refuse to correct what is not there, is about something else, or was corrected already."""
    if corrects is None:
        return
    for event in standing(known):
        what = event.what
        if event.number == corrects and isinstance(what, type(happening)) and what.part == happening.part:
            return
    raise _wrong("verbetert", "Wat u wilt verbeteren staat er niet meer zo. Kijk eerst wat er nu staat.")
