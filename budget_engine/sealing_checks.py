"""What is looked at before sealing alone: days that cannot be, a mandate that ended since, and a grant of nothing.

What was sealed before is worked out again without this: a record stays what it is.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from budget_engine.authority import Matter, may
from budget_engine.case import Case
from budget_engine.decision import ACTS, GIVES, Decision
from budget_engine.decision_checks import HEADING
from budget_engine.glossary import WORDS
from budget_engine.language.fact import Facts, Moment
from budget_engine.language.register import Act
from budget_engine.language.rule_set import RuleSet
from budget_engine.reason import Mended, Named, Reason, Sort, named_law, named_part
from budget_engine.values import show_date

BORN, QUANTITY, AT_ONCE = "geboortedatum", WORDS["quantity"], "eenmalig"
"""The facts of when somebody was born and of how much is asked for. A rule set without a fact of such a name is asked
nothing."""


def reasons_not_to_seal(
    decision: Decision, case: Case, rule_set: RuleSet, facts: Facts
) -> tuple[Reason, ...]:
    """Name what cannot be so in a decision that has yet to be sealed."""
    return (*_after_the_decision(decision.on, case, rule_set, facts), *_of_nothing(decision, facts))


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
