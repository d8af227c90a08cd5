"""The ledger per party and year, on small cases that were worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_engine.case import Nature
from budget_engine.errors import InputError
from budget_engine.language.rule_set import RuleSet
from budget_engine.returns import amount
from budget_engine.values import up_to_tenth_of_percent
from budget_engine.weighing import weigh
from tests.ledgers import FIRST_DAY, SMALL, alternatives, household, ledger, line, said, table
from tests.notation import TODAY, case_of
from tests.small_world import VAN_WETERING, real_case, weighed, world

# --- when an amount falls -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "years"),
    [
        ("start: 2027-01-01", ["120,00", "0,00"]),
        ("start: 2027-12-31", ["120,00", "0,00"]),
        ("start: 2028-01-01", ["0,00", "120,00"]),
        ("start: 2026-12-31", ["0,00", "0,00"]),
        ("start: 2029-01-01", ["0,00", "0,00"]),
        ("start: 2027-01-01, duur: 24 maanden", ["120,00", "120,00"]),
        ("start: 2027-01-01, duur: 12 maanden", ["120,00", "0,00"]),
        ("start: 2027-01-01, duur: 6 maanden", ["60,00", "0,00"]),
        ("start: 2027-01-01, duur: 1 maand", ["10,00", "0,00"]),
        ("start: 2027-10-01, duur: 12 maanden", ["30,00", "90,00"]),
        ("start: 2027-10-31, duur: 12 maanden", ["30,00", "90,00"]),
        ("start: 2026-07-01, duur: 12 maanden", ["60,00", "0,00"]),
        ("start: 2028-07-01, duur: 60 maanden", ["0,00", "60,00"]),
    ],
)
def test_once_falls_on_its_day_and_yearly_by_the_month(when: str, years: list[str]) -> None:
    assert household(ledger(alternatives(line("120,00", when)))) == years


def test_the_years_begin_when_the_comparison_begins() -> None:
    lines = [line("120,00", "start: 2027-03-01, duur: 12 maanden"), line("5,00", "start: 2028-08-31")]

    found = ledger(alternatives(", ".join(lines)), "zaak: {feiten: {vanaf: 2027-09-01}}\n")

    assert [year.year for year in found.years] == [2027, 2028]
    assert household(found) == ["65,00", "0,00"]


def test_part_of_a_year_is_rounded_to_the_nearest_cent() -> None:
    found = ledger(alternatives(line("100,00 100,01 100,02", "start: 2027-01-01, duur: 6 maanden")))

    assert household(found)[0] == "50,00 / 50,01 / 50,01"


def test_without_a_first_day_there_is_no_ledger() -> None:
    assert weighed(alternatives(line("120,00")), SMALL).alternative("plan").returns is None


# --- who pays -------------------------------------------------------------------------------------------


def test_what_the_municipality_pays_follows_from_the_facts_of_its_claims() -> None:
    found = ledger(alternatives(claims="a, b, elders"))

    assert table(found.years[0])["gemeente testwet"] == "90,00 / 120,00 / 180,00"
    assert table(found.years[1])["gemeente testwet"] == "90,00"
    assert table(found.two_years)["gemeente samen"] == "180,00 / 210,00 / 270,00"


def test_parties_and_laws_stay_apart_and_the_municipality_is_also_added_up() -> None:
    both = world("- {wet: Anderswet, code: anders, uitvoerder: gemeente}\n")
    lines = [
        line("5,00"),
        line("7,00", payer="{partij: werkgever}"),
        line("2,00", payer="{partij: gemeente, wet: testwet}"),
    ]

    found = ledger(alternatives(", ".join(lines), claims="a, elders"), rule_set=both)

    assert table(found.years[0]) == {
        "gemeente anders": "1,00",
        "gemeente testwet": "82,00 / 102,00 / 152,00",
        "gezin": "5,00",
        "werkgever": "7,00",
        "gemeente samen": "83,00 / 103,00 / 153,00",
        "totaal": "95,00 / 115,00 / 165,00",
    }


def test_an_alternative_without_claims_shows_the_same_parties_with_nothing() -> None:
    found = weighed(FIRST_DAY + alternatives(line("5,00"), claims="a"), SMALL).alternative("niets").returns

    assert found is not None
    parties = ["gemeente testwet", "gezin", "gemeente samen", "totaal"]
    assert table(found.years[0]) == dict.fromkeys(parties, "0,00")


def test_a_claim_that_is_named_twice_is_not_paid_twice() -> None:
    with pytest.raises(InputError):
        case_of(alternatives(claims="a, a"), SMALL)


# --- what is not known ----------------------------------------------------------------------------------


def test_an_unknown_amount_makes_the_total_unknown_but_not_what_the_municipality_pays() -> None:
    found = ledger(alternatives(line("onbekend", payer="{partij: werkgever}"), claims="a"))

    assert table(found.years[0]) == {
        "gemeente testwet": "80,00 / 100,00 / 150,00",
        "werkgever": "onbekend",
        "gemeente samen": "80,00 / 100,00 / 150,00",
        "totaal": "onbekend",
    }
    assert table(found.years[1])["totaal"] == "90,00"
    assert table(found.two_years)["totaal"] == "onbekend"


def test_one_unknown_end_leaves_the_others_known_and_the_total_not() -> None:
    found = table(ledger(alternatives(line("10,00 onbekend 30,00"))).years[0])

    assert (found["gezin"], found["totaal"]) == ("10,00 / onbekend / 30,00", "onbekend")


def test_an_unknown_amount_is_not_made_known_by_adding_to_it() -> None:
    found = ledger(alternatives(", ".join([line("onbekend"), line("5,00")]), claims="vaag, b"))

    assert table(found.years[0])["gezin"] == "onbekend"
    assert table(found.years[0])["gemeente testwet"] == "20,00 / onbekend / 60,00"
    assert found.years[0].municipality_together is None


# --- net ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "net"),
    [("100,00 200,00 300,00", "30,00 / 140,00 / 250,00"), ("10,00", "-60,00 / -50,00 / -40,00")],
)
def test_net_is_the_difference_with_nothing_changes_end_against_end(plan: str, net: str) -> None:
    found = ledger(alternatives(line(plan), line("50,00 60,00 70,00"))).net

    assert found is not None
    assert household(found) == [net, "0,00"]
    assert table(found.two_years)["totaal"] == net


def test_net_is_unknown_where_either_side_is() -> None:
    for plan, nothing in (("5,00", "onbekend"), ("onbekend", "5,00")):
        found = ledger(alternatives(line(plan), line(nothing), claims="a"))

        assert found.net is not None
        assert household(found.net)[0] == "onbekend"
        assert table(found.net.years[0])["gemeente samen"] == "80,00 / 100,00 / 150,00"


ENDS = st.lists(st.integers(0, 10**9), min_size=3, max_size=3).map(sorted)


@given(left=ENDS, right=ENDS, share=st.integers(0, 100))
def test_whatever_the_amounts_turn_out_to_be_the_difference_lies_in_the_net_range(
    left: list[int], right: list[int], share: int
) -> None:
    real = left[0] + (left[2] - left[0]) * share // 100
    other = right[0] + (right[2] - right[0]) * (100 - share) // 100

    net = amount(*left).minus(amount(*right))

    assert net.low_cents <= real - other <= net.high_cents
    assert net.low_cents <= net.likely_cents <= net.high_cents


# --- what is avoided ------------------------------------------------------------------------------------

AVOIDED = "aard: vermeden, start: 2027-01-01, duur: 12 maanden"
UNKNOWN_CHANCE = f"{AVOIDED}, kans: onbekend"
KNOWN_CHANCE = f"{AVOIDED}, kans: {{laag: 10%, waarschijnlijk: 20%, hoog: 30%}}"
MUNICIPALITY = "{partij: gemeente, wet: testwet}"


@pytest.mark.parametrize("chance", [UNKNOWN_CHANCE, KNOWN_CHANCE])
def test_an_avoided_cost_is_never_money(chance: str) -> None:
    paid = line("5,00")
    avoided = line("9999,00", f"{chance}, tegenover: [a]", "{partij: fonds}")

    without, along = (ledger(alternatives(text, claims="a")) for text in (paid, f"{paid}, {avoided}"))

    assert [table(year) for year in along.years] == [table(year) for year in without.years]
    assert table(along.two_years) == table(without.two_years)
    assert along.net == without.net


def break_even(text: str, claims: str = "a, b, vaag") -> tuple[int | None, int | None] | None:
    found = ledger(alternatives(text, claims=claims)).lines[-1].break_even
    return None if found is None else (found.at_low_bp, found.at_high_bp)


@pytest.mark.parametrize(
    ("avoided", "against", "chances"),
    [
        ("1000,00 onbekend 2000,00", "[a]", (1000, 500)),
        ("300,00 300,00 700,00", "[a]", (3340, 1430)),
        ("1000,00 1000,00 1000,00", "[a, b]", (1200, 1200)),
        ("50,00 50,00 200,00", "[a]", (20_000, 5000)),
        ("onbekend onbekend 2000,00", "[a]", (None, 500)),
        ("0,00 1000,00 2000,00", "[a]", (None, 500)),
        ("1000,00", "[vaag]", (None, None)),
        ("1000,00", "[a, vaag]", (None, None)),
        ("1000,00", "[]", (None, None)),
    ],
)
def test_the_break_even_chance_by_hand(
    avoided: str, against: str, chances: tuple[int | None, int | None]
) -> None:
    assert break_even(line(avoided, f"{UNKNOWN_CHANCE}, tegenover: {against}", MUNICIPALITY)) == chances


@pytest.mark.parametrize(
    ("chance", "chances"),
    [(KNOWN_CHANCE, None), (UNKNOWN_CHANCE.replace("12 maanden", "24 maanden"), (950, 950))],
)
def test_the_break_even_chance_follows_the_line(chance: str, chances: tuple[int, int] | None) -> None:
    assert break_even(line("1000,00", f"{chance}, tegenover: [a]")) == chances


@given(cost=st.integers(0, 10**9), avoided=st.integers(1, 10**9))
def test_the_break_even_chance_is_the_lowest_tenth_of_a_percent_that_is_enough(
    cost: int, avoided: int
) -> None:
    points = up_to_tenth_of_percent(cost, avoided)

    assert points % 10 == 0
    assert points * avoided >= cost * 10_000
    assert (points - 10) * avoided < cost * 10_000


def test_what_another_payer_spends_to_avoid_something_is_not_nothing() -> None:
    assert break_even(line("1000,00", f"{UNKNOWN_CHANCE}, tegenover: [a, elders]"), "a, elders") != (
        1000,
        1000,
    )


def test_a_shifted_amount_whose_chance_is_unknown_is_no_point_estimate() -> None:
    shifted = line("100,00", "aard: verschoven, kans: onbekend, start: 2027-01-01")

    assert household(ledger(alternatives(shifted)))[0] != "100,00"


@pytest.mark.parametrize("ends", ["80% 50% 20%", "1% 2% 300%"])
def test_a_chance_that_cannot_be_is_an_issue(ends: str) -> None:
    low, likely, high = ends.split()
    chance = f"{{laag: {low}, waarschijnlijk: {likely}, hoog: {high}}}"

    with pytest.raises(InputError):
        case_of(alternatives(line("100,00", f"{AVOIDED}, kans: {chance}")), SMALL)


# --- the first dossier, as it was worked out by hand --------------------------------------------------------

DOSSIER = {
    "niets": ["0,00", "0,00", "0,00"],
    "gewone-route": [
        "25992,27 / 34854,38 / 46203,59",
        "27630,76 / 37865,96 / 50363,16",
        "53623,03 / 72720,34 / 96566,75",
    ],
    "een-plan": [
        "29971,38 / 38501,80 / 47370,52",
        "23100,78 / 30431,20 / 36564,62",
        "53072,16 / 68933,00 / 83935,14",
    ],
}


def test_the_money_of_the_first_dossier(rule_set: RuleSet) -> None:
    weighing = weigh(real_case(VAN_WETERING, rule_set), rule_set, TODAY)

    for name, amounts in DOSSIER.items():
        found = weighing.alternative(name).returns
        assert found is not None
        periods = (*found.years, found.two_years)
        assert [said(period.municipality_together) for period in periods] == amounts

    (chance,) = [item.break_even for item in found.lines if item.nature is Nature.AVOIDED]
    assert chance is not None
    assert (chance.at_low_bp, chance.at_high_bp) == (2240, 1600)
