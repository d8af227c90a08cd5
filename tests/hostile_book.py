"""A small sound workbook of rules in raw XML, and ways to spoil one thing in it.

Written without the writer of the toolkit: an attacker does not use it either.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from random import Random

from tests.hostile_zip import Part, parts_of, zipped
from tests.notation import DECLARED

FACTS = (
    DECLARED
    + """
- {feit: snel, voor: vraag, soort: ja_nee, afgeleid: ja}
- {feit: tarief, voor: vraag, soort: bedrag, afgeleid: ja}
- {opzoeklijst: tarieven, sleutels: [soort_hulp], soort: bedrag}
- {afleiding: tarief, is: opzoeken(tarieven)}
"""
)
"""What stands in the folder beside the workbook."""

FILE = "feiten/regels.xlsx"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"

BOOK, BOOK_LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
TYPES, LINKS, STYLES, SHARED = "[Content_Types].xml", "_rels/.rels", "xl/styles.xml", "xl/sharedStrings.xml"

GENERAL, TEXT, EURO, DAY, TIME = range(5)
"""The styles of a cell, as `xl/styles.xml` lists them."""
_STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00"/></numFmts>'
    '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="49"/><xf numFmtId="164"/><xf numFmtId="14"/>'
    '<xf numFmtId="21"/></cellXfs></styleSheet>'
)
NEW_YEAR = 46023
"""The day 1 January 2026 as a workbook counts days."""


# --- cells: XML with {r} where the name of the cell comes ---------------------------------------------------


def text(written: str) -> str:
    """Write a text."""
    return cell("inlineStr", f'<is><t xml:space="preserve">{escape(written)}</t></is>', TEXT)


def cell(kind: str, inside: str, style: int = GENERAL) -> str:
    """Write a cell of any kind, whatever is in it."""
    return f'<c r="{{r}}" s="{style}" t="{kind}">{inside}</c>'


def number(digits: str, style: int = GENERAL) -> str:
    """Write a number as a workbook stores it."""
    return f'<c r="{{r}}" s="{style}"><v>{digits}</v></c>'


def euro(digits: str) -> str:
    """Write an amount."""
    return number(digits, EURO)


def day(days: int | str = NEW_YEAR) -> str:
    """Write a day."""
    return number(str(days), DAY)


Row = tuple[str, ...]


def column_letters(column: int) -> str:
    """Give the letters of a column."""
    above, place = divmod(column - 1, 26)
    return (column_letters(above) if above else "") + chr(ord("A") + place)


def row(*cells: str | None) -> Row:
    """Write a row of texts and of cells that are written already."""
    return tuple("" if part is None else part if part.startswith("<") else text(part) for part in cells)


# --- sheets ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Page:
    """One sheet: its rows, and what stands around them."""

    name: str
    rows: tuple[Row, ...]
    before: str = ""
    after: str = ""
    marks: Mapping[int, str] = field(default_factory=dict)
    """Attributes of rows, by their number."""
    state: str = ""

    @property
    def xml(self) -> bytes:
        """Give the part of a workbook that this sheet is."""
        rows = "".join(
            f'<row r="{place}"{self.marks.get(place, "")}>{_cells(place, cells)}</row>'
            for place, cells in enumerate(self.rows, start=1)
        )
        links = f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        return f"{HEAD}{links}{self.before}<sheetData>{rows}</sheetData>{self.after}</worksheet>".encode()

    def but(self, name: str, cell: str) -> "Page":
        """Give the same sheet with another cell; rows and cells that were not there are added."""
        found = re.fullmatch("([A-Z])([0-9]+)", name)
        assert found is not None
        column, place = ord(found[1]) - ord("A"), int(found[2])
        rows = [list(cells) for cells in self.rows]
        rows += [[] for _ in range(place - len(rows))]
        rows[place - 1] += [""] * (column + 1 - len(rows[place - 1]))
        rows[place - 1][column] = cell
        return replace(self, rows=tuple(map(tuple, rows)))


def _cells(place: int, cells: Row) -> str:
    return "".join(
        written.replace("{r}", f"{chr(ord('A') + column)}{place}") for column, written in enumerate(cells)
    )


PARAMETERS = Page("parameters", (
    row("bestand", "nr", "parameter", "soort", "bereik", "titel", "noot"),
    row(FILE, number("1"), "drempel", "bedrag", None, "Drempel", None),
    row(FILE, number("2"), "grens", "getal", "0..120", "Grens", None),
    row(FILE, number("3"), "begin", "datum", None, "Begin", None),
))  # fmt: skip
VALUES = Page("waarden", (
    row("bestand", "nr", "waarde", "is bedrag", "is getal", "is datum", "geldig_van", "grondslag wet",
        "grondslag artikel", "noot"),
    row(FILE, number("4"), "drempel", euro("66.93"), None, None, day(), "Testwet", "2.10", "fictief"),
    row(FILE, number("5"), "grens", None, number("18"), None, day(), "Testwet", "2.11", None),
    row(FILE, number("6"), "begin", None, None, day(46054), day(), "Testwet", "2.12", None),
))  # fmt: skip
RATES = Page("tarieven", (
    row("rijen_van", "tarieven"),
    row("bestand", FILE),
    row("nr", number("7")),
    row("geldig_van", day()),
    row("grondslag wet", "Testwet"),
    row("grondslag artikel", "3"),
    row("sleutel", "soort_hulp"),
    (),
    row("soort_hulp", "is bedrag", "bron"),
    row("licht", euro("38.4"), "fictief"),
    row("zwaar", euro("68.40"), "fictief"),
    row("anders", euro("1250"), "fictief"),
))  # fmt: skip
TABLE = Page("snelheid", (
    row("tabel", "snelheid"),
    row("bestand", FILE),
    row("nr", number("8")),
    row("voor", "vraag"),
    row("titel", "Hoe snel het moet"),
    row("trefbeleid", "precies_een"),
    row("uitvoer", "snel"),
    row("grondslag wet", "Testwet"),
    row("grondslag artikel", "4"),
    row("peilmoment", "besluit"),
    row("geldig_van", day()),
    row("invoer", "dringend"),
    (),
    row("rij", "dringend", "snel"),
    row("haast", "ja", "ja"),
    row("rustig", "nee", "nee"),
))  # fmt: skip
RULES = Page("regels", (
    row("bestand", "nr", "regel", "slug", "voor", "titel", "dan effect", "dan tekst", "dan inwoner",
        "grondslag wet", "grondslag artikel", "peilmoment", "geldig_van"),
    row(FILE, number("9"), "volwassen", "let-op", "persoon", "Een regel", "aandachtspunt", "Let op.", "Let op.",
        "Testwet", "1", "besluit", day()),
))  # fmt: skip
CONDITIONS = Page("voorwaarden", (
    row("bestand", "onderdeel", "plek", "nummer", "woord", "feit of formule", "toets"),
    row(FILE, "regel volwassen", "als", "1", None, "leeftijd", ">= grens"),
    row(FILE, "regel volwassen", "als", "2", "niet", None, None),
    row(FILE, "regel volwassen", "als", "2.1", None, "leeftijd", "> 67"),
))  # fmt: skip
EXAMPLES = Page("voorbeelden", (
    row("bestand", "onderdeel", "voorbeeld", "wat", "lijst", "lid", "naam", "waarde"),
    row(FILE, "regel volwassen", number("1"), "feiten", None, None, "leeftijd", "18"),
    row(FILE, "regel volwassen", number("1"), "geldt", None, None, None, "ja"),
))  # fmt: skip
PAGES = (PARAMETERS, VALUES, RATES, TABLE, RULES, CONDITIONS, EXAMPLES)


# --- the workbook around them --------------------------------------------------------------------------------


def link(number: int, kind: str, target: str, mode: str = "") -> str:
    """Write what a part refers to; a kind without an address is one of those of an office document."""
    address = kind if "/" in kind else f"{OFFICE}/{kind}"
    external = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationship Id="rId{number}" Type="{address}" Target="{escape(target)}"{external}/>'


def links(*lines: str) -> bytes:
    """Write the list of what a part refers to."""
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'.encode()


def files_of(pages: Iterable[Page] = PAGES, *, settings: str = "", names: str = "") -> dict[str, bytes]:
    """Give all parts of a workbook."""
    pages = tuple(pages)
    parts = [f"xl/worksheets/sheet{place}.xml" for place, _ in enumerate(pages, start=1)]
    kinds = {BOOK: "sheet.main", STYLES: "styles", **dict.fromkeys(parts, "worksheet")}
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_KIND}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    sheets = "".join(
        f'<sheet name="{escape(page.name)}" sheetId="{place}"{page.state} r:id="rId{place}"/>'
        for place, page in enumerate(pages, start=1)
    )
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{settings}<sheets>{sheets}</sheets>{names}</workbook>'
    )
    listed = [link(place, "worksheet", part[3:]) for place, part in enumerate(parts, start=1)]
    return {
        TYPES: f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'.encode(),
        LINKS: links(link(1, "officeDocument", BOOK)),
        BOOK: (HEAD + book).encode(),
        BOOK_LINKS: links(*listed, link(len(parts) + 1, "styles", "styles.xml")),
        STYLES: _STYLES.encode(),
        **{part: page.xml for part, page in zip(parts, pages, strict=True)},
    }


def with_pages(*changed: Page) -> dict[str, bytes]:
    """Give the parts of the sound workbook, with other sheets for those of the same name."""
    by_name = {page.name: page for page in changed}
    known = [by_name.pop(page.name, page) for page in PAGES]
    return files_of([*known, *by_name.values()])


def with_shared(strings: str, page: Page) -> dict[str, bytes]:
    """Give the parts of the workbook with a list of shared texts, and a sheet that points into it."""
    files = with_pages(page)
    files[SHARED] = f'{HEAD}<sst xmlns="{MAIN}"{strings}</sst>'.encode()
    files[BOOK_LINKS] = files[BOOK_LINKS].replace(
        b"</Rel", link(99, "sharedStrings", "sharedStrings.xml").encode() + b"</Rel"
    )
    return files


def sheet_part(page: Page) -> str:
    """Give the name of the part that holds a sheet of the sound workbook."""
    return f"xl/worksheets/sheet{[known.name for known in PAGES].index(page.name) + 1}.xml"


def disguised(part: bytes) -> bytes:
    """Put a remark of noise in a part, so that it cannot be packed as small as a bomb."""
    noise = Random(5).randbytes(len(part) // 50).hex()
    return part.replace(b"?>\n", f"?>\n<!--{noise}-->".encode(), 1)


def book(files: Mapping[str, bytes], *more: Part) -> bytes:
    """Pack the parts of a workbook, with others behind them."""
    return zipped([*parts_of(files), *more])


def sound() -> bytes:
    """Give the workbook with nothing wrong in it."""
    return book(files_of())
