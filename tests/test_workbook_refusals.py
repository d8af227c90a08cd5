"""What a workbook cannot keep is refused at its cell, and a workbook made to harm is not unpacked."""

import io
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from budget_engine.errors import InputError
from budget_engine.files.sheets.excel_rules import parse_workbook, read_workbook
from budget_engine.files.sheets.workbook_sheets import MOST_FILLED
from tests.conftest import ROOT
from tests.small_rules import LAW_FILE, cell, changed, small_workbook

MIDDAY = datetime(2026, 1, 1, 12, 30)  # noqa: DTZ001 - a cell knows no zone
FIRST_DAY = datetime(1904, 1, 1)  # noqa: DTZ001 - as MIDDAY
SMALL = small_workbook()
Change = Callable[[Any], object]


def issues_of(content: bytes) -> list[str]:
    with pytest.raises(InputError) as caught:
        parse_workbook(content, "regels.xlsx")
    return [str(issue) for issue in caught.value.issues]


def drop(sheet: str, row: int) -> Change:
    return lambda book: book[sheet].delete_rows(row)


def hide_row(sheet: str, row: int) -> Change:
    def change(book: Any) -> None:
        book[sheet].row_dimensions[row].hidden = True

    return change


def hide_column(sheet: str, column: str) -> Change:
    def change(book: Any) -> None:
        book[sheet].column_dimensions[column].hidden = True

    return change


def hide_sheet(sheet: str) -> Change:
    def change(book: Any) -> None:
        book[sheet].sheet_state = "hidden"

    return change


def new_sheet(name: str, value: Any) -> Change:
    def change(book: Any) -> None:
        book.create_sheet(name)["B3"].value = value

    return change


