"""Who is at work in tests: somebody who may everything, unless a test is about who may what."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from budget_engine.authority import Login
from budget_engine.backends.agreement import Work
from budget_engine.desk import Desk, Told
from budget_engine.drafts.entry import Draft, Field, Given
from budget_engine.drafts.view import View, look
from budget_engine.language.rule_set import RuleSet
from budget_engine.record import Record
from budget_engine.sign_in import by_own_word
from budget_engine.worklist_row import Row

SOMEBODY = by_own_word("M. Aydin")
MOMENT = "2026-11-24T09:00:00+01:00"


def logged_in(who: Login | str) -> Login:
    """Give a login as it is, and to a name one that may everything."""
    return by_own_word(who) if isinstance(who, str) else who


_VIEWS: OrderedDict[tuple[Draft, int, date], View] = OrderedDict()
_KEPT_VIEWS = 12  # a few MB each for the largest dossiers


def looked(draft: Draft, rule_set: RuleSet, on: date, before: View | None = None) -> View:
    """Work a dossier out on a day, once for every test that has the very same one by the very same rules."""
    key = (draft, id(rule_set), on)  # a view holds its rules, so their place in memory goes to no others
    known = _VIEWS.pop(key, None) or look(draft, rule_set, on, before)
    _VIEWS[key] = known
    if len(_VIEWS) > _KEPT_VIEWS:
        _VIEWS.popitem(last=False)
    return known


class OpenDesk(Desk):
    """The desk as most tests need it: a name is enough to write, and to read not even that.

    A page hands over a login of its own, and then this is the desk as it is.
    """

    def open(self, case: str, municipality: str, login: Login | str, at: str, team: str = "") -> int:
        return super().open(case, municipality, logged_in(login), at, team)

    def draft(self, number: int, login: Login = SOMEBODY, at: str = MOMENT) -> Draft:
        return super().draft(number, login, at)

    def view(self, number: int, today: date, login: Login = SOMEBODY, at: str = MOMENT) -> View:
        return super().view(number, today, login, at)

    def worklist(
        self, today: date, login: Login = SOMEBODY, at: str = MOMENT, told: Told = lambda *_: None
    ) -> list[Row]:
        return super().worklist(today, login, at, told)

    def write(
        self,
        draft: int,
        field: Field,
        given: Given,
        login: Login | str,
        at: str,
        seen: tuple[int, ...] = (),
        along: Iterable[tuple[Field, Given]] = (),
    ) -> str | None:
        return super().write(draft, field, given, logged_in(login), at, seen, along)

    def write_all(
        self, draft: int, written: Iterable[tuple[Field, Given]], login: Login | str, at: str
    ) -> str | None:
        return super().write_all(draft, written, logged_in(login), at)

    def add(self, *args: Any) -> str:
        *given, who, at = args
        return super().add(*given, logged_in(who), at)

    def discard(self, draft: int, login: Login = SOMEBODY, at: str = MOMENT) -> None:
        super().discard(draft, login, at)

    def judge(
        self, draft: int, alternative: str, reasons: str, login: Login | str, now: datetime
    ) -> str | None:
        return super().judge(draft, alternative, reasons, logged_in(login), now)

    def advice(self, view: View, login: Login | str, now: datetime) -> bool:
        return super().advice(view, logged_in(login), now)

    def seal(self, view: View, work: Work, at: str, salts: Iterator[str], login: Login = SOMEBODY) -> Record:
        return super().seal(view, work, at, salts, login)

    def replay(self, number: int | None, work: Work, login: Login = SOMEBODY, at: str = MOMENT) -> Any:
        return super().replay(number, work, login, at)

    def chain(self, login: Login = SOMEBODY, at: str = MOMENT, last: str | None = None) -> Any:
        return super().chain(login, at, last)

    def records(self, login: Login = SOMEBODY, at: str = MOMENT) -> list[tuple[int, dict[str, object]]]:
        return super().records(login, at)
