"""What a case already says of its decision, so that nobody types it twice: a proposal, never a choice.

Which claims need an answer, from which day, and how many of what at which price. Quantities and prices
are read off the formula by which the rules worked the costs out, so a line adds up to what was derived.
Reasons, the last day of a claim and the taakveld stay empty: those are for a person to say.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from budget_engine.assessment import Finding, Gate
from budget_engine.budget import spread
from budget_engine.case import Claim
from budget_engine.deadlines import Unit, shift
from budget_engine.decision import ACTS, GIVES, INTENDED, Result
from budget_engine.drafts import answers
from budget_engine.drafts.entry import EXISTS, Draft, Field, Given, joined
from budget_engine.drafts.labels import PROVENANCE
from budget_engine.drafts.shape import DECISION, VALUE, Plain
from budget_engine.drafts.view import CHOSEN, View
from budget_engine.facts import answers_of
from budget_engine.glossary import MUNICIPALITY, WORDS
from budget_engine.language.expr import Constant, FactRef, Lookup, ParameterRef, Product, Sum, Term
from budget_engine.language.fact import EntityKind, Kind, Moment, Outlet, print_plain
from budget_engine.language.register import Act, Effect, Mandate
from budget_engine.language.rule import Strength
from budget_engine.language.rule_set import RuleSet, Stage
from budget_engine.trace import Step, Tracer
from budget_engine.values import parse_cents, parse_date, show_date

Written = tuple[Field, Given]

PARTS_PLACE = joined(DECISION, WORDS["part_decisions"])
AT_ONCE = "keer"
"""The unit of an amount that is paid at once: it is not counted in anything."""


def part_place(law: str) -> Field:
    """Give the place of the part-decision under a law."""
    return joined(PARTS_PLACE, law)


def claim_place(law: str, claim: str) -> Field:
    """Give the place of what is decided about a claim."""
    return joined(part_place(law), WORDS["claims"], claim)


# --- which claims --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ToDecide:
    """A claim that needs an answer; one that was only asked for is not in the chosen alternative."""

    claim: Claim
    is_chosen: bool


def to_decide(view: View) -> tuple[ToDecide, ...]:
    """List the claims that must be decided: those of the chosen alternative, and what was asked beside it.

    Whoever asked for something gets an answer, also when it was not chosen (Awb 4:13). One answer under a
    law is enough for a need, so of the claims that are left only the first is listed.
    """
    chosen = next((a for a in view.case.alternatives if a.id == view.draft.text(CHOSEN)), None)
    if chosen is None:
        return ()
    own = {law.code for law in view.rule_set.laws if law.carried_out_by == MUNICIPALITY}
    claims = [claim for claim in view.case.claims if claim.law in own]
    found = [ToDecide(claim, is_chosen=True) for claim in claims if claim.id in chosen.claims]
    there = {claim.id for claim in claims if claim.id in view.draft.parts(_claims_of(claim.law))}
    answered = {(item.claim.need, item.claim.law) for item in found}
    answered |= {(claim.need, claim.law) for claim in claims if claim.id in there}
    dated = view.rule_set.moment_fact.get(Moment.APPLICATION)
    for claim in claims:
        if (claim.need, claim.law) not in answered and _value(view, claim.id, dated) is not None:
            answered.add((claim.need, claim.law))
            found.append(ToDecide(claim, is_chosen=False))
    return tuple(found)


def _claims_of(law: str) -> Field:
    return joined(part_place(law), WORDS["claims"])


def _value(view: View, entity: str, fact: str | None) -> Any:
    return None if fact is None else view.weighing.facts.entities[entity].values.get(fact)


# --- what is proposed ----------------------------------------------------------------------------------


def proposal(view: View) -> list[Written]:
    """Give the fields that the case can fill and that are still empty; nothing that was written is touched."""
    return list(dict.fromkeys(_proposed(view)))


def _proposed(view: View) -> Iterator[Written]:
    for item in to_decide(view):
        part, place = part_place(item.claim.law), claim_place(item.claim.law, item.claim.id)
        yield from _where_missing(view.draft, part, [(EXISTS, "ja")])
        yield from _where_missing(view.draft, place, [(EXISTS, "ja")])
        result = intended_result(view, item.claim.id)
        start = _value(view, item.claim.id, view.rule_set.moment_fact.get(Moment.START))
        yield from _where_empty(view.draft, place, [(WORDS["result"], result)])
        given = _result_at(view.draft, place) or result
        if given not in GIVES:
            continue
        since = start.isoformat() if isinstance(start, date) else None
        yield from _where_empty(view.draft, place, [(WORDS["since"], since)])
        if not view.draft.names_used(joined(place, WORDS["lines"])):
            for number, line in enumerate(lines_for(view, item.claim), 1):
                own = joined(place, WORDS["lines"], str(number))
                yield joined(own, EXISTS), "ja"
                yield from ((joined(own, name), text) for name, text in line.items())


def _where_missing(draft: Draft, place: Field, fields: Iterable[tuple[str, str]]) -> Iterator[Written]:
    for name, text in fields:
        if draft.text(joined(place, name)) != text:
            yield joined(place, name), text


def _where_empty(draft: Draft, place: Field, fields: Iterable[tuple[str, str | None]]) -> Iterator[Written]:
    for name, text in fields:
        if text and not draft.text(joined(place, name)).strip():
            yield joined(place, name), text


def _result_at(draft: Draft, place: Field) -> Result | None:
    return result_named(draft.text(joined(place, WORDS["result"])))


def result_named(text: str) -> Result | None:
    """Give the result with this code, or None where there is none."""
    return next((result for result in Result if result == text), None)


# --- lines ---------------------------------------------------------------------------------------------


def lines_for(view: View, claim: Claim) -> list[dict[str, str]]:
    """Give the budget lines of the first year by the formula of the costs; what is not known is left out."""
    declared = view.rule_set.outlet.get(Outlet.FIRST_YEAR_LIKELY)
    if declared is None:
        return []
    tracer = Tracer(view.rule_set, view.weighing.facts)
    worked_out = _formula(tracer.derived(declared.name, view.weighing.facts.entities[claim.id]))
    if worked_out is None:
        return []
    name = next((item.name for item in view.case.solutions if item.id == claim.solution), "")
    lines = []
    for quantity, price in _pieces(worked_out, view.rule_set):
        if 0 in (price.outcome, None if quantity is None else quantity.outcome):
            continue
        known = {
            WORDS["what"]: name if quantity is not None else f"{name}, bedrag ineens",
            WORDS["quantity"]: "1" if quantity is None else _printed(quantity, Kind.NUMBER),
            WORDS["unit"]: AT_ONCE if quantity is None else _unit(view, claim),
            WORDS["price"]: _printed(price, Kind.AMOUNT),
            **_period(view, claim),
            WORDS["source"]: _source(price, view),
        }
        lines.append({field: text for field, text in known.items() if text})
    return lines


def _formula(step: Step) -> Step | None:
    """Give the formula by which a derived fact got its value, with the values that went into it."""
    return next((part for part in step.parts if isinstance(part.node, Term)), None)


def _pieces(step: Step, rule_set: RuleSet) -> Iterator[tuple[Step | None, Step]]:
    """Take a formula of costs apart: so many times a price, and amounts by themselves."""
    kinds = [_kind(part, rule_set) for part in step.parts]
    if isinstance(step.node, Sum):
        for part in step.parts:
            yield from _pieces(part, rule_set)
    elif isinstance(step.node, Product) and sorted(map(str, kinds)) == sorted((Kind.NUMBER, Kind.AMOUNT)):
        number = kinds.index(Kind.NUMBER)
        yield step.parts[number], step.parts[1 - number]
    else:
        yield None, step


def _kind(step: Step, rule_set: RuleSet) -> Kind | None:
    """Give the kind of value of a part of a formula; None where it is a calculation of its own."""
    node = step.node
    if isinstance(node, FactRef):
        return rule_set.fact[node.name].kind
    if isinstance(node, ParameterRef):
        return rule_set.parameter[node.name].kind
    if isinstance(node, Lookup):
        return rule_set.lookup_list[node.list].kind
    return node.kind if isinstance(node, Constant) else None


def _printed(step: Step, kind: Kind) -> str | None:
    return None if step.outcome is None else print_plain(kind, step.outcome)


def _unit(view: View, claim: Claim) -> str | None:
    """Give in what is counted: the rules declare a fact under the name that the field of a line has."""
    declared = view.rule_set.fact.get(WORDS["unit"])
    if declared is None or declared.entity is not EntityKind.CLAIM:
        return None
    value = _value(view, claim.id, declared.name)
    return declared.choices.get(value, value) if isinstance(value, str) else None


def _period(view: View, claim: Claim) -> dict[str, str | None]:
    """Give the days of a line: from the start of the claim to the end of the year that costs are counted over."""
    since = _value(view, claim.id, view.rule_set.moment_fact.get(Moment.START))
    declared = view.rule_set.outlet.get(Outlet.LEDGER_START)
    first = _value(view, view.case.id, None if declared is None else declared.name)
    last = shift(first, 1, Unit.YEARS) - timedelta(days=1) if isinstance(first, date) else None
    in_order = isinstance(since, date) and last is not None and since <= last
    return {
        WORDS["since"]: since.isoformat() if isinstance(since, date) else None,
        WORDS["until"]: last.isoformat() if in_order and last is not None else None,
    }


def _source(price: Step, view: View) -> str | None:
    """Say where a price comes from, where that is one thing: somebody's answer, or a list of tariffs."""
    leaves = list(_leaves(price))
    if len(leaves) != 1:
        return None
    (leaf,) = leaves
    if isinstance(leaf.node, Lookup):
        listed = view.rule_set.lookup_list[leaf.node.list]
        return listed.title or listed.name
    answer = None if leaf.reads is None else answers_of(view.case).get(leaf.reads)
    if answer is None or answer.provenance is None:
        return None
    said = answer.evidence or PROVENANCE[answer.provenance]
    return said if answer.on is None else f"{said}, {show_date(answer.on)}"


