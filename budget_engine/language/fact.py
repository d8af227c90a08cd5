"""What a rule can read: entities, their owners and members, and the facts declared about them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator

from budget_engine import values
from budget_engine.errors import choose_from
from budget_engine.glossary import NO, YES, Noun, YesNo

Value: TypeAlias = bool | int | str | date


class EntityKind(StrEnum):
    """What a fact can be about."""

    CASE = "zaak"
    PERSON = "persoon"
    NEED = "vraag"
    SUPPORT = "steun"
    SOLUTION = "oplossing"
    CLAIM = "aanspraak"
    ALTERNATIVE = "alternatief"


OWNERS: Mapping[EntityKind, tuple[EntityKind, ...]] = {
    EntityKind.CASE: (),
    EntityKind.PERSON: (EntityKind.CASE,),
    EntityKind.NEED: (EntityKind.PERSON,),
    EntityKind.SUPPORT: (EntityKind.PERSON,),
    EntityKind.SOLUTION: (EntityKind.CASE,),
    EntityKind.CLAIM: (EntityKind.SOLUTION, EntityKind.NEED),
    EntityKind.ALTERNATIVE: (EntityKind.CASE,),
}

RELATIONS: Mapping[str, tuple[EntityKind, EntityKind]] = {
    "zaak.personen": (EntityKind.CASE, EntityKind.PERSON),
    "zaak.vragen": (EntityKind.CASE, EntityKind.NEED),
    "zaak.oplossingen": (EntityKind.CASE, EntityKind.SOLUTION),
    "zaak.alternatieven": (EntityKind.CASE, EntityKind.ALTERNATIVE),
    "persoon.vragen": (EntityKind.PERSON, EntityKind.NEED),
    "persoon.steun": (EntityKind.PERSON, EntityKind.SUPPORT),
    "vraag.steun": (EntityKind.NEED, EntityKind.SUPPORT),
    "vraag.aanspraken": (EntityKind.NEED, EntityKind.CLAIM),
    "oplossing.aanspraken": (EntityKind.SOLUTION, EntityKind.CLAIM),
    "alternatief.aanspraken": (EntityKind.ALTERNATIVE, EntityKind.CLAIM),
}


@cache
def reachable(kind: EntityKind) -> tuple[EntityKind, ...]:
    """List an entity kind and all its owners, nearest first, each once.

    >>> [str(kind) for kind in reachable(EntityKind.CLAIM)]
    ['aanspraak', 'oplossing', 'vraag', 'zaak', 'persoon']
    """
    found = [kind]
    for current in found:
        found.extend(owner for owner in OWNERS[current] if owner not in found)
    return tuple(found)


class Kind(StrEnum):
    """The kinds of answer."""

    YES_NO = "ja_nee"
    CHOICE = "keuze"
    NUMBER = "getal"
    AMOUNT = "bedrag"
    DURATION = "duur"
    DISTANCE = "afstand"
    SHARE = "aandeel"
    DATE = "datum"
    TEXT = "tekst"


NUMERIC = frozenset({Kind.NUMBER, Kind.AMOUNT, Kind.DURATION, Kind.DISTANCE, Kind.SHARE})

_WIDEST: Mapping[Kind, tuple[Value, Value]] = {
    Kind.NUMBER: (0, values.MOST_COUNT),
    Kind.AMOUNT: (0, values.MOST_CENTS),
    Kind.DURATION: (0, values.MOST_MINUTES),
    Kind.DISTANCE: (0, values.MOST_METRES),
    Kind.SHARE: (0, values.MOST_BASIS_POINTS),
    Kind.DATE: (values.FIRST_DATE, values.LAST_DATE),
}


def parse_plain(kind: Kind, text: str) -> Value:
    """Read a value of a kind from its Dutch text; ValueError says in Dutch what is wrong."""
    match kind:
        case Kind.YES_NO:
            if text not in (YES, NO):
                raise ValueError(f"'{text}' is geen antwoord op een ja/nee-vraag. Schrijf ja of nee.")
            return text == YES
        case Kind.CHOICE | Kind.TEXT:
            return text
        case Kind.NUMBER:
            return values.parse_whole(text)
        case Kind.AMOUNT:
            return values.parse_cents(text)
        case Kind.DURATION:
            return values.parse_minutes(text)
        case Kind.DISTANCE:
            return values.parse_metres(text)
        case Kind.SHARE:
            return values.parse_basis_points(text)
        case Kind.DATE:
            return values.parse_date(text)


def print_plain(kind: Kind, value: Value) -> str:
    """Write a value the way `parse_plain` reads it."""
    match value:
        case bool():
            return YES if value else NO
        case date():
            return value.isoformat()
        case str():
            return value
        case int():
            return _PRINTERS.get(kind, str)(value)


_PRINTERS = {
    Kind.AMOUNT: values.print_cents,
    Kind.DURATION: values.print_minutes,
    Kind.DISTANCE: values.print_metres,
    Kind.SHARE: values.print_basis_points,
}


class Inlet(StrEnum):
    """The few typed things of a case that a rule may read as a fact (`uit:`)."""

    REFERENCE_DATE = "peildatum"
    START_OF_YEAR = "begin_kalenderjaar"
    LAW = "wet"
    DOMAIN = "domein"
    ALTERNATIVE_KIND = "soort_alternatief"
    GATE = "poort"
    COUNTED = "telt_mee"


class Outlet(StrEnum):
    """The few declared facts that Python reads by their part, never by their name (`naar:`)."""

    ADVICE = "advies"
    EVERY_NEED_ANSWERED = "elke_vraag_beantwoord"
    LEDGER_START = "grootboek_begin"
    OBJECTION_UNTIL = "bezwaar_tot"
    LETTER_TO = "brief_aan"
    SEEN_BY = "kamer_van"
    HAS_CUSTODY = "gezag"
    INTENTION = "voornemen"
    FIRST_YEAR_LOW = "eerste_jaar_laag"
    FIRST_YEAR_LIKELY = "eerste_jaar_waarschijnlijk"
    FIRST_YEAR_HIGH = "eerste_jaar_hoog"
    SECOND_YEAR_LOW = "tweede_jaar_laag"
    SECOND_YEAR_LIKELY = "tweede_jaar_waarschijnlijk"
    SECOND_YEAR_HIGH = "tweede_jaar_hoog"
    DELIVERED_LATE = "later_geleverd"
    DELIVERED_FROM = "geleverd_vanaf"
    GIVER = "steun_van"
    IS_INFORMAL_CARE = "is_mantelzorg"
    OWN_NEED_OF_GIVER = "behoefte_van_gever"
    OWN_NEED_OF_PERSON = "behoefte_van_persoon"
    OFFERED = "steun_aanbod"
    HOW_OFTEN = "steun_wanneer"
    LOAD = "steun_zwaarte"
    LASTS = "steun_vol_te_houden"
    OPEN_ENDED = "steun_zonder_einde"
    UNTIL = "steun_tot"
    FALLBACK = "steun_bij_uitval"
    CARER = "hulp_van"
    TALKS = "gesprekken"
    CLIENT_SUPPORT = "clientondersteuning"
    PLAN_INVITED = "plan_gewezen"
    PLAN_RECEIVED = "plan_ingeleverd"
    VIEW_OF_REPORT = "mening_verslag"
    SAFETY = "veiligheid"


class Giver(StrEnum):
    """Who gives support: the choices of the fact declared `naar: steun_van`."""

    RESIDENT = "inwoner"
    HOUSEHOLD = "huishouden"
    NETWORK = "netwerk"
    NEIGHBOURHOOD = "buurt"


class SeenBy(StrEnum):
    """Who sees what is kept of somebody: the choices of the fact declared `naar: kamer_van`."""

    SELF = "zelf"
    TOGETHER = "samen"
    REPRESENTATIVES = "vertegenwoordigers"


class Moment(StrEnum):
    """The date a rule looks at (peilmoment)."""

    REPORT = "melding"
    APPLICATION = "aanvraag"
    DECISION = "besluit"
    START = "ingangsdatum"
    SCHOOL_YEAR = "schooljaar"
    CALENDAR_YEAR = "kalenderjaar"
    BIRTHDAY = "verjaardag"


class Privacy(StrEnum):
    """How sensitive an answer is."""

    ORDINARY = "gewoon"
    PERSONAL = "persoonlijk"
    SPECIAL = "bijzonder"


class Role(StrEnum):
    """Who may give an answer (`wie:`)."""

    RESIDENT = "inwoner"
    CASEWORKER = "consulent"
    EXPERT = "deskundige"
    POLICY = "beleid"


class LiesWith(StrEnum):
    """In whose hands a fact lies (`ligt_bij:`): who can make it otherwise by a choice or an act of their own.

    The resident's is only what can still be chosen or done freely. The municipality's is also what it records or
    looks up, such as a price or a day of receipt. Nobody's is what no one chooses, such as an age or an illness,
    and what lies with others than these two.
    """

    RESIDENT = "inwoner"
    MUNICIPALITY = "gemeente"
    NOBODY = "niemand"


def _read_unit(unit: object) -> object:
    if isinstance(unit, str) and not _UNIT.fullmatch(unit):
        raise ValueError(
            f"'{unit}' is geen eenheid. Schrijf één woord, zoals weken, of bij een prijs 'per uur'."
        )
    return unit


_UNIT = re.compile(r"(per )?[a-z_]+")


class Bounded(Noun):
    """Which values something may take; `low` and `high` are in the whole units of the kind.

    `noun_phrase` names it inside a Dutch sentence: "de leeftijd van de persoon".
    """

    name: str
    kind: Kind
    unit: Annotated[str | None, BeforeValidator(_read_unit)] = None
    low: int | date | None = None
    high: int | date | None = None
    choices: dict[values.Said, values.Said] = {}
    noun_phrase: str | None = None

    @cached_property
    def range(self) -> tuple[Any, Any] | None:
        """Give the lowest and highest allowed value, or None where a kind has no order."""
        widest = _WIDEST.get(self.kind)
        if widest is None:
            return None
        return (widest[0] if self.low is None else self.low, widest[1] if self.high is None else self.high)

    def parse(self, text: str) -> Value:
        """Read a value; ValueError says in Dutch what is wrong with it."""
        value = parse_plain(self.kind, text)
        if self.kind is Kind.CHOICE and text not in self.choices:
            raise ValueError(f"'{text}' is geen keuze bij '{self.name}'. {choose_from(self.choices)}")
        if self.range is not None and not self.range[0] <= value <= self.range[1]:
            low, high = (print_plain(self.kind, end) for end in self.range)
            raise ValueError(f"'{text}' ligt buiten het bereik van '{self.name}': {low} tot en met {high}.")
        return value

    def print(self, value: Value) -> str:
        """Write a value the way `parse` reads it."""
        return print_plain(self.kind, value)


class FactDeclaration(Bounded):
    """One thing that can be known about an entity, and how it is asked.

    A `judgement` is an open norm: only a named person can answer it, with reasons. A `derived` fact has
    no answer of its own. `inlet` and `outlet` are the doors to and from the typed parts of a case.
    `statement` and `denial` say a ja/nee fact as a Dutch main clause: "er is een mantelzorger" and
    "er is geen mantelzorger".
    """

    is_judgement: YesNo = False
    entity: EntityKind
    statement: str | None = None
    denial: str | None = None
    question: values.Said | None = None
    help: str | None = None
    who: tuple[Role, ...] = ()
    lies_with: LiesWith | None = None
    evidence: str | None = None
    privacy: Privacy = Privacy.ORDINARY
    anchors: dict[str, values.Said] = {}
    inlet: Inlet | None = None
    outlet: Outlet | None = None
    is_derived: YesNo = False
    moment: Moment | None = None
    note: str | None = None

    @property
    def is_asked(self) -> bool:
        """Tell whether people answer this fact."""
        return not self.is_derived and self.inlet is None

    @property
    def is_told(self) -> bool:
        """Tell whether a report tells the answer in words, with how it is known; what is most private it leaves out."""
        return self.kind is Kind.TEXT and not self.is_judgement and self.privacy is not Privacy.SPECIAL


@dataclass(frozen=True, slots=True)
class Entity:
    """Something facts are about, as the engines see it.

    A fact that is not in `values` is unknown. `owners` names each owner that is there, by kind, and
    the entity itself. `open_relations` are the relations whose list of members is not complete.
    """

    id: str
    kind: EntityKind
    owners: Mapping[EntityKind, str]
    values: Mapping[str, Value]
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    open_relations: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Facts:
    """All entities of one case with their known values: what every engine is given."""

    entities: Mapping[str, Entity]

    @cached_property
    def by_kind(self) -> Mapping[EntityKind, tuple[Entity, ...]]:
        """List the entities of each kind, in order of their ids."""
        found: dict[EntityKind, list[Entity]] = {kind: [] for kind in EntityKind}
        for name in sorted(self.entities):
            entity = self.entities[name]
            found[entity.kind].append(entity)
        return {kind: tuple(entities) for kind, entities in found.items()}

    @cached_property
    def in_scope(self) -> Mapping[str, Mapping[str, Value]]:
        """Give for each entity the known values of itself and of its owners, by the name of the fact."""
        return {name: self._scope(entity) for name, entity in self.entities.items()}

    def _scope(self, entity: Entity) -> Mapping[str, Value]:
        found: dict[str, Value] = {}
        for owner in entity.owners.values():
            if owner in self.entities:
                found.update(self.entities[owner].values)
        return found

    def owner(self, entity: Entity, kind: EntityKind) -> Entity | None:
        """Give the owner of that kind (or the entity itself), or None where it is missing."""
        name = entity.owners.get(kind)
        return None if name is None else self.entities.get(name)

    def members(self, entity: Entity, relation: str) -> Iterator[Entity]:
        """Walk the members of a relation of this very entity."""
        return (self.entities[name] for name in entity.members.get(relation, ()))

    def with_values(self, added: Iterable[tuple[str, str, Value | None]]) -> "Facts":
        """Give the same facts with (entity, fact, value) set, or removed where the value is None."""
        changed = dict(self.entities)
        for name, fact, value in added:
            entity = changed[name]
            kept = {key: old for key, old in entity.values.items() if key != fact}
            if value is not None:
                kept[fact] = value
            changed[name] = Entity(
                entity.id, entity.kind, entity.owners, kept, entity.members, entity.open_relations
            )
        return Facts(changed)
