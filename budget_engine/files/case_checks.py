"""What of a case only shows when all parts lie side by side: names, links, facts and deviations."""

import re
from collections.abc import Iterator

from budget_engine.answer import Answer, Provenance
from budget_engine.case import ALWAYS_AMONG, SHARED_ROOM, Case, Direction, FactAnswers
from budget_engine.errors import Path, Problem, nearest
from budget_engine.files import ledger_checks
from budget_engine.glossary import UNKNOWN, WORDS
from budget_engine.language.fact import RELATIONS, EntityKind, FactDeclaration, Inlet, Kind
from budget_engine.language.register import CAN_BE_SET_ASIDE
from budget_engine.language.rule_set import RuleSet
from budget_engine.values import MOST_MEMBERS

FACTS = "feiten"

KIND_OF_FIELD = {
    "persons": EntityKind.PERSON,
    "needs": EntityKind.NEED,
    "support": EntityKind.SUPPORT,
    "solutions": EntityKind.SOLUTION,
    "claims": EntityKind.CLAIM,
    "alternatives": EntityKind.ALTERNATIVE,
}


def problems(case: Case, rule_set: RuleSet) -> Iterator[Problem]:
    """Walk the problems of a case whose parts could each be read."""
    yield from _identities(case)
    yield from _links(case, rule_set)
    yield from _alternatives(case)
    yield from _views(case)
    laws = [law for declared in rule_set.inlet(Inlet.LAW) for law in declared.choices]
    for number, claim in enumerate(case.claims):
        if claim.law not in laws:
            yield Problem(
                (WORDS["claims"], number, WORDS["law"]),
                f"'{claim.law}' is geen wet in deze regels.",
                nearest(claim.law, laws) or f"Er zijn: {', '.join(laws)}.",
            )
    yield from _facts(case.matter.facts, EntityKind.CASE, rule_set, (WORDS["matter"],))
    yield from _open(case.matter.open_relations, EntityKind.CASE, (WORDS["matter"],))
    for field, number, part in case.parts():
        path = (WORDS[field], number)
        yield from _facts(part.facts, KIND_OF_FIELD[field], rule_set, path)
        yield from _open(getattr(part, "open_relations", ()), KIND_OF_FIELD[field], path)
    yield from _deviations(case, rule_set)
    yield from _rooms(case, laws)


_CASE_ID = re.compile(r"[^:\s][^:]{0,99}")
_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
_ID_HINT = "Gebruik kleine letters, cijfers en streepjes, zoals moeder-1."


def _identities(case: Case) -> Iterator[Problem]:
    seen = {case.id}
    if not _CASE_ID.fullmatch(case.id):
        yield Problem(("id",), f"'{case.id}' kan geen id van een zaak zijn.", "Gebruik geen dubbele punt.")
    for field, number, part in case.parts():
        if part.id in seen:
            text = f"'{part.id}' komt vaker voor; elk id is uniek in de hele zaak."
            yield Problem((WORDS[field], number, "id"), text)
        elif not _ID.fullmatch(part.id) or part.id == SHARED_ROOM:
            yield Problem((WORDS[field], number, "id"), f"'{part.id}' kan geen id zijn.", _ID_HINT)
        seen.add(part.id)
    for field in KIND_OF_FIELD:
        if len(getattr(case, field)) > MOST_MEMBERS:
            yield Problem((WORDS[field],), f"Een zaak heeft hooguit {MOST_MEMBERS} {WORDS[field]}.")


def _links(case: Case, rule_set: RuleSet) -> Iterator[Problem]:
    persons, needs = [person.id for person in case.persons], [need.id for need in case.needs]
    solutions, claims = [solution.id for solution in case.solutions], [claim.id for claim in case.claims]
    support = [offered.id for offered in case.support]

    def link(path: Path, name: str, known: list[str], what: str) -> Iterator[Problem]:
        if name not in known:
            where = "" if what.endswith("alternatief") else " in deze zaak"
            yield Problem(path, f"'{name}' is geen {what}{where}.", nearest(name, known), name)

    for number, need in enumerate(case.needs):
        yield from link((WORDS["needs"], number, WORDS["person"]), need.person, persons, "persoon")
    for number, offered in enumerate(case.support):
        path: Path = (WORDS["support"], number)
        yield from link((*path, WORDS["offered_to"]), offered.offered_to, persons, "persoon")
        for place, name in enumerate(offered.for_needs):
            yield from link((*path, WORDS["for_needs"], place), name, needs, "vraag")
    for number, claim in enumerate(case.claims):
        path = (WORDS["claims"], number)
        yield from link((*path, WORDS["solution"]), claim.solution, solutions, "oplossing")
        yield from link((*path, WORDS["need"]), claim.need, needs, "vraag")
    yield from _twice(case)
    inside: Path
    for number, alternative in enumerate(case.alternatives):
        path = (WORDS["alternatives"], number)
        for place, name in enumerate(alternative.claims):
            yield from link((*path, WORDS["claims"], place), name, claims, "aanspraak")
        for place, name in enumerate(alternative.support):
            yield from link((*path, WORDS["support"], place), name, support, "steun")
        for place, line in enumerate(alternative.returns):
            inside = (*path, WORDS["returns"], place)
            if line.need is not None:
                yield from link((*inside, WORDS["need"]), line.need, needs, "vraag")
            for spot, name in enumerate(line.against):
                own = [claim for claim in claims if claim in alternative.claims]
                yield from link((*inside, WORDS["against"], spot), name, own, "aanspraak van dit alternatief")
        yield from ledger_checks.problems(alternative.returns, (*path, WORDS["returns"]), rule_set)


