"""Which questions are dropped, each with the proof: what is known already and settles all that looks at it."""

from collections.abc import Iterable, Iterator, Mapping

from budget_engine.flips.settled import KnownGrounds, Settled
from budget_engine.flips.subjects import Asked
from budget_engine.flips.supposing import Place, truth_of_finding
from budget_engine.glossary import Noun, YesNo
from budget_engine.language.expr import FactRef
from budget_engine.language.fact import Entity, EntityKind, Inlet, Moment


class Because(Noun):
    """A fact that settles what a question would bear on."""

    about: str
    asked_fact: str
    given: str


class NotAsked(Noun):
    """A question that was dropped: no answer can change anything, because of what is known already.

    `readers` are the rules that look at it, and `bears_on_costs` says whether amounts do. `is_idle` tells that
    they look at something that is not in the case, such as a claim for a need for which nothing is asked.
    """

    asked_fact: str
    about: tuple[str, ...]
    readers: tuple[str, ...]
    bears_on_costs: bool = False
    is_idle: YesNo = False
    because: tuple[Because, ...]


def dropped(asked: Asked, places: Iterable[Place]) -> Iterator[NotAsked]:
    """Say of dropped questions what settles them, those about several things together where the same does."""
    readers = _readers(asked)
    settling = _Settling(asked)
    found: dict[tuple[str, bool, frozenset[tuple[str, str]]], dict[str, tuple[Because, ...]]] = {}
    for about, fact in places:
        rules = readers.get(fact, ())
        because = settling.of((about, fact), rules)
        alike = frozenset((ground.asked_fact, ground.given) for ground in because)
        is_idle = bool(rules) and settling.is_idle((about, fact), rules)
        found.setdefault((fact, is_idle, alike), {})[about] = because
    for (fact, is_idle, _), listed in found.items():
        grounds = dict.fromkeys(ground for because in listed.values() for ground in because)
        yield NotAsked(
            asked_fact=fact,
            about=tuple(listed),
            readers=readers.get(fact, ()),
            bears_on_costs=fact in settling.of_costs,
            is_idle=is_idle,
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
        self._grounds = KnownGrounds(asked.rule_set, asked.weighing.facts)
        self._of: dict[tuple[str, str], frozenset[Place]] = {}
        self._scopes: dict[str, Mapping[EntityKind, tuple[Entity, ...]]] = {}
        cones = (asked.space.readers.cone(fact) for fact in asked.amount_facts)
        self.of_costs: frozenset[str] = frozenset().union(*cones)

    def of(self, place: Place, rules: Iterable[str]) -> tuple[Because, ...]:
        """Give the known facts that together settle whatever looks at a question."""
        scope = self._scope(place[0])
        settled = Settled(self._grounds, self.asked.space.readers, place[1])
        found: frozenset[Place] = frozenset()
        for rule in rules:
            for entity in scope.get(self.asked.rule_set.entity_of_finding[rule], ()):
                found |= self._settled_by(settled, rule, entity)
        if place[1] in self.of_costs:
            found = found.union(
                *(self._costs_settled_by(settled, claim) for claim in scope[EntityKind.CLAIM])
            )
        return tuple(self._because(item) for item in sorted(found))

    def is_idle(self, place: Place, rules: Iterable[str]) -> bool:
        """Tell whether nothing is in the case that the rules which look at a question would be about."""
        scope = self._scope(place[0])
        kinds = {self.asked.rule_set.entity_of_finding[rule] for rule in rules}
        if place[1] in self.of_costs:
            kinds.add(EntityKind.CLAIM)
        return not any(scope.get(kind) for kind in kinds)

    def _settled_by(self, settled: Settled, rule: str, entity: Entity) -> frozenset[Place]:
        """Give what settles a finding as a whole, found once; or else the parts of it that read the question."""
        key = (rule, entity.id)
        known = self._of.get(key)
        if known is None:
            if truth_of_finding(self._grounds.meaning, rule, entity) is None:
                return settled.of_finding(rule, entity)
            known = self._of[key] = self._grounds.finding_stays(rule, entity)
        return known

    def _costs_settled_by(self, settled: Settled, claim: Entity) -> frozenset[Place]:
        """Give what settles the amounts of a claim; what another law pays for has none here."""
        if claim.id not in self.asked.costed:
            return frozenset((claim.id, item.name) for item in self.asked.rule_set.inlet(Inlet.LAW))
        listed = (settled.of_term(FactRef(fact), claim, Moment.DECISION) for fact in self.asked.amount_facts)
        return frozenset().union(*listed)

    def _scope(self, about: str) -> Mapping[EntityKind, tuple[Entity, ...]]:
        """Give what a fact about something can bear on: itself and whatever it owns."""
        if about not in self._scopes:
            self._scopes[about] = {
                kind: tuple(entity for entity in entities if about in entity.owners.values())
                for kind, entities in self.asked.weighing.facts.by_kind.items()
            }
        return self._scopes[about]

    def _because(self, place: Place) -> Because:
        about, fact = place
        declared = self.asked.rule_set.fact[fact]
        value = self.asked.weighing.facts.entities[about].values[fact]
        return Because(about=about, asked_fact=fact, given=declared.print(value))
