"""Own judgement, advice and choice side by side: kept apart, none of them held against another.

All of it follows from what is sealed: the decision, and the advice that was worked out with it. A person may
judge, follow or leave the advice; nothing here asks more of who differs than of who agrees.
"""

from enum import StrEnum

from budget_engine.decision import Decision
from budget_engine.glossary import Noun, YesNo
from budget_engine.values import Moment
from budget_engine.weighing import Weighing


class Differs(StrEnum):
    """In what the choice differs from the own judgement."""

    ALTERNATIVE = "alternatief"
    ADVICE = "advies"


class Standpoint(Noun):
    """An alternative somebody stands for, why, and what the advice table says of it."""

    alternative: str
    reasons: str
    advice: str | None


class AdviceOn(Noun):
    """What the advice table says of an alternative."""

    alternative: str
    advice: str | None


class Standpoints(Noun):
    """The own judgement, by whom and when; the choice; the advice on all others; and what differs."""

    given_by: str
    at: Moment
    advice_seen_at: Moment
    own_judgement: Standpoint
    chosen: Standpoint
    others: tuple[AdviceOn, ...]
    agrees: YesNo
    differs: tuple[Differs, ...]


def standpoints_of(decision: Decision, weighing: Weighing) -> Standpoints:
    """Lay own judgement, choice and the advice on every alternative side by side."""
    own = decision.own_judgement
    advice = {item.id: item.advice for item in weighing.alternatives}
    judged, chosen = own.alternative, decision.chosen
    differs = {
        Differs.ALTERNATIVE: judged != chosen,
        Differs.ADVICE: advice[judged] != advice[chosen],
    }
    return Standpoints(
        given_by=own.given_by,
        at=own.at,
        advice_seen_at=decision.advice_seen_at,
        own_judgement=Standpoint(alternative=judged, reasons=own.reasons, advice=advice[judged]),
        chosen=Standpoint(alternative=chosen, reasons=decision.reasons, advice=advice[chosen]),
        others=tuple(
            AdviceOn(alternative=name, advice=advice[name]) for name in advice if name not in (judged, chosen)
        ),
        agrees=judged == chosen,
        differs=tuple(point for point, is_so in differs.items() if is_so),
    )
