"""The money of the four cases as it was worked out by hand in hand.md, beside what the toolkit gives."""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from budget_engine.case import Nature
from budget_engine.returns import Amount, Returns
from budget_engine.values import parse_cents
from budget_engine.weighing import weigh
from tests.conftest import FIXTURES
from tests.notation import TODAY
from tests.sealed import rules
from tests.small_world import real_case

SLUGS = ("001-van-wetering", "002-denise", "003-ronald", "004-lotte")
each_case = pytest.mark.parametrize("slug", SLUGS)
_PRODUCT = re.compile(r"([\d.]+) x ([\d.]+,\d\d) =\s+([\d.]+,\d\d)")
_SUM = re.compile(r"((?:[\d.]+,\d\d \+\s+)+[\d.]+,\d\d) =\s+([\d.]+,\d\d)")

Ends = tuple[int | None, int | None, int | None]


@cache
def page(slug: str) -> str:
    return (FIXTURES / "cases" / slug / "hand.md").read_text(encoding="utf-8")


def rows(slug: str, table: str) -> Iterator[list[str]]:
    """Walk the rows of the table whose first column has this name."""
    inside = False
    for line in page(slug).splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            inside = False
        elif inside and not cells[0].startswith("---"):
            yield cells
        elif cells[0] == table:
            inside = True


def ends(cell: str) -> Ends:
    """Read a cell of a table: one amount for all three, or low, likely and high."""
    low, likely, high = (cell.split(" / ") * 3)[:3]
    return (_cents(low), _cents(likely), _cents(high))


def _cents(text: str) -> int | None:
    if text == "onbekend":
        return None
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    return sign * parse_cents(digits)


@cache
def ledgers(slug: str) -> dict[str, Returns]:
    weighing = weigh(real_case(slug, rules()), rules(), TODAY)
    return {item.id: item.returns for item in weighing.alternatives if item.returns is not None}


def said(found: Amount | None) -> Ends:
    return (None, None, None) if found is None else found.ends


def table(slug: str, name: str) -> dict[tuple[str, str], list[Ends]]:
    return {(cells[0], cells[1]): [ends(cell) for cell in cells[2:]] for cells in rows(slug, name)}


# --- the page by itself --------------------------------------------------------------------------------


@each_case
def test_every_multiplication_and_addition_on_the_page_is_right(slug: str) -> None:
    products, sums = _PRODUCT.findall(page(slug)), _SUM.findall(page(slug))

    assert len(products) > 5 or slug == "002-denise"
    for times, price, product in products:
        assert int(times.replace(".", "")) * parse_cents(price) == parse_cents(product), product
    for parts, total in sums:
        assert sum(map(parse_cents, re.split(r" \+\s+", parts))) == parse_cents(total), total


# --- beside the toolkit --------------------------------------------------------------------------------


@each_case
@pytest.mark.parametrize("name", ["variant", "netto"])
def test_what_every_party_pays_is_as_worked_out_by_hand(slug: str, name: str) -> None:
    found = {}
    for alternative, ledger in ledgers(slug).items():
        side = ledger if name == "variant" else ledger.net
        assert side is not None
        if name == "netto" and alternative == "niets":
            continue
        periods = [*side.years, side.two_years]
        for number, party in enumerate(periods[0].parties):
            label = f"{party.party} {party.law or ''}".strip()
            found[alternative, label] = [period.parties[number].amount.ends for period in periods]
        found[alternative, "gemeente samen"] = [said(period.municipality_together) for period in periods]
        found[alternative, "totaal"] = [said(period.total) for period in periods]

    by_hand = table(slug, name)
    assert set(by_hand) == set(found)
    for row, amounts in by_hand.items():
        assert found[row] == amounts, row


@each_case
def test_what_may_be_avoided_counts_once_and_is_as_worked_out_by_hand(slug: str) -> None:
    found = {}
    for alternative, ledger in ledgers(slug).items():
        for apart in ledger.apart:
            if apart.nature is Nature.GAIN:
                continue
            assert apart.nature is Nature.AVOIDED
            payers = apart.if_certain.payers
            periods = [*payers.years, payers.two_years]
            for number, party in enumerate(payers.two_years.parties):
                label = f"{party.party} {party.law or ''}".strip()
                found[alternative, label] = [period.parties[number].amount.ends for period in periods]

    assert table(slug, "vermeden") == found


@each_case
def test_what_may_be_gained_is_told_by_who_gets_it_and_is_as_worked_out_by_hand(slug: str) -> None:
    found = {}
    for alternative, ledger in ledgers(slug).items():
        for gainers in (item.if_certain.gainers for item in ledger.apart if item.nature is Nature.GAIN):
            periods = [*gainers.years, gainers.two_years]
            for number, gain in enumerate(gainers.two_years.gainers):
                found[alternative, str(gain.party)] = [
                    period.gainers[number].amount.ends for period in periods
                ]

    assert table(slug, "opbrengst") == found


@each_case
def test_the_break_even_chances_are_those_worked_out_by_hand(slug: str) -> None:
    found = {
        (alternative, line.what): (line.break_even.at_low_bp, line.break_even.at_high_bp)
        for alternative, ledger in ledgers(slug).items()
        for line in ledger.lines
        if line.break_even is not None
    }

    by_hand = {(cells[0], cells[1]): tuple(map(_points, cells[2:])) for cells in rows(slug, "kostenneutraal")}
    assert by_hand == found


def _points(cell: str) -> int | None:
    return None if cell == "niet uit te rekenen" else int(cell.rstrip("%").replace(",", "")) * 10


def test_the_chances_of_the_first_two_cases_are_those_of_the_dossiers() -> None:
    """The first two dossiers name them: 16.0 to 22.4, and 19.2 a year or 38.3 half a year."""
    first, second = (list(rows(slug, "kostenneutraal")) for slug in SLUGS[:2])

    assert [cells[2:] for cells in first][:1] == [["22,4%", "16,0%"]]
    assert [cells[2:] for cells in second][:2] == [["19,2%", "19,2%"], ["38,3%", "38,3%"]]
