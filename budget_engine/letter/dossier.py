"""What a document is made from: a case as it was decided, with its rules and how it was assessed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from budget_engine.answer import Answer
from budget_engine.case import Case, Claim, Party
from budget_engine.decision import ClaimDecision, Decision, PartDecision, waiting
from budget_engine.drafts.claim_names import FORM
from budget_engine.drafts.labels import answer_word, law_word
from budget_engine.drafts.of_one_decision import OCCASION
from budget_engine.facts import answers_of
from budget_engine.glossary import MUNICIPALITY
from budget_engine.language.fact import Moment, Outlet, Value
from budget_engine.language.rule_set import RuleSet, Stage
from budget_engine.record import rooms_of
from budget_engine.returns.said import PARTIES
from budget_engine.sentences.names import Names, names_of
from budget_engine.sight import with_custody
from budget_engine.values import show_date
from budget_engine.weighing import Weighing

BUDGET, SUBSIDY = "pgb", "subsidie"
"""The forms by which somebody holds the money themselves, and by which their employer is paid."""

_APPLIED = "melding"
"""The occasion of a decision that somebody reported and applied for; the others are the municipality's own."""


class LetterTo(StrEnum):
    """To whom a letter about somebody goes: the choices of the fact declared `naar: brief_aan`."""

    SELF = "zelf"
    TOGETHER = "samen"
    PARENTS = "ouders"


