"""Of a sealed case the part that an extension goes on with: one person under one law, and what is shared.

Of the person stay the answers that rules look at under this law. Of the others in the household stays who they are, who
helps whom, and the answers about them that rules read of a housemate. Their needs, claims, goals and other answers
stay behind in the record, and so does of everybody what belongs to the earlier decision and its investigation.
"""

from collections.abc import Iterator

from budget_engine.case import ALWAYS_AMONG, Alternative, Case, FactAnswers, Person, Support
from budget_engine.drafts.of_one_decision import facts_of_members, going_on, looked_at_under, of_one_decision
from budget_engine.glossary import Noun
from budget_engine.language.fact import Outlet, Privacy
from budget_engine.language.rule_set import RuleSet


def part_of_case(case: Case, rule_set: RuleSet, law: str, person: str) -> Case:
    """Give the case of one person under one law, as an extension starts from it."""
    case = _without_the_earlier(case, rule_set)
    of_need = {need.id: need.person for need in case.needs}
    claims = tuple(claim for claim in case.claims if claim.law == law and of_need[claim.need] == person)
    elsewhere = {claim.need for claim in case.claims} - {claim.need for claim in claims}
    needs = tuple(need for need in case.needs if need.person == person and need.id not in elsewhere)
    solutions = {claim.solution for claim in claims}
    kept = frozenset({claim.id for claim in claims} | {need.id for need in needs} | solutions)
    of_law, of_others = looked_at_under(rule_set, law), facts_of_others(rule_set)
    persons = tuple(
        _person(item, of_others | of_law if item.id == person else of_others) for item in case.persons
    )
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
    giver = rule_set.outlet.get(Outlet.GIVER)
    found = facts_of_members(rule_set) | (set() if giver is None else {giver.name})
    return frozenset(
        name for name in found if name in rule_set.fact and rule_set.fact[name].privacy is not Privacy.SPECIAL
    )


def _without_the_earlier(case: Case, rule_set: RuleSet) -> Case:
    """Give a case without the answers that belong to the decision that was made about it."""
    left = of_one_decision(rule_set)
    parts: dict[str, list[Noun]] = {}
    for field, _, part in case.parts():
        parts.setdefault(field, []).append(part.model_copy(update={"facts": going_on(part.facts, left)}))
    matter = case.matter.model_copy(update={"facts": going_on(case.matter.facts, left)})
    return case.model_copy(update={"matter": matter, **{field: tuple(of) for field, of in parts.items()}})


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
