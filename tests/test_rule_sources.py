"""Rules compared from folders and workbooks: each difference once, in the municipality that it is of."""

from collections.abc import Callable
from pathlib import Path

import pytest

from budget_engine.difference.one import ChangeKind
from budget_engine.difference.report import COLUMNS, summary
from budget_engine.errors import InputError, RulesError
from budget_engine.files.nodes import Plain, parse_yaml, read_yaml
from budget_engine.files.rule_sources import compared, difference_sheet, read_all
from budget_engine.files.sheets.excel_rules import workbook_of
from budget_engine.files.sheets.workbook_sheets import sheets_of
from budget_engine.files.yaml_rules import read_rules
from tests.notation import DECLARED, rule

LIMIT = "- {parameter: grens, soort: getal, bereik: 0..200, naamwoord: de grens}\n"
VALUE = """
- waarde: grens
  is: 5
  geldig_van: 2026-01-01
  grondslag: {klasse: beleid, beleidssoort: binnenwettelijk, wet: Testwet, artikel: verordening, niveau: verordening, vastgesteld_door: raad, bekendmaking: Gemeenteblad, in_werking: 2026-01-01}
"""  # noqa: E501 - one field of a rule file
FILES = {
    "feiten/feiten.yaml": DECLARED + LIMIT,
    "landelijk/testwet.yaml": rule("{leeftijd: '< grens'}", "persoon"),
    "gemeenten/oost/waarden.yaml": VALUE,
    "gemeenten/west/waarden.yaml": VALUE.replace("is: 5", "is: 7"),
}

Laid = Callable[..., Path]


@pytest.fixture
def laid(tmp_path: Path) -> Laid:
    """Lay rule files down in a folder, with texts replaced; without a file where its text is empty."""

    def lay(name: str, **changed: str) -> Path:
        for file, text in {**FILES, **changed}.items():
            path = tmp_path / name / file
            if text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        return tmp_path / name

    return lay


def as_workbook(folder: Path, path: Path) -> Path:
    files: dict[str, list[Plain]] = {}
    for file in sorted(folder.rglob("*.yaml")):
        plain = read_yaml(file).plain
        assert isinstance(plain, list)
        files[file.relative_to(folder).as_posix()] = plain
    path.write_bytes(workbook_of(files))
    return path


def test_a_folder_and_its_copy_have_no_difference(laid: Laid) -> None:
    assert compared(laid("a"), laid("b")) == ()


def test_what_holds_everywhere_is_told_once(laid: Laid) -> None:
    changed = {"landelijk/testwet.yaml": rule("{leeftijd: '<= grens'}", "persoon")}

    found = compared(laid("a"), laid("b", **changed))

    assert [(item.part, item.municipality) for item in found] == [("regel r", None)]


def test_what_a_municipality_has_of_its_own_is_told_as_its_own(laid: Laid) -> None:
    changed = {"gemeenten/west/waarden.yaml": VALUE.replace("is: 5", "is: 9")}

    found = compared(laid("a"), laid("b", **changed))

    assert [(item.part, item.municipality) for item in found] == [("waarde grens", "west")]
    assert found[0].sentences == ("De grens in West gaat van 7 naar 9 vanaf 1 januari 2026.",)
    assert compared(laid("a"), laid("b", **changed), "oost") == ()


def test_a_municipality_that_comes_or_goes_is_told_with_what_it_has(laid: Laid) -> None:
    without = {"gemeenten/west/waarden.yaml": ""}

    gone, come = compared(laid("a"), laid("b", **without)), compared(laid("b", **without), laid("a"))

    assert {item.change for item in gone} == {ChangeKind.REMOVED}
    assert {item.change for item in come} == {ChangeKind.ADDED}
    assert {item.municipality for item in (*gone, *come)} == {"west"}
    assert gone[0].sentences == ("De gemeente west heeft geen eigen regels meer.",)
    assert summary(gone) == "1 waarde vervallen; 2 wijzigingen kunnen uitkomsten veranderen."


def test_a_workbook_says_the_same_as_the_folder_it_was_made_of(laid: Laid, tmp_path: Path) -> None:
    folder = laid("a")
    book = as_workbook(folder, tmp_path / "regels.xlsx")

    assert compared(folder, book) == compared(book, folder) == compared(book, book) == ()
    assert read_all(book).national.hash == read_rules(folder).hash
    assert {name: own.hash for name, own in read_all(book).own.items()} == {
        name: read_rules(folder, name).hash for name in ("oost", "west")
    }


