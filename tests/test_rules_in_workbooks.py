"""A workbook in a folder of rules is a rule file like any other, and says what is wrong at its cells."""

import io
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from budget_engine.errors import RulesError
from budget_engine.files.nodes import parse_yaml, read_yaml
from budget_engine.files.sheets.excel_rules import workbook_of
from budget_engine.files.yaml_rules import read_rules
from tests.conftest import RULES

TARIFFS = "gemeenten/proef/tarieven"
FACTS = """
- feit: product
  voor: oplossing
  soort: keuze
  keuzes: {hulp: hulp in huis, taxi: een taxi}
  vraag: Wat wordt gegeven?
  wie: [consulent]
- opzoeklijst: tarieven
  sleutels: [product]
  soort: bedrag
  eenheid: per uur
  bereik: 0,00..1000,00
  titel: Tarief
"""
ROWS = """
- rijen_van: tarieven
  geldig_van: 2026-01-01
  grondslag: {klasse: beleid, beleidssoort: binnenwettelijk, wet: Wmo 2015, artikel: verordening artikel 14,
    niveau: verordening, vastgesteld_door: gemeenteraad, bekendmaking: Gemeenteblad 1, in_werking: 2026-01-01}
  rijen:
    - {product: hulp, is: "38,40"}
    - {product: taxi, is: "1,10"}
"""
LAW = "- {wet: Wmo 2015, code: wmo, uitvoerder: gemeente}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a small folder of rules with the tariffs of one municipality as a workbook."""
    for name, text in {"feiten/feiten.yaml": FACTS, "landelijk/wmo.yaml": LAW}.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / TARIFFS).parent.mkdir(parents=True)
    rows = parse_yaml(ROWS.encode(), TARIFFS).plain
    (tmp_path / f"{TARIFFS}.xlsx").write_bytes(workbook_of({"tarieven": rows}, with_file=False))
    return tmp_path


def typed(folder: Path, change: Any) -> None:
    path = folder / f"{TARIFFS}.xlsx"
    book = load_workbook(io.BytesIO(path.read_bytes()))
    change(book["tarieven"])
    book.save(path)


def issues_of(folder: Path) -> str:
    with pytest.raises(RulesError) as caught:
        read_rules(folder, "proef")
    return str(caught.value)


def type_in(place: str, value: Any) -> Any:
    def change(sheet: Any) -> None:
        sheet[place].value = value

    return change


def test_the_real_tariffs_in_a_workbook_are_the_same_rules(tmp_path: Path) -> None:
    copied = tmp_path / "rules"
    shutil.copytree(RULES, copied)
    was = copied / "gemeenten/buurgemeente/tarieven.yaml"
    was.with_suffix(".xlsx").write_bytes(workbook_of({was.name: read_yaml(was).plain}, with_file=False))
    was.unlink()

    assert read_rules(copied, "buurgemeente").hash == read_rules(RULES, "buurgemeente").hash


def test_a_tariff_that_is_typed_in_a_workbook_counts_to_the_cent(folder: Path) -> None:
    typed(folder, type_in("B15", 39.05))

    rows = read_rules(folder, "proef").list_rows
    assert [row.value for group in rows for row in group.rows] == ["39,05", "1,10"]


def test_what_is_wrong_in_a_workbook_is_said_at_its_cell(folder: Path) -> None:
    typed(folder, type_in("A15", "hulpp"))

    assert issues_of(folder) == (
        f"{TARIFFS}.xlsx!tarieven!A15  'hulpp' is geen keuze bij 'product'. Kies uit: hulp, taxi."
    )


def test_a_cell_that_cannot_be_read_is_said_beside_the_other_files(folder: Path) -> None:
    typed(folder, type_in("B15", "=2*20"))
    (folder / "landelijk" / "leeg.yaml").write_text("[]", encoding="utf-8")

    assert f"{TARIFFS}.xlsx!tarieven!B15  Hier staat een formule." in issues_of(folder)
    assert "landelijk/leeg.yaml:1" in issues_of(folder)


@pytest.mark.parametrize(("file", "is_fine"), [("tarieven.xlsx", True), ("landelijk/wmo.yaml", False)])
def test_a_workbook_that_is_a_rule_file_names_no_other_file(
    folder: Path, file: str, *, is_fine: bool
) -> None:
    before = read_rules(folder, "proef").hash

    def change(sheet: Any) -> None:
        sheet.insert_rows(2)
        sheet["A2"].value, sheet["B2"].value = "bestand", file

    typed(folder, change)

    if is_fine:
        assert read_rules(folder, "proef").hash == before
    else:
        assert f"tarieven!B2  Dit werkboek is zelf het bestand '{TARIFFS}.xlsx'." in issues_of(folder)


def test_what_excel_keeps_beside_an_open_workbook_is_no_rule_file(folder: Path) -> None:
    before = read_rules(folder, "proef").hash

    (folder / "gemeenten/proef/~$tarieven.xlsx").write_bytes(b"x")

    assert read_rules(folder, "proef").hash == before


@pytest.mark.parametrize("suffix", ["xls", "xlsm", "ods", "XLSX"])
def test_a_workbook_of_another_kind_is_not_passed_over(folder: Path, suffix: str) -> None:
    (folder / f"{TARIFFS}.{suffix}").write_bytes(b"x")

    assert f"{TARIFFS}.{suffix}  Dit wordt niet gelezen.\n    Bewaar het als tarieven.xlsx." in issues_of(
        folder
    )


def test_a_row_is_high_enough_for_every_line_of_its_cells() -> None:
    """LibreOffice does not work it out by itself, and shows two rows on top of each other."""
    facts = parse_yaml(FACTS.encode(), "feiten.yaml").plain
    facts[0]["hulp"] = "\n".join(["een regel"] * 3)

    book = load_workbook(io.BytesIO(workbook_of({"feiten/basis.yaml": facts})))

    of_lines = {
        cell.value.count("\n") + 1: book["feiten"].row_dimensions[cell.row].height
        for row in book["feiten"].iter_rows(min_row=2)
        for cell in row
        if isinstance(cell.value, str) and "\n" in cell.value
    }
    assert of_lines
    assert all(height >= 15 * lines for lines, height in of_lines.items())