def _leaves(step: Step) -> Iterator[Step]:
    if isinstance(step.node, Lookup) or step.reads is not None:
        yield step
    elif isinstance(step.node, FactRef):
        formula = _formula(step)
        yield from () if formula is None else _leaves(formula)
    elif isinstance(step.node, Term):
        for part in step.parts:
            yield from _leaves(part)


# --- the result and the intention ------------------------------------------------------------------------


def intended_result(view: View, claim: str) -> Result | None:
    """Give the result that the intention of a claim stands for; None while that is open."""
    declared = view.rule_set.outlet.get(Outlet.INTENTION)
    intended = _value(view, claim, None if declared is None else declared.name)
    return next((result for result, code in INTENDED.items() if code == intended), None)


def intention_for(view: View, claim: str, result: Result) -> Written | None:
    """Give the field of the intention with what belongs to a result: the seal asks that they are equal."""
    declared = view.rule_set.outlet.get(Outlet.INTENTION)
    if declared is None:
        return None
    place = answers.current(view.draft, joined(WORDS["claims"], claim), declared.name)
    return joined(place, VALUE), INTENDED[result]


# --- who may decide ----------------------------------------------------------------------------------------


def mandates_for(law: str, on: date, rule_set: RuleSet) -> list[Mandate]:
    """List the mandates that are in force on a day and cover a law."""
    return [
        mandate
        for mandate in rule_set.mandates
        if law in mandate.laws
        and mandate.valid_from <= on
        and (mandate.valid_until is None or on <= mandate.valid_until)
    ]


