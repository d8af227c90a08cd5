"""What matters most in a case right now: three findings that decide, three questions to ask, the rest after.

The order is that of the gates: what closes the way comes before what asks for something, and what
touches more comes before what touches less. Nothing is left out; the rest stands folded.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from budget_engine.assessment import Assessment, Finding, Question
from budget_engine.case import Case, Domain
from budget_engine.drafts.labels import lacking_parameter, question_of
from budget_engine.flips.questions import OpenQuestion, WhenItArises
from budget_engine.flips.waiting import Waiting
from budget_engine.glossary import UNKNOWN
from budget_engine.language.fact import EntityKind, FactDeclaration
from budget_engine.language.register import Effect
from budget_engine.language.rule import Strength
from budget_engine.language.rule_set import RuleSet, Stage
from budget_engine.trace import MissingKind
from budget_engine.weighing import Weighing

A_WEEK = 7
"""From how many days before its end a term runs out, today not counted: in the worklist and for a release."""

MOST = 3
"""How many findings and how many questions stand in view (second look, point 25)."""

_ORDER = (
    (Effect.BAR, Strength.MANDATORY),
    (Effect.COMPETENCE, None),
    (Effect.OTHER_LAW, None),
    (Effect.BAR, Strength.DISCRETIONARY),
    (Effect.CONDITION, None),
    (Effect.DUTY, None),
    (Effect.DEADLINE, None),
    (Effect.ROOM, None),
    (Effect.CONCERN, None),
)


@dataclass(frozen=True)
class Raised:
    """One rule with one outcome, and all it is about."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """Give the finding that speaks for the others."""
        return self.findings[0]

    @property
    def about(self) -> tuple[str, ...]:
        """Name what it is about."""
        return tuple(item.about for item in self.findings)


@dataclass(frozen=True)
class Asked:
    """One question about one or more entities, and the rules it bears on.

    `decides` is what an answer can turn by itself; it is empty where that was not looked into, and where
    no outcome waits for the answer although something is raised until it is written down.
    """

    fact: str
    kind: MissingKind
    about: tuple[str, ...]
    touches: tuple[str, ...]
    decides: tuple[OpenQuestion, ...] = ()


def raised(assessment: Assessment) -> list[Raised]:
    """Give what holds, the weightiest first, one rule at a time."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in assessment.findings:
        if finding.holds:
            groups.setdefault((finding.rule, finding.day, finding.other_law), []).append(finding)
    return sorted((Raised(tuple(group)) for group in groups.values()), key=_weight)


def of_what_is_chosen_first(listed: Iterable[Raised], case: Case, chosen: str | None) -> list[Raised]:
    """Put what is about the chosen alternative and its claims first, and what is about no alternative's claims last.

    Otherwise the order stays; what was set aside decides nothing any more and stays behind the rest.
    """
    claims = {item.id: frozenset(item.claims) for item in case.alternatives}
    first = {chosen, *claims[chosen]} if chosen in claims else set()
    loose = {claim.id for claim in case.claims}.difference(*claims.values())

    def rank(item: Raised) -> tuple[bool, int]:
        place = 0 if first.intersection(item.about) else 2 if loose.issuperset(item.about) else 1
        return item.first.set_aside_on is not None, place

    return sorted(listed, key=rank)


def undecided(assessment: Assessment) -> list[Raised]:
    """Give what is not known yet, the weightiest first."""
    groups: dict[str, list[Finding]] = {}
    for finding in assessment.findings:
        if finding.holds is None:
            groups.setdefault(finding.rule, []).append(finding)
    return sorted((Raised(tuple(group)) for group in groups.values()), key=_weight)


def _weight(item: Raised) -> tuple[int, int, int, str]:
    finding = item.first
    aside = int(finding.set_aside_on is not None)
    return (aside, _ORDER.index((finding.effect, finding.strength)), -len(item.findings), finding.rule)