@dataclass(frozen=True)
class Dossier:
    """A case with its decision, weighed on the day of the decision by the rules of that day."""

    case: Case
    decision: Decision
    rule_set: RuleSet
    weighing: Weighing

    @cached_property
    def names(self) -> Names:
        """Give what people and things are called."""
        return names_of(self.case, self.rule_set, None, 0)

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Give the claims by id."""
        return {claim.id: claim for claim in self.case.claims}

    @cached_property
    def answers(self) -> Mapping[tuple[str, str], Answer]:
        """Give the answer that counts for each fact."""
        return answers_of(self.case)

    @cached_property
    def solutions(self) -> Mapping[str, str]:
        """Give what each provision is called."""
        return {solution.id: solution.name for solution in self.case.solutions}

    @cached_property
    def rooms(self) -> Mapping[str, str]:
        """Give the room of every entity."""
        return rooms_of(self.case)

    def person_of(self, claim: str) -> str:
        """Give for whom a claim is."""
        need = self.claims[claim].need
        return next(item.person for item in self.case.needs if item.id == need)

    def called(self, claim: str) -> str:
        """Give what the provision of a claim is called, with its form where the same is asked in another form too."""
        solution = self.claims[claim].solution
        name = self.solutions.get(solution, solution)
        alike = [item.id for item in self.case.claims if item.solution == solution]
        forms = {item: self.form(item) for item in alike}
        form = forms[claim]
        return name if form is None or len(set(forms.values())) == 1 else f"{name} ({form})"

    def form(self, claim: str) -> str | None:
        """Give the form of a claim in words, or None where nobody wrote it down."""
        return self._answered(claim, FORM)

    def form_code(self, claim: str) -> str | None:
        """Give the form of a claim as it is answered, or None where nobody wrote it down."""
        return self._known(claim, FORM)

    def _known(self, about: str, fact: str) -> str | None:
        answer = self.answers.get((about, fact))
        return answer.given if answer is not None and answer.is_known else None

    def is_budget(self, claim: str) -> bool:
        """Tell whether somebody holds the money themselves."""
        return self.form_code(claim) == BUDGET

    def carer(self, claim: str) -> str | None:
        """Give who gives the help of a claim in words, or None where nobody wrote it down."""
        declared = self.rule_set.outlet.get(Outlet.CARER)
        return None if declared is None else self._answered(claim, declared.name)

    def _answered(self, about: str, fact: str) -> str | None:
        given = self._known(about, fact)
        return None if given is None else answer_word(self.rule_set.fact.get(fact), given)

    def law_name(self, law: str) -> str:
        """Give what a law is called in a letter."""
        return law_word(law, self.rule_set)

    def carrier(self, law: str) -> str:
        """Name who carries out a law, as a sentence names them."""
        carriers = [item.carried_out_by for item in self.rule_set.laws if item.code == law]
        known = [PARTIES[party] for party in Party if party in carriers]
        return known[0] if known else self.law_name(law)

    def expected_of_others(self, person: str) -> Iterator[Claim]:
        """Walk what the chosen option expects for somebody of others than the municipality."""
        own = {item.code for item in self.rule_set.laws if item.carried_out_by == MUNICIPALITY}
        chosen = next(item for item in self.case.alternatives if item.id == self.decision.chosen)
        for name in chosen.claims:
            if self.claims[name].law not in own and self.person_of(name) == person:
                yield self.claims[name]

    def asked_on(self, claim: str) -> date | None:
        """Give the day on which a claim was asked for, or None where nobody wrote it down."""
        fact = self.rule_set.moment_fact.get(Moment.APPLICATION)
        value = None if fact is None else self.weighing.facts.entities[claim].values.get(fact)
        return value if isinstance(value, date) else None

    def is_applied_for(self, claim: str) -> bool:
        """Tell whether somebody applied for a claim.

        A day says so, and else the occasion of the decision; where none is written down, nobody applied where
        something else is decided about anew without an application, as in an extension.
        """
        if self.asked_on(claim) is not None:
            return True
        occasion = self._known(claim, OCCASION)
        if occasion is not None:
            return occasion == _APPLIED
        return all(self._known(other, OCCASION) in (None, _APPLIED) for other in self.claims)

    def letter_to(self, person: str) -> LetterTo | None:
        """Give to whom a letter about somebody goes, or None while it is not known how old they are."""
        return letter_to(self.rule_set, self.weighing, person)

    def has_custody(self, person: str) -> bool:
        """Tell whether it is written down who has custody of somebody; rules that never ask it want no answer."""
        return Outlet.HAS_CUSTODY not in self.rule_set.outlet or bool(self.with_custody(person))

    def with_custody(self, person: str) -> tuple[str, ...]:
        """Name everybody of whom it is written down that they have custody of somebody."""
        return tuple(
            self.names.person(other)
            for other in with_custody(self.case, self.rule_set, self.weighing, person)
        )

    @property
    def objection_until(self) -> date | None:
        """Give the last day on which somebody may object, or None as long as nothing was sent."""
        value = self._derived(Outlet.OBJECTION_UNTIL, self.case.id)
        return value if isinstance(value, date) else None

    def _derived(self, outlet: Outlet, about: str) -> Value | None:
        return _derived(self.rule_set, self.weighing, outlet, about)


def letter_to(rule_set: RuleSet, weighing: Weighing, person: str) -> LetterTo | None:
    """Give to whom a letter about somebody goes, also before there is a decision; None while the age is unknown."""
    value = _derived(rule_set, weighing, Outlet.LETTER_TO, person)
    return LetterTo(value) if isinstance(value, str) else None


def _derived(rule_set: RuleSet, weighing: Weighing, outlet: Outlet, about: str) -> Value | None:
    declared = rule_set.outlet.get(outlet)
    derived = weighing.outcomes[Stage.ASSESSMENT].derived
    return None if declared is None else derived.get((declared.name, about))


@dataclass(frozen=True)
class PartFor:
    """What one part-decision says about one person, a letter of its own; lines wait for what their claim waits for."""

    part: PartDecision
    person: str
    claims: tuple[ClaimDecision, ...]

    @property
    def room(self) -> str:
        """Name the room it prints from: the person under the law."""
        return f"{self.person}/{self.part.law}"

    def called(self, dossier: Dossier, item: ClaimDecision) -> str:
        """Name what is decided about; the same thing for another time says for when."""
        name = dossier.called(item.claim)
        if sum(dossier.called(other.claim) == name for other in self.claims) == 1:
            return name
        if item.since is None or item.until is None:
            return f"{name}{set_apart(dossier, item.claim)}"
        return f"{name}, van {show_date(item.since)} tot en met {show_date(item.until)}"


def set_apart(dossier: Dossier, claim: str) -> str:
    """Give what follows a name where the same thing is decided twice: that it is what was asked, if it was."""
    return ", zoals het is gevraagd" if dossier.is_applied_for(claim) else ", op een andere manier"


def parts_of(dossier: Dossier) -> tuple[PartFor, ...]:
    """Give every part-decision by the person it is about, in the order of the decision."""
    found = []
    for part in dossier.decision.part_decisions:
        people = dict.fromkeys(dossier.person_of(item.claim) for item in part.claims)
        for person in people:
            own = (item for item in part.claims if dossier.person_of(item.claim) == person)
            claims = tuple(map(waiting, own))
            found.append(PartFor(part, person, claims))
    return tuple(found)


def parts_about(dossier: Dossier, person: str) -> tuple[PartFor, ...]:
    """Give what every part-decision says about one person."""
    return tuple(about for about in parts_of(dossier) if about.person == person)
