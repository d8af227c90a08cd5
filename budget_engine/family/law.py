"""What the law says of what is asked, who sees something otherwise, what is still to be found out, and what comes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from budget_engine.aloud.phrases import enumerated
from budget_engine.assessment import Finding, Gate
from budget_engine.drafts.attention import asked, terms
from budget_engine.drafts.labels import capital, question_of
from budget_engine.drafts.whom import named_in, people_behind
from budget_engine.family.choices import choice_name, resident_text, told
from budget_engine.family.seen import Seen
from budget_engine.glossary import MUNICIPALITY
from budget_engine.language.fact import FactDeclaration, Outlet, Role
from budget_engine.language.register import Effect
from budget_engine.language.rule_set import Stage
from budget_engine.rooms import Heard
from budget_engine.trace import MissingKind
from budget_engine.values import show_date


@dataclass(frozen=True)
class LawSays:
    """What the law says of something that is asked for, and why."""

    what: str
    says: str
    why: tuple[str, ...]


_SAYS: Mapping[Gate, str] = {
    Gate.OPEN: "Dit kan.",
    Gate.PROVIDED: "Hier is nog iets voor nodig.",
    Gate.UNKNOWN: "Dit weten wij nog niet.",
    Gate.BY_DEVIATION: "Dit kan alleen bij uitzondering.",
    Gate.CLOSED: "Dit kan niet.",
}
_WITHOUT_WHY: Mapping[Gate, str] = {
    **_SAYS,
    Gate.PROVIDED: "Dit kan misschien. Wat daarvoor nodig is, bespreken wij met u.",
    Gate.CLOSED: "Dit kan niet. Waarom, bespreken wij met u.",
}
_ANOTHER = "Hierover beslist niet de gemeente, maar een ander."
_ORDER = (*(said[gate] for gate in _SAYS for said in (_SAYS, _WITHOUT_WHY)), _ANOTHER)
_WHY: Mapping[Gate, frozenset[Effect]] = {
    Gate.OPEN: frozenset({Effect.ROOM}),
    Gate.PROVIDED: frozenset({Effect.CONDITION, Effect.OTHER_LAW}),
    Gate.UNKNOWN: frozenset(),
    Gate.BY_DEVIATION: frozenset({Effect.BAR}),
    Gate.CLOSED: frozenset({Effect.BAR}),
}
"""What of the law is for a family to read; the rest is for whoever keeps the dossier."""


def law_says(seen: Seen) -> Iterator[LawSays]:
    """Walk what the law says of everything that is asked for, what can be first.

    What is called the same is told apart by its choice.
    """
    listed = sorted(_each_claim(seen), key=lambda item: _ORDER.index(item[1].says))
    said: dict[str, set[LawSays]] = {}
    for _, item in listed:
        said.setdefault(item.what, set()).add(item)
    for claim, item in listed:
        inside = [choice_name(seen, own) for own in seen.case.alternatives if claim in own.claims]
        is_ambiguous = len(said[item.what]) > 1 and inside
        yield replace(item, what=f"{item.what}, bij: {'; '.join(inside)}") if is_ambiguous else item


def _each_claim(seen: Seen) -> Iterator[tuple[str, LawSays]]:
    laws = {claim.id: claim.law for claim in seen.case.claims}
    own = {law.code for law in seen.rule_set.laws if law.carried_out_by == MUNICIPALITY}
    for gate in seen.weighing.assessment.gates:
        if not seen.sees(gate.id):
            continue
        if laws[gate.id] not in own and gate.gate is not Gate.CLOSED:
            yield gate.id, LawSays(seen.claim(gate.id), _ANOTHER, ())
            continue
        why = tuple(dict.fromkeys(_why(seen, gate.id, gate.gate)))
        yield gate.id, LawSays(seen.claim(gate.id), (_SAYS if why else _WITHOUT_WHY)[gate.gate], why)


def _why(seen: Seen, claim: str, gate: Gate) -> Iterator[str]:
    for finding in seen.weighing.assessment.findings:
        if finding.about == claim and finding.effect in _WHY[gate]:
            yield from told(seen, finding)


def seen_otherwise(seen: Seen) -> Iterator[str]:
    """Walk what somebody here sees otherwise than it was written down, in their own words."""
    for (about, fact), answer in seen.answers.items():
        if answer.dispute is None or not seen.sees(about) or seen.is_special(fact):
            continue
        who = _who(seen, answer.dispute.disputed_by)
        if who is not None and answer.dispute.says is not None:
            question = next(_asked(seen, seen.rule_set.fact[fact], [about]))
            yield f"{question} {who}: “{answer.dispute.says.strip()}”"
    for room in seen.case.rooms:
        for check in room.checks if room.name in seen.rooms else ():
            who = _who(seen, check.who)
            if check.outcome is Heard.OTHERWISE and who is not None:
                yield f"{who}: “{(check.own_words or '').strip()}”"


def _who(seen: Seen, who: str) -> str | None:
    """Name who says something; None for a person who may not be spoken of here."""
    if who in seen.people:
        return seen.people[who] if seen.may_name(who) else None
    return seen.words.person(who)


def questions(seen: Seen) -> Iterator[str]:
    """Walk the questions that the people at the table can answer themselves, what decides most first."""
    for item in asked(seen.weighing, seen.rule_set):
        declared = seen.rule_set.fact.get(item.fact)
        if item.kind is not MissingKind.QUESTION or declared is None or not _is_for_the_table(seen, declared):
            continue
        yield from _asked(seen, declared, [name for name in item.about if seen.sees(name)])


def _is_for_the_table(seen: Seen, declared: FactDeclaration) -> bool:
    return Role.RESIDENT in declared.who and not declared.is_judgement and not seen.is_special(declared.name)


def _asked(seen: Seen, declared: FactDeclaration, about: Iterable[str]) -> Iterator[str]:
    """Ask what a fact asks, by the name of whom it is about; before it stands what it is about, if that is more."""
    behind, words = people_behind(seen.case), seen.words.text(question_of(declared))
    asked: dict[str, list[str]] = {}
    for name in about:
        who = behind.get(name)
        question = named_in(words, declared, None if who is None else seen.people[who])
        is_named = name == who and question != words
        asked.setdefault(question, []).append("" if is_named else _called(seen, name))
    for question, called in asked.items():
        known = [name for name in dict.fromkeys(called) if name]
        yield f"{capital(enumerated(known))}: {question}" if known else question


def _called(seen: Seen, about: str) -> str:
    """Say what a question is about: a person, what is asked for, or help; nothing for the whole."""
    if about in seen.people:
        return seen.people[about]
    if about in {claim.id for claim in seen.case.claims}:
        return seen.claim(about)
    needs = {need.id: f"{seen.people[need.person]}, {need.domain}" for need in seen.case.needs}
    helps = {item.id: seen.words.name(item.name) or "hulp" for item in seen.case.support}
    return needs.get(about) or helps.get(about) or seen.solutions.get(about, "")


def what_comes(seen: Seen) -> Iterator[str]:
    """Walk the days that come, the first one first, with what they are the last day of."""
    assessment = seen.weighing.assessment
    told_here = tuple(item for item in assessment.findings if resident_text(seen, item) is not None)
    own = assessment.model_copy(update={"findings": told_here})
    for term in terms(own, seen.on, seen.rule_set):
        if _is_objection(seen, term.finding) and not seen.is_decided_about:
            continue
        text = resident_text(seen, term.finding)
        if text is not None:
            past = " (al voorbij)" if term.days_left < 0 else ""
            yield f"{show_date(term.day)}{past}: {text}"


def _is_objection(seen: Seen, finding: Finding) -> bool:
    """Tell whether a term is that for an objection to the whole decision, which is not for everybody in a household."""
    declared = seen.rule_set.outlet.get(Outlet.OBJECTION_UNTIL)
    derived = seen.weighing.outcomes[Stage.ASSESSMENT].derived
    day = None if declared is None else derived.get((declared.name, seen.case.id))
    return finding.about == seen.case.id and day is not None and finding.day == day
