"""Whatever is typed where: a workbook is refused with its cells, or what it says is written again the same."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from budget_engine.errors import InputError, Issue
from budget_engine.files.sheets.excel_rules import workbook_of
from budget_engine.files.sheets.help import declared_in
from budget_engine.files.sheets.reader import documents_of
from budget_engine.files.sheets.workbook_sheets import sheets_of
from budget_engine.files.sheets.workbook_values import Content, Number, Sheet
from budget_engine.files.sheets.writer import pages_of
from tests.small_rules import LAW_FILE, found_in, small_files, small_workbook

FEW = 400
TYPED: tuple[Content, ...] = (
    "x", "-1", "1.1", "2", "alle", "niet", "samen", "vergelijk", "som", "van", "waar", "altijd", "regel pgb-uren",
    "feiten", "leden", "tabel", "rijen_van", "invoer", "als", "is", "[]", '""', '"', "sleutel", "kolom", "vastgelegd",
    "minstens_een", "onbekend", "landelijk/wmo.yaml", Number(3), Number(-1), Number(15, 1), Number(46000, 0, True),
    date(2026, 1, 1),
)  # fmt: skip


def slipped(sheets: list[Sheet], random: Random) -> list[Sheet]:
    """Empty a few cells, copy others over them, or type something there."""
    found = list(sheets)
    for _ in range(random.randint(1, 4)):
        number = random.randrange(1, len(found) - 1)
        cells = dict(found[number].cells)
        place = (random.randint(1, 16), random.randint(1, 10))
        if random.random() < 0.7:
            place = random.choice(list(cells))
        match random.randint(0, 3):
            case 0:
                cells.pop(place, None)
            case 1:
                cells[place] = cells[random.choice(list(cells))]
            case _:
                cells[place] = random.choice(TYPED)
        found[number] = replace(found[number], cells=cells)
    return found


@pytest.fixture
def slips(request: pytest.FixtureRequest) -> range:
    if request.config.getoption("--grondig"):
        start = request.getfixturevalue("seed")
        return range(start, start + 20_000)
    return range(FEW)


def test_a_slip_is_refused_with_its_cell_or_is_kept(slips: range) -> None:
    sheets = sheets_of(small_workbook(), "regels.xlsx")
    kept = refused = 0
    nowhere: list[Issue] = []
    for seed in slips:
        try:
            found = documents_of(slipped(sheets, Random(seed)), "regels.xlsx")
        except InputError as error:
            refused += 1
            nowhere.extend(issue for issue in error.issues if issue.place.cell is None)
            continue
        kept += 1
        files = {name: document.entries for name, document in found.items()}

        again = documents_of(
            [page.sheet for page in pages_of(files, declared_in([]), with_file=True)], "regels.xlsx"
        )

        assert {name: document.entries for name, document in again.items()} == files, seed
    assert nowhere == []
    assert min(kept, refused) > 0.05 * len(slips)


def test_a_number_below_zero_and_a_total_under_a_name_come_back() -> None:
    files = small_files()
    rule = next(entry for entry in files[LAW_FILE] if "regel" in entry)
    table = next(entry for entry in files[LAW_FILE] if "tabel" in entry)
    rule["als"] = {"alle": [{"uren_mantelzorg": "(0 - 1)..5"}, {"uren_mantelzorg": ">= 0 - 1"}]}
    table["invoer"] = ["vorm", {"kolom": "meer", "is": "uren_mantelzorg + 1"}]
    for row, test in zip(table["rijen"], ["(0 - 1)", "niet (0 - 1)"], strict=True):
        row["meer"] = test

    assert found_in(workbook_of(files)) == files
