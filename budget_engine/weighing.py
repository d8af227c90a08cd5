"""The alternatives side by side: gate, input, returns and goals, how those that fit compare, and the advice.

The three axes are never summed. Only options that fit are compared (`dominance`); more effort by the
household is no merit and takes no part.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from budget_engine.assessment import GATE_CODES, Assessment, ClaimGate, Gate, assess, unknown_costs
from budget_engine.case import AlternativeKind, Case, Goal
from budget_engine.dominance import Comparison, comparisons_of, dominating
from budget_engine.facts import facts_of
from budget_engine.glossary import Noun
from budget_engine.language.fact import Facts, Inlet, Outlet, Value
from budget_engine.language.meaning import Outcomes, evaluate
from budget_engine.language.rule_set import RuleSet, Stage
from budget_engine.offered import Offered, offered_of
from budget_engine.returns import Returns, returns_of

Engine: TypeAlias = Callable[[RuleSet, Facts, Stage], Outcomes]
"""Anything that works out a stage of a rule set on facts, such as `meaning.evaluate`."""


class ClaimInAlternative(Noun):
    """A claim with its gate."""

    id: str
    gate: Gate


class Weighed(Noun):
    """One alternative on its three axes, with the advice about it."""

    id: str
    kind: AlternativeKind
    claims: tuple[ClaimInAlternative, ...]
    law: Gate
    input: tuple[Offered, ...]
    returns: Returns | None
    goals: tuple[Goal, ...]
    advice: str | None
    dominated_by: tuple[str, ...]


@dataclass(frozen=True)
class Weighing:
    """Everything worked out about a case on a date: what engines found, and what follows from it.

    `comparisons` is None where the advice is held back until the worker has judged.
    """

    facts: Facts
    outcomes: Mapping[Stage, Outcomes]
    late_facts: Facts
    assessment: Assessment
    alternatives: tuple[Weighed, ...]
    comparisons: tuple[Comparison, ...] | None

    def alternative(self, name: str) -> Weighed:
        """Give an alternative by its id."""
        return next(item for item in self.alternatives if item.id == name)


def without_advice(weighing: Weighing, rule_set: RuleSet) -> Weighing:
    """Leave out the advice and how options compare: the worker judges first (design, section 5)."""
    declared = rule_set.outlet.get(Outlet.ADVICE)
    late = weighing.outcomes[Stage.WEIGHING]
    derived = {
        place: value for place, value in late.derived.items() if declared is None or place[0] != declared.name
    }
    return replace(
        weighing,
        outcomes={**weighing.outcomes, Stage.WEIGHING: replace(late, derived=derived)},
        alternatives=tuple(
            item.model_copy(update={"advice": None, "dominated_by": ()}) for item in weighing.alternatives
        ),
        comparisons=None,
    )


def weigh(
    case: Case, rule_set: RuleSet, on: date, *, engine: Engine = evaluate, everything: bool = False
) -> Weighing:
    """Assess a case and lay its alternatives side by side."""
    facts = facts_of(case, rule_set, on)
    early = engine(rule_set, facts, Stage.ASSESSMENT)
    before = assess(case, rule_set, facts, early, everything=everything)
    late_facts = facts.with_values(_gates(case, rule_set, before))
    late = engine(rule_set, late_facts, Stage.WEIGHING)
    after = assess(case, rule_set, late_facts, late, everything=everything)
    assessment = before.with_late(after, unknown_costs(case, rule_set, facts, early.derived))
    returns = returns_of(case, rule_set, facts, early.derived, on)
    offered = {item.support: item for item in offered_of(case, rule_set, early.derived)}
    comparisons = comparisons_of(case, rule_set, facts, assessment, returns)
    gates = {gate.id: gate for gate in assessment.gates}
    alternatives = tuple(
        Weighed(
            id=item.id,
            kind=item.kind,
            claims=tuple(_claim(gates[name]) for name in item.claims),
            law=assessment.gate_of(item.claims),
            input=tuple(offered[name] for name in item.support),
            returns=returns.get(item.id),
            goals=item.goals,
            advice=_advice(item.id, rule_set, late),
            dominated_by=dominating(item.id, comparisons),
        )
        for item in case.alternatives
    )
    outcomes = {Stage.ASSESSMENT: early, Stage.WEIGHING: late}
    return Weighing(facts, outcomes, late_facts, assessment, alternatives, comparisons)


def _gates(case: Case, rule_set: RuleSet, assessment: Assessment) -> Iterator[tuple[str, str, Value | None]]:
    for declared in rule_set.inlet(Inlet.GATE):
        for alternative in case.alternatives:
            yield alternative.id, declared.name, GATE_CODES[assessment.gate_of(alternative.claims)]


def _claim(gate: ClaimGate) -> ClaimInAlternative:
    return ClaimInAlternative(id=gate.id, gate=gate.gate)


def _advice(alternative: str, rule_set: RuleSet, late: Outcomes) -> str | None:
    declared = rule_set.outlet.get(Outlet.ADVICE)
    value = None if declared is None else late.derived.get((declared.name, alternative))
    return value if isinstance(value, str) else None
