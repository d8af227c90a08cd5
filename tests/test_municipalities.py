"""The same household in two municipalities: other amounts, values and facts, and nothing of the neighbour's."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_engine.assessment import Finding, Gate
from budget_engine.errors import InputError
from budget_engine.files.yaml_rules import read_rules
from budget_engine.language.fact import Outlet
from budget_engine.language.rule_set import Stage
from budget_engine.values import print_cents
from budget_engine.weighing import Weighing, weigh
from tests.conftest import MUNICIPALITY
from tests.dossiers import municipal
from tests.neighbours import BOTH, NEIGHBOUR, ON, copy_of_rules, either, local, moved, written
from tests.notation import TODAY
from tests.sealed import Shell, case_file, rules
from tests.small_world import VAN_WETERING, changed, real_case


@cache
def family(municipality: str) -> Weighing:
    case = real_case(VAN_WETERING, rules(municipality))
    return weigh(case, rules(municipality), TODAY, everything=True)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return copy_of_rules(tmp_path)


# --- the amounts -----------------------------------------------------------------------------------------

FIRST_YEAR = {
    "a-huishouden": ("4992,00", "4699,50"),  # 130 uur van 38,40 of 36,15
    "a-huishouden-drie-uur": ("5990,40", "5639,40"),  # 156 uur van 38,40 of 36,15
    "a-huishouden-tante": ("3291,60", "3502,20"),  # 156 uur van 21,10 of 22,45
    "a-kilometers": ("1306,40", "1476,80"),  # 5.680 km van 0,23 of 0,26
}
"""What takes its price from the tariff list, worked out by hand from both lists."""


def first_year(municipality: str) -> dict[str, str]:
    derived = family(municipality).outcomes[Stage.ASSESSMENT].derived
    likely = rules(municipality).outlet[Outlet.FIRST_YEAR_LIKELY].name
    amounts = {entity: value for (fact, entity), value in derived.items() if fact == likely}
    return {claim: print_cents(amount) for claim, amount in amounts.items() if isinstance(amount, int)}


def test_a_claim_that_is_priced_by_the_tariff_list_costs_what_the_list_of_its_municipality_says() -> None:
    here, there = (first_year(name) for name in BOTH)

    assert here.keys() == there.keys()
    assert {name: (here[name], there[name]) for name in here if here[name] != there[name]} == FIRST_YEAR


def test_the_alternatives_differ_by_those_claims_and_by_no_cent_more() -> None:
    two_years = {
        name: tuple((municipal(family(place).alternative(name).returns) or {})["twee_jaar"] for place in BOTH)
        for name in ("niets", "gewone-route", "een-plan", "alles-als-geld")
    }

    assert two_years == {
        "niets": ("0,00", "0,00"),
        # 2 x 351,00 minder; laag en hoog staan in het dossier
        "gewone-route": ("53623,03 / 72720,34 / 96566,75", "53623,03 / 72018,34 / 96566,75"),
        # 2 x 292,50 minder
        "een-plan": ("53072,16 / 68933,00 / 83935,14", "53072,16 / 68348,00 / 83935,14"),
        # 2 x (210,60 + 170,40) meer
        "alles-als-geld": ("46180,16 / 57905,00 / 68755,14", "46942,16 / 58667,00 / 69517,14"),
    }


def test_the_option_and_the_file_choose_the_same_municipality(shell: Shell, tmp_path: Path) -> None:
    by_option = shell("beoordeel", case_file(VAN_WETERING), *ON, "--json", "--gemeente", NEIGHBOUR)
    by_file = shell("beoordeel", moved(VAN_WETERING, tmp_path), *ON, "--json")
    at_home = shell("beoordeel", case_file(VAN_WETERING), *ON, "--json")

    assert (by_option.code, by_option.err) == (0, "")
    assert by_option.out == by_file.out
    assert by_option.out != at_home.out
    assert (
        shell("beoordeel", moved(VAN_WETERING, tmp_path), *ON, "--json", "--gemeente", MUNICIPALITY)
        == at_home
    )


# --- what is not filled in ---------------------------------------------------------------------------------


def findings(municipality: str) -> dict[tuple[str, str], Finding]:
    return {(item.rule, item.about): item for item in family(municipality).assessment.findings}


def test_the_distance_that_is_not_filled_in_makes_the_finding_unknown_and_asks_the_municipality() -> None:
    here, there = (findings(name) for name in BOTH)

    for claim in ("a-busje-acht", "a-busje-vier", "a-kilometers"):
        assert here["llv-wec-afstand", claim].holds is False
        assert there["llv-wec-afstand", claim].holds is None
        assert [
            (lack.kind, lack.about, lack.asked_fact) for lack in there["llv-wec-afstand", claim].missing
        ] == [("parameter", NEIGHBOUR, "wec_afstandsgrens")]


def test_the_value_is_asked_only_where_it_is_missing() -> None:
    asked = {
        name: {
            (item.about, item.asked_fact): item.touches
            for item in family(name).assessment.open_questions
            if item.kind == "parameter"
        }
        for name in BOTH
    }

    assert asked == {
        MUNICIPALITY: {
            (MUNICIPALITY, "jeugd_factor_werk_ouder_in_verordening"): ("jw-eigenkracht-factor-werk",),
            (MUNICIPALITY, "wmo_vervoersnorm_in_verordening"): ("wmo-vervoersnorm",),
        },
        NEIGHBOUR: {(NEIGHBOUR, "wec_afstandsgrens"): ("llv-wec-afstand",)},
    }


def test_only_the_gates_that_wait_for_the_distance_move() -> None:
    here, there = ({gate.id: gate.gate for gate in family(name).assessment.gates} for name in BOTH)

    assert {name: (here[name], there[name]) for name in here if here[name] is not there[name]} == {
        "a-busje-acht": (Gate.OPEN, Gate.UNKNOWN),
        "a-busje-vier": (Gate.OPEN, Gate.UNKNOWN),
    }
    assert (
        there["a-kilometers"] is Gate.BY_DEVIATION
    )  # the trip cannot be made with it, whatever the distance


def test_no_other_outcome_moves_than_by_a_value_or_a_rule_of_their_own() -> None:
    here, there = ({place: item.holds for place, item in findings(name).items()} for name in BOTH)
    places = here.keys() | there.keys()

    moved_by_value, own_rules = set(), set()
    for rule, about in places:
        before, after = here.get((rule, about), NO_RULE), there.get((rule, about), NO_RULE)
        if NO_RULE in (before, after):
            own_rules.add(rule)
        elif before is not after:
            moved_by_value.add((rule, before, after))

    assert moved_by_value == {
        ("llv-wec-afstand", False, None),  # 6 km here, not filled in there
        ("jw-eigenkracht-factor-werk", None, True),  # not looked up here, not in the ordinance there
        ("wmo-vervoersnorm", None, False),  # not filled in here, no norm there
        ("wmo-eb-algemeen", False, True),  # no contribution for a general provision here, one there
        ("wmo-pgb-netwerk-tarief", True, False),  # a tariff per kind of provider here, none there
        ("wmo-pgb-tarief-verordening", False, True),  # the method stands in the ordinance here, not there
        ("jw-pgb-tarief-verordening", False, True),  # the same for youth help
    }
    assert {name for name in own_rules if not name.startswith(BOTH)} == set()
    assert there["buurgemeente-dorpsauto", "a-taxi-dichtbij"] is None


NO_RULE = "no such rule"


def test_an_own_term_goes_before_the_national_one_and_moves_no_other_term() -> None:
    days = {
        name: {
            (item.rule, item.about): item.day
            for item in findings(name).values()
            if item.effect == "termijn" and item.holds
        }
        for name in BOTH
    }
    here, there = days[MUNICIPALITY], days[NEIGHBOUR]

    later = {place[0]: (here[place], there[place]) for place in here if here[place] != there[place]}

    assert here.keys() == there.keys()
    # 12 november and 8 weeks by the Awb, or 6 weeks by the neighbour's ordinance
    assert later == {"awb-termijn": (date(2027, 1, 7), date(2026, 12, 24))}


# --- nothing leaks ----------------------------------------------------------------------------------------


@either
def test_a_rule_set_holds_nothing_of_the_other_municipality(own: str, other: str) -> None:
    ours, theirs = rules(own), rules(other)

    assert local(ours)
    assert not local(ours) & local(theirs)
    assert {item.municipality for item in (*ours.settings, *ours.list_rows)} == {None, own}
    assert not {item.id for item in ours.mandates} & {item.id for item in theirs.mandates}
    assert other not in ours.text


def in_force(entry: dict[str, str], day: date) -> bool:
    return entry["geldig_van"] <= day.isoformat() <= entry.get("geldig_tot", "9999-12-31")


LOCAL = {name: written(f"gemeenten/{name}") for name in BOTH}
NATIONAL = [entry for part in ("feiten", "landelijk", "kosten") for entry in written(part)]
ROWS = {
    name: [
        {**row, "geldig_van": row.get("geldig_van", entry["geldig_van"])}
        for entry in LOCAL[name]
        if entry.get("rijen_van") == "tarieven"
        for row in entry["rijen"]
    ]
    for name in BOTH
}
KEYS = ("wet", "product", "eenheid", "tariefsoort")
days = st.dates(date(2014, 1, 1), date(2040, 1, 1))


@given(st.sampled_from(sorted(rules(None).parameter)), st.sampled_from(BOTH), days)
def test_every_parameter_has_the_own_value_or_the_national_one(parameter: str, own: str, day: date) -> None:
    set_here, set_nationally = (
        [entry["is"] for entry in entries if entry.get("waarde") == parameter and in_force(entry, day)]
        for entries in (LOCAL[own], NATIONAL)
    )

    found = rules(own).setting(parameter, day)

    (expected,) = set_here or set_nationally or ["onbekend"]
    declared = rules(own).parameter[parameter]
    assert found == (None if expected == "onbekend" else declared.parse(expected))


@given(st.sampled_from([row for name in BOTH for row in ROWS[name]]), st.sampled_from(BOTH), days)
def test_every_tariff_is_the_own_one_or_unknown(row: dict[str, str], own: str, day: date) -> None:
    keys = [row[key] for key in KEYS]
    own_rows = [item for item in ROWS[own] if [item[key] for key in KEYS] == keys and in_force(item, day)]

    found = rules(own).amount("tarieven", keys, day)

    assert found == (rules(own).lookup_list["tarieven"].parse(own_rows[0]["is"]) if own_rows else None)


def test_the_two_lists_price_the_same_products_and_agree_on_none() -> None:
    here, there = ({tuple(row[key] for key in KEYS): row["is"] for row in ROWS[name]} for name in BOTH)

    assert there.keys() <= here.keys()
    assert not [keys for keys in there if there[keys] == here[keys]]


def test_a_tariff_that_is_missing_is_unknown_whatever_the_neighbour_pays(copied: Path) -> None:
    path = copied / "gemeenten" / NEIGHBOUR / "tarieven.yaml"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text(
        "".join(
            line for line in lines if "huishoudelijke_hulp, eenheid: uur, tariefsoort: natura" not in line
        )
    )
    bare = read_rules(copied, NEIGHBOUR)

    weighing = weigh(real_case(VAN_WETERING, bare), bare, TODAY)

    two_years = municipal(weighing.alternative("een-plan").returns)
    assert two_years is not None
    assert two_years["twee_jaar"] == "onbekend"
    assert read_rules(copied, MUNICIPALITY).hash == rules(MUNICIPALITY).hash


# --- own facts ----------------------------------------------------------------------------------------------

OWN_FACT = "buurgemeente_dorpsauto_besproken"


def answered(given: str) -> tuple[str, str]:
    """Answer the neighbour's own question at need v5b, which already has facts."""
    text = case_file(VAN_WETERING).read_text()
    start = text.index("  - id: v5b\n")
    old = text[start : text.index("    feiten:\n", start) + len("    feiten:\n")]
    return old, f"{old}      {OWN_FACT}: {given}\n"


