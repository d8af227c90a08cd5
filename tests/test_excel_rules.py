"""A workbook holds what rule files hold: all of it comes back, and a changed cell is all that changes."""

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.styles import NamedStyle

from budget_engine.errors import InputError
from budget_engine.files.editing.folder import files_of
from budget_engine.files.nodes import hides
from budget_engine.files.sheets.excel_rules import parse_workbook, read_workbook, workbook_of
from budget_engine.files.sheets.forms import Form, cell_of, value_of
from budget_engine.files.sheets.workbook_values import Number, number_of
from budget_engine.values import MOST_CENTS, print_cents
from tests.conftest import RULES
from tests.odd_entries import odd_files, rule_set_of
from tests.small_rules import (
    LAW_FILE,
    OWN_FILE,
    cell,
    changed,
    found_in,
    small_files,
    small_workbook,
    where,
)

BATCH = 25
MANY = 75


def real_files() -> dict[str, Any]:
    return dict(files_of(RULES))


def real_and_odd_files() -> dict[str, Any]:
    return {**real_files(), **{f"vreemd/{name}": entries for name, entries in odd_files(7).items()}}


@pytest.fixture(scope="module")
def real_workbook() -> bytes:
    """All rule files of every municipality, with some odd ones beside them."""
    return workbook_of(real_and_odd_files())


@pytest.fixture
def batches(request: pytest.FixtureRequest) -> list[range]:
    if request.config.getoption("--grondig"):
        start, many = request.getfixturevalue("seed"), 2000
    else:
        start, many = 0, MANY
    return [range(first, first + BATCH) for first in range(start, start + many, BATCH)]


# --- all of it comes back -------------------------------------------------------------------------------------


def test_generated_rule_sets_come_back_with_every_odd_text(batches: list[range]) -> None:
    for batch in batches:
        sets = {seed: odd_files(seed) for seed in batch}
        files = {f"{seed}/{name}": entries for seed, own in sets.items() for name, entries in own.items()}

        back = found_in(workbook_of(files))

        assert back == files
        for seed, own in sets.items():
            ours = {name: back[f"{seed}/{name}"] for name in own}
            assert rule_set_of(ours).hash == rule_set_of(own).hash


