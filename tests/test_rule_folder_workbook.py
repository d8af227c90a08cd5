"""From rules to a workbook, one cell changed by a person, and back: exactly that line differs."""

import shutil
from collections.abc import Callable, Mapping
from copy import deepcopy
from difflib import unified_diff
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from budget_engine.errors import InputError
from budget_engine.files.editing.folder import files_of, put, put_workbook
from budget_engine.files.sheets.excel_rules import workbook_of
from budget_engine.files.yaml_rules import read_rules
from tests.conftest import RULES
from tests.two_towns import LAW, LAW_FILE, OWN_FILE, TARIFFS, laid_in

REAL_TARIFFS, REAL_LAW = "gemeenten/buurgemeente/tarieven.yaml", "landelijk/zvw.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return laid_in(tmp_path / "regels")


def saved(folder: Path, content: bytes, change: Callable[[Any], object]) -> Path:
    """Open a workbook as a person does, change it, and save it."""
    book = openpyxl.load_workbook(BytesIO(content))
    change(book)
    path = folder.parent / "boek.xlsx"
    book.save(path)
    return path


def cell_of(book: Any, *beside: object) -> Any:
    """Find the only row that holds these values, and give the cell of the first of them."""
    rows = [row for sheet in book for row in sheet.iter_rows()]
    found = [row for row in rows if all(any(cell.value == value for cell in row) for value in beside)]
    assert len(found) == 1, found
    return next(cell for cell in found[0] if cell.value == beside[0])


def differing(old: Mapping[str, str], folder: Path) -> list[str]:
    """Give every line that went or came, with its file."""
    lines: list[str] = []
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        found = unified_diff(old[name].splitlines(), path.read_text("utf-8").splitlines(), lineterm="", n=0)
        lines += [f"{name} {line}" for line in found if not line.startswith(("---", "+++", "@@"))]
    return lines


def test_one_cell_of_the_real_rules_is_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    old = {path.relative_to(RULES).as_posix(): path.read_text("utf-8") for path in RULES.rglob("*.yaml")}
    files = files_of(folder)
    book = workbook_of(
        {name: files[name] for name in (REAL_LAW, REAL_TARIFFS)},
        around=[e for own in files.values() for e in own],
    )

    def change(book: Any) -> None:
        cell_of(book, 36.15, "huishoudelijke_hulp").value = 37.1
        cell_of(book, "behandeling", "regel vervoer-route-6", "als").value = "behandeling, ziekenhuis"

    def amount(book: Any) -> None:
        cell_of(book, 36.15, "huishoudelijke_hulp").value = 37.1

    with pytest.raises(InputError, match=r"boek\.xlsx!voorwaarden!G\d+  .*ziekenhuis"):
        put_workbook(folder, saved(folder, book, change), "boek.xlsx")
    assert differing(old, folder) == []
    changes = put_workbook(folder, saved(folder, book, amount))

    row = "    - {wet: wmo, product: huishoudelijke_hulp, eenheid: uur, tariefsoort: natura, is: "
    assert differing(old, folder) == [
        f'{REAL_TARIFFS} -{row}"36,15", bron: fictief}}',
        f'{REAL_TARIFFS} +{row}"37,10", bron: fictief}}',
    ]
    assert list(changes.lines())[:3] == [
        f"{REAL_TARIFFS}: 1 onderdeel gewijzigd.",
        "    Gewijzigd: rijen_van tarieven 2026-01-01 #1.",
        "1 bestand is gelijk gebleven.",
    ]


@pytest.mark.grondig
def test_all_real_rules_through_a_workbook_change_no_byte(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    old = {path.relative_to(RULES).as_posix(): path.read_text("utf-8") for path in RULES.rglob("*.yaml")}

    changes = put_workbook(folder, saved(folder, workbook_of(files_of(folder)), str))

    assert differing(old, folder) == []
    assert list(changes.lines()) == ["Er is niets veranderd."]


def test_a_changed_test_and_an_added_row_come_back_in_their_places(folder: Path) -> None:
    old = {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.yaml")}

    def change(book: Any) -> None:
        cell_of(book, "Een pgb is gekozen", "wmo-vorm").value = "Een pgb: let op"
        cell_of(book, 38.4).value = 41

    changes = put_workbook(folder, saved(folder, workbook_of(one_town(folder)), change))

    assert differing(old, folder) == [
        f'{OWN_FILE} -    - {{vorm: natura, is: "38,40"}}  # per uur',
        f'{OWN_FILE} +    - {{vorm: natura, is: "41,00"}}  # per uur',
        f"{LAW_FILE} -  titel: Een pgb is gekozen",
        f"{LAW_FILE} +  titel: 'Een pgb: let op'",
    ]
    assert "Niet genoemd en dus niet veranderd: gemeenten/stad/tarieven.yaml." in changes.lines()


def one_town(folder: Path) -> dict[str, Any]:
    return {name: entries for name, entries in files_of(folder).items() if "stad" not in name}


def test_what_is_wrong_in_a_workbook_is_said_at_its_cell_and_changes_nothing(folder: Path) -> None:
    def change(book: Any) -> None:
        cell_of(book, "pgb-nakijken", "wmo-vorm").value = "pgb-nakijkn"

    with pytest.raises(InputError) as caught:
        put_workbook(folder, saved(folder, workbook_of(one_town(folder)), change), "boek.xlsx")

    assert str(caught.value.issues[0]).startswith("boek.xlsx!regels!")
    assert "pgb-nakijkn" in str(caught.value.issues[0])
    assert (folder / LAW_FILE).read_text() == LAW


def test_a_rule_file_that_is_a_workbook_is_written_anew_only_when_it_changes(folder: Path) -> None:
    files = deepcopy(files_of(folder))
    book = "gemeenten/dorp/tarieven.xlsx"
    (folder / OWN_FILE).unlink()
    files[book] = files.pop(OWN_FILE)
    before = read_rules(laid_in(folder.parent / "anders"), "dorp").hash

    made = put(folder, files)
    first = (folder / book).read_bytes()
    same = put(folder, files_of(folder))
    second = (folder / book).read_bytes()
    files[book][0]["rijen"][0]["is"] = "40,00"
    changed = put(folder, files)

    assert next(made.lines()) == f"{book}: nieuw bestand met 1 onderdeel."
    assert list(same.lines()) == ["Er is niets veranderd."]
    assert first == second
    assert next(changed.lines()) == f"{book}: 1 onderdeel gewijzigd."
    assert files_of(folder)[book][0]["rijen"][0]["is"] == "40,00"
    files[book][0]["rijen"][0]["is"] = "38,40"
    put(folder, files)
    assert read_rules(folder, "dorp").hash == before
    assert TARIFFS.count("38,40") == 1
