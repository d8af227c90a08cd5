"""Budget lines: right to the cent, and nothing lost between lines, months, years and accounts."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_engine.budget import Budget, BudgetLine, budget_of, spread
from budget_engine.decision import budgets_of, budgets_shown
from budget_engine.errors import Problem
from budget_engine.files.documents import read_model
from budget_engine.files.nodes import parse_yaml
from budget_engine.values import parse_cents
from tests.small_world import RONALD, VAN_WETERING, real_decision

YEAR = "aantal: 130, eenheid: uur, prijs: '38,40', bedrag: '4992,00', van: 2027-01-01, tot: 2027-12-31"


def read(text: str, account: str = "6.711") -> tuple[BudgetLine | None, list[str]]:
    """Read a line as it stands in a decision; what, account and source are filled in."""
    written = f"{{wat: hulp, {text}, taakveld: '{account}', bron: tarief}}"
    problems: list[Problem] = []
    line = read_model(BudgetLine, parse_yaml(written.encode(), "besluit.yaml").plain, problems)
    return line, [problem.text for problem in problems]


def line(text: str, account: str = "6.711") -> BudgetLine:
    found, problems = read(text, account)
    assert found is not None, problems
    return found


def amount(
    euros: str, since: str, until: str, account: str = "6.711", *, conditional: bool = False
) -> BudgetLine:
    condition = ", voorwaarde: gunstig advies" if conditional else ""
    once = f"aantal: 1, eenheid: stuk, prijs: '{euros}', bedrag: '{euros}'"
    return line(f"{once}, van: {since}, tot: {until}{condition}", account)


def per_year(budget: Budget) -> dict[tuple[int, str], int]:
    return {(item.year, item.policy_field): item.cents for item in budget.years}


def per_month(budget: Budget) -> dict[str, int]:
    return {item.month: item.cents for item in budget.months}


# --- one line -------------------------------------------------------------------------------------------


def test_a_line_is_a_quantity_times_a_price() -> None:
    assert line(YEAR).amount == 499_200


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("4992,00", "4992,01", "Aantal maal prijs is niet het bedrag."),
        ("4992,00", "4991,99", "Aantal maal prijs is niet het bedrag."),
        ("130", "131", "Aantal maal prijs is niet het bedrag."),
        ("tot: 2027-12-31", "tot: 2026-12-31", "Deze regel eindigt voordat hij begint."),
        ("38,40", "38.40", "'38.40' is geen bedrag."),
        ("38,40", "38,4", "'38,4' is geen bedrag."),
        ("130", "'130,5'", "'130,5' is geen geheel getal."),
        ("2027-01-01", "1-1-2027", "'1-1-2027' is geen datum."),
        ("2027-01-01", "2027-02-29", "'2027-02-29' staat niet op de kalender."),
    ],
)
def test_a_line_that_cannot_be_right_is_refused_in_dutch(old: str, new: str, problem: str) -> None:
    found, problems = read(YEAR.replace(old, new))

    assert found is None
    assert len(problems) == 1
    assert problems[0].startswith(problem)


def test_a_line_of_one_day_is_a_line() -> None:
    assert spread(500, date(2027, 2, 28), date(2027, 2, 28)) == [(date(2027, 2, 1), 500)]


@pytest.mark.parametrize(
    "text",
    [
        "aantal: -1, eenheid: stuk, prijs: '500,00', bedrag: '-500,00'",
        "aantal: 1, eenheid: stuk, prijs: '-500,00', bedrag: '-500,00'",
        "aantal: -2, eenheid: stuk, prijs: '-500,00', bedrag: '1000,00'",
    ],
)
def test_a_line_below_nothing_is_refused(text: str) -> None:
    found, _ = read(f"{text}, van: 2027-01-01, tot: 2027-12-31")

    assert found is None


# --- over months ----------------------------------------------------------------------------------------

DAYS = st.dates(date(2026, 1, 1), date(2032, 12, 31))
PERIODS = st.tuples(DAYS, DAYS).map(sorted)


@given(cents=st.integers(0, 10**9), period=PERIODS)
def test_spreading_loses_and_adds_no_cent(cents: int, period: list[date]) -> None:
    shares = [share for _, share in spread(cents, *period)]

    assert sum(shares) == cents
    assert max(shares) - min(shares) <= 1
    assert shares == sorted(shares, reverse=True)


@given(cents=st.integers(0, 10**6), period=PERIODS)
def test_every_month_that_is_touched_has_its_share_and_no_other(cents: int, period: list[date]) -> None:
    since, until = period

    months = [month for month, _ in spread(cents, since, until)]

    assert all(month.day == 1 for month in months)
    assert (months[0].year, months[0].month) == (since.year, since.month)
    assert (months[-1].year, months[-1].month) == (until.year, until.month)
    assert all(0 < (later - month).days <= 31 for month, later in pairwise(months))


def test_what_does_not_divide_goes_to_the_first_months() -> None:
    budget = budget_of("wmo", [amount("100,00", "2027-01-31", "2027-03-01")])

    assert per_month(budget) == {"2027-01": 3334, "2027-02": 3333, "2027-03": 3333}


def test_lines_in_one_month_are_added_up() -> None:
    lines = [amount("100,00", "2027-01-01", "2027-02-28"), amount("30,01", "2027-02-01", "2027-02-28")]

    assert per_month(budget_of("wmo", lines)) == {"2027-01": 5000, "2027-02": 8001}


# --- over years and accounts ----------------------------------------------------------------------------


def test_a_line_over_new_year_falls_in_two_years_by_its_months() -> None:
    budget = budget_of("wmo", [amount("400,00", "2027-10-15", "2028-01-02")])

    assert per_year(budget) == {(2027, "6.711"): 30_000, (2028, "6.711"): 10_000}


def test_accounts_of_one_year_stay_apart() -> None:
    lines = [
        amount("100,00", "2027-01-01", "2027-01-31", "6.712"),
        amount("50,00", "2027-01-01", "2027-01-31", "6.60"),
        amount("1,00", "2027-12-01", "2027-12-31", "6.712"),
    ]

    assert per_year(budget_of("wmo", lines)) == {(2027, "6.60"): 5000, (2027, "6.712"): 10_100}


def test_a_part_decision_without_lines_comes_to_nothing() -> None:
    budget = budget_of("wmo", [])

    assert (budget.cents, budget.conditional_cents, budget.months, budget.years) == (0, 0, (), ())


LINES = st.lists(
    st.builds(
        lambda quantity, price, period, account, condition: BudgetLine(
            what="hulp",
            quantity=quantity,
            unit="uur",
            price=price,
            amount=quantity * price,
            since=period[0],
            until=period[1],
            policy_field=account,
            source="tarief",
            condition=condition,
        ),
        st.integers(1, 300),
        st.integers(0, 10**5),
        PERIODS,
        st.sampled_from(["6.60", "6.711", "6.712"]),
        st.sampled_from([None, "gunstig advies"]),
    ),
    max_size=8,
)


@given(lines=LINES)
def test_months_years_and_accounts_add_up_to_the_total(lines: list[BudgetLine]) -> None:
    budget = budget_of("wmo", lines)

    assert budget.cents == sum(line.amount for line in lines)
    assert sum(per_month(budget).values()) == budget.cents
    assert sum(per_year(budget).values()) == budget.cents
    for year in {item.year for item in budget.years}:
        in_months = sum(cents for month, cents in per_month(budget).items() if month.startswith(f"{year}-"))
        assert in_months == sum(item.cents for item in budget.years if item.year == year)


@given(lines=LINES, more=LINES)
def test_two_budgets_together_are_the_budget_of_all_lines(
    lines: list[BudgetLine], more: list[BudgetLine]
) -> None:
    one, other, both = budget_of("wmo", lines), budget_of("wmo", more), budget_of("wmo", [*more, *lines])

    assert both.cents == one.cents + other.cents
    assert both.conditional_cents == one.conditional_cents + other.conditional_cents
    for account in per_year(both):
        assert per_year(both)[account] == per_year(one).get(account, 0) + per_year(other).get(account, 0)


# --- what is granted under a condition ------------------------------------------------------------------


def test_what_hangs_on_a_condition_is_part_of_the_total_and_named_apart() -> None:
    lines = [
        amount("400,00", "2027-01-01", "2027-12-31"),
        amount("100,00", "2027-01-01", "2027-12-31", conditional=True),
    ]

    budget = budget_of("wmo", lines)

    assert (budget.cents, budget.conditional_cents) == (50_000, 10_000)


# --- the decisions of the dossiers, as they were worked out by hand ------------------------------------------


@pytest.mark.parametrize(
    ("slug", "law", "euros", "conditional"),
    [
        (VAN_WETERING, "leerlingenvervoer", "2.944,00", "0,00"),
        (VAN_WETERING, "jeugdwet", "9.550,00", "0,00"),
        (VAN_WETERING, "wmo", "11.122,00", "5.650,00"),
        (VAN_WETERING, "participatiewet", "12.709,80", "11.869,80"),
        (RONALD, "wmo", "15.813,20", "0,00"),
    ],
)
def test_the_budgets_of_the_dossiers(slug: str, law: str, euros: str, conditional: str) -> None:
    budget = next(item for item in budgets_shown(real_decision(slug)) if item.law == law)

    assert budget.cents == parse_cents(euros)
    assert budget.conditional_cents == parse_cents(conditional)


def test_ronalds_care_falls_in_one_year_on_two_accounts() -> None:
    (budget,) = budgets_of(real_decision(RONALD))

    assert per_year(budget) == {(2027, "6.712"): 1_422_720, (2027, "6.791"): 158_600}
