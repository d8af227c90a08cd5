"""Amounts, durations, distances, shares and dates: whole numbers inside, Dutch text outside.

Inside the engine money is whole cents, a duration whole minutes, a distance whole metres and a share
whole basis points (hundredths of a percent). Reading is strict: what could be misread is refused
with a sentence that says how to write it. Every printer writes what its parser reads.
"""

import re
from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, WithJsonSchema

LARGEST = 2**53 - 1
"""The largest whole number that JSON, durable_rules and the column engines all hold exactly."""

FIRST_DATE = date(1900, 1, 1)
LAST_DATE = date(2200, 12, 31)

MOST_CENTS = 1_000_000_000
MOST_MINUTES = 10_512_000
MOST_METRES = 1_000_000
MOST_BASIS_POINTS = 1_000_000
MOST_COUNT = 1_000_000
"""Ranges of a kind where a declaration names none: wide enough for any household, narrow enough to
prove that no calculation overflows."""

MOST_MEMBERS = 1000
"""How many people, needs or claims one case may hold: bounds every total."""

_LONGEST_NUMBER = 32
"""How many characters a number may have; what no household can hold is not worth counting."""

_WORD = re.compile(r"[^\W_]+")
_WHOLE = re.compile(r"0|-?[1-9][0-9]*")
_AMOUNT = re.compile(r"(-(?!0,00))?(?:€ ?)?(0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:\.[0-9]{3})+),([0-9]{2})")
_DECIMAL = r"(0|[1-9][0-9]*)(?:,([0-9]+))?"
_DURATION = re.compile(_DECIMAL + r" ?(minuten|minuut|uur)")
_DISTANCE = re.compile(_DECIMAL + r" ?(km|m)")
_SHARE = re.compile(_DECIMAL + r" ?%")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_LENGTH = 10
_MOMENT = re.compile(_DATE.pattern + r"T[0-9]{2}:[0-9]{2}(:[0-9]{2})?")

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


def _match(pattern: re.Pattern[str], text: str, how: str) -> re.Match[str]:
    shown = text if len(text) <= _LONGEST_NUMBER else f"{text[:_LONGEST_NUMBER]}…"
    match = pattern.fullmatch(text)
    if match is None:
        raise ValueError(f"'{shown}' is geen {how}")
    if len(text) > _LONGEST_NUMBER:
        raise ValueError(f"'{shown}' is een getal van {len(text)} tekens. Zo groot kan het niet zijn.")
    return match


def _countable(text: str, value: int) -> int:
    if abs(value) > LARGEST:
        raise ValueError(f"'{text}' is groter dan waar de toolkit precies mee rekent.")
    return value


def parse_whole(text: str) -> int:
    """Read a whole number without separators.

    >>> parse_whole("-12")
    -12
    """
    _match(_WHOLE, text, "geheel getal. Schrijf cijfers zonder punt of komma, zoals 12.")
    return _countable(text, int(text))


def parse_cents(text: str) -> int:
    """Read an amount in euros as cents.

    >>> parse_cents("1.250,00"), parse_cents("0,23"), parse_cents("-7,50")
    (125000, 23, -750)
    """
    how = "bedrag. Schrijf euro's met twee cijfers achter de komma, zoals 13,00 of 1.250,00."
    sign, euros, cents = _match(_AMOUNT, text, how).groups()
    amount = int(euros.replace(".", "")) * 100 + int(cents)
    return _countable(text, -amount if sign else amount)


def print_cents(cents: int) -> str:
    """Write cents the way `parse_cents` reads them, without thousands separators.

    >>> print_cents(125000), print_cents(-5)
    ('1250,00', '-0,05')
    """
    euros, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{euros},{rest:02d}"


def show_cents(cents: int) -> str:
    """Write an amount for people.

    >>> show_cents(-125000)
    '€ -1.250,00'
    """
    euros, rest = divmod(abs(cents), 100)
    grouped = f"{euros:,}".replace(",", ".")
    return f"€ {'-' if cents < 0 else ''}{grouped},{rest:02d}"