def four_eyes(mandate: Mandate, results: Iterable[Result]) -> list[Act]:
    """Name the acts for which a second person must look along."""
    acts = {act for result in results for act in ACTS[result]}
    return [act for act in Act if act in acts and act in mandate.four_eyes]


# --- what is asked only when it matters ---------------------------------------------------------------------


@dataclass(frozen=True)
class Matters:
    """What must be said about a claim beside its result and reason, and why."""

    gate: Gate
    gate_findings: tuple[Finding, ...]
    bars_used: tuple[Finding, ...]
    derived_cents: int | None
    total_cents: int

    @property
    def asks_condition(self) -> bool:
        """Tell whether a condition, or another ground, must be named: the way is not known to be open."""
        return self.gate is Gate.UNKNOWN

    @property
    def asks_difference(self) -> bool:
        """Tell whether the lines are something else than what the rules derived, to the cent."""
        return self.derived_cents != self.total_cents


def matters(view: View, claim: str, total_cents: int) -> Matters:
    """Say what a claim asks for: its gate, the bars that may be used, and what the costs should be."""
    assessment = view.weighing.assessment
    gate = next(item for item in assessment.gates if item.id == claim)
    named = {item.rule: item for item in assessment.findings if item.about == claim}
    declared = view.rule_set.outlet.get(Outlet.FIRST_YEAR_LIKELY)
    early = view.weighing.outcomes[Stage.ASSESSMENT]
    derived = None if declared is None else early.derived.get((declared.name, claim))
    bars = assessment.about(claim, Effect.BAR)
    return Matters(
        gate=gate.gate,
        gate_findings=tuple(named[rule] for rule in gate.findings if rule in named),
        bars_used=tuple(item for item in bars if item.strength is Strength.DISCRETIONARY and item.holds),
        derived_cents=derived if isinstance(derived, int) else None,
        total_cents=total_cents,
    )


# --- sums ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sums:
    """What lines come to, in cents, and per calendar year; lines that are not complete yet are counted apart."""

    cents: int
    years: tuple[tuple[int, int], ...]
    incomplete: int


def sums_of(lines: Iterable[Plain]) -> Sums:
    """Add up lines as far as they can be read."""
    total = incomplete = 0
    years: dict[int, int] = {}
    for line in lines:
        try:
            cents = parse_cents(line[WORDS["amount"]])
            since, until = (parse_date(line[WORDS[end]]) for end in ("since", "until"))
            months = spread(cents, since, until) if since <= until else []
        except (KeyError, TypeError, ValueError):
            incomplete += 1
            continue
        total += cents
        incomplete += not months
        for month, share in months:
            years[month.year] = years.get(month.year, 0) + share
    return Sums(total, tuple(sorted(years.items())), incomplete)
