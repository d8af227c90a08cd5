"""What is looked at before sealing alone: reasons without words, impossible days, a mandate that ended, an empty grant.

What was sealed before is worked out again without this: a record stays what it is.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from budget_engine.answer import Provenance
from budget_engine.authority import Matter, may
from budget_engine.case import Case
from budget_engine.decision import ACTS, GIVES, Decision
from budget_engine.decision_checks import HEADING
from budget_engine.glossary import WORDS
from budget_engine.language.fact import Facts, Moment
from budget_engine.language.register import Act
from budget_engine.language.rule_set import RuleSet
from budget_engine.reason import Mended, Named, Reason, Sort, named_law, named_part, named_rules
from budget_engine.values import bare, show_date

BORN, QUANTITY, AT_ONCE = "geboortedatum", WORDS["quantity"], "eenmalig"
"""The facts of when somebody was born and of how much is asked for. A rule set without a fact of such a name is asked
nothing."""


def reasons_not_to_seal(
    decision: Decision, case: Case, rule_set: RuleSet, facts: Facts
) -> tuple[Reason, ...]:
    """Name what cannot be so in a decision that has yet to be sealed."""
    return (
        *_without_words(decision, case),
        *_after_the_decision(decision.on, case, rule_set, facts),
        *_of_nothing(decision, facts),
    )


def reasons_not_to_seal_on(
    day: date, decision: Decision, case: Case, rule_set: RuleSet
) -> tuple[Reason, ...]:
    """Name what keeps a decision from being sealed on a day: it is of a later day, or a mandate ended since its own.

    Of what was sealed nobody asks this again: the day of sealing is over.
    """
    if decision.on > day:
        named = {"day": show_date(decision.on), "sealed": show_date(day)}
        sentence = (
            "Het besluit is van {day}; die dag moet nog komen. Wacht met vaststellen tot die dag, of zet het besluit "
            "op {sealed}."
        )
        return (Reason(sentence, named),)
    now = _mandates(decision, case, rule_set, day)
    then = {key for key, _ in _mandates(decision, case, rule_set, decision.on)}
    start = "op de dag van vaststellen klopt het mandaat niet meer. "
    reasons = [
        replace(
            reason,
            sentence=HEADING + start + reason.sentence,
            law=law,
            named={**reason.named, "law": named_law(law)},
        )
        for (law, act), reason in now
        if (law, act) not in then
    ]
    return tuple({str(reason): reason for reason in reasons}.values())


def _mandates(
    decision: Decision, case: Case, rule_set: RuleSet, on: date
) -> Iterator[tuple[tuple[str, Act], Reason]]:
    """Give by law and act why whoever decides may not do so on a day."""
    laws = {claim.id: claim.law for claim in case.claims}
    deviated = {laws.get(deviation.about) for deviation in case.deviations}
    for part in decision.part_decisions:
        cents = sum(line.amount for line in part.lines())
        acts = [act for item in part.claims for act in ACTS[item.result]]
        for act in dict.fromkeys((*acts, *((Act.DEVIATE,) if part.law in deviated else ()))):
            matter = Matter(law=part.law, cents=cents if act in acts else 0, on=on, second=part.second)
            refusal = may(part.decider, act, matter, rule_set)
            if refusal is not None:
                yield (part.law, act), refusal


def too_late(case: Case, rule_set: RuleSet, facts: Facts, on: date) -> Iterator[tuple[str, str, date]]:
    """Walk the days (of whom or what, which fact) that come after a decision on a day and cannot."""
    moments = rule_set.moment_fact
    listed = [
        *((person.id, BORN) for person in case.persons),
        (case.id, moments.get(Moment.REPORT)),
        *((claim.id, moments.get(Moment.APPLICATION)) for claim in case.claims),
    ]
    for about, fact in listed:
        day = None if fact is None else facts.entities[about].values.get(fact)
        if fact is not None and isinstance(day, date) and day > on:
            yield about, fact, day


def _without_words(decision: Decision, case: Case) -> Iterator[Reason]:
    """Walk the reasons that have no words, by the notion by which a letter finds them empty."""
    if not bare(decision.reasons):
        yield Reason("De motivering van het besluit heeft geen woorden. Schrijf op waarom.")
    if not bare(decision.own_judgement.reasons):
        sentence = "De reden bij de eigen inschatting heeft geen woorden. Schrijf op waarom."
        yield Reason(sentence, mended=Mended.JUDGEMENT)
    for wish in decision.not_granted:
        if not bare(wish.reasons):
            sentence = "De reden waarom '{wish}' niet wordt toegekend, heeft geen woorden. Schrijf op waarom."
            yield Reason(sentence, {"wish": wish.what})
    for part in decision.part_decisions:
        for item in part.claims:
            for called, said in (
                ("De reden", item.reasons),
                ("De voorwaarde", item.condition),
                ("De grond om toch te beslissen", item.despite_unknown),
                ("De reden om zo te kiezen waar dat mag", item.use_of_discretion),
                ("De reden van het verschil", item.difference),
            ):
                if said is not None and not bare(said):
                    sentence = "{called} bij '{claim}' heeft geen woorden. Schrijf op waarom."
                    yield Reason(sentence, {"called": called, "claim": named_part(item.claim)}, law=part.law)
    for deviation in case.deviations:
        if not bare(deviation.reasons):
            sentence = "De reden van de afwijking van '{rule}' heeft geen woorden. Schrijf op waarom."
            yield Reason(sentence, {"rule": named_rules(deviation.rule)}, Mended.FINDINGS)
    yield from _judged_without_words(case)


def _judged_without_words(case: Case) -> Iterator[Reason]:
    """Walk what somebody judged, such as that a step was not needed, with a reason that has no words."""
    last = {(about, fact): answer for about, fact, answer in case.answers()}
    for (about, fact), answer in last.items():
        if answer.provenance is Provenance.JUDGEMENT and answer.is_known and not bare(answer.reasons or ""):
            sentence = "De reden bij '{fact}' van '{about}' heeft geen woorden. Schrijf op waarom."
            fact_named = Named(Sort.FACT, (fact,))
            yield Reason(sentence, {"fact": fact_named, "about": named_part(about)}, Mended.ANSWERS)


def _after_the_decision(on: date, case: Case, rule_set: RuleSet, facts: Facts) -> Iterator[Reason]:
    for about, fact, day in too_late(case, rule_set, facts, on):
        yield Reason(
            "Het antwoord op '{fact}' van '{about}' ligt na het besluit ({day}). Dat kan niet.",
            {"fact": Named(Sort.FACT, (fact,)), "about": named_part(about), "day": show_date(day)},
            Mended.ANSWERS,
        )


def _of_nothing(decision: Decision, facts: Facts) -> Iterator[Reason]:
    for part in decision.part_decisions:
        for item in part.claims:
            known = facts.entities.get(item.claim)
            if item.result not in GIVES or known is None or any(line.amount for line in item.lines):
                continue
            for fact in (QUANTITY, AT_ONCE):
                if known.values.get(fact) == 0:
                    sentence = "'{claim}' wordt toegekend, maar '{fact}' is 0. Vul in hoeveel het is."
                    named = {"claim": named_part(item.claim), "fact": Named(Sort.FACT, (fact,))}
                    yield Reason(sentence, named, Mended.OPTIONS, part.law)
