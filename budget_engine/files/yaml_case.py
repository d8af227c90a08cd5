"""A case file to a case, or all that is wrong with it.

The file is YAML, the same shape as its JSON. `standaard_herkomst` says once how we know what is
written as a bare `feit: waarde`; a case holds the provenance with every answer.
"""

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

from budget_engine.answer import Answer, Provenance
from budget_engine.case import ALWAYS_AMONG, Case, FactAnswers
from budget_engine.errors import InputError, Path, Problem, nearest
from budget_engine.files.documents import read_model
from budget_engine.files.nodes import Document, read_yaml
from budget_engine.glossary import WORDS
from budget_engine.language.fact import RELATIONS, EntityKind, FactDeclaration, Inlet
from budget_engine.language.register import CAN_BE_SET_ASIDE
from budget_engine.language.rule_set import RuleSet
from budget_engine.values import MOST_MEMBERS

DEFAULT = "standaard_herkomst"
FACTS = "feiten"

KIND_OF_FIELD = {
    "persons": EntityKind.PERSON,
    "needs": EntityKind.NEED,
    "support": EntityKind.SUPPORT,
    "solutions": EntityKind.SOLUTION,
    "claims": EntityKind.CLAIM,
    "alternatives": EntityKind.ALTERNATIVE,
}


def open_case(path: FilePath) -> Document:
    """Read the text of a case file; InputError when it is no YAML or no group of fields."""
    document = read_yaml(path)
    if not isinstance(document.plain, dict):
        raise InputError([document.issue((), "Een zaakbestand is een groep velden.", "Begin met 'vorm: 1'.")])
    return document


def municipality_of(document: Document) -> str:
    """Give the municipality that a case file names; InputError when it names none."""
    name = document.plain.get(WORDS["municipality"]) if isinstance(document.plain, dict) else None
    if not isinstance(name, str) or not name:
        raise InputError(
            [document.issue((), "'gemeente' ontbreekt.", "Noem de gemeente waar de zaak speelt.")]
        )
    return name


def read_case(document: Document, rule_set: RuleSet) -> Case:
    """Read a case by the facts that a rule set declares; InputError holds all its issues."""
    assert isinstance(document.plain, dict)
    problems: list[Problem] = []
    plain = _with_provenance(document.plain, problems)
    case = read_model(Case, plain, problems)
    if case is not None:
        problems.extend(_problems(case, rule_set))
    if problems or case is None:
        raise InputError(
            document.issue(_as_written(problem.path, document.plain), problem.text, problem.hint)
            for problem in problems
        )
    return case


# --- provenance -------------------------------------------------------------------------------------


