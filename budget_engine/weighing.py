"""The alternatives side by side: gate, input, returns and goals, what dominates what, and the advice.

The three axes are never summed. Only options that fit are compared; overlapping ranges of money are
not told apart; more effort by the household is no merit and takes no part.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from budget_engine import goals
from budget_engine.assessment import GATE_CODES, Assessment, ClaimGate, Gate, assess, unknown_costs
from budget_engine.case import Alternative, AlternativeKind, Case, Goal
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
    """Everything worked out about a case on a date: what engines found, and what follows from it."""

    facts: Facts
    outcomes: Mapping[Stage, Outcomes]
    late_facts: Facts
    assessment: Assessment
    alternatives: tuple[Weighed, ...]

    def alternative(self, name: str) -> Weighed:
        """Give an alternative by its id."""
        return next(item for item in self.alternatives if item.id == name)


def without_advice(weighing: Weighing, rule_set: RuleSet) -> Weighing:
    """Leave out the advice and what dominates what: the worker judges first (design, section 5)."""
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
    returns = returns_of(case, rule_set, facts, early.derived)
    offered = {item.support: item for item in offered_of(case, rule_set, early.derived)}
    dominated = _dominated(case, rule_set, facts, assessment, returns)
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
            dominated_by=dominated[item.id],
        )
        for item in case.alternatives
    )
    outcomes = {Stage.ASSESSMENT: early, Stage.WEIGHING: late}
    return Weighing(facts, outcomes, late_facts, assessment, alternatives)


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


# --- dominance -----------------------------------------------------------------------------------------


def _dominated(
    case: Case, rule_set: RuleSet, facts: Facts, assessment: Assessment, returns: Mapping[str, Returns]
) -> dict[str, tuple[str, ...]]:
    fitting = [item for item in case.alternatives if _fits(item, rule_set, facts, assessment)]
    return {
        item.id: tuple(
            sorted(other.id for other in fitting if item in fitting and _dominates(other, item, returns))
        )
        for item in case.alternatives
    }


def _fits(item: Alternative, rule_set: RuleSet, facts: Facts, assessment: Assessment) -> bool:
    declared = rule_set.outlet.get(Outlet.EVERY_NEED_ANSWERED)
    answered = None if declared is None else facts.entities[item.id].values.get(declared.name)
    return answered is True and assessment.gate_of(item.claims) is not Gate.CLOSED


def _dominates(other: Alternative, item: Alternative, returns: Mapping[str, Returns]) -> bool:
    """Tell whether one alternative is nowhere worse than another, and somewhere better."""
    if other.id == item.id:
        return False
    compared = [*_by_goals(other, item), _by_preference(other, item), _by_money(other, item, returns)]
    return None not in compared and all(sign >= 0 for sign in compared if sign is not None) and any(compared)


def _sign(worst_left: int, best_left: int, worst_right: int, best_right: int) -> int | None:
    if worst_left >= best_right:
        return 1 if worst_left > best_right else 0
    if worst_right >= best_left:
        return -1
    return None


def _by_goals(left: Alternative, right: Alternative) -> Iterator[int | None]:
    for pair in goals.side_by_side(left.goals, right.goals):
        yield None if pair is None else _sign(*pair[0], *pair[1])


def _by_preference(left: Alternative, right: Alternative) -> int | None:
    mine, theirs = ({item.said_by: item.rank for item in side.preference} for side in (left, right))
    signs = {
        1
        if who not in theirs or (who in mine and mine[who] < theirs[who])
        else 0
        if mine.get(who) == theirs.get(who)
        else -1
        for who in {*mine, *theirs}
    }
    if -1 in signs and 1 in signs:
        return None
    return 1 if 1 in signs else -1 if -1 in signs else 0


def _by_money(left: Alternative, right: Alternative, returns: Mapping[str, Returns]) -> int | None:
    """Compare what the municipality pays in two years; ranges that overlap are not told apart."""
    amounts = [
        returns[item.id].two_years.municipality_together if item.id in returns else None
        for item in (left, right)
    ]
    if amounts[0] is None or amounts[1] is None:
        return None
    (low, _, high), (other_low, _, other_high) = amounts[0].ends, amounts[1].ends
    if None in (low, high, other_low, other_high):
        return None
    assert low is not None and high is not None and other_low is not None and other_high is not None  # noqa: PT018
    return 1 if high < other_low else -1 if low > other_high else 0
