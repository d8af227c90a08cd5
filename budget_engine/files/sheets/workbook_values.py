"""What stands in the cells of a workbook: texts, exact numbers and dates, on sheets with names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

LONGEST_TEXT = 32_767
"""How many characters Excel keeps in a cell."""
MOST_DIGITS = 15
"""How many digits of a number Excel keeps; it writes 66,93 as 66.930000000000007."""
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # of one sheet, in Excel (specifications and limits)
_LONGEST_NUMBER = 40  # in characters; Excel itself writes at most 24
_NUMBER = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,2}))?")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_LETTERS = 26  # of the alphabet that names columns


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a cell, exactly: `digits` with so many of them behind the comma."""

    digits: int
    decimals: int = 0
    is_dated: bool = False
    """Whether the cell shows it as a date or a time."""


Content: TypeAlias = str | Number | date


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells by row and column, and what may not stand on a sheet that is read."""

    name: str
    cells: Mapping[tuple[int, int], Content]
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int], ...] = ()
    """The first cell of every group of cells that was made into one."""
    wrong: Mapping[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    """The cells that cannot be read, each with what is wrong and what to do."""


def column_name(column: int) -> str:
    """Give the letters of a column.

    >>> column_name(1), column_name(28)
    ('A', 'AB')
    """
    name = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def cell_name(row: int, column: int) -> str:
    """Give the name of a cell, such as C7."""
    return f"{column_name(column)}{row}"


def position_of(name: str) -> tuple[int, int] | None:
    """Give row and column of a cell by its name, or None where it is none."""
    found = _PLACE.fullmatch(name)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return int(found[2]), column


def number_of(text: str, *, is_dated: bool = False) -> Number | None:
    """Read a number as a workbook stores it, to the digits that Excel keeps; None where it is none.

    >>> number_of("66.930000000000007"), number_of("13.555"), number_of("1.25E3")
    (Number(digits=6693, decimals=2, is_dated=False), Number(digits=13555, decimals=3, is_dated=False), \
Number(digits=1250, decimals=0, is_dated=False))
    """
    found = _NUMBER.fullmatch(text) if len(text) <= _LONGEST_NUMBER else None
    if found is None:
        return None
    sign, whole, part, power = found.groups()
    digits, decimals = int(whole + (part or "")), len(part or "") - int(power or 0)
    surplus = len(str(digits)) - MOST_DIGITS
    if surplus > 0:
        unit: int = 10**surplus
        digits, decimals = (digits + unit // 2) // unit, decimals - surplus
    while decimals > 0 and digits % 10 == 0:
        digits, decimals = digits // 10, decimals - 1
    if decimals < 0:
        digits, decimals = digits * 10**-decimals, 0
    return Number(-digits if sign else digits, decimals, is_dated)