def _with_provenance(plain: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    prepared = {key: value for key, value in plain.items() if key != DEFAULT}
    default = plain.get(DEFAULT, {})
    if not isinstance(default, dict):
        problems.append(
            Problem((DEFAULT,), "Hier hoort een groep velden te staan.", "Schrijf {herkomst: ..., op: ...}.")
        )
        default = {}
    for where, facts in _all_facts(plain):
        if isinstance(facts, dict):
            answers = {
                name: _answers(given, default, (*where, FACTS, name), problems)
                for name, given in facts.items()
            }
            prepared = _replaced(prepared, (*where, FACTS), answers)
    return prepared


def _all_facts(plain: dict[str, Any]) -> Iterator[tuple[Path, Any]]:
    matter = plain.get(WORDS["matter"])
    if isinstance(matter, dict) and FACTS in matter:
        yield (WORDS["matter"],), matter[FACTS]
    for field in KIND_OF_FIELD:
        parts = plain.get(WORDS[field])
        for number, part in enumerate(parts if isinstance(parts, list) else []):
            if isinstance(part, dict) and FACTS in part:
                yield (WORDS[field], number), part[FACTS]


def _answers(given: Any, default: dict[str, Any], path: Path, problems: list[Problem]) -> list[Any]:
    answers = []
    for answer in given if isinstance(given, list) else [given]:
        if isinstance(answer, str):
            if not default:
                problems.append(
                    Problem(
                        path,
                        "Hier staat niet hoe we dit weten.",
                        f"Schrijf {{waarde: {answer}, herkomst: ...}}, of noem één '{DEFAULT}' voor het hele bestand.",
                    )
                )
            answers.append({**default, "waarde": answer})
        elif isinstance(answer, dict):
            answers.append(answer if "herkomst" in answer else {**default, **answer})
        else:
            answers.append(answer)
    return answers


def _replaced(plain: Any, path: Path, value: Any) -> Any:
    if not path:
        return value
    first, *rest = path
    copy: Any = dict(plain) if isinstance(plain, dict) else list(plain)
    copy[first] = _replaced(copy[first], tuple(rest), value)
    return copy


def _as_written(path: Path, plain: Any) -> Path:
    """Drop the number of an answer where the file has one answer and no list."""
    written: list[str | int] = []
    for step in path:
        if isinstance(step, int) and not isinstance(plain, list):
            continue
        written.append(step)
        if isinstance(plain, dict):
            plain = plain.get(step)
        elif isinstance(plain, list) and isinstance(step, int) and step < len(plain):
            plain = plain[step]
        else:
            plain = None
    return tuple(written)


# --- what only shows when all parts lie side by side -------------------------------------------------


def _problems(case: Case, rule_set: RuleSet) -> Iterator[Problem]:
    yield from _identities(case)
    yield from _links(case)
    yield from _alternatives(case)
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


def _identities(case: Case) -> Iterator[Problem]:
    counts = case.ids()
    for field, number, part in case.parts():
        if counts[part.id] > 1:
            yield Problem(
                (WORDS[field], number, "id"), f"'{part.id}' komt vaker voor; elk id is uniek in de hele zaak."
            )
    for field in KIND_OF_FIELD:
        if len(getattr(case, field)) > MOST_MEMBERS:
            yield Problem((WORDS[field],), f"Een zaak heeft hooguit {MOST_MEMBERS} {WORDS[field]}.")


def _links(case: Case) -> Iterator[Problem]:
    persons, needs = [person.id for person in case.persons], [need.id for need in case.needs]
    solutions, claims = [solution.id for solution in case.solutions], [claim.id for claim in case.claims]
    support = [offered.id for offered in case.support]

    def link(path: Path, name: str, known: list[str], what: str) -> Iterator[Problem]:
        if name not in known:
            yield Problem(path, f"'{name}' is geen {what} in deze zaak.", nearest(name, known))

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


def _alternatives(case: Case) -> Iterator[Problem]:
    if not case.alternatives:
        return
    kinds = [alternative.kind for alternative in case.alternatives]
    for kind in ALWAYS_AMONG:
        if kinds.count(kind) != 1:
            said = "ontbreekt" if kind not in kinds else "staat er vaker dan één keer"
            hint = "Weeg altijd ook wat er gebeurt als er niets verandert, de gewone route en het eigen plan."
            yield Problem((WORDS["alternatives"],), f"Het alternatief '{kind}' {said}.", hint)


def _facts(facts: FactAnswers, kind: EntityKind, rule_set: RuleSet, path: Path) -> Iterator[Problem]:
    for name, answers in facts.items():
        where = (*path, FACTS, name)
        declared = rule_set.fact.get(name)
        if declared is None:
            known = [item.name for item in rule_set.facts if item.entity is kind and item.is_asked]
            yield Problem(where, f"Het feit '{name}' is niet bekend.", nearest(name, known))
        elif declared.entity is not kind:
            yield Problem(where, f"'{name}' gaat over een {declared.entity}, niet over een {kind}.")
        elif not declared.is_asked:
            yield Problem(
                where, f"'{name}' volgt uit de rest van de zaak en wordt niet gevraagd.", "Laat het weg."
            )
        else:
            for number, answer in enumerate(answers):
                yield from _answer(answer, declared, (*where, number))


def _answer(answer: Answer, declared: FactDeclaration, path: Path) -> Iterator[Problem]:
    if not answer.is_known:
        return
    try:
        declared.parse(answer.given)
    except ValueError as error:
        hint = nearest(answer.given, declared.choices) if declared.choices else None
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


def _deviations(case: Case, rule_set: RuleSet) -> Iterator[Problem]:
    for number, deviation in enumerate(case.deviations):
        path = (WORDS["deviations"], number)
        if case.ids()[deviation.about] == 0:
            yield Problem(
                (*path, WORDS["about"]),
                f"'{deviation.about}' is niet in deze zaak.",
                nearest(deviation.about, case.ids()),
            )
        found = rule_set.finding_basis.get(deviation.rule)
        if found is None:
            yield Problem(
                (*path, WORDS["rule"]),
                f"De regel '{deviation.rule}' is niet bekend.",
                nearest(deviation.rule, rule_set.finding_basis),
            )
            continue
        effect = rule_set.effect_of_finding[deviation.rule]
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
