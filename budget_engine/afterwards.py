"""What happens to a decision after it was sealed: released, sent, evaluated, extended.

An event lies beside the chain of records and has a chain of its own. Its head names the record by number and
by the hash of its head; what happened lies apart, with a salt, in the room of the record it is about, so it
can be destroyed with that room. Nothing is changed: a later event corrects an earlier one, and both stay.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Literal, TypeAlias

from pydantic import ValidationError, model_validator

from budget_engine.authority import Login
from budget_engine.case import SHARED_ROOM, Case, Direction
from budget_engine.decision import Decision
from budget_engine.drafts.attention import A_WEEK
from budget_engine.glossary import Noun
from budget_engine.language.expr import FactRef, walk
from budget_engine.language.fact import Entity, EntityKind, Facts, Outlet
from budget_engine.language.meaning import Meaning
from budget_engine.language.rule_set import RuleSet
from budget_engine.record import canonical, text_hash
from budget_engine.values import Day, Said

FORM = "1"
"""How the head of an event is laid out."""


class Channel(StrEnum):
    """By which way a decision reached somebody."""

    POST = "post"
    REGISTERED = "aangetekend"
    MESSAGE_BOX = "berichtenbox"
    SECURE_MAIL = "beveiligde_mail"
    HANDED_OVER = "uitgereikt"


class Agreed(StrEnum):
    """What is agreed when people look back; changing and stopping ask for a new decision, which is never automatic."""

    GO_ON = "doorgaan"
    CHANGE = "wijzigen"
    STOP = "stoppen"


# --- what happened -----------------------------------------------------------------------------------------


class OnePart(Noun):
    """The part-decision under one law about one person."""

    law: str
    person: str

    @property
    def room(self) -> str:
        """Name the room of the record that it lies in."""
        return f"{self.person}/{self.law}"


class RunningOut(Noun):
    """A term to decide: the rule that sets it, its last day, and the days that were left (negative: too late)."""

    rule: str
    title: Said
    last_day: Day
    days_left: int

    @property
    def is_near(self) -> bool:
        """Tell whether it is over or ends within a week."""
        return self.days_left <= A_WEEK


class Release(Noun):
    """A second person lets a document go that was blocked, with the reason, for the faults that it had then.

    A release that was written down without faults lets nothing go. `running_out` is the term that made it necessary;
    what was released before that was asked names none.
    """

    kind: Literal["vrijgegeven"] = "vrijgegeven"
    document: Said
    reasons: Said
    faults: tuple[Said, ...] = ()
    room: str = SHARED_ROOM
    running_out: RunningOut | None = None


class Sending(Noun):
    """One part-decision went to one person; the reason is there where it corrects an earlier event."""

    kind: Literal["verzonden"] = "verzonden"
    part: OnePart
    day: Day
    channel: Channel
    corrects: int | None = None
    reasons: Said | None = None

    @model_validator(mode="after")
    def _says_why(self) -> "Sending":
        if self.corrects is not None and self.reasons is None:
            raise ValueError("Schrijf op wat er verkeerd was genoteerd.")
        return self


class GoalNow(Noun):
    """How a goal goes now, as one person sees it."""

    own_words: Said
    direction: Direction
    said_by: Said | None = None
    reasons: Said | None = None

    @model_validator(mode="after")
    def _says_who(self) -> "GoalNow":
        if self.direction is not Direction.NOT_DISCUSSED and self.said_by is None:
            raise ValueError("Schrijf op wie dit zegt.")
        return self


class Evaluation(Noun):
    """People looked back at one part-decision: how it goes, what works and what does not, and what is agreed.

    The reason is there where it corrects an earlier one; what was written down before that was asked has none.
    """

    kind: Literal["geevalueerd"] = "geevalueerd"
    part: OnePart
    day: Day
    present: tuple[Said, ...]
    goals: tuple[GoalNow, ...] = ()
    works: Said | None = None
    works_not: Said | None = None
    agreed: Agreed
    agreement: Said | None = None
    corrects: int | None = None
    reasons: Said | None = None

    def says_the_same(self, other: "Evaluation") -> bool:
        """Tell whether two say the same of how people looked back, whatever they correct."""
        without = {"corrects": None, "reasons": None}
        return self.model_copy(update=without) == other.model_copy(update=without)

    @model_validator(mode="after")
    def _is_whole(self) -> "Evaluation":
        if not self.present:
            raise ValueError("Schrijf op wie erbij waren.")
        if self.agreed is not Agreed.GO_ON and self.agreement is None:
            raise ValueError("Schrijf op wat er verandert of stopt, en waarom. Er komt een nieuw besluit.")
        return self


class Extension(Noun):
    """A new dossier was made from a part-decision, under a number of its own."""

    kind: Literal["verlengd"] = "verlengd"
    part: OnePart
    new_case: Said


Happening: TypeAlias = Release | Sending | Evaluation | Extension
_BY_KIND: Mapping[str, type[Happening]] = {
    "vrijgegeven": Release,
    "verzonden": Sending,
    "geevalueerd": Evaluation,
    "verlengd": Extension,
}


def room_of(happening: Happening) -> str:
    """Name the room of the record that a happening is about."""
    match happening:
        case Release():
            return happening.room
        case Sending() | Evaluation() | Extension():
            return happening.part.room


def day_of(happening: Happening, written_at: str) -> str:
    """Give the day on which it happened; a release and an extension happen as they are written down."""
    match happening:
        case Release() | Extension():
            return written_at[: len("2026-11-24")]
        case Sending() | Evaluation():
            return happening.day.isoformat()


# --- how it is kept ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Content:
    """What happened as it lies in a store: the record and its room, the salt, and the text."""

    record: int
    room: str
    salt: str
    text: str

    @property
    def hash(self) -> str:
        """Give the salted hash that the head of the event holds."""
        return text_hash(f"{self.salt}\n{self.text}")


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """An event as it lies in a store: its text, and the hash, the record and what happened found beside it."""

    number: int
    text: str
    hash: str
    record: int
    content: Content | None


@dataclass(frozen=True, slots=True)
class Event:
    """A happening with its head; `what` is None once its room was destroyed, or where it cannot be read."""

    number: int
    text: str
    what: Happening | None

    @property
    def head(self) -> Mapping[str, Any]:
        """Give the head as plain values."""
        found: dict[str, Any] = json.loads(self.text)
        return found

    @property
    def record(self) -> int:
        """Give the number of the record it is about."""
        return int(self.head["record"])

    @property
    def by(self) -> str:
        """Give the name of who wrote it down."""
        return str(self.head["door"]["naam"])

    @property
    def at(self) -> str:
        """Give when it was written down."""
        return str(self.head["tijd"])


@dataclass(frozen=True, slots=True)
class EventLink:
    """Where an event goes: its number, the hash of the event before it, and number and hash of its record."""

    number: int
    previous: str | None
    record: int
    record_hash: str


def event_of(
    happening: Happening, link: EventLink, login: Login, at: str, salt: str
) -> tuple[Event, Content]:
    """Write an event down: its head, and what happened."""
    content = Content(link.record, room_of(happening), salt, text_of(happening))
    head = {
        "vorm": FORM,
        "nummer": link.number,
        "vorige": link.previous,
        "soort": happening.kind,
        "record": link.record,
        "kop": link.record_hash,
        "ruimte": content.room,
        "dag": day_of(happening, at),
        "tijd": at,
        "door": {"naam": login.name, "functie": login.function, "kenmerk": login.subject},
        "inhoud": content.hash,
    }
    return Event(link.number, canonical(head), happening), content


def text_of(happening: Happening) -> str:
    """Write what happened as it is kept."""
    return canonical({"soort": happening.kind, **happening.as_json()})


def read_happening(text: str | None) -> Happening | None:
    """Read what happened from its text, or None where it was destroyed or reads as nothing of this kind."""
    try:
        plain = json.loads(text or "")
        return _BY_KIND[plain["soort"]].model_validate(plain)
    except (ValidationError, ValueError, KeyError, TypeError, RecursionError):
        return None


# --- what follows from it ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Released:
    """A document that a second person let go: why, by whom and when, and for which faults."""

    document: str
    reasons: str
    by: str
    at: str
    faults: frozenset[str] = frozenset()
    running_out: RunningOut | None = None

    def covers(self, faults: Iterable[str]) -> bool:
        """Tell whether a document with these faults may go: another fault than was seen then blocks it again."""
        return self.faults.issuperset(faults)


def released(events: Iterable[Event]) -> Mapping[str, Released]:
    """Give what was released, by the name of the document; the last word on it counts."""
    found = {}
    for event in events:
        if isinstance(event.what, Release):
            what = event.what
            found[what.document] = Released(
                what.document, what.reasons, event.by, event.at, frozenset(what.faults), what.running_out
            )
    return found


def standing(events: Iterable[Event]) -> tuple[Event, ...]:
    """Leave out what a later event corrects."""
    listed = tuple(events)
    corrected = {event.what.corrects for event in listed if isinstance(event.what, Sending | Evaluation)}
    return tuple(event for event in listed if event.number not in corrected)


def sent(events: Iterable[Event], part: OnePart) -> tuple[Event, Sending] | None:
    """Give how a part-decision was sent as it stands now, or None while it was not."""
    found = [
        (event, event.what)
        for event in standing(events)
        if isinstance(event.what, Sending) and event.what.part == part
    ]
    return found[-1] if found else None


def evaluations(events: Iterable[Event], part: OnePart) -> tuple[tuple[Event, Evaluation], ...]:
    """Give how people looked back at a part-decision, the earliest first."""
    return tuple(
        (event, event.what)
        for event in standing(events)
        if isinstance(event.what, Evaluation) and event.what.part == part
    )


def parts_in(case: Case, decision: Decision) -> tuple[OnePart, ...]:
    """Give every part-decision by the person it is about, in the order of the decision."""
    needs = {need.id: need.person for need in case.needs}
    person_of = {claim.id: needs[claim.need] for claim in case.claims}
    found = (
        OnePart(law=part.law, person=person_of[item.claim])
        for part in decision.part_decisions
        for item in part.claims
    )
    return tuple(dict.fromkeys(found))


def objection_until(rule_set: RuleSet, sent_on: date) -> date | None:
    """Give the last day on which somebody may object to what was sent on a day, as the rules derive it.

    The derivation is the one declared `naar: bezwaar_tot`; the day it counts from is the only fact it reads. None
    where the rules derive none.
    """
    declared = rule_set.outlet.get(Outlet.OBJECTION_UNTIL)
    derivation = None if declared is None else rule_set.derivation_of.get(declared.name)
    if derivation is None:
        return None
    read = {part.name for node in derivation.nodes for part in walk(node) if isinstance(part, FactRef)}
    read.add(rule_set.moment_fact[derivation.moment])
    matter = Entity(
        id="", kind=EntityKind.CASE, owners={EntityKind.CASE: ""}, values=dict.fromkeys(read, sent_on)
    )
    return told_until(rule_set, Facts({"": matter}))


def told_until(rule_set: RuleSet, facts: Facts) -> date | None:
    """Give the last day for objection as it follows from the facts of a case, and as its letters say it."""
    declared = rule_set.outlet.get(Outlet.OBJECTION_UNTIL)
    matter = next(iter(facts.by_kind[EntityKind.CASE]), None)
    value = (
        None if declared is None or matter is None else Meaning(rule_set, facts).fact(declared.name, matter)
    )
    return value if isinstance(value, date) else None
