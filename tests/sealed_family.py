"""The family of case 1 as it is sealed at a desk, for tests of what happens afterwards."""

import atexit
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from budget_engine.backends.agreement import together
from budget_engine.drafts.filling import fields_of_case, fields_of_decision
from budget_engine.language.meaning import evaluate
from budget_engine.language.rule_set import RuleSet
from budget_engine.store import drafts
from tests.conftest import MUNICIPALITY, RULES
from tests.notation import TODAY
from tests.people import OpenDesk
from tests.sealed import rules, salts
from tests.small_world import VAN_WETERING, real_case, real_decision
from tests.test_authorisation import as_role

AT, EAST = "2026-11-24T16:00:00+01:00", "Oost"

UNCHECKED = as_role("consulent", EAST, name="P. Mulder").model_copy(update={"is_checked": False})
"""Somebody whom nobody holds against a name."""


def sealed_as(desk: OpenDesk, name: str, rule_set: RuleSet, without: str = "nergens") -> int:
    """Seal the family of case 1 by somebody whom nobody holds against a name, without what begins in one place."""
    written = [
        *fields_of_case(real_case(VAN_WETERING, rule_set)),
        *fields_of_decision(real_decision(VAN_WETERING)),
    ]
    known = [item for item in written if not item[0].startswith(without)]
    opened = drafts.open_draft(desk.engine, name, known, "S. de Wit", AT, EAST)
    desk.seal(desk.view(opened, TODAY), together(evaluate), AT, salts(), UNCHECKED)
    return opened


@cache
def sealed_family() -> tuple[Path, int]:
    """Seal the family once for all tests; gives the file, to be copied, and the number of its dossier."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    desk = OpenDesk(Path(folder.name) / "db.sqlite", RULES)
    opened = sealed_as(desk, "gezin-001", rules(MUNICIPALITY))
    desk.close()
    return desk.db, opened