def _twice(case: Case) -> Iterator[Problem]:
    """Find references that stand twice in one list: a claim would be paid twice, a need counted twice."""

    def twice(path: Path, names: tuple[str, ...]) -> Iterator[Problem]:
        for place, name in enumerate(names):
            if name in names[:place]:
                yield Problem((*path, place), f"'{name}' staat hier twee keer.")

    for number, offered in enumerate(case.support):
        yield from twice((WORDS["support"], number, WORDS["for_needs"]), offered.for_needs)
    for number, alternative in enumerate(case.alternatives):
        path: Path = (WORDS["alternatives"], number)
        yield from twice((*path, WORDS["claims"]), alternative.claims)
        yield from twice((*path, WORDS["support"]), alternative.support)
        for place, line in enumerate(alternative.returns):
            yield from twice((*path, WORDS["returns"], place, WORDS["against"]), line.against)
        said_by = tuple(preference.said_by for preference in alternative.preference)
        yield from twice((*path, WORDS["preference"]), said_by)
        goals = tuple(f"{goal.said_by}: {goal.own_words}" for goal in alternative.goals)
        yield from twice((*path, WORDS["goals"]), goals)
        for place, goal in enumerate(alternative.goals):
            inside = (*path, WORDS["goals"], place, WORDS["seen_otherwise"])
            yield from twice(inside, tuple(view.said_by for view in goal.seen_otherwise))


def _views(case: Case) -> Iterator[Problem]:
    """Find views of a goal that stand beside the wrong one: the first is of whoever has the goal."""
    for number, alternative in enumerate(case.alternatives):
        for place, goal in enumerate(alternative.goals):
            path = (WORDS["alternatives"], number, WORDS["goals"], place, WORDS["seen_otherwise"])
            for spot, view in enumerate(goal.seen_otherwise):
                where = (*path, spot)
                if view.said_by == goal.said_by:
                    text = f"'{view.said_by}' heeft dit doel zelf; hoe die het ziet, staat al bij 'richting'."
                    hint = "Zet het daar, of noem hier wie het anders ziet."
                    yield Problem((*where, WORDS["said_by"]), text, hint)
                if view.direction is Direction.NOT_DISCUSSED:
                    text = "Hier staat hoe iemand het anders ziet; 'niet_besproken' is geen kijk."
                    yield Problem(
                        (*where, WORDS["direction"]), text, "Laat het weg tot die het heeft gezegd."
                    )


def _alternatives(case: Case) -> Iterator[Problem]:
    if not case.alternatives:
        return
    kinds = [alternative.kind for alternative in case.alternatives]
    hint = "Weeg altijd ook wat er gebeurt als er niets verandert, de gewone route en het eigen plan."
    for kind in ALWAYS_AMONG:
        if kind not in kinds:
            yield Problem((WORDS["alternatives"],), f"Het alternatief '{kind}' ontbreekt.", hint, str(kind))
    for number, kind in enumerate(kinds):
        if kind in ALWAYS_AMONG and kind in kinds[:number]:
            path = (WORDS["alternatives"], number, WORDS["kind"])
            yield Problem(path, f"Het alternatief '{kind}' staat er al.", "Noem dit een variant.")


def _facts(facts: FactAnswers, kind: EntityKind, rule_set: RuleSet, path: Path) -> Iterator[Problem]:
    for name, answers in facts.items():
        where = (*path, FACTS, name)
        declared = rule_set.fact.get(name)
        if declared is None:
            known = [item.name for item in rule_set.facts if item.entity is kind and item.is_asked]
            yield Problem(where, f"Het feit '{name}' is niet bekend.", nearest(name, known))
        elif declared.entity is not kind:
            yield Problem(
                where,
                f"'{name}' gaat over een {declared.entity}, niet over een {kind}.",
                _BELONGS[declared.entity],
            )
        elif not declared.is_asked:
            yield Problem(
                where, f"'{name}' volgt uit de rest van de zaak en wordt niet gevraagd.", "Laat het weg."
            )
        else:
            for number, answer in enumerate(answers):
                before = answers[number - 1].on if number else None
                if before is not None and answer.on is not None and answer.on < before:
                    text = (
                        "Antwoorden staan van oud naar nieuw: het laatste telt. Dit is ouder dan het vorige."
                    )
                    yield Problem((*where, number), text)
                yield from _answer(answer, declared, (*where, number))


