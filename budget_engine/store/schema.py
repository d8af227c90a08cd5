"""The tables of the database: sealed text is the truth, every other column only finds it.

Rows are added, never changed. The triggers live in the file itself, so another program that opens it
meets them too; the hash chain shows what somebody did who removed them. Drafts stand apart, in tables
of their own: what was typed is not changed either, but a whole draft can be thrown away.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, UniqueConstraint, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlmodel import Field, SQLModel

from budget_engine.errors import StoreError
from budget_engine.store.guarding import ADDED, EXISTS, FIXED, LOG, STAYS, WHOLE, guard


class HeadRow(SQLModel, table=True):
    """A sealed head, and what it is found by."""

    __tablename__ = "kop"

    number: int = Field(primary_key=True)
    hash: str
    text: str
    kind: str = Field(index=True)
    case_id: str | None = Field(default=None, index=True)
    municipality: str | None = None
    reference_date: str | None = None
    rule_set: str | None = Field(default=None, index=True)
    sealed_at: str
    meaning: str | None = None


class PartRow(SQLModel, table=True):
    """One part of a sealed body, with the salt of its hash."""

    __tablename__ = "deel"
    __table_args__ = {"sqlite_with_rowid": False}

    number: int = Field(primary_key=True)
    room: str = Field(primary_key=True)
    salt: str
    text: str


class RuleSetRow(SQLModel, table=True):
    """A rule set by which something was decided."""

    __tablename__ = "regelset"
    __table_args__ = {"sqlite_with_rowid": False}

    hash: str = Field(primary_key=True)
    meaning_hash: str
    text: str


class DestroyedRow(SQLModel, table=True):
    """A part that may be taken out, and the record that says so; written with that record."""

    __tablename__ = "vernietigd"
    __table_args__ = {"sqlite_with_rowid": False}

    number: int = Field(primary_key=True)
    room: str = Field(primary_key=True)
    by_record: int


class DraftRow(SQLModel, table=True):
    """A dossier that is being worked on."""

    __tablename__ = "concept"
    __table_args__ = {"sqlite_autoincrement": True}  # who still has a discarded draft open meets no other

    number: int | None = Field(default=None, primary_key=True)
    case_id: str = Field(unique=True)
    opened_by: str
    opened_at: str
    team: str = Field(default="", sa_column_kwargs={"server_default": ""})


class EntryRow(SQLModel, table=True):
    """What somebody wrote in one field of a draft; `given` and `seen` are JSON."""

    __tablename__ = "invoer"
    __table_args__ = {"sqlite_autoincrement": True}

    number: int | None = Field(default=None, primary_key=True)
    draft: int = Field(index=True)
    field: str
    given: str
    seen: str
    written_by: str
    at: str


class SealedDraftRow(SQLModel, table=True):
    """Which entry of a draft was the last one when a record was sealed from it, and who sealed it."""

    __tablename__ = "vastgesteld"
    __table_args__ = {"sqlite_with_rowid": False}

    draft: int = Field(primary_key=True)
    entry: int = Field(primary_key=True)
    record: int
    sealed_by: int | None = None


class EventRow(SQLModel, table=True):
    """Something that happened to a decision after it was sealed: the text counts, `record` only finds it."""

    __tablename__ = "gebeurtenis"
    __table_args__ = {"sqlite_with_rowid": False}

    number: int = Field(primary_key=True)
    hash: str
    text: str
    record: int = Field(index=True)


class EventContentRow(SQLModel, table=True):
    """What happened, in the room of the record it is about, with the salt of its hash."""

    __tablename__ = "gebeurtenis_inhoud"
    __table_args__ = {"sqlite_with_rowid": False}

    number: int = Field(primary_key=True)
    record: int
    room: str
    salt: str
    text: str


class WorkerRow(SQLModel, table=True):
    """Somebody who works with drafts: the number stands in an address, the name does not."""

    __tablename__ = "medewerker"

    number: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


class PersonRow(SQLModel, table=True):
    """Somebody as they signed in: the number stands in the access log. Another name or function is another row."""

    __tablename__ = "aangemeld"
    __table_args__ = (UniqueConstraint("subject", "name", "function"),)

    number: int | None = Field(default=None, primary_key=True)
    subject: str
    name: str
    function: str


class AccessRow(SQLModel, table=True):
    """Who asked what of which dossier and when; `entry` is the last one that stood there, where that matters."""

    __tablename__ = "inzage"
    __table_args__ = {"sqlite_autoincrement": True}

    number: int | None = Field(default=None, primary_key=True)
    person: int
    draft: int | None = Field(default=None, index=True)
    action: str
    is_refused: bool
    entry: int | None = None
    at: str


class MarkRow(SQLModel, table=True):
    """What a file is for, said when it was made."""

    __tablename__ = "kenmerk"
    __table_args__ = {"sqlite_with_rowid": False}

    name: str = Field(primary_key=True)


VERSION = "0005"
"""The newest layout of the file; the folder `migrations` brings an older file to it."""

RECORD_TABLES = frozenset({"kop", "deel", "regelset", "vernietigd"})
_LATER_TABLES = frozenset({
    "concept", "invoer", "vastgesteld", "medewerker", "aangemeld", "inzage", "kenmerk", "gebeurtenis",
    "gebeurtenis_inhoud",
})  # fmt: skip
VERSION_TABLE = "alembic_version"


def open_store(path: Path, *, create: bool = False) -> Engine:
    """Open the database file; StoreError when it is missing or no such file."""
    if not create and not path.is_file():
        raise StoreError(f"De database '{path}' bestaat niet.")
    if not path.parent.is_dir():
        raise StoreError(f"De map van de database '{path}' bestaat niet.")
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": _PATIENCE})
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def lay_out(engine: Engine) -> tuple[str, ...]:
    """Make the tables and triggers where they are not there yet, and bring an older file up to date.

    Alembic is imported only when the layout of the file differs; sealed text is never touched. Gives the
    triggers that somebody took out or changed, which were put back.
    """
    try:
        found = version_of(engine)
        if found is None:
            raw = engine.raw_connection()
            raw.cursor().execute("PRAGMA journal_mode=WAL")  # stays with the file
            raw.close()
            _create(engine)
        elif found != VERSION:
            from budget_engine.store.migrating import migrate

            migrate(engine, found)
        with engine.begin() as connection:
            put_back = guard(connection)
    except DatabaseError as error:
        raise StoreError(said(engine, error)) from error
    return put_back if found == VERSION else ()


def _create(engine: Engine) -> None:
    with engine.begin() as connection:
        SQLModel.metadata.create_all(connection)
        connection.exec_driver_sql(
            f"CREATE TABLE IF NOT EXISTS {VERSION_TABLE} "
            "(version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
        there = connection.exec_driver_sql(f"SELECT count(*) FROM {VERSION_TABLE}").scalar()  # noqa: S608
        if not there:  # another process may have been first
            connection.exec_driver_sql(f"INSERT INTO {VERSION_TABLE} VALUES ('{VERSION}')")  # noqa: S608


def version_of(engine: Engine) -> str | None:
    """Give the layout of a file, or None when it is empty; StoreError when it is something else."""
    with engine.connect().execution_options(is_reading=True) as connection:
        return version_in(connection)


def version_in(connection: Connection) -> str | None:
    """Give the layout as a transaction sees it."""
    name = connection.engine.url.database
    there = tables_in(connection)
    if not there:
        return None
    if there == RECORD_TABLES:
        return "0001"  # from before the version was written down
    if not {*RECORD_TABLES, VERSION_TABLE} <= there:
        raise StoreError(f"{name}: dit is een database van iets anders.")
    version = written_version(connection)
    if version == VERSION and not there >= _LATER_TABLES:
        raise StoreError(f"{name}: dit bestand is beschadigd; er ontbreken tabellen.")
    return version


def tables_in(connection: Connection) -> set[str]:
    """Name the tables of a file, but for those of SQLite itself."""
    master = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {table for table in master.scalars() if not table.startswith("sqlite_")}


def written_version(connection: Connection) -> str:
    """Give the version that a file says it has; StoreError when this toolkit is older than the file."""
    query = f"SELECT version_num FROM {VERSION_TABLE}"  # noqa: S608
    version = str(connection.exec_driver_sql(query).scalar() or "")
    if version > VERSION:
        name = connection.engine.url.database
        raise StoreError(f"{name}: dit bestand is gemaakt met een nieuwere versie van de toolkit.")
    return version


def as_number(value: object) -> int:
    """Read a number that SQLite, which holds anything in any column, may hold as something else; that is 0."""
    return value if isinstance(value, int) else 0


def as_text(value: object) -> str:
    """Read a text that SQLite may hold as something else; that is no text at all."""
    return value if isinstance(value, str) else ""


_REFUSALS = (
    ("not a database", "dit is geen database"),
    ("no such", "hierin staan geen besluiten van deze toolkit"),
    ("unable to open", "dit kan niet worden geopend"),
    ("readonly", "hierin mag niet worden geschreven"),
    ("locked", "een ander programma houdt dit bestand vast; probeer het straks opnieuw"),
    ("malformed", "dit bestand is beschadigd"),
    ("UNIQUE", EXISTS),
)


def said(engine: Engine, error: DatabaseError) -> str:
    """Say in Dutch what a database refuses; what a trigger says is Dutch already."""
    english = str(error.orig)
    known = (*_REFUSALS, *((refusal, refusal) for refusal in (EXISTS, STAYS, FIXED, ADDED, WHOLE, LOG)))
    dutch = next((text for part, text in known if part in english), "de database weigert dit")
    return f"{engine.url.database}: {dutch}."


def empty_log(engine: Engine) -> None:
    """Empty the write-ahead log, which would keep what was taken out of the file itself."""
    raw = engine.raw_connection()
    raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()


_PATIENCE = 30  # seconds to wait for another writer, as measured with eight of them

_PRAGMAS = (
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",  # INSERT OR REPLACE deletes, and that must not pass the triggers by
    "secure_delete=ON",  # what is destroyed may not stay readable in the file
)


def _configure(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy begins by itself, below
    connection.text_factory = lambda raw: raw.decode(errors="backslashreplace")
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    reading = connection.get_execution_options().get("is_reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
