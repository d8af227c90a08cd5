"""Guards of which dossier a record is and who sealed it against removing and writing over."""

from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """Go from 0004 to 0005: no table changes, and the triggers are put in place after every step."""
