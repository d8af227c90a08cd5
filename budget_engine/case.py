"""A case: who is in it, what they need, what could help, and how these belong together.

Typed here are identities, owners and links, and money schedules; whatever a rule may read is a fact
with an answer. The fields read in Dutch in a case file and in the sealed text alike.
"""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, ValidationInfo, field_validator, model_validator

from budget_engine.answer import Answer, Answers
from budget_engine.effects import EffectId
from budget_engine.glossary import UNKNOWN, WORDS, Noun
from budget_engine.rooms import Room
from budget_engine.values import (
    MOST_COUNT,
    MOST_MEMBERS,
    Day,
    PriceYear,
    Said,
    Share,
    parse_cents,
    parse_whole,
    print_cents,
)

FactAnswers = dict[str, Answers]

SHARED_ROOM = "gedeeld"
"""The part of a record that is about nobody in particular; no person or thing may have this id."""


class Domain(StrEnum):
    """Where a need is felt."""

    HOME = "thuis"
    WORK = "werk"
    SCHOOL = "school"
    TRANSPORT = "vervoer"


class AlternativeKind(StrEnum):
    """What an alternative stands for; the first three are always among them."""

    NOTHING_CHANGES = "niets_verandert"
    USUAL_ROUTE = "gewone_route"
    OWN_PLAN = "eigen_plan"
    VARIANT = "variant"


ALWAYS_AMONG = (AlternativeKind.NOTHING_CHANGES, AlternativeKind.USUAL_ROUTE, AlternativeKind.OWN_PLAN)


class Party(StrEnum):
    """Who pays or who gains."""

    MUNICIPALITY = "gemeente"
    HEALTH_INSURER = "zorgverzekeraar"
    CARE_OFFICE = "zorgkantoor"
    UWV = "uwv"
    SVB = "svb"
    SCHOOL = "school"
    SCHOOL_PARTNERSHIP = "samenwerkingsverband"
    HOUSEHOLD = "gezin"
    NETWORK = "netwerk"
    EMPLOYER = "werkgever"
    HOUSING_CORPORATION = "woningcorporatie"
    PROVIDER = "aanbieder"
    FUND = "fonds"
    OTHER = "anders"


class Nature(StrEnum):
    """What kind of money a ledger line is: these are never added up together."""

    CERTAIN = "zeker"
    AVOIDED = "vermeden"
    SHIFTED = "verschoven"
    GAIN = "opbrengst"


class Rhythm(StrEnum):
    """How often an amount falls due."""

    ONCE = "eenmalig"
    YEARLY = "per_jaar"


class Direction(StrEnum):
    """What an alternative does to a goal."""

    BETTER = "beter"
    SAME = "gelijk"
    WORSE = "slechter"
    UNSURE = "onzeker"
    NOT_DISCUSSED = "niet_besproken"


def _read_unknown_cents(value: object) -> object:
    if value == UNKNOWN:
        return None
    return parse_cents(value) if isinstance(value, str) else value


UnknownCents = Annotated[
    int | None,
    BeforeValidator(_read_unknown_cents, json_schema_input_type=str),
    PlainSerializer(lambda cents: UNKNOWN if cents is None else print_cents(cents), return_type=str),
]
"""An amount in whole cents, or None where it is not known; written in euros or as onbekend."""


def _read_quantity(value: object) -> int:
    number = parse_whole(value) if isinstance(value, str) else value
    if isinstance(number, int) and 0 < number <= MOST_COUNT:
        return number
    raise ValueError("Dit is geen aantal. Schrijf een heel getal van 1 of meer, zoals 365.")


Quantity = Annotated[int, BeforeValidator(_read_quantity, json_schema_input_type=int | str)]
"""How many times something, written in digits."""

CERTAINTY = 10_000  # 100 percent in basis points

_LONGEST_LINE = 1200  # a hundred years: no household's ledger runs longer


def _read_months(value: object) -> object:
    if not isinstance(value, str):
        return value
    digits = value.removesuffix("maanden").removesuffix("maand").strip()
    if not digits.isdecimal() or not 0 < int(digits) <= _LONGEST_LINE:
        raise ValueError(f"'{value}' is geen aantal maanden. Schrijf bijvoorbeeld '12 maanden'.")
    return int(digits)


