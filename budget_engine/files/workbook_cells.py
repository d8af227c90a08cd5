"""The sheets of a workbook as cells: what was typed, and what Excel made of it.

Only the cells themselves are read. Remarks, names, properties, drop-downs and colours are not looked
at; a format is looked at for one thing: to tell a date that Excel guessed from a number.
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TypeAlias
from unicodedata import normalize
from xml.parsers import expat

from budget_engine.errors import InputError, Issue, Place
from budget_engine.files.nodes import hides
from budget_engine.files.workbook_parts import parts_of

MOST_CELLS = 400_000
"""How many cells a workbook may have; the whole real folder has about 120,000 (measured)."""
MOST_ROWS = 150_000
"""How many rows a workbook may have, empty ones included."""
MOST_TEXT = 30_000_000
"""How many characters all cells may show together: many cells can share one long text."""
LONGEST_TEXT = 32_767
"""How many characters Excel keeps in a cell."""
MOST_DIGITS = 15
"""How many digits of a number Excel keeps; it writes 66,93 as 66.930000000000007."""

_LONGEST_NUMBER = 40  # in characters; Excel itself writes at most 24
_NUMBER = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,2}))?")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9a-fA-F]{4})_")
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""The formats built into a workbook that show a date or a time (ECMA-376 part 1, 18.8.30)."""
_NO_DATE_SIGN = re.compile(r"\"[^\"]*\"|\\.|\[(?!h|m|s)[^\]]*\]|_.|\*.", re.IGNORECASE)
_HEX = 16  # as a character is written by its number
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
    hidden_columns: tuple[tuple[int, int], ...] = ()
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


def _position(name: str) -> tuple[int, int] | None:
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


def sheets_of(content: bytes, name: str) -> list[Sheet]:
    """Read all sheets of a workbook, in order; InputError when it cannot be opened safely."""
    parts = parts_of(content, name)
    reading = _Reading(parts, name)
    try:
        return reading.sheets()
    except (expat.ExpatError, LookupError, ValueError, StopIteration):
        hint = "Open het in Excel of LibreOffice en bewaar het opnieuw als .xlsx."
        raise InputError([Issue(Place(name), "Dit is geen werkboek, of het is beschadigd.", hint)]) from None


class _Reading:
    """Walks the XML of a workbook; what it meets is counted over all sheets together."""

    def __init__(self, parts: Mapping[str, bytes], name: str) -> None:
        self.parts = parts
        self.name = name
        self.left = {"cellen": MOST_CELLS, "rijen": MOST_ROWS, "tekens": MOST_TEXT}

    def take(self, what: str, number: int = 1) -> None:
        """Count what was met, and stop where it is more than any workbook of rules has."""
        self.left[what] -= number
        if self.left[what] < 0:
            hint = "Haal lege rijen en wat geen regel is weg, of verdeel het over meer werkboeken."
            raise InputError([Issue(Place(self.name), f"Dit werkboek heeft te veel {what}.", hint)])

    def _walk(self, part: str, opened: "_Opened", closed: "_Closed | None" = None) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        text: list[str] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            text.clear()
            opened(_local(name), attributes)

        def end(name: str) -> None:
            if closed is not None:
                closed(_local(name), "".join(text))
            text.clear()

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text.append
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.Parse(self.parts[part], True)

    def _targets(self, part: str) -> dict[str, tuple[str, str]]:
        """Give what a part refers to: kind and path, by the id of the reference."""
        folder, base = posixpath.split(part)
        found: dict[str, tuple[str, str]] = {}

        def opened(name: str, attributes: dict[str, str]) -> None:
            if name == "Relationship" and attributes.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))
                found[attributes["Id"]] = attributes["Type"].rsplit("/", 1)[-1], path.lstrip("/")

        references = posixpath.join(folder, "_rels", f"{base}.rels")
        if references in self.parts:
            self._walk(references, opened)
        return found

    def sheets(self) -> list[Sheet]:
        """Read the list of sheets, and then each of them."""
        book = next(path for kind, path in self._targets("").values() if kind == "officeDocument")
        listed: list[tuple[str, str, bool]] = []
        starts_late = False

        def opened(name: str, attributes: dict[str, str]) -> None:
            nonlocal starts_late
            if name == "workbookPr":
                starts_late = attributes.get("date1904", "0") in ("1", "true")
            if name == "sheet":
                is_hidden = attributes.get("state", "visible") != "visible"
                key = next(value for key, value in attributes.items() if _local(key) == "id")
                listed.append((attributes["name"], key, is_hidden))

        self._walk(book, opened)
        targets = self._targets(book)
        kinds = dict(targets.values())
        shared = self._shared(kinds["sharedStrings"]) if "sharedStrings" in kinds else []
        dated = self._dated(kinds["styles"]) if "styles" in kinds else []
        cells = _Cells(self, shared, dated, _DAYS_LATE if starts_late else 0)
        return [cells.sheet(name, targets[key][1], is_hidden) for name, key, is_hidden in listed]

    def _shared(self, part: str) -> "list[_Text]":
        found: list[_Text] = []
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
                self.take("cellen")
                found.append(_Text("".join(pieces)))

        self._walk(part, opened, closed)
        return found

    def _dated(self, part: str) -> list[bool]:
        """Tell of every style whether it shows a date."""
        own: dict[str, bool] = {}
        found: list[bool] = []
        inside: list[str] = []

        def opened(name: str, attributes: dict[str, str]) -> None:
            inside.append(name)
            if name == "numFmt":
                signs = _NO_DATE_SIGN.sub("", attributes.get("formatCode", ""))
                own[attributes["numFmtId"]] = re.search("[dmyhs]", signs.lower()) is not None
            if name == "xf" and "cellXfs" in inside:
                number = attributes.get("numFmtId", "0")
                found.append(own.get(number, int(number) in _DATE_FORMATS))

        def closed(name: str, text: str) -> None:
            del text
            while inside and inside.pop() != name:
                pass

        self._walk(part, opened, closed)
        return found


