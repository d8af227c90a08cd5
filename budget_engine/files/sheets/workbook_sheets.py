"""A workbook from its bytes to its sheets, in their order.

Only the cells themselves are read. Remarks, names, properties, drop-downs and colours are not looked
at; a format is looked at for one thing: to tell a date that Excel guessed from a number.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from budget_engine.errors import InputError, Issue, Place
from budget_engine.files.nodes import hides
from budget_engine.files.sheets.workbook_cells import CELLS, COLUMNS, FILLED, ROWS, TEXT, Cells, Text
from budget_engine.files.sheets.workbook_links import links_of
from budget_engine.files.sheets.workbook_parts import NO_WORKBOOK, parts_of
from budget_engine.files.sheets.workbook_values import Sheet
from budget_engine.files.sheets.workbook_xml import DAMAGED, local, walk

MOST_FILLED = 200_000
"""How many cells may hold something; the whole real folder has 100,000 (measured)."""
_MOST: Mapping[str, int] = {
    FILLED: MOST_FILLED,
    CELLS: 450_000,  # empty ones included: LibreOffice saves 190,000 for the real folder (measured)
    ROWS: 50_000,  # empty ones included; the whole real folder has 16,500 (measured)
    COLUMNS: 50_000,  # of all sheets together: a column has its width and format once
    TEXT: 30_000_000,  # shown by all cells together: many cells can share one long text
}
"""How much of each a workbook may have."""
_LONGEST_FORMAT = 255  # characters a format of one's own may have in Excel

_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""The formats built into a workbook that show a date or a time (ECMA-376 part 1, 18.8.30)."""
_NO_DATE_SIGN = re.compile(r"\"[^\"]*\"|\\.|\[(?!h|m|s)[^\]]*\]|_.|\*.", re.IGNORECASE)
_DAYS_LATE = 1462  # workbooks that count days from 1904 are this far behind (ECMA-376 part 1, 18.17.4.1)


def sheets_of(content: bytes, name: str) -> list[Sheet]:
    """Read all sheets of a workbook, in order; InputError when it cannot be opened safely."""
    reading = _Reading(parts_of(content, name), name)
    try:
        return reading.sheets()
    except DAMAGED:
        raise InputError([Issue(Place(name), *NO_WORKBOOK)]) from None


@dataclass(frozen=True)
class _Listed:
    """A sheet as the list of sheets names it."""

    name: str
    part: str
    is_hidden: bool


class _Reading:
    """Walks the XML of a workbook; what it meets is counted over all sheets together."""

    def __init__(self, parts: Mapping[str, bytes], name: str) -> None:
        self.parts = parts
        self.name = name
        self.left = dict(_MOST)

    def take(self, what: str, number: int) -> None:
        """Count what was met, and stop where it is more than any workbook of rules has."""
        self.left[what] -= number
        if self.left[what] < 0:
            hint = "Haal lege rijen en wat geen regel is weg, of verdeel het over meer werkboeken."
            raise InputError([Issue(Place(self.name), f"Dit werkboek heeft te veel {what}.", hint)])

    def sheets(self) -> list[Sheet]:
        """Read the list of sheets, and then each of them."""
        book = next(link.target for link in links_of("", self.parts) if link.kind == "officeDocument")
        links = {link.name: link for link in links_of(book, self.parts)}
        kinds = {link.kind: link.target for link in links.values()}
        rows: list[dict[str, str]] = []
        starts_late = False

        def opened(name: str, attributes: dict[str, str]) -> None:
            nonlocal starts_late
            if name == "workbookPr":
                starts_late = attributes.get("date1904", "0") in ("1", "true")
            if name == "sheet":
                rows.append({local(key): value for key, value in attributes.items()})

        walk(self.parts[book], opened)
        listed = [
            _Listed(row["name"], links[row["id"]].target, row.get("state", "visible") != "visible")
            for row in rows
        ]
        self._look(listed)
        shared = self._shared(kinds["sharedStrings"]) if "sharedStrings" in kinds else []
        dated = self._dated(kinds["styles"]) if "styles" in kinds else []
        cells = Cells(self.take, shared, dated, _DAYS_LATE if starts_late else 0)
        return [cells.sheet(one.name, self.parts[one.part], is_hidden=one.is_hidden) for one in listed]

    def _look(self, listed: list[_Listed]) -> None:
        """Refuse names of sheets that do not tell which sheet is meant."""
        names: set[str] = set()
        parts: set[str] = set()
        for sheet in listed:
            name = sheet.name.strip().casefold()
            if not name or hides(sheet.name):
                hint = "Geef elk werkblad een naam van gewone letters."
                text = "Een werkblad heeft geen naam, of een teken in zijn naam dat u niet ziet."
                raise InputError([Issue(Place(self.name), text, hint)])
            if name in names or sheet.part in parts:
                text = f"Het werkblad '{sheet.name}' staat er twee keer."
                raise InputError([Issue(Place(self.name), text, "Haal er een weg en bewaar opnieuw.")])
            names.add(name)
            parts.add(sheet.part)

    def _shared(self, part: str) -> list[Text]:
        found: list[Text] = []
        pieces: list[str] = []
        is_spoken = False  # how a text sounds, in East Asian languages, is no part of it

        def opened(name: str, attributes: dict[str, str]) -> None:
            nonlocal is_spoken
            del attributes
            if name == "si":
                pieces.clear()
            is_spoken = is_spoken or name == "rPh"

        def closed(name: str, text: str) -> None:
            nonlocal is_spoken
            if name == "t" and not is_spoken:
                pieces.append(text)
            if name == "rPh":
                is_spoken = False
            if name == "si":
                self.take(CELLS, 1)
                found.append(Text("".join(pieces)))

        walk(self.parts[part], opened, closed)
        return found

    def _dated(self, part: str) -> list[bool]:
        """Tell of every style whether it shows a date; ValueError where a format is longer than Excel has."""
        own: dict[str, bool] = {}
        found: list[bool] = []
        inside = False

        def opened(name: str, attributes: dict[str, str]) -> None:
            nonlocal inside
            if name == "numFmt":
                code = attributes.get("formatCode", "")
                if len(code) > _LONGEST_FORMAT:
                    raise ValueError
                signs = _NO_DATE_SIGN.sub("", code)
                own[attributes["numFmtId"]] = re.search("[dmyhs]", signs.lower()) is not None
            inside = inside or name == "cellXfs"
            if name == "xf" and inside:
                number = attributes.get("numFmtId", "0")
                found.append(own.get(number, int(number) in _DATE_FORMATS))

        def closed(name: str, text: str) -> None:
            nonlocal inside
            del text
            inside = inside and name != "cellXfs"

        walk(self.parts[part], opened, closed)
        return found
