"""A database with sealed decisions, made once and copied per test, and what somebody with access to the file can do.

Three decisions: the family of case 1, Ronald of case 3, and the family again. So there is a first, a
middle and a last record, and the outer two go by the same rules.
"""

import atexit
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from budget_engine.authority import KEEPER, Actor
from budget_engine.backends import agreement
from budget_engine.backends.agreement import Work, together, working
from budget_engine.backends.durable_child import DurableChild
from budget_engine.case import Case
from budget_engine.cli import main
from budget_engine.decision import Decision
from budget_engine.files import yaml_rules
from budget_engine.files.yaml_rules import municipalities, read_rules, read_sealed
from budget_engine.language.rule_set import RuleSet
from budget_engine.record import Body, Link, Record, body_of, canonical, is_body, seal, text_hash
from budget_engine.recordkeeping import ToSeal, seal_decision
from budget_engine.store.records import append, destroy
from budget_engine.store.schema import lay_out, open_store
from budget_engine.weighing import weigh
from tests.conftest import FIXTURES, MUNICIPALITY, RULES
from tests.small_world import RONALD, VAN_WETERING, real_case, real_decision

AT = "2026-11-24T16:00:00+01:00"
LATER = "2046-11-24T16:00:00+01:00"
SLUGS = (VAN_WETERING, RONALD, VAN_WETERING)
NUMBERS = tuple(range(1, len(SLUGS) + 1))
FIRST, MIDDLE, LAST = NUMBERS
ARCHIVIST = Actor(name="D. Smit", function=KEEPER)

TABLES = {
    "kop": (
        "number", "hash", "text", "kind", "case_id", "municipality", "reference_date", "rule_set", "sealed_at",
        "meaning",
    ),
    "deel": ("number", "room", "salt", "text"),
    "regelset": ("hash", "meaning_hash", "text"),
    "vernietigd": ("number", "room", "by_record"),
}  # fmt: skip
"""Every table of sealed text with all its columns; a test holds that this is still so."""

NULLABLE = ("case_id", "municipality", "reference_date", "rule_set", "meaning")
BESIDE = (
    "concept", "invoer", "medewerker", "vastgesteld", "aangemeld", "inzage", "kenmerk", "gebeurtenis",
    "gebeurtenis_inhoud", "alembic_version", "sqlite_sequence",
)  # fmt: skip
"""The other tables of the file: drafts, who looked, what happened later, the version, what SQLite counts by itself."""


def case_file(slug: str) -> Path:
    return FIXTURES / "cases" / slug / "case.yaml"


def decision_file(slug: str) -> Path:
    return FIXTURES / "cases" / slug / "besluit.yaml"


def rules(municipality: str | None = MUNICIPALITY) -> RuleSet:
    """Give the rules of the project, which no test changes."""
    return _read(municipality)


@cache
def _read(municipality: str | None) -> RuleSet:
    return read_rules(RULES, municipality)


def salts() -> Iterator[str]:
    """Give salts that are all different and the same in every run."""
    return (f"{number:064x}" for number in count(1))


# --- decisions and stores --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Decided:
    """A real case with its decision, worked out and ready to be sealed."""

    case: Case
    decision: Decision
    body: Body

    def record(self, link: Link, used: Iterator[str] | None = None) -> Record:
        return seal(self.body, self.case, rules(), self.decision, link, used or salts())


@cache
def decided(slug: str) -> Decided:
    case, decision = real_case(slug, rules()), real_decision(slug)
    return Decided(case, decision, body_of(case, rules(), weigh(case, rules(), decision.on), decision))


@cache
def _sealed() -> bytes:
    used = salts()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "besluiten.db"
        for slug in SLUGS:
            wanted = ToSeal(real_case(slug, rules()), rules(), real_decision(slug), AT, used)
            seal_decision(wanted, path, together(second_engine()))
        with closing(sqlite3.connect(path)) as connection:
            return connection.serialize()


def sealed_store(folder: Path) -> Path:
    """Give a fresh copy of the database with three sealed decisions."""
    path = folder / "besluiten.db"
    path.write_bytes(_sealed())
    return path


def new_store(path: Path) -> Path:
    """Lay out a database in which nothing is sealed yet."""
    engine = open_store(path, create=True)
    lay_out(engine)
    engine.dispose()
    return path


def add(path: Path, slug: str = RONALD) -> Record:
    """Seal a decision at the end, without the engines: for tests of the chain alone."""
    engine = open_store(path)
    try:
        return append(engine, decided(slug).record, AT, rules())
    finally:
        engine.dispose()


def destroy_sem(path: Path) -> None:
    """Destroy what the first record holds about Sem, as the keeper of the archive may do in time."""
    engine = open_store(path)
    destroy(engine, FIRST, ["sem"], "bewaartermijn voorbij", ARCHIVIST, rules(), LATER)
    engine.dispose()


# --- with access to the file -------------------------------------------------------------------------------


class Forger(sqlite3.Connection):
    """Somebody with the file in their hands, who takes the triggers out and puts them back."""

    def execute(self, statement: str, values: Any = (), /) -> sqlite3.Cursor:
        """Change something as if no trigger stood there."""
        if statement.startswith(("SELECT", "PRAGMA")):
            return super().execute(statement, values)
        guards = super().execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        super().execute("BEGIN")
        for name, _ in guards:
            super().execute(f"DROP TRIGGER {name}")
        changed = super().execute(statement, values)
        for _, written in guards:
            with suppress(sqlite3.OperationalError):  # its table went too
                super().execute(written)
        super().execute("COMMIT")
        return changed