def test_a_workbook_with_one_other_value_differs_in_that_value(laid: Laid, tmp_path: Path) -> None:
    changed = laid("b", **{"gemeenten/oost/waarden.yaml": VALUE.replace("is: 5", "is: 6")})
    book = as_workbook(changed, tmp_path / "regels.xlsx")

    found = compared(laid("a"), book)

    assert [sentence for item in found for sentence in item.sentences] == [
        "De grens in Oost gaat van 5 naar 6 vanaf 1 januari 2026."
    ]


def test_the_sheet_holds_a_header_and_a_row_for_each_difference(laid: Laid) -> None:
    changed = {"landelijk/testwet.yaml": rule("{leeftijd: '<= grens'}", "persoon", "=SOM(A1)")}
    found = compared(laid("a"), laid("b", **changed))

    sheet = next(sheet for sheet in sheets_of(difference_sheet(found), "w") if sheet.name == "verschillen")

    rows = {row for row, _ in sheet.cells}
    assert [sheet.cells[1, column] for column in range(1, len(COLUMNS) + 1)] == list(COLUMNS)
    assert len(rows) == len(found) + 1
    assert "regel =SOM(A1)" in sheet.cells.values()


@pytest.mark.parametrize(
    ("name", "municipality", "said"),
    [
        ("weg", None, "Deze map of dit werkboek bestaat niet"),
        ("weg.xlsx", None, "Deze map of dit werkboek bestaat niet"),
        ("a/feiten/feiten.yaml", None, "Dit is geen map met regels en geen werkboek"),
        ("a", "noord", "De gemeente 'noord' heeft geen regels"),
        ("regels.xlsx", "noord", "De gemeente 'noord' heeft geen regels"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    laid: Laid, tmp_path: Path, name: str, municipality: str | None, said: str
) -> None:
    as_workbook(laid("a"), tmp_path / "regels.xlsx")

    with pytest.raises(InputError, match=said):
        compared(tmp_path / name, tmp_path / name, municipality)


def test_a_workbook_that_is_wrong_names_the_cell(laid: Laid, tmp_path: Path) -> None:
    wrong = laid("b", **{"gemeenten/oost/waarden.yaml": VALUE.replace("is: 5", "is: 900")})
    book = as_workbook(wrong, tmp_path / "regels.xlsx")

    with pytest.raises(RulesError, match="ligt buiten het bereik") as refused:
        read_all(book, "oost")

    assert all(issue.place.cell for issue in refused.value.issues)


MANDATE = """
- mandaat: consulent
  versie: "2026"
  functie: consulent
  wetten: [testwet]
  handelingen: [toekennen]
  geldig_van: 2026-01-01
  grondslag: {klasse: beleid, beleidssoort: binnenwettelijk, wet: Testwet, artikel: mandaat, vastgesteld_door: college, bekendmaking: Gemeenteblad, in_werking: 2026-01-01}
"""  # noqa: E501 - one field of a rule file


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("gemeenten/oost/meer.yaml", f"{VALUE}  gemeente: west\n", "'gemeente' hoort hier niet."),
        ("landelijk/mandaat.yaml", MANDATE, "Een mandaat is altijd van één gemeente."),
        ("landelijk/meer.yaml", rule("{west_grens: ja}", name="west-r"), "Dit hoort bij de gemeente 'west'"),
        ("vreemd/meer.yaml", VALUE, "'vreemd/meer.yaml' wordt niet gelezen."),
        ("gemeenten/meer.yaml", VALUE, "Zet het in de map van de gemeente, zoals gemeenten/naam/meer.yaml."),
        ("landelijk/diep/meer.yaml", VALUE, "Zet de bestanden in landelijk zelf."),
        ("landelijk/meer.yml", VALUE, "Noem het meer.yaml."),
        ("landelijk/.meer.yaml", VALUE, "Noem het anders"),
    ],
)
def test_a_workbook_is_held_to_what_a_folder_is_held_to(
    laid: Laid, tmp_path: Path, file: str, content: str, said: str
) -> None:
    files = {**FILES, file: content}
    book = tmp_path / "regels.xlsx"
    book.write_bytes(
        workbook_of({name: parse_yaml(text.encode(), name).plain for name, text in files.items()})
    )

    with pytest.raises(RulesError) as refused:
        compared(book, book)

    assert said in str(refused.value)
    assert all(issue.place.cell for issue in refused.value.issues)
