"""One search for things that the rules cannot tell apart.

Two claims with the same answers to all that a finding rests on, about themselves and about what they belong
to, have the same smallest changes, each about its own. So these are searched once and told of both.
"""

from collections.abc import Iterator

from budget_engine.flips.search import Turned, in_order, search
from budget_engine.flips.space import Space
from budget_engine.flips.supposing import Place
from budget_engine.flips.targets import FindingTurns
from budget_engine.language.fact import Entity


def finding_turns(space: Space, name: str, about: str, most: int) -> Turned:
    """Find what turns a finding, or take it from something else with the same answers."""
    target = FindingTurns(space, name, about)
    if not space.readers.stays_with_owners(name):
        return search(target, space.base, most)
    places = dict(_places(space, name, target.entity))
    answers = tuple((fact, _answer(space, place)) for fact, place in places.items())
    key = ("turned", name, most, target.entity.kind, answers)
    known = space.kept.get(key)
    if not isinstance(known, Turned):
        known = space.kept[key] = search(target, space.base, most)
    moved = (frozenset((places[fact], value) for (_, fact), value in changes) for changes in known.changes)
    return Turned(in_order(moved), is_whole=known.is_whole)


def _places(space: Space, name: str, entity: Entity) -> Iterator[tuple[str, Place]]:
    """Walk the answers that a finding about something can rest on, by fact."""
    for fact in sorted(space.readers.finding_cone[name] - space.rule_set.derived):
        owner = space.facts.owner(entity, space.rule_set.fact[fact].entity)
        if owner is not None:
            yield fact, (owner.id, fact)


def _answer(space: Space, place: Place) -> object:
    about, fact = place
    return space.facts.entities[about].values.get(fact), space.can_change(place)
