"""Which grounds carry an outcome by themselves: each is verified with all the others set aside.

Flipping one of two sufficient grounds changes nothing (second look, point 14), so what would turn an outcome
says by itself what carries it: a ground is a smallest set of facts that every change touches. A ground is
only named after a search in which its own facts stay and all others may be otherwise finds nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from budget_engine.flips.subjects import Asked, Subject
from budget_engine.flips.supposing import Place

_MOST_GROUNDS = 24
"""So many grounds are followed at once; an outcome with more is not told apart in this way."""


def grounds_alone(asked: Asked, subject: Subject) -> list[frozenset[Place]]:
    """Give the grounds that each carry an outcome, when there are two or more and nothing was cut off.

    Carried is a finding that holds, and a gate that is not open. What every ground shares stands in each.
    """
    lifting = asked.lifts(subject)
    if not lifting.is_whole or not lifting.changes:
        return []
    touched = (frozenset(place for place, _ in changes) for changes in lifting.changes)
    found = [ground for ground in _touching_all(touched) if _carries(asked, subject, ground)]
    return found if len(found) > 1 else []


def _touching_all(sets: Iterable[frozenset[Place]]) -> list[frozenset[Place]]:
    """Give the smallest sets that share something with every one of some sets."""
    found: list[frozenset[Place]] = [frozenset()]
    for places in sets:
        wider = [
            ground if ground & places else ground | {place} for ground in found for place in sorted(places)
        ]
        found = list(_smallest(wider))
        if len(found) > _MOST_GROUNDS:
            return []
    return sorted(found, key=sorted)


def _smallest(sets: Iterable[frozenset[Place]]) -> Iterator[frozenset[Place]]:
    listed = sorted(set(sets), key=lambda one: (len(one), sorted(one)))
    for number, one in enumerate(listed):
        if not any(other <= one for other in listed[:number]):
            yield one


def _carries(asked: Asked, subject: Subject, ground: frozenset[Place]) -> bool:
    """Tell whether nothing lifts the outcome as long as the facts of a ground stay as they are."""
    others = replace(asked, only=lambda place: place not in ground and asked.allows(place), kept={})
    return not others.lifts(subject).changes
