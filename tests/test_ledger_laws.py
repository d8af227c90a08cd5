"""What holds of every ledger: what adds up, what is told twice, and what a range holds."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from budget_engine.case import CERTAINTY, Chance, Nature
from budget_engine.deadlines import Unit, shift
from budget_engine.language.arithmetic import divided
from budget_engine.language.expr import Rounding
from budget_engine.returns import Amount, Returns, amount
from tests.ledgers import (
    CHANCE,
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

ENDS = st.lists(st.integers(0, 10**7), min_size=3, max_size=3).map(sorted)
SHARES = st.lists(st.integers(0, 10_000), min_size=3, max_size=3).map(sorted)


@given(ends=ENDS, shares=SHARES, place=st.integers(0, 1000), chance_place=st.integers(0, 1000))
def test_an_amount_by_its_chance_holds_every_point(
    ends: list[int], shares: list[int], place: int, chance_place: int
) -> None:
    point = ends[0] + (ends[2] - ends[0]) * place // 1000
    share = shares[0] + (shares[2] - shares[0]) * chance_place // 1000

    found = amount(*ends).by_chance(Chance(low=shares[0], likely=shares[1], high=shares[2]))

    assert found.low_cents is not None
    assert found.high_cents is not None
    assert found.low_cents * 10_000 <= point * share <= found.high_cents * 10_000


@given(left=ENDS, right=ENDS)
def test_a_hull_holds_both_amounts(left: list[int], right: list[int]) -> None:
    low, _, high = amount(*left).hull(amount(*right)).ends

    assert (low, high) == (min(left[0], right[0]), max(left[2], right[2]))


PAYERS = (HOUSEHOLD, FUND, EMPLOYER, MUNICIPALITY)
NATURES = (
    "aard: zeker",
    "aard: vermeden, kans: onbekend",
    f"aard: vermeden, {CHANCE}",
    "aard: verschoven, kans: onbekend",
    "aard: opbrengst, kans: onbekend, baathebber: {partij: gezin}",
)
DRAWN = st.lists(
    st.tuples(st.sampled_from(PAYERS), st.sampled_from(NATURES), ENDS, st.booleans()), min_size=1, max_size=5
)


def euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02}"


def drawn(items: list[tuple[str, str, list[int], bool]]) -> str:
    return lines(
        *(
            line(" ".join("onbekend" if unknown else euros(end) for end in ends), f"{nature}, {YEAR}", payer)
            for payer, nature, ends, unknown in items
        )
    )


@given(items=DRAWN)
def test_the_parties_add_up_to_the_total_in_every_kind_of_money(
    items: list[tuple[str, str, list[int], bool]],
) -> None:
    found = ledger(alternatives(drawn(items), claims="a"))

    sides = [(found.years, found.gainers.years, found.two_years, found.gainers.two_years)]
    for item in found.apart:
        for both in (item.if_certain, item.expected):
            payers, gainers = both.payers, both.gainers
            sides.append((payers.years, gainers.years, payers.two_years, gainers.two_years))
    for years, gained, two_years, gained_together in sides:
        for period, gain in zip([*years, two_years], [*gained, gained_together], strict=True):
            for end in ("low_cents", "likely_cents", "high_cents"):
                paid = [getattr(party, end) for party in period.parties]
                for_whom = [getattr(party, end) for party in gain.gainers]
                if None in paid:
                    assert period.total is None
                    assert None in for_whom
                else:
                    assert sum(paid) == sum(for_whom)
            assert period.total == gain.total


@given(items=DRAWN, which=st.integers(0, 4))
def test_a_euro_more_at_the_high_end_moves_that_party_and_the_total_by_a_hundred_cents(
    items: list[tuple[str, str, list[int], bool]], which: int
) -> None:
    items = [(payer, nature, ends, False) for payer, nature, ends, _ in items]
    which %= len(items)
    payer, nature, ends, _ = items[which]
    more = [*items[:which], (payer, nature, [*ends[:2], ends[2] + 100], False), *items[which + 1 :]]

    before, after = (ledger(alternatives(drawn(drawing), claims="a")) for drawing in (items, more))

    sides = {"aard: zeker": (before.two_years, after.two_years)}
    for kind in (Nature.AVOIDED, Nature.SHIFTED, Nature.GAIN):
        both = [
            item.if_certain.payers.two_years
            for found in (before, after)
            for item in found.apart
            if item.nature is kind
        ]
        if both:
            sides[f"aard: {kind}"] = (both[0], both[1])
    for name, (was, becomes) in sides.items():
        is_touched = nature.startswith(name)
        for one, other in zip(was.parties, becomes.parties, strict=True):
            own = is_touched and payer.startswith(f"{{partij: {one.party}")
            assert (one.low_cents, one.likely_cents) == (other.low_cents, other.likely_cents)
            assert one.high_cents is not None
            assert other.high_cents == one.high_cents + (100 if own else 0)
        assert was.total is not None
        assert becomes.total is not None
        assert was.total.high_cents is not None
        assert becomes.total.high_cents == was.total.high_cents + (100 if is_touched else 0)


@given(months=st.integers(0, 23), duration=st.integers(1, 30), cents=st.integers(1, 10**6))
def test_a_break_even_is_never_below_all_costs_over_the_amount_whenever_the_effect_starts(
    months: int, duration: int, cents: int
) -> None:
    start = shift(date(2027, 1, 1), months, Unit.MONTHS)
    text = line(
        euros(cents), f"{UNSURE}, start: {start}, duur: {duration} maanden, tegenover: [b]", MUNICIPALITY
    )

    *_, found = ledger(alternatives(text, claims="b")).lines

    assert found.break_even is not None
    avoided = sum(year.high_cents or 0 for year in found.years)
    if avoided:
        assert found.break_even.at_high_bp is not None
        assert found.break_even.at_high_bp * avoided >= 20_00 * CERTAINTY


@given(
    durations=st.lists(st.integers(1, 30), min_size=2, max_size=3),
    month=st.integers(1, 12),
    ends=ENDS,
    nature=st.sampled_from(NATURES),
)
def test_an_effect_of_unknown_length_never_counts_for_more_than_its_longest_telling(
    durations: list[int], month: int, ends: list[int], nature: str
) -> None:
    written = " ".join(map(euros, ends))
    tellings = [
        line(written, f"effect: x, {nature}, start: 2027-{month:02}-01, duur: {months} maanden")
        for months in durations
    ]

    apart, *alone = (two_years(ledger(alternatives(text))) for text in (lines(*tellings), *tellings))

    assert apart.low_cents == min(item.low_cents or 0 for item in alone)
    assert apart.high_cents == max(item.high_cents or 0 for item in alone)


def two_years(found: Returns) -> Amount:
    sides = [found.two_years, *(item.if_certain.payers.two_years for item in found.apart)]
    (only,) = (party for side in sides for party in side.parties)
    return only.amount


@given(cents=st.integers(1, 10**6), months=st.integers(0, 23), duration=st.integers(1, 24))
def test_the_years_of_a_yearly_amount_add_up_to_the_whole_whenever_it_starts(
    cents: int, months: int, duration: int
) -> None:
    start = shift(date(2027, 1, 1), months, Unit.MONTHS)

    (only,) = ledger(alternatives(line(euros(cents), f"start: {start}, duur: {duration} maanden"))).lines

    whole = divided(cents * min(duration, 24 - months), 12, Rounding.HALF_UP)
    assert sum(year.likely_cents or 0 for year in only.years) == whole


@given(items=DRAWN, times=st.integers(2, 4))
def test_telling_an_effect_again_never_adds_money(
    items: list[tuple[str, str, list[int], bool]], times: int
) -> None:
    text = drawn(items[:1]).replace("start:", "effect: x, start:")

    once, often = ledger(alternatives(text)), ledger(alternatives(lines(*[text] * times)))

    assert once.two_years == often.two_years
    assert once.apart == often.apart
