"""What is weighed against what, and what is not and why: the data that the sentences of a weighing are made of.

Alternatives that fit are compared two by two (`dominance`). Of every other is kept what stands in its way: the
gate, with the findings that set it, or a need without an answer, with the appraisal as it was recorded. Of the
resident's own plan all parts are kept, for what cannot and what can is told of it in any case (second look, 3).
"""

from collections.abc import Iterator, Mapping
from datetime import date

from budget_engine.answer import Answer, Dispute
from budget_engine.assessment import Finding, Gate
from budget_engine.case import AlternativeKind, Case, Goal, Nature, Party, Preference
from budget_engine.dominance import MOST_WANTED, Comparison, fits, needs_answered, paid_by
from budget_engine.facts import answers_of
from budget_engine.glossary import MUNICIPALITY, Noun, YesNo
from budget_engine.language.fact import Outlet
from budget_engine.language.rule_set import RuleSet
from budget_engine.lineage import Basis
from budget_engine.returns import Amount, GapKind, Returns
from budget_engine.weighing import Weighing


class Because(Noun):
    """A finding that set the gate of a part, and what would take it away; a row of a table has no title."""

    rule: str
    title: str | None
    text: str
    legal_basis: Basis
    resolved_by: str | None


class PlanPart(Noun):
    """One claim of an alternative, with its gate and what set it; not every claim is for the municipality."""

    claim: str
    gate: Gate
    own_decision: YesNo
    because: tuple[Because, ...]


class Appraisal(Noun):
    """Whether every need has an answer that works, as it was recorded; None as long as nobody could say."""

    holds: bool | None
    reasons: str | None
    given_by: str | None
    on: date | None
    dispute: Dispute | None


class Standing(Noun):
    """How one alternative stands in the weighing: whether it is compared, and by what not.

    `wanted_by` are those who would like this best.
    """

    alternative: str
    kind: AlternativeKind
    fits: bool
    gate: Gate
    appraisal: Appraisal | None
    parts: tuple[PlanPart, ...]
    wanted_by: tuple[str, ...]


class Paid(Noun):
    """What one party pays over all years of the ledger."""

    party: Party
    amount: Amount


class Alone(Noun):
    """The only alternative that fits: what it does, who would like it, and what it costs whom.

    `parts` are the claims by which it has its gate, where that is not open. `unasked` are the persons of whom
    no preference was written down while that of others was. `unpriced` names by party the lines whose amount
    nobody knows, and `nothing_alone` what stands beside *niets verandert* only.
    """

    alternative: str
    gate: Gate
    parts: tuple[str, ...]
    goals: tuple[Goal, ...]
    preference: tuple[Preference, ...]
    unasked: tuple[str, ...]
    money: tuple[Paid, ...]
    unpriced: dict[Party, tuple[str, ...]]
    nothing_alone: tuple[str, ...]


class Tradeoffs(Noun):
    """Everything that is weighed in a case; `years` is how long the ledger runs."""

    years: int
    comparisons: tuple[Comparison, ...]
    alone: Alone | None
    standings: tuple[Standing, ...]


NOTHING_TOLD = Tradeoffs(years=0, comparisons=(), alone=None, standings=())


def tradeoffs_of(case: Case, rule_set: RuleSet, weighing: Weighing) -> Tradeoffs:
    """Gather what is weighed against what; nothing as long as the worker has not judged."""
    if weighing.comparisons is None:
        return NOTHING_TOLD
    standings = tuple(_standings(case, rule_set, weighing))
    fitting = [item for item in standings if item.fits]
    ledgers = [item.returns for item in weighing.alternatives if item.returns is not None]
    return Tradeoffs(
        years=len(ledgers[0].years) if ledgers else 0,
        comparisons=weighing.comparisons,
        alone=_alone(case, weighing, fitting[0]) if len(fitting) == 1 else None,
        standings=standings,
    )


def _standings(case: Case, rule_set: RuleSet, weighing: Weighing) -> Iterator[Standing]:
    gates = {gate.id: gate for gate in weighing.assessment.gates}
    found = {(item.about, item.rule): item for item in weighing.assessment.findings}
    answers = answers_of(case)
    municipal = {law.code for law in rule_set.laws if law.carried_out_by == MUNICIPALITY}
    own = {claim.id for claim in case.claims if claim.law in municipal}
    for item in case.alternatives:
        yield Standing(
            alternative=item.id,
            kind=item.kind,
            fits=fits(item, rule_set, weighing.facts, weighing.assessment),
            gate=weighing.assessment.gate_of(item.claims),
            appraisal=_appraisal(item.id, rule_set, weighing, answers),
            parts=tuple(
                PlanPart(
                    claim=name,
                    gate=gates[name].gate,
                    own_decision=name in own,
                    because=tuple(_because(found[name, rule], rule_set) for rule in gates[name].findings),
                )
                for name in item.claims
            ),
            wanted_by=tuple(wish.said_by for wish in item.preference if wish.rank == MOST_WANTED),
        )


def _because(item: Finding, rule_set: RuleSet) -> Because:
    named = rule_set.rule_named.get(item.rule)
    return Because(
        rule=item.rule,
        title=None if named is None else named.title,
        text=item.text,
        legal_basis=item.legal_basis,
        resolved_by=item.resolved_by,
    )


def _appraisal(
    alternative: str, rule_set: RuleSet, weighing: Weighing, answers: Mapping[tuple[str, str], Answer]
) -> Appraisal | None:
    declared = rule_set.outlet.get(Outlet.EVERY_NEED_ANSWERED)
    answer = None if declared is None else answers.get((alternative, declared.name))
    if answer is None:
        return None
    return Appraisal(
        holds=needs_answered(alternative, rule_set, weighing.facts),
        reasons=answer.reasons,
        given_by=answer.given_by,
        on=answer.on,
        dispute=answer.dispute,
    )


def _alone(case: Case, weighing: Weighing, standing: Standing) -> Alone:
    item = next(found for found in case.alternatives if found.id == standing.alternative)
    returns = weighing.alternative(item.id).returns
    paid = {} if returns is None else paid_by(returns)
    said = {wish.said_by for wish in item.preference}
    return Alone(
        alternative=item.id,
        gate=standing.gate,
        parts=tuple(part.claim for part in standing.parts if part.gate is standing.gate is not Gate.OPEN),
        goals=item.goals,
        preference=item.preference,
        unasked=tuple(person.id for person in case.persons if person.id not in said),
        unpriced=_unpriced(returns),
        nothing_alone=() if returns is None else _nothing_alone(returns),
        money=tuple(Paid(party=party, amount=paid[party]) for party in Party if party in paid),
    )


def _unpriced(returns: Returns | None) -> dict[Party, tuple[str, ...]]:
    """Name by party the certain lines whose amount nobody knows."""
    found: dict[Party, list[str]] = {}
    for line in () if returns is None else returns.lines:
        if line.nature is Nature.CERTAIN and any(None in year.ends for year in line.years):
            found.setdefault(line.party, []).append(line.what)
    return {party: tuple(listed) for party, listed in found.items()}


def _nothing_alone(returns: Returns) -> tuple[str, ...]:
    kind = GapKind.ONLY_NOTHING_CHANGES
    return tuple(gap.what for gap in returns.missing if gap.kind is kind and gap.what is not None)
