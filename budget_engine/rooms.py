"""What is kept of a room: who may see it and why, and whether somebody read it and says that it is right.

A room is what lies with one person, or with one person under one law. Everything here is a choice that
somebody made and stands for; who may see a room where nothing was chosen follows from the rules.
"""

from enum import StrEnum

from pydantic import model_validator

from budget_engine.glossary import Noun, YesNo
from budget_engine.values import Day, Said


class Heard(StrEnum):
    """What somebody says who was shown what was written down."""

    READ = "gelezen"
    RIGHT = "klopt"
    OTHERWISE = "anders"


class Reader(Noun):
    """Somebody who may see a room, or may not, although the rules would say otherwise: who, why, and who chose so.

    `who` is a person of the case, or anybody else in words.
    """

    who: Said
    may_see: YesNo = True
    why: Said
    given_by: str | None = None
    on: Day | None = None


class Check(Noun):
    """What somebody says of a room: read, right, or seen otherwise, in their own words."""

    who: Said
    outcome: Heard
    own_words: str | None = None
    on: Day | None = None

    @model_validator(mode="after")
    def _says_what(self) -> "Check":
        if self.outcome is Heard.OTHERWISE and not (self.own_words or "").strip():
            raise ValueError("Wie het anders ziet, zegt ook wat. Schrijf het op bij 'woorden'.")
        return self


class Room(Noun):
    """A room of one person, under one law where it has one: who may see it, and who was shown it.

    `custody` names who has custody of this person: where several are young, having custody does not say of whom.
    """

    person: str
    law: str | None = None
    custody: tuple[Said, ...] = ()
    seen_by: tuple[Reader, ...] = ()
    checks: tuple[Check, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> "Room":
        if not self.seen_by and not self.checks and not self.custody:
            raise ValueError("Een kamer zonder 'gezag', 'lezers' en 'klopt' zegt niets. Laat haar weg.")
        if self.custody and self.law is not None:
            raise ValueError(
                "Gezag gaat over de persoon en niet over een wet. Zet 'gezag' bij de kamer zonder 'wet'."
            )
        return self

    @property
    def name(self) -> str:
        """Give the name of the room, as a record divides what it seals."""
        return room_of(self.person, self.law)


def room_of(person: str, law: str | None = None) -> str:
    """Name the room of a person, or of a person under a law.

    >>> room_of("sem"), room_of("sem", "jeugdwet")
    ('sem', 'sem/jeugdwet')
    """
    return person if law is None else f"{person}/{law}"


def person_and_law(room: str) -> tuple[str, str | None]:
    """Give the person and the law of a room.

    >>> person_and_law("sem/jeugdwet"), person_and_law("sem")
    (('sem', 'jeugdwet'), ('sem', None))
    """
    person, _, law = room.partition("/")
    return person, law or None
