"""Keeps every rule set by which something was decided, under the hash of its own text."""

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, select

from budget_engine.errors import StoreError
from budget_engine.store.schema import RuleSetRow


def stored_rule_sets(engine: Engine) -> dict[str, tuple[str, str]]:
    """Give the text and the meaning hash of every kept rule set, by the hash it is kept under."""
    try:
        with Session(engine) as session:
            return {row.hash: (row.text, row.meaning_hash) for row in session.exec(select(RuleSetRow))}
    except DatabaseError as error:
        raise StoreError(f"De regels in de database kunnen niet worden gelezen: {error.orig}.") from error
