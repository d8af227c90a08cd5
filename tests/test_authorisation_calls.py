"""Every call of the desk that somebody makes asks first whether they may, as a table; none is left out of it."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import pytest

from budget_engine.afterwards import Agreed, Channel, Evaluation, OnePart
from budget_engine.authority import Action, Login
from budget_engine.backends.agreement import together
from budget_engine.desk import Desk
from budget_engine.drafts.view import View
from budget_engine.errors import NotAllowed, SealRefused, StoreError
from budget_engine.language.meaning import evaluate
from budget_engine.letter.forms import Form
from budget_engine.papers import PaperDrawer
from budget_engine.store import drafts
from budget_engine.store.heads import drafts_in
from tests.conftest import MUNICIPALITY
from tests.sealed import salts
from tests.test_authorisation import ABOUT_ONE_DOSSIER, EAST, SIGNED, WEST, as_role, every_cell

AT = "2026-11-24T09:00:00+01:00"
RECORD, PART = 7, OnePart(law="wmo", person="ria")
TODAY = date(2026, 11, 24)
MOMENT = datetime.fromisoformat(AT)
LOOKED_BACK = Evaluation(part=PART, day=TODAY, present=("Ria",), agreed=Agreed.GO_ON)


@pytest.fixture
def number(desk: Desk) -> int:
    """A dossier of team Oost, of which a record is said to be sealed."""
    opened = desk.open("zaak-1", MUNICIPALITY, SIGNED, AT, EAST)
    with desk.engine.begin() as connection:
        connection.exec_driver_sql(f"INSERT INTO vastgesteld VALUES ({opened}, 1, {RECORD}, NULL)")  # noqa: S608
    return opened


@dataclass(frozen=True)
class Asking:
    """Somebody at the desk with a dossier, as somebody of its team saw it."""

    desk: Desk
    number: int
    who: Login
    view: View

    @property
    def papers(self) -> PaperDrawer:
        return PaperDrawer(self.desk)


CALLS: Mapping[str, Mapping[str, Callable[[Asking], object]]] = {
    "werklijst": {"worklist": lambda it: it.desk.worklist(TODAY, it.who, AT)},
    "dossier_maken": {"open": lambda it: it.desk.open("zaak-2", MUNICIPALITY, it.who, AT, EAST)},
    "lezen": {
        "draft": lambda it: it.desk.draft(it.number, it.who, AT),
        "view": lambda it: it.desk.view(it.number, TODAY, it.who, AT),
        "sealed": lambda it: it.desk.sealed(it.number, it.who, AT),
        "advice": lambda it: it.desk.advice(it.view, it.who, MOMENT),
        "stands_for": lambda it: it.desk.stands_for(it.view, it.who, AT),
        "not_by": lambda it: it.desk.not_by(it.view, it.who, AT),
        "not_now": lambda it: it.desk.not_now(it.view, it.who, AT),
        "events": lambda it: it.desk.events(RECORD, it.who, AT),
        "released": lambda it: it.desk.released(RECORD, it.who, AT),
        "running_out": lambda it: it.desk.running_out(RECORD, "ria-wmo", it.who, AT),
        "as_sealed_of": lambda it: it.desk.as_sealed_of(RECORD, it.who, AT),
        "follow_ups": lambda it: it.desk.follow_ups(RECORD, it.who, AT),
        "earlier": lambda it: it.desk.earlier(RECORD, TODAY, it.who, AT),
        "of_dossier": lambda it: it.papers.of_dossier(it.number, it.who, AT),
    },
    "schrijven": {
        "write": lambda it: it.desk.write(it.number, "gesprek/datum", "1-11-2026", it.who, AT),
        "write_all": lambda it: it.desk.write_all(it.number, [("gesprek/datum", "2-11-2026")], it.who, AT),
        "add": lambda it: it.desk.add(it.number, "personen", "Piet", [], it.who, AT),
    },
    "inschatten": {"judge": lambda it: it.desk.judge(it.number, "nergens", "Daarom.", it.who, MOMENT)},
    "vaststellen": {"seal": lambda it: it.desk.seal(it.view, together(evaluate), AT, salts(), it.who)},
    "meekijken": {"stand_for": lambda it: it.desk.stand_for(it.view, it.who, AT)},
    "vrijgeven": {
        "release": lambda it: it.desk.release(RECORD, "besluit", "De termijn loopt af.", None, it.who, AT)
    },
    "verzenden": {"send": lambda it: it.desk.send(RECORD, PART, TODAY, Channel.POST, it.who, AT)},
    "evalueren": {"evaluate": lambda it: it.desk.evaluate(RECORD, LOOKED_BACK, it.who, AT)},
    "verlengen": {"extend": lambda it: it.desk.extend(RECORD, PART, it.who, AT)},
    "weggooien": {"discard": lambda it: it.desk.discard(it.number, it.who, AT)},
    "meenemen": {
        "take": lambda it: it.papers.take(it.number, "ria-wmo", Form.TEXT, it.who, AT),
        "take_talk_sheet": lambda it: it.papers.take_talk_sheet(it.number, None, Form.TEXT, it.who, AT),
        "take_overview": lambda it: it.papers.take_overview(it.number, it.who, AT),
    },
    "team_toewijzen": {
        "teams": lambda it: it.desk.teams(it.who, AT),
        "assign": lambda it: it.desk.assign(it.number, WEST, it.who, AT),
    },
    "doorrekenen": {
        "records": lambda it: it.desk.records(it.who, AT),
        "replay": lambda it: it.desk.replay(None, together(evaluate), it.who, AT),
        "as_sealed": lambda it: it.desk.as_sealed(RECORD, it.who, AT),
    },
    "controlereeks": {"chain": lambda it: it.desk.chain(it.who, AT)},
    "inzage_nagaan": {"accesses": lambda it: it.desk.accesses(it.who, AT, it.number)},
    "regels_zien": {"ask": lambda it: it.desk.ask(it.who, Action.SEE_RULES, AT)},
}
BARE = {"ask"}
"""What stands in the table and is no call of the desk itself: a page asks it before it shows the rules."""


def test_the_table_holds_every_call_that_is_made_by_somebody() -> None:
    made_by_somebody = {
        name
        for kind in (Desk, PaperDrawer)
        for name, call in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_") and "login" in inspect.signature(call).parameters
    }

    assert {name for calls in CALLS.values() for name in calls} - BARE == made_by_somebody
    assert list(CALLS) == list(Action)


def refusals(desk: Desk, number: int, who: Login, action: str) -> list[str | None]:
    """Try every call of an action; gives for each what was refused for who it is, or None."""
    view, found = desk.view(number, TODAY, SIGNED, AT), []
    for call in CALLS[action].values():
        try:
            call(Asking(desk, number, who, view))
        except NotAllowed as refusal:
            found.append(str(refusal))
        except (SealRefused, StoreError):
            found.append(None)  # there is no decision yet, and no record: that is another reason
        else:
            found.append(None)
    return found


def kept(desk: Desk, number: int) -> tuple[int, str, int]:
    return (
        desk.draft(number, SIGNED, AT).last,
        drafts.team_of(desk.engine, number),
        len(drafts_in(desk.engine)),
    )


@every_cell
def test_every_call_of_the_desk_asks_first(
    desk: Desk, number: int, role: str, action: str, *, is_allowed: bool
) -> None:
    before = kept(desk, number)

    found = refusals(desk, number, as_role(role, EAST, name="Iemand Anders"), action)

    assert [refusal is None for refusal in found] == [is_allowed] * len(CALLS[action])
    if not is_allowed:
        assert kept(desk, number) == before


@every_cell
def test_every_call_of_the_desk_refuses_another_team(
    desk: Desk, number: int, role: str, action: str, *, is_allowed: bool
) -> None:
    before = kept(desk, number)

    found = refusals(desk, number, as_role(role, WEST, name="Iemand Anders"), action)

    if action in ABOUT_ONE_DOSSIER:
        assert None not in found
        assert is_allowed == (set(found) == {"Dit dossier is niet van uw team."})
        assert kept(desk, number) == before
    else:
        assert [refusal is None for refusal in found] == [is_allowed] * len(CALLS[action])
