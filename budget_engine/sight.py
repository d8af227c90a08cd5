"""Who may see each room of a case: by the rules where nobody chose otherwise, and always with why.

By itself a room is for the person it is about; for whoever is young, for those who have custody, as the rules
of the municipality put it. Somebody may be added or kept out, by name and with a reason. What is not known
yet lets nobody in.
"""

from collections.abc import Collection, Iterator, Mapping
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

    `lacking` says what must be known first where the rules cannot tell who may.
    """

    room: str
    person: str
    law: str | None
    by_rule: tuple[str, ...]
    chosen: tuple[Reader, ...]
    lacking: str | None

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
        by_rule, lacking = _by_rule(case, rule_set, weighing, person.id)
        for room in sorted({room_of(person.id), *(r for r in rooms if person_and_law(r)[0] == person.id)}):
            law = person_and_law(room)[1]
            found[room] = Sight(room, person.id, law, by_rule, chosen.get(room, ()), lacking)
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


def _by_rule(
    case: Case, rule_set: RuleSet, weighing: Weighing, person: str
) -> tuple[tuple[str, ...], str | None]:
    declared = rule_set.outlet.get(Outlet.SEEN_BY)
    derived = weighing.outcomes[Stage.ASSESSMENT].derived
    value = None if declared is None else derived.get((declared.name, person))
    if not isinstance(value, str):
        return (), _LACKING_AGE
    parents = tuple(_with_custody(case, rule_set, weighing, person))
    match SeenBy(value):
        case SeenBy.SELF:
            return (person,), None
        case SeenBy.TOGETHER:
            return (person, *parents), None
        case SeenBy.REPRESENTATIVES:
            return parents, None if parents else _LACKING_CUSTODY


def _with_custody(case: Case, rule_set: RuleSet, weighing: Weighing, person: str) -> Iterator[str]:
    declared = rule_set.outlet.get(Outlet.HAS_CUSTODY)
    if declared is not None:
        for other in case.persons:
            if other.id != person and weighing.facts.entities[other.id].values.get(declared.name) is True:
                yield other.id
