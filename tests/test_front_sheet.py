"""What 'lees mij' of a workbook guards: a sheet that went unseen, and what somebody else changed meanwhile."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from budget_engine.errors import InputError
from budget_engine.files.editing.folder import files_of, put_workbook
from budget_engine.files.sheets.excel_rules import workbook_of
from tests.small_rules import SMALL_SHEETS, changed, found_in, small_files, small_workbook
from tests.two_towns import LAW, LAW_FILE, OWN_FILE, TARIFFS, laid_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return laid_in(tmp_path / "regels")


@pytest.fixture
def book(folder: Path) -> Path:
    path = folder.parent / "boek.xlsx"
    path.write_bytes(workbook_of(files_of(folder)))
    return path


def typed(book: Path, change: Callable[[Any], object]) -> None:
    opened = load_workbook(book)
    change(opened)
    opened.save(book)


def of_tariffs(opened: Any) -> None:
    cell = next(cell for page in opened for row in page for cell in row if cell.value == 38.4)
    cell.value = 39


def without(text: str) -> Callable[[Any], None]:
    """Take a row away from the first sheet."""

    def change(opened: Any) -> None:
        sheet = opened["lees mij"]
        rows = [row[0].row for row in sheet.iter_rows() if row[0].value == text]
        sheet.delete_rows(rows[-1])

    return change


def refused(folder: Path, book: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        put_workbook(folder, book, book.name)
    return [str(issue) for issue in caught.value.issues]


# --- what changed meanwhile --------------------------------------------------------------------------------------


def test_what_somebody_else_changed_meanwhile_is_not_put_back(folder: Path, book: Path) -> None:
    (folder / LAW_FILE).write_text(LAW.replace("Een pgb is gekozen", "Er is een pgb"))
    typed(book, of_tariffs)

    said = refused(folder, book)

    assert len(said) == 1
    assert said[0].startswith("boek.xlsx!lees mij!B")
    assert f"'{LAW_FILE}' is veranderd nadat dit werkboek werd gemaakt" in said[0]
    assert "Een pgb is gekozen" not in (folder / LAW_FILE).read_text()
    assert (folder / OWN_FILE).read_text() == TARIFFS


def test_comments_and_the_order_of_fields_are_no_change(folder: Path, book: Path) -> None:
    turned = TARIFFS.replace('{vorm: pgb, is: "21,10"}', '{is: "21,10", vorm: pgb}  # duurder dan eerst')
    (folder / OWN_FILE).write_text(turned)
    typed(book, of_tariffs)

    put_workbook(folder, book)

    assert (folder / OWN_FILE).read_text() == turned.replace("38,40", "39,00")


def test_what_the_workbook_leaves_as_it_is_may_have_other_comments(folder: Path, book: Path) -> None:
    (folder / LAW_FILE).write_text(f"# Gelezen.\n{LAW}")
    typed(book, of_tariffs)

    changes = put_workbook(folder, book)

    assert [file.name for file in changes.files if file.parts.changed] == [OWN_FILE]


def test_who_takes_the_mark_away_gets_the_old_text_back(folder: Path, book: Path) -> None:
    (folder / LAW_FILE).write_text(LAW.replace("Een pgb is gekozen", "Er is een pgb"))
    typed(book, without(LAW_FILE))

    put_workbook(folder, book)

    assert (folder / LAW_FILE).read_text() == LAW


def test_the_same_workbook_twice_is_no_change_of_somebody_else(folder: Path, book: Path) -> None:
    typed(book, of_tariffs)
    put_workbook(folder, book)

    again = put_workbook(folder, book)

    assert list(again.lines()) == ["Er is niets veranderd."]


# --- sheets that went --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sheet", SMALL_SHEETS)
def test_a_sheet_that_went_is_missed_by_name(sheet: str) -> None:
    with pytest.raises(InputError) as caught:
        found_in(changed(small_workbook(), lambda book: book.remove(book[sheet])))

    (issue,) = caught.value.issues
    assert issue.text == f"Het werkblad '{sheet}' is weg."


def test_sheets_that_went_or_were_emptied_are_told_at_once() -> None:
    def change(book: Any) -> None:
        book.remove(book["keuzes"])
        book["voorbeelden"].delete_rows(1, 99)

    with pytest.raises(InputError) as caught:
        found_in(changed(small_workbook(), change))

    (issue,) = caught.value.issues
    assert issue.text == "De werkbladen 'keuzes' en 'voorbeelden' zijn weg of leeg."


def test_a_sheet_that_is_taken_off_the_list_as_well_may_go() -> None:
    def change(book: Any) -> None:
        book.remove(book["eigen-bijdrage"])
        without("eigen-bijdrage")(book)

    found = found_in(changed(small_workbook(), change))

    left = {name: [entry for entry in own if "tabel" not in entry] for name, own in small_files().items()}
    assert found == left


def test_a_sheet_under_another_name_is_asked_back_by_the_name_it_has() -> None:
    with pytest.raises(InputError, match="Heet het nu 'Voorbeeld', geef het dan zijn naam terug"):
        found_in(changed(small_workbook(), lambda book: setattr(book["voorbeelden"], "title", "Voorbeeld")))


def test_a_table_may_have_another_name_but_not_make_way_for_another() -> None:
    def renamed(book: Any) -> None:
        book["eigen-bijdrage"].title = "Bijdrage"

    def replaced(book: Any) -> None:
        renamed(book)
        book["Bijdrage"]["B1"].value = "andere-tabel"

    assert found_in(changed(small_workbook(), renamed)) == small_files()
    with pytest.raises(InputError, match="Het werkblad 'eigen-bijdrage' is weg"):
        found_in(changed(small_workbook(), replaced))


def test_without_the_first_sheet_all_rules_still_come_back() -> None:
    assert found_in(changed(small_workbook(), lambda book: book.remove(book["lees mij"]))) == small_files()
