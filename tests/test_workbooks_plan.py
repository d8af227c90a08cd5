"""The budget plan as a workbook says to the cent what the decision says, law by law, and never adds laws up."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget_engine.budget import BudgetLine, spread
from budget_engine.decision import Decision, PartDecision, budgets_shown
from budget_engine.errors import InputError
from budget_engine.files.sheets.names import names_apart
from budget_engine.language.rule_set import RuleSet
from budget_engine.workbooks.plan import (
    DRAFTED,
    NO_POOL,
    PER_MONTH,
    SIDE_BY_SIDE,
    budget_plan,
    refuse_other_case,
    sealed_as,
)
from tests.sealed import decided, rules
from tests.small_world import RONALD, VAN_WETERING, real_case, real_decision
from tests.workbooks import all_words, cells, in_cents, opened, rows

SLUGS = (VAN_WETERING, "002-denise", RONALD, "004-lotte")
MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
          "november", "december")  # fmt: skip
CONDITIONAL = "waarvan onder een voorwaarde"
every_case = pytest.mark.parametrize("slug", SLUGS)


def plan(slug: str, rule_set: RuleSet) -> bytes:
    return budget_plan(real_decision(slug), real_case(slug, rule_set), rule_set)


def law_sheets(book: Any) -> list[Any]:
    """Give the sheets of the part-decisions, in their order."""
    return [sheet for sheet in book if sheet.title not in ("lees mij", SIDE_BY_SIDE, PER_MONTH)]


def totals(sheet: Any) -> dict[str, int]:
    """Give what stands below the lines of a part-decision."""
    heads = [cell.value for cell in sheet[sheet[sheet.freeze_panes].row - 1]]
    column = heads.index("bedrag")
    said = ("samen", "waarvan zonder voorwaarde", CONDITIONAL)
    return {row[0].value: in_cents(row[column].value) for row in sheet.iter_rows() if row[0].value in said}


@every_case
def test_every_line_stands_on_the_sheet_of_its_law_to_the_cent(slug: str, rule_set: RuleSet) -> None:
    decision = real_decision(slug)

    sheets = law_sheets(opened(plan(slug, rule_set)))

    assert len(sheets) == len(decision.part_decisions)
    for sheet, part in zip(sheets, decision.part_decisions, strict=True):
        found = [row for row in rows(sheet) if "bedrag" in row]
        assert [_as_line(row) for row in found] == [_plain(line) for line in part.lines()]


def _as_line(row: Mapping[str, Any]) -> tuple[object, ...]:
    days = [row[name] for name in ("van", "tot en met")]
    assert all(isinstance(day, datetime) for day in days)
    texts = [row[name] for name in ("wat", "eenheid", "taakveld", "bron")]
    amounts = in_cents(row["prijs"]), in_cents(row["bedrag"])
    return (*texts, row.get("voorwaarde"), row["aantal"], *amounts, *(day.date() for day in days))


def _plain(line: BudgetLine) -> tuple[object, ...]:
    return (
        line.what, line.unit, line.policy_field, line.source, line.condition, line.quantity, line.price,
        line.amount, line.since, line.until,
    )  # fmt: skip


@every_case
def test_totals_are_those_of_the_budget_with_what_is_conditional_apart(slug: str, rule_set: RuleSet) -> None:
    budgets = budgets_shown(real_decision(slug))

    book = opened(plan(slug, rule_set))

    beside = {row["wat"]: row for row in rows(book[SIDE_BY_SIDE])}
    for sheet, budget in zip(law_sheets(book), budgets, strict=True):
        assert totals(sheet) == {
            "samen": budget.cents,
            "waarvan zonder voorwaarde": budget.cents - budget.conditional_cents,
            CONDITIONAL: budget.conditional_cents,
        }
        assert in_cents(beside["samen"][sheet.title]) == budget.cents
        assert in_cents(beside[CONDITIONAL][sheet.title]) == budget.conditional_cents
        accounts = {
            (item.year, item.policy_field): in_cents(
                beside[f"{item.year}, taakveld {item.policy_field}"][sheet.title]
            )
            for item in budget.years
        }
        assert accounts == {(item.year, item.policy_field): item.cents for item in budget.years}


@every_case
def test_months_are_those_of_the_budget_per_law_and_taakveld(slug: str, rule_set: RuleSet) -> None:
    decision = real_decision(slug)

    book = opened(plan(slug, rule_set))

    listed = [row for row in rows(book[PER_MONTH]) if row["maand"] != "samen"]
    months = {_month(row["maand"]): row for row in listed}
    assert list(months) == sorted(months)
    laws = zip(law_sheets(book), decision.part_decisions, budgets_shown(decision), strict=True)
    for sheet, part, budget in laws:
        fields = {line.policy_field for line in part.lines()}
        own = {
            month: {field: in_cents(row[f"{sheet.title} {field}"]) for field in fields}
            for month, row in months.items()
        }
        sums = {month: sum(cents.values()) for month, cents in own.items()}
        assert {month: cents for month, cents in sums.items() if cents} == {
            item.month: item.cents for item in budget.months if item.cents
        }
        for item in budget.years:
            year = [cents[item.policy_field] for month, cents in own.items() if int(month[:4]) == item.year]
            assert sum(year) == item.cents
        if budget.conditional_cents:
            column = [in_cents(row[f"{sheet.title} {CONDITIONAL}"]) for row in months.values()]
            assert sum(column) == budget.conditional_cents


def _month(said: str) -> str:
    name, year = said.split()
    return f"{year}-{MONTHS.index(name) + 1:02d}"


@every_case
def test_no_cell_holds_what_laws_come_to_together(slug: str, rule_set: RuleSet) -> None:
    decision = real_decision(slug)
    budgets = [budget for budget in budgets_shown(decision) if budget.cents]

    book = opened(plan(slug, rule_set))

    assert sum(cell.value == NO_POOL for cell in cells(book)) >= 3
    if len(budgets) > 1:
        pooled = sum(budget.cents for budget in budgets)
        amounts = {in_cents(cell.value) for cell in cells(book) if isinstance(cell.value, int | float)}
        assert pooled not in amounts


def test_it_says_whether_the_decision_was_sealed(rule_set: RuleSet) -> None:
    found = decided(VAN_WETERING)

    drafted = all_words(budget_plan(found.decision, found.case, rule_set))
    sealed = all_words(budget_plan(found.decision, found.case, rule_set, sealed_as(3)))

    assert DRAFTED in drafted
    assert "Vastgesteld als record 3." in sealed
    assert DRAFTED not in sealed


def test_a_refused_claim_stands_there_without_an_amount(rule_set: RuleSet) -> None:
    decision = real_decision(VAN_WETERING)
    first, *rest = decision.part_decisions
    refused = first.claims[0].model_copy(update={"result": "geweigerd", "lines": ()})
    part = first.model_copy(update={"claims": (refused,)})
    changed = decision.model_copy(update={"part_decisions": (part, *rest)})

    (sheet, *_) = law_sheets(opened(budget_plan(changed, real_case(VAN_WETERING, rule_set), rule_set)))

    (row,) = rows(sheet)
    assert row["uitkomst"] == "geweigerd"
    assert "bedrag" not in row
    assert totals(sheet)["samen"] == 0


def test_a_decision_without_parts_gives_a_workbook(rule_set: RuleSet) -> None:
    empty = real_decision(VAN_WETERING).model_copy(update={"part_decisions": ()})

    book = opened(budget_plan(empty, real_case(VAN_WETERING, rule_set), rule_set))

    assert book.sheetnames == ["lees mij", SIDE_BY_SIDE, PER_MONTH]


def test_a_decision_about_another_case_is_refused(rule_set: RuleSet) -> None:
    with pytest.raises(InputError) as refused:
        refuse_other_case(real_decision(RONALD), real_case(VAN_WETERING, rule_set), "besluit.yaml")

    assert "hoort bij zaak 'ronald-003', niet bij 'gezin-001'" in str(refused.value)


# --- odd decisions ---------------------------------------------------------------------------------------

ODD_LAW = st.text(min_size=1, max_size=40)
DAYS = st.dates(date(1900, 1, 1), date(2120, 12, 31))


@st.composite
def lines(draw: st.DrawFn) -> BudgetLine:
    quantity, price = draw(st.integers(1, 1000)), draw(st.integers(0, 10_000_000))
    since = draw(DAYS)
    until = draw(st.dates(since, date(min(since.year + 3, 2121), 12, 31)))
    said = st.text(min_size=1, max_size=20).filter(str.strip)
    return BudgetLine(
        what=draw(said), quantity=quantity, unit=draw(said), price=price, amount=quantity * price, since=since,
        until=until, policy_field=draw(st.sampled_from(["6.711", "6.60", "4.3"])), source=draw(said),
        condition=draw(st.none() | said),
    )  # fmt: skip


@given(st.lists(st.tuples(ODD_LAW, st.lists(lines(), max_size=3)), max_size=4))
@settings(max_examples=60)
def test_laws_of_any_name_and_lines_of_any_size_keep_their_amounts(
    laws: list[tuple[str, list[BudgetLine]]],
) -> None:
    found = decided(VAN_WETERING)
    decision = _with(found.decision, laws)

    content = budget_plan(decision, found.case, rules())

    book = opened(content)
    sheets = law_sheets(book)
    assert len({name.casefold() for name in book.sheetnames}) == len(book.sheetnames) == len(laws) + 3
    assert all(0 < len(name) <= 31 and name.isprintable() for name in book.sheetnames)
    assert [totals(sheet)["samen"] for sheet in sheets] == [item.cents for item in budgets_shown(decision)]
    assert content == budget_plan(decision, found.case, rules())


def _with(decision: Decision, laws: list[tuple[str, list[BudgetLine]]]) -> Decision:
    first: PartDecision = decision.part_decisions[0]
    claim = first.claims[0].model_copy(update={"since": None, "until": None})
    parts = [
        first.model_copy(update={"law": law, "claims": (claim.model_copy(update={"lines": tuple(listed)}),)})
        for law, listed in laws
    ]
    return decision.model_copy(update={"part_decisions": tuple(parts)})


@given(st.lists(st.text(max_size=50), max_size=8))
def test_names_of_sheets_are_valid_and_apart(wanted: list[str]) -> None:
    found = names_apart(wanted)

    assert len({name.casefold() for name in found}) == len(wanted)
    for name in found:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name.isprintable()
        assert name[0] != "'" != name[-1]


def test_a_month_holds_the_share_that_the_budget_spreads(rule_set: RuleSet) -> None:
    line = next(real_decision(VAN_WETERING).part_decisions[0].lines())
    shares = [cents for _, cents in spread(line.amount, line.since, line.until)]

    sheet = opened(plan(VAN_WETERING, rule_set))[PER_MONTH]

    column = "Leerlingenvervoer 4.3"
    found = [in_cents(row[column]) for row in rows(sheet) if row["maand"] != "samen"]
    start = found.index(shares[0])
    assert found[start : start + len(shares)] == shares
    assert not any(found[:start])
    assert not any(found[start + len(shares) :])
