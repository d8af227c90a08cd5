"""What every workbook that leaves has in common: tables with a header, and cells that are what they look like.

A text is a text whatever it begins with, an amount is a number of whole cents, a day is a day.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from budget_engine.files.sheets.forms import FIRST_SURE, Form
from budget_engine.files.sheets.names import READ_ME
from budget_engine.files.sheets.page import Page
from budget_engine.files.sheets.workbook import written
from budget_engine.files.sheets.workbook_values import LONGEST_TEXT, Content, Number
from budget_engine.values import MONTHS

Cell: TypeAlias = "tuple[Content | None, Form]"
"""What stands in a cell, if anything, and how it is shown."""

NOTHING: Cell = (None, Form.TEXT)

_NOT_KEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML can hold (XML 1.0, 2.2), so that a workbook with it does not open."""
_REST = " … (de rest past niet in een cel)"
_WIDEST, _MOST_LINES = 32, 27  # in characters and in lines; Excel draws no row higher than 409 points
_NOT_IN_A_NAME = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 60  # characters of a case number in the name of a file, as the worklist takes them


def text(said: str | None) -> Cell:
    """Give the cell of a text; a sign that no workbook can hold is shown as such.

    >>> text("=1+1")[0], text("")[0], text("x" * 40_000)[0][-29:]
    ('=1+1', None, 'de rest past niet in een cel)')
    """
    if not said:
        return NOTHING
    kept = _NOT_KEPT.sub("\N{REPLACEMENT CHARACTER}", said.replace("\r\n", "\n").replace("\r", "\n"))
    if _length(kept) > LONGEST_TEXT:
        while _length(kept) > LONGEST_TEXT - len(_REST):
            kept = kept[: -max(1, (_length(kept) - LONGEST_TEXT + len(_REST)) // 2)]
        kept += _REST
    return kept, Form.TEXT


def _length(kept: str) -> int:
    """Count as Excel does: two for a sign that stands far in Unicode."""
    return len(kept.encode("utf-16-le")) // 2


def euros(cents: int) -> Cell:
    """Give the cell of an amount."""
    return Number(cents, 2), Form.EURO


def number(count: int) -> Cell:
    """Give the cell of a whole number."""
    return Number(count), Form.NUMBER


def day(on: date | None) -> Cell:
    """Give the cell of a day; one that programs do not count alike is a text.

    >>> day(date(1900, 1, 2))[0]
    '02-01-1900'
    """
    if on is None:
        return NOTHING
    return (on, Form.DATE) if on >= FIRST_SURE else (f"{on:%d-%m-}{on.year:04d}", Form.TEXT)


def month_word(month: date) -> str:
    """Write a month for people.

    >>> month_word(date(2027, 1, 1))
    'januari 2027'
    """
    return f"{MONTHS[month.month - 1]} {month.year}"


def sheet(name: str, about: str, frozen: int = 1) -> Page:
    """Begin a sheet that is read and printed rather than filled in: narrow columns, and whole texts in sight."""
    said = str(text(about)[0] or "")
    return Page(name, said, frozen=frozen, widest=_WIDEST, most_lines=_MOST_LINES, is_wide=True)


def table(
    page: Page,
    columns: Sequence[tuple[str, Form]],
    rows: Iterable[Mapping[str, Cell]],
    *,
    above: Sequence[str] = (),
) -> int:
    """Write a table with its header under some lines of text; gives the first row below it."""
    for row, line in enumerate(above, start=1):
        put(page, row, 1, text(line))
    page.header = len(above) + 2 if above else 1
    for column, (name, form) in enumerate(columns, start=1):
        put(page, page.header, column, text(name), is_label=True)
        page.columns[column] = form
    row = page.header
    for row, filled in enumerate(rows, start=page.header + 1):
        for column, (name, _) in enumerate(columns, start=1):
            put(page, row, column, filled.get(name, NOTHING))
    return row + 1


def put(page: Page, row: int, column: int, cell: Cell, *, is_label: bool = False) -> None:
    """Fill one cell; nothing is written where there is nothing to say."""
    content, form = cell
    page.put(row, column, content, form)
    if is_label and content is not None:
        page.labels.add((row, column))


def workbook(pages: Sequence[Page], read_me: Sequence[str]) -> bytes:
    """Write the sheets as a workbook with a first sheet to read; equal sheets give equal bytes."""
    return written(pages, [str(text(line)[0] or "") for line in read_me], READ_ME)


def file_name(what: str, case: str = "", ending: str = "xlsx") -> str:
    """Give the name of a file, of signs that every computer takes.

    >>> file_name("begroting", "2026/114 (W)"), file_name("werklijst")
    ('begroting-2026-114-W.xlsx', 'werklijst.xlsx')
    """
    kept = _NOT_IN_A_NAME.sub("-", case)[:_LONGEST_NAME].strip("-.")
    return f"{what}-{kept}.{ending}" if kept else f"{what}.{ending}"
