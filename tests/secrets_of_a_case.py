"""A case in which everything that may not be told is marked, so that one can see where it turns up."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from budget_engine.answer import Answer, Dispute
from budget_engine.case import SHARED_ROOM, Case, LedgerLine
from budget_engine.language.fact import Kind, Privacy
from budget_engine.language.rule_set import RuleSet
from budget_engine.record import rooms_of
from budget_engine.weighing import Weighing

NEVER = (
    "ziekteverzwegen",
    "98765,43",
    "98.765,43",
    "98,76",
    "redenverzwegen",
    "vaktaalverzwegen",
    "notitieverzwegen",
)
"""What stands for a diagnosis, prices, the reasons of a worker, their sentences, and a note on safety."""
DIAGNOSIS, _, PRICE, SMALL, REASON, TRADE, NOTE = NEVER


def mark(room: str) -> str:
    """Give the mark of what lies in a room."""
    return f"merk-{room.replace('/', '-')}-einde"


def planted(case: Case, rule_set: RuleSet) -> Case:
    """Mark every word of a case by the room it lies in, and what may be told to nobody at this table."""
    rooms = rooms_of(case)

    def facts(about: str, answers: Mapping[str, tuple[Answer, ...]]) -> dict[str, tuple[Answer, ...]]:
        own = mark(rooms.get(about, SHARED_ROOM))
        return {
            name: tuple(_answer(one, name, own, rule_set) for one in given) for name, given in answers.items()
        }

    def line(item: LedgerLine) -> LedgerLine:
        return item.model_copy(update={"what": REASON, "source": REASON, "low": 9_876_543})

    def part(item: Any, **changes: object) -> Any:
        return item.model_copy(update={"facts": facts(item.id, item.facts), **changes})

    return case.model_copy(
        update={
            "persons": tuple(part(item) for item in case.persons),
            "needs": tuple(part(item, own_words=mark(item.person)) for item in case.needs),
            "support": tuple(
                part(item, name=f"{mark(item.offered_to)} {mark(item.given_by or '')}")
                for item in case.support
            ),
            "solutions": tuple(
                part(item, name=f"{mark(rooms.get(item.id, SHARED_ROOM))} voor € {PRICE}")
                for item in case.solutions
            ),
            "claims": tuple(part(item) for item in case.claims),
            "alternatives": tuple(
                part(
                    item,
                    returns=tuple(line(own) for own in item.returns),
                    goals=tuple(
                        own.model_copy(
                            update={
                                "own_words": mark(own.said_by),
                                "note": REASON,
                                "seen_otherwise": tuple(
                                    view.model_copy(update={"reasons": REASON}) for view in own.seen_otherwise
                                ),
                            }
                        )
                        for own in item.goals
                    ),
                )
                for item in case.alternatives
            ),
            "deviations": tuple(own.model_copy(update={"reasons": REASON}) for own in case.deviations),
        }
    )


def _answer(answer: Answer, name: str, own: str, rule_set: RuleSet) -> Answer:
    declared = rule_set.fact[name]
    given = answer.given
    if declared.kind is Kind.TEXT:
        given = DIAGNOSIS if declared.privacy is Privacy.SPECIAL else own
    elif declared.kind is Kind.AMOUNT and answer.is_known:
        given = SMALL
    dispute = (
        None
        if answer.dispute is None
        else Dispute(disputed_by=answer.dispute.disputed_by, says=own, reasons=REASON)
    )
    return answer.model_copy(
        update={"given": given, "reasons": REASON, "evidence": REASON, "dispute": dispute}
    )


def in_trade_words(weighing: Weighing) -> Weighing:
    """Let every sentence for the worker be marked."""
    findings = tuple(
        item.model_copy(update={"text": TRADE, "resolved_by": TRADE}) for item in weighing.assessment.findings
    )
    return replace(weighing, assessment=weighing.assessment.model_copy(update={"findings": findings}))
