"""The log of access: who asked what of which dossier, and what a file is for. Lines are added, never changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from budget_engine.authority import Action, Login
from budget_engine.errors import StoreError
from budget_engine.store.schema import AccessRow, DraftRow, HeadRow, MarkRow, PersonRow
from budget_engine.store.sessions import reading, writing

_EXAMPLE = "voorbeeld"
PAGE = 200  # lines that are read at a time


@dataclass(frozen=True, slots=True)
class Access:
    """One line of the log: who, by number and name, asked what of which dossier and when, and whether they got it."""

    number: int
    person: int
    name: str
    draft: int | None
    action: str
    is_refused: bool
    at: str


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for in the log: from which day until which, who by number or name, before which line."""

    since: date | None = None
    until: date | None = None
    who: str = ""
    before: int | None = None


EVERYTHING = Sought()


@dataclass(frozen=True, slots=True)
class Lines:
    """A page of the log, the last line first, and whether there are older lines that fit."""

    shown: tuple[Access, ...]
    is_more: bool


def note(
    engine: Engine,
    login: Login,
    action: Action,
    draft: int | None,
    at: str,
    *,
    is_refused: bool = False,
    entry: int | None = None,
) -> None:
    """Add a line; StoreError when it cannot be kept."""
    with writing(engine) as session:
        row = AccessRow(
            person=number_of(session, login),
            draft=draft,
            action=action,
            is_refused=is_refused,
            entry=entry,
            at=at,
        )
        session.add(row)


def number_of(session: Session, login: Login) -> int:
    """Give the number of somebody as they signed in; they get one when they are new."""
    function = login.function or ""
    known = select(PersonRow).where(
        col(PersonRow.subject) == login.subject,
        col(PersonRow.name) == login.name,
        col(PersonRow.function) == function,
    )
    row = session.exec(known).first()
    if row is None:
        row = PersonRow(subject=login.subject, name=login.name, function=function)
        session.add(row)
        session.flush()
    assert row.number is not None
    return row.number


def lines(engine: Engine, draft: int | None = None, sought: Sought = EVERYTHING) -> Lines:
    """Give the newest lines of the log that somebody looks for, of one dossier or of all, the last one first."""
    wanted = select(AccessRow, PersonRow.name).join(PersonRow, col(PersonRow.number) == col(AccessRow.person))
    if draft is not None:
        wanted = wanted.where(col(AccessRow.draft) == draft)
    if sought.since is not None:
        wanted = wanted.where(col(AccessRow.at) >= sought.since.isoformat())
    if sought.until is not None:
        wanted = wanted.where(col(AccessRow.at) < (sought.until + timedelta(days=1)).isoformat())
    if sought.before is not None:
        wanted = wanted.where(col(AccessRow.number) < sought.before)
    with reading(engine) as session:
        if sought.who:
            wanted = wanted.where(col(AccessRow.person).in_(_people(session, sought.who)))
        found = session.exec(wanted.order_by(col(AccessRow.number).desc()).limit(PAGE + 1)).all()
    shown = tuple(
        Access(row.number or 0, row.person, name, row.draft, row.action, row.is_refused, row.at)
        for row, name in found[:PAGE]
    )
    return Lines(shown, len(found) > PAGE)


def _people(session: Session, who: str) -> list[int]:
    """Give the numbers of everybody who is meant by a number, or by parts of a name."""
    words = who.casefold().split()
    return [
        row.number
        for row in session.exec(select(PersonRow))
        if row.number is not None
        and (who == str(row.number) or all(word in row.name.casefold() for word in words))
    ]


def stood_for(engine: Engine, draft: int, entry: int) -> tuple[Login, ...]:
    """Give who said of a dossier, as it stands after an entry, that it is right so."""
    wanted = (
        select(PersonRow)
        .join(AccessRow, col(PersonRow.number) == col(AccessRow.person))
        .where(
            col(AccessRow.draft) == draft,
            col(AccessRow.entry) == entry,
            col(AccessRow.action) == Action.STAND_FOR,
            col(AccessRow.is_refused).is_(False),
        )
        .order_by(col(AccessRow.number))
    )
    with reading(engine) as session:
        return tuple(_logins(session.exec(wanted)))


def _logins(rows: Iterable[PersonRow]) -> Iterable[Login]:
    for row in rows:
        yield Login(subject=row.subject, name=row.name, function=row.function or None)


# --- what a file is for ------------------------------------------------------------------------------------


def mark_as_example(engine: Engine) -> None:
    """Mark a file as one with invented cases; StoreError where something lies in it already."""
    with writing(engine) as session:
        if any(session.exec(select(rows).limit(1)).first() for rows in (HeadRow, DraftRow)):
            raise StoreError(f"{engine.url.database}: hierin staat al iets; dit wordt geen voorbeeld.")
        session.add(MarkRow(name=_EXAMPLE))


def is_example(engine: Engine) -> bool:
    """Tell whether a file was made for the demo."""
    with reading(engine) as session:
        return session.get(MarkRow, _EXAMPLE) is not None