def test_the_rules_of_every_municipality_come_back(real_workbook: bytes) -> None:
    assert found_in(real_workbook) == real_and_odd_files()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_workbook_that_libreoffice_saved_comes_back(real_workbook: bytes, tmp_path: Path) -> None:
    (tmp_path / "regels.xlsx").write_bytes(real_workbook)

    done = subprocess.run(
        [  # noqa: S607 - LibreOffice, wherever it is
            "soffice", f"-env:UserInstallation=file://{tmp_path}/profiel", "--headless", "--convert-to", "xlsx",
            "--outdir", f"{tmp_path}/uit", f"{tmp_path}/regels.xlsx",
        ],
        check=False, capture_output=True, timeout=200,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    saved = read_workbook(tmp_path / "uit" / "regels.xlsx")
    assert {name: document.plain for name, document in saved.items()} == real_and_odd_files()


def test_the_places_of_a_workbook_are_its_cells() -> None:
    found = parse_workbook(small_workbook(), "regels.xlsx")[LAW_FILE]
    rule = next(number for number, entry in enumerate(found.entries) if "regel" in entry)
    table = next(number for number, entry in enumerate(found.entries) if "tabel" in entry)

    assert str(found.place((rule, "regel"))) == "regels.xlsx!regels!C2"
    assert str(found.place((rule, "grondslag"))) == "regels.xlsx!regels!U2"
    assert str(found.place((rule, "als", "alle", 1, "een_van", 0, "uren_mantelzorg"))) == (
        "regels.xlsx!voorwaarden!G9"
    )
    assert str(found.place((rule, "voorbeelden", 0, "leden", "persoon.steun", 0, "uren"))) == (
        "regels.xlsx!voorbeelden!H4"
    )
    assert str(found.place((table, "rijen", 1, "vorm"))) == "regels.xlsx!eigen-bijdrage!B14"
    assert str(found.place((table, "rijen", 1, "geen-veld"))) == "regels.xlsx!eigen-bijdrage!A14"
    assert str(found.place((table, "trefbeleid"))) == "regels.xlsx!eigen-bijdrage!B6"


@given(st.integers(min_value=-MOST_CENTS, max_value=MOST_CENTS))
def test_an_amount_is_the_same_to_the_cent_however_excel_stores_it(cents: int) -> None:
    amount = print_cents(cents)
    written = cell_of(Form.EURO, amount)
    assert isinstance(written, Number)
    stored = repr(written.digits / 100)  # a double, as in the file
    seventeen = f"{written.digits / 100:.17g}"  # as Excel writes it: 66.930000000000007

    for text in (stored, seventeen):
        number = number_of(text)
        assert number is not None
        assert value_of(Form.EURO, number) == amount


TEXTS = st.text(max_size=30).filter(lambda text: not any(hides(line) for line in text.split("\n")))


@given(TEXTS)
def test_any_text_comes_back_from_a_cell(text: str) -> None:
    written = cell_of(Form.TEXT, text)

    assert written is not None
    assert value_of(Form.TEXT, written) == text


@given(st.lists(TEXTS, max_size=5))
def test_any_list_comes_back_from_one_cell(items: list[str]) -> None:
    written = cell_of(Form.LINES, items)

    assert written is not None
    assert value_of(Form.LINES, written) == items


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)))
def test_a_date_comes_back_or_stands_as_text(day: date) -> None:
    written = cell_of(Form.DATE, day.isoformat())

    assert written is None or value_of(Form.DATE, written) == day.isoformat()
    assert (written is None) == (day < date(1900, 3, 1) or date(1905, 1, 1) <= day < date(1906, 2, 1))


# --- one changed cell is all that changes -----------------------------------------------------------------------


def strip(book: Any) -> None:
    """Take away all that is no cell: remarks, drop-downs, names, properties, formats, widths, what is frozen."""
    book.defined_names.clear()
    book.properties.title = book.properties.creator = None
    for name in ("lees mij", "keuzelijsten"):
        del book[name]
    bare = NamedStyle("kaal")
    for sheet in book:
        sheet.data_validations.dataValidation.clear()
        sheet.freeze_panes = None
        for column in list(sheet.column_dimensions):
            del sheet.column_dimensions[column]
        for row in sheet.iter_rows():
            for one in row:
                one.comment = None
                if isinstance(one.value, date):  # what is left of a date is the number of its day
                    one.value = (one.value.date() - date(1899, 12, 30)).days
                one.style = bare


def _table(files: Any) -> Any:
    return next(entry for entry in files[LAW_FILE] if "tabel" in entry)


def _rule(files: Any) -> Any:
    return next(entry for entry in files[LAW_FILE] if "regel" in entry)


def _own(files: Any, word: str) -> Any:
    return next(entry for entry in files[OWN_FILE] if word in entry)


def put(into: Any, *path: Any) -> None:
    *way, last, value = path
    for step in way:
        into = into[step]
    into[last] = value


