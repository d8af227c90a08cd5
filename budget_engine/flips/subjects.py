"""What somebody can ask about: a finding, the gate of a claim or an alternative, an advice, the amounts of a claim."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from budget_engine.answer import Answer
from budget_engine.assessment import GATE_CODES, Gate, gate_by, worst
from budget_engine.case import Case
from budget_engine.facts import answers_of
from budget_engine.flips.advice import Advice, amount_facts
from budget_engine.flips.alike import finding_turns
from budget_engine.flips.readers import readers_of
from budget_engine.flips.search import NO_CHANGES, Changes, Turned, search
from budget_engine.flips.space import CanChange, Space
from budget_engine.flips.supposing import Place
from budget_engine.flips.targets import ValueTurns, gate_opens, gate_shuts, smallest
from budget_engine.flips.tried import Tried
from budget_engine.glossary import MUNICIPALITY
from budget_engine.language.fact import Facts, Inlet, Outlet, Value
from budget_engine.language.rule_set import RuleSet, Stage
from budget_engine.weighing import Engine, Weighing


@dataclass(frozen=True)
class OfFinding:
    """Whether a finding holds about something."""

    rule: str
    about: str


@dataclass(frozen=True)
class OfGate:
    """The gate of a claim, or the worst gate of an alternative."""

    about: str


@dataclass(frozen=True)
class OfAdvice:
    """The advice about an alternative."""

    about: str


@dataclass(frozen=True)
class OfAmounts:
    """What a claim costs: low, likely and high in the first year and the second."""

    about: str


Subject: TypeAlias = OfFinding | OfGate | OfAdvice | OfAmounts
Outcome: TypeAlias = bool | Gate | Value | tuple[Value | None, ...] | None

MOST_FACTS: Mapping[type, int] = {OfFinding: 3, OfGate: 3, OfAdvice: 2, OfAmounts: 2}
"""So many facts are changed at once for each subject; more is not searched, and that is said."""


@dataclass(frozen=True)
class Asked:
    """A case that was weighed, of which one may ask what would turn it."""

    case: Case
    rule_set: RuleSet
    weighing: Weighing
    only: CanChange | None = None
    kept: dict[str, Advice] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def space(self) -> Space:
        """Give where to search."""
        set_aside = frozenset((item.rule, item.about) for item in self.case.deviations)
        return Space(readers_of(self.rule_set), self.weighing.facts, set_aside, self.only)

    @cached_property
    def answers(self) -> Mapping[tuple[str, str], Answer]:
        """Give the answer that counts for each fact."""
        return answers_of(self.case)

    def claims_of(self, about: str) -> tuple[str, ...]:
        """Give the claims of an alternative, or a claim by itself."""
        return next((item.claims for item in self.case.alternatives if item.id == about), (about,))

    @property
    def advice_fact(self) -> str | None:
        """Name the derived fact that holds the advice."""
        declared = self.rule_set.outlet.get(Outlet.ADVICE)
        return None if declared is None else declared.name

    @cached_property
    def costed(self) -> tuple[str, ...]:
        """Name the claims that the municipality pays for itself and that stand in an alternative."""
        own = {law.code for law in self.rule_set.laws if law.carried_out_by == MUNICIPALITY}
        weighed = {name for item in self.case.alternatives for name in item.claims}
        return tuple(claim.id for claim in self.case.claims if claim.id in weighed and claim.law in own)

    def advice(self, about: str) -> Advice:
        """Give what the advice about an alternative follows from."""
        if about not in self.kept:
            self.kept[about] = Advice(self.space, self.weighing.late_facts, about, self.claims_of(about))
        return self.kept[about]

    def allows(self, place: Place) -> bool:
        """Tell whether a fact may be supposed otherwise."""
        return self.only is None or self.only(place)

    @cached_property
    def amount_facts(self) -> tuple[str, ...]:
        """Name the derived facts that hold what a claim costs."""
        return amount_facts(self.rule_set)

    def alike(self, subject: Subject, place: Place, value: Value) -> tuple[Value, ...]:
        """Give the choices that come to the same as one for an outcome; of other kinds only itself."""
        return self.tried(subject, place[1]).alike(place, value)

    def tried(self, subject: Subject, fact: str) -> Tried:
        """Give the values to try for a fact where an outcome is at stake."""
        match subject:
            case OfFinding():
                return self.space.tried_for_finding(subject.rule)
            case OfGate() | OfAdvice():
                return self.space.tried_for_gate(fact)
            case OfAmounts():
                return self.space.tried_for_facts(self.amount_facts)

    # --- what it is, and what turns it -------------------------------------------------------------------------

    def on(self, subject: Subject, changes: Changes) -> Outcome:
        """Give an outcome on supposed facts, working out again only what rests on them."""
        state = self.space.base.with_changes(dict(changes))
        match subject:
            case OfFinding():
                return state.finding(subject.rule, self.space.facts.entities[subject.about])
            case OfGate():
                return self.space.gate(self.claims_of(subject.about), state)
            case OfAdvice():
                return self.advice(subject.about).on(changes)
            case OfAmounts():
                return ValueTurns(self.space, self.amount_facts, subject.about).on(state)

    def turns(self, subject: Subject, most: int | None = None) -> Turned:
        """Find every smallest change that turns an outcome, of at most so many facts."""
        size = MOST_FACTS[type(subject)] if most is None else most
        match subject:
            case OfFinding():
                return finding_turns(self.space, subject.rule, subject.about, size)
            case OfGate():
                claims = self.claims_of(subject.about)
                opens = gate_opens(self.space, claims, size)
                shuts = gate_shuts(self.space, claims, size)
                now = self.on(subject, NO_CHANGES)
                found = smallest(
                    [*opens.changes, *shuts.changes], lambda changes: self.on(subject, changes) != now
                )
                return Turned(found, is_whole=opens.is_whole and shuts.is_whole)
            case OfAdvice():
                return self.advice(subject.about).turns(size)
            case OfAmounts():
                amounts = ValueTurns(self.space, self.amount_facts, subject.about)
                return search(amounts, self.space.base, size)

    def lifts(self, subject: Subject) -> Turned:
        """Find what takes away a finding that holds, or brings a gate nearer to open; nothing for other outcomes."""
        match subject:
            case OfFinding():
                holds = self.on(subject, NO_CHANGES) is True
                return self.turns(subject) if holds else Turned(())
            case OfGate():
                return gate_opens(self.space, self.claims_of(subject.about), MOST_FACTS[OfGate])
            case OfAdvice() | OfAmounts():
                return Turned(())

    # --- by a whole engine ------------------------------------------------------------------------------------------

    def by(self, engine: Engine, subject: Subject, changes: Changes) -> Outcome:
        """Give an outcome on supposed facts from an engine that works everything out."""
        facts = self.space.facts.with_values((about, fact, value) for (about, fact), value in changes)
        early = engine(self.rule_set, facts, Stage.ASSESSMENT)
        match subject:
            case OfFinding():
                return early.findings[subject.rule, subject.about]
            case OfAmounts():
                return tuple(early.derived[fact, subject.about] for fact in self.amount_facts)
            case OfGate() | OfAdvice():
                claims = self.claims_of(subject.about)
                gate = worst(
                    gate_by(self.rule_set, rule, truth)
                    for (rule, about), truth in early.findings.items()
                    if about in claims and (rule, about) not in self.space.set_aside
                )
                return gate if isinstance(subject, OfGate) else self._advice_by(engine, subject, facts, gate)

    def _advice_by(self, engine: Engine, subject: OfAdvice, facts: Facts, gate: Gate) -> Value | None:
        if self.advice_fact is None:
            return None
        supposed = [(subject.about, item.name, GATE_CODES[gate]) for item in self.rule_set.inlet(Inlet.GATE)]
        late = engine(self.rule_set, facts.with_values(supposed), Stage.WEIGHING)
        return late.derived[self.advice_fact, subject.about]


def subjects_of(asked: Asked) -> list[Subject]:
    """List what can be asked about: findings that count, gates, advices, and amounts of claims that are weighed."""
    findings = [
        OfFinding(item.rule, item.about)
        for item in asked.weighing.assessment.findings
        if item.counts and (item.rule, item.about) in asked.weighing.outcomes[Stage.ASSESSMENT].findings
    ]
    gates = [OfGate(gate.id) for gate in asked.weighing.assessment.gates]
    advices = [OfAdvice(item.id) for item in asked.case.alternatives]
    costs = [OfAmounts(claim) for claim in asked.costed]
    return [*findings, *gates, *advices, *(costs if asked.amount_facts else [])]