def asked(weighing: Weighing, rule_set: RuleSet) -> list[Asked]:
    """Give the open questions, the one that decides most first; one fact about many is one question.

    What is raised because nothing was written down yet is asked too, where an answer may lift it.
    """
    assessment = weighing.assessment
    ranks = {item.first.rule: rank for rank, item in enumerate([*undecided(assessment), *raised(assessment)])}
    groups: dict[tuple[str, MissingKind], list[Question]] = {}
    for question in (*assessment.open_questions, *_unwritten(weighing, rule_set)):
        groups.setdefault((question.asked_fact, question.kind), []).append(question)
    found = [
        Asked(fact, kind, tuple(q.about for q in same), tuple(sorted({t for q in same for t in q.touches})))
        for (fact, kind), same in groups.items()
    ]
    last = len(ranks)
    return sorted(
        found,
        key=lambda item: (
            min((ranks.get(t, last) for t in item.touches), default=last),
            -len(item.about),
            item.fact,
        ),
    )


def by_what_they_decide(listed: Iterable[Asked], open_now: Iterable[OpenQuestion]) -> list[Asked]:
    """Put what outcomes wait for first, in the order of what an answer decides; nothing that is asked is left out."""
    known = {(item.fact, item.kind): item for item in listed}
    waiting: dict[str, list[OpenQuestion]] = {}
    for question in open_now:
        waiting.setdefault(question.asked_fact, []).append(question)
    first = [
        _waited_for(fact, questions, known.pop((fact, MissingKind.QUESTION), None))
        for fact, questions in waiting.items()
    ]
    return [*first, *known.values()]


def _waited_for(fact: str, questions: list[OpenQuestion], known: Asked | None) -> Asked:
    about, touches = ((), ()) if known is None else (known.about, known.touches)
    return Asked(
        fact,
        MissingKind.QUESTION,
        tuple(dict.fromkeys((*(item.about for item in questions), *about))),
        tuple(sorted({*touches, *(rule for item in questions for rule in item.touches)})),
        tuple(questions),
    )


def not_yet_listed(arising: Iterable[WhenItArises], listed: Iterable[Asked]) -> Iterator[WhenItArises]:
    """Walk what only matters once it is recorded, without what is asked already; what moves a gate goes first."""
    known = {(item.fact, about) for item in listed for about in item.about}
    for item in sorted(arising, key=lambda item: not item.moves_gate):
        about = tuple(name for name in item.about if (item.asked_fact, name) not in known)
        if about:
            yield item.model_copy(update={"about": about})


def count_by_domain(listed: Iterable[Asked], case: Case) -> Counter[Domain]:
    """Count the questions by the domain of what they are about; one about two domains counts in both.

    A claim has the domain of its need, and a solution those of its claims; people have none.
    """
    domains: dict[str, set[Domain]] = {need.id: {need.domain} for need in case.needs}
    for claim in case.claims:
        domains[claim.id] = domains.get(claim.need, set())
    for claim in case.claims:
        domains[claim.solution] = domains.get(claim.solution, set()) | domains[claim.id]
    return Counter(
        domain
        for item in listed
        for domain in {domain for about in item.about for domain in domains.get(about, ())}
    )


def asked_word(rule_set: RuleSet, kind: MissingKind, fact: str) -> str:
    """Write a question for people; what the municipality must fill in is said as such."""
    if kind is MissingKind.PARAMETER:
        return lacking_parameter(rule_set, fact)
    declared = rule_set.fact.get(fact)
    return question_of(declared) if declared is not None else "Is de lijst compleet?"


