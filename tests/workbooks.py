"""What tests of workbooks that leave share: a workbook as it is read back."""

import io
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook


def opened(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def rows(sheet: Any) -> list[dict[str, Any]]:
    """Give the rows below the header by the names of their columns, up to the first empty one."""
    header = sheet[sheet.freeze_panes].row - 1
    names = [cell.value for cell in sheet[header]]
    found: list[dict[str, Any]] = []
    for row in sheet.iter_rows(min_row=header + 1):
        if all(cell.value is None for cell in row):
            break
        found.append(
            {name: cell.value for name, cell in zip(names, row, strict=True) if cell.value is not None}
        )
    return found


def cells(book: Any) -> Iterator[Any]:
    for sheet in book:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.value is not None)


def all_words(content: bytes) -> str:
    """Give everything that stands in a workbook, names of sheets included."""
    book = opened(content)
    return "\n".join([*book.sheetnames, *(str(cell.value) for cell in cells(book))])


def in_cents(amount: object) -> int:
    """Give a number of a cell in whole cents; it must be one to the cent."""
    assert isinstance(amount, int | float)
    cents = round(amount * 100)
    assert abs(amount * 100 - cents) < 1e-6
    return cents
