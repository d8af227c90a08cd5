"""Of a sealed case the part that an extension goes on with: one person under one law, and what is shared.

Of the others in the household stays who they are, who helps whom, and the answers about them that rules read of a
housemate. Their needs, claims, goals and other answers stay behind in the record.
"""

from collections.abc import Iterator

from budget_engine.case import ALWAYS_AMONG, Alternative, Case, FactAnswers, Person, Support
from budget_engine.language.expr import FactRef, Node, Recorded, member_parts, walk
from budget_engine.language.fact import Outlet, Privacy
from budget_engine.language.rule_set import RuleSet


def part_of_case(case: Case, rule_set: RuleSet, law: str, person: str) -> Case:
    """Give the case of one person under one law, as an extension starts from it."""
    of_need = {need.id: need.person for need in case.needs}
    claims = tuple(claim for claim in case.claims if claim.law == law and of_need[claim.need] == person)
    elsewhere = {claim.need for claim in case.claims} - {claim.need for claim in claims}
    needs = tuple(need for need in case.needs if need.person == person and need.id not in elsewhere)
    solutions = {claim.solution for claim in claims}
    kept = frozenset({claim.id for claim in claims} | {need.id for need in needs} | solutions)
    of_others = facts_of_others(rule_set)
    persons = tuple(item if item.id == person else _person(item, of_others) for item in case.persons)
    support = tuple(_support(item, person, kept, of_others) for item in case.support)
    known = kept | {item.id for item in persons} | {item.id for item in support} | {case.id}
    return case.model_copy(
        update={
            "persons": persons,
            "needs": needs,
            "support": support,
            "solutions": tuple(item for item in case.solutions if item.id in solutions),
            "claims": claims,
            "alternatives": tuple(_alternatives(case, person, kept)),
            "deviations": tuple(item for item in case.deviations if item.about in known),
            "rooms": tuple(
                room for room in case.rooms if room.law is None or (room.person, room.law) == (person, law)
            ),
        }
    )


def facts_of_others(rule_set: RuleSet) -> frozenset[str]:
    """Name the facts that some rule reads of all who are in a household or help, and that are of no special kind."""
    nodes: list[Node] = [rule.when for rule in rule_set.rules]
    nodes += [node for giving in rule_set.nodes_giving.values() for node in giving]
    open_nodes = [part for node in nodes for each in walk(node) for part in member_parts(each)]
    found: set[str] = set()
    while open_nodes:
        for name in _names(open_nodes.pop()):
            if name not in found:
                found.add(name)
                open_nodes += rule_set.nodes_giving.get(name, ())
    giver = rule_set.outlet.get(Outlet.GIVER)
    found |= set() if giver is None else {giver.name}
    return frozenset(
        name for name in found if name in rule_set.fact and rule_set.fact[name].privacy is not Privacy.SPECIAL
    )


def _names(node: Node) -> Iterator[str]:
    for part in walk(node):
        if isinstance(part, FactRef):
            yield part.name
        elif isinstance(part, Recorded):
            yield part.fact


def _only(facts: FactAnswers, names: frozenset[str]) -> FactAnswers:
    return {name: answers for name, answers in facts.items() if name in names}


def _person(person: Person, names: frozenset[str]) -> Person:
    return person.model_copy(update={"facts": _only(person.facts, names)})


def _support(support: Support, person: str, kept: frozenset[str], names: frozenset[str]) -> Support:
    facts = support.facts if support.offered_to == person else _only(support.facts, names)
    for_needs = tuple(need for need in support.for_needs if need in kept)
    return support.model_copy(update={"for_needs": for_needs, "facts": facts})


def _alternatives(case: Case, person: str, kept: frozenset[str]) -> Iterator[Alternative]:
    """Walk the alternatives with what is left in them; a variant in which nothing is left stays behind."""
    for item in case.alternatives:
        claims = tuple(claim for claim in item.claims if claim in kept)
        if item.claims and not claims and item.kind not in ALWAYS_AMONG:
            continue
        returns = tuple(
            line
            for line in item.returns
            if (line.need is None or line.need in kept) and kept.issuperset(line.against)
        )
        yield item.model_copy(
            update={
                "claims": claims,
                "returns": returns,
                "goals": tuple(goal for goal in item.goals if goal.said_by == person),
                "preference": tuple(wish for wish in item.preference if wish.said_by == person),
            }
        )
