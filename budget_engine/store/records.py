"""Keeps records: adds one at the end of the chain, reads them back, and checks the whole chain."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, col, delete, func, select

from budget_engine.authority import Actor, Matter, may
from budget_engine.errors import SealRefused, StoreError
from budget_engine.language.register import Act
from budget_engine.language.rule_set import RuleSet
from budget_engine.reason import Reason
from budget_engine.record import Kept, Link, Part, Record, Stored, seal_destruction, text_hash
from budget_engine.store.guarding import unguarded
from budget_engine.store.schema import (
    VERSION_TABLE,
    DestroyedRow,
    EventContentRow,
    HeadRow,
    PartRow,
    RuleSetRow,
    as_number,
    as_text,
    empty_log,
    said,
    tables_in,
    written_version,
)
from budget_engine.store.sessions import reading, writing
from budget_engine.values import day_of


def append(
    engine: Engine,
    make: Callable[[Link], Record],
    sealed_at: str,
    rule_set: RuleSet | None = None,
    beside: Callable[[Session, Record], None] | None = None,
) -> Record:
    """Add a record at the end of the chain, with its rule set; all or nothing.

    `beside` writes what belongs to it in the same transaction, or refuses the whole by raising.
    """
    with writing(engine, "Dit wordt niet aangenomen door ") as session:
        last = session.exec(select(HeadRow).order_by(col(HeadRow.number).desc()).limit(1)).first()
        link = Link((last.number if last else 0) + 1, last.hash if last else None, sealed_at)
        record = make(link)
        if rule_set is not None and session.get(RuleSetRow, rule_set.hash) is None:
            session.add(
                RuleSetRow(hash=rule_set.hash, meaning_hash=rule_set.meaning_hash, text=rule_set.text)
            )
        session.add(HeadRow(number=record.number, hash=record.hash, text=record.text, **_index(record.text)))
        for part in record.parts:
            session.add(PartRow(number=record.number, room=part.room, salt=part.salt, text=part.text))
        if beside is not None:
            beside(session, record)
        for destroyed in json.loads(record.text).get("vernietigt", ()):
            session.add(
                DestroyedRow(number=destroyed["nummer"], room=destroyed["ruimte"], by_record=record.number)
            )
            session.flush()  # the permit must lie there before the part may go
            part_row = session.get(PartRow, (destroyed["nummer"], destroyed["ruimte"]))
            if part_row is not None:
                session.delete(part_row)
            session.exec(
                delete(EventContentRow).where(
                    col(EventContentRow.record) == destroyed["nummer"],
                    col(EventContentRow.room) == destroyed["ruimte"],
                )
            )
        return record


def _index(text: str) -> dict[str, Any]:
    head = json.loads(text)
    return {column: head.get(field) for column, field in INDEX_COLUMNS.items()}


def destroy(
    engine: Engine,
    number: int,
    rooms: list[str],
    reasons: str,
    actor: Actor,
    rule_set: RuleSet,
    sealed_at: str,
) -> Record:
    """Take parts of a record out for good, after sealing which, why and by whom.

    The chain still stands: the head keeps the salted hash of what is gone.
    """
    known = {
        part.room
        for item in contents(engine).records
        if item.record.number == number
        for part in item.record.parts
    }
    missing = [room for room in rooms if room not in known]
    refusal = may(actor, Act.DESTROY, Matter(law=None, cents=0, on=day_of(sealed_at)), rule_set)
    refusals: list[Reason | str] = [refusal] if refusal is not None else []
    refusals += [f"Record {number} heeft geen deel '{room}'." for room in missing]
    if refusals:
        raise SealRefused(refusals)
    record = append(
        engine, lambda link: seal_destruction(number, rooms, reasons, actor.name, link), sealed_at
    )
    empty_log(engine)
    return record


def hash_of(engine: Engine, number: int) -> str | None:
    """Give the hash of the head of one record, or None where it does not lie there."""
    with reading(engine) as session:
        row = session.get(HeadRow, number)
        return None if row is None else text_hash(as_text(row.text))


def municipality_of(engine: Engine, number: int) -> str:
    """Give the municipality by whose rules a record was decided; StoreError where it does not lie there."""
    with reading(engine) as session:
        row = session.get(HeadRow, number)
    if row is None or row.municipality is None:
        raise StoreError(f"Er is geen record {number}.")
    return row.municipality


def one(engine: Engine, number: int) -> tuple[Kept, str] | None:
    """Give one record as it lies, with the text of its rules, or None where it does not lie there."""
    with reading(engine) as session:
        head = session.get(HeadRow, number)
        if head is None:
            return None
        parts = session.exec(select(PartRow).where(col(PartRow.number) == number))
        record = Record(number, head.text, tuple(Part(row.room, row.salt, row.text) for row in parts))
        rules = session.get(RuleSetRow, head.rule_set) if head.rule_set else None
        return Kept(record, head.hash, {}), "" if rules is None else rules.text


def destroyed_by(engine: Engine, numbers: Iterable[int]) -> Mapping[int, int]:
    """Give by record the number of the last record that took a part of it out; whole records are not in it."""
    last = select(DestroyedRow.number, func.max(DestroyedRow.by_record)).group_by(col(DestroyedRow.number))
    with reading(engine) as session:
        return dict(session.exec(last.where(col(DestroyedRow.number).in_(set(numbers)))).all())


def destructions_of(engine: Engine, number: int) -> list[dict[str, Any]]:
    """Give the heads of the records that took a part of a record out, as far as they are what was sealed."""
    named = (
        select(HeadRow)
        .join(DestroyedRow, col(DestroyedRow.by_record) == col(HeadRow.number))
        .where(col(DestroyedRow.number) == number)
        .distinct()
    )
    with reading(engine) as session:
        rows = session.exec(named).all()
    kept = [Kept(Record(row.number, row.text, ()), row.hash, {}) for row in rows]
    return [item.head for item in kept if item.hash == item.record.hash]


def contents(engine: Engine) -> Stored:
    """Read all that lies in a store; StoreError where it cannot be read.

    Rows are read as they lie, not as objects: a row that stands twice is seen twice.
    """
    try:
        with engine.connect().execution_options(is_reading=True) as connection:
            if VERSION_TABLE in tables_in(connection):
                written_version(connection)  # a newer file may hold what this toolkit cannot see
            heads, parts, rule_sets, destroyed = (
                connection.exec_driver_sql(f"SELECT * FROM {model.__tablename__}").all()  # noqa: S608
                for model in (HeadRow, PartRow, RuleSetRow, DestroyedRow)
            )
            missing = tuple(unguarded(connection))
    except DatabaseError as error:
        raise StoreError(said(engine, error)) from error
    parts_of: dict[int, list[Part]] = {}
    for row in parts:
        parts_of.setdefault(as_number(row.number), []).append(
            Part(*map(as_text, (row.room, row.salt, row.text)))
        )
    records = tuple(
        Kept(
            Record(as_number(row.number), as_text(row.text), tuple(parts_of.get(as_number(row.number), ()))),
            as_text(row.hash),
            # a file of an older layout is read as it lies: it has fewer of these columns
            {field: getattr(row, column) for column, field in INDEX_COLUMNS.items() if hasattr(row, column)},
        )
        for row in sorted(heads, key=lambda row: as_number(row.number))
    )
    return Stored(
        records,
        {as_text(row.hash): (as_text(row.text), as_text(row.meaning_hash)) for row in rule_sets},
        frozenset((as_number(row.number), as_text(row.room), as_number(row.by_record)) for row in destroyed),
        tuple(sorted({*parts_of} - {item.record.number for item in records})),
        missing,
    )


INDEX_COLUMNS = {
    "kind": "soort",
    "case_id": "zaak",
    "municipality": "gemeente",
    "reference_date": "op",
    "rule_set": "regelset",
    "sealed_at": "tijd",
    "meaning": "betekenis",
}
"""The columns beside a head, and the field of its text that each repeats."""
