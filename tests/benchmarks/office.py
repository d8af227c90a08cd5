"""A file as a busy office has it: the demo cases, a dossier with nothing in it, and one for each worker."""

import secrets
from pathlib import Path

from budget_engine import demo
from budget_engine.backends.agreement import working
from budget_engine.drafts.filling import fields_of_case, fields_of_decision, first_fields
from budget_engine.drafts.view import ADVICE_SEEN_AT, JUDGED_AT
from budget_engine.store import drafts
from budget_engine.store.schema import open_store
from tests.browser.conftest import DAY
from tests.conftest import FIXTURES, MUNICIPALITY, RULES

CASES = FIXTURES / "cases"
WORKER, AT = "M. Meting", f"{DAY}T09:00:00+01:00"
CASE_ONE, EMPTY, FIRST_COPY = 1, 5, 6
"""Numbers of dossiers: the demo cases come first, then one with nothing in it, then those of the workers."""


def fill(db: Path, workers: int) -> None:
    """Make a file with the demo cases, a dossier with nothing in it, and one for each worker."""
    with working(both=True) as work:
        names = demo.as_drafts(CASES, RULES, db, AT, iter(secrets.token_hex, ""), work)
    engine = open_store(db)
    assert drafts.worker_number(engine, WORKER) == 1
    assert (
        len(names) + 1 == drafts.open_draft(engine, "leeg", first_fields(MUNICIPALITY), WORKER, AT) == EMPTY
    )
    folders = demo.folders(CASES)
    for number in range(workers):
        case, _, decision = demo.read(folders[number % len(folders)], RULES)
        written = [*fields_of_case(case), *fields_of_decision(decision)]
        still = [item for item in written if item[0] not in (JUDGED_AT, ADVICE_SEEN_AT)]
        drafts.open_draft(engine, f"{case.id}-{number}", still, WORKER, AT)
    engine.dispose()
