"""What people type, the Dutch way, to what a file would hold: strict where it could be misread.

`2.5` is refused and not read as 25; a date may be written as 15-10-2026 or 15 oktober 2026. What cannot
be read is refused with a sentence that says how to write it, and the typed text itself is kept.
"""

import re

from babel.numbers import NumberFormatError, parse_decimal

from budget_engine import values
from budget_engine.glossary import UNKNOWN
from budget_engine.language.fact import Bounded, Kind
from budget_engine.values import MONTHS

_CENT_DIGITS = 2
_MINUTES_IN_HOUR = 60  # of the clock
_DIGITS_OF_A_DATE = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_WORDS_OF_A_DATE = re.compile(r"([0-9]{1,2}) +([a-z]+)\.? +([0-9]{4})")
_DECIMAL = re.compile(r"-?[0-9.]+(,[0-9]+)?")
_WITH_UNIT = re.compile(r"([0-9.,]+) *([a-z%]+)?\.?")
_HOURS_AND_MINUTES = re.compile(r"([0-9]+) *(?:u|uur)(?: en)? *([0-9]+) *(?:m|min|minuten)?")
_MOST_DECIMALS = 6  # finer than any unit here
_SHORTEST = 3  # letters by which a month can be told apart
_LONGEST = 40  # characters; no number or date of a household is longer

_UNITS = {
    Kind.DURATION: {
        "min": "minuten", "m": "minuten", "minuut": "minuten", "minuten": "minuten", "u": "uur", "uur": "uur",
    },
    Kind.DISTANCE: {"km": "km", "kilometer": "km", "m": "m", "meter": "m"},
    Kind.SHARE: {"": "%", "%": "%", "procent": "%"},
}  # fmt: skip
_HOW = {
    Kind.NUMBER: "geheel getal. Schrijf cijfers, zoals 12 of 1.500.",
    Kind.AMOUNT: "bedrag. Schrijf euro's, zoals 13,50 of 1.250,00.",
    Kind.DURATION: "duur. Schrijf de eenheid erbij, zoals 45 minuten of 2,5 uur.",
    Kind.DISTANCE: "afstand. Schrijf de eenheid erbij, zoals 14,2 km of 350 m.",
    Kind.SHARE: "percentage. Schrijf het als 60% of 23,5%.",
    Kind.DATE: "datum. Schrijf dag, maand en jaar, zoals 15-10-2026.",
}


def canonical(kind: Kind, typed: str) -> str:
    """Give a typed text as a file would hold it; ValueError says in Dutch what is wrong with it.

    >>> canonical(Kind.AMOUNT, "€ 1.250"), canonical(Kind.DATE, "5-10-2026"), canonical(Kind.DURATION, "2,5 uur")
    ('1250,00', '2026-10-05', '2,5 uur')
    >>> canonical(Kind.DATE, "5 oktober 2026"), canonical(Kind.SHARE, "23,5"), canonical(Kind.NUMBER, "1.500")
    ('2026-10-05', '23,5%', '1500')
    """
    text = typed.strip()
    if text == UNKNOWN or kind in (Kind.TEXT, Kind.CHOICE, Kind.YES_NO):
        return text
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    refusal = f"'{shown}' is geen {_HOW[kind]}"
    if len(text) > _LONGEST:
        raise ValueError(refusal)
    match kind:
        case Kind.DATE:
            return _date(text.lower(), refusal)
        case Kind.NUMBER:
            digits, _ = _number(text, refusal)
            if "," in text:
                raise ValueError(refusal)
            return str(digits)
        case Kind.AMOUNT:
            digits, decimals = _number(text.removeprefix("€").strip(), refusal)
            if len(text.partition(",")[2]) > _CENT_DIGITS:  # 1,500 may be meant as 1.500
                raise ValueError(f"'{shown}' heeft meer dan twee cijfers achter de komma.")
            return values.print_cents(digits * 10 ** (_CENT_DIGITS - decimals))
        case Kind.DURATION | Kind.DISTANCE | Kind.SHARE:
            return _with_unit(kind, text.lower(), refusal)


def problem(bounded: Bounded, typed: str) -> str | None:
    """Say what is wrong with a typed value by its declaration; None where nothing is, or nothing was typed."""
    if not typed.strip() or typed.strip() == UNKNOWN:
        return None
    try:
        bounded.parse(canonical(bounded.kind, typed))
    except ValueError as error:
        return str(error)
    return None


def spelled(kind: Kind, text: str) -> str:
    """Write what a file holds the way people type it; what cannot be read comes back as it is.

    >>> spelled(Kind.DATE, "2026-10-05"), spelled(Kind.AMOUNT, "1250,00"), spelled(Kind.YES_NO, "ja")
    ('05-10-2026', '1.250,00', 'ja')
    """
    try:
        if kind is Kind.DATE:
            day = values.parse_date(text)
            return f"{day.day:02d}-{day.month:02d}-{day.year}"
        if kind is Kind.AMOUNT:
            return values.show_cents(values.parse_cents(text)).removeprefix("€ ")
    except ValueError:
        return text
    return text


def _number(text: str, refusal: str) -> tuple[int, int]:
    """Give a number as whole digits, and how many of those stand behind the comma."""
    if not _DECIMAL.fullmatch(text):  # Babel also takes 1e5 and the digits of other scripts
        raise ValueError(refusal)
    try:
        parse_decimal(text, locale="nl_NL", strict=True)
    except NumberFormatError:
        raise ValueError(refusal) from None
    whole, _, part = text.replace(".", "").partition(",")
    part = part.rstrip("0")
    if len(part) > _MOST_DECIMALS:
        raise ValueError(refusal)
    return int(whole + part), len(part)


def _date(text: str, refusal: str) -> str:
    if found := _DIGITS_OF_A_DATE.fullmatch(text):
        day, month, year = found.groups()
    elif found := _WORDS_OF_A_DATE.fullmatch(text):
        day, word, year = found.groups()
        word = "maart" if word == "mrt" else word
        months = [n for n, name in enumerate(MONTHS, 1) if len(word) >= _SHORTEST and name.startswith(word)]
        if len(months) != 1:
            raise ValueError(refusal)
        month = str(months[0])
    else:
        _refuse_unless_date(text, refusal)
        return text
    iso = f"{year}-{int(month):02d}-{int(day):02d}"
    try:
        values.parse_date(iso)
    except ValueError as error:
        raise ValueError(str(error).replace(iso, text)) from None
    return iso


def _refuse_unless_date(text: str, refusal: str) -> None:
    try:
        values.parse_date(text)
    except ValueError:
        raise ValueError(refusal) from None


def _with_unit(kind: Kind, text: str, refusal: str) -> str:
    if kind is Kind.DURATION and (both := _HOURS_AND_MINUTES.fullmatch(text)):
        return values.print_minutes(int(both[1]) * _MINUTES_IN_HOUR + int(both[2]))
    found = _WITH_UNIT.fullmatch(text)
    unit = None if found is None else _UNITS[kind].get(found[2] or "")
    if found is None or unit is None:
        raise ValueError(refusal)
    digits, decimals = _number(found[1], refusal)
    whole, behind = divmod(digits, 10**decimals)
    plain = f"{whole},{behind:0{decimals}d}" if decimals else str(whole)
    return f"{plain}%" if unit == "%" else f"{plain} {unit}"
