"""Drafts in the database: every field as it is typed, one row an entry, never overwritten.

Each write is a transaction of its own that is on the disk before this returns. Names of new parts are
given out inside the transaction, so two people who add something at once get two parts.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Engine, insert
from sqlalchemy import select as read_columns
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, func, select

from budget_engine.case import SHARED_ROOM
from budget_engine.drafts.entry import EXISTS, Draft, Entry, Field, Given, joined
from budget_engine.drafts.shape import PARTS
from budget_engine.errors import StoreError
from budget_engine.record import Record
from budget_engine.store.heads import KEPT
from budget_engine.store.schema import DraftRow, EntryRow, SealedDraftRow, WorkerRow, empty_log
from budget_engine.store.sessions import reading, writing

Written = tuple[Field, Given]
Refuse = Callable[[Field, Callable[[Field], Given]], str | None]
"""Says why a field may not be written, given what stands in the fields of the draft."""

SEALED_STAYS = (
    "Van dit dossier is een besluit vastgesteld. Het blijft liggen zolang dat besluit er ligt, want het verzenden, de "
    "bezwaartermijn en een verlenging gaan ervan uit."
)
_GONE = "Dit dossier is er niet meer; iemand heeft het weggegooid."
_OF_ENTRY = tuple(
    col(getattr(EntryRow, name)) for name in ("number", "field", "given", "written_by", "at", "seen")
)
_ENTRIES = read_columns(*_OF_ENTRY)
"""Entries by their columns alone: a dossier has thousands of them."""


class ClosedFieldError(StoreError):
    """A field that may no longer be written."""


class TakenError(StoreError):
    """The number of a case that has a dossier already."""


def open_draft(
    engine: Engine, case: str, written: Iterable[Written], by: str, at: str, team: str = ""
) -> int:
    """Start a dossier with some fields and give its number; TakenError when the case has one already."""
    return open_named(engine, lambda _: case, lambda _: written, by, at, team)


def open_named(
    engine: Engine,
    name: Callable[[frozenset[str]], str],
    written: Callable[[str], Iterable[Written]],
    by: str,
    at: str,
    team: str = "",
    along: Callable[[Session, str], object] = lambda *_: None,
) -> int:
    """Start a dossier with the number that `name` chooses, knowing all that are taken at that very moment.

    What `along` adds is added with the dossier: all of it or nothing.
    """
    with writing(engine) as session:
        case = name(frozenset(session.exec(select(DraftRow.case_id))))
        row = DraftRow(case_id=case, opened_by=by, opened_at=at, team=team)
        session.add(row)
        try:
            session.flush()
        except IntegrityError as error:
            raise TakenError(f"Er is al een dossier met zaaknummer '{case}'.") from error
        assert row.number is not None
        _write(session, row.number, written(case), by, at)
        along(session, case)
        return row.number


def team_of_case(engine: Engine, case: str) -> tuple[int, str] | None:
    """Give the number and the team of the dossier of a case, or None where it has none."""
    with reading(engine) as session:
        row = session.exec(select(DraftRow).where(col(DraftRow.case_id) == case)).first()
        return None if row is None else (row.number or 0, row.team)


def team_of(engine: Engine, number: int) -> str:
    """Give the team of a dossier; StoreError when it is not there."""
    with reading(engine) as session:
        row = session.get(DraftRow, number)
    if row is None:
        raise StoreError(f"Er is geen dossier {number}.")
    return row.team


def assign(engine: Engine, number: int, team: str) -> None:
    """Give a dossier to a team."""
    with writing(engine) as session:
        row = session.get(DraftRow, number)
        if row is None:
            raise StoreError(_GONE)
        row.team = team
        session.add(row)


def read_entries(engine: Engine, number: int, known: Draft | None = None) -> Draft:
    """Give a draft with all its entries; of one that is known only what came after is read."""
    after = 0 if known is None else known.last
    with reading(engine) as session:
        row = session.get(DraftRow, number)
        if row is None:
            raise StoreError(_GONE if known is not None else f"Er is geen dossier {number}.")
        known = known or Draft(number, row.case_id)
        of_draft = (col(EntryRow.draft) == number, col(EntryRow.number) > after)
        found = session.exec(select(_AS_ONE_TEXT).where(*of_draft)).one()
    rows = sorted(json.loads(found))
    return known if not rows else known.with_entries(map(_entry, rows))


_AS_ONE_TEXT = func.json_group_array(func.json_array(*_OF_ENTRY))
"""Entries in one answer of the database: a thread that fetches thousands of rows gives way to all others at each."""


def save(
    engine: Engine, draft: int, field: Field, given: Given, by: str, at: str, seen: tuple[int, ...] = ()
) -> Entry:
    """Add what somebody wrote in a field, and what of that field they had before them."""
    (entry,) = save_all(engine, draft, [(field, given)], by, at, seen)
    return entry


def save_all(
    engine: Engine,
    draft: int,
    written: Iterable[Written],
    by: str,
    at: str,
    seen: tuple[int, ...] = (),
    refuse: Refuse | None = None,
) -> tuple[Entry, ...]:
    """Add what belongs together: all of it, or nothing.

    `refuse` looks at what stands in the file at this very moment, so nobody comes between; ClosedFieldError
    carries what it says.
    """
    fields = tuple(written)
    with writing(engine) as session:
        if session.get(DraftRow, draft) is None:
            raise StoreError(_GONE)
        for field, _ in fields if refuse is not None else ():
            said_no = refuse(field, partial(_standing, session, draft)) if refuse is not None else None
            if said_no is not None:
                raise ClosedFieldError(said_no)
        return _add(session, draft, fields, by, at, seen)


def add_part(
    engine: Engine, draft: int, place: Field, wish: str, written: Iterable[Written], by: str, at: str
) -> str:
    """Add a part and give its name: made of `wish` where parts have names, else the next number.

    The fields in `written` are named from inside the part.
    """
    with writing(engine) as session:
        used = _names_used(session, draft, place)
        name = free_name(wish, used) if place in PARTS else _next_number(used)
        own = joined(place, name)
        fields = [(joined(own, EXISTS), "ja"), *((joined(own, field), given) for field, given in written)]
        _write(session, draft, fields, by, at)
        return name


def discard(engine: Engine, draft: int) -> None:
    """Throw a whole draft away; StoreError while anything that was sealed from it still lies there."""
    with writing(engine) as session:
        if session.exec(KEPT.where(col(SealedDraftRow.draft) == draft)).first() is not None:
            raise StoreError(SEALED_STAYS)
        session.exec(delete(DraftRow).where(col(DraftRow.number) == draft))
        session.exec(delete(EntryRow).where(col(EntryRow.draft) == draft))
    empty_log(engine)


def sealed_from(
    draft: int, last: int, session: Session, record: Record, sealed_by: int | None = None
) -> None:
    """Write down from which draft a record was sealed, and the number of who did.

    Refuses when the draft went on, or was sealed so already.

    Belongs inside the transaction that adds the record.
    """
    newest = session.exec(select(func.max(EntryRow.number)).where(col(EntryRow.draft) == draft)).one()
    if newest != last:
        raise StoreError("Er is intussen iets gewijzigd in dit dossier. Lees het na en stel dan vast.")
    before = session.get(SealedDraftRow, (draft, last))
    if before is not None:
        raise StoreError(f"Dit besluit is al vastgesteld als record {before.record}.")
    session.add(SealedDraftRow(draft=draft, entry=last, record=record.number, sealed_by=sealed_by))


# --- who works here ------------------------------------------------------------------------------------


def worker_number(engine: Engine, name: str) -> int:
    """Give the number of somebody who works with drafts; they get one when they are new."""
    with writing(engine) as session:
        row = session.exec(select(WorkerRow).where(col(WorkerRow.name) == name)).first()
        if row is None:
            row = WorkerRow(name=name)
            session.add(row)
            session.flush()
        assert row.number is not None
        return row.number


def worker_named(engine: Engine, number: int) -> str | None:
    """Give the name behind a number, or None."""
    with Session(engine) as session:
        session.connection(execution_options={"is_reading": True})
        row = session.get(WorkerRow, number)
        return None if row is None else row.name


# --- rows ----------------------------------------------------------------------------------------------


def _add(
    session: Session, draft: int, written: Iterable[Written], by: str, at: str, seen: tuple[int, ...]
) -> tuple[Entry, ...]:
    connection = session.connection()
    before = connection.execute(read_columns(func.max(EntryRow.number))).scalar() or 0
    _write(session, draft, written, by, at, seen)
    added = _ENTRIES.where(col(EntryRow.number) > before).order_by(col(EntryRow.number))
    return tuple(map(_entry, connection.execute(added)))


def _write(
    session: Session,
    draft: int,
    written: Iterable[Written],
    by: str,
    at: str,
    seen: tuple[int, ...] = (),
) -> None:
    """Add entries; nobody else adds any before this transaction ends."""
    common = {"draft": draft, "seen": json.dumps(seen), "written_by": by, "at": at}
    rows = [
        {"field": field, "given": json.dumps(given, ensure_ascii=False), **common} for field, given in written
    ]
    if rows:
        session.connection().execute(insert(EntryRow), rows)


def _entry(row: Sequence[Any]) -> Entry:
    number, field, kept, written_by, at, seen = row
    given = json.loads(kept)
    return Entry(
        number,
        field,
        tuple(given) if isinstance(given, list) else given,
        written_by,
        at,
        tuple(json.loads(seen)) if seen != _NOTHING else (),
    )


_NOTHING = "[]"


def _standing(session: Session, draft: int, field: Field) -> Given:
    """Give what stands in a field at this moment."""
    of_field = _ENTRIES.where(col(EntryRow.draft) == draft, col(EntryRow.field) == field)
    newest = session.connection().execute(of_field.order_by(col(EntryRow.number).desc()).limit(1)).first()
    return None if newest is None else _entry(newest).given


def _names_used(session: Session, draft: int, place: Field) -> frozenset[str]:
    """Name every part that ever was there: of all kinds together where parts have names of their own."""
    row = session.get(DraftRow, draft)
    if row is None:
        raise StoreError(_GONE)
    places = PARTS if place in PARTS else (place,)
    fields = session.exec(
        select(EntryRow.field).where(
            col(EntryRow.draft) == draft, col(EntryRow.field).endswith(f"/{EXISTS}", autoescape=True)
        )
    )
    found = {field.removesuffix(f"/{EXISTS}").rpartition("/") for field in fields}
    return frozenset(name for kind, _, name in found if kind in places) | {row.case_id, SHARED_ROOM}


def free_name(wish: str, used: frozenset[str]) -> str:
    """Make a name that nothing else has of what somebody typed.

    >>> free_name("Anouk (moeder)", frozenset()), free_name("Anouk", frozenset({"anouk"}))
    ('anouk-moeder', 'anouk-2')
    """
    plain = unicodedata.normalize("NFKD", wish).encode("ascii", "ignore").decode().lower()
    bare = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_NAME].strip("-") or "onderdeel"
    number, name = 1, bare
    while name in used:
        number += 1
        name = f"{bare}-{number}"
    return name


_LONGEST_NAME = 40  # characters; it stands in addresses and in traces


def _next_number(used: frozenset[str]) -> str:
    return str(1 + max((int(name) for name in used if name.isdecimal()), default=0))