def _unwritten(weighing: Weighing, rule_set: RuleSet) -> list[Question]:
    """Give what raised findings rest on and nobody answered: what was not done, or not written down.

    What is settled whatever is answered, such as by an age, is not among them.
    """
    known = {(question.about, question.asked_fact) for question in weighing.assessment.open_questions}
    early, late = (Waiting(rule_set, facts) for facts in (weighing.facts, weighing.late_facts))
    touched: dict[tuple[str, str], set[str]] = {}
    for finding in weighing.assessment.findings:
        lacking = {
            (ground.about, ground.asked_fact)
            for ground in (finding.decisive if finding.holds else ())
            if ground.provenance is None and ground.given == UNKNOWN
        } - known
        if lacking:
            is_early = (finding.rule, finding.about) in weighing.outcomes[Stage.ASSESSMENT].findings
            waiting = early if is_early else late
            for pair in lacking & waiting.of_finding(finding.rule, waiting.facts.entities[finding.about]):
                touched.setdefault(pair, set()).add(finding.rule)
    return [
        Question(kind=MissingKind.QUESTION, about=about, asked_fact=fact, touches=tuple(sorted(rules)))
        for (about, fact), rules in sorted(touched.items())
    ]


def questions_about(
    about: str,
    declared: Iterable[FactDeclaration],
    in_order: Iterable[Asked],
    answered: Iterable[str],
    also: Iterable[str] = (),
) -> tuple[list[FactDeclaration], list[FactDeclaration], list[FactDeclaration]]:
    """Divide the questions about one entity: still open (what matters most first), answered, and the rest.

    `also` names facts that are asked although no rule waits for them.
    """
    rank = {item.fact: number for number, item in enumerate(in_order) if about in item.about}
    known = set(answered)
    facts = [item for item in declared if item.is_asked]
    # days that rules look at, and what the weighing reads by itself, are asked although no rule waits for them
    always = {item.name: len(rank) for item in facts if item.moment is not None or _is_read(item)}
    rank = {**dict.fromkeys(also, len(rank)), **always, **rank}
    still = sorted((f for f in facts if f.name in rank and f.name not in known), key=lambda f: rank[f.name])
    given = [f for f in facts if f.name in known]
    divided = known.union(f.name for f in still)
    return still, given, [f for f in facts if f.name not in divided]


def _is_read(declared: FactDeclaration) -> bool:
    """Tell whether the weighing reads a fact; what it tells of support it asks where it lacks (`Offered`)."""
    of_people = declared.entity in (EntityKind.PERSON, EntityKind.SUPPORT)
    return declared.outlet is not None and not of_people


def deciding_facts(assessment: Assessment) -> frozenset[tuple[str, str]]:
    """Name the answers (about whom, which fact) that something rests on: only of these is asked how we know."""
    return frozenset(
        (ground.about, ground.asked_fact)
        for finding in assessment.findings
        for ground in finding.decisive
        if ground.provenance is not None
    )


@dataclass(frozen=True)
class Term:
    """A term that runs or was missed: its last day, and how many days are left (negative: too late).

    `title` says what it is about, and `overrun` what it means when the day passes, where the rule says so.
    """

    finding: Finding
    day: date
    days_left: int
    title: str = ""
    overrun: str | None = None


def terms(assessment: Assessment, on: date, rule_set: RuleSet) -> list[Term]:
    """Give the terms that run or were missed, the first to end first."""
    return sorted(_terms(assessment, on, rule_set), key=lambda term: (term.day, term.finding.rule))


def _terms(assessment: Assessment, on: date, rule_set: RuleSet) -> Iterator[Term]:
    seen: set[tuple[str, date]] = set()
    for finding in assessment.findings:
        if finding.effect is Effect.DEADLINE and finding.holds and finding.day is not None:
            if (finding.rule, finding.day) not in seen:
                rule = rule_set.rule_named.get(finding.rule)
                yield Term(
                    finding,
                    finding.day,
                    (finding.day - on).days,
                    finding.text if rule is None else rule.title,
                    rule_set.consequence_of_finding[finding.rule].overrun,
                )
            seen.add((finding.rule, finding.day))


def facts_of_kind(rule_set: RuleSet, kind: str) -> tuple[FactDeclaration, ...]:
    """List the facts that people answer about one kind of entity, as they were declared."""
    return tuple(item for item in rule_set.facts if item.entity == kind and item.is_asked)
