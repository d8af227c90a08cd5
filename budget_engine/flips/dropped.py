"""Which questions are dropped, each with the proof: what is known already and settles all that looks at it."""

from collections.abc import Iterable, Iterator, Mapping

from budget_engine.flips.grounds import Grounds
from budget_engine.flips.subjects import Asked
from budget_engine.flips.supposing import Place
from budget_engine.glossary import Noun
from budget_engine.language.expr import FactRef
from budget_engine.language.fact import Entity, EntityKind, Inlet, Moment


class Because(Noun):
    """A fact that settles what a question would bear on."""

    about: str
    asked_fact: str
    given: str


class NotAsked(Noun):
    """A question that was dropped: no answer can change anything, because of what is known already.

    `readers` are the rules that look at it, and `bears_on_costs` says whether amounts do.
    """

    asked_fact: str
    about: tuple[str, ...]
    readers: tuple[str, ...]
    bears_on_costs: bool = False
    because: tuple[Because, ...]


def dropped(asked: Asked, places: Iterable[Place]) -> Iterator[NotAsked]:
    """Say of dropped questions what settles them, those about several things together where the same does."""
    readers = _readers(asked)
    settling = _Settling(asked)
    found: dict[tuple[str, frozenset[tuple[str, str]]], dict[str, tuple[Because, ...]]] = {}
    for about, fact in places:
        because = settling.of((about, fact), readers.get(fact, ()))
        alike = frozenset((ground.asked_fact, ground.given) for ground in because)
        found.setdefault((fact, alike), {})[about] = because
    for (fact, _), listed in found.items():
        grounds = dict.fromkeys(ground for because in listed.values() for ground in because)
        yield NotAsked(
            asked_fact=fact,
            about=tuple(listed),
            readers=readers.get(fact, ()),
            bears_on_costs=fact in settling.of_costs,
            because=tuple(grounds),
        )


def _readers(asked: Asked) -> Mapping[str, tuple[str, ...]]:
    """Name for every fact the findings that rest on it."""
    found: dict[str, list[str]] = {}
    for rule, cone in sorted(asked.space.readers.finding_cone.items()):
        for fact in cone:
            found.setdefault(fact, []).append(rule)
    return {fact: tuple(rules) for fact, rules in found.items()}


class _Settling:
    """What settles the findings and amounts that look at a question."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.grounds = Grounds(asked.space.base, lambda place: place in self.known)
        self.known = {
            (entity.id, fact) for entity in asked.weighing.facts.entities.values() for fact in entity.values
        }
        self._of: dict[tuple[str, str], frozenset[Place]] = {}
        cones = (asked.space.readers.cone(fact) for fact in asked.amount_facts)
        self.of_costs: frozenset[str] = frozenset().union(*cones)

    def of(self, place: Place, rules: Iterable[str]) -> tuple[Because, ...]:
        """Give the known facts that together settle every finding that looks at a question."""
        scope = self._scope(place[0])
        found: frozenset[Place] = frozenset()
        for rule in rules:
            for entity in scope.get(self.asked.rule_set.entity_of_finding[rule], ()):
                found |= self._settled_by(rule, entity)
        if place[1] in self.of_costs:
            found = found.union(*(self._costs_settled_by(claim) for claim in scope[EntityKind.CLAIM]))
        return tuple(self._because(item) for item in sorted(found))

    def _settled_by(self, rule: str, entity: Entity) -> frozenset[Place]:
        key = (rule, entity.id)
        if key not in self._of:
            self._of[key] = self.grounds.finding_stays(rule, entity)
        return self._of[key]

    def _costs_settled_by(self, claim: Entity) -> frozenset[Place]:
        """Give what settles the amounts of a claim; what another law pays for has none here."""
        if claim.id not in self.asked.costed:
            return frozenset((claim.id, item.name) for item in self.asked.rule_set.inlet(Inlet.LAW))
        key = ("", claim.id)
        if key not in self._of:
            listed = (
                self.grounds.value_stays(FactRef(fact), claim, Moment.DECISION)
                for fact in self.asked.amount_facts
            )
            self._of[key] = frozenset().union(*listed)
        return self._of[key]

    def _scope(self, about: str) -> Mapping[EntityKind, tuple[Entity, ...]]:
        """Give what a fact about something can bear on: itself and whatever it owns."""
        facts = self.asked.weighing.facts
        return {
            kind: tuple(entity for entity in entities if about in entity.owners.values())
            for kind, entities in facts.by_kind.items()
        }

    def _because(self, place: Place) -> Because:
        about, fact = place
        declared = self.asked.rule_set.fact[fact]
        value = self.asked.weighing.facts.entities[about].values[fact]
        return Because(about=about, asked_fact=fact, given=declared.print(value))
