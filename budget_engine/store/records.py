"""Keeps records: adds one at the end of the chain, reads them back, and checks the whole chain."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, col, select

from budget_engine.authority import Act, Actor, Matter, may
from budget_engine.errors import SealRefused, StoreError
from budget_engine.language.rule_set import RuleSet
from budget_engine.record import Kept, Link, Part, Record, seal_destruction
from budget_engine.store.schema import DestroyedRow, HeadRow, PartRow, RuleSetRow


def append(
    engine: Engine, make: Callable[[Link], Record], sealed_at: str, rule_set: RuleSet | None = None
) -> Record:
    """Add a record at the end of the chain, with its rule set; all or nothing."""
    try:
        with Session(engine) as session, session.begin():
            last = session.exec(select(HeadRow).order_by(col(HeadRow.number).desc()).limit(1)).first()
            link = Link((last.number if last else 0) + 1, last.hash if last else None, sealed_at)
            record = make(link)
            if rule_set is not None and session.get(RuleSetRow, rule_set.hash) is None:
                session.add(
                    RuleSetRow(hash=rule_set.hash, meaning_hash=rule_set.meaning_hash, text=rule_set.text)
                )
            session.add(
                HeadRow(number=record.number, hash=record.hash, text=record.text, **_index(record.text))
            )
            for part in record.parts:
                session.add(PartRow(number=record.number, room=part.room, salt=part.salt, text=part.text))
            for destroyed in json.loads(record.text).get("vernietigt", ()):
                session.add(
                    DestroyedRow(
                        number=destroyed["nummer"], room=destroyed["ruimte"], by_record=record.number
                    )
                )
            return record
    except DatabaseError as error:
        raise StoreError(f"De database nam dit niet aan: {error.orig}.") from error


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
    stored = {item.record.number: item for item in stored_records(engine)}
    known = {part.room for part in stored[number].record.parts} if number in stored else set()
    missing = [room for room in rooms if room not in known]
    refusal = may(
        actor, Act.DESTROY, Matter(law=None, cents=0, on=date.fromisoformat(sealed_at[:10])), rule_set
    )
    refusals = [refusal] if refusal is not None else []
    refusals += [f"Record {number} heeft geen deel '{room}'." for room in missing]
    if refusals:
        raise SealRefused(refusals)
    record = append(
        engine, lambda link: seal_destruction(number, rooms, reasons, actor.name, link), sealed_at
    )
    with Session(engine) as session, session.begin():
        for room in rooms:
            session.delete(session.get_one(PartRow, (number, room)))
    return record


def stored_records(engine: Engine) -> list[Kept]:
    """Read every record as it lies in the store, in order of number."""
    try:
        with Session(engine) as session:
            parts: dict[int, list[Part]] = {}
            for row in session.exec(select(PartRow).order_by(col(PartRow.number), col(PartRow.room))):
                parts.setdefault(row.number, []).append(Part(row.room, row.salt, row.text))
            return [
                Kept(
                    Record(row.number, row.text, tuple(parts.get(row.number, ()))),
                    row.hash,
                    {field: getattr(row, column) for column, field in INDEX_COLUMNS.items()},
                )
                for row in session.exec(select(HeadRow).order_by(col(HeadRow.number)))
            ]
    except DatabaseError as error:
        raise StoreError(f"De database kan niet worden gelezen: {error.orig}.") from error


def loose_parts(engine: Engine) -> list[int]:
    """Give the numbers of parts that belong to no record."""
    with Session(engine) as session:
        heads = set(session.exec(select(HeadRow.number)))
        return sorted(set(session.exec(select(PartRow.number))) - heads)


INDEX_COLUMNS = {
    "kind": "soort",
    "case_id": "zaak",
    "municipality": "gemeente",
    "reference_date": "op",
    "rule_set": "regelset",
    "sealed_at": "tijd",
}
"""The columns beside a head, and the field of its text that each repeats."""
