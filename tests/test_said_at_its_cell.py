"""What is wrong in a workbook is said at the cell that a person has to change, in few words."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from budget_engine.errors import InputError
from budget_engine.files.editing.folder import files_of, put_workbook
from budget_engine.files.sheets.excel_rules import workbook_of
from tests.small_rules import cell
from tests.two_towns import laid_in

Change = Callable[[Any], object]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return laid_in(tmp_path_factory.mktemp("regels") / "regels")


@pytest.fixture(scope="module")
def book(folder: Path) -> Path:
    path = folder.parent / "boek.xlsx"
    path.write_bytes(workbook_of(files_of(folder)))
    return path


def said(folder: Path, book: Path, *changes: Change) -> list[str]:
    """Change a workbook as a person would, and give what is said of it."""
    opened = load_workbook(book)
    for change in changes:
        change(opened)
    path = book.with_name("gewijzigd.xlsx")
    opened.save(path)
    with pytest.raises(InputError) as caught:
        put_workbook(folder, path, "boek.xlsx", only_look=True)
    return [str(issue) for issue in caught.value.issues]


AT_ITS_CELL: dict[str, tuple[Change, str, str]] = {
    "een feit dat niemand kent": (cell("voorwaarden", "F2", "vorn"), "voorwaarden!F2", "'vorn'"),
    "een toets die niet kan": (cell("voorwaarden", "G2", "pgbb"), "voorwaarden!G2", "'pgbb'"),
    "een bestand dat geen regelbestand kan zijn": (
        cell("regels", "A2", "wmo.docx"), "regels!A2", "'wmo.docx' kan geen regelbestand zijn."
    ),
    "een bestand in geen map van regels": (
        lambda book: [cell(name, "A2", "wmo.yaml")(book) for name in ("regels", "voorwaarden")]
        + [cell("voorbeelden", f"A{row}", "wmo.yaml")(book) for row in range(2, 6)],
        "regels!A2", "Zo kan een regelbestand niet heten.",
    ),
    "een voorbeeld dat niet uitkomt": (
        cell("voorbeelden", "H3", "nee"), "voorbeelden!H3", "Dit voorbeeld verwacht 'nee'"
    ),
    "een rij die eindigt voordat zij begint": (
        cell("tarieven dorp", "D15", date(2020, 1, 1)), "tarieven dorp!D15", "Dit eindigt voordat het begint."
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", AT_ITS_CELL)
def test_a_slip_is_said_at_the_cell_that_holds_it(folder: Path, book: Path, what: str) -> None:
    change, place, words = AT_ITS_CELL[what]

    issues = said(folder, book, change)

    assert len(issues) == 1, issues
    assert issues[0].startswith(f"boek.xlsx!{place}  ")
    assert words in issues[0]


def test_a_part_that_moved_to_another_file_is_asked_to_say_so_everywhere(folder: Path, book: Path) -> None:
    issues = said(folder, book, cell("regels", "A2", "landelijk/wmoo.yaml"))

    moved = "'regel wmo-vorm' staat niet in 'landelijk/wmo.yaml' maar in 'landelijk/wmoo.yaml' (regels!A2)."
    assert all(moved in issue and "Maak 'bestand' op beide plekken gelijk." in issue for issue in issues)
    assert issues[0].startswith("boek.xlsx!voorbeelden!A2")


def test_a_date_that_is_text_has_one_advice_that_fits_a_workbook(folder: Path, book: Path) -> None:
    (issue,) = said(folder, book, cell("regels", "AG2", "31-12-2026"))

    assert issue.splitlines() == [
        "boek.xlsx!regels!AG2  '31-12-2026' is geen datum.",
        "    Typ de datum in een cel met opmaak Datum, zoals 31-12-2026.",
    ]


# --- one message for one mistake ---------------------------------------------------------------------------------


def copied(sheet: str, **other: object) -> Change:
    """Copy the last row of a sheet to below it, with other cells in some columns."""

    def change(book: Any) -> None:
        page = book[sheet]
        last = page.max_row
        for head in page[1]:
            value = other.get(head.value, page.cell(last, head.column).value)
            page.cell(last + 1, head.column).value = value

    return change


def without_column(sheet: str, place: str) -> Change:
    return lambda book: setattr(book[sheet][place], "value", None)


ONCE: dict[str, tuple[Change, str, str]] = {
    "een lege kolom ertussen": (
        lambda book: book["tarieven dorp"].insert_cols(2),
        "tarieven dorp!B1  Kolom B is leeg, en daardoor staat alles ernaast op een andere plek.",
        "Haal de lege kolom B weg.",
    ),
    "een kop die weg is": (
        without_column("feiten", "D1"),
        "feiten!D1  Hier ontbreekt de naam van deze kolom.",
        "Zet de naam terug, of maak kolom D helemaal leeg.",
    ),
    "een notitie ver weg": (
        cell("tarieven dorp", "N30", "navragen"),
        "tarieven dorp!N30  Boven deze cel staat geen naam van een kolom.",
        "Zet in N14 de naam van de kolom, of maak de cel leeg.",
    ),
    "een notitie onder een kolom": (
        cell("regels", "F30", "navragen"),
        "regels!F30  Deze rij is niet ingevuld: 'regel', ",
        "Vul de rij in, of maak haar helemaal leeg.",
    ),
    "een regel zonder voorwaarde": (
        copied("regels", nr=None, regel="kopie"),
        "regels!C3  'als' ontbreekt.",
        "Zet dit op het werkblad 'voorwaarden', met 'onderdeel' 'regel kopie' en 'plek' 'als'.",
    ),
    "een keuze zonder keuzes": (
        copied("feiten", nr=None, feit="soort_hulp", soort="keuze"),
        "feiten!D4  Bij een keuze horen de keuzes.",
        "Zet dit op het werkblad 'keuzes', met 'onderdeel' 'feit soort_hulp'.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", ONCE)
def test_one_mistake_is_one_message_with_what_to_do(folder: Path, book: Path, what: str) -> None:
    change, told, hint = ONCE[what]

    issues = [issue for issue in said(folder, book, change) if "'bestand' ontbreekt" not in issue]

    assert len(issues) == 1, issues
    assert issues[0].startswith(f"boek.xlsx!{told}")
    assert issues[0].endswith(f"\n    {hint}")
