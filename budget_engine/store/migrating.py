"""Brings a file of an older layout up to date with Alembic; imported only when its version differs."""

from importlib import import_module

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Engine

from budget_engine.errors import StoreError
from budget_engine.store.guarding import guard
from budget_engine.store.schema import VERSION, version_in

STEPS = (("0001", "0002"), ("0002", "0003"), ("0003", "0004"), ("0004", "0005"))
"""From which version to which, in order; each step is a module of `migrations` named for where it ends."""


def migrate(engine: Engine, found: str) -> None:
    """Take every step from a version to the newest one, in one transaction: all of them or none."""
    starts = [before for before, _ in STEPS]
    if found not in starts:
        raise StoreError(f"{engine.url.database}: de versie '{found}' van dit bestand is niet bekend.")
    with engine.begin() as connection:
        if version_in(connection) != found:
            return  # another process was first
        context = MigrationContext.configure(connection, opts={"transactional_ddl": True})
        operations = Operations(context)
        context._ensure_version_table()  # noqa: SLF001 - public only through a script folder and an ini file
        for _, after in STEPS[starts.index(found) :]:
            step = import_module(f"budget_engine.store.migrations.to_{after}")
            step.upgrade(operations)
        connection.exec_driver_sql("DELETE FROM alembic_version")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (VERSION,))
        guard(connection)
