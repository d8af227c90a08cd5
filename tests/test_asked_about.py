"""What is asked about one claim: only what something looks at under its own law."""

from datetime import date
from functools import cache

import pytest

from budget_engine.drafts.asked_about import asked_about
from budget_engine.drafts.entry import Draft, joined
from budget_engine.drafts.filling import entries_of, fields_of_case
from budget_engine.drafts.options import CLAIMS
from budget_engine.drafts.view import View, look
from budget_engine.language.fact import EntityKind
from tests.sealed import real_case, rules
from tests.small_world import RONALD, VAN_WETERING

AT = "2026-11-24T09:00:00+01:00"


@cache
def seen(name: str) -> View:
    rule_set = rules("voorbeeldgemeente")
    case = real_case(name, rule_set)
    return look(Draft(1, case.id, entries_of(fields_of_case(case), "Mila", AT)), rule_set, date(2026, 11, 24))


def asked(view: View, claim: str) -> set[str]:
    still, given, rest = asked_about(view, joined(CLAIMS, claim), claim, EntityKind.CLAIM)
    assert not {item.name for item in still} & {item.name for item in (*given, *rest)}
    return {item.name for item in (*still, *given)}


@pytest.mark.parametrize("name", [RONALD, VAN_WETERING])
def test_the_school_year_is_asked_of_transport_to_school_alone(name: str) -> None:
    view = seen(name)

    with_school_year = {
        claim.law for claim in view.case.claims if "schooljaar_begint_op" in asked(view, claim.id)
    }

    assert with_school_year <= {"leerlingenvervoer"}


def test_the_days_of_a_claim_that_its_own_law_looks_at_are_asked() -> None:
    view = seen(VAN_WETERING)

    for claim in view.case.claims:
        if claim.law in ("wmo", "jeugdwet"):
            assert {"aanvraag_datum", "ingangsdatum"} <= asked(view, claim.id)