def _scaled(text: str, whole: str, part: str | None, scale: int) -> int:
    digits = part or ""
    value, rest = divmod(int(whole + digits) * scale, int("1" + "0" * len(digits)))
    if rest:
        raise ValueError(f"'{text}' is nauwkeuriger dan de toolkit rekent. Rond het af.")
    return _countable(text, value)


def parse_minutes(text: str) -> int:
    """Read a duration in minutes or hours.

    >>> parse_minutes("68 minuten"), parse_minutes("2,5 uur")
    (68, 150)
    """
    whole, part, unit = _match(
        _DURATION, text, "duur. Schrijf bijvoorbeeld '68 minuten' of '2,5 uur'."
    ).groups()
    return _scaled(text, whole, part, 60 if unit == "uur" else 1)


def print_minutes(minutes: int) -> str:
    """Write a duration: whole hours as hours, the rest in minutes.

    >>> print_minutes(120), print_minutes(150)
    ('2 uur', '150 minuten')
    """
    hours, rest = divmod(minutes, 60)
    return f"{hours} uur" if hours and not rest else f"{minutes} minuten"


def parse_metres(text: str) -> int:
    """Read a distance in metres or kilometres.

    >>> parse_metres("14,2 km"), parse_metres("350 m")
    (14200, 350)
    """
    whole, part, unit = _match(
        _DISTANCE, text, "afstand. Schrijf bijvoorbeeld '14,2 km' of '350 m'."
    ).groups()
    return _scaled(text, whole, part, 1000 if unit == "km" else 1)


def print_metres(metres: int) -> str:
    """Write a distance in kilometres, or in metres when it is no multiple of ten metres.

    >>> print_metres(14200), print_metres(6000), print_metres(355)
    ('14,2 km', '6 km', '355 m')
    """
    if metres % 10 or metres < 100:
        return f"{metres} m"
    return f"{_decimal(metres, 1000)} km"


def parse_basis_points(text: str) -> int:
    """Read a share as basis points.

    >>> parse_basis_points("23,5%"), parse_basis_points("100%")
    (2350, 10000)
    """
    whole, part = _match(_SHARE, text, "aandeel. Schrijf een percentage, zoals 60% of 23,5%.").groups()
    return _scaled(text, whole, part, 100)


def print_basis_points(points: int) -> str:
    """Write a share as a percentage.

    >>> print_basis_points(2350), print_basis_points(10000), print_basis_points(5)
    ('23,5%', '100%', '0,05%')
    """
    return f"{'-' if points < 0 else ''}{_decimal(abs(points), 100)}%"


def _decimal(value: int, scale: int) -> str:
    whole, rest = divmod(value, scale)
    digits = str(rest + scale)[1:].rstrip("0") if rest else ""
    return f"{whole},{digits}" if digits else str(whole)


def parse_date(text: str) -> date:
    """Read a date in the one form that cannot be misread.

    >>> parse_date("2026-10-05")
    datetime.date(2026, 10, 5)
    """
    if not _DATE.fullmatch(text):
        raise ValueError(f"'{text}' is geen datum. Schrijf jaar-maand-dag, zoals 2026-10-05.")
    try:
        value = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text}' staat niet op de kalender.") from None
    if not FIRST_DATE <= value <= LAST_DATE:
        raise ValueError(f"'{text}' ligt buiten de jaren {FIRST_DATE.year} tot en met {LAST_DATE.year}.")
    return value


def parse_moment(text: str) -> datetime:
    """Read a day and a time, in the one form that cannot be misread.

    >>> parse_moment("2026-11-20T10:30")
    datetime.datetime(2026, 11, 20, 10, 30)
    """
    if not _MOMENT.fullmatch(text):
        raise ValueError(f"'{text}' is geen tijdstip. Schrijf dag en tijd, zoals 2026-11-20T10:30.")
    parse_date(text[:_DATE_LENGTH])
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text}' staat niet op de klok.") from None


