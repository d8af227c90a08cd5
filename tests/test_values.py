"""Amounts, durations, distances, shares and dates: what is written is read back, and nothing is guessed."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from budget_engine import values
from budget_engine.language.fact import Kind, parse_plain, print_plain

WIDEST = {
    Kind.NUMBER: (-values.LARGEST, values.LARGEST),
    Kind.AMOUNT: (-values.LARGEST, values.LARGEST),
    Kind.DURATION: (0, values.LARGEST),
    Kind.DISTANCE: (0, values.LARGEST),
    Kind.SHARE: (0, values.LARGEST),
}
NUMBERS = st.sampled_from(sorted(WIDEST)).flatmap(
    lambda kind: st.tuples(st.just(kind), st.integers(*WIDEST[kind]))
)
DAYS = st.dates(values.FIRST_DATE, values.LAST_DATE)


# --- what is written is read back -----------------------------------------------------------------------


@given(NUMBERS)
def test_every_number_that_is_written_reads_back(written: tuple[Kind, int]) -> None:
    kind, number = written

    text = print_plain(kind, number)

    assert parse_plain(kind, text) == number


@given(st.integers(-values.LARGEST, values.LARGEST))
def test_every_amount_that_is_shown_is_the_amount_with_dots_between_thousands(cents: int) -> None:
    shown = values.show_cents(cents)

    sign, digits = ("-", shown[3:]) if cents < 0 else ("", shown[2:])
    assert shown.startswith(f"€ {sign}")
    assert values.parse_cents(sign + digits) == cents


@given(DAYS)
def test_every_date_that_is_written_reads_back(day: date) -> None:
    assert parse_plain(Kind.DATE, print_plain(Kind.DATE, day)) == day


def test_yes_and_no_read_back() -> None:
    for truth in (True, False):
        assert parse_plain(Kind.YES_NO, print_plain(Kind.YES_NO, truth)) is truth


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.NUMBER, "0", 0),
        (Kind.NUMBER, "-12", -12),
        (Kind.AMOUNT, "0,00", 0),
        (Kind.AMOUNT, "13,00", 1_300),
        (Kind.AMOUNT, "€ 13,00", 1_300),
        (Kind.AMOUNT, "€13,00", 1_300),
        (Kind.AMOUNT, "1250,00", 125_000),
        (Kind.AMOUNT, "1.234.567,89", 123_456_789),
        (Kind.AMOUNT, "-0,05", -5),
        (Kind.DURATION, "1 minuut", 1),
        (Kind.DURATION, "0,25 uur", 15),
        (Kind.DURATION, "2,50 uur", 150),
        (Kind.DISTANCE, "0,001 km", 1),
        (Kind.DISTANCE, "3m", 3),
        (Kind.SHARE, "0,01%", 1),
        (Kind.SHARE, "60 %", 6_000),
        (Kind.DATE, "2024-02-29", date(2024, 2, 29)),
        (Kind.DATE, "1900-01-01", date(1900, 1, 1)),
        (Kind.DATE, "2200-12-31", date(2200, 12, 31)),
    ],
)
def test_this_can_be_written(kind: Kind, text: str, value: int | date) -> None:
    assert parse_plain(kind, text) == value


# --- what could be misread is refused, with how to write it ----------------------------------------------

HOW = {
    Kind.NUMBER: "Schrijf cijfers zonder punt of komma, zoals 12.",
    Kind.AMOUNT: "Schrijf euro's met twee cijfers achter de komma, zoals 13,00 of 1.250,00.",
    Kind.DURATION: "Schrijf bijvoorbeeld '68 minuten' of '2,5 uur'.",
    Kind.DISTANCE: "Schrijf bijvoorbeeld '14,2 km' of '350 m'.",
    Kind.SHARE: "Schrijf een percentage, zoals 60% of 23,5%.",
    Kind.DATE: "Schrijf jaar-maand-dag, zoals 2026-10-05.",
    Kind.YES_NO: "Schrijf ja of nee.",
}
REFUSED = {  # written apart by bars
    Kind.NUMBER: "| |12 | 12|1.250|1,5|1e3|0x1F|+3|--3|007|1_000|½|twee",
    Kind.AMOUNT: "|13|13.5|13.50|13,5|1.250|1.25,00|1250.00|1,250.00|12.34,56|1.2500,00|0.750,00|,50|13,-"
    "|13,00 |13,00\n|+13,00|13,00 €|€  13,00|- 13,00|1 250,00|13,000",
    Kind.DURATION: "|68|2.5 uur|2,5|2 uren|2u|1:30|1 uur 30|-2 uur|2  uur|2 Uur|,5 uur",
    Kind.DISTANCE: "|350|14.2 km|-3 m|3 M|3 cm|3 kilometer|1.000 m|3 km |3, km",
    Kind.SHARE: "|60|23.5%|0,5|-5%|60 procent|%|60%%|6 0%",
    Kind.DATE: "|2026-2-1|01-02-2026|2026/02/01|20260201|26-02-01|2026-02-01 |2026-02-01\n|2026-02-01T00:00"
    "|2026-W05-7|1 februari 2026|+2026-02-01",
    Kind.YES_NO: "|Ja|JA|true|yes|1|ja |onbekend|misschien",
}
FOREIGN = {"full width": "０１２３４５６７８９", "Arabic": "٠١٢٣٤٥٦٧٨٩", "Devanagari": "०१२३४५६७८९"}
PLAIN = {
    Kind.NUMBER: "12", Kind.AMOUNT: "13,00", Kind.DURATION: "68 minuten", Kind.DISTANCE: "14,2 km",
    Kind.SHARE: "23,5%", Kind.DATE: "2026-10-05",
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in REFUSED.items() for text in texts.split("|")]
)
def test_this_is_refused_and_said_how_to_write(kind: Kind, text: str) -> None:
    with pytest.raises(ValueError, match="is geen") as refused:
        parse_plain(kind, text)

    assert str(refused.value).startswith(f"'{text}' is geen ")
    assert str(refused.value).endswith(HOW[kind])


@pytest.mark.parametrize("digits", FOREIGN.values(), ids=FOREIGN)
@pytest.mark.parametrize("kind", PLAIN, ids=str)
def test_digits_of_another_script_are_refused(kind: Kind, digits: str) -> None:
    foreign = PLAIN[kind].translate(str.maketrans("0123456789", digits))

    with pytest.raises(ValueError, match="is geen"):
        parse_plain(kind, foreign)


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2025-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "0000-01-01"]
)
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^'{text}' staat niet op de kalender.$"):
        values.parse_date(text)


@pytest.mark.parametrize("text", ["1899-12-31", "2201-01-01", "0001-01-01", "9999-12-31"])
def test_a_year_that_no_case_can_have_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="buiten de jaren 1900 tot en met 2200"):
        values.parse_date(text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.DURATION, "0,5 minuten"),
        (Kind.DURATION, "1,333 uur"),
        (Kind.DISTANCE, "0,0005 km"),
        (Kind.DISTANCE, "1,5 m"),
        (Kind.SHARE, "33,333%"),
    ],
)
def test_what_is_finer_than_the_engine_counts_is_refused_and_never_rounded(kind: Kind, text: str) -> None:
    with pytest.raises(ValueError, match="nauwkeuriger dan de toolkit rekent"):
        parse_plain(kind, text)


@given(st.sampled_from(sorted(PLAIN)), st.text("0123456789,.-+€% urkm\n\t\u00a0\u2212０٣", max_size=9))
def test_no_text_is_read_otherwise_than_it_is_written(kind: Kind, text: str) -> None:
    """Whatever is read at all is ASCII without stray white space (the euro sign apart)."""
    try:
        parse_plain(kind, text)
    except ValueError:
        return

    assert text.replace("€", "").isascii()
    assert text == text.strip()


@pytest.mark.parametrize(("kind", "text"), [(Kind.NUMBER, "-0"), (Kind.AMOUNT, "-0,00")])
def test_minus_nought_is_refused(kind: Kind, text: str) -> None:
    with pytest.raises(ValueError, match="is geen"):
        parse_plain(kind, text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [(Kind.AMOUNT, "007,50"), (Kind.DURATION, "02 uur"), (Kind.DISTANCE, "00 m"), (Kind.SHARE, "010%")],
)
def test_leading_noughts_are_refused(kind: Kind, text: str) -> None:
    with pytest.raises(ValueError, match="is geen"):
        parse_plain(kind, text)


@pytest.mark.parametrize(
    "kind", [Kind.NUMBER, Kind.AMOUNT, Kind.DURATION, Kind.DISTANCE, Kind.SHARE], ids=str
)
def test_a_number_of_thousands_of_digits_is_refused_in_dutch(kind: Kind) -> None:
    text = PLAIN[kind].replace("1", "1" * 5000, 1).replace("2", "2" * 5000, 1).replace("6", "6" * 5000, 1)

    with pytest.raises(ValueError, match=r"^'"):
        parse_plain(kind, text)


@pytest.mark.parametrize(
    "kind", [Kind.NUMBER, Kind.AMOUNT, Kind.DURATION, Kind.DISTANCE, Kind.SHARE], ids=str
)
def test_a_number_that_no_engine_holds_exactly_is_refused(kind: Kind) -> None:
    text = print_plain(kind, values.LARGEST + 1)

    with pytest.raises(ValueError, match=r"^'"):
        parse_plain(kind, text)


@given(st.integers(-10_000, -1))
def test_a_share_below_nought_is_written_as_its_opposite_with_a_minus(points: int) -> None:
    """A difference of two shares can be negative, and an explanation prints it."""
    assert values.print_basis_points(points) == f"-{values.print_basis_points(-points)}"


@given(st.integers(-values.LARGEST, -1))
def test_an_amount_below_nought_is_written_as_its_opposite_with_a_minus(cents: int) -> None:
    assert values.print_cents(cents) == f"-{values.print_cents(-cents)}"


# --- a break-even chance never promises too much ----------------------------------------------------------


@given(st.integers(0, 10**12), st.integers(1, 10**12))
def test_a_break_even_chance_is_the_least_tenth_of_a_percent_that_is_enough(part: int, whole: int) -> None:
    points = values.up_to_tenth_of_percent(part, whole)

    assert points % 10 == 0
    assert Fraction(points, 10_000) >= Fraction(part, whole) > Fraction(points - 10, 10_000)


@pytest.mark.parametrize(
    ("part", "whole", "points"),
    [(0, 7, 0), (1, 1000, 10), (1, 10**12, 10), (1, 3, 3_340), (1, 1, 10_000), (3, 2, 15_000)],
)
def test_a_chance_that_comes_out_even_is_left_alone_and_any_other_goes_up(
    part: int, whole: int, points: int
) -> None:
    assert values.up_to_tenth_of_percent(part, whole) == points


# --- for people, and in models -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cents", "shown"),
    [
        (0, "€ 0,00"),
        (-5, "€ -0,05"),
        (99_999, "€ 999,99"),
        (100_000, "€ 1.000,00"),
        (123456789, "€ 1.234.567,89"),
    ],
)
def test_people_read_an_amount_with_dots_and_a_comma(cents: int, shown: str) -> None:
    assert values.show_cents(cents) == shown


@given(DAYS)
def test_people_read_a_date_in_dutch_without_noughts(day: date) -> None:
    number, month, year = values.show_date(day).split(" ")

    assert (int(number), values.MONTHS.index(month) + 1, int(year)) == (day.day, day.month, day.year)
    assert not number.startswith("0")


def test_an_amount_in_a_model_is_read_and_written_as_euros() -> None:
    amount = TypeAdapter(values.Cents)

    assert amount.validate_python("1.250,00") == 125_000
    assert amount.dump_python(125_000) == "1250,00"
    with pytest.raises(ValidationError, match="twee cijfers achter de komma"):
        amount.validate_python("1.250")


def test_a_day_in_a_model_is_read_as_strictly_as_anywhere() -> None:
    with pytest.raises(ValidationError, match="Schrijf jaar-maand-dag"):
        TypeAdapter(values.Day).validate_python("2026-10-05T00:00:00")


@pytest.mark.parametrize(("model", "value"), [(values.Cents, 13.0), (values.Cents, True), (values.Day, 0)])
def test_a_model_takes_no_float_truth_or_seconds_for_an_amount_or_a_day(model: object, value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(model).validate_python(value)
