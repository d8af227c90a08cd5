"""Every declared fact of every entity of a case, answered or unknown: what the engines are given.

The few typed things of a case enter here, through the facts declared `uit:`; the list is closed.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from budget_engine.answer import Answer
from budget_engine.case import Case, FactAnswers
from budget_engine.language.fact import RELATIONS, Entity, EntityKind, Facts, Inlet, Value, reachable
from budget_engine.language.rule_set import RuleSet


def facts_of(case: Case, rule_set: RuleSet, on: date) -> Facts:
    """Give all facts of a case on a reference date; what has no known answer is left out."""
    typed = _Typed(case, on)
    entities = {
        name: Entity(
            id=name,
            kind=kind,
            owners=typed.owners(name, kind),
            values=dict(_values(rule_set, kind, answers, typed, name)),
            members=typed.members(name, kind),
            open_relations=typed.open_relations(name, kind),
        )
        for name, kind, answers in entities_of(case)
    }
    return Facts(entities)


_KINDS: Mapping[str, EntityKind] = {
    "persons": EntityKind.PERSON,
    "needs": EntityKind.NEED,
    "support": EntityKind.SUPPORT,
    "solutions": EntityKind.SOLUTION,
    "claims": EntityKind.CLAIM,
    "alternatives": EntityKind.ALTERNATIVE,
}


def entities_of(case: Case) -> Iterator[tuple[str, EntityKind, FactAnswers]]:
    """Walk the entities of a case: id, kind and answers."""
    yield case.id, EntityKind.CASE, case.matter.facts
    for field, _, part in case.parts():
        yield part.id, _KINDS[field], part.facts


def answers_of(case: Case) -> Mapping[tuple[str, str], Answer]:
    """Give the answer that counts for each (entity, fact): the last one."""
    return {
        (name, fact): answers[-1]
        for name, _, facts in entities_of(case)
        for fact, answers in facts.items()
        if answers
    }


def _values(
    rule_set: RuleSet, kind: EntityKind, answers: FactAnswers, typed: "_Typed", name: str
) -> Iterator[tuple[str, Value]]:
    for declared in rule_set.facts:
        if declared.entity is not kind:
            continue
        if declared.inlet is not None:
            value = typed.value(declared.inlet, name)
            if value is not None:
                yield declared.name, value
        elif answers.get(declared.name) and answers[declared.name][-1].is_known:
            yield declared.name, declared.parse(answers[declared.name][-1].given)


def _related(case: Case) -> Mapping[str, list[tuple[str, str]]]:
    return {
        "zaak.personen": [(case.id, person.id) for person in case.persons],
        "zaak.vragen": [(case.id, need.id) for need in case.needs],
        "zaak.oplossingen": [(case.id, solution.id) for solution in case.solutions],
        "zaak.alternatieven": [(case.id, alternative.id) for alternative in case.alternatives],
        "persoon.vragen": [(need.person, need.id) for need in case.needs],
        "persoon.steun": [(offered.offered_to, offered.id) for offered in case.support],
        "vraag.steun": [(need, offered.id) for offered in case.support for need in offered.for_needs],
        "vraag.aanspraken": [(claim.need, claim.id) for claim in case.claims],
        "oplossing.aanspraken": [(claim.solution, claim.id) for claim in case.claims],
        "alternatief.aanspraken": [(item.id, claim) for item in case.alternatives for claim in item.claims],
    }


class _Typed:
    """The typed things of a case, looked up by the id of an entity."""

    def __init__(self, case: Case, on: date) -> None:
        self.case = case
        self.on = on
        self.needs = {need.id: need for need in case.needs}
        self.support = {support.id: support for support in case.support}
        self.claims = {claim.id: claim for claim in case.claims}
        self.alternatives = {alternative.id: alternative for alternative in case.alternatives}
        self.related = _related(case)
        self.marked = {(case.id, f"{EntityKind.CASE}.{name}") for name in case.matter.open_relations}
        for field, _, part in case.parts():
            opened: tuple[str, ...] = getattr(part, "open_relations", ())
            self.marked |= {(part.id, f"{_KINDS[field]}.{name}") for name in opened}

    def value(self, inlet: Inlet, name: str) -> Value | None:
        """Give the value of a typed thing for an entity; a gate is known only after the assessment."""
        match inlet:
            case Inlet.REFERENCE_DATE:
                return self.on
            case Inlet.START_OF_YEAR:
                return date(self.on.year, 1, 1)
            case Inlet.LAW:
                return self.claims[name].law
            case Inlet.DOMAIN:
                return str(self.needs[name].domain)
            case Inlet.ALTERNATIVE_KIND:
                return str(self.alternatives[name].kind)
            case Inlet.GATE:
                return None
            case Inlet.COUNTED:
                return self._is_counted(name)

    def _is_counted(self, support: str) -> bool | None:
        """Tell whether some alternative counts on support; unknown where alternatives may be missing."""
        if any(support in item.support for item in self.alternatives.values()):
            return True
        return None if (self.case.id, "zaak.alternatieven") in self.marked else False

    def owners(self, name: str, kind: EntityKind) -> dict[EntityKind, str]:
        """Give the id of each owner, and of the entity itself."""
        found = {kind: name, EntityKind.CASE: self.case.id}
        if kind is EntityKind.CLAIM:
            found[EntityKind.SOLUTION] = self.claims[name].solution
            found[EntityKind.NEED] = self.claims[name].need
        if EntityKind.NEED in found:
            found[EntityKind.PERSON] = self.needs[found[EntityKind.NEED]].person
        if kind is EntityKind.SUPPORT:
            found[EntityKind.PERSON] = self.support[name].offered_to
        return {owner: found[owner] for owner in reachable(kind)}

    def members(self, name: str, kind: EntityKind) -> dict[str, tuple[str, ...]]:
        """Give the members of each relation of an entity."""
        return {
            relation: tuple(member for owner, member in self.related[relation] if owner == name)
            for relation, (owner_kind, _) in RELATIONS.items()
            if owner_kind is kind
        }

    def open_relations(self, name: str, kind: EntityKind) -> frozenset[str]:
        """Name the relations of an entity that may have members the case does not name."""
        anywhere = {relation for _, relation in self.marked}
        return frozenset(
            relation
            for relation, (owner_kind, _) in RELATIONS.items()
            if owner_kind is kind
            and ((name, relation) in self.marked or _IMPLIED_BY.get(relation, set()) & anywhere)
        )


_IMPLIED_BY: Mapping[str, set[str]] = {
    "zaak.vragen": {"zaak.personen", "persoon.vragen"},
    "persoon.vragen": {"zaak.vragen"},
    "persoon.steun": {"vraag.steun"},
    "vraag.steun": {"persoon.steun", "zaak.personen"},
    "vraag.aanspraken": {"oplossing.aanspraken", "zaak.oplossingen"},
    "oplossing.aanspraken": {"vraag.aanspraken", "zaak.personen", "zaak.vragen", "persoon.vragen"},
}
"""A list is open too when the same members could be missing from another list."""
