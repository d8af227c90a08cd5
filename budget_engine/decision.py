"""A decision by a named person: part-decisions per law, each with its own reason and budget.

The engine checks (`decision_checks`) and never decides.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Literal

from pydantic import model_validator

from budget_engine.authority import Actor
from budget_engine.budget import Budget, BudgetLine, budget_of
from budget_engine.glossary import Noun
from budget_engine.language.register import Act
from budget_engine.values import Day, Moment, Said
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


def waiting(item: ClaimDecision) -> ClaimDecision:
    """Put what a claim waits for at each of its lines that waits for nothing of its own."""
    if item.condition is None:
        return item
    lines = (line.model_copy(update={"condition": line.condition or item.condition}) for line in item.lines)
    return item.model_copy(update={"lines": tuple(lines)})


def budgets_shown(decision: Decision) -> tuple[Budget, ...]:
    """Give the budget of each part-decision for reading: what a claim waits for, all its lines wait for."""
    return tuple(
        budget_of(part.law, (line for item in part.claims for line in waiting(item).lines))
        for part in decision.part_decisions
    )


def budgets_of(decision: Decision) -> tuple[Budget, ...]:
    """Give the budget of each part-decision as it is sealed: with the conditions of its lines alone."""
    return tuple(budget_of(part.law, part.lines()) for part in decision.part_decisions)


def difference_of(decision: Decision, weighing: Weighing) -> Difference:
    """Lay own judgement, advice and choice side by side."""
    return Difference(
        own_judgement=decision.own_judgement.alternative,
        advice=weighing.alternative(decision.chosen).advice,
        chosen=decision.chosen,
        agrees=decision.own_judgement.alternative == decision.chosen,
    )
