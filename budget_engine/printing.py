"""What the command line shows to people: plain Dutch, one thought a line."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import wrap

from budget_engine.assessment import Finding
from budget_engine.decision import Decision, budgets_of
from budget_engine.drafts.labels import EFFECTS, GATES
from budget_engine.export import AssessmentReport
from budget_engine.language.register import SourceClass
from budget_engine.language.rule import Consequence
from budget_engine.language.rule_set import RuleSet
from budget_engine.replay import Outcome, Replay
from budget_engine.returns import Amount, Returns
from budget_engine.values import show_cents, show_date
from budget_engine.weighing import Weighed

WIDTH = 110  # columns; what fits a terminal beside a browser

_SHORT = 12  # digits of a hash, for people; the whole stands in the JSON


def assessment_text(report: AssessmentReport, rule_set: RuleSet) -> Iterator[str]:
    """Write an assessment for people, each finding with where it stands and what follows from it."""
    yield f"Zaak {report.case}, gemeente {report.municipality}, beoordeeld op {show_date(report.on)}."
    yield f"Regels {report.rule_set[:_SHORT]}, betekenis {report.meaning}, motor {report.engine}."
    for words, effect, strength in EFFECTS:
        found = [item for item in report.findings if (item.effect, item.strength) == (effect, strength)]
        if found:
            yield from ("", f"{words}:")
            for _, same in groupby(found, key=lambda item: (item.rule, item.holds, item.day)):
                yield from _findings(list(same), rule_set)
    yield from _questions(report)
    if report.faults:
        yield ""
        yield "Fouten in tabellen (deze houden vaststellen tegen):"
        for fault in report.faults:
            yield f"  {fault.table} over {fault.about}: {fault.fault}"
    for alternative in report.alternatives:
        yield ""
        yield from _alternative(alternative)


def _findings(same: list[Finding], rule_set: RuleSet) -> Iterator[str]:
    """Write findings of one rule with one outcome: the sentence once, then who it is about."""
    item = same[0]
    truth = "" if item.holds else " (nog niet bekend)" if item.holds is None else " (geldt niet)"
    day = "" if item.day is None else f" Uiterlijk {show_date(item.day)}."
    about = ", ".join(f"{one.about}{_marks(one)}" for one in same)
    yield f"  {about}{truth}:{day}"
    yield from wrap(item.text, WIDTH, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)
    for follows in what_follows(item, rule_set.consequence_of_finding[item.rule]):
        yield from wrap(
            follows, WIDTH, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False
        )
    yield f"    {source_of(item.rule, rule_set)} (regel {item.rule})."


def what_follows(item: Finding, consequence: Consequence) -> Iterator[str]:
    """Write what follows from a finding: who goes first, where it is sent on, what resolves it."""
    if consequence.first_payer is not None:
        yield f"Eerst: {consequence.first_payer}."
    if consequence.forwarding is not None:
        yield f"Doorsturen: {consequence.forwarding}"
    if consequence.bridge is not None:
        yield f"Tot die tijd: {consequence.bridge}"
    if item.resolved_by is not None:
        yield f"Opgelost met: {item.resolved_by}"


def source_of(finding: str, rule_set: RuleSet) -> str:
    """Write where a finding stands: the law and article, the ruling or who decided it, and whether it was read."""
    basis = rule_set.finding_basis[finding]
    said = [f"{basis.law}, {basis.article}"]
    match basis.source_class:
        case SourceClass.STATUTE:
            pass
        case SourceClass.CASE_LAW:
            said.append(f"rechtspraak {basis.ruling or ''}".strip())
        case SourceClass.POLICY:
            said.append(f"beleid van {basis.decided_by or 'de gemeente'}")
    if basis.to_verify:
        said.append("nog te verifiëren")
    return "; ".join(said)


def _marks(item: Finding) -> str:
    disputed = " [hier zijn we het niet over eens]" if item.is_disputed else ""
    aside = f" [terzijde gesteld: {item.set_aside_on}]" if item.set_aside_on else ""
    return disputed + aside


def _questions(report: AssessmentReport) -> Iterator[str]:
    if report.open_questions:
        yield ""
        yield "Nog te vragen of na te gaan:"
        for question in report.open_questions:
            who = "gemeente vult in" if question.kind == "parameter" else question.about
            yield f"  {who}: {question.asked_fact} (raakt {', '.join(question.touches)})"


def _alternative(item: Weighed) -> Iterator[str]:
    yield f"Alternatief {item.id} ({item.kind}): {GATES[item.law]}; advies: {item.advice or 'nog niet bekend'}"
    for claim in item.claims:
        yield f"    {claim.id}: {GATES[claim.gate]}"
    for goal in item.goals:
        yield f'    doel {goal.domain}: "{goal.own_words}" ({goal.said_by}): {goal.direction}'
    if item.dominated_by:
        yield f"    nergens beter dan: {', '.join(item.dominated_by)}"
    if item.returns is not None:
        yield from _money(item.returns)


def _money(returns: Returns) -> Iterator[str]:
    for year in returns.years:
        yield f"    {year.year}"
        for party in year.parties:
            yield f"      {party.party}{f' {party.law}' if party.law else ''}: {_amount(party.amount)}"
        yield f"      gemeente samen: {_amount(year.municipality_together)}"
        yield f"      totaal: {_amount(year.total)}"
    yield f"    twee jaar, gemeente samen: {_amount(returns.two_years.municipality_together)}"
    for line in returns.lines:
        if line.break_even is not None:
            low, high = (_share(end) for end in (line.break_even.at_low_bp, line.break_even.at_high_bp))
            chance = "niet uit te rekenen"
            if low and high:
                span = low if low == high else f"{high} tot {low}"
                chance = f"kostenneutraal bij {span} minder kans"
            yield f"    {line.what}: kans onbekend; {chance}"


def _share(points: int | None) -> str | None:
    return None if points is None else f"{points // 100},{points % 100 // 10}%"


def _amount(amount: Amount | None) -> str:
    if amount is None:
        return "onbekend"
    ends = ["onbekend" if cents is None else show_cents(cents) for cents in amount.ends]
    return ends[0] if len(set(ends)) == 1 else " / ".join(ends)


def decision_text(decision: Decision, number: int) -> Iterator[str]:
    """Write a sealed decision for people."""
    yield f"Record {number}: besluit over {decision.case} op {show_date(decision.on)}, keuze {decision.chosen}."
    for part, budget in zip(decision.part_decisions, budgets_of(decision), strict=True):
        yield f"  {part.law}: door {part.decider.name} ({part.decider.function}), {show_cents(budget.cents)}"
        if budget.conditional_cents:
            yield f"      waarvan onder voorwaarde {show_cents(budget.conditional_cents)}"
        for claim in part.claims:
            yield f"      {claim.claim}: {claim.result}. {claim.reasons}"
    for wish in decision.not_granted:
        yield f"  niet toegekend: {wish.what}. {wish.reasons}"
    if decision.resident_view is not None:
        yield f"  zienswijze: {decision.resident_view}"


_OUTCOMES = {
    Outcome.SAME: "gelijk",
    Outcome.TEXT: "gelijk, alleen een tekst leest anders",
    Outcome.DIFFERENT: "anders",
    Outcome.REFUSED: "niet opnieuw doorgerekend",
}


def replay_text(replays: Iterable[Replay]) -> Iterator[str]:
    """Write for people what came of working records out again."""
    for replay in replays:
        yield f"Record {replay.number}: {_OUTCOMES[replay.outcome]}."
        for item in replay.differences:
            was = "" if item.sealed is None else f" verzegeld {item.sealed};"
            yield f"  {item.place}:{was} nu {item.found}"
