"""How the parts of a rule file stand in cells: as a number, a date, a text, or one item a line.

A field with numbers may also hold a text that is written otherwise than the sheet would (1.250,00 for
1250,00); a column for such texts stands beside it, so that what was written comes back as it was.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias

from budget_engine.files.sheets.workbook_values import MOST_DIGITS, Content, Number
from budget_engine.values import (
    FIRST_DATE,
    LAST_DATE,
    parse_cents,
    parse_date,
    parse_whole,
    print_cents,
)

CellText: TypeAlias = str | list[str]


class Form(StrEnum):
    """How a column holds its values."""

    TEXT = "tekst"
    LINES = "een per regel"
    EURO = "bedrag"
    NUMBER = "getal"
    DATE = "datum"


class CellError(ValueError):
    """A cell that does not hold what its column takes, in Dutch, with what to do."""

    def __init__(self, text: str, hint: str) -> None:
        super().__init__(text)
        self.hint = hint


EMPTY_LIST = "[]"

_DAY_ZERO = date(1899, 12, 30)
"""The day from which a workbook counts (ECMA-376 part 1, 18.17.4.1)."""
FIRST_SURE = date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was; from the day after, every program agrees."""
_YEARS = (date(1905, 1, 1), date(1906, 2, 1))
"""A year that was typed as a number, such as 2026, is shown as a day in this time."""
_MOST = 10**MOST_DIGITS


def cell_of(form: Form, value: CellText) -> Content | None:
    """Give the cell that holds a value, or None where a cell of this form cannot hold it as it is written."""
    if isinstance(value, list):
        return _joined(value) if form is Form.LINES else None
    match form:
        case Form.TEXT:
            return text_cell(value)
        case Form.LINES:
            return None
        case Form.EURO | Form.NUMBER:
            return _number(form, value)
        case Form.DATE:
            return _day(value)


def text_cell(text: str) -> Content:
    """Give the cell that holds a text: between quotes where it would not come back as it is."""
    return text if _unmarked(text) == text and text else f'"{text}"'


def _number(form: Form, value: str) -> Number | None:
    try:
        number = parse_cents(value) if form is Form.EURO else parse_whole(value)
    except ValueError:
        return None
    if abs(number) >= _MOST or (form is Form.EURO and print_cents(number) != value):
        return None
    return Number(number, 2) if form is Form.EURO else Number(number)


def _day(value: str) -> date | None:
    try:
        day = parse_date(value)
    except ValueError:
        return None
    return None if day < FIRST_SURE or _YEARS[0] <= day < _YEARS[1] else day


def value_of(form: Form, content: Content) -> CellText:
    """Give the value in a cell as a rule file has it; CellError where it does not fit its column."""
    match form:
        case Form.TEXT:
            return _unmarked(_text(content))
        case Form.LINES:
            return list(_split(_text(content)))
        case Form.EURO:
            return _euro(content)
        case Form.NUMBER:
            number = _plain_number(content, "een heel getal")
            if number.decimals:
                raise CellError("Hier hoort een heel getal.", "Laat wat achter de komma staat weg.")
            return str(number.digits)
        case Form.DATE:
            return _date_text(content)


def _unmarked(text: str) -> str:
    """Give a text without the blanks around it, unless quotes say that they are meant.

    An empty cell says that nothing was written; `""` is a text without characters.
    """
    text = text.strip()
    return text[1:-1] if _is_marked(text) else text


def _is_marked(text: str) -> bool:
    if len(text) < len('""') or not (text.startswith('"') and text.endswith('"')):
        return False
    inner = text[1:-1]
    return inner.strip() != inner or not inner.strip('"') or _is_marked(inner)


def _text(content: Content) -> str:
    if isinstance(content, str):
        return content
    if isinstance(content, date) or content.is_dated:
        raise CellError("Excel maakte hier een datum van.", "Zet de cel op Tekst en typ het opnieuw.")
    raise CellError("Excel maakte hier een getal van.", "Zet de cel op Tekst en typ het opnieuw.")


def _plain_number(content: Content, what: str) -> Number:
    if isinstance(content, str):
        raise CellError(
            f"Hier staat tekst, maar hier hoort {what}.", "Zet de cel op Getal en typ het opnieuw."
        )
    if isinstance(content, date) or content.is_dated:
        raise CellError("Excel maakte hier een datum van.", f"Typ hier {what}, in een cel met opmaak Getal.")
    if abs(content.digits) >= _MOST:
        raise CellError("Dit getal is te groot.", "Kijk na of hier een nul te veel staat.")
    return content


def _euro(content: Content) -> str:
    if isinstance(content, str) and "€" in content:
        hint = "Typ alleen het getal, in een cel met opmaak Getal. Het euroteken komt vanzelf."
        raise CellError("Hier staat tekst, maar hier hoort een bedrag.", hint)
    number = _plain_number(content, "een bedrag")
    if number.decimals > 2:
        raise CellError(
            "Dit bedrag heeft meer dan twee cijfers achter de komma.", "Rond het af op hele centen."
        )
    return print_cents(number.digits * 10 ** (2 - number.decimals))


def _date_text(content: Content) -> str:
    day: date | None = None
    if isinstance(content, str):
        try:
            return parse_date(content).isoformat()
        except ValueError as error:
            text, *_ = str(error).partition(" Schrijf ")  # what it says to write is for a rule file
            raise CellError(text, "Typ de datum in een cel met opmaak Datum, zoals 31-12-2026.") from None
    if isinstance(content, date):
        day = content
    elif content.decimals:
        raise CellError("Hier staat een tijd, maar hier hoort een dag.", "Typ alleen de datum.")
    elif (FIRST_SURE - _DAY_ZERO).days <= content.digits <= (LAST_DATE - _DAY_ZERO).days:
        day = _DAY_ZERO + timedelta(days=content.digits)
    if day is None or not FIRST_DATE <= day <= LAST_DATE:
        raise CellError("Dit is geen datum.", "Typ een dag, een maand en een jaar.")
    if _YEARS[0] <= day < _YEARS[1]:
        raise CellError("Hier lijkt een jaartal te staan.", "Typ ook de dag en de maand.")
    return day.isoformat()


# --- lists in one cell ---------------------------------------------------------------------------------


def _joined(items: list[str]) -> str | None:
    if not all(isinstance(item, str) for item in items):
        return None
    return "\n".join(map(_quoted, items)) if items else EMPTY_LIST


def _quoted(item: str) -> str:
    if item and item != EMPTY_LIST and not item.startswith('"') and "\n" not in item and item.strip() == item:
        return item
    doubled = item.replace('"', '""')
    return f'"{doubled}"'


_ITEM = re.compile(r'"((?:[^"]|"")*)"[ \r]*(?:\n|$)|([^\n]*)(?:\n|$)')


def _split(text: str) -> Iterator[str]:
    """Read items that stand one a line; an item between quotes may hold more lines."""
    if text.strip() == EMPTY_LIST:
        return
    start = 0
    while start < len(text):
        found = _ITEM.match(text, start)
        assert found is not None  # the second way matches any line
        start = found.end()
        if found[1] is not None:
            yield found[1].replace('""', '"')
        elif found[2].strip():
            yield found[2].strip()
