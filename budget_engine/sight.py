"""Who may see each room of a case: by the rules where nobody chose otherwise, and always with why.

By itself a room is for the person it is about; for whoever is young, for those who have custody, as the rules
of the municipality put it. Somebody may be added or kept out, by name and with a reason. What is not known
yet lets nobody in.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from budget_engine.case import SHARED_ROOM, Case
from budget_engine.language.fact import Outlet, SeenBy
from budget_engine.language.rule_set import RuleSet, Stage
from budget_engine.record import rooms_of
from budget_engine.rooms import Reader, person_and_law, room_of
from budget_engine.weighing import Weighing


@dataclass(frozen=True)
class Sight:
    """Who may see one room: those who may by the rules, and those about whom somebody chose.

    `lacking` says what must be known first where the rules cannot tell who may, and `custody_unknown` names the
    grown-ups of whom nobody wrote down whether they have custody, where that decides.
    """

    room: str
    person: str
    law: str | None
    by_rule: tuple[str, ...]
    chosen: tuple[Reader, ...]
    lacking: str | None
    custody_unknown: tuple[str, ...] = ()
    is_age_known: bool = True
    asks_custody: tuple[str, ...] = ()
    """Who of the household have custody, where it must be said whether that is of this person."""

    @property
    def readers(self) -> frozenset[str]:
        """Give everybody who may see this room."""
        added = {reader.who for reader in self.chosen if reader.may_see}
        kept_out = {reader.who for reader in self.chosen if not reader.may_see}
        return frozenset({*self.by_rule, *added} - kept_out)


def sights_of(case: Case, rule_set: RuleSet, weighing: Weighing) -> Mapping[str, Sight]:
    """Give who may see each room of a case, person by person, the person before the laws."""
    rooms = {*rooms_of(case).values(), *(room.name for room in case.rooms)} - {SHARED_ROOM}
    chosen = {room.name: room.seen_by for room in case.rooms}
    found: dict[str, Sight] = {}
    for person in case.persons:
        own = _by_rule(case, rule_set, weighing, person.id)
        for room in sorted({room_of(person.id), *(r for r in rooms if person_and_law(r)[0] == person.id)}):
            law = person_and_law(room)[1]
            found[room] = Sight(
                room,
                person.id,
                law,
                own.readers,
                chosen.get(room, ()),
                own.lacking,
                own.custody_unknown,
                own.is_age_known,
                own.asks_custody,
            )
    return found


def visible(sights: Mapping[str, Sight], present: Collection[str]) -> frozenset[str]:
    """Name the rooms that everybody who is present may see; with nobody there, none."""
    if not present:
        return frozenset()
    return frozenset(room for room, sight in sights.items() if set(present) <= sight.readers)


def known_readers(case: Case) -> tuple[str, ...]:
    """Name everybody who could sit at the table: the people of the case, and who was chosen to see a room."""
    others = (reader.who for room in case.rooms for reader in room.seen_by)
    return tuple(dict.fromkeys((*(person.id for person in case.persons), *others)))


_LACKING_AGE = "Vul de geboortedatum in; tot dan mag alleen het team dit zien."
_LACKING_CUSTODY = "Leg vast wie het gezag heeft; tot dan mag alleen het team dit zien."
_LACKING_OF_WHOM = (
    "Er is meer dan één kind. Kies bij de persoon zelf wie over dit kind het gezag heeft; tot dan ziet niemand dit "
    "vanwege het gezag."
)
_LACKING_PARENTS = "Leg vast wie het gezag heeft; tot dan mag van de familie alleen de jongere zelf dit zien."


@dataclass(frozen=True)
class _ByRule:
    readers: tuple[str, ...] = ()
    lacking: str | None = None
    custody_unknown: tuple[str, ...] = ()
    is_age_known: bool = True
    asks_custody: tuple[str, ...] = ()


def _by_rule(case: Case, rule_set: RuleSet, weighing: Weighing, person: str) -> _ByRule:
    whose = _seen_by(rule_set, weighing, person)
    if whose is None:
        return _ByRule(lacking=_LACKING_AGE, is_age_known=False)
    if whose is SeenBy.SELF:
        return _ByRule((person,))
    parents = with_custody(case, rule_set, weighing, person)
    custody = {other.id: _has_custody(rule_set, weighing, other.id) for other in case.persons}
    grown_up = (who for who in custody if _seen_by(rule_set, weighing, who) in (SeenBy.SELF, None))
    holders = tuple(who for who, has in custody.items() if has is True and who != person)
    asked = holders if _is_of_whom_unknown(case, rule_set, weighing, person) else ()
    is_open = bool(asked) and not _named(case, person)
    unknown = tuple(
        who for who in grown_up if who != person and (custody[who] is None or (is_open and who in asked))
    )
    is_read_too = whose is SeenBy.TOGETHER
    lacking = _LACKING_OF_WHOM if is_open else _LACKING_PARENTS if is_read_too else _LACKING_CUSTODY
    return _ByRule(
        (person, *parents) if is_read_too else parents,
        None if parents else lacking,
        unknown,
        asks_custody=asked,
    )


def _seen_by(rule_set: RuleSet, weighing: Weighing, person: str) -> SeenBy | None:
    """Give whose room it is by age, or None where the age is not known."""
    declared = rule_set.outlet.get(Outlet.SEEN_BY)
    derived = weighing.outcomes[Stage.ASSESSMENT].derived
    value = None if declared is None else derived.get((declared.name, person))
    return SeenBy(value) if isinstance(value, str) else None


def with_custody(case: Case, rule_set: RuleSet, weighing: Weighing, person: str) -> tuple[str, ...]:
    """Name those of the household who have custody of somebody who is young: by name, where several are young."""
    holders = tuple(
        other.id
        for other in case.persons
        if other.id != person and _has_custody(rule_set, weighing, other.id) is True
    )
    named = _named(case, person)
    if named:
        return tuple(who for who in holders if who in named)
    return () if _is_of_whom_unknown(case, rule_set, weighing, person) else holders


def _named(case: Case, person: str) -> tuple[str, ...]:
    return next((room.custody for room in case.rooms if room.name == room_of(person)), ())


def _is_of_whom_unknown(case: Case, rule_set: RuleSet, weighing: Weighing, person: str) -> bool:
    """Tell whether custody may as well be of another: somebody else here is young, or may be."""
    return any(
        _seen_by(rule_set, weighing, other.id) is not SeenBy.SELF
        and _has_custody(rule_set, weighing, other.id) is not True
        for other in case.persons
        if other.id != person
    )


def _has_custody(rule_set: RuleSet, weighing: Weighing, person: str) -> bool | None:
    declared = rule_set.outlet.get(Outlet.HAS_CUSTODY)
    value = None if declared is None else weighing.facts.entities[person].values.get(declared.name)
    return value if isinstance(value, bool) else None