DUTCH_TIME = ZoneInfo("Europe/Amsterdam")
"""The clock by which days and terms run, also on a machine that keeps another."""


def day_of(moment: str) -> date:
    """Give the day of a moment that is written out, in the time zone that it was written in.

    >>> day_of("2026-11-24T09:00:00+01:00")
    datetime.date(2026, 11, 24)
    """
    return date.fromisoformat(moment[:_DATE_LENGTH])


def show_date(value: date) -> str:
    """Write a date for people.

    >>> show_date(date(2026, 11, 24))
    '24 november 2026'
    """
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def up_to_tenth_of_percent(numerator: int, denominator: int) -> int:
    """Give a share in basis points, rounded up to a tenth of a percent.

    A break-even chance that is rounded down would promise too much (second look, point 23).

    >>> up_to_tenth_of_percent(955000, 4266500), up_to_tenth_of_percent(955000, 5971000)
    (2240, 1600)
    """
    return -(-numerator * 1000 // denominator) * 10


def _cents_from_text(value: object) -> int:
    if isinstance(value, str):
        return parse_cents(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError("Dit is geen bedrag.")


def _day_from_text(value: object) -> date:
    if isinstance(value, str):
        return parse_date(value)
    if isinstance(value, date):
        return value
    raise ValueError("Dit is geen datum.")


def _text_that_says_something(value: str) -> str:
    if not value.strip():
        raise ValueError("Dit mag niet leeg zijn.")
    return value


def _moment_from_text(value: object) -> datetime:
    if isinstance(value, str):
        return parse_moment(value)
    if isinstance(value, datetime) and value.tzinfo is None:
        return value
    raise ValueError("Dit is geen tijdstip.")


def bare(text: str) -> str:
    r"""Give the words of a text in small letters, without what stands between them; nothing where it has no words.

    >>> bare("Half, ziek\u00a0gemeld: 2 keer."), bare("...")
    ('half ziek gemeld 2 keer', '')
    """
    return " ".join(_WORD.findall(text.lower()))


Said = Annotated[str, AfterValidator(_text_that_says_something)]
"""A text that may not be left blank: a name, a reason."""


def _place_from_text(value: object) -> object:
    if isinstance(value, int) or (isinstance(value, str) and value.isdecimal() and value.isascii()):
        return value
    raise ValueError(f"'{value}' is geen plaats in een volgorde. Schrijf een heel getal, zoals 10.")


def parse_year(value: str) -> str:
    """Read a year of four digits; ValueError says in Dutch what is wrong with it."""
    if not _YEAR.fullmatch(value):
        raise ValueError(f"'{value}' is geen jaar. Schrijf vier cijfers, zoals 2026.")
    return value


_YEAR = re.compile(r"(19|20|21)[0-9]{2}")
PriceYear = Annotated[str, AfterValidator(parse_year)]
"""The year whose prices an amount is in."""

Place = Annotated[int, BeforeValidator(_place_from_text, json_schema_input_type=str)]
"""A place in an order: a lower one goes first."""

Share = Annotated[
    int,
    BeforeValidator(
        lambda value: parse_basis_points(value) if isinstance(value, str) else value,
        json_schema_input_type=str,
    ),
    PlainSerializer(print_basis_points, return_type=str),
]
"""A share in basis points, written as a percentage."""

Moment = Annotated[
    datetime,
    BeforeValidator(_moment_from_text),
    WithJsonSchema({"type": "string", "pattern": f"^{_MOMENT.pattern}$"}),
]
"""A day and a time on the clock of the municipality, without a zone."""

Cents = Annotated[
    int,
    BeforeValidator(_cents_from_text, json_schema_input_type=str),
    PlainSerializer(print_cents, return_type=str),
]
"""An amount in whole cents, written in euros."""

Day = Annotated[date, BeforeValidator(_day_from_text)]
"""A date, written as year-month-day and nothing else."""