REFUSED: dict[str, tuple[Change, str, str]] = {
    "een formule": (cell("tarieven proef", "B8", "=68.4*1.02"), "tarieven proef!B8", "Hier staat een formule."),
    "een formule in een voorbeeld": (cell("voorbeelden", "H3", "=A1"), "voorbeelden!H3", "een formule"),
    "een foutwaarde": (cell("regels", "F2", "#REF!"), "regels!F2", "de foutwaarde '#REF!'"),
    "waar of onwaar": (cell("feiten", "R2", True), "feiten!R2", "WAAR of ONWAAR"),
    "tekst waar een bedrag hoort": (
        cell("tarieven proef", "B8", "68,40"), "tarieven proef!B8", "Hier staat tekst, maar hier hoort een bedrag.",
    ),
    "een halve cent": (cell("tarieven proef", "B8", 13.555), "tarieven proef!B8", "meer dan twee cijfers"),
    "een bedrag dat een datum werd": (
        cell("tarieven proef", "B8", date(2026, 2, 1)), "tarieven proef!B8", "Excel maakte hier een datum van.",
    ),
    "een getal met een komma": (cell("waarden", "E3", 2.5), "waarden!E3", "Hier hoort een heel getal."),
    "een artikel dat een getal werd": (
        cell("regels", "V2", 2.1), "regels!V2", "Excel maakte hier een getal van.",
    ),
    "een toets die een datum werd": (
        cell("voorwaarden", "G9", date(2026, 2, 1)), "voorwaarden!G9", "Excel maakte hier een datum van.",
    ),
    "een nummer dat een getal werd": (
        cell("voorwaarden", "D7", 1.1), "voorwaarden!D7", "Excel maakte hier een getal van.",
    ),
    "een tijd": (cell("regels", "AG2", MIDDAY), "regels!AG2", "Hier staat een tijd"),
    "alleen een tijd": (cell("regels", "AG2", time(12, 30)), "regels!AG2", "Hier staat een tijd"),
    "een jaartal als datum": (cell("regels", "AG2", 2026), "regels!AG2", "Hier lijkt een jaartal te staan."),
    "een datum in woorden": (cell("regels", "AG2", "1 mei 2026"), "regels!AG2", "is geen datum"),
    "samengevoegde cellen": (
        lambda book: book["eigen-bijdrage"].merge_cells("A13:A14"), "eigen-bijdrage!A13",
        "Deze cellen zijn samengevoegd.",
    ),
    "een verborgen rij": (hide_row("waarden", 3), "waarden!A3", "Deze rij is verborgen"),
    "een verborgen kolom": (hide_column("regels", "J"), "regels!J1", "Deze kolom is verborgen"),
    "een verborgen werkblad": (hide_sheet("regels"), "regels", "Dit werkblad is verborgen."),
    "een onbekende kolom": (cell("regels", "D1", "slag"), "regels!D1", "De kolom 'slag' hoort hier niet."),
    "een dubbele kolom": (cell("regels", "E1", "slug"), "regels!E1", "De kolom 'slug' staat er twee keer."),
    "een onbekend werkblad": (new_sheet("regel", "x"), "regel!B3", "Dit werkblad 'regel' wordt niet gelezen."),
    "een waarde naast de kolommen": (
        cell("waarden", "AB2", "x"), "waarden!AB2", "Boven deze cel staat geen naam van een kolom.",
    ),
    "een lege cel die nodig is": (cell("regels", "D2", None), "regels!D2", "'slug' ontbreekt."),
    "een lege toets in een tabel": (
        cell("eigen-bijdrage", "B13", None), "eigen-bijdrage!B13", "Zet hier een '-' als het niet uitmaakt",
    ),
    "een half ingevulde grondslag": (
        cell("waarden", "K2", "Wmo 2015"), "waarden!L2", "'grondslag artikel' ontbreekt.",
    ),
    "twee keer een waarde": (cell("waarden", "G2", "onbekend"), "waarden!G2", "Deze waarde staat er twee keer."),
    "geen bestand": (cell("waarden", "A2", None), "waarden!A2", "'bestand' ontbreekt."),
    "een onbekend onderdeel": (
        cell("voorwaarden", "B7", "regel pgb-uur"), "voorwaarden!B7", f"staat niet in '{LAW_FILE}'",
    ),
    "een onbekende plek": (cell("voorwaarden", "C7", "alz"), "voorwaarden!C7", "kan op 'alz' geen voorwaarde"),
    "een nummer zonder bovenliggend deel": (
        cell("voorwaarden", "D9", "1.4.1"), "voorwaarden!D9", "Boven 1.4.1 ontbreekt 1.4.",
    ),
    "een nummer dat er al is": (cell("voorwaarden", "D8", "1.1"), "voorwaarden!D8", "staat er twee keer"),
    "een onbekend woord": (cell("voorwaarden", "E8", "eenvan"), "voorwaarden!E8", "is geen woord van een voorwaarde"),
    "een toets bij een woord": (cell("voorwaarden", "G8", "ja"), "voorwaarden!G8", "hoort hier niets te staan"),
    "een feit zonder toets": (cell("voorwaarden", "G7", None), "voorwaarden!G7", "De toets bij 'vorm' ontbreekt."),
    "een lege voorwaarde": (drop("voorwaarden", 12), "voorwaarden!E11", "ontbreekt een voorwaarde"),
    "een dubbele code": (cell("keuzes", "C3", "natura"), "keuzes!C3", "'natura' staat hier twee keer."),
    "een onbekend deel van een voorbeeld": (
        cell("voorbeelden", "D3", "feit"), "voorbeelden!D3", "'feit' kan niet in een voorbeeld staan.",
    ),
    "een voorbeeld zonder nummer": (cell("voorbeelden", "C3", None), "voorbeelden!C3", "Bij welk voorbeeld"),
    "een lid dat ontbreekt": (cell("voorbeelden", "F6", 3), "voorbeelden!F6", "Lid 2 van 'persoon.steun' ontbreekt."),
    "een onbekend veld boven een tabel": (
        cell("eigen-bijdrage", "A6", "beleid"), "eigen-bijdrage!A6", "'beleid' hoort hier niet.",
    ),
    "iets naast een veld boven een tabel": (
        cell("eigen-bijdrage", "C6", "x"), "eigen-bijdrage!C6", "Hier hoort niets te staan.",
    ),
    "een kolom van een tabel die ontbreekt": (
        cell("eigen-bijdrage", "B10", "wet"), "eigen-bijdrage!A12", "De kolom 'wet' ontbreekt.",
    ),
    "een onzichtbaar teken": (cell("regels", "F2", "veel\u00a0hulp"), "regels!F2", "een teken dat u niet ziet"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_kept_is_refused_at_its_cell(what: str) -> None:
    change, place, said = REFUSED[what]

    issues = issues_of(changed(SMALL, change))

    assert any(issue.startswith(f"regels.xlsx!{place}  ") and said in issue for issue in issues), issues
    assert all("\n    " in issue for issue in issues), "what is, then what to do"


def test_everything_that_is_wrong_is_said_at_once() -> None:
    wrong = [change for what, (change, _, _) in REFUSED.items() if "tabel" in what or "bedrag" in what]

    issues = issues_of(changed(SMALL, *wrong))

    assert len(issues) >= len(wrong)


# --- workbooks made to harm -------------------------------------------------------------------------------------


def packed(parts: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Put parts in a workbook, in place of its own of that name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SMALL)) as old, zipfile.ZipFile(stream, "w", packing) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet2.xml"
OPENED = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
CLOSED = b"</sheetData></worksheet>"


def lying(content: bytes) -> bytes:
    """Let the list of parts say that the second sheet is a hundred bytes long."""
    end = content.rindex(b"PK\x05\x06")
    start = struct.unpack("<I", content[end + 16 : end + 20])[0]
    at = content.index(b"PK\x01\x02", start)
    while content[at + 46 : at + 46 + len(SHEET)] != SHEET.encode():
        at = content.index(b"PK\x01\x02", at + 4)
    return content[: at + 24] + struct.pack("<I", 100) + content[at + 28 :]


def encrypted(content: bytes) -> bytes:
    at = content.index(b"PK\x01\x02")
    return content[: at + 8] + struct.pack("<H", 1) + content[at + 10 :]


def doubled(content: bytes) -> bytes:
    stream = io.BytesIO(content)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(SHEET, OPENED + CLOSED)
    return stream.getvalue()


def shared_bomb() -> bytes:
    texts = b"<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><t>%s</t></si></sst>"
    rows = b"".join(b'<row><c t="s"><v>0</v></c></row>' for _ in range(90_000))
    relations = zipfile.ZipFile(io.BytesIO(SMALL)).read("xl/_rels/workbook.xml.rels")
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    linked = b'<Relationship Id="rIdS" Type="%s" Target="/xl/sharedStrings.xml"/></Relationships>' % kind
    return packed(
        {
            "xl/sharedStrings.xml": texts % (b"ab " * 10_000),
            SHEET: OPENED + rows + CLOSED,
            "xl/_rels/workbook.xml.rels": relations.replace(b"</Relationships>", linked),
        },
        zipfile.ZIP_STORED,
    )


def full_of(cell: bytes, head: bytes = b"") -> bytes:
    """Fill a sheet with as many cells as are read."""
    rows = (b"<row>" + cell * 20 + b"</row>") * (MOST_FILLED // 20 - 100)
    return packed({SHEET: OPENED + head + rows + CLOSED}, zipfile.ZIP_STORED)


def text_cell(text: str) -> bytes:
    return b'<c t="inlineStr"><is><t>%s</t></is></c>' % text.encode()


LAW_HEAD = b"<row>" + b"".join(map(text_cell, ["bestand", "nr", "wet", "code"])) + b"</row>"


EMPTY_CELLS = b"".join(b'<c s="%d"/>' % n for n in range(1000))
HARMFUL: dict[str, tuple[Callable[[], bytes], str]] = {
    "geen zip": (lambda: b"regel: x\n" * 1000, "Dit is geen werkboek, of het is beschadigd."),
    "leeg": (lambda: b"", "Dit is geen werkboek, of het is beschadigd."),
    "half": (lambda: SMALL[:4000], "Dit is geen werkboek, of het is beschadigd."),
    "oud of met een wachtwoord": (
        lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 4000, "Dit is een oud werkboek, of een met een wachtwoord.",
    ),
    "een andere zip": (lambda: packed_alone({"a.txt": b"x"}), "Dit is geen werkboek, of het is beschadigd."),
    "een zipbom": (lambda: packed({SHEET: b" " * 100_000_000}), "Dit werkboek is te groot."),
    "een te sterk geperst deel": (lambda: packed({SHEET: OPENED + b" " * 40_000_000}), "niet te vertrouwen"),
    "een liegend deel": (lambda: lying(packed({SHEET: OPENED + b"<row/>" * 90_000})), "beschadigd"),
    "te veel delen": (lambda: packed({f"xl/{number}.xml": b"<a/>" for number in range(2100)}), "te groot"),
    "een naam die omhoog wijst": (lambda: packed({"../../rules/wmo.yaml": b"x"}), "niet te vertrouwen"),
    "een naam vanaf de wortel": (lambda: packed({"/etc/wmo.yaml": b"x"}), "niet te vertrouwen"),
    "een naam met schuine strepen": (lambda: packed({"xl\\..\\wmo.xml": b"x"}), "niet te vertrouwen"),
    "een dubbele naam": (lambda: doubled(SMALL), "niet te vertrouwen"),
    "een versleuteld deel": (lambda: encrypted(SMALL), "Dit werkboek heeft een wachtwoord."),
    "een macro": (lambda: packed({"xl/vbaProject.bin": b"x"}), "Er zit een macro in dit werkboek."),
    "een koppeling": (
        lambda: packed({"xl/externalLinks/externalLink1.xml": b"<a/>"}), "verwijst naar een ander werkboek",
    ),
    "een entiteitenbom": (
        lambda: packed({SHEET: b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + OPENED + CLOSED}),
        "niet te vertrouwen",
    ),
    "een doctype in een opmerking": (
        lambda: packed({"xl/comments/comment1.xml": "<!DOCTYPE x><comments/>".encode("utf-16")}), "niet te vertrouwen",
    ),
    "een miljoen lege rijen": (
        lambda: packed({SHEET: OPENED + b"".join(b'<row r="%d"/>' % row for row in range(1, 1_000_001)) + CLOSED}),
        "Dit werkboek heeft te veel rijen.",
    ),
    "een miljoen lege cellen": (
        lambda: packed({SHEET: OPENED + (b"<row>" + EMPTY_CELLS + b"</row>") * 1000}),
        "Dit werkboek heeft te veel cellen.",
    ),
    "een cel van 64 kB": (
        lambda: changed_text("x" * 65_536), "Deze tekst is langer dan 32767 tekens.",
    ),
    "een bom van gedeelde teksten": (shared_bomb, "Dit werkboek heeft te veel tekens."),
    "overal een formule": (lambda: full_of(b"<c><f>A1</f></c>"), "Er is meer mis: na 200 fouten"),
    "overal een waarde zonder kolom": (lambda: full_of(text_cell("x"), LAW_HEAD), "Er is meer mis: na 200 fouten"),
    "te veel gevulde cellen": (lambda: full_of(b"<c><v>1</v></c>" * 2), "heeft te veel gevulde cellen"),
    "geen xml": (lambda: packed({SHEET: b"regel: x"}), "Dit is geen werkboek, of het is beschadigd."),
    "een cel in een andere rij": (
        lambda: packed({SHEET: OPENED + b'<row r="1"><c r="A9"><v>1</v></c></row>' + CLOSED}), "beschadigd",
    ),
}  # fmt: skip


def packed_alone(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def changed_text(text: str) -> bytes:
    cells = b'<row r="1"><c r="A1" t="inlineStr"><is><t>%s</t></is></c></row>' % text.encode()
    return packed({SHEET: OPENED + cells + CLOSED})


MEASURE = """
import sys, time
from pathlib import Path
from budget_engine.errors import InputError
from budget_engine.files.sheets.excel_rules import read_workbook
for path in sorted(Path(sys.argv[1]).iterdir()):
    Path("/proc/self/clear_refs").write_text("5")
    begin = time.process_time()
    try:
        read_workbook(path, path.name)
        said = "gelezen"
    except InputError as error:
        said = str(error.issues[0])
    spent = time.process_time() - begin
    status = Path("/proc/self/status").read_text()
    most = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    print(path.stem, round(spent * 1000), most, said, sep="|")
"""


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, int, str]]:
    """Read every harmful workbook in a process of its own: what it took, and what was said."""
    folder = tmp_path_factory.mktemp("kwaad")
    for name, (made, _) in HARMFUL.items():
        (folder / f"{name}.xlsx").write_bytes(made())
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(folder)],
        capture_output=True, text=True, check=True, cwd=ROOT, timeout=200,
    )  # fmt: skip
    lines = (line.split("|", 3) for line in done.stdout.splitlines() if line.count("|") >= 3)
    return {name: (int(spent), int(most), said) for name, spent, most, said in lines}


