"""Workbooks with one thing in a cell or on a sheet that cannot be kept, and the cell that must be named."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from tests.hostile_book import (
    BOOK,
    CONDITIONS,
    DAY,
    EURO,
    EXAMPLES,
    PARAMETERS,
    RATES,
    RULES,
    TABLE,
    TIME,
    VALUES,
    Page,
    book,
    cell,
    day,
    euro,
    files_of,
    number,
    row,
    sheet_part,
    text,
    with_pages,
)


@dataclass(frozen=True)
class Planted:
    """A workbook with known mistakes: each cell must be named, and no other."""

    make: Callable[[], bytes]
    cells: tuple[str, ...] = ()
    """The cells with a mistake; without any the workbook is refused as a whole."""
    is_read: bool = False
    """Whether the sheets can be read, and only the rules in them are wrong."""
    is_crowded: bool = False
    """Whether there is so much wrong that only the first of it is told."""


def one(page: Page, name: str, written: str, *, is_read: bool = False) -> Planted:
    """Plant a mistake in one cell."""
    return Planted(lambda: book(with_pages(page.but(name, written))), (f"{page.name}!{name}",), is_read)


def whole(*pages: Page, at: str = "", is_read: bool = False) -> Planted:
    """Plant a mistake by other sheets, known at one cell."""
    return Planted(lambda: book(with_pages(*pages)), (at,) if at else (), is_read)


def raw(part: str, old: str, new: str, at: str = "") -> Planted:
    """Plant a mistake in the XML of a part."""

    def make() -> bytes:
        files = files_of()
        assert old.encode() in files[part]
        return book({**files, part: files[part].replace(old.encode(), new.encode(), 1)})

    return Planted(make, (at,) if at else ())


def said(page: Page, name: str, *characters: str) -> Planted:
    """Plant characters in the middle of a text."""
    return one(page, name, text(f"fic{''.join(characters)}tief"))


def ripples(planted: Planted, *cells: str) -> Planted:
    """Name the cells in which a mistake shows as well."""
    return replace(planted, cells=(*planted.cells, *cells))


def formula(inside: str, value: str = "38.4", kind: str = "n") -> str:
    """Write a cell with a formula and what came out of it."""
    return cell(kind, f"{inside}<v>{value}</v>", EURO)


_RATES = sheet_part(RATES)
_COLUMN = '<cols><col min="4" max="4" {}/></cols>'
_NOTE = text("Nog uitzoeken bij de inkoop.")
_ODD_NAME = 'a"!B2:C3[1]*?/<&>'
_B10 = '<c r="B10"'

FORMULAS: Mapping[str, Planted] = {
    "formule": one(RATES, "B10", formula("<f>35*1.1</f>")),
    "formule-zonder-uitkomst": one(RATES, "B10", cell("n", "<f>35*1.1</f>", EURO)),
    "formule-met-tekst": one(VALUES, "J2", formula("<f>A1&amp;B1</f>", "fictief", "str")),
    "formule-met-fout": one(RATES, "B10", formula("<f>1/0</f>", "#DIV/0!", "e")),
    "formule-over-een-bereik": one(RATES, "B10", formula('<f t="array" ref="B10:B12">C1:C3</f>')),
    "formule-die-gedeeld-wordt": one(RATES, "B10", formula('<f t="shared" si="0"/>')),
    "formule-naar-een-ander-bestand": one(RATES, "B10", formula("<f>[1]Blad1!A1</f>")),
    "formule-met-een-opdracht": one(VALUES, "J2", formula("<f>cmd|'/c calc'!A0</f>", "fictief", "str")),
    "formule-in-de-kop": one(RATES, "B9", formula("<f>\"is bedrag\"</f>", "is bedrag", "str")),
    "formule-van-een-gegevenstabel": one(RATES, "B10", formula('<f t="dataTable" ref="B10:B12" r1="A1"/>')),
}  # fmt: skip

CELLS: Mapping[str, Planted] = {
    "foutwaarde": one(RATES, "B10", cell("e", "<v>#REF!</v>", EURO)),
    "waar-of-onwaar": one(TABLE, "C15", cell("b", "<v>1</v>")),
    "tekst-in-een-bedrag": one(RATES, "B11", text("€ 68,40")),
    "tekst-in-een-getal": one(VALUES, "E3", text("achttien")),
    "tekst-in-een-datum": one(VALUES, "G3", text("volgend jaar")),
    "drie-decimalen": one(RATES, "B11", euro("13.555")),
    "half-getal": one(VALUES, "E3", number("18.5")),
    "getal-in-een-tekst": one(VALUES, "I2", number("2.1")),
    "groot-getal-in-een-tekst": one(VALUES, "J2", number("1E+05")),
    "nummer-van-een-voorwaarde-als-getal": ripples(one(CONDITIONS, "D4", number("2.1")), "voorwaarden!E3"),
    "datum-in-een-tekst": one(VALUES, "I2", day(46063)),
    "datum-in-een-bedrag": one(RATES, "B11", day(46063)),
    "tijd-in-een-tekst": one(VALUES, "I2", number("0.0902777777777778", TIME)),
    "tijd-in-een-datum": one(VALUES, "G3", number("46023.5", DAY)),
    "jaartal-in-een-datum": one(VALUES, "G3", day(2026)),
    "datum-voor-1900": one(VALUES, "G3", day(-5)),
    "dag-die-nooit-was": one(VALUES, "G3", day(60)),
    "datum-na-9999": one(VALUES, "G3", day(99_999_999)),
    "datum-als-woord-van-iso": one(VALUES, "G3", cell("d", "<v>2026-02-30</v>", DAY)),
    "datum-met-tijd-van-iso": one(VALUES, "G3", cell("d", "<v>2026-02-03T12:30:00</v>", DAY)),
    "getal-zonder-einde": one(RATES, "B11", euro("1e308")),
    "getal-dat-geen-getal-is": one(RATES, "B11", euro("NaN")),
    "getal-oneindig": one(RATES, "B11", euro("INF")),
    "getal-met-duizend-cijfers": one(RATES, "B11", euro("9" * 1000)),
    "getal-met-een-komma": one(RATES, "B11", euro("68,40")),
    "bedrag-te-groot": one(RATES, "B11", euro("1e15")),
    "tekst-van-64-kb": one(VALUES, "J2", text("a" * 65_536)),
    "tekst-met-een-nul": said(VALUES, "J2", "_x0000_"),
    "tekst-met-een-bel": said(VALUES, "J2", "_x0007_"),
    "tekst-met-half-teken": said(VALUES, "J2", "_xD800_"),
    "tekst-met-breedte-nul": said(VALUES, "J2", "\u200b"),
    "tekst-met-bytevolgorde": said(VALUES, "J2", "\ufeff"),
    "tekst-die-omkeert": said(VALUES, "J2", "\u202e"),
    "tekst-met-zacht-streepje": said(RULES, "C2", "\u00ad"),
    "tekst-met-eigen-teken": said(VALUES, "J2", "\ue000"),
    "tekens-op-elkaar": said(VALUES, "J2", "\u0301" * 200),
    "tekens-op-elkaar-om-en-om": said(VALUES, "J2", "\u0301\u0316" * 15_000),
    "kop-met-teken-dat-u-niet-ziet": one(VALUES, "J1", text("no\u200bot")),
    "teken-dat-xml-niet-kent": raw(_RATES, "fictief", "fic&#7;tief"),
    "teken-buiten-unicode": raw(_RATES, "fictief", "fic&#x110000;tief"),
}

SHEETS: Mapping[str, Planted] = {
    "samengevoegd-in-de-tabel": whole(
        replace(TABLE, after='<mergeCells><mergeCell ref="C15:C16"/></mergeCells>'), at="snelheid!C15"
    ),
    "samengevoegd-in-de-kop": whole(
        replace(VALUES, after='<mergeCells><mergeCell ref="D1:F1"/></mergeCells>'), at="waarden!D1"
    ),
    "verborgen-rij": whole(replace(VALUES, marks={3: ' hidden="1"'}), at="waarden!A3"),
    "rij-zonder-hoogte": whole(replace(VALUES, marks={3: ' ht="0" customHeight="1"'}), at="waarden!A3"),
    "verborgen-kolom": whole(replace(VALUES, before=_COLUMN.format('hidden="1"')), at="waarden!D1"),
    "kolom-zonder-breedte": whole(
        replace(VALUES, before=_COLUMN.format('width="0" customWidth="1"')), at="waarden!D1"
    ),
    "verborgen-blad": whole(replace(VALUES, state=' state="hidden"'), at="waarden"),
    "heel-verborgen-blad": whole(replace(VALUES, state=' state="veryHidden"'), at="waarden"),
    "dubbele-kop": one(VALUES, "J1", text("is getal")),
    "onbekende-kolom": whole(VALUES.but("K1", text("opmerking")).but("K2", _NOTE), at="waarden!K1"),
    "kolom-met-een-fout-in-de-naam": one(VALUES, "J1", text("noott")),
    "buiten-de-kop": one(VALUES, "K3", _NOTE),
    "laatste-cel-van-het-blad": raw(
        _RATES, "</sheetData>", '<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row></sheetData>',
        "tarieven!XFD1048576",
    ),
    "rij-zonder-naam": one(VALUES, "C3", ""),
    "verplichte-cel-leeg": one(RATES, "A11", ""),
    "verplichte-kolom-weg": ripples(one(TABLE, "B14", text("veilig")), "snelheid!A14"),
    "twee-waarden-in-een-rij": one(VALUES, "E2", number("12")),
    "onbekend-blad": whole(Page("kladblok", (row("Nog doen"), row("bellen"))), at="kladblok!A1"),
    "blad-met-een-fout-in-de-naam": whole(
        Page("waarde", VALUES.rows[:2]), at="waarde!A1"
    ),
    "bladnaam-met-vreemde-tekens": whole(Page(_ODD_NAME, (row("x"),)), at=f"{_ODD_NAME}!A1"),
    "bladnaam-met-een-teken-dat-u-niet-ziet": whole(Page("waarden\u200b", VALUES.rows)),
    "bladnaam-zonder-letters": whole(Page("", (row("x"),))),
    "blad-twee-keer": Planted(lambda: book(files_of([PARAMETERS, VALUES, VALUES]))),
    "blad-twee-keer-in-kapitalen": Planted(lambda: book(files_of([VALUES, replace(VALUES, name="Waarden")]))),
    "blad-onder-twee-namen": raw(
        BOOK, "</sheets>", '<sheet name="tarieven 2" sheetId="50" r:id="rId3"/></sheets>'
    ),
    "cel-twee-keer": raw(_RATES, _B10, '<c r="B10" s="2"><v>99</v></c><c r="B10"'),
    "rij-twee-keer": raw(_RATES, '<row r="11">', '<row r="10">'),
    "cel-in-een-andere-rij": raw(_RATES, _B10, '<c r="B99"'),
    "cel-buiten-het-blad": raw(_RATES, "</row></sheetData>", '<c r="XFE12"><v>1</v></c></row></sheetData>'),
    "rij-buiten-het-blad": raw(_RATES, "</sheetData>", '<row r="1048577"><c><v>1</v></c></row></sheetData>'),
    "rij-onder-nul": raw(_RATES, "</sheetData>", '<row r="-1"><c><v>1</v></c></row></sheetData>'),
    "cel-zonder-goede-naam": raw(_RATES, _B10, '<c r="10B"'),
    "nummer-zonder-bovenste": ripples(one(CONDITIONS, "D4", text("3.1")), "voorwaarden!E3"),
    "woord-dat-er-niet-is": one(CONDITIONS, "E3", text("neit")),
    "onderdeel-dat-er-niet-is": ripples(one(CONDITIONS, "B4", text("regel volwasen")), "voorwaarden!E3"),
    "voorbeeld-zonder-nummer": one(EXAMPLES, "C3", ""),
    "voorbeeld-met-vreemd-woord": one(EXAMPLES, "D3", text("uitkomst")),
    "bestand-dat-naar-buiten-wijst": one(VALUES, "A3", text("../../../regels.yaml")),
}  # fmt: skip

RULES_WRONG: Mapping[str, Planted] = {
    "verkeerde-keuze": one(PARAMETERS, "D2", text("bedragje"), is_read=True),
    "onbekend-feit": one(CONDITIONS, "F2", text("leeftyd"), is_read=True),
    "toets-die-niet-kan": one(CONDITIONS, "G2", text(">= veel"), is_read=True),
    "waarde-buiten-het-bereik": one(VALUES, "E3", number("121"), is_read=True),
    "twee-rijen-met-een-naam": one(TABLE, "A16", text("haast"), is_read=True),
    "tarief-zonder-sleutel": one(RATES, "A11", text("middel"), is_read=True),
    "formule-van-tienduizend-haken": one(CONDITIONS, "G2", text(">= " + "(" * 10_000 + "1"), is_read=True),
}

PLANTED: Mapping[str, Planted] = {**FORMULAS, **CELLS, **SHEETS, **RULES_WRONG}
