"""A session that reads and one that writes; what the database refuses is said in Dutch, with its file."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from budget_engine.errors import StoreError
from budget_engine.store.schema import said


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Open a session that waits for no writer; StoreError when the file cannot be read."""
    try:
        with Session(engine) as session:
            session.connection(execution_options={"is_reading": True})
            yield session
    except DatabaseError as error:
        raise StoreError(said(engine, error)) from error


@contextmanager
def writing(engine: Engine, refusal: str = "") -> Iterator[Session]:
    """Open a session of which all is kept or nothing; StoreError, after the words of refusal, when it is not taken."""
    try:
        with Session(engine) as session, session.begin():
            yield session
    except DatabaseError as error:
        raise StoreError(f"{refusal}{said(engine, error)}") from error
