"""A workbook in a folder of rules is a rule file like any other, and says what is wrong at its cells."""

import io
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from budget_engine.errors import RulesError
from budget_engine.files.excel_rules import workbook_of
from budget_engine.files.nodes import read_yaml
from budget_engine.files.yaml_rules import read_rules
from tests.conftest import MUNICIPALITY, RULES

TARIFFS = f"gemeenten/{MUNICIPALITY}/tarieven"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the rules with the tariffs of one municipality as a workbook."""
    copied = tmp_path / "rules"
    shutil.copytree(RULES, copied)
    was = copied / f"{TARIFFS}.yaml"
    (copied / f"{TARIFFS}.xlsx").write_bytes(
        workbook_of({f"{TARIFFS}.yaml": read_yaml(was).plain}, with_file=False)
    )
    was.unlink()
    return copied


def typed(folder: Path, change: Any) -> None:
    path = folder / f"{TARIFFS}.xlsx"
    book = load_workbook(io.BytesIO(path.read_bytes()))
    change(book["tarieven"])
    book.save(path)


def issues_of(folder: Path) -> str:
    with pytest.raises(RulesError) as caught:
        read_rules(folder, MUNICIPALITY)
    return str(caught.value)


def row_of(sheet: Any, first: str) -> int:
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == first)


def test_tariffs_in_a_workbook_are_the_same_rules(folder: Path) -> None:
    assert read_rules(folder, MUNICIPALITY).hash == read_rules(RULES, MUNICIPALITY).hash


def test_a_tariff_that_is_typed_in_a_workbook_counts_to_the_cent(folder: Path) -> None:
    def change(sheet: Any) -> None:
        head = row_of(sheet, "wet")
        column = next(cell.column for cell in sheet[head] if cell.value == "is bedrag")
        sheet.cell(head + 1, column).value = 39.05

    typed(folder, change)

    rows = read_rules(folder, MUNICIPALITY).list_rows
    assert "39,05" in {row.value for group in rows for row in group.rows}


def test_what_is_wrong_in_a_workbook_is_said_at_its_cell(folder: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.cell(row_of(sheet, "wet") + 1, 2).value = "huishoudelijk_hulp"

    typed(folder, change)

    assert issues_of(folder).startswith(f"{TARIFFS}.xlsx!tarieven!B")
    assert "'huishoudelijk_hulp' is geen keuze bij 'product'." in issues_of(folder)


def test_a_cell_that_cannot_be_read_is_said_beside_the_other_files(folder: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.cell(row_of(sheet, "wet") + 1, 5).value = "=2*20"

    typed(folder, change)
    (folder / "landelijk" / "leeg.yaml").write_text("[]", encoding="utf-8")

    assert f"{TARIFFS}.xlsx!tarieven!E" in issues_of(folder)
    assert "Hier staat een formule." in issues_of(folder)
    assert "landelijk/leeg.yaml:1" in issues_of(folder)


@pytest.mark.parametrize(("file", "is_fine"), [("tarieven.xlsx", True), ("landelijk/wmo.yaml", False)])
def test_a_workbook_that_is_a_rule_file_names_no_other_file(
    folder: Path, file: str, *, is_fine: bool
) -> None:
    def change(sheet: Any) -> None:
        sheet.insert_rows(2)
        sheet["A2"].value, sheet["B2"].value = "bestand", file

    typed(folder, change)

    if is_fine:
        assert read_rules(folder, MUNICIPALITY).hash == read_rules(RULES, MUNICIPALITY).hash
    else:
        assert f"Dit werkboek is zelf het bestand '{TARIFFS}.xlsx'." in issues_of(folder)


def test_what_excel_keeps_beside_an_open_workbook_is_no_rule_file(folder: Path) -> None:
    (folder / f"gemeenten/{MUNICIPALITY}/~$tarieven.xlsx").write_bytes(b"x")

    assert read_rules(folder, MUNICIPALITY).hash == read_rules(RULES, MUNICIPALITY).hash


@pytest.mark.parametrize("suffix", ["xls", "xlsm", "ods", "XLSX"])
def test_a_workbook_of_another_kind_is_not_passed_over(folder: Path, suffix: str) -> None:
    (folder / f"{TARIFFS}.{suffix}").write_bytes(b"x")

    assert f"{TARIFFS}.{suffix}  Dit wordt niet gelezen.\n    Bewaar het als tarieven.xlsx." in issues_of(
        folder
    )
