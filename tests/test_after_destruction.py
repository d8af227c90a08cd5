"""After a room of a sealed decision was destroyed as sealed: what is said of it, and that nobody still gets it."""

import pytest
from sqlalchemy import Engine

from budget_engine.afterwards import Channel
from budget_engine.errors import StoreError
from budget_engine.follow_up import Left
from budget_engine.letter.forms import Form
from budget_engine.papers import PaperDrawer
from budget_engine.store.records import destroy
from tests.people import OpenDesk
from tests.sealed import ARCHIVIST, attack, rules
from tests.test_after_sealing import COLLEAGUE, ERIK, LATER, SEM, TODAY, desk, number, refused

__all__ = ["desk", "number"]

MUCH_LATER = "2046-11-24T16:00:00+01:00"
OF_ERIK = ["erik", "erik/wmo"]


def taken_out(engine: Engine, *rooms: str) -> None:
    destroy(engine, 1, list(rooms), "bewaartermijn voorbij", ARCHIVIST, rules(), MUCH_LATER)


def every_room(desk: OpenDesk) -> list[str]:
    (record,) = [kept for kept in desk.records() if kept[0] == 1]
    named = record[1]["delen"]
    assert isinstance(named, list)
    return [part["ruimte"] for part in named]


def left_in(desk: OpenDesk) -> tuple[Left, ...]:
    (row,) = desk.worklist(TODAY)
    return row.left


def test_what_was_destroyed_as_sealed_is_called_so_and_no_forgery(desk: OpenDesk, number: int) -> None:
    taken_out(desk.engine, *OF_ERIK)

    for call, *rest in (
        (desk.follow_ups, 1), (desk.as_sealed_of, 1), (desk.extend, 1, ERIK), (desk.send, 1, SEM, TODAY, Channel.POST),
    ):  # fmt: skip
        assert refused(call, *rest, COLLEAGUE, LATER) == "Vernietigd: erik, erik/wmo."


def test_what_was_taken_out_by_hand_is_no_lawful_destruction(desk: OpenDesk, number: int) -> None:
    taken_out(desk.engine, "erik")
    with attack(desk.db) as file:
        file.execute("DELETE FROM deel WHERE number = 1 AND room = 'erik/wmo'")

    assert "niet meer zoals het is vastgesteld" in refused(desk.follow_ups, 1, COLLEAGUE, LATER)


def test_a_permit_that_no_sealed_record_gave_makes_no_lawful_destruction(desk: OpenDesk, number: int) -> None:
    with attack(desk.db) as file:
        file.execute("INSERT INTO vernietigd VALUES (1, 'erik', 1)")
        file.execute("DELETE FROM deel WHERE number = 1 AND room = 'erik'")

    assert "niet meer zoals het is vastgesteld" in refused(desk.follow_ups, 1, COLLEAGUE, LATER)


def test_the_worklist_says_that_a_record_cannot_be_read_instead_of_that_nothing_is_left(
    desk: OpenDesk, number: int
) -> None:
    assert "nog niet verzonden" in left_in(desk)[0].text

    taken_out(desk.engine, *OF_ERIK)

    assert left_in(desk) == (
        Left(
            "Record 1 kan niet worden gelezen. Wat daarvan nog open staat, is niet te zien. Vernietigd: erik, erik/wmo."
        ),
    )


def test_of_a_record_that_was_destroyed_whole_nothing_is_left_to_do(desk: OpenDesk, number: int) -> None:
    taken_out(desk.engine, *every_room(desk))

    assert left_in(desk) == ()


def test_a_running_server_forgets_what_another_process_destroyed(desk: OpenDesk, number: int) -> None:
    drawer = PaperDrawer(desk)
    drawer.take(number, "erik-wmo", Form.TEXT, COLLEAGUE, LATER)
    desk.follow_ups(1, COLLEAGUE, LATER)

    taken_out(desk.engine, *OF_ERIK)

    with pytest.raises(StoreError, match="Vernietigd: erik, erik/wmo"):
        drawer.take(number, "erik-wmo", Form.TEXT, COLLEAGUE, LATER)
    with pytest.raises(StoreError, match="Vernietigd: erik, erik/wmo"):
        desk.follow_ups(1, COLLEAGUE, LATER)
