"""What is said about money beside the amounts: another pocket, a waterbed, what is not delivered, break-even."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_engine.case import Nature, Party
from budget_engine.returns import BreakEven, FlagKind, Obstacle, Returns
from budget_engine.returns.said import break_even_said, flag_said
from tests.ledgers import (
    EMPLOYER,
    FUND,
    HOUSEHOLD,
    MUNICIPALITY,
    UNSURE,
    YEAR,
    alternatives,
    ledger,
    line,
    lines,
)
from tests.small_world import world

# --- what is said about money ----------------------------------------------------------------------------


def flags(found: Returns) -> list[tuple[FlagKind, str]]:
    laws = {"testwet": "Testwet", "anders": "Anderswet"}
    return [(flag.kind, flag_said(flag, found, laws)) for flag in found.flags]


def test_who_pays_for_what_another_gains_is_said_with_both_named() -> None:
    gained = line("100,00", f"{UNSURE}, {YEAR}, tegenover: [a], baathebber: {FUND}", FUND)

    assert flags(ledger(alternatives(gained, claims="a"))) == [
        (FlagKind.WRONG_POCKET, "iets: de gemeente (Testwet) betaalt, en het fonds heeft er voordeel van.")
    ]


def wage(beneficiary: str) -> str:
    return line(
        "1000,00",
        f"aard: opbrengst, kans: onbekend, {YEAR}, tegenover: [a], baathebber: {beneficiary}",
        EMPLOYER,
    )


def test_a_wage_is_for_the_household_and_never_makes_good_what_the_municipality_pays() -> None:
    found = ledger(alternatives(wage(HOUSEHOLD), claims="a"))

    (apart,) = found.apart
    assert apart.nature is Nature.GAIN
    assert [item.party for item in found.two_years.parties] == [Party.MUNICIPALITY]
    assert [item.party for item in apart.if_certain.gainers.two_years.gainers] == [Party.HOUSEHOLD]
    assert flags(found) == [
        (
            FlagKind.WRONG_POCKET,
            "Tegenover 'iets' staat hulp die de gemeente (Testwet) betaalt; het voordeel is voor het huishouden.",
        )
    ]
    even = found.lines[-1].break_even
    assert even is not None
    assert (even.at_low_bp, even.at_high_bp) == (None, None)
    assert break_even_said(even, Nature.GAIN) == "niet uit te rekenen: wie betaalt, is niet wie dit krijgt"


def test_what_who_pays_gains_itself_must_become_likelier() -> None:
    even = ledger(alternatives(wage(MUNICIPALITY), claims="a")).lines[-1].break_even

    assert even is not None
    assert break_even_said(even, Nature.GAIN) == f"{WHEN} 10,0 procentpunt groter wordt"


def test_who_pays_and_gains_itself_is_no_wrong_pocket() -> None:
    own = line("100,00", f"{UNSURE}, {YEAR}, tegenover: [a], baathebber: {MUNICIPALITY}", MUNICIPALITY)

    assert flags(ledger(alternatives(lines(own, line("5,00")), claims="a"))) == []


def test_another_law_of_the_same_municipality_is_another_pocket() -> None:
    both = world("- {wet: Anderswet, code: anders, uitvoerder: gemeente}\n")
    gained = line(
        "9,00",
        f"{UNSURE}, {YEAR}, tegenover: [a], baathebber: {{partij: gemeente, wet: anders}}",
        "{partij: gemeente, wet: anders}",
    )

    (flag,) = flags(ledger(alternatives(gained, claims="a"), rule_set=both))

    assert flag[1] == "iets: de gemeente (Testwet) betaalt, en de gemeente (Anderswet) heeft er voordeel van."


def test_what_shifts_does_not_disappear() -> None:
    shifted = line("30,00", f"aard: verschoven, kans: onbekend, {YEAR}, baathebber: {MUNICIPALITY}", EMPLOYER)

    assert flags(ledger(alternatives(shifted))) == [
        (
            FlagKind.WATERBED,
            "iets: dit verdwijnt niet, de werkgever betaalt het dan in plaats van de gemeente (Testwet).",
        )
    ]


@pytest.mark.parametrize(
    ("plan", "nothing", "is_waterbed"),
    [
        (line("50,00", payer=FUND), line("50,00"), True),
        (line("80,00", payer=FUND), line("50,00"), True),
        (line("40,00", payer=FUND), line("50,00"), False),
        (line("onbekend", payer=FUND), line("50,00"), False),
        (line("50,00"), line("50,00"), False),
    ],
)
def test_a_certain_cost_of_a_need_that_only_moves_is_a_waterbed(
    plan: str, nothing: str, *, is_waterbed: bool
) -> None:
    found = ledger(alternatives(*(text.replace("start:", "vraag: v, start:") for text in (plan, nothing))))

    kinds = [kind for kind, _ in flags(found)]
    assert kinds == ([FlagKind.WATERBED] if is_waterbed else [])
    if is_waterbed:
        (_, sentence) = flags(found)[0]
        assert sentence.startswith(
            "Voor dezelfde vraag betaalt het huishouden minder en betaalt het fonds meer."
        )


LATE = """
- {feit: te_laat, voor: aanspraak, soort: ja_nee, vraag: Komt het te laat?, wie: [consulent]}
- {feit: vanaf_dag, voor: aanspraak, soort: datum, vraag: Vanaf wanneer?, wie: [consulent]}
- {feit: komt_later, voor: aanspraak, soort: ja_nee, afgeleid: ja, naar: later_geleverd}
- {feit: komt_op, voor: aanspraak, soort: datum, afgeleid: ja, naar: geleverd_vanaf}
- {afleiding: komt_later, als: {te_laat: ja}}
- {afleiding: komt_op, is: vanaf_dag}
"""


@pytest.mark.parametrize(
    ("facts", "years"),
    [
        ("te_laat: ja, vanaf_dag: 2027-07-01", [(2027,)]),
        ("te_laat: ja, vanaf_dag: 2028-07-01", [(2027, 2028)]),
        ("te_laat: ja", [(2027, 2028)]),
        ("te_laat: ja, vanaf_dag: 2026-12-31", []),
        ("te_laat: nee, vanaf_dag: 2027-07-01", []),
        ("vanaf_dag: 2027-07-01", []),
    ],
)
def test_what_is_not_delivered_yet_is_no_return(facts: str, years: list[tuple[int, ...]]) -> None:
    text = alternatives(claims="a").replace("later: '90,00'", f"later: '90,00', {facts}")

    found = ledger(text, rule_set=world(LATE))

    assert [flag.years for flag in found.flags] == years
    assert all(kind is FlagKind.NOT_DELIVERED for kind, _ in flags(found))
    assert all("is geen opbrengst" in sentence for _, sentence in flags(found))


# --- break-even: always an answer or a reason -------------------------------------------------------------

WHEN = "kostenneutraal bij de waarschijnlijke kosten als de kans daarop ten minste"
AT_THE_HIGHEST = WHEN.replace("ten minste", "bij het hoogste bedrag ten minste")
NEVER = "ook als het zeker was, maakt het de kosten niet goed"
THE_REST = "de rest is niet uit te rekenen: het bedrag is niet helemaal bekend"
THE_REST_OF_NOTHING = "de rest is niet uit te rekenen: het laagste bedrag is nul"
AT_THE_LOWEST = "bij het laagste bedrag maakt het de kosten niet goed, ook als het zeker was"


@pytest.mark.parametrize(
    ("avoided", "against", "says"),
    [
        ("1000,00", "[a]", f"{WHEN} 10,0 procentpunt kleiner wordt"),
        ("50,00", "[a]", f"{NEVER} (200%)"),
        (
            "50,00 50,00 200,00",
            "[a]",
            f"{AT_THE_HIGHEST} 50,0 procentpunt kleiner wordt; {AT_THE_LOWEST}",
        ),
        ("50,00 50,00 80,00", "[a]", f"{NEVER} (125% tot 200%)"),
        ("onbekend 50,00 80,00", "[a]", f"{NEVER} (125% bij het hoogste bedrag)"),
        ("0,00 50,00 80,00", "[a]", f"{NEVER} (125% bij het hoogste bedrag)"),
        (
            "onbekend 50,00 200,00",
            "[a]",
            f"{AT_THE_HIGHEST} 50,0 procentpunt kleiner wordt; {THE_REST}",
        ),
        (
            "0,00 50,00 200,00",
            "[a]",
            f"{AT_THE_HIGHEST} 50,0 procentpunt kleiner wordt; {THE_REST_OF_NOTHING}",
        ),
        (
            "200,00 onbekend onbekend",
            "[a]",
            f"{AT_THE_HIGHEST} 50,0 procentpunt kleiner wordt; {THE_REST}".replace("hoogste", "laagste"),
        ),
        ("80,00 onbekend onbekend", "[a]", f"{AT_THE_LOWEST}; {THE_REST}"),
        ("1000,00", "[]", "niet uit te rekenen: er staat niet bij welke aanvragen ertegenover staan"),
        ("1000,00", "[vaag]", "niet uit te rekenen: de kosten van de aanvragen zijn niet bekend"),
        ("1000,00", "[a, elders]", "niet uit te rekenen: wat een andere betaler uitgeeft, is niet bekend"),
        ("onbekend", "[a]", "niet uit te rekenen: het bedrag is niet helemaal bekend"),
        ("0,00", "[a]", "niet uit te rekenen: het laagste bedrag is nul"),
    ],
)
def test_every_unknown_chance_has_its_break_even_or_the_reason(avoided: str, against: str, says: str) -> None:
    text = line(avoided, f"{UNSURE}, {YEAR}, tegenover: {against}", MUNICIPALITY)

    found = ledger(alternatives(text, claims="a, vaag, elders")).lines[-1].break_even

    assert found is not None
    assert break_even_said(found) == says


@given(
    ends=st.lists(st.none() | st.integers(1, 400).map(lambda tenths: tenths * 100), min_size=2, max_size=2)
)
def test_no_chance_is_said_to_change_by_more_than_a_hundred_points(ends: list[int | None]) -> None:
    high, low = ends if None in ends else sorted(ends, key=lambda points: points or 0)
    obstacles = (Obstacle.AMOUNT_UNKNOWN,) if None in ends else ()

    said = break_even_said(BreakEven(at_low_bp=low, at_high_bp=high, obstacles=obstacles))

    assert all(
        float(points.replace(",", ".")) <= 100 for points in re.findall(r"([\d,]+)(?= tot| procent)", said)
    )
    assert ("kleiner wordt" in said) is any(points is not None and points <= 10_000 for points in (low, high))


def test_what_is_paid_before_the_effect_begins_has_to_be_made_good_too() -> None:
    text = line("200,00", f"{UNSURE}, start: 2028-01-01, duur: 12 maanden, tegenover: [b]", MUNICIPALITY)

    found = ledger(alternatives(text, claims="b")).lines[-1].break_even

    assert found == BreakEven(at_low_bp=10_00, at_high_bp=10_00)


def test_what_falls_outside_the_two_years_has_no_break_even() -> None:
    text = line("100,00", f"{UNSURE}, start: 2030-01-01, duur: 12 maanden, tegenover: [a]", MUNICIPALITY)

    found = ledger(alternatives(text, claims="a")).lines[-1].break_even

    assert found == BreakEven(at_low_bp=None, at_high_bp=None, obstacles=(Obstacle.OUT_OF_REACH,))
