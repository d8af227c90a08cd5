"""What is not certain, where an amount comes from, and what is said about money: on small cases by hand."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_engine.case import Nature
from budget_engine.errors import InputError
from budget_engine.language.rule_set import RuleSet
from budget_engine.returns import GapKind
from budget_engine.returns.prices import indexed
from budget_engine.returns.said import gaps_said, source_said
from tests.ledgers import (
    CHANCE,
    EMPLOYER,
    FIRST_DAY,
    FUND,
    HOUSEHOLD,
    MUNICIPALITY,
    SMALL,
    UNSURE,
    YEAR,
    alternatives,
    apart,
    gains,
    household,
    ledger,
    line,
    lines,
    table,
)
from tests.notation import case_of
from tests.small_world import world

# --- certain, avoided and shifted apart ------------------------------------------------------------------


def test_certain_avoided_and_shifted_stand_apart_per_payer_and_per_beneficiary() -> None:
    found = ledger(
        alternatives(
            lines(
                line("5,00", f"start: 2027-01-01, baathebber: {EMPLOYER}"),
                line("100,00", f"{UNSURE}, {YEAR}, baathebber: {MUNICIPALITY}", MUNICIPALITY),
                line("30,00", f"aard: verschoven, kans: onbekend, {YEAR}, baathebber: {HOUSEHOLD}", FUND),
            )
        )
    )

    assert table(found.two_years)["totaal"] == "5,00"
    assert gains(found.gainers) == {"werkgever": "5,00"}
    assert [item.nature for item in found.apart] == [Nature.AVOIDED, Nature.SHIFTED]
    avoided, shifted = found.apart
    assert table(avoided.if_certain.payers.two_years)["gemeente testwet"] == "100,00"
    assert gains(avoided.if_certain.gainers) == {"gemeente": "100,00"}
    assert table(shifted.if_certain.payers.two_years) == {
        "fonds": "30,00", "gemeente samen": "0,00", "totaal": "30,00",
    }  # fmt: skip
    assert gains(shifted.if_certain.gainers) == {"gezin": "30,00"}


def test_what_is_for_nobody_named_stands_there_too_so_that_both_sides_add_up() -> None:
    found = ledger(alternatives(lines(line("5,00"), line("7,00", f"start: 2027-01-01, baathebber: {FUND}"))))

    assert gains(found.gainers) == {"fonds": "7,00", "niemand genoemd": "5,00"}
    assert found.gainers.two_years.total == found.two_years.total


def test_a_named_chance_gives_a_range_apart_and_never_cash() -> None:
    found = ledger(alternatives(line("100,01 200,00 400,01", f"aard: vermeden, {CHANCE}, {YEAR}")))

    expected = apart(found).expected.payers
    assert table(expected.years[0])["gezin"] == "10,00 / 50,00 / 200,01"
    assert table(expected.years[1])["gezin"] == "0,00"


def test_an_unknown_chance_leaves_what_is_expected_unknown_and_a_year_without_it_at_nothing() -> None:
    found = ledger(alternatives(line("100,00", f"{UNSURE}, {YEAR}")))

    expected = apart(found).expected.payers
    assert [table(year)["gezin"] for year in expected.years] == ["onbekend", "0,00"]
    assert expected.two_years.total is None


@pytest.mark.parametrize(("low", "is_asked"), [("100%", True), ("99%", False)])
def test_a_chance_of_a_hundred_percent_is_asked_about(low: str, *, is_asked: bool) -> None:
    """The planted defect of the toy smells: a chance of a hundred percent by default."""
    sure = f"aard: vermeden, kans: {{laag: {low}, waarschijnlijk: 100%, hoog: 100%}}, {YEAR}"

    found = ledger(alternatives(line("9,00", sure)))

    assert (GapKind.SURE_CHANCE in [gap.kind for gap in found.missing]) is is_asked
    assert ("De kans staat op 100%" in " ".join(gaps_said(found))) is is_asked


# --- what stands beside niets verandert alone ------------------------------------------------------------

WAGE = line("50,00 70,00 90,00", "effect: loon, vraag: v, start: 2027-01-01")


@pytest.mark.parametrize(
    ("plan", "claims", "nothing", "net"),
    [
        ("", "a", WAGE, "onbekend"),
        (line("3,00", "vraag: v, start: 2027-01-01"), "", WAGE, "onbekend"),
        (line("3,00", f"effect: loon, {UNSURE}, {YEAR}"), "", WAGE, "onbekend"),
        (line("0,00", "effect: loon, start: 2027-01-01"), "", WAGE, "-90,00 / -70,00 / -50,00"),
        (line("onbekend", "effect: loon, start: 2027-01-01"), "", WAGE, "onbekend"),
        ("", "a", WAGE.replace("effect: loon, ", ""), "-90,00 / -70,00 / -50,00"),
        ("", "", WAGE.replace("effect: loon, ", ""), "onbekend"),
        ("", "", line("50,00 70,00 90,00"), "-90,00 / -70,00 / -50,00"),
    ],
)
def test_what_stands_beside_nothing_changes_alone_is_no_certain_gain(
    plan: str, claims: str, nothing: str, net: str
) -> None:
    found = ledger(alternatives(plan, nothing, claims))

    assert found.net is not None
    assert household(found.net) == [net, "0,00"]
    alone = [gap for gap in found.missing if gap.kind is GapKind.ONLY_NOTHING_CHANGES]
    if "onbekend" not in plan:
        assert bool(alone) is (net == "onbekend")
        assert ("schrijf het dan op als nul" in " ".join(gaps_said(found))) is bool(alone)


# --- prices ----------------------------------------------------------------------------------------------

INDEX = "- {parameter: duurder, soort: aandeel, naar: prijsindex}\n"
OLDEST = """
- {parameter: hooguit, soort: getal, eenheid: jaren, naar: oudste_prijspeil}
- {waarde: hooguit, is: 3, geldig_van: 2015-01-01}
"""


def indices(*years: tuple[int, str]) -> str:
    return INDEX + "".join(
        f"- {{waarde: duurder, is: '{share}', geldig_van: {year}-01-01, geldig_tot: {year}-12-31}}\n"
        for year, share in years
    )


def of_year(year: str, cents: str = "100,00") -> str:
    return line(cents).replace("prijsjaar: '2026'", f"prijsjaar: '{year}'")


def in_prices(year: str, *rules: str) -> tuple[str, str | None, list[GapKind], str]:
    found = ledger(alternatives(of_year(year)), rule_set=world(*rules))
    (only,) = found.lines
    kinds = [gap.kind for gap in found.missing if gap.kind is not GapKind.SOURCE_DATE]
    return household(found)[0], only.indexed_to, kinds, next(source_said(only))


@pytest.mark.parametrize(
    ("year", "rules", "outcome"),
    [
        ("2026", [], ("100,00", "2026", [], "prijspeil 2026")),
        ("2024", [], ("100,00", None, [GapKind.NOT_INDEXED], "prijspeil 2024, niet geïndexeerd")),
        ("2024", [INDEX], ("100,00", None, [GapKind.NOT_INDEXED], "prijspeil 2024, niet geïndexeerd")),
        ("2022", [OLDEST], ("100,00", None, [GapKind.OLD_PRICE], "prijspeil 2022, niet geïndexeerd")),
        ("2023", [OLDEST], ("100,00", None, [GapKind.NOT_INDEXED], "prijspeil 2023, niet geïndexeerd")),
        ("2027", [], ("100,00", None, [], "prijspeil 2027, niet geïndexeerd")),
        (
            "2024",
            [indices((2025, "102,5%"), (2026, "101%"))],
            ("103,53", "2026", [], "prijspeil 2024, met de prijsindex gebracht naar 2026"),
        ),
        (
            "2023",
            [indices((2025, "102,5%"), (2026, "101%"))],
            ("100,00", None, [GapKind.NOT_INDEXED], "prijspeil 2023, niet geïndexeerd"),
        ),
        (
            "2024",
            [indices((2025, "100%"), (2026, "100%"))],
            ("100,00", "2026", [], "prijspeil 2024, met de prijsindex gebracht naar 2026"),
        ),
    ],
)
def test_an_amount_is_brought_to_the_prices_of_the_year_or_says_that_it_is_not(
    year: str, rules: list[str], outcome: tuple[str, str | None, list[GapKind], str]
) -> None:
    assert in_prices(year, *rules) == outcome


@given(cents=st.integers(0, 10**10), years=st.integers(0, 8))
def test_an_index_of_a_hundred_percent_changes_nothing(cents: int, years: int) -> None:
    assert indexed(cents, (10_000**years, 10_000**years)) == cents


def test_an_index_holds_for_one_whole_year() -> None:
    half = INDEX + "- {waarde: duurder, is: 102%, geldig_van: 2025-01-01, geldig_tot: 2025-06-30}\n"

    with pytest.raises(AssertionError, match="geldt voor één jaar"):
        world(half)


# --- what is missing -------------------------------------------------------------------------------------


def test_what_is_missing_is_listed_by_kind() -> None:
    found = ledger(
        alternatives(lines(line("onbekend"), line("9,00", f"{UNSURE}, {YEAR}", FUND)), claims="vaag")
    )

    assert [(gap.kind, gap.line) for gap in found.missing] == [
        (GapKind.AMOUNT, 0),
        (GapKind.AMOUNT, 1),
        (GapKind.CHANCE, 2),
        (GapKind.BENEFICIARY, 2),
        (GapKind.SOURCE_DATE, 2),
    ]


def test_the_gain_of_the_municipality_alone_is_not_the_whole_story() -> None:
    """The planted defect of the toy smells: only what the municipality gains."""
    own = line("9,00", f"{UNSURE}, {YEAR}, baathebber: {MUNICIPALITY}", MUNICIPALITY)
    also = line("9,50", f"effect: loon, {UNSURE}, {YEAR}, baathebber: {HOUSEHOLD}")

    alone, both, less = (
        [gap.kind for gap in ledger(text).missing]
        for text in (
            alternatives(own),
            alternatives(lines(own, also)),
            alternatives(own, line("50,00")),
        )
    )

    assert GapKind.ONLY_MUNICIPALITY in alone
    assert GapKind.ONLY_MUNICIPALITY not in both
    assert GapKind.ONLY_MUNICIPALITY not in less


HEAD = 4  # lines that `case_of` puts before a case


@pytest.mark.parametrize("empty", ["''", "'  '"])
@pytest.mark.parametrize(
    ("written", "field"),
    [
        (alternatives(line("5,00")), "wat: iets"),
        (
            alternatives().replace(
                "rendement: []", "doelen: [{domein: thuis, woorden: iets, richting: beter, wie: p}]", 1
            ),
            "woorden: iets",
        ),
    ],
    ids=["a line", "a goal"],
)
def test_a_line_and_a_goal_without_words_are_refused_at_their_place(
    written: str, field: str, empty: str
) -> None:
    with pytest.raises(InputError) as caught:
        case_of(written.replace(field, field.replace("iets", empty)), SMALL)

    (where,) = (number for number, text in enumerate(written.splitlines(), HEAD) if field in text)
    assert {(issue.place.line, issue.text) for issue in caught.value.issues} == {
        (where + 1, "Dit mag niet leeg zijn.")
    }


# --- reference costs ---------------------------------------------------------------------------------------


def test_a_reference_cost_that_is_not_in_use_on_the_day_leaves_the_amount_unknown() -> None:
    """A cost that ended is not read as nothing."""
    rules: RuleSet = world(
        "- {kengetal: k, titel: Iets, eenheid: jaar, hoog: '9,00', prijsjaar: 2026, bron: b, zwakte: z, "
        "geldig_van: 2026-01-01}\n"
    )
    ended = replace(
        rules,
        reference_costs=tuple(
            cost.model_copy(update={"valid_until": date(2026, 1, 31)}) for cost in rules.reference_costs
        ),
    )
    text = alternatives(
        f"{{wat: iets, kengetal: k, eenheid: per_jaar, laag: '1,00', waarschijnlijk: '2,00', "
        f"betaler: {HOUSEHOLD}, {YEAR}}}"
    )

    assert household(ledger(text, rule_set=rules))[0] == "1,00 / 2,00 / 9,00"
    assert household(ledger(text, FIRST_DAY, ended))[0] == "1,00 / 2,00 / onbekend"