_BELONGS = {
    EntityKind.CASE: f"Zet het onder '{WORDS['matter']}'.",
    **{kind: f"Zet het bij de {kind}, onder '{WORDS[field]}'." for field, kind in KIND_OF_FIELD.items()},
}


def _answer(answer: Answer, declared: FactDeclaration, path: Path) -> Iterator[Problem]:
    if not answer.is_known:
        return
    try:
        declared.parse(answer.given)
    except ValueError as error:
        hint = nearest(answer.given, declared.choices)
        if hint is None and declared.kind is Kind.YES_NO:
            hint = f"Is het gevraagd en niet bekend? Schrijf {UNKNOWN}."
        yield Problem((*path, "waarde"), str(error), hint)
    if declared.is_judgement and (
        answer.provenance is not Provenance.JUDGEMENT or not answer.given_by or not answer.reasons
    ):
        yield Problem(
            path,
            f"'{declared.name}' is een inschatting: die heeft een naam en een reden.",
            "Schrijf {waarde: ..., herkomst: oordeel, door: <naam>, reden: ...}, of waarde: onbekend.",
        )


def _open(names: tuple[str, ...], kind: EntityKind, path: Path) -> Iterator[Problem]:
    known = [relation.split(".")[1] for relation, (owner, _) in RELATIONS.items() if owner is kind]
    for number, name in enumerate(names):
        if name not in known:
            where = (*path, WORDS["open_relations"], number)
            yield Problem(
                where,
                f"'{name}' is geen lijst van een {kind}.",
                nearest(name, known) or f"Er zijn: {', '.join(known) or 'geen'}.",
            )


def _rooms(case: Case, laws: list[str]) -> Iterator[Problem]:
    """Find rooms of nobody in the case, of no law, or written twice, and readers who stand there twice."""
    persons, seen = [person.id for person in case.persons], set[str]()
    for number, room in enumerate(case.rooms):
        path: Path = (WORDS["rooms"], number)
        if room.person not in persons:
            text = f"'{room.person}' is geen persoon in deze zaak."
            yield Problem((*path, WORDS["person"]), text, nearest(room.person, persons), room.person)
        if room.law is not None and room.law not in laws:
            text = f"'{room.law}' is geen wet in deze regels."
            hint = nearest(room.law, laws) or f"Er zijn: {', '.join(laws)}."
            yield Problem((*path, WORDS["law"]), text, hint)
        if room.name in seen:
            yield Problem(path, f"De kamer '{room.name}' staat er al.", "Zet alles van één kamer bij elkaar.")
        seen.add(room.name)
        for place, who in enumerate(room.custody):
            if who not in persons or who == room.person:
                text = f"'{who}' is geen ander in deze zaak, en kan hier niet het gezag hebben."
                yield Problem((*path, WORDS["custody"], place), text, nearest(who, persons), who)
        readers = [reader.who for reader in room.seen_by]
        for place, who in enumerate(readers):
            if who in readers[:place]:
                yield Problem((*path, WORDS["seen_by"], place), f"'{who}' staat hier twee keer.")


def _deviations(case: Case, rule_set: RuleSet) -> Iterator[Problem]:
    kinds = {case.id: EntityKind.CASE, **{part.id: KIND_OF_FIELD[field] for field, _, part in case.parts()}}
    for number, deviation in enumerate(case.deviations):
        path = (WORDS["deviations"], number)
        if deviation.about not in kinds:
            yield Problem(
                (*path, WORDS["about"]),
                f"'{deviation.about}' is niet in deze zaak.",
                nearest(deviation.about, kinds),
                deviation.about,
            )
        found = rule_set.finding_basis.get(deviation.rule)
        if found is None:
            yield Problem(
                (*path, WORDS["rule"]),
                f"De regel '{deviation.rule}' is niet bekend.",
                nearest(deviation.rule, rule_set.finding_basis),
            )
            continue
        about = rule_set.entity_of_finding[deviation.rule]
        if kinds.get(deviation.about, about) is not about:
            text = f"'{deviation.rule}' gaat over een {about}; '{deviation.about}' is een {kinds[deviation.about]}."
            yield Problem((*path, WORDS["about"]), text)
        effect = rule_set.consequence_of_finding[deviation.rule].effect
        if effect not in CAN_BE_SET_ASIDE:
            yield Problem(
                (*path, WORDS["rule"]),
                f"'{deviation.rule}' is een {effect}; daarvan kan niet worden afgeweken.",
                "Afwijken kan alleen in het voordeel van de inwoner: van een belemmering of een voorwaarde.",
            )
            continue
        grounds = [ground.id for ground in rule_set.grounds_for(found)]
        if deviation.ground not in grounds:
            there_are = (
                f"Er zijn: {', '.join(grounds)}."
                if grounds
                else "Voor deze regel bestaat geen grond om af te wijken."
            )
            yield Problem(
                (*path, WORDS["ground"]),
                f"'{deviation.ground}' is hier geen grond om af te wijken.",
                there_are,
            )