_Opened: TypeAlias = Callable[[str, dict[str, str]], None]
_Closed: TypeAlias = Callable[[str, str], None]
_DAYS_LATE = 1462  # workbooks that count days from 1904 are this far behind (ECMA-376 part 1, 18.17.4.1)


@lru_cache(maxsize=256)
def _local(name: str) -> str:
    return name.rsplit(" ", 1)[-1]


def _refuse_doctype(*_: object) -> None:
    raise ValueError


class _Text:
    """A text as it stands in a workbook, made ready once however many cells show it."""

    def __init__(self, stored: str) -> None:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], _HEX)), stored)
        self.text = normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
        self.wrong: tuple[str, str] | None = None
        if len(self.text) > LONGEST_TEXT:
            self.wrong = (f"Deze tekst is langer dan {LONGEST_TEXT} tekens.", "Maak haar korter.")
        elif any(hides(line) for line in self.text.split("\n")):
            self.wrong = (
                "Hier staat een teken dat u niet ziet.",
                "Typ de tekst opnieuw, of plak zonder opmaak.",
            )


_FORMULA = (
    "Hier staat een formule.",
    "Plak de uitkomst als waarde; een formule van Excel wordt niet gelezen.",
)
_FAULT = ("Hier staat de foutwaarde '{}'.", "Typ de waarde opnieuw.")
_TRUTH = ("Excel maakte hiervan WAAR of ONWAAR.", "Zet de cel op Tekst en schrijf ja of nee.")
_NO_NUMBER = ("Dit getal kan niet worden gelezen.", "Typ het opnieuw.")


class _Cells:
    """Reads sheets one by one, with the texts and styles they share."""

    def __init__(self, reading: _Reading, shared: list[_Text], dated: list[bool], days_late: int) -> None:
        self.reading = reading
        self.shared = shared
        self.dated = dated
        self.days_late = days_late

    def sheet(self, name: str, part: str, is_hidden: bool) -> Sheet:  # noqa: FBT001 - a plain yes or no
        """Read one sheet."""
        walk = _SheetWalk(self)
        self.reading._walk(part, walk.opened, walk.closed)  # noqa: SLF001 - two halves of one reader
        return Sheet(
            name, walk.cells, is_hidden, frozenset(walk.hidden_rows), tuple(walk.hidden_columns),
            tuple(walk.merged), walk.wrong,
        )  # fmt: skip

    def content(self, kind: str, style: str, value: str) -> "Content | tuple[str, str] | None":
        """Give what a cell holds, what is wrong with it, or None where it is empty."""
        if kind == "s":
            return self._shown(self.shared[int(value)]) if value else None
        if kind in ("str", "inlineStr"):
            return self._shown(_Text(value))
        if kind == "b":
            return _TRUTH
        if kind == "e":
            return _FAULT[0].format(value), _FAULT[1]
        if kind == "d":
            try:
                return date.fromisoformat(value[: len("2026-01-01")])
            except ValueError:
                return _NO_NUMBER
        if not value:
            return None
        is_dated = int(style) < len(self.dated) and self.dated[int(style)]
        number = number_of(value.strip(), is_dated=is_dated)
        if number is None:
            return _NO_NUMBER
        late = self.days_late * 10**number.decimals if is_dated else 0
        return Number(number.digits + late, number.decimals, is_dated)

    def _shown(self, text: _Text) -> "str | tuple[str, str] | None":
        self.reading.take("tekens", len(text.text))
        return text.wrong or text.text or None


class _SheetWalk:
    """Gathers the cells of one sheet while its XML goes by."""

    def __init__(self, cells: _Cells) -> None:
        self.source = cells
        self.cells: dict[tuple[int, int], Content] = {}
        self.wrong: dict[tuple[int, int], tuple[str, str]] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.merged: list[tuple[int, int]] = []
        self.row, self.column = 0, 0
        self.kind, self.style, self.value = "n", "0", ""
        self.is_formula, self.is_spoken = False, False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Meet the start of an element."""
        if name == "c":
            self.source.reading.take("cellen")
            place = _position(attributes["r"]) if "r" in attributes else (self.row, self.column + 1)
            if place is None or place[0] != self.row:
                raise ValueError
            self.column = place[1]
            self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
            self.value, self.is_formula = "", False
        elif name == "row":
            self.source.reading.take("rijen")
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            if _is_on(attributes.get("hidden")):
                self.hidden_rows.add(self.row)
        elif name == "f":
            self.is_formula = True
        elif name == "rPh":
            self.is_spoken = True
        elif name == "col" and _is_on(attributes.get("hidden")):
            self.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
        elif name == "mergeCell":
            self.source.reading.take("cellen")
            self.merged.extend(_first(attributes["ref"]))

    def closed(self, name: str, text: str) -> None:
        """Meet the end of an element."""
        if name == "v" or (name == "t" and not self.is_spoken):
            self.value += text
        elif name == "rPh":
            self.is_spoken = False
        elif name == "c":
            found = _FORMULA if self.is_formula else self.source.content(self.kind, self.style, self.value)
            if isinstance(found, tuple):
                self.wrong[self.row, self.column] = found
            elif found is not None:
                self.cells[self.row, self.column] = found


def _is_on(value: str | None) -> bool:
    return value in ("1", "true")


def _first(reference: str) -> Iterable[tuple[int, int]]:
    place = _position(reference.split(":")[0])
    return () if place is None else (place,)
