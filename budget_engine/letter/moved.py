"""Whether a decision rests on an answer: the rules are worked out anew on each other answer, from the ground up."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from budget_engine.flips.supposing import truth_of_finding
from budget_engine.language.fact import FactDeclaration, Kind, Value
from budget_engine.language.meaning import Meaning
from budget_engine.language.rule_set import Stage
from budget_engine.letter.dossier import Dossier
from budget_engine.values import FIRST_DATE, LAST_DATE

_STEPS = (1, 7, 30, 365)
"""So many days earlier and later a day is tried."""


def moves(dossier: Dossier, place: tuple[str, str], claims: Collection[str]) -> bool:
    """Tell whether another answer turns a finding about one of some claims, and so may move its gate."""
    set_aside = {(item.rule, item.about) for item in dossier.case.deviations}
    findings = [
        (rule, about, holds)
        for (rule, about), holds in dossier.weighing.outcomes[Stage.ASSESSMENT].findings.items()
        if about in claims and (rule, about) not in set_aside
    ]
    facts = dossier.weighing.facts
    for value in _others(dossier, place):
        changed = facts.with_values([(*place, value)])
        meaning = Meaning(dossier.rule_set, changed)
        for rule, about, holds in findings:
            if truth_of_finding(meaning, rule, changed.entities[about]) is not holds:
                return True
    return False


def _others(dossier: Dossier, place: tuple[str, str]) -> Iterator[Value]:
    """Walk other answers: every one where there are few, and some on both sides of a number or a day."""
    about, fact = place
    declared = dossier.rule_set.fact[fact]
    now = dossier.weighing.facts.entities[about].values.get(fact)
    return (value for value in _tried(declared, now) if value != now)


def _tried(declared: FactDeclaration, now: Value | None) -> tuple[Value, ...]:
    match declared.kind:
        case Kind.YES_NO:
            return (True, False)
        case Kind.CHOICE:
            return tuple(declared.choices)
        case Kind.DATE:
            return tuple(_days(now)) if isinstance(now, date) else ()
        case Kind.TEXT:
            return ()
        case Kind.NUMBER | Kind.AMOUNT | Kind.DURATION | Kind.DISTANCE | Kind.SHARE:
            return (now - 1, now + 1, now // 2, now * 2) if isinstance(now, int) else ()


def _days(now: date) -> Iterator[date]:
    for step in (*_STEPS, *(-step for step in _STEPS)):
        day = now + timedelta(days=step)
        if FIRST_DATE <= day <= LAST_DATE:
            yield day