@pytest.mark.parametrize("what", HARMFUL)
def test_a_workbook_made_to_harm_is_refused_with_one_clear_issue(
    what: str, measured: dict[str, tuple[int, int, str]]
) -> None:
    spent, most, said = measured[what]

    assert HARMFUL[what][1] in said
    assert spent < 2000, f"{spent} ms"
    assert most < 300_000, f"{most} kB"


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Dit bestand bestaat niet"):
        read_workbook(tmp_path / "weg.xlsx", "weg.xlsx")


# --- what people and programs do to a workbook that is no mistake ---------------------------------------------------


def harmless() -> Iterator[tuple[str, Change]]:
    yield "lege rijen ertussen", lambda book: book["waarden"].insert_rows(3, 4)
    yield "een leeg werkblad", lambda book: book.create_sheet("Blad1")
    yield (
        "een werkblad met een andere naam",
        lambda book: setattr(book["eigen-bijdrage"], "title", "Bijdrage"),
    )
    yield "andere volgorde van werkbladen", lambda book: book.move_sheet("voorbeelden", -9)
    yield "iets op een blad dat niet wordt gelezen", cell("keuzelijsten", "Z9", "=A1")
    yield "een verborgen lege rij", hide_row("waarden", 90)
    yield "een kolom opzij", lambda book: book["regels"].move_range("S1:S2", cols=30)
    yield "blanco rond een tekst", cell("regels", "D2", "  pgb-uren ")
    yield "een datum als tekst", cell("regels", "AG2", "2015-01-01")
    yield (
        "een cel met alleen opmaak, ver weg",
        lambda book: setattr(book["feiten"]["A1048576"], "number_format", "0"),
    )


@pytest.mark.parametrize(("what", "change"), list(harmless()))
def test_what_is_no_mistake_changes_nothing(what: str, change: Change) -> None:
    content = SMALL

    found = parse_workbook(changed(content, change), "regels.xlsx")

    assert {name: document.plain for name, document in found.items()} == {
        name: document.plain for name, document in parse_workbook(content, "regels.xlsx").items()
    }


def test_days_that_are_counted_from_1904_are_the_same_days() -> None:
    book = load_workbook(io.BytesIO(SMALL))
    book.epoch = FIRST_DAY
    stream = io.BytesIO()
    book.save(stream)

    found = parse_workbook(stream.getvalue(), "regels.xlsx")

    assert found[LAW_FILE].entries == parse_workbook(SMALL, "regels.xlsx")[LAW_FILE].entries
