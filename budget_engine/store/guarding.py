"""The triggers that keep what lies in a file as it was; they live in the file itself, so every program meets them."""

from sqlalchemy import Connection

_KEYS = {
    "kop": "number = NEW.number",
    "deel": "number = NEW.number AND room = NEW.room",
    "regelset": "hash = NEW.hash",
    "vernietigd": "number = NEW.number AND room = NEW.room",
    "gebeurtenis": "number = NEW.number",
    "gebeurtenis_inhoud": "number = NEW.number",
    "vastgesteld": "record = NEW.record OR (draft = NEW.draft AND entry = NEW.entry)",
}
_MAY_GO = {
    table: f"WHEN NOT EXISTS (SELECT 1 FROM vernietigd v WHERE v.number = OLD.{of} AND v.room = OLD.room)"  # noqa: S608
    for table, of in (("deel", "number"), ("gebeurtenis_inhoud", "record"))
}
"""What may go once a record says that its room of a decision is destroyed."""
_LOGGED = {"aangemeld": "number = NEW.number", "inzage": "number = NEW.number", "kenmerk": "name = NEW.name"}
_SINCE = {"vastgesteld_eenmalig": "0005", "vastgesteld_blijft": "0005"}
"""From which layout a trigger is there, where its table is older: a file of before does not lack it."""

EXISTS = "dit bestaat al en wordt niet overschreven"
FIXED = "vastgestelde tekst wordt niet gewijzigd"
STAYS = "vastgestelde tekst wordt niet verwijderd"
ADDED = "wat is ingevuld wordt niet overschreven; er komt iets bij"
LOG = "het logboek van inzage wordt alleen langer"
WHOLE = "een concept gaat alleen in zijn geheel weg"


def triggers() -> list[str]:
    """Give the triggers of the newest layout."""
    written = [
        _trigger("invoer_vast BEFORE UPDATE ON invoer", ADDED),
        _trigger(
            "invoer_blijft BEFORE DELETE ON invoer WHEN EXISTS (SELECT 1 FROM concept WHERE number = OLD.draft)",
            WHOLE,
        ),
        _trigger(
            "invoer_eenmalig BEFORE INSERT ON invoer WHEN EXISTS (SELECT 1 FROM invoer WHERE number = NEW.number)",
            EXISTS,
        ),
    ]
    for table, key in _LOGGED.items():
        written += [
            _once(table, key),
            _trigger(f"{table}_vast BEFORE UPDATE ON {table}", LOG),
            _trigger(f"{table}_blijft BEFORE DELETE ON {table}", LOG),
        ]
    for table, key in _KEYS.items():
        written += [
            _once(table, key),
            _trigger(f"{table}_vast BEFORE UPDATE ON {table}", FIXED),
            _trigger(
                f"{table}_blijft BEFORE DELETE ON {table} {_MAY_GO.get(table, '')}",
                STAYS,
            ),
        ]
    return written


def _once(table: str, key: str) -> str:
    """Refuse a key that exists: INSERT OR REPLACE would delete without the trigger of deletion."""
    when = f"{table}_eenmalig BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {key})"  # noqa: S608
    return _trigger(when, EXISTS)


def _trigger(when: str, refusal: str) -> str:
    return f"CREATE TRIGGER {when} BEGIN SELECT RAISE(ABORT, '{refusal}'); END"


def unguarded(connection: Connection) -> dict[str, str]:
    """Name the triggers that are not there or say something else, of the tables that are there, with their text."""
    master = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master").all()
    tables = {name for kind, name, _, _ in master if kind == "table"}
    version = _version(connection) if "alembic_version" in tables else ""
    there = {name: _plain(written or "") for kind, name, _, written in master if kind == "trigger"}
    wanted = {written.split()[2]: written for written in triggers()}
    return {
        name: written
        for name, written in wanted.items()
        if name.rpartition("_")[0] in tables
        and there.get(name) != _plain(written)
        and version >= _SINCE.get(name, "")
    }


def _version(connection: Connection) -> str:
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or "")


def _plain(written: str) -> str:
    return " ".join(written.split())


def guard(connection: Connection) -> tuple[str, ...]:
    """Put every trigger in its place, and name those that were not in it."""
    found = unguarded(connection)
    for name, written in found.items():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(written)
    return tuple(found)