Months = Annotated[
    int,
    BeforeValidator(_read_months, json_schema_input_type=str),
    PlainSerializer(lambda months: f"{months} maanden", return_type=str),
]
"""A number of whole months, written as '12 maanden'."""


class Matter(Noun):
    """What is known about the case as a whole."""

    facts: FactAnswers = {}
    open_relations: tuple[str, ...] = ()


class Person(Noun):
    """A member of the household, or somebody else the case is about."""

    id: str
    name: str | None = None
    facts: FactAnswers = {}
    open_relations: tuple[str, ...] = ()


class Need(Noun):
    """A need of one person in one domain."""

    id: str
    person: str
    domain: Domain
    own_words: str | None = None
    facts: FactAnswers = {}
    open_relations: tuple[str, ...] = ()


class Support(Noun):
    """Help that is there or could be: offered to a member of the household, for some of the needs."""

    id: str
    name: str | None = None
    offered_to: str
    given_by: str | None = None
    for_needs: tuple[str, ...] = ()
    facts: FactAnswers = {}


class Solution(Noun):
    """A provision that could be given."""

    id: str
    name: str
    facts: FactAnswers = {}
    open_relations: tuple[str, ...] = ()


class Claim(Noun):
    """One solution for one need under one law."""

    id: str
    solution: str
    need: str
    law: str
    facts: FactAnswers = {}


class Account(Noun):
    """A party, and for a municipality the law under which it pays or gains."""

    party: Party
    law: str | None = None


class Chance(Noun):
    """A chance with its range."""

    low: Share
    likely: Share
    high: Share

    @model_validator(mode="after")
    def _in_order(self) -> "Chance":
        if not self.low <= self.likely <= self.high <= CERTAINTY:
            raise ValueError("Een kans loopt van laag naar hoog en is hooguit 100%.")
        return self


FROM_REFERENCE = "kengetal"
"""How an amount is written that comes from the reference cost of its line."""


def _read_line_cents(value: object) -> object:
    return value if value == FROM_REFERENCE else _read_unknown_cents(value)


LineCents = Annotated[
    int | Literal["kengetal"] | None,
    BeforeValidator(_read_line_cents, json_schema_input_type=str),
    PlainSerializer(
        lambda cents: UNKNOWN if cents is None else cents if isinstance(cents, str) else print_cents(cents),
        return_type=str,
    ),
]
"""An amount of a line: whole cents, None where it is not known, or what its reference cost says."""


class LedgerLine(Noun):
    """One line of the ledger; an amount that is not known is None.

    Lines of one alternative that name the same `effect` tell one thing: its money counts once. With a
    `reference_cost`, amounts, price year and source come from there unless they are written. `against`
    names the claims whose costs an avoided cost is held against. `chance` is None for what is certain, and
    onbekend where nobody dares to name it.
    """

    what: Said
    effect: EffectId | None = None
    reference_cost: str | None = None
    quantity: Quantity | None = None
    rhythm: Rhythm
    counted_in: str | None = None
    low: LineCents = Field(FROM_REFERENCE, validate_default=True)
    likely: LineCents = Field(FROM_REFERENCE, validate_default=True)
    high: LineCents = Field(FROM_REFERENCE, validate_default=True)
    price_year: PriceYear | None = Field(None, validate_default=True)
    source: str | None = Field(None, validate_default=True)
    source_date: str | None = None
    weakness: str | None = None
    payer: Account
    beneficiary: Account | None = None
    nature: Nature = Nature.CERTAIN
    chance: Chance | Literal["onbekend"] | None = None
    start: Day
    duration: Months | None = None
    need: str | None = None
    against: tuple[str, ...] = ()

    @field_validator("low", "likely", "high", "price_year", "source")
    @classmethod
    def _is_there(cls, value: object, field: ValidationInfo) -> object:
        has_reference = field.data.get("reference_cost", FROM_REFERENCE) is not None
        is_unknown_amount = value is None and field.field_name in ("low", "likely", "high")
        if field.field_name == "source" and isinstance(value, str) and not value.strip():
            raise ValueError(f"'{WORDS['source']}' is leeg. Schrijf waar het bedrag vandaan komt.")
        if value in (None, FROM_REFERENCE) and not (has_reference or is_unknown_amount):
            raise ValueError(f"'{WORDS[str(field.field_name)]}' ontbreekt.")
        return value

    @model_validator(mode="after")
    def _in_order(self) -> "LedgerLine":
        known = [cents for cents in (self.low, self.likely, self.high) if isinstance(cents, int)]
        if any(cents < 0 for cents in known):
            raise ValueError("Een grootboekregel is een bedrag dat iemand betaalt; schrijf het zonder min.")
        if known != sorted(known):
            raise ValueError("Laag, waarschijnlijk en hoog staan niet in oplopende volgorde.")
        if self.rhythm is Rhythm.YEARLY and self.duration is None:
            raise ValueError("Bij een bedrag per jaar hoort 'duur', zoals '12 maanden'.")
        if self.nature is not Nature.CERTAIN and self.chance is None:
            raise ValueError(f"Bij wat niet zeker is hoort een kans, of '{UNKNOWN}'.")
        if self.nature is Nature.CERTAIN and self.chance is not None:
            raise ValueError("Wat zeker is heeft geen kans.")
        if self.nature is Nature.GAIN and self.beneficiary is None:
            raise ValueError("Bij een opbrengst hoort wie haar krijgt. Voeg 'baathebber' toe.")
        return self