@pytest.mark.parametrize(("given", "holds"), [("ja", False), ("nee", True), ("onbekend", None)])
def test_a_fact_of_the_neighbour_decides_its_own_rule(given: str, holds: bool | None) -> None:  # noqa: FBT001
    case = real_case(VAN_WETERING, rules(NEIGHBOUR), answered(given))

    weighing = weigh(case, rules(NEIGHBOUR), TODAY, everything=True)

    found = {
        item.about: item.holds
        for item in weighing.assessment.findings
        if item.rule == "buurgemeente-dorpsauto"
    }
    assert found["a-taxi-dichtbij"] is holds


def test_a_fact_of_the_neighbour_is_refused_here_at_its_line() -> None:
    change = answered("ja")
    text = changed(case_file(VAN_WETERING).read_text(), change)
    line = text[: text.index(OWN_FACT)].count("\n") + 1

    with pytest.raises(InputError) as refused:
        real_case(VAN_WETERING, rules(MUNICIPALITY), change)

    assert [(issue.place.line, issue.text) for issue in refused.value.issues] == [
        (line, f"Het feit '{OWN_FACT}' is niet bekend.")
    ]


@pytest.mark.parametrize(("name", "known"), [(MUNICIPALITY, False), (NEIGHBOUR, True)])
def test_the_schema_of_a_case_knows_the_facts_of_its_municipality(
    shell: Shell, name: str, *, known: bool
) -> None:
    assert (OWN_FACT in shell("schema", "zaak", "--gemeente", name).out) is known
