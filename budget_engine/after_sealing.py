"""The part of the desk about a decision that was sealed: released, sent, evaluated, and extended."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import partial
from itertools import chain, count

from sqlalchemy import Engine
from sqlmodel import Session

from budget_engine import afterwards
from budget_engine.afterwards import (
    Channel,
    Evaluation,
    Event,
    Extension,
    Happening,
    OnePart,
    Release,
    Released,
    RunningOut,
    Sending,
    evaluations,
    parts_in,
    sent,
    standing,
)
from budget_engine.authority import Action, Login, may_release
from budget_engine.case import SHARED_ROOM
from budget_engine.drafts.apart import safety_notes
from budget_engine.drafts.entry import Field, Given
from budget_engine.drafts.extending import EXTENSION, Origin, extended_claims, fields_of_extension
from budget_engine.errors import InputError, Issue, MaatwerkError, NotAllowed, Place, StoreError
from budget_engine.follow_up import (
    FollowUp,
    Left,
    SealedPart,
    follow_ups,
    left_of_all,
    sealed_parts,
    still_open,
)
from budget_engine.language.rule_set import RuleSet
from budget_engine.letter.dossier import Dossier
from budget_engine.letter.listed import Paper, PaperKind
from budget_engine.letter.made import Made, all_documents, documents_of, may_go
from budget_engine.letter.running_out import no_release, running_out
from budget_engine.record import rooms_of
from budget_engine.recordkeeping import DestroyedError, Sealed, sealed_alone
from budget_engine.store import drafts, events, records
from budget_engine.store.heads import records_of
from budget_engine.values import bare, day_of, show_date
from budget_engine.weighing import weigh

Refuse = Callable[[tuple[Event, ...]], None]


class AfterSealing(ABC):
    """What somebody asks about a sealed decision; each call names its record and asks `authority` first."""

    engine: Engine
    ask: Callable[..., None]
    _sealed_parts: dict[int, tuple[int, tuple[SealedPart, ...]]]
    """By record what was sealed in it, and the number of the record that last took something of it out, or 0."""

    @abstractmethod
    def rule_set(self, municipality: str) -> RuleSet:
        """Give the rules of a municipality as they are now."""

    def events(self, record: int, login: Login, at: str) -> tuple[Event, ...]:
        """Give what happened to a record since it was sealed, the earliest first."""
        self._dossier_of(record, Action.READ, login, at)
        return events.events_of(self.engine, [record]).get(record, ())

    def released(self, record: int, login: Login, at: str) -> Mapping[str, Released]:
        """Give which documents of a record a second person let go, by the name of the document."""
        return afterwards.released(self.events(record, login, at))

    def follow_ups(self, record: int, login: Login, at: str) -> tuple[FollowUp, ...]:
        """Give of each part-decision by person whether it was sent, until when objection is possible, and so on."""
        known = self.events(record, login, at)
        return self._follow_ups(record, known, records.destroyed_by(self.engine, [record]))

    def _follow_ups(
        self, record: int, known: tuple[Event, ...], destroyed: Mapping[int, int]
    ) -> tuple[FollowUp, ...]:
        """Lay events beside what was sealed, which is read anew only once something of it was destroyed."""
        by, parts = self._sealed_parts.pop(record, (None, ()))
        if by != destroyed.get(record, 0):
            parts = self._parts_of(sealed_alone(self.engine, record))
        self._sealed_parts[record] = destroyed.get(record, 0), parts
        municipality = records.municipality_of(self.engine, record)
        return follow_ups(parts, known, self.rule_set(municipality))

    def _parts_of(self, sealed: Sealed) -> tuple[SealedPart, ...]:
        return sealed_parts(sealed.case, sealed.decision, self.rule_set(sealed.case.municipality))

    def earlier(self, record: int, today: date, login: Login, at: str) -> Mapping[int, tuple[FollowUp, ...]]:
        """Give by record what is still open of the records that were sealed of the same dossier before the last."""
        number = self._dossier_of(record, Action.READ, login, at)
        sealed = records_of(self.engine, number)
        known = events.events_of(self.engine, sealed)
        return still_open(self._readable(sealed, known)[0], today)

    def _left_of(self, sealed: Iterable[tuple[int, ...]], today: date) -> Mapping[int, tuple[Left, ...]]:
        """Give by the last record of each dossier what is still to come of all its records, the earliest first."""
        wanted = list(sealed)
        known = events.events_of(self.engine, chain.from_iterable(wanted)) if wanted else {}
        return {records[-1]: left_of_all(*self._readable(records, known), today) for records in wanted}

    def _readable(
        self, sealed: Iterable[int], known: Mapping[int, tuple[Event, ...]]
    ) -> tuple[Mapping[int, tuple[FollowUp, ...]], Mapping[int, str]]:
        """Give how it stands with each record, and why not of those that cannot be read; what is gone is in neither."""
        numbers = list(sealed)
        destroyed = records.destroyed_by(self.engine, numbers)
        found: dict[int, tuple[FollowUp, ...]] = dict.fromkeys(numbers, ())
        unreadable = {}
        for record in numbers:
            try:
                found[record] = self._follow_ups(record, known.get(record, ()), destroyed)
            except MaatwerkError as error:
                if not (isinstance(error, DestroyedError) and error.is_whole):
                    unreadable[record] = str(error).splitlines()[0]
        return found, unreadable

    def as_sealed_of(self, record: int, login: Login, at: str) -> Sealed:
        """Give a decision of a dossier as it was sealed; StoreError says why it cannot be read."""
        self._dossier_of(record, Action.READ, login, at)
        return sealed_alone(self.engine, record)

    def running_out(self, record: int, document: str, login: Login, at: str) -> tuple[RunningOut, ...]:
        """Give the terms to decide that run for a document of a record, the first to end first."""
        self._dossier_of(record, Action.READ, login, at)
        dossier = dossier_of(sealed_alone(self.engine, record))
        made = _document(dossier, record, document)
        return running_out(dossier, made.document.room, day_of(at))

    def release(
        self, record: int, document: str, reasons: str, term: RunningOut | None, login: Login, at: str
    ) -> Event:
        """Let a document of a record go for the faults that block it now, and for no other that comes up later.

        NotAllowed to who sealed, decided or looked along, InputError without a reason in words or a term that runs
        out, StoreError where nothing blocks such a document.
        """
        self._dossier_of(record, Action.RELEASE, login, at)
        sealed = sealed_alone(self.engine, record)
        actors = [actor for part in sealed.decision.part_decisions for actor in (part.decider, part.second)]
        involved = [actor.name for actor in actors if actor is not None]
        refusal = may_release(login, events.sealed_by(self.engine, record), involved)
        if refusal is not None:
            raise NotAllowed(refusal)
        if not bare(reasons):
            raise _wrong("reden", "Schrijf in woorden op waarom dit document toch weg mag.")
        dossier = dossier_of(sealed)
        made = _document(dossier, record, document)
        if not made.blocked:
            raise StoreError("Dit stuk wordt niet tegengehouden. Vrijgeven is niet nodig.")
        running = running_out(dossier, made.document.room, day_of(at))
        if term is None or term not in running or not term.is_near:
            raise _wrong("termijn", no_release(running) or "Kies welke termijn afloopt.")
        room = made.document.room if made.document.room in rooms_of(sealed.case).values() else SHARED_ROOM
        let_go = Release(
            document=document, reasons=reasons.strip(), faults=made.faults, room=room, running_out=term
        )
        return self._keep(record, let_go, login, at)

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
        if corrects is not None and not bare(reasons):
            raise _wrong("reden", "Schrijf op wat er verkeerd was genoteerd.")
        if corrects is None:
            self._refuse_held_back(sealed, part)
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
        """Write down how people looked back at a part-decision; InputError says in Dutch what is wrong.

        What was written down before is not changed: a correction names it, with the reason. Whether the decision was
        sent does not matter: people may look back at help that began on another ground.
        """
        self._dossier_of(record, Action.EVALUATE, login, at)
        sealed = self._with_part(record, evaluation.part)
        _in_time("dag van de evaluatie", evaluation.day, sealed, at)
        if evaluation.corrects is not None and evaluation.reasons is None:
            raise _wrong("wat er verkeerd was", "Schrijf op wat er verkeerd was genoteerd.")

        def refuse(known: tuple[Event, ...]) -> None:
            _corrects_one(known, evaluation, evaluation.corrects)
            if any(what.says_the_same(evaluation) for _, what in evaluations(known, evaluation.part)):
                raise _wrong("evaluatie", "Precies zo is het al vastgelegd.")

        return self._keep(record, evaluation, login, at, refuse)

    def extend(self, record: int, part: OnePart, login: Login, at: str) -> int:
        """Make a dossier that starts from a sealed part-decision, and give its number.

        Nobody reports or applies anew; the own judgement, the decision and its periods start empty. A note on safety
        about who comes along is in no record: it is read in the earlier dossier as it stands now.
        """
        number = self._dossier_of(record, Action.EXTEND, login, at)
        sealed = self._with_part(record, part)
        if not extended_claims(sealed.case, sealed.decision, part.law, part.person):
            raise _wrong("deelbesluit", "Hierin is niets toegekend, dus er is niets om te verlengen.")
        kept = records.hash_of(self.engine, record)
        origin = Origin(record, kept or "", part.law, part.person)
        rules, on = self.rule_set(sealed.case.municipality), day_of(at)
        people = [person.id for person in sealed.case.persons]
        notes = safety_notes(drafts.read_entries(self.engine, number), people)
        team = drafts.team_of(self.engine, number)

        def fields(name: str) -> Iterable[tuple[Field, Given]]:
            return [*fields_of_extension(sealed.case, sealed.decision, rules, origin, on, name), *notes]

        def along(session: Session, name: str) -> None:
            events.add_event(session, record, Extension(part=part, new_case=name), login, at)

        if notes:
            self.ask(login, Action.READ, at, number)
        chosen = partial(_next_name, sealed.case.id)
        made = drafts.open_named(self.engine, chosen, fields, login.name, at, team, along)
        if notes:
            self.ask(login, Action.WRITE, at, made)
        return made

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

    def _refuse_held_back(self, sealed: Sealed, part: OnePart) -> None:
        """Refuse what went out by a letter that is kept back, and that nobody released as it is."""
        name = Paper(PaperKind.LETTER, part.room).name
        made = next((item for item in documents_of(dossier_of(sealed)) if item.name == name), None)
        known = events.events_of(self.engine, [sealed.number]).get(sealed.number, ())
        if made is None or may_go(made, afterwards.released(known)):
            return
        called = next(item.called for item in self._parts_of(sealed) if item.part == part)
        raise _wrong(
            "deelbesluit",
            f"De brief over {called} wordt tegengehouden, en niemand heeft hem vrijgegeven.",
            "Kijk bij Brieven wat eraan mist. Een collega die niet meebesliste, kan hem daar vrijgeven.",
        )

    def _keep(
        self, record: int, happening: Happening, login: Login, at: str, refuse: Refuse = lambda _: None
    ) -> Event:
        return events.append_event(self.engine, record, happening, login, at, refuse)


def _document(dossier: Dossier, record: int, name: str) -> Made:
    made = next((item for item in all_documents(dossier) if item.name == name), None)
    if made is None:
        raise StoreError(f"Bij record {record} hoort geen stuk '{name}'.")
    return made


def dossier_of(sealed: Sealed) -> Dossier:
    """Give what the documents of a sealed decision are made from, by the rules that were sealed with it."""
    rule_set = sealed.rule_set()
    weighing = weigh(sealed.case, rule_set, sealed.decision.on)
    return Dossier(sealed.case, sealed.decision, rule_set, weighing)


def _next_name(case: str, used: Collection[str]) -> str:
    """Give the number of the next extension of a case, also where that is an extension itself.

    >>> _next_name("gezin-001 verlenging 1", {"gezin-001", "gezin-001 verlenging 1"})
    'gezin-001 verlenging 2'
    """
    first = re.sub(rf" {EXTENSION} \d+$", "", case)
    names = (f"{first} {EXTENSION} {number}" for number in count(1))
    return next(name for name in names if name not in used)


def _wrong(place: str, text: str, hint: str | None = None) -> InputError:
    return InputError([Issue(Place(place), text, hint)])


def _sealed_on(sealed: Sealed) -> str:
    return show_date(day_of(sealed.sealed_at))


def _in_time(place: str, day: date, sealed: Sealed, at: str) -> None:
    """Refuse a day before the decision or before it was sealed, and one that is still to come."""
    if day < sealed.decision.on:
        raise _wrong(
            place, f"{show_date(day)} ligt voor de dag van het besluit ({show_date(sealed.decision.on)})."
        )
    if day < day_of(sealed.sealed_at):
        raise _wrong(place, f"Het besluit is pas op {_sealed_on(sealed)} vastgesteld.")
    if day > day_of(at):
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