class OtherView(Noun):
    """How somebody else than the one who has a goal sees what an alternative does to it, and why."""

    said_by: str
    direction: Direction
    reasons: str | None = None


class Goal(Noun):
    """A goal in somebody's own words, and what this alternative does to it.

    The direction is how the one who has the goal sees it. Who sees it otherwise stands beside it; the
    views are never made into one.
    """

    domain: Domain
    own_words: Said
    direction: Direction
    said_by: str
    note: str | None = None
    seen_otherwise: tuple[OtherView, ...] = ()


def _read_rank(value: object) -> int:
    rank = parse_whole(value) if isinstance(value, str) and value.isascii() and value.isdecimal() else value
    if isinstance(rank, int) and 0 < rank <= MOST_MEMBERS:
        return rank
    shown = f"'{value}' is" if isinstance(value, str) else "Dit is"
    raise ValueError(f"{shown} geen plaats. Schrijf 1 voor wat iemand het liefst wil.")


class Preference(Noun):
    """Where somebody puts this alternative: 1 is what they would like best."""

    said_by: str
    rank: Annotated[int, BeforeValidator(_read_rank, json_schema_input_type=int | str)]


class Alternative(Noun):
    """A package of claims, with what it costs, what it does to the goals, and who prefers it."""

    id: str
    kind: AlternativeKind
    name: str | None = None
    claims: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    returns: tuple[LedgerLine, ...] = ()
    goals: tuple[Goal, ...] = ()
    preference: tuple[Preference, ...] = ()
    facts: FactAnswers = {}
    open_relations: tuple[str, ...] = ()


class Deviation(Noun):
    """A finding that is set aside in the resident's favour: on which ground, why, and by whom."""

    rule: str
    about: str
    ground: str
    reasons: str
    set_aside_by: str
    on: Day


class Case(Noun):
    """Everything about one household that is weighed together."""

    form: Literal["1"]
    id: str
    municipality: str
    matter: Matter = Matter()
    persons: tuple[Person, ...] = ()
    needs: tuple[Need, ...] = ()
    support: tuple[Support, ...] = ()
    solutions: tuple[Solution, ...] = ()
    claims: tuple[Claim, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    rooms: tuple[Room, ...] = ()

    def parts(self) -> Iterator[tuple[str, int, "Person | Need | Support | Solution | Claim | Alternative"]]:
        """Walk everything with an id: the field it stands in, its number there, and itself."""
        for field in ("persons", "needs", "support", "solutions", "claims", "alternatives"):
            for number, part in enumerate(getattr(self, field)):
                yield field, number, part

    def answers(self) -> Iterator[tuple[str, str, Answer]]:
        """Walk every answer: about whom or what, to which fact, and the answer."""
        for about, facts in ((self.id, self.matter.facts), *((p.id, p.facts) for _, _, p in self.parts())):
            for name, answers in facts.items():
                for answer in answers:
                    yield about, name, answer

    def ids(self) -> Counter[str]:
        """Count every id; each should stand once, across all kinds."""
        return Counter([self.id, *(part.id for _, _, part in self.parts())])
