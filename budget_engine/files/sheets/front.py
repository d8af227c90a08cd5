"""The first sheet, 'lees mij': which sheets there are, and what the files said when the workbook was made.

All of it stands in cells that people see and may take away. Without them less can be checked, and nothing is
lost: no part of a rule is read from here.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from budget_engine.aloud.phrases import enumerated
from budget_engine.errors import InputError, Issue, Place
from budget_engine.files.nodes import Plain
from budget_engine.files.sheets.layout import FILE
from budget_engine.files.sheets.names import MAPPINGS, NOT_READ, READ_ME
from budget_engine.files.sheets.workbook_values import Sheet, cell_name

SHEETS_HEAD = ("werkblad", "wat erop staat")
MARKS_HEAD = (FILE, "kenmerk van wat erin stond toen dit werkboek werd gemaakt")
_ORDER_COUNTS = frozenset(alias for alias, _ in MAPPINGS.values())
"""The fields whose names stand in an order that says something, such as choices."""
_PIECES = ((0, 4), (4, 8), (8, 12))
"""The digits of a mark, in groups with a sign between them, for a program would make a number of some marks."""


@dataclass(frozen=True)
class Mark:
    """What tells whether a rule file still says what it said when the workbook was made, and its cell."""

    text: str
    place: Place


def mark_of(entries: Sequence[Plain]) -> str:
    """Give the mark of what a rule file says; comments and the order of the fields of an entry do not count.

    >>> mark_of([{"waarde": "norm", "is": "3"}]) == mark_of([{"is": "3", "waarde": "norm"}])
    True
    """
    digits = sha256(json.dumps(_settled(list(entries), ""), ensure_ascii=False).encode()).hexdigest()
    return "-".join(digits[start:end] for start, end in _PIECES)


def _settled(plain: Plain, name: str) -> object:
    if isinstance(plain, dict):
        fields = plain.items() if name in _ORDER_COUNTS else sorted(plain.items())
        return {field: _settled(value, field) for field, value in fields}
    return [_settled(item, name) for item in plain] if isinstance(plain, list) else plain


def front_rows(
    read_me: Sequence[str], sheets: Sequence[tuple[str, str]], marks: Mapping[str, str]
) -> list[tuple[str, ...]]:
    """Give the rows of the first sheet: what is to be read, a list of the sheets, and the marks of the files."""
    rows: list[tuple[str, ...]] = [*((text,) for text in read_me), (), SHEETS_HEAD, *sheets]
    return [*rows, (), MARKS_HEAD, *marks.items()] if marks else rows


def marks_in(sheets: Sequence[Sheet], file: str) -> dict[str, Mark]:
    """Read the mark of each rule file, as far as they are there."""
    return {
        name: Mark(text, Place(file, cell=f"{READ_ME}!{cell_name(row, 2)}"))
        for row, name, text in _listed(sheets, MARKS_HEAD)
    }


def refuse_missing(sheets: Sequence[Sheet], file: str) -> None:
    """Refuse a workbook that lists a sheet which is gone or empty: all that stood on it would go unseen."""
    listed = list(_listed(sheets, SHEETS_HEAD))
    there = {_folded(sheet.name) for sheet in sheets if sheet.cells or sheet.wrong}
    known = {*NOT_READ, *(_folded(name) for _, name, _ in listed)}
    new = [sheet for sheet in sheets if _folded(sheet.name) not in known]
    renamed = [_shown(sheet) for sheet in new]
    missing: list[tuple[int, str]] = []
    for row, name, about in listed:
        shown = about.partition(":")[0]
        if _folded(name) not in there and shown in renamed:
            renamed.remove(shown)
        elif _folded(name) not in there:
            missing.append((row, name))
    if not missing:
        return
    names = enumerated([f"'{name}'" for _, name in missing], "en")
    is_one = len(missing) == 1
    is_left = {_folded(name) for _, name in missing} & {_folded(sheet.name) for sheet in sheets}
    gone = "weg" if not is_left else "leeg" if is_one else "weg of leeg"
    text = f"Het werkblad {names} is {gone}." if is_one else f"De werkbladen {names} zijn {gone}."
    what = "het" if is_one else "ze"
    hint = f"Zet {what} terug, of haal {what} ook weg op '{READ_ME}' als alles wat erop stond weg mag."
    if is_one and len(new) == 1:
        hint = f"Heet het nu '{new[0].name}', geef het dan zijn naam terug. {hint}"
    cell = f"{READ_ME}!{cell_name(missing[0][0], 1)}"
    raise InputError([Issue(Place(file, cell=cell), text, hint)])


def _shown(sheet: Sheet) -> str:
    """Name the table or group of amounts that a sheet shows: such a sheet may be called otherwise."""
    return " ".join(
        text for text in (sheet.cells.get((1, 1)), sheet.cells.get((1, 2))) if isinstance(text, str)
    )


def _folded(name: str) -> str:
    return name.strip().casefold()


def _listed(sheets: Sequence[Sheet], head: tuple[str, str]) -> Iterator[tuple[int, str, str]]:
    """Walk the rows below a header on the first sheet, up to the first that is not filled."""
    cells = next((sheet.cells for sheet in sheets if _folded(sheet.name) == READ_ME), {})

    def said(row: int) -> tuple[str, str]:
        one, two = (cells.get((row, column)) for column in (1, 2))
        return (one.strip() if isinstance(one, str) else "", two.strip() if isinstance(two, str) else "")

    row = next((row for row, _ in sorted(cells) if said(row) == head), None)
    while row is not None and all(said(row := row + 1)):
        yield row, *said(row)
