"""What cannot be, and is looked at before sealing alone: days that come after the decision, and a grant of nothing.

What was sealed before is worked out again without this: a record stays what it is.
"""

from collections.abc import Iterator
from datetime import date

from budget_engine.case import Case
from budget_engine.decision import GIVES, Decision
from budget_engine.glossary import WORDS
from budget_engine.language.fact import Facts, Moment
from budget_engine.language.rule_set import RuleSet
from budget_engine.reason import Mended, Named, Reason, Sort, named_part
from budget_engine.values import show_date

BORN, QUANTITY, AT_ONCE = "geboortedatum", WORDS["quantity"], "eenmalig"
"""The facts of when somebody was born and of how much is asked for. A rule set without a fact of such a name is asked
nothing."""


def reasons_not_to_seal(
    decision: Decision, case: Case, rule_set: RuleSet, facts: Facts
) -> tuple[Reason, ...]:
    """Name what cannot be so in a decision that has yet to be sealed."""
    return (*_after_the_decision(decision.on, case, rule_set, facts), *_of_nothing(decision, facts))


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