CHANGES = {
    "een bedrag in een groep": (
        cell("tarieven proef", "B8", 70.15),
        lambda files: put(_own(files, "rijen_van"), "rijen", 0, "is", "70,15"),
    ),
    "een bedrag in een tabel": (
        cell("eigen-bijdrage", "C13", 22),
        lambda files: put(_table(files), "rijen", 0, "bijdrage", "22,00"),
    ),
    "een toets in een tabel": (
        cell("eigen-bijdrage", "B14", "pgb, geen"),
        lambda files: put(_table(files), "rijen", 1, "vorm", "pgb, geen"),
    ),
    "het trefbeleid": (
        cell("eigen-bijdrage", "B6", "eerste"),
        lambda files: put(_table(files), "trefbeleid", "eerste"),
    ),
    "de waarde van een parameter": (
        cell("waarden", "E3", 3),
        lambda files: put(files[OWN_FILE], 1, "is", "3"),
    ),
    "een einddatum": (
        cell("regels", "AH2", date(2026, 12, 31)),
        lambda files: put(_rule(files), "geldig_tot", "2026-12-31"),
    ),
    "een tekst": (
        cell("regels", "J2", "Kijk hoe dit gaat."),
        lambda files: put(_rule(files), "dan", "tekst", "Kijk hoe dit gaat."),
    ),
    "een omschrijving van een keuze": (
        cell("keuzes", "D3", "met een budget"),
        lambda files: put(files[LAW_FILE], 1, "keuzes", "pgb", "met een budget"),
    ),
    "een grens in een voorwaarde": (
        cell("voorwaarden", "G9", ">= 30"),
        lambda files: put(_rule(files), "als", "alle", 1, "een_van", 0, "uren_mantelzorg", ">= 30"),
    ),
    "een woord in een voorwaarde": (
        cell("voorwaarden", "E8", "alle"),
        lambda files: put(
            _rule(files), "als", "alle", 1, {"alle": _rule(files)["als"]["alle"][1]["een_van"]}
        ),
    ),
    "een totaal": (
        cell("voorwaarden", "E2", "hoogste"),
        lambda files: put(files[LAW_FILE], 5, "is", {"hoogste": files[LAW_FILE][5]["is"]["som"]}),
    ),
    "een feit in een voorbeeld": (
        cell("voorbeelden", "H4", "39"),
        lambda files: put(_rule(files), "voorbeelden", 0, "leden", "persoon.steun", 0, "uren", "39"),
    ),
    "de uitkomst van een voorbeeld": (
        cell("voorbeelden", "H10", "onbekend"),
        lambda files: put(_rule(files), "voorbeelden", 1, "geldt", "onbekend"),
    ),
    "een item in een lijst": (
        cell("mandaten", "H2", "toekennen\nverlagen\nbeeindigen"),
        lambda files: put(_own(files, "mandaat"), "handelingen", ["toekennen", "verlagen", "beeindigen"]),
    ),
    "een bedrag van een mandaat": (
        cell("mandaten", "G2", 1234.5),
        lambda files: put(_own(files, "mandaat"), "tot_bedrag", "1234,50"),
    ),
    "de plaats in het bestand": (
        cell("waarden", "B2", 3),
        lambda files: files[OWN_FILE].insert(1, files[OWN_FILE].pop(0)),
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_with_all_else_stripped_exactly_the_changed_cell_comes_back(what: str) -> None:
    change, expect = CHANGES[what]
    expected = small_files()
    expect(expected)

    found = found_in(changed(small_workbook(), strip, change))

    assert found == expected
    assert found != small_files()


def test_a_row_that_is_added_without_a_number_comes_after_the_one_above_it() -> None:
    def add(book: Any) -> None:
        sheet = book["waarden"]
        sheet.insert_rows(3)
        for name, value in {"A": OWN_FILE, "C": "nieuw", "G": "ja", "H": date(2026, 1, 1)}.items():
            sheet[f"{name}3"].value = value

    found = found_in(changed(small_workbook(), add))

    assert [entry.get("waarde") for entry in found[OWN_FILE]][:3] == [
        "bijdrage_per_maand",
        "nieuw",
        "beslistermijn",
    ]


def test_a_condition_is_added_between_two_others_as_a_law_does() -> None:
    def add(book: Any) -> None:
        sheet = book["voorwaarden"]
        row = [LAW_FILE, "regel pgb-uren", "als", "1.1a", None, "uren_mantelzorg", "< 168"]
        for column, value in enumerate(row, start=1):
            sheet.cell(sheet.max_row + (column == 1), column).value = value

    found = found_in(changed(small_workbook(), add))

    assert _rule(found)["als"]["alle"][1] == {"uren_mantelzorg": "< 168"}


def test_two_tests_of_one_fact_side_by_side_must_both_hold() -> None:
    def add(book: Any) -> None:
        sheet = book["voorwaarden"]
        last = sheet.max_row
        row = [LAW_FILE, "afleiding uren_mantelzorg", "is", "1.2.2", None, "betaald", "ja"]
        for column, value in enumerate(row, start=1):
            sheet.cell(last + 1, column).value = value

    found = found_in(changed(small_workbook(), add))

    assert found[LAW_FILE][5]["is"]["som"]["waar"] == {"alle": [{"betaald": "nee"}, {"betaald": "ja"}]}


def test_versions_of_one_rule_are_told_apart_by_their_first_day() -> None:
    files = small_files()
    later = {**_rule(files), "geldig_van": "2027-01-01", "als": {"vorm": "natura"}}
    files[LAW_FILE].append(later)

    content = workbook_of(files)

    assert found_in(content) == files
    book = load_workbook(io.BytesIO(content))
    row = where(book, "voorwaarden", onderdeel="regel pgb-uren 2027-01-01")
    with pytest.raises(InputError) as caught:
        found_in(changed(content, cell("voorwaarden", f"B{row}", "regel pgb-uren")))
    assert str(caught.value) == (
        f"regels.xlsx!voorwaarden!B{row}  'regel pgb-uren' staat er 2 keer.\n"
        "    Schrijf regel pgb-uren 2015-01-01 of regel pgb-uren 2027-01-01."
    )


def test_no_cell_holds_yaml_and_no_part_holds_a_copy() -> None:
    content = small_workbook()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.namelist()
    cells = [
        str(one.value)
        for sheet in load_workbook(io.BytesIO(content))
        for row in sheet
        for one in row
        if one.value
    ]

    assert len(cells) > 300
    assert not [text for text in cells if re.search(r"(^|[{\n] *|- )[a-z_.]+: ", text)]
    assert not [part for part in parts if "custom" in part or not part.endswith((".xml", ".rels", ".vml"))]
    assert all(sheet.sheet_state == "visible" for sheet in load_workbook(io.BytesIO(content)))


def test_who_fills_it_in_is_helped_at_the_column() -> None:
    book = load_workbook(io.BytesIO(small_workbook()))
    table, values = book["eigen-bijdrage"], book["waarden"]

    suggested = {str(item.sqref).split(":")[0]: item for item in table.data_validations.dataValidation}
    assert table["B12"].comment.text.startswith("In welke vorm wordt de hulp gegeven?\nnatura: in natura")
    assert table.freeze_panes == "B13"
    assert suggested["B13"].showErrorMessage is False
    choices = book["keuzelijsten"][suggested["B13"].formula1.split("!")[1].replace("$", "")]
    assert [one.value for (one,) in choices] == ["-", "natura", "pgb", "geen"]
    assert suggested["B6"].showErrorMessage is True
    assert values["D2"].number_format == "[$€-413] #,##0.00;[Red][$€-413] -#,##0.00"
    assert values["H2"].is_date
    assert values.column_dimensions["C"].number_format == "@"
    assert book.sheetnames[0] == "lees mij"


# --- what is not written -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"regel": "a", "slug": ["x"]}, "'regel a' past niet in een werkboek: bij 'slug'"),
        ({"waarde": "a", "is": "1", "geldig_van": "2026-01-01", "geen_veld": "x"}, "Onderdeel 1 past niet"),
        ({"wet": "a", "code": "x" * 40_000}, "langer dan 32767 tekens"),
        ({"wet": "a", "code": "x\ry"}, "een teken in dat u niet ziet"),
        ({"iets": "a"}, "Onderdeel 1 begint niet met een bekend woord."),
        ({"wet": "a"}, "'code' ontbreekt."),
        ("los", "Onderdeel 1 begint niet met een bekend woord."),
    ],
)
def test_what_would_be_lost_is_not_written(entry: Any, said: str) -> None:
    with pytest.raises(InputError) as caught:
        workbook_of({"landelijk/wmo.yaml": [entry]})

    assert said in str(caught.value)
    assert str(caught.value).startswith("landelijk/wmo.yaml  ")
