"""What is not known yet about a simple request: the few answers that settle it, and what a person must say.

Nothing is answered here: the worker reads each answer and confirms it, or gives another.
"""

from collections.abc import Container
from dataclasses import dataclass
from operator import itemgetter

from budget_engine.assessment import FROM_OPEN, Gate
from budget_engine.drafts.called import NEEDS, PEOPLE
from budget_engine.drafts.entry import Field, joined
from budget_engine.drafts.labels import answer_word, capital, question_of
from budget_engine.drafts.options import CLAIMS, SOLUTIONS, VARIANTS
from budget_engine.drafts.shape import MATTER
from budget_engine.drafts.short_request import USUAL, Simple, answer_at
from budget_engine.drafts.view import View
from budget_engine.flips.supposing import Place, Supposed
from budget_engine.glossary import NO, YES
from budget_engine.language.fact import EntityKind, FactDeclaration, Kind, Outlet, Value, print_plain
from budget_engine.language.register import Effect
from budget_engine.trace import MissingKind

_MOST_ROUNDS = 20  # more answers than this make no simple request
_YES_NO = {YES: "Ja", NO: "Nee"}


@dataclass(frozen=True)
class Statement:
    """A question that is still open, with the answer by which nothing stands in the way."""

    about: str
    fact: FactDeclaration
    given: str

    @property
    def question(self) -> str:
        """Give the question."""
        return question_of(self.fact)

    @property
    def answer(self) -> str:
        """Say the answer."""
        return _YES_NO.get(self.given) or capital(answer_word(self.fact, self.given))


@dataclass(frozen=True)
class Unsettled:
    """What is not known yet: the answers that would settle it, and the questions that only a person can answer."""

    statements: tuple[Statement, ...]
    questions: tuple[tuple[str, FactDeclaration], ...]


def unsettled(view: View, simple: Simple) -> Unsettled:
    """Give the few answers by which what is unknown about the claim no longer stands in the way of a grant.

    Of each open question the answer is sought that settles most and raises nothing. Of a choice only the first
    is proposed, which rules write as the ordinary one; what a person must weigh is never proposed, and neither
    is a number or a day. What is left stays a question. An answer that somebody gave is never put otherwise.
    """
    about = _About(view, simple.claim)
    changes: dict[Place, Value | None] = {}
    for _ in range(_MOST_ROUNDS):
        best = about.next_answer(changes)
        if best is None:
            break
        changes[best[0]] = best[1]
    known = view.rule_set.fact
    found = [
        Statement(place[0], known[place[1]], print_plain(known[place[1]].kind, value))
        for place, value in changes.items()
        if value is not None
    ]
    left = about.waiting_for(about.standing(changes)[0])
    return Unsettled(
        tuple(found), tuple((name, known[fact]) for name, fact in left if (name, fact) not in changes)
    )


def to_judge(view: View) -> FactDeclaration | None:
    """Give the question that only a person can weigh and nobody answered yet: it is asked, and never proposed."""
    declared = view.rule_set.outlet.get(Outlet.EVERY_NEED_ANSWERED)
    if declared is None or answer_at(view.draft, joined(VARIANTS, USUAL), declared.name):
        return None
    return declared


class _About:
    """What is unknown about one claim, and what other answers would make of it."""

    def __init__(self, view: View, claim: str) -> None:
        self.space = view.supposing.space
        self.claim = claim
        self.entity = self.space.facts.entities.get(claim)
        findings = view.weighing.assessment.findings
        self.of_competence = [
            item.rule for item in findings if item.about == claim and item.effect is Effect.COMPETENCE
        ]
        self.findings = [item for item in findings if item.about == claim and item.holds is None]
        self.places = self.waiting_for(self.standing({})[0])

    def waiting_for(self, rules: Container[str]) -> list[Place]:
        """List the questions that some of what is unknown waits for."""
        lacks = (lack for item in self.findings if item.rule in rules for lack in item.missing)
        asked = ((lack.about, lack.asked_fact) for lack in lacks if lack.kind is MissingKind.QUESTION)
        return list(dict.fromkeys(asked))

    def standing(self, changes: dict[Place, Value | None]) -> tuple[dict[str, None], dict[str, None]]:
        """Give what is unknown about the claim on some answers, and what holds."""
        if self.entity is None:
            return {}, {}
        state: Supposed = self.space.base.with_changes(changes) if changes else self.space.base
        unknown, holding = dict[str, None](), dict[str, None]()
        for setter, _, truth in self.space.in_the_way([self.claim], state, FROM_OPEN.index(Gate.PROVIDED)):
            (unknown if truth is None else holding)[setter.name] = None
        for rule in self.of_competence:
            truth = state.finding(rule, self.entity)
            if truth is not False:
                (unknown if truth is None else holding)[rule] = None
        return unknown, holding

    def next_answer(self, changes: dict[Place, Value | None]) -> tuple[Place, Value] | None:
        """Give the answer that settles most beside those that were found, or None where none settles anything."""
        unknown, holding = self.standing(changes)
        found = [
            ((len(left) - len(unknown), value is True, number), (place, value))
            for number, place in enumerate(self.places)
            if place not in changes
            for value in self._ordinary(place)
            for left, raised in (self.standing({**changes, place: value}),)
            if len(left) < len(unknown) and raised.keys() <= holding.keys()
        ]
        return min(found, key=itemgetter(0))[1] if found else None

    def _ordinary(self, place: Place) -> tuple[Value, ...]:
        """Give the answers that may be proposed: a no before a yes, and of a choice only the first."""
        declared = self.space.rule_set.fact[place[1]]
        if declared.is_judgement:
            return ()
        if declared.kind is Kind.YES_NO:
            return (False, True)
        return tuple(declared.choices)[:1] if declared.kind is Kind.CHOICE else ()


def place_of(fact: FactDeclaration, about: str, simple: Simple) -> Field:
    """Give the place of a simple request that a fact is about; `about` names a variant."""
    places = {
        EntityKind.PERSON: joined(PEOPLE, simple.person),
        EntityKind.NEED: joined(NEEDS, simple.need),
        EntityKind.SOLUTION: joined(SOLUTIONS, simple.solution),
        EntityKind.CLAIM: joined(CLAIMS, simple.claim),
        EntityKind.CASE: MATTER,
    }
    return places.get(fact.entity, joined(VARIANTS, about))
