"""A file with a dossier of every sort, made once for all tests in a browser."""

import secrets
from pathlib import Path

from budget_engine import demo
from budget_engine.backends.agreement import together
from budget_engine.drafts.filling import fields_of_case, fields_of_decision
from budget_engine.drafts.view import ADVICE_SEEN_AT, is_of_judgement
from budget_engine.language.meaning import evaluate
from budget_engine.language.rule_set import RuleSet
from budget_engine.store import drafts
from tests.conftest import FIXTURES, MUNICIPALITY, RULES
from tests.people import SOMEBODY
from tests.screens import AT, FAMILY, TODAY, house_at
from tests.sealed import real_case, real_decision
from ui.parts.short import begin

SEALED_FAMILY, OF_DEMO = 1, 3
"""Dossiers of the demo: the family of case 1, decided, and Ronald of case 3, still being worked on."""
OPEN, SIMPLE, DECIDED_FAMILY, SEALED = 5, 6, 7, 8
"""Ronald still being worked on; one on the short route; case 1 with its decision; Ronald decided, where asked for."""
RECORD = 3
"""The record of the last one; the demo has the two before."""
RONALD = "003-ronald"


def fill(db: Path, rule_set: RuleSet, *, is_whole: bool) -> None:
    """Fill a new file; with `is_whole` the decision about Ronald is sealed too.

    What the demo seals is worked out twice by one engine: what is tested here is no agreement of two.
    """
    demo.as_drafts(FIXTURES / "cases", RULES, db, AT, iter(secrets.token_hex, ""), together(evaluate))
    case, decision = real_case(RONALD, rule_set), list(fields_of_decision(real_decision(RONALD)))
    unjudged = [item for item in decision if not is_of_judgement(item[0]) and item[0] != ADVICE_SEEN_AT]
    family = [*fields_of_case(real_case(FAMILY, rule_set)), *fields_of_decision(real_decision(FAMILY))]
    with house_at(db) as house:
        house.desk.worker(SOMEBODY.name)
        written = [*fields_of_case(case), *unjudged]
        assert drafts.open_draft(house.desk.engine, "open", written, SOMEBODY.name, AT) == OPEN
        assert house.desk.open("kort", MUNICIPALITY, SOMEBODY, AT) == SIMPLE
        begin(SIMPLE, SOMEBODY, TODAY)
        assert drafts.open_draft(house.desk.engine, "gezin", family, SOMEBODY.name, AT) == DECIDED_FAMILY
        if is_whole:
            written = [*fields_of_case(case), *decision]
            assert drafts.open_draft(house.desk.engine, "dicht", written, SOMEBODY.name, AT) == SEALED
            assert house.seal(house.desk.view(SEALED, TODAY), SOMEBODY).number == RECORD
