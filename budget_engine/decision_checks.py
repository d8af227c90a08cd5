"""What keeps a decision from being sealed: everything is named, in Dutch, with where it can be mended.

Deviating from the advice is not among the reasons: a person decides.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from budget_engine.assessment import Finding, Gate
from budget_engine.authority import Matter, is_called, may
from budget_engine.case import ALWAYS_AMONG, Case
from budget_engine.decision import ACTS, GIVES, INTENDED, ClaimDecision, Decision, PartDecision
from budget_engine.glossary import MUNICIPALITY, UNKNOWN
from budget_engine.language.fact import Moment as ReferenceMoment
from budget_engine.language.fact import Outlet, Value
from budget_engine.language.register import Act, Effect
from budget_engine.language.rule import Strength
from budget_engine.language.rule_set import RuleSet, Stage
from budget_engine.reason import Mended, Named, Reason, Sort, named_code, named_law, named_part, named_rules
from budget_engine.values import show_cents, show_date
from budget_engine.weighing import Weighing

HEADING = "Deelbesluit {law}: "
"""Begins what is said about a part-decision as a whole."""


def reasons_to_refuse(
    decision: Decision, case: Case, rule_set: RuleSet, weighing: Weighing
) -> tuple[Reason, ...]:
    """Name everything that keeps this decision from being sealed."""
    basic = tuple(_basic(decision, case))
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
    return tuple({str(reason): reason for reason in reasons}.values())


def parts_gone(decision: Decision, case: Case) -> frozenset[str]:
    """Name the claims and alternatives of a decision that are not in the case, so that nothing can be made of it."""
    alternatives = {decision.chosen, decision.own_judgement.alternative}
    claims = {item.claim for part in decision.part_decisions for item in part.claims}
    return frozenset(
        (alternatives - {item.id for item in case.alternatives})
        | (claims - {item.id for item in case.claims})
    )


def _basic(decision: Decision, case: Case) -> Iterator[Reason]:
    alternatives = {item.id: item for item in case.alternatives}
    if decision.case != case.id:
        cases = {"other": decision.case, "case": case.id}
        yield Reason("Dit besluit hoort bij zaak '{other}', niet bij '{case}'.", cases)
    for name in (decision.chosen, decision.own_judgement.alternative):
        if name not in alternatives:
            yield Reason("'{name}' is geen alternatief van deze zaak.", {"name": named_part(name)})
    kinds = {item.kind for item in case.alternatives}
    for kind in ALWAYS_AMONG:
        if kind not in kinds:
            yield Reason(
                "Het alternatief '{kind}' ontbreekt; zonder dat is er niet gewogen.",
                {"kind": named_code(kind)},
                Mended.OPTIONS,
            )
    if not decision.part_decisions:
        yield Reason("Er is nog niets besloten: noem ten minste één deelbesluit, met wie het neemt.")
    laws = [part.law for part in decision.part_decisions]
    for law in dict.fromkeys(laws):
        if laws.count(law) > 1:
            sentence = "Onder {law} zijn er twee deelbesluiten; maak er één van."
            yield Reason(sentence, {"law": named_law(law)}, law=law)
    claims = {claim.id for claim in case.claims}
    for part in decision.part_decisions:
        for item in part.claims:
            if item.claim not in claims:
                yield Reason("'{claim}' is geen aanspraak in deze zaak.", {"claim": named_part(item.claim)})


class _Checks:
    def __init__(self, decision: Decision, case: Case, rule_set: RuleSet, weighing: Weighing) -> None:
        self.decision = decision
        self.case = case
        self.rule_set = rule_set
        self.weighing = weighing
        self.laws = {claim.id: claim.law for claim in case.claims}

    def faults(self) -> Iterator[Reason]:
        """Name the tables that give no row, or two."""
        for outcomes in self.weighing.outcomes.values():
            for fault in outcomes.faults:
                yield Reason(
                    "Tabel '{table}' heeft een {fault} voor '{part}'.",
                    {"table": fault.table, "fault": str(fault.kind), "part": named_part(fault.entity)},
                )

    def order(self) -> Iterator[Reason]:
        """Hold the own judgement before the advice, and the advice before the decision."""
        if self.decision.own_judgement.at >= self.decision.advice_seen_at:
            sentence = "De eigen inschatting is niet vastgelegd voordat het advies werd getoond."
            yield Reason(sentence, mended=Mended.JUDGEMENT)
        if self.decision.advice_seen_at.date() > self.decision.on:
            yield Reason("Het advies is pas na het besluit getoond.", mended=Mended.ADVICE)
        for part in self.decision.part_decisions:
            for day in part.evaluation:
                if day < self.decision.on:
                    yield Reason(
                        "De evaluatie onder {law} ligt voor het besluit ({day}).",
                        {"law": named_law(part.law), "day": show_date(day)},
                        law=part.law,
                    )
        for about, fact, answer in self.case.answers():
            if answer.on is not None and answer.on > self.decision.on:
                yield Reason(
                    "Het antwoord op '{fact}' van '{about}' is van na het besluit ({day}).",
                    {
                        "fact": Named(Sort.FACT, (fact,)),
                        "about": named_part(about),
                        "day": show_date(answer.on),
                    },
                    Mended.ANSWERS,
                )

    def requests_answered(self) -> Iterator[Reason]:
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
            yield Reason(
                "Op de aanvraag bij vraag '{need}' onder {law} is niets besloten (zoals '{claim}').",
                {"need": named_part(need), "law": named_law(law), "claim": named_part(claim_id)},
                law=law,
            )

    def _is_municipal(self, law: str) -> bool:
        return any(item.code == law and item.carried_out_by == MUNICIPALITY for item in self.rule_set.laws)

    def _known(self, claim: str, fact: str | None) -> Value | None:
        return None if fact is None else self.weighing.facts.entities[claim].values.get(fact)

    def _about(
        self, claim: str, sentence: str, mended: Mended = Mended.DECISION, **named: Named | str
    ) -> Reason:
        """Say something about a claim, at the part-decision under its law."""
        return Reason(sentence, {"claim": named_part(claim), **named}, mended, self.laws[claim])

    def claims_covered(self) -> Iterator[Reason]:
        """Every municipal claim of the chosen alternative is decided once, under its own law."""
        chosen = next(item for item in self.case.alternatives if item.id == self.decision.chosen)
        decided = [item.claim for part in self.decision.part_decisions for item in part.claims]
        for name in chosen.claims:
            if self._is_municipal(self.laws[name]) and decided.count(name) == 0:
                yield self._about(name, "Over aanspraak '{claim}' is niets besloten.")
        for name in dict.fromkeys(decided):
            if decided.count(name) > 1:
                yield self._about(name, "Over aanspraak '{claim}' is meer dan één keer besloten.")
        for part in self.decision.part_decisions:
            for item in part.claims:
                if item.result in GIVES and item.claim not in chosen.claims:
                    sentence = "Aanspraak '{claim}' hoort niet bij het gekozen alternatief '{chosen}'."
                    yield self._about(item.claim, sentence, chosen=named_part(chosen.id))
                if self.laws[item.claim] != part.law:
                    yield self._about(
                        item.claim,
                        "Aanspraak '{claim}' valt onder {own}, niet onder {law}.",
                        own=named_law(self.laws[item.claim]),
                        law=named_law(part.law),
                    )

    def parts(self) -> Iterator[Reason]:
        """Competence, mandate, gates, reasons and amounts of every part-decision."""
        for part in self.decision.part_decisions:
            cents = sum(line.amount for line in part.lines())
            if part.second is not None and is_called(part.second, part.decider.name):
                sentence = HEADING + "de tweede persoon is dezelfde als wie beslist."
                yield Reason(sentence, {"law": named_law(part.law)}, law=part.law)
            for item in part.claims:
                yield from self._competence(item)
                yield from self._intention(item)
                yield from self._mandate(part, item, cents)
                yield from self._gate(item)
                yield from self._amounts(item)

    def _competence(self, item: ClaimDecision) -> Iterator[Reason]:
        for finding in self.weighing.assessment.about(item.claim, Effect.COMPETENCE):
            said = (
                "staat niet vast wie bevoegd is"
                if finding.holds is None
                else "is de ondertekenaar niet bevoegd"
            )
            sentence = f"Voor '{{claim}}' {said} ({{rules}})."
            yield self._about(item.claim, sentence, Mended.OPTIONS, rules=named_rules(finding.rule))

    def _intention(self, item: ClaimDecision) -> Iterator[Reason]:
        """Hold what is decided against what was assessed: the rules on refusing never saw a grant."""
        declared = self.rule_set.outlet.get(Outlet.INTENTION)
        if declared is None:
            return
        intended = self._known(item.claim, declared.name)
        if intended != INTENDED[item.result]:
            yield self._about(
                item.claim,
                "'{claim}' is getoetst met {intention} '{intended}', en besloten is '{result}'. "
                "Zet het voornemen in de zaak gelijk en beoordeel opnieuw.",
                intention=declared.name,
                intended=named_code(str(intended or UNKNOWN)),
                result=named_code(item.result),
            )

    def _mandate(self, part: PartDecision, item: ClaimDecision, cents: int) -> Iterator[Reason]:
        for act in ACTS[item.result]:
            matter = Matter(law=part.law, cents=cents, on=self.decision.on, second=part.second)
            refusal = may(part.decider, act, matter, self.rule_set)
            if refusal is not None:
                yield replace(
                    refusal,
                    sentence=HEADING + refusal.sentence,
                    named={**refusal.named, "law": named_law(part.law)},
                    law=part.law,
                )

    def _gate(self, item: ClaimDecision) -> Iterator[Reason]:
        gate = next(gate for gate in self.weighing.assessment.gates if gate.id == item.claim)
        named = named_rules(*gate.findings)
        if item.result in GIVES:
            match gate.gate:
                case Gate.CLOSED:
                    sentence = "'{claim}' kan volgens de wet niet worden toegekend ({rules})."
                    yield self._about(item.claim, sentence, Mended.FINDINGS, rules=named)
                case Gate.BY_DEVIATION:
                    sentence = "'{claim}' kan alleen met een vastgelegde afwijking ({rules})."
                    yield self._about(item.claim, sentence, Mended.FINDINGS, rules=named)
                case Gate.UNKNOWN:
                    if item.condition is None and item.despite_unknown is None:
                        sentence = (
                            "'{claim}' is nog niet bekend ({rules}); noem een voorwaarde of een andere grond."
                        )
                        yield self._about(item.claim, sentence, rules=named)
                case Gate.OPEN | Gate.PROVIDED:
                    pass
        elif item.use_of_discretion is None:
            for finding in self._discretionary(item.claim):
                yield self._about(
                    item.claim,
                    "'{claim}' wordt {result} waar dat mag maar niet hoeft ({rules}); zeg waarom.",
                    result=named_code(item.result),
                    rules=named_rules(finding.rule),
                )

    def _discretionary(self, claim: str) -> Iterable[Finding]:
        about = self.weighing.assessment.about(claim, Effect.BAR)
        return (item for item in about if item.strength is Strength.DISCRETIONARY and item.holds)

    def _amounts(self, item: ClaimDecision) -> Iterator[Reason]:
        if item.result not in GIVES or item.difference is not None:
            return
        declared = self.rule_set.outlet.get(Outlet.FIRST_YEAR_LIKELY)
        early = self.weighing.outcomes[Stage.ASSESSMENT]
        derived = None if declared is None else early.derived.get((declared.name, item.claim))
        total = sum(line.amount for line in item.lines)
        if not isinstance(derived, int):
            sentence = "Voor '{claim}' staat het bedrag niet vast; zeg waar de regels op rusten."
            yield self._about(item.claim, sentence)
        elif total != derived:
            yield self._about(
                item.claim,
                "De regels van '{claim}' zijn samen {total}, maar uit de feiten volgt {derived}; "
                "zeg waarom dat verschilt.",
                total=show_cents(total),
                derived=show_cents(derived),
            )

    def deviations(self) -> Iterator[Reason]:
        """Ask for a mandate of its own wherever a finding is set aside, of who set it aside."""
        deciders = {part.law: part for part in self.decision.part_decisions}
        codes = {law.name: law.code for law in self.rule_set.laws}
        for deviation in self.case.deviations:
            own = codes[self.rule_set.finding_basis[deviation.rule].law]
            law = self.laws.get(deviation.about, own)
            start = Reason(
                "Afwijking van '{rule}': ", {"rule": named_rules(deviation.rule)}, Mended.FINDINGS, law
            )
            part = deciders.get(law)
            if part is None:
                sentence = "er is geen deelbesluit onder {law} dat haar draagt."
                yield _going_on(start, Reason(sentence, {"law": named_law(law)}))
                continue
            if not is_called(part.decider, deviation.set_aside_by):
                names = {"who": deviation.set_aside_by, "decider": part.decider.name}
                yield _going_on(start, Reason("{who} legde haar vast, maar {decider} beslist.", names))
            matter = Matter(law=part.law, cents=0, on=self.decision.on, second=part.second)
            refusal = may(part.decider, Act.DEVIATE, matter, self.rule_set)
            if refusal is not None:
                yield _going_on(start, refusal)


def _going_on(start: Reason, rest: Reason) -> Reason:
    """Make one sentence of two, at the place of the first."""
    return replace(start, sentence=start.sentence + rest.sentence, named={**start.named, **rest.named})
