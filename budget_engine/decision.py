"""A decision by a named person: part-decisions per law, each with its own reason and budget.

The engine checks and never decides. `reasons_to_refuse` names everything that keeps a decision from
being sealed; deviating from the advice is not among them.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Literal

from pydantic import model_validator

from budget_engine.assessment import Finding, Gate
from budget_engine.authority import Actor, Matter, is_called, may
from budget_engine.budget import Budget, BudgetLine, budget_of
from budget_engine.case import ALWAYS_AMONG, Case
from budget_engine.glossary import MUNICIPALITY, UNKNOWN, Noun
from budget_engine.language.fact import Moment as ReferenceMoment
from budget_engine.language.fact import Outlet, Value
from budget_engine.language.register import Act, Effect
from budget_engine.language.rule import Strength
from budget_engine.language.rule_set import RuleSet, Stage
from budget_engine.values import Day, Moment, Said, show_cents, show_date
from budget_engine.weighing import Weighing


class Result(StrEnum):
    """What is decided about a claim."""

    GRANTED = "toegekend"
    PARTLY = "deels_toegekend"
    REFUSED = "geweigerd"
    LOWERED = "verlaagd"
    ENDED = "beeindigd"


ACTS = {
    Result.GRANTED: (Act.GRANT,),
    Result.PARTLY: (Act.GRANT, Act.REFUSE),
    Result.REFUSED: (Act.REFUSE,),
    Result.LOWERED: (Act.GRANT, Act.LOWER),
    Result.ENDED: (Act.END,),
}
"""What somebody does by a result, and needs a mandate for."""

INTENDED = {
    Result.GRANTED: "toekennen",
    Result.PARTLY: "deels",
    Result.REFUSED: "weigeren",
    Result.LOWERED: "verlagen",
    Result.ENDED: "beeindigen",
}
"""The intention by which a claim must have been assessed before it can be decided so."""

GIVES = frozenset({Result.GRANTED, Result.PARTLY, Result.LOWERED})
"""The results by which somebody gets something, so that lines belong to them."""


class OwnJudgement(Noun):
    """What the worker would choose, recorded before the advice was shown."""

    at: Moment
    given_by: Said
    alternative: str
    reasons: Said


class ClaimDecision(Noun):
    """What is decided about one claim, why, and what it comes to.

    `condition` names what must be met first, `despite_unknown` another recorded ground on which a claim
    is granted while its gate is not known yet, `use_of_discretion` why a bar that may be used is used,
    and `difference` why the lines differ from what the rules derived for a year.
    """

    claim: str
    result: Result
    reasons: Said
    activities: Said | None = None
    since: Day | None = None
    until: Day | None = None
    condition: Said | None = None
    despite_unknown: Said | None = None
    use_of_discretion: Said | None = None
    lines: tuple[BudgetLine, ...] = ()
    difference: Said | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "ClaimDecision":
        if self.since is not None and self.until is not None and self.until < self.since:
            raise ValueError("Deze aanspraak eindigt voordat zij begint.")
        if self.lines and self.result not in GIVES:
            raise ValueError(f"Bij wat is {self.result} horen geen begrotingsregels.")
        for line in self.lines:
            if (self.since is not None and line.since < self.since) or (
                self.until is not None and line.until > self.until
            ):
                raise ValueError(f"De regel '{line.what}' valt buiten de periode van deze aanspraak.")
        return self


class PartDecision(Noun):
    """The decision under one law, with its own decider, conditions and evaluation."""

    law: str
    decider: Actor
    second: Actor | None = None
    claims: tuple[ClaimDecision, ...]
    conditions: tuple[Said, ...] = ()
    own_contribution: Said | None = None
    evaluation: tuple[Day, ...] = ()

    @model_validator(mode="after")
    def _about_something(self) -> "PartDecision":
        if not self.claims:
            raise ValueError("Een deelbesluit gaat over ten minste één aanspraak.")
        return self

    def lines(self) -> Iterator[BudgetLine]:
        """Walk all budget lines."""
        for claim in self.claims:
            yield from claim.lines


class NotGranted(Noun):
    """A wish that was not granted, and why."""

    what: Said
    reasons: Said


class Decision(Noun):
    """Everything that is decided at once for a case, on one day."""

    form: Literal["1"]
    case: str
    on: Day
    own_judgement: OwnJudgement
    advice_seen_at: Moment
    chosen: str
    reasons: Said
    resident_view: Said | None = None
    part_decisions: tuple[PartDecision, ...]
    not_granted: tuple[NotGranted, ...] = ()


class Difference(Noun):
    """The own judgement, the advice and the choice side by side; kept, not judged."""

    own_judgement: str
    advice: str | None
    chosen: str
    agrees: bool


def budgets_of(decision: Decision) -> tuple[Budget, ...]:
    """Give the budget of each part-decision."""
    return tuple(budget_of(part.law, part.lines()) for part in decision.part_decisions)


def difference_of(decision: Decision, weighing: Weighing) -> Difference:
    """Lay own judgement, advice and choice side by side."""
    return Difference(
        own_judgement=decision.own_judgement.alternative,
        advice=weighing.alternative(decision.chosen).advice,
        chosen=decision.chosen,
        agrees=decision.own_judgement.alternative == decision.chosen,
    )


def reasons_to_refuse(decision: Decision, case: Case, rule_set: RuleSet, weighing: Weighing) -> list[str]:
    """Name, in Dutch, everything that keeps this decision from being sealed."""
    basic = list(_basic(decision, case))
    if basic:
        return basic
    checks = _Checks(decision, case, rule_set, weighing)
    reasons = (
        *checks.faults(),
        *checks.order(),
        *checks.requests_answered(),
        *checks.claims_covered(),
        *checks.parts(),
        *checks.deviations(),
    )
    return list(dict.fromkeys(reasons))


def _basic(decision: Decision, case: Case) -> Iterator[str]:
    alternatives = {item.id: item for item in case.alternatives}
    if decision.case != case.id:
        yield f"Dit besluit hoort bij zaak '{decision.case}', niet bij '{case.id}'."
    for name in (decision.chosen, decision.own_judgement.alternative):
        if name not in alternatives:
            yield f"'{name}' is geen alternatief van deze zaak."
    kinds = {item.kind for item in case.alternatives}
    for kind in ALWAYS_AMONG:
        if kind not in kinds:
            yield f"Het alternatief '{kind}' ontbreekt; zonder dat is er niet gewogen."
    if not decision.part_decisions:
        yield "Er is nog niets besloten: noem ten minste één deelbesluit, met wie het neemt."
    laws = [part.law for part in decision.part_decisions]
    for law in dict.fromkeys(laws):
        if laws.count(law) > 1:
            yield f"Onder {law} zijn er twee deelbesluiten; maak er één van."
    claims = {claim.id for claim in case.claims}
    for part in decision.part_decisions:
        for item in part.claims:
            if item.claim not in claims:
                yield f"'{item.claim}' is geen aanspraak in deze zaak."


class _Checks:
    def __init__(self, decision: Decision, case: Case, rule_set: RuleSet, weighing: Weighing) -> None:
        self.decision = decision
        self.case = case
        self.rule_set = rule_set
        self.weighing = weighing
        self.laws = {claim.id: claim.law for claim in case.claims}
        self.findings = weighing.assessment.findings

    def faults(self) -> Iterator[str]:
        """Name the tables that give no row, or two."""
        for outcomes in self.weighing.outcomes.values():
            for fault in outcomes.faults:
                yield f"Tabel '{fault.table}' heeft een {fault.kind} voor '{fault.entity}'."

    def order(self) -> Iterator[str]:
        """Hold the own judgement before the advice, and the advice before the decision."""
        if self.decision.own_judgement.at >= self.decision.advice_seen_at:
            yield "De eigen inschatting is niet vastgelegd voordat het advies werd getoond."
        if self.decision.advice_seen_at.date() > self.decision.on:
            yield "Het advies is pas na het besluit getoond."
        for part in self.decision.part_decisions:
            for day in part.evaluation:
                if day < self.decision.on:
                    yield f"De evaluatie onder {part.law} ligt voor het besluit ({show_date(day)})."
        for about, fact, answer in self.case.answers():
            if answer.on is not None and answer.on > self.decision.on:
                yield f"Het antwoord op '{fact}' van '{about}' is van na het besluit ({show_date(answer.on)})."

    def requests_answered(self) -> Iterator[str]:
        """Every request that was made gets an answer: who asked may not be left waiting (Awb 4:13)."""
        dated = self.rule_set.moment_fact.get(ReferenceMoment.APPLICATION)
        decided = {item.claim for part in self.decision.part_decisions for item in part.claims}
        answered = {(claim.need, claim.law) for claim in self.case.claims if claim.id in decided}
        waiting: dict[tuple[str, str], str] = {}
        for claim in self.case.claims:
            request = (claim.need, claim.law)
            if self._is_municipal(claim.law) and self._known(claim.id, dated) and request not in answered:
                waiting.setdefault(request, claim.id)
        for (need, law), claim_id in waiting.items():
            yield f"Op de aanvraag bij vraag '{need}' onder {law} is niets besloten (zoals '{claim_id}')."

    def _is_municipal(self, law: str) -> bool:
        return any(item.code == law and item.carried_out_by == MUNICIPALITY for item in self.rule_set.laws)

    def _known(self, claim: str, fact: str | None) -> Value | None:
        return None if fact is None else self.weighing.facts.entities[claim].values.get(fact)

    def claims_covered(self) -> Iterator[str]:
        """Every municipal claim of the chosen alternative is decided once, under its own law."""
        chosen = next(item for item in self.case.alternatives if item.id == self.decision.chosen)
        decided = [item.claim for part in self.decision.part_decisions for item in part.claims]
        for name in chosen.claims:
            if self._is_municipal(self.laws[name]) and decided.count(name) == 0:
                yield f"Over aanspraak '{name}' is niets besloten."
        for name in dict.fromkeys(decided):
            if decided.count(name) > 1:
                yield f"Over aanspraak '{name}' is meer dan één keer besloten."
        for part in self.decision.part_decisions:
            for item in part.claims:
                if item.result in GIVES and item.claim not in chosen.claims:
                    yield f"Aanspraak '{item.claim}' hoort niet bij het gekozen alternatief '{chosen.id}'."
                if self.laws[item.claim] != part.law:
                    yield f"Aanspraak '{item.claim}' valt onder {self.laws[item.claim]}, niet onder {part.law}."

    def parts(self) -> Iterator[str]:
        """Competence, mandate, gates, reasons and amounts of every part-decision."""
        for part in self.decision.part_decisions:
            cents = sum(line.amount for line in part.lines())
            if part.second is not None and is_called(part.second, part.decider.name):
                yield f"Deelbesluit {part.law}: de tweede persoon is dezelfde als wie beslist."
            for item in part.claims:
                yield from self._competence(item)
                yield from self._intention(item)
                yield from self._mandate(part, item, cents)
                yield from self._gate(item)
                yield from self._amounts(item)

    def _competence(self, item: ClaimDecision) -> Iterator[str]:
        for finding in self.weighing.assessment.about(item.claim, Effect.COMPETENCE):
            said = (
                "staat niet vast wie bevoegd is"
                if finding.holds is None
                else "is de ondertekenaar niet bevoegd"
            )
            yield f"Voor '{item.claim}' {said} ({finding.rule})."

    def _intention(self, item: ClaimDecision) -> Iterator[str]:
        """Hold what is decided against what was assessed: the rules on refusing never saw a grant."""
        declared = self.rule_set.outlet.get(Outlet.INTENTION)
        if declared is None:
            return
        intended = self._known(item.claim, declared.name)
        if intended != INTENDED[item.result]:
            yield (
                f"'{item.claim}' is getoetst met {declared.name} '{intended or UNKNOWN}', en besloten is "
                f"'{item.result}'. Zet het voornemen in de zaak gelijk en beoordeel opnieuw."
            )

    def _mandate(self, part: PartDecision, item: ClaimDecision, cents: int) -> Iterator[str]:
        for act in ACTS[item.result]:
            matter = Matter(law=part.law, cents=cents, on=self.decision.on, second=part.second)
            refusal = may(part.decider, act, matter, self.rule_set)
            if refusal is not None:
                yield f"Deelbesluit {part.law}: {refusal}"

    def _gate(self, item: ClaimDecision) -> Iterator[str]:
        gate = next(gate for gate in self.weighing.assessment.gates if gate.id == item.claim)
        named = ", ".join(gate.findings)
        if item.result in GIVES:
            match gate.gate:
                case Gate.CLOSED:
                    yield f"'{item.claim}' kan volgens de wet niet worden toegekend ({named})."
                case Gate.BY_DEVIATION:
                    yield f"'{item.claim}' kan alleen met een vastgelegde afwijking ({named})."
                case Gate.UNKNOWN:
                    if item.condition is None and item.despite_unknown is None:
                        yield f"'{item.claim}' is nog niet bekend ({named}); noem een voorwaarde of een andere grond."
                case Gate.OPEN | Gate.PROVIDED:
                    pass
        elif item.use_of_discretion is None:
            for finding in self._discretionary(item.claim):
                yield f"'{item.claim}' wordt {item.result} waar dat mag maar niet hoeft ({finding.rule}); zeg waarom."

    def _discretionary(self, claim: str) -> Iterable[Finding]:
        about = self.weighing.assessment.about(claim, Effect.BAR)
        return (item for item in about if item.strength is Strength.DISCRETIONARY and item.holds)

    def _amounts(self, item: ClaimDecision) -> Iterator[str]:
        if item.result not in GIVES or item.difference is not None:
            return
        declared = self.rule_set.outlet.get(Outlet.FIRST_YEAR_LIKELY)
        early = self.weighing.outcomes[Stage.ASSESSMENT]
        derived = None if declared is None else early.derived.get((declared.name, item.claim))
        total = sum(line.amount for line in item.lines)
        if not isinstance(derived, int):
            yield f"Voor '{item.claim}' staat het bedrag niet vast; zeg waar de regels op rusten."
        elif total != derived:
            yield (
                f"De regels van '{item.claim}' zijn samen {show_cents(total)}, maar uit de feiten volgt "
                f"{show_cents(derived)}; zeg waarom dat verschilt."
            )

    def deviations(self) -> Iterator[str]:
        """Ask for a mandate of its own wherever a finding is set aside, of who set it aside."""
        deciders = {part.law: part for part in self.decision.part_decisions}
        codes = {law.name: law.code for law in self.rule_set.laws}
        for deviation in self.case.deviations:
            own = codes[self.rule_set.finding_basis[deviation.rule].law]
            law = self.laws.get(deviation.about, own)
            part = deciders.get(law)
            if part is None:
                yield f"Afwijking van '{deviation.rule}': er is geen deelbesluit onder {law} dat haar draagt."
                continue
            if not is_called(part.decider, deviation.set_aside_by):
                yield (
                    f"Afwijking van '{deviation.rule}': {deviation.set_aside_by} legde haar vast, "
                    f"maar {part.decider.name} beslist."
                )
            matter = Matter(law=part.law, cents=0, on=self.decision.on, second=part.second)
            refusal = may(part.decider, Act.DEVIATE, matter, self.rule_set)
            if refusal is not None:
                yield f"Afwijking van '{deviation.rule}': {refusal}"
