"""One effect counts once, however often, for whom and in what spelling it is told: on small cases by hand."""

import pytest

from budget_engine.errors import InputError
from budget_engine.returns import GapKind
from budget_engine.returns.said import gaps_said
from tests.ledgers import (
    CHANCE,
    EMPLOYER,
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


def told(effect: str, more: str = "", amounts: str = "100,00") -> str:
    return line(amounts, f"effect: {effect}, {UNSURE}, {YEAR}{more}", MUNICIPALITY)


def test_an_effect_that_is_told_for_two_beneficiaries_is_money_once() -> None:
    """The planted defect of the toy smells: one effect counted for two actors."""
    one, other = (
        told("uit-huis", f", baathebber: {MUNICIPALITY}"),
        told("uit-huis", f", baathebber: {HOUSEHOLD}"),
    )

    found = ledger(alternatives(lines(one, other)))

    assert table(apart(found).if_certain.payers.two_years)["totaal"] == "100,00"
    assert gains(apart(found).if_certain.gainers) == {"gemeente": "100,00"}
    assert [item.counted_with for item in found.lines] == [None, 0]


@pytest.mark.parametrize("other", ["Uit-Huis", "'uit-huis '", "' uit-huis'"])
def test_capitals_and_spaces_make_no_other_effect(other: str) -> None:
    found = ledger(alternatives(lines(told("uit-huis"), told(other))))

    assert table(apart(found).if_certain.payers.two_years)["totaal"] == "100,00"
    assert [item.counted_with for item in found.lines] == [None, 0]
    with pytest.raises(InputError, match="ander laagste bedrag"):
        case_of(alternatives(lines(told("uit-huis"), told(other, amounts="9,00 100,00 100,00"))), SMALL)


@pytest.mark.parametrize("empty", ["''", "'  '"])
def test_an_effect_without_a_name_is_refused_at_its_place(empty: str) -> None:
    with pytest.raises(InputError) as caught:
        case_of(alternatives(told(empty)), SMALL)

    (issue,) = caught.value.issues
    assert "'effect' is leeg. Schrijf een naam voor wat er gebeurt" in issue.text


@pytest.mark.parametrize(
    ("one", "other", "is_asked"),
    [
        ("uit-huis", "uit huis", True),
        ("uit-huis", "uithuis", True),
        ("uit-huis", "uit-hius", True),
        ("uit-huis", "uit-huiz", True),
        ("uit-huis", "naar-school", False),
        ("jaar-1", "jaar-2", False),
    ],
)
def test_effects_that_differ_by_a_slip_are_asked_about(one: str, other: str, *, is_asked: bool) -> None:
    """The planted defect: one effect twice, by the way it is spelled."""
    avoided, certain = (
        ledger(alternatives(lines(*written)))
        for written in (
            (told(one), told(other)),
            [line("5,00", f"effect: {name}, start: 2027-01-01") for name in (one, other)],
        )
    )

    for found in (avoided, certain):
        assert (GapKind.ONE_EFFECT in [gap.kind for gap in found.missing]) is is_asked
        assert (f"Nu heet het daar '{one}' en '{other}'." in " ".join(gaps_said(found))) is is_asked


def test_a_line_without_an_effect_is_its_own() -> None:
    found = ledger(alternatives(lines(line("5,00"), line("5,00"))))

    assert table(found.two_years)["gezin"] == "10,00"


def test_a_certain_effect_counts_once_too() -> None:
    twice = line("5,00", "effect: reis, start: 2027-01-01")

    assert table(ledger(alternatives(lines(twice, twice))).two_years)["gezin"] == "5,00"


def test_an_effect_of_unknown_length_counts_once_with_a_range_over_both() -> None:
    half, whole = (
        line("120,00", f"effect: x, {UNSURE}, start: 2027-01-01, duur: {months} maanden")
        for months in (6, 12)
    )

    found = apart(ledger(alternatives(lines(whole, half)))).if_certain.payers

    assert table(found.two_years)["gezin"] == "60,00 / onbekend / 120,00"


def test_an_amount_over_two_years_is_never_a_cent_more_than_the_whole() -> None:
    found = ledger(alternatives(line("100,01", "start: 2027-07-01, duur: 12 maanden")))

    assert household(found) == ["50,01", "50,00"]


def test_the_same_effect_in_another_alternative_is_counted_there() -> None:
    text = alternatives(told("uit-huis"), told("uit-huis"))

    assert table(apart(ledger(text)).if_certain.payers.two_years)["totaal"] == "100,00"


@pytest.mark.parametrize(
    ("other", "says"),
    [
        (line("100,00", f"effect: x, {UNSURE}, {YEAR}", FUND), "andere betaler"),
        (told("x", amounts="90,00 100,00 100,00"), "ander laagste bedrag"),
        (line("100,00", f"effect: x, aard: vermeden, {CHANCE}, {YEAR}", MUNICIPALITY), "andere kans"),
        (line("100,00", f"effect: x, {YEAR}", MUNICIPALITY), "andere aard"),
        (told("x").replace("2027-01-01", "2028-01-01"), "andere begindag"),
    ],
)
def test_lines_that_contradict_each_other_about_one_effect_are_refused(other: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        case_of(alternatives(lines(told("x"), other)), SMALL)

    (issue,) = caught.value.issues
    assert says in issue.text
    assert "hetzelfde effect als 'iets'" in issue.text


def test_lines_that_look_like_one_effect_are_asked_about() -> None:
    alike = line("100,00", f"{UNSURE}, {YEAR}, baathebber: {HOUSEHOLD}", EMPLOYER)

    found = ledger(alternatives(lines(line("100,00", f"{UNSURE}, {YEAR}", FUND), alike)))

    (gap,) = [item for item in found.missing if item.kind is GapKind.ONE_EFFECT]
    assert (gap.other_line, gap.line) == (0, 1)
    assert "geef ze dan hetzelfde effect" in " ".join(gaps_said(found))


@pytest.mark.parametrize(
    ("amounts", "more", "payer", "is_asked"),
    [
        ("80,00 100,00 150,00", "vraag: v", MUNICIPALITY, True),
        ("80,00 100,00 151,00", "vraag: v", MUNICIPALITY, False),
        ("80,00 100,00 150,00", "vraag: v", HOUSEHOLD, False),
        ("80,00 100,00 150,00", f"vraag: v, {UNSURE}", MUNICIPALITY, False),
    ],
)
def test_a_line_that_tells_what_a_claim_costs_is_asked_about(
    amounts: str, more: str, payer: str, *, is_asked: bool
) -> None:
    """The planted defect: what the municipality pays for a claim, written once more as a line."""
    once = f"{more}, start: 2027-01-01"
    text = alternatives(line(amounts, once, payer), claims="a").replace("later: '90,00'", "later: '0,00'")

    found = ledger(text)

    kinds = [gap.kind for gap in found.missing]
    assert (GapKind.CLAIM_TOLD_TWICE in kinds) is is_asked
    assert ("nu telt het twee keer" in " ".join(gaps_said(found))) is is_asked


# --- what another alternative hopes of claims that are here too ------------------------------------------


def beside(plan: str, *others: str, claims: str = "a") -> list[str]:
    """Give what the plan is asked about lines of other alternatives, which have the claims a and b."""
    listed = "".join(
        f"  - {{id: ander-{number}, soort: variant, naam: Ander {number}, aanspraken: [a, b], rendement: [{own}]}}\n"
        for number, own in enumerate(others, 1)
    )
    found = ledger(alternatives(plan, claims=claims) + listed)
    said = list(gaps_said(found))
    asked = [gap for gap in found.missing if gap.kind is GapKind.ALSO_HERE]
    assert len([text for text in said if "die ook hier staan" in text]) == len(asked)
    return [f"{gap.alternative}: {gap.what}" for gap in asked]


def hoped(effect: str = "uit-huis", against: str = "[a]", what: str = "een jaar elders") -> str:
    return told(effect, f", tegenover: {against}").replace("wat: iets", f"wat: {what}")


def test_what_another_hopes_of_the_same_claims_is_asked_about_here() -> None:
    """The planted defect: one effect in one ledger only, while the claims that should bring it are in two."""
    text = alternatives(claims="a") + (
        f"  - {{id: een-plan, soort: variant, naam: Eén plan, aanspraken: [a], rendement: [{hoped()}]}}\n"
    )

    assert (
        "Bij 'Eén plan' staat 'een jaar elders' tegenover aanvragen die ook hier staan. Of het ook hier zo is, is niet "
        "opgeschreven."
    ) in list(gaps_said(ledger(text)))


@pytest.mark.parametrize(
    ("plan", "others", "claims", "asked"),
    [
        ("", [hoped()], "a", ["ander-1: een jaar elders"]),
        (hoped("iets-anders", what="iets anders"), [hoped()], "a", ["ander-1: een jaar elders"]),
        (hoped("Uit-huis", what="anders gezegd"), [hoped()], "a", []),
        (hoped("iets-anders", what="Een jaar elders"), [hoped()], "a", []),
        (line("0,00", "effect: uit-huis, start: 2027-01-01"), [hoped()], "a", []),
        ("", [hoped()], "b", []),
        ("", [hoped(against="[a, b]")], "a", []),
        ("", [hoped(against="[a, b]")], "a, b", ["ander-1: een jaar elders"]),
        ("", [hoped(against="[]")], "a", []),
        ("", [line("5,00")], "a", []),
        ("", [hoped(), hoped(what="anders gezegd")], "a", ["ander-1: een jaar elders"]),
        ("", [lines(hoped(), hoped())], "a", ["ander-1: een jaar elders"]),
        ("", [hoped(), hoped("loon", what="loon")], "a", ["ander-1: een jaar elders", "ander-2: loon"]),
    ],
)
def test_only_what_nobody_wrote_down_here_is_asked(
    plan: str, others: list[str], claims: str, asked: list[str]
) -> None:
    assert beside(plan, *others, claims=claims) == asked
