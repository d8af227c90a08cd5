"""Events after sealing in the database: added at the end of a chain of their own, never changed.

The salt of what happened is made by the database, inside the transaction that adds it.
"""

from collections.abc import Callable, Iterable, Mapping

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, col, select

from budget_engine.afterwards import (
    Content,
    Event,
    EventLink,
    Happening,
    KeptEvent,
    event_of,
    read_happening,
)
from budget_engine.authority import Login
from budget_engine.errors import StoreError
from budget_engine.record import text_hash
from budget_engine.store.schema import (
    EventContentRow,
    EventRow,
    HeadRow,
    PersonRow,
    SealedDraftRow,
    as_number,
    as_text,
    said,
    tables_in,
)
from budget_engine.store.sessions import reading, writing

_SALT = "SELECT lower(hex(randomblob(32)))"
"""As long as the salt of a part of a record."""

Refuse = Callable[[tuple[Event, ...]], None]
"""Looks at what was written down of a record until this very moment, and raises what stands in the way."""


def append_event(
    engine: Engine, record: int, happening: Happening, login: Login, at: str, refuse: Refuse
) -> Event:
    """Add what happened to a record; all of it or nothing. StoreError where there is no such record."""
    with writing(engine, "Dit wordt niet aangenomen door ") as session:
        return add_event(session, record, happening, login, at, refuse)


def add_event(
    session: Session,
    record: int,
    happening: Happening,
    login: Login,
    at: str,
    refuse: Refuse = lambda _: None,
) -> Event:
    """Add what happened to a record inside a transaction that adds more. StoreError where there is no such record."""
    head = session.get(HeadRow, record)
    if head is None:
        raise StoreError(f"Er is geen record {record}.")
    refuse(_of_records(session, [record]).get(record, ()))
    last = session.exec(select(EventRow).order_by(col(EventRow.number).desc()).limit(1)).first()
    number, previous = (1, None) if last is None else (as_number(last.number) + 1, last.hash)
    salt = str(session.connection().exec_driver_sql(_SALT).scalar())
    link = EventLink(number, previous, record, text_hash(head.text))
    event, content = event_of(happening, link, login, at, salt)
    session.add(EventRow(number=number, hash=text_hash(event.text), text=event.text, record=record))
    session.add(
        EventContentRow(number=number, record=record, room=content.room, salt=content.salt, text=content.text)
    )
    return event


def events_of(engine: Engine, records: Iterable[int]) -> Mapping[int, tuple[Event, ...]]:
    """Give what happened to each of these records, the earliest first."""
    with reading(engine) as session:
        return _of_records(session, records)


def _of_records(session: Session, records: Iterable[int]) -> Mapping[int, tuple[Event, ...]]:
    wanted = (
        select(EventRow, EventContentRow.text)
        .outerjoin(EventContentRow, col(EventContentRow.number) == col(EventRow.number))
        .where(col(EventRow.record).in_(set(records)))
        .order_by(col(EventRow.number))
    )
    found: dict[int, list[Event]] = {}
    for row, text in session.exec(wanted):
        happening = read_happening(as_text(text))
        found.setdefault(row.record, []).append(Event(as_number(row.number), as_text(row.text), happening))
    return {record: tuple(events) for record, events in found.items()}


def all_events(engine: Engine) -> tuple[KeptEvent, ...]:
    """Read every event as it lies, for whoever checks their chain; a file of an older layout has none."""
    try:
        with engine.connect().execution_options(is_reading=True) as connection:
            if "gebeurtenis" not in tables_in(connection):
                return ()
            heads = connection.exec_driver_sql("SELECT number, hash, text, record FROM gebeurtenis").all()
            rows = connection.exec_driver_sql(
                "SELECT number, record, room, salt, text FROM gebeurtenis_inhoud"
            ).all()
    except DatabaseError as error:
        raise StoreError(said(engine, error)) from error
    contents = {
        as_number(row.number): Content(as_number(row.record), *map(as_text, (row.room, row.salt, row.text)))
        for row in rows
    }
    kept = [
        KeptEvent(
            number, as_text(row.text), as_text(row.hash), as_number(row.record), contents.pop(number, None)
        )
        for number, row in ((as_number(row.number), row) for row in heads)
    ]
    strays = [KeptEvent(number, "", "", found.record, found) for number, found in contents.items()]
    return tuple(sorted([*kept, *strays], key=lambda event: event.number))


# --- of which dossier a record is, and who sealed it ---------------------------------------------------------


def draft_of(engine: Engine, record: int) -> int | None:
    """Give the dossier that a record was sealed from, or None where it was made from none."""
    row = _sealed(engine, record)
    return None if row is None else row.draft


def sealed_by(engine: Engine, record: int) -> Login | None:
    """Give who sealed a record, or None where nobody wrote that down."""
    row = _sealed(engine, record)
    if row is None or row.sealed_by is None:
        return None
    with Session(engine) as session:
        session.connection(execution_options={"is_reading": True})
        person = session.get(PersonRow, row.sealed_by)
    if person is None:
        return None
    return Login(subject=person.subject, name=person.name, function=person.function or None)


def _sealed(engine: Engine, record: int) -> SealedDraftRow | None:
    with reading(engine) as session:
        return session.exec(select(SealedDraftRow).where(col(SealedDraftRow.record) == record)).first()
