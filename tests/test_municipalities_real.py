"""The example municipality, complete, and two real ones of which only public figures are known."""

from datetime import date

import pytest

from budget_engine.assessment import Gate
from budget_engine.files.yaml_rules import municipalities
from budget_engine.language.register import DecidedLocally
from budget_engine.weighing import weigh
from tests.conftest import MUNICIPALITY, RULES
from tests.neighbours import BOTH, written
from tests.notation import TODAY
from tests.sealed import rules
from tests.small_world import RONALD, real_case

REAL = sorted(set(municipalities(RULES)) - set(BOTH))
every_real = pytest.mark.parametrize("name", REAL)

STILL_OPEN_IN_2026 = {
    "jeugd_factor_werk_ouder_in_verordening",  # dossier 1, fact 79
    "wmo_vervoersnorm_in_verordening",  # dossier 1, fact 80
    "persoonlijke_voorziening_techniek_telt_mee",  # dossier 2
    "zorgkosten_eigen_beleid",  # dossier 2
}
"""What the worked-out dossiers say was not filled in yet on their day; the ordinances of 2027 fill it in."""


def local() -> set[str]:
    """Name what a municipality decides; how its ledger counts (an index) is no decision and may stay open."""
    return {
        item.name
        for item in rules(None).parameters
        if item.set_by is DecidedLocally.LOCAL and item.outlet is None
    }


def test_the_example_municipality_has_filled_in_all_that_a_municipality_sets() -> None:
    rule_set = rules()

    assert len(local()) > 30
    assert {name for name in local() if rule_set.setting(name, date(2027, 1, 1)) is None} == set()
    assert {name for name in local() if rule_set.setting(name, TODAY) is None} == STILL_OPEN_IN_2026


def test_every_value_of_the_example_municipality_leads_back_to_a_decision_with_its_publication() -> None:
    settings = [
        item for item in rules().settings if item.municipality == MUNICIPALITY and item.value is not None
    ]

    assert len(settings) >= len(local())
    for setting in settings:
        basis = setting.legal_basis
        assert basis is not None, setting.parameter
        assert basis.decided_by, setting.parameter
        assert "fictief" in (basis.publication or ""), setting.parameter
        assert basis.in_force is not None, setting.parameter
        assert setting.valid_from >= basis.in_force, setting.parameter


def test_there_are_two_real_municipalities() -> None:
    assert len(REAL) == 2


@every_real
def test_a_figure_of_a_real_municipality_has_its_year_its_address_and_how_sure_it_is(name: str) -> None:
    groups = [entry for entry in written(f"gemeenten/{name}") if "rijen_van" in entry]

    assert groups == written(f"gemeenten/{name}"), "amounts only: no policy, no mandate"
    for group in groups:
        assert group["geldig_tot"] < TODAY.isoformat()
        for row in group["rijen"]:
            assert row["url"].startswith("https://"), row
            assert row["zekerheid"] in ("H", "M", "L"), row
            assert row["bron"], row


@every_real
def test_in_a_real_municipality_nothing_is_agreed_to_by_what_is_not_known(name: str) -> None:
    rule_set = rules(name)
    case = real_case(RONALD, rule_set)

    weighing = weigh(case, rule_set, TODAY)

    assert all(rule_set.setting(parameter, TODAY) is None for parameter in local())
    gates = {gate.id: gate.gate for gate in weighing.assessment.gates}
    with_pgb = {claim.id for claim in case.claims if claim.facts["vorm"][-1].given == "pgb"}
    assert with_pgb
    assert Gate.OPEN not in {gates[claim] for claim in with_pgb}
