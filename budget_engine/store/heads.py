"""The drafts of a file as a list shows them: of each its number, who wrote last, and what was sealed of it.

Entries are only ever added, so of each draft is remembered how far it was read; the next list reads what came after.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from threading import Lock

from sqlalchemy import ColumnElement, Engine, or_
from sqlmodel import Session, col, func, select

from budget_engine.drafts.shape import AFTER, SEALED, SEALED_FIELDS
from budget_engine.store.schema import DraftRow, EntryRow, PartRow, SealedDraftRow
from budget_engine.store.sessions import reading

_IS_SEALED = or_(
    col(EntryRow.field).in_(SEALED_FIELDS),
    *(col(EntryRow.field).startswith(f"{place}/", autoescape=True) for place in SEALED),
)
"""As `is_sealed` of a field, inside the database."""
KEPT = select(SealedDraftRow.draft).where(
    select(PartRow.room).where(col(PartRow.number) == col(SealedDraftRow.record)).exists()
)
"""The drafts of which something that was sealed still lies there: not all of it was lawfully destroyed."""


@dataclass(frozen=True, slots=True)
class DraftHead:
    """A draft in a list: its number, its case, who opened it and when, when it was last written, its last record.

    `writers` are all who ever wrote in it; `last_for_seal` is the last entry in a field that is sealed.
    """

    number: int
    case: str
    opened_at: str
    last_entry: int
    written_at: str | None
    record: int | None
    sealed_entry: int | None
    team: str = ""
    opened_by: str = ""
    writers: frozenset[str] = frozenset()
    records: tuple[int, ...] = ()
    """Every record that was sealed of it, the last one last."""
    last_for_seal: int = 0
    is_kept: bool = False
    """Whether anything that was sealed of it still lies there: then it cannot be thrown away."""


@dataclass
class _Written:
    """What was written until an entry: by draft and writer the last one with its moment, and the last for a seal."""

    until: int = 0
    by_writer: dict[int, dict[str, tuple[int, str]]] = field(default_factory=lambda: defaultdict(dict))
    for_seal: dict[int, int] = field(default_factory=dict)

    def read_on(self, session: Session, *where: ColumnElement[bool]) -> None:
        """Read what came after, which is little where somebody looked before."""
        last = session.exec(select(func.max(EntryRow.number))).one() or 0
        if last <= self.until:
            return
        new = (col(EntryRow.number) > self.until, col(EntryRow.number) <= last, *where)
        for draft, by, number, at in session.exec(
            select(EntryRow.draft, EntryRow.written_by, func.max(EntryRow.number), EntryRow.at)
            .where(*new, ~col(EntryRow.field).startswith(f"{AFTER}/", autoescape=True))
            .group_by(col(EntryRow.draft), col(EntryRow.written_by))
        ):
            self.by_writer[draft][by] = (number or 0, at)
        by_draft = select(EntryRow.draft, func.max(EntryRow.number)).group_by(col(EntryRow.draft))
        for draft, number in session.exec(by_draft.where(*new, _IS_SEALED)):
            self.for_seal[draft] = number or 0
        self.until = last

    def forget_all_but(self, drafts: set[int]) -> None:
        """Let go of what was thrown away."""
        for gone in self.by_writer.keys() - drafts:
            del self.by_writer[gone]
            self.for_seal.pop(gone, None)


class Heads:
    """Lists the drafts of one file; one for a whole server."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._written = _Written()

    def all(self) -> tuple[DraftHead, ...]:
        """List all drafts, the one written last first."""
        with self._lock, reading(self._engine) as session:
            self._written.read_on(session)
            found = _heads(session, self._written)
            self._written.forget_all_but({head.number for head in found})
        return found


def drafts_in(engine: Engine) -> tuple[DraftHead, ...]:
    """List all drafts, the one written last first."""
    return Heads(engine).all()


def head_of(engine: Engine, number: int) -> DraftHead | None:
    """Give one draft as a list shows it; None where it is not there."""
    with reading(engine) as session:
        written = _Written()
        written.read_on(session, col(EntryRow.draft) == number)
        return next(iter(_heads(session, written, number)), None)


def records_of(engine: Engine, number: int) -> tuple[int, ...]:
    """Give every record that was sealed of a draft, the earliest first."""
    with reading(engine) as session:
        sealed = select(SealedDraftRow.record).where(col(SealedDraftRow.draft) == number)
        return tuple(session.exec(sealed.order_by(col(SealedDraftRow.record))))


def _heads(session: Session, written: _Written, number: int | None = None) -> tuple[DraftHead, ...]:
    drafts, sealings, kept = select(DraftRow), select(SealedDraftRow), KEPT
    if number is not None:
        drafts = drafts.where(col(DraftRow.number) == number)
        sealings = sealings.where(col(SealedDraftRow.draft) == number)
        kept = kept.where(col(SealedDraftRow.draft) == number)
    sealed: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in session.exec(sealings.order_by(col(SealedDraftRow.record))):
        sealed[row.draft].append((row.record, row.entry))
    lies_there = set(session.exec(kept))
    heads = [_head(row, written, sealed, lies_there) for row in session.exec(drafts)]
    return tuple(sorted(heads, key=lambda head: (head.last_entry, head.number), reverse=True))


def _head(
    row: DraftRow, written: _Written, sealed: dict[int, list[tuple[int, int]]], kept: set[int]
) -> DraftHead:
    assert row.number is not None
    by_writer = written.by_writer.get(row.number, {})
    last, at = max(by_writer.values(), default=(0, None))
    records = sealed.get(row.number, [])
    record, entry = records[-1] if records else (None, None)
    return DraftHead(
        number=row.number,
        case=row.case_id,
        opened_at=row.opened_at,
        last_entry=last,
        last_for_seal=written.for_seal.get(row.number, 0),
        is_kept=row.number in kept,
        written_at=at,
        record=record,
        sealed_entry=entry,
        records=tuple(number for number, _ in records),
        team=row.team,
        opened_by=row.opened_by,
        writers=frozenset(by_writer),
    )
