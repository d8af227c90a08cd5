"""Workbooks that look odd and hold the same rules: what Excel, people and other programs leave behind."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from tests.hostile_book import (
    BOOK,
    HEAD,
    NEW_YEAR,
    PAGES,
    RATES,
    STYLES,
    VALUES,
    Page,
    book,
    cell,
    euro,
    files_of,
    link,
    links,
    row,
    sheet_part,
    text,
    with_pages,
)
from tests.hostile_sheets import formula
from tests.hostile_zip import STORED, Part, parts_of, zipped

_RATES, _VALUES = sheet_part(RATES), sheet_part(VALUES)
_RICH = "<is><r><t>fic</t></r><r><rPr><b/></rPr><t>tief</t></r></is>"
_SPOKEN = '<is><t>fictief</t><rPh sb="0" eb="1"><t>fik</t></rPh></is>'
_EARLIER = 1462  # days between the two ways a workbook counts


def changed(page: Page, name: str, written: str) -> Callable[[], bytes]:
    """Change one cell of the sound workbook."""
    return lambda: book(with_pages(page.but(name, written)))


def counted_from_1904() -> bytes:
    """Give the workbook as a program that counts days from 1904 writes it."""
    late = f"<v>{NEW_YEAR}</v>".encode(), f"<v>{NEW_YEAR - _EARLIER}</v>".encode()
    files = files_of(settings='<workbookPr date1904="1"/>')
    files = {name: content.replace(*late) for name, content in files.items()}
    files[_VALUES] = files[_VALUES].replace(b"<v>46054</v>", f"<v>{46054 - _EARLIER}</v>".encode())
    return book(files)


def without_names() -> bytes:
    """Give the workbook with rows and cells that only stand in order, without saying where."""
    files = files_of()
    body = files[_RATES].decode()
    for place in range(1, 13):
        body = body.replace(f'<row r="{place}"', "<row")
        for column in "ABC":
            body = body.replace(f'<c r="{column}{place}" ', "<c ")
    return book({**files, _RATES: body.encode()})


def in_utf16() -> bytes:
    """Give the workbook with a sheet in another encoding of XML."""
    files = files_of()
    body = HEAD.replace("UTF-8", "UTF-16") + files[_RATES].decode().removeprefix(HEAD)
    return book({**files, _RATES: body.encode("utf-16")})


def with_link() -> bytes:
    """Give the workbook with an address on the web that Excel made a link of."""
    references = _RATES.replace("sheets/", "sheets/_rels/") + ".rels"
    return book(
        files_of(), Part(references, links(link(1, "hyperlink", "https://voorbeeld.invalid/", "External")))
    )


def with_many_formats() -> bytes:
    """Give the workbook with formats that pasting from elsewhere left behind."""
    files = files_of()
    listed = "".join(f'<numFmt numFmtId="{place}" formatCode="dd-mm-yyyy"/>' for place in range(200, 5000))
    return book({**files, STYLES: files[STYLES].replace(b"</numFmts>", f"{listed}</numFmts>".encode())})


def in_latin() -> bytes:
    """Give the workbook with a sheet in an encoding of before Unicode."""
    files = files_of()
    return book({**files, _RATES: files[_RATES].replace(b"UTF-8", b"ISO-8859-1")})


_LOOKS = (
    '<conditionalFormatting sqref="B10:B12"><cfRule type="expression" priority="1"><formula>B10&gt;100</formula>'
    '</cfRule></conditionalFormatting><dataValidations><dataValidation type="list" sqref="A10:A12">'
    "<formula1>keuzelijsten!$A$1:$A$3</formula1></dataValidation></dataValidations>"
)

ODD: Mapping[str, Callable[[], bytes]] = {
    "tekst met opmaak": changed(VALUES, "J2", cell("inlineStr", _RICH)),
    "tekst met uitspraak": changed(VALUES, "J2", cell("inlineStr", _SPOKEN)),
    "spaties om een tekst": changed(VALUES, "J2", text("  fictief ")),
    "een regelovergang van Windows aan het eind": changed(VALUES, "J2", text("fictief_x000D_\n")),
    "een bedrag dat Excel niet precies kan bewaren": changed(VALUES, "D2", euro("66.930000000000007")),
    "een bedrag met een macht van tien": changed(VALUES, "D2", euro("6.693E1")),
    "een cel met alleen spaties buiten de kop": changed(VALUES, "M9", text("   ")),
    "een datum van ISO": changed(VALUES, "G2", cell("d", "<v>2026-01-01T00:00:00</v>")),
    "een datum als tekst": changed(VALUES, "G2", text("2026-01-01")),
    "dagen geteld vanaf 1904": counted_from_1904,
    "een blad dat zich groter voordoet": lambda: book(
        with_pages(replace(RATES, before='<dimension ref="A1:XFD1048576"/>'))
    ),
    "een verborgen lege rij": lambda: book(with_pages(replace(RATES, marks={8: ' hidden="1"'}))),
    "een verborgen lege kolom": lambda: book(
        with_pages(replace(RATES, before='<cols><col min="5" max="16384" hidden="1"/></cols>'))
    ),
    "een leeg blad": lambda: book(with_pages(Page("Blad1", ()))),
    "uitleg en keuzelijsten met formules": lambda: book(
        with_pages(Page("lees mij", (row("Uitleg"),)), Page("keuzelijsten", (row(formula("<f>1+1</f>")),)))
    ),
    "een naam met een formule": lambda: book(
        files_of(names='<definedNames><definedName name="_xlnm.Auto_Open">EXEC("calc")</definedName></definedNames>')
    ),
    "een koppeling naar het web": with_link,
    "kleuren en keuzelijsten op het blad": lambda: book(with_pages(replace(RATES, after=_LOOKS))),
    "een blad in UTF-16": in_utf16,
    "een blad in Latijns schrift": in_latin,
    "duizenden soorten opmaak": with_many_formats,
    "cellen zonder naam": without_names,
    "bladen in een andere volgorde": lambda: book(files_of(PAGES[::-1])),
    "delen die niet kleiner zijn gemaakt": lambda: zipped(
        [replace(part, packing=STORED) for part in parts_of(files_of())]
    ),
    "een map als deel": lambda: zipped([Part("xl/", packing=STORED), *parts_of(files_of())]),
    "een plaatje": lambda: book(files_of(), Part("xl/media/image1.png", b"\x89PNG<!DOCTYPE")),
    "een lijst van bladen met een ander voorvoegsel": lambda: book(
        {**files_of(), BOOK: files_of()[BOOK].replace(b"r:id", b"q:id").replace(b"xmlns:r", b"xmlns:q")}
    ),
}  # fmt: skip
"""Each holds what the sound workbook holds."""
