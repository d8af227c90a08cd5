"""One sheet of a workbook: its cells as they were typed, gathered while its XML goes by."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeAlias
from unicodedata import normalize

from budget_engine.files.nodes import STACKED, hides, stacks
from budget_engine.files.sheets.workbook_values import (
    LONGEST_TEXT,
    MOST_COLUMNS,
    MOST_ROWS,
    Content,
    Number,
    Sheet,
    number_of,
    position_of,
)
from budget_engine.files.sheets.workbook_xml import walk

Take: TypeAlias = Callable[[str, int], None]
"""Counts what was met, and stops where it is more than any workbook of rules has."""
Wrong: TypeAlias = tuple[str, str]
"""What is wrong with a cell, and what to do about it."""

ROWS, CELLS, FILLED, TEXT, COLUMNS = "rijen", "cellen", "gevulde cellen", "tekens", "kolommen"

_ESCAPED = re.compile(r"_x([0-9a-fA-F]{4})_")
_HEX = 16  # as a character is written by its number
_NOTHING = re.compile(r"0*\.?0*")
"""A height or width of nothing: a row or column that nobody sees."""
_DAY, _MIDNIGHT = len("2026-01-01"), re.compile(r"(T00:00(:00(\.0+)?)?Z?)?")

_HIDDEN = ("Hier staat een teken dat u niet ziet.", "Typ de tekst opnieuw, of plak zonder opmaak.")
_LONG = (f"Deze tekst is langer dan {LONGEST_TEXT} tekens.", "Maak haar korter.")
_FORMULA = (
    "Hier staat een formule.",
    "Plak de uitkomst als waarde; een formule van Excel wordt niet gelezen.",
)
_FAULT = ("Hier staat de foutwaarde '{}'.", "Typ de waarde opnieuw.")
_TRUTH = ("Excel maakte hiervan WAAR of ONWAAR.", "Zet de cel op Tekst en schrijf ja of nee.")
_NO_NUMBER = ("Dit getal kan niet worden gelezen.", "Typ het opnieuw.")
_NO_DATE = ("Dit is geen datum.", "Typ een dag, een maand en een jaar, zonder tijd.")
_LONGEST_FAULT = len("#GETTING_DATA")


class Text:
    """A text as it stands in a workbook, made ready once however many cells show it."""

    def __init__(self, stored: str) -> None:
        self.text = _ESCAPED.sub(lambda found: chr(int(found[1], _HEX)), stored)
        self.wrong = self._wrong()
        if self.wrong is None:
            self.text = normalize("NFC", self.text)

    def _wrong(self) -> Wrong | None:
        if len(self.text) > LONGEST_TEXT:
            return _LONG
        if any(hides(line) for line in self.text.split("\n")):
            return _HIDDEN
        return STACKED if stacks(self.text) else None


class Cells:
    """Tells what cells hold, with the texts and styles that all sheets share."""

    def __init__(self, take: Take, shared: Sequence[Text], dated: Sequence[bool], days_late: int) -> None:
        self.take = take
        self.shared = shared
        self.dated = dated
        self.days_late = days_late

    def sheet(self, name: str, content: bytes, *, is_hidden: bool) -> Sheet:
        """Read one sheet."""
        seen = _SheetWalk(self)
        walk(content, seen.opened, seen.closed)
        return Sheet(
            name, seen.cells, is_hidden, frozenset(seen.hidden_rows), frozenset(_inside(seen.hidden_columns)),
            tuple(seen.merged), seen.wrong,
        )  # fmt: skip

    def content(self, kind: str, style: str, value: str) -> Content | Wrong | None:
        """Give what a cell holds, what is wrong with it, or None where it is empty."""
        if kind == "s":
            return self._shown(self.shared[_place(value)]) if value else None
        if kind in ("str", "inlineStr"):
            return self._shown(Text(value))
        if kind == "b":
            return _TRUTH
        if kind == "e":
            return _FAULT[0].format(value[:_LONGEST_FAULT]), _FAULT[1]
        if kind == "d":
            return _iso_date(value)
        if not value:
            return None
        is_dated = bool(self.dated) and self.dated[_place(style)]
        number = number_of(value.strip(), is_dated=is_dated)
        if number is None:
            return _NO_NUMBER
        late = self.days_late * 10**number.decimals if is_dated else 0
        return Number(number.digits + late, number.decimals, is_dated)

    def _shown(self, text: Text) -> str | Wrong | None:
        self.take(TEXT, len(text.text))
        return text.wrong or text.text or None


def _place(written: str) -> int:
    """Read a place in a list; ValueError below nought, where Python would count from the end."""
    place = int(written)
    if place < 0:
        raise ValueError
    return place


def _iso_date(value: str) -> date | Wrong:
    if not _MIDNIGHT.fullmatch(value[_DAY:]):
        return _NO_DATE
    try:
        return date.fromisoformat(value[:_DAY])
    except ValueError:
        return _NO_DATE


class _SheetWalk:
    """Gathers the cells of one sheet; ValueError where no spreadsheet would have written it so."""

    def __init__(self, source: Cells) -> None:
        self.source = source
        self.cells: dict[tuple[int, int], Content] = {}
        self.wrong: dict[tuple[int, int], Wrong] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.merged: list[tuple[int, int]] = []
        self.row, self.column = 0, 0
        self.kind, self.style = "n", "0"
        self.pieces: list[str] = []
        self.is_formula, self.is_spoken = False, False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Meet the start of an element."""
        if name == "c":
            self._cell(attributes)
        elif name == "row":
            self._row(attributes)
        elif name == "f":
            self.is_formula = True
        elif name == "rPh":
            self.is_spoken = True
        elif name == "col":
            self.source.take(COLUMNS, 1)
            if _is_on(attributes.get("hidden")) or _is_nothing(attributes.get("width")):
                self.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
        elif name == "mergeCell":
            self.source.take(CELLS, 1)
            self.merged.extend(_first(attributes["ref"]))

    def _row(self, attributes: dict[str, str]) -> None:
        self.source.take(ROWS, 1)
        above, self.row, self.column = self.row, int(attributes.get("r", self.row + 1)), 0
        if not above < self.row <= MOST_ROWS:
            raise ValueError
        if _is_on(attributes.get("hidden")) or _is_nothing(attributes.get("ht")):
            self.hidden_rows.add(self.row)

    def _cell(self, attributes: dict[str, str]) -> None:
        self.source.take(CELLS, 1)
        place = position_of(attributes["r"]) if "r" in attributes else (self.row, self.column + 1)
        if place is None or place[0] != self.row or not self.column < place[1] <= MOST_COLUMNS:
            raise ValueError
        self.column = place[1]
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
        self.pieces, self.is_formula = [], False

    def closed(self, name: str, text: str) -> None:
        """Meet the end of an element."""
        if name == "v" or (name == "t" and not self.is_spoken):
            self.pieces.append(text)
        elif name == "rPh":
            self.is_spoken = False
        elif name == "c":
            found = (
                _FORMULA
                if self.is_formula
                else self.source.content(self.kind, self.style, "".join(self.pieces))
            )
            if found is not None:
                self.source.take(FILLED, 1)
            if isinstance(found, tuple):
                self.wrong[self.row, self.column] = found
            elif found is not None:
                self.cells[self.row, self.column] = found


def _is_on(value: str | None) -> bool:
    return value in ("1", "true")


def _is_nothing(value: str | None) -> bool:
    return bool(value) and _NOTHING.fullmatch(value or "") is not None


def _first(reference: str) -> Iterable[tuple[int, int]]:
    place = position_of(reference.split(":")[0])
    return () if place is None else (place,)


def _inside(ranges: Iterable[tuple[int, int]]) -> Iterable[int]:
    """Give the columns of some ranges, which may overlap."""
    done = 0
    for low, high in sorted(ranges):
        yield from range(max(low, done + 1), min(high, MOST_COLUMNS) + 1)
        done = max(done, high)
