"""Workbooks that are broken or hostile as a file, before a single cell is read."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from tests.hostile_book import (
    BOOK,
    BOOK_LINKS,
    HEAD,
    LINKS,
    MAIN,
    RATES,
    SHARED,
    STYLES,
    TYPES,
    VALUES,
    book,
    cell,
    disguised,
    files_of,
    link,
    links,
    number,
    sheet_part,
    sound,
    with_pages,
    with_shared,
)
from tests.hostile_zip import (
    MEGABYTE,
    STORED,
    Part,
    as_link,
    damaged,
    overlapping,
    parts_of,
    repeated,
    zipped,
)

GIGABYTE = 1024
"""In pieces of a megabyte."""
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
_SECTOR = 512
_RATES = sheet_part(RATES)
_SPACES = b" " * MEGABYTE


# --- no workbook -------------------------------------------------------------------------------------------


def document() -> bytes:
    """Give a letter of a word processor, renamed."""
    return book({
        TYPES: files_of()[TYPES],
        LINKS: links(link(1, "officeDocument", "word/document.xml")),
        "word/document.xml": f'{HEAD}<w:document xmlns:w="urn:w"><w:body><w:p/></w:body></w:document>'.encode(),
    })  # fmt: skip


def old_office(stream: str) -> bytes:
    """Give the container of old office files and of workbooks with a password, with one named stream."""
    name = stream.encode("utf-16-le").ljust(64, b"\0")
    return _OLD_OFFICE + bytes(_SECTOR - len(_OLD_OFFICE)) + name + bytes(4 * _SECTOR)


def truncated() -> bytes:
    """Give the first half of a workbook, as a broken download leaves it."""
    whole = sound()
    return whole[: len(whole) // 2]


def wrong_checksum() -> bytes:
    """Give a workbook in which one byte of a sheet has changed since it was packed."""
    part = Part(_RATES, files_of()[_RATES], packing=STORED)
    return damaged(with_parts(part), part)


def with_parts(*changed: Part) -> bytes:
    """Give the sound workbook with parts in place of those of the same name, or behind the others."""
    by_name = {part.name: part for part in changed}
    known = [by_name.pop(part.name, part) for part in parts_of(files_of())]
    return zipped([*known, *by_name.values()])


def beside(*parts: Part) -> bytes:
    """Give the sound workbook with parts behind it, whatever their names."""
    return zipped([*parts_of(files_of()), *parts])


# --- bombs ---------------------------------------------------------------------------------------------------


def bomb(pieces: int, *, declared: int | None = None, name: str = _RATES) -> bytes:
    """Give a workbook with a sheet that unpacks to so many megabytes of blanks, whatever its header says."""
    before, after = f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'.encode(), b"</sheetData></worksheet>"
    size = len(before) + pieces * MEGABYTE + len(after)
    packed = repeated(_SPACES, pieces, before, after)
    said = size if declared is None else declared
    return with_parts(Part(name, packed=packed, declared=said, checksum=0))


def crowd(times: int) -> bytes:
    """Give a workbook with so many empty parts beside its own."""
    return beside(*(Part(f"xl/media/{place}.bin", packing=STORED) for place in range(times)))


def nested() -> bytes:
    """Give a workbook that holds a workbook that holds a bomb."""
    return beside(Part("xl/media/regels.zip", book({"regels.xlsx": bomb(64)})))


def quoted_overlap(times: int, size: int) -> bytes:
    """Give a workbook with parts that lie inside each other."""
    front, parts = overlapping("xl/media/beeld", times, size)
    return zipped([*parts, *parts_of(files_of())], front=front)


def shared_start() -> bytes:
    """Give a workbook whose list names one and the same stretch of bytes as two parts."""
    first, *others = parts_of(files_of())
    return zipped([first, *others, replace(first, start=0)])


# --- XML that was not written by a spreadsheet ------------------------------------------------------------------

_ENTITIES = "".join(
    f'<!ENTITY l{place} "{f"&l{place - 1};" * 10}">' for place in range(1, 10)
)  # ten to the ninth times the text of the first
_LAUGHS = f'<!DOCTYPE lol [<!ENTITY l0 "ha">{_ENTITIES}]>'
_OUTSIDE = '<!DOCTYPE a [<!ENTITY buiten SYSTEM "file:///etc/hostname">]>'


def with_doctype(part: str, doctype: str, use: str = "") -> bytes:
    """Put a document type in a part, and use what it declares in the first text there is."""
    files = dict(files_of()) if part != SHARED else with_shared(
        ' count="1"><si><t>licht</t></si>', RATES.but("A10", cell("s", "<v>0</v>"))
    )  # fmt: skip
    body = files[part].decode().removeprefix(HEAD)
    if use:
        body = body.replace(">", f">{use}", 1)
    files[part] = (HEAD + doctype + body).encode()
    return book(files)


def laughing(part: str) -> bytes:
    """Give a workbook with a billion laughs in one of its parts."""
    return with_doctype(part, _LAUGHS, "&l9;")


def in_utf16(doctype: str = "") -> bytes:
    """Give a workbook with one sheet in another encoding, which a search for bytes would miss."""
    files = files_of()
    body = files[_RATES].decode().removeprefix(HEAD)
    head = HEAD.replace("UTF-8", "UTF-16")
    files[_RATES] = (head + doctype + body).encode("utf-16")
    return book(files)


def with_xml(part: str, old: str, new: str) -> bytes:
    """Give the sound workbook with some XML in a part replaced."""
    files = files_of()
    assert old.encode() in files[part]
    files[part] = files[part].replace(old.encode(), new.encode(), 1)
    return book(files)


def crowded(part: str, old: str, what: str, times: int) -> bytes:
    """Put a piece of XML so many times in a part that does not look like a bomb."""
    files = files_of()
    return book(
        {**files, part: disguised(files[part].replace(old.encode(), (what * times + old).encode(), 1))}
    )


def many_sheets(times: int) -> bytes:
    """Give a workbook with a crowded sheet that its list names so many times."""
    files = files_of()
    files[_RATES] = files[_RATES].replace(b"<sheetData>", b"<x/>" * 200_000 + b"<sheetData>")
    again = "".join(
        f'<sheet name="b{place}" sheetId="{place}" r:id="rId3"/>' for place in range(100, 100 + times)
    )
    files[BOOK] = files[BOOK].replace(b"</sheets>", again.encode() + b"</sheets>")
    return book(files)


def just_below(times: int, size: int) -> bytes:
    """Give a workbook with many parts, each just too small for a look at ratios."""
    files = files_of()
    again, targets = "", ""
    for place in range(100, 100 + times):
        body = f'{HEAD}<worksheet xmlns="{MAIN}">{"<x/>" * (size // 4 - 60)}</worksheet>'
        files[f"xl/worksheets/sheet{place}.xml"] = body.encode()
        again += f'<sheet name="b{place}" sheetId="{place}" r:id="rId{place}"/>'
        targets += link(place, "worksheet", f"worksheets/sheet{place}.xml")
    files[BOOK] = files[BOOK].replace(b"</sheets>", again.encode() + b"</sheets>")
    files[BOOK_LINKS] = files[BOOK_LINKS].replace(b"</Rel", targets.encode() + b"</Rel")
    return book(files)


def pointing(place: str, counts: str = "") -> bytes:
    """Give a workbook with one shared text, and a cell that points at a place in the list."""
    page = RATES.but("A10", cell("s", f"<v>{place}</v>"))
    return book(with_shared(f"{counts}><si><t>licht</t></si>", page))


# --- what does not belong in a workbook of rules ----------------------------------------------------------------


def linked(part: str, *lines: str) -> bytes:
    """Give a workbook in which a part refers to something else as well."""
    files = files_of()
    return book({**files, part: files[part].replace(b"</Rel", "".join(lines).encode() + b"</Rel")})


def sheet_linked(*lines: str, more: tuple[Part, ...] = ()) -> bytes:
    """Give a workbook in which the sheet with rates refers to something."""
    return beside(Part(f"xl/worksheets/_rels/{_RATES.rsplit('/', 1)[-1]}.rels", links(*lines)), *more)


_BOOK_LINK = '<externalBook xmlns:r="urn:r" r:id="rId1"/>'
_DDE = f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
_DEEP = 100_000

ARCHIVES: Mapping[str, Callable[[], bytes]] = {
    "geen-zip": lambda: b"bestand;nr;waarde\nregels;1;drempel\n",
    "leeg-bestand": lambda: b"",
    "zip-zonder-delen": lambda: zipped([]),
    "zip-die-geen-werkboek-is": lambda: book({"brief.txt": b"Geachte heer, mevrouw"}),
    "tekstdocument": document,
    "oud-werkboek": partial(old_office, "Workbook"),
    "wachtwoord": partial(old_office, "EncryptedPackage"),
    "wachtwoord-op-een-deel": lambda: with_parts(Part(_RATES, files_of()[_RATES], flags=0x1)),
    "afgebroken": truncated,
    "verkeerde-controlesom": wrong_checksum,
    "onbekende-inpakker": lambda: with_parts(Part(_RATES, b"", packing=99)),
    "werkboek-zonder-lijst-van-bladen": lambda: book({k: v for k, v in files_of().items() if k != BOOK}),
    "lijst-van-bladen-zonder-verwijzing": lambda: book({**files_of(), LINKS: links()}),
    "blad-dat-er-niet-is": lambda: book({k: v for k, v in files_of().items() if k != _RATES}),
    "verwijzing-die-er-niet-is": partial(with_xml, BOOK, 'r:id="rId3"', 'r:id="rId77"'),
    "xml-die-niet-sluit": partial(with_xml, _RATES, "</sheetData>", ""),
    "bom-verklaard": partial(bomb, GIGABYTE),
    "bom-onder-de-verhouding": partial(bomb, 55),
    "bom-met-leugen": partial(bomb, GIGABYTE, declared=4096),
    "bom-met-leugen-in-plaatje": partial(bomb, GIGABYTE, declared=4096, name="xl/media/logo.png"),
    "bom-in-een-bom": nested,
    "honderdduizend-delen": partial(crowd, 100_000),
    "delen-over-elkaar": partial(quoted_overlap, 250, MEGABYTE),
    "delen-over-elkaar-binnen-de-grens": partial(quoted_overlap, 55, 900_000),
    "een-plek-voor-twee-delen": shared_start,
    "naam-omhoog": lambda: beside(Part("xl/../../../../etc/cron.d/regels", b"* * * * *")),
    "naam-vanaf-de-wortel": lambda: beside(Part("/etc/passwd", b"root")),
    "naam-met-schuine-streep-terug": lambda: beside(Part("xl\\..\\..\\regels.yaml", b"[]")),
    "naam-met-schijf": lambda: beside(Part("C:regels.yaml", b"[]")),
    "naam-met-nul": lambda: beside(Part(b"xl/media/logo.png\0.exe", b"MZ")),
    "naam-te-lang": lambda: beside(Part("xl/" + "a" * 60_000, b"")),
    "naam-twee-keer": lambda: beside(Part(_RATES, files_of()[_RATES].replace(b"38.4", b"99"))),
    "naam-twee-keer-in-kapitalen": lambda: beside(Part(_RATES.upper(), files_of()[_RATES].replace(b"38.4", b"99"))),
    "koppeling-als-deel": lambda: with_parts(as_link(Part(_RATES, b"/etc/passwd"))),
    "koppeling-ernaast": lambda: beside(as_link(Part("xl/media/logo.png", b"/etc/passwd"))),
    "entiteiten-in-blad": partial(laughing, _RATES),
    "entiteiten-in-gedeelde-teksten": partial(laughing, SHARED),
    "entiteiten-in-werkboek": partial(laughing, BOOK),
    "entiteiten-in-verwijzingen": partial(laughing, BOOK_LINKS),
    "entiteiten-in-opmaak": partial(laughing, STYLES),
    "entiteiten-in-soorten": partial(laughing, TYPES),
    "entiteit-van-buiten": partial(with_doctype, _RATES, _OUTSIDE, "&buiten;"),
    "alleen-een-doctype": partial(with_doctype, _RATES, "<!DOCTYPE worksheet>"),
    "doctype-in-utf16": partial(in_utf16, "<!DOCTYPE worksheet>"),
    "xml-honderdduizend-diep": partial(with_xml, _RATES, "<sheetData>", "<a>" * _DEEP + "</a>" * _DEEP + "<sheetData>"),
    "opmaak-honderdduizend-diep": partial(
        crowded, STYLES, "<cellXfs", "<a>" * _DEEP + "<cellXfs><xf/></cellXfs>" * 20_000 + "</a>" * _DEEP, 1
    ),
    "opmaak-met-haken": partial(
        crowded, STYLES, "</numFmts>", f'<numFmt numFmtId="165" formatCode="{"[" * 900_000}"/>', 1
    ),
    "miljoenen-vreemde-delen": partial(crowded, _RATES, "<sheetData>", "<x/>", 9_000_000),
    "zestig-bladen-onder-de-grens": partial(just_below, 58, 999_000),
    "duizend-keer-hetzelfde-blad": partial(many_sheets, 1000),
    "miljoenen-verwijzingen": partial(crowded, BOOK_LINKS, "</Relationships>", link(50, "theme", "a.xml"), 300_000),
    "macro": lambda: beside(Part("xl/vbaProject.bin", _OLD_OFFICE)),
    "macroblad": lambda: beside(Part("xl/macrosheets/sheet1.xml", b"<xm/>")),
    "macro-onder-een-andere-naam": lambda: linked(
        BOOK_LINKS, link(60, "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "logo.bin")
    ),
    "activex": lambda: beside(Part("xl/activeX/activeX1.xml", b"<ax/>")),
    "ingesloten-bestand": lambda: beside(Part("xl/embeddings/oleObject1.bin", _OLD_OFFICE)),
    "ander-werkboek": lambda: beside(Part("xl/externalLinks/externalLink1.xml", _BOOK_LINK.encode())),
    "dde": lambda: beside(Part("xl/externalLinks/externalLink1.xml", _DDE.encode())),
    "verbinding": lambda: beside(Part("xl/connections.xml", f'<connections xmlns="{MAIN}"/>'.encode())),
    "zoekvraag-op-het-web": lambda: beside(Part("xl/queryTables/queryTable1.xml", b"<queryTable/>")),
    "sjabloon-van-elders": lambda: linked(
        BOOK_LINKS, link(60, "attachedTemplate", "https://voorbeeld.invalid/sjabloon.xltx", "External")
    ),
    "plaatje-van-elders": lambda: sheet_linked(
        link(1, "image", "https://voorbeeld.invalid/teller.png", "External")
    ),
    "ole-van-elders": lambda: sheet_linked(link(1, "oleObject", "file:///\\\\voorbeeld.invalid\\deel", "External")),
    "gedeelde-teksten-geteld-als-vijf-miljoen": partial(
        pointing, "7", ' count="5000000" uniqueCount="5000000"'
    ),
    "gedeelde-tekst-buiten-de-lijst": partial(pointing, "1"),
    "gedeelde-tekst-onder-nul": partial(pointing, "-1"),
    "gedeelde-tekst-met-een-woord": partial(pointing, "licht"),
    "opmaak-buiten-de-lijst": lambda: book(with_pages(VALUES.but("D2", number("1", 99)))),
    "opmaak-onder-nul": lambda: book(with_pages(VALUES.but("D2", number("1", -2)))),
}  # fmt: skip
"""Each makes one workbook that is refused as a whole."""