@contextmanager
def attack(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file as somebody who knows their way around; each statement stands at once."""
    with closing(sqlite3.connect(path, isolation_level=None, factory=Forger)) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # a test has no need to wait for the disk
        yield connection


def rows(connection: sqlite3.Connection, query: str, *values: Any) -> list[tuple[Any, ...]]:
    return connection.execute(query, values).fetchall()


def all_rows(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    return {table: rows(connection, f"SELECT * FROM {table} ORDER BY 1, 2") for table in TABLES}  # noqa: S608


def snapshot(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return all_rows(connection)


@dataclass(frozen=True)
class Cell:
    """One value in the file: its table and column, its row, and the records that it belongs to."""

    table: str
    column: str
    row: tuple[Any, ...]
    records: tuple[int, ...]

    @property
    def value(self) -> Any:
        return self.row[TABLES[self.table].index(self.column)]

    @contextmanager
    def holding(self, connection: sqlite3.Connection, value: Any) -> Iterator[None]:
        """Put another value in its place for as long as it takes."""
        place = TABLES[self.table].index(self.column)
        changed = (*self.row[:place], value, *self.row[place + 1 :])
        _rewrite(connection, self.table, self.row, changed)
        try:
            yield
        finally:
            _rewrite(connection, self.table, changed, self.row)


def head(connection: sqlite3.Connection, number: int) -> tuple[str, str]:
    """Give the text and the hash of a head as they lie in the file."""
    text, kept = rows(connection, "SELECT text, hash FROM kop WHERE number = ?", number)[0]
    return text, kept


def _rewrite(connection: sqlite3.Connection, table: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> None:
    to = ", ".join(f"{name} = ?" for name in TABLES[table])
    at = " AND ".join(f"{name} IS ?" for name in TABLES[table])
    done = connection.execute(f"UPDATE {table} SET {to} WHERE {at}", (*new, *old))  # noqa: S608
    assert done.rowcount == 1


def cells(connection: sqlite3.Connection) -> list[Cell]:
    """List every value in the file, apart from the numbers that a row is found by."""
    found = []
    for table, columns in TABLES.items():
        for row in rows(connection, f"SELECT * FROM {table}"):  # noqa: S608
            named = dict(zip(columns, row, strict=True))
            record = named.get("by_record", named.get("number"))
            records = NUMBERS if record is None else (record,)
            found += [Cell(table, column, row, records) for column in columns if column != "number"]
    return found


# --- the command line --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """What a command answered: exit code, standard output and standard error."""

    code: int
    out: str
    err: str


Shell = Callable[..., Said]


def command(capsys: pytest.CaptureFixture[str], *arguments: object) -> Said:
    """Run one command in this process, with what does not differ between commands kept for the next."""
    capsys.readouterr()
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setattr(yaml_rules, "read_rules", rules_in)
        surroundings.setattr(agreement, "working", _working)
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
    captured = capsys.readouterr()
    return Said(code, captured.out, captured.err)


def rules_in(folder: Path, municipality: str | None = None) -> RuleSet:
    """Read a folder with rules, the one of the project only the first time."""
    is_kept = folder == RULES and municipality in (None, *municipalities(RULES))
    return rules(municipality) if is_kept else read_rules(folder, municipality)


rules_sealed = lru_cache(maxsize=4)(read_sealed)
body_or_not = lru_cache(maxsize=100)(is_body)
"""What is worked out of a text alone is the same for the same text: after a change the rest is known."""


@contextmanager
def _working(*, both: bool) -> Iterator[Work]:
    """Let one child answer command after command, as it does for the app."""
    if both:
        yield together(second_engine())
    else:
        with working(both=False) as work:
            yield work


@cache
def second_engine() -> DurableChild:
    """Give the second engine that answers for all tests of this process; it starts again when it was stopped."""
    child = DurableChild()
    atexit.register(child.stop)
    return child


def is_named(said: Said, records: tuple[int, ...]) -> bool:
    """Tell whether something was found wrong, and each of these records named."""
    return said.code == 1 and all(f"Record {number}: " in said.err for number in records)


ENGLISH = re.compile(
    r"\b(the|and|not|no such|is a|file|error|invalid|expected|required|ignored|explicit|argument|arguments|usage"
    r"|positional|options|show|exit|help message|traceback|choose|from|unable|could|cannot)\b",
    re.IGNORECASE,
)


def is_dutch(text: str) -> bool:
    return bool(text.strip()) and ENGLISH.search(text) is None


def outcomes(said: Said) -> list[tuple[int, str]]:
    """Give number and outcome of each replay that was said as JSON."""
    return [(item["nummer"], item["uitkomst"]) for item in json.loads(said.out)]


def write_anew(file: sqlite3.Connection, number: int, room: str, old: str, new: str) -> None:
    """Change a part of the last record, and make every hash anew that rests on it."""
    salt, text = rows(file, "SELECT salt, text FROM deel WHERE number = ? AND room = ?", number, room)[0]
    assert old in text
    changed = canonical(json.loads(text.replace(old, new)))
    head = json.loads(rows(file, "SELECT text FROM kop WHERE number = ?", number)[0][0])
    for part in head["delen"]:
        if part["ruimte"] == room:
            part["hash"] = text_hash(f"{salt}\n{changed}")
    file.execute("UPDATE deel SET text = ? WHERE number = ? AND room = ?", (changed, number, room))
    file.execute(
        "UPDATE kop SET text = ?, hash = ? WHERE number = ?",
        (canonical(head), text_hash(canonical(head)), number),
    )


def filled_from(path: Path, db: Path) -> None:
    """Fill an empty file of a test with all that lies in another, which was sealed once for many tests."""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(db)) as target:
        source.backup(target)
