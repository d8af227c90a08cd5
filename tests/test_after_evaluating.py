"""Looking back at a sealed decision: what is refused, and how what was written down wrongly is mended."""

from datetime import date

import pytest

from budget_engine.afterwards import Agreed, Evaluation, GoalNow, read_happening
from budget_engine.case import Direction
from budget_engine.errors import InputError
from budget_engine.looking_back import CORRECTS, WRONG, as_typed, evaluation_of, goals_of, is_begun, place_of
from tests.people import OpenDesk
from tests.test_after_sealing import (
    COLLEAGUE,
    ERIK,
    LATER,
    LATER_DAY,
    TODAY,
    desk,
    looked_back,
    number,
    refused,
    sealed_again,
)

__all__ = ["desk", "number"]


def again(first: int, reasons: str | None, **update: object) -> Evaluation:
    return looked_back(LATER_DAY).model_copy(update={"corrects": first, "reasons": reasons, **update})


def test_nobody_looks_back_before_it_was_sealed(desk: OpenDesk, number: int) -> None:
    sealed_again(desk, number)

    for day in (date(2026, 11, 23), TODAY):
        assert "dag van de evaluatie" in refused(desk.evaluate, 2, looked_back(day), COLLEAGUE, LATER)
    assert "pas op 26 november 2026 vastgesteld" in refused(
        desk.evaluate, 2, looked_back(TODAY), COLLEAGUE, LATER
    )
    desk.evaluate(2, looked_back(LATER_DAY), COLLEAGUE, LATER)


def test_the_same_evaluation_is_not_recorded_twice(desk: OpenDesk, number: int) -> None:
    first = desk.evaluate(1, looked_back(), COLLEAGUE, LATER)

    assert "al vastgelegd" in refused(desk.evaluate, 1, looked_back(), COLLEAGUE, LATER)
    assert "al vastgelegd" in refused(desk.evaluate, 1, again(first.number, "Zomaar."), COLLEAGUE, LATER)
    desk.evaluate(1, looked_back(TODAY), COLLEAGUE, LATER)
    assert len(desk.events(1, COLLEAGUE, LATER)) == 2


def test_an_evaluation_is_corrected_with_a_reason_and_both_stay(desk: OpenDesk, number: int) -> None:
    first = desk.evaluate(1, looked_back(), COLLEAGUE, LATER)
    mended = again(first.number, "Erik was er niet bij.", present=("S. de Wit",))

    said = refused(desk.evaluate, 1, mended.model_copy(update={"reasons": None}), COLLEAGUE, LATER)
    assert "wat er verkeerd was" in said
    desk.evaluate(1, mended, COLLEAGUE, LATER)

    assert [event.what for event in desk.events(1, COLLEAGUE, LATER)] == [looked_back(), mended]
    (erik,) = [item for item in desk.follow_ups(1, COLLEAGUE, LATER) if item.of.part == ERIK]
    assert [what for _, what in erik.looked_back] == [mended]


def test_a_correction_that_was_written_down_without_a_reason_still_reads() -> None:
    text = (
        '{"aanwezig":["Erik"],"afgesproken":"doorgaan","datum":"2026-11-26",'
        '"onderdeel":{"persoon":"erik","wet":"wmo"},"soort":"geevalueerd","verbetert":1}'
    )

    found = read_happening(text)

    assert isinstance(found, Evaluation)
    assert (found.corrects, found.reasons) == (1, None)


def test_what_is_to_be_mended_stands_in_the_fields_as_it_was_recorded(desk: OpenDesk, number: int) -> None:
    sealed = desk.as_sealed_of(1, COLLEAGUE, LATER)
    first_goal, *others = goals_of(sealed.case, sealed.decision, "erik")
    views = [
        GoalNow(own_words=first_goal, direction=Direction.BETTER, said_by="Erik", reasons="Schoon."),
        GoalNow(own_words=first_goal, direction=Direction.WORSE, said_by="Anouk"),
        *(GoalNow(own_words=words, direction=Direction.NOT_DISCUSSED) for words in others),
    ]
    recorded = looked_back().model_copy(
        update={
            "goals": tuple(views),
            "agreed": Agreed.STOP,
            "agreement": "Het hoeft niet meer.",
            "works": "De vaste dag.",
        }
    )
    goals = (first_goal, *others)
    assert not is_begun(desk.draft(number), 1, ERIK)

    desk.write_all(number, as_typed(1, 7, recorded, goals), "S. de Wit", LATER)

    assert is_begun(desk.draft(number), 1, ERIK)
    with pytest.raises(InputError, match="wat er verkeerd was"):
        evaluation_of(desk.draft(number), 1, ERIK, goals)
    desk.write(number, f"{place_of(1, ERIK)}/{WRONG}", "De dag.", "S. de Wit", LATER)
    assert evaluation_of(desk.draft(number), 1, ERIK, goals) == recorded.model_copy(
        update={"corrects": 7, "reasons": "De dag."}
    )
    desk.write(number, f"{place_of(1, ERIK)}/{CORRECTS}", "9" * 30, "S. de Wit", LATER)
    assert evaluation_of(desk.draft(number), 1, ERIK, goals) == recorded
