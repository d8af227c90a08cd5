"""The tables of the database: sealed text is the truth, every other column only finds it.

Rows are added, never changed. The triggers live in the file itself, so another program that opens it
meets them too; the hash chain shows what somebody did who removed them.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Field, SQLModel

from budget_engine.errors import StoreError


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


_KEYS = {
    "kop": "number = NEW.number",
    "deel": "number = NEW.number AND room = NEW.room",
    "regelset": "hash = NEW.hash",
    "vernietigd": "number = NEW.number AND room = NEW.room",
}


_EXISTS = "dit bestaat al en wordt niet overschreven"
_FIXED = "vastgestelde tekst wordt niet gewijzigd"
_STAYS = "vastgestelde tekst wordt niet verwijderd"


def _triggers() -> list[str]:
    written = []
    for table, key in _KEYS.items():
        may_go = (
            "WHEN NOT EXISTS (SELECT 1 FROM vernietigd v WHERE v.number = OLD.number AND v.room = OLD.room)"
        )
        written += [
            # INSERT OR REPLACE deletes without the delete trigger: the existing key is refused first
            _trigger(
                f"{table}_eenmalig BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {key})",  # noqa: S608
                _EXISTS,
            ),
            _trigger(f"{table}_vast BEFORE UPDATE ON {table}", _FIXED),
            _trigger(
                f"{table}_blijft BEFORE DELETE ON {table} {may_go if table == 'deel' else ''}",
                _STAYS,
            ),
        ]
    return written


def _trigger(when: str, refusal: str) -> str:
    return f"CREATE TRIGGER IF NOT EXISTS {when} BEGIN SELECT RAISE(ABORT, '{refusal}'); END"


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


def lay_out(engine: Engine) -> None:
    """Make the tables and triggers where they are not there yet."""
    try:
        with engine.connect().execution_options(is_reading=True) as connection:
            there = set(
                connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
            )
        if there and there != {*_KEYS}:
            raise StoreError(f"{engine.url.database}: dit is een database van iets anders.")
        raw = engine.raw_connection()
        raw.cursor().execute("PRAGMA journal_mode=WAL")  # stays with the file
        raw.close()
        SQLModel.metadata.create_all(engine)
        with engine.begin() as connection:
            for trigger in _triggers():
                connection.execute(text(trigger))
    except DatabaseError as error:
        raise StoreError(said(engine, error)) from error


_REFUSALS = (
    ("not a database", "dit is geen database"),
    ("no such", "hierin staan geen besluiten van deze toolkit"),
    ("unable to open", "dit kan niet worden geopend"),
    ("readonly", "hierin mag niet worden geschreven"),
    ("locked", "een ander programma houdt dit bestand vast; probeer het straks opnieuw"),
    ("malformed", "dit bestand is beschadigd"),
    ("UNIQUE", _EXISTS),
)


def said(engine: Engine, error: DatabaseError) -> str:
    """Say in Dutch what a database refuses; what a trigger says is Dutch already."""
    english = str(error.orig)
    known = (*_REFUSALS, *((refusal, refusal) for refusal in (_EXISTS, _STAYS, _FIXED)))
    dutch = next((text for part, text in known if part in english), "de database weigert dit")
    return f"{engine.url.database}: {dutch}."


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
