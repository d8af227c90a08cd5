"""`maatwerk regels`: what each command says, what it writes, and what it never writes over."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from budget_engine import cli_rules
from budget_engine.arguments import parser_for
from budget_engine.cli import COMMANDS, DONE, NOT_AS_IT_SHOULD, WRONG_INPUT, main
from budget_engine.files.editing.folder import files_of
from budget_engine.files.sheets.excel_rules import workbook_of
from tests.two_towns import LAW_FILE, OWN_FILE, altered, laid_in, said

BOOK = OWN_FILE.replace(".yaml", ".xlsx")
TARIFF, OTHER = '"38,40"', '"39,00"'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return laid_in(tmp_path / "rules")


def as_json(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, Any]:
    code, out, _ = said(capsys, *words, "--json")
    return code, json.loads(out)


def answer(key: str) -> str:
    """Write down that a report is fine."""
    return f"- {{melding: '{key}', reden: Zo bedoeld., door: regelbeheer, op: 2026-11-22}}\n"


# --- workbooks -------------------------------------------------------------------------------------------------


def test_a_file_that_is_there_is_not_written_over(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "regels.xlsx"
    book.write_text("van een collega", encoding="utf-8")

    code, out, wrong = said(capsys, "naar-excel", folder, book)

    assert (code, out) == (WRONG_INPUT, "")
    assert "bestaat al en wordt niet overschreven" in wrong
    assert book.read_text(encoding="utf-8") == "van een collega"


def test_a_workbook_that_cannot_be_read_changes_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "regels.xlsx"
    book.write_bytes(b"PK geen werkmap")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    code, _, wrong = said(capsys, "uit-excel", book, folder)

    assert code == WRONG_INPUT
    assert wrong.count("\n") <= 2
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


# --- proofs and examples ---------------------------------------------------------------------------------------


def test_a_report_is_told_once_and_an_answer_settles_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = ("--op", "2026-11-22")
    code, reports = as_json(capsys, "bewijs", folder, *day)
    keys = [item["melding"] for one in reports for item in one["meldingen"] if item["gewicht"] == "fout"]
    assert code == NOT_AS_IT_SHOULD
    assert len(keys) == len(set(keys)) > 0
    assert all(item["plaatsen"] for one in reports for item in one["meldingen"])

    answers = "".join(map(answer, keys))
    (folder / "bewijs.yaml").write_text(answers, encoding="utf-8")
    answered = said(capsys, "bewijs", folder, *day)
    (folder / "bewijs.yaml").write_text(answers + answer("gat nergens"), encoding="utf-8")
    stale = said(capsys, "bewijs", folder, *day)

    assert answered[0] == DONE
    assert "Beantwoord: Zo bedoeld." in answered[1]
    assert stale[0] == NOT_AS_IT_SHOULD
    assert f"bewijs.yaml:{len(keys) + 1}  'gat nergens' wordt niet meer gemeld." in stale[2]


def test_a_report_stands_at_its_line_and_in_a_workbook_at_its_cell(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = '- {vorm: natura, is: "38,40", geldig_tot: 2026-11-01}'
    altered(folder, OWN_FILE, '- {vorm: natura, is: "38,40"}', ended)
    lines = (folder / OWN_FILE).read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, start=1) if ended in text)
    key = "leemte dorp tarieven natura\n    "

    in_text = said(capsys, "bewijs", folder, "--op", "2026-11-22")[1]
    files = files_of(folder)
    book = workbook_of({BOOK: files[OWN_FILE]}, around=[entry for own in files.values() for entry in own])
    (folder / OWN_FILE).unlink()
    (folder / BOOK).write_bytes(book)
    in_book = said(capsys, "bewijs", folder, "--op", "2026-11-22")[1]

    assert f"{key}{OWN_FILE}:{line}  In de opzoeklijst 'tarieven'" in in_text
    (cell,) = (
        one
        for page in load_workbook(BytesIO(book))
        for one in page["A"]
        if page.title.startswith("tarieven") and one.value == "natura"
    )
    assert f"{key}{BOOK}!{cell.parent.title}!{cell.coordinate}  In de opzoeklijst 'tarieven'" in in_book


def test_proofs_are_told_one_by_one_and_how_it_ended_is_known_after_the_last(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, reports = as_json(capsys, "bewijs", folder, "--op", "2026-11-22")
    own = [item["melding"] for one in reports if one["gemeente"] for item in one["meldingen"]]
    (folder / "bewijs.yaml").write_text("".join(map(answer, own)), encoding="utf-8")
    options = parser_for(COMMANDS, folder).parse_args(["regels", "bewijs", str(folder), "--op", "2026-11-22"])
    told = cli_rules.run(options, date(2026, 11, 22))
    lines = iter(told.lines)

    first, as_yet = next(lines), told.end()
    last, end = list(lines)[-1], told.end()

    assert first == "Bewijs over de landelijke regels, gezien vanaf 22 november 2026."
    assert last == ""
    assert [len(as_yet.wrong), len(end.wrong)] == [len(own), 0]  # what is still to come is not there yet


def test_a_mistake_of_one_municipality_is_told_before_anything_is_proved(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    altered(folder, OWN_FILE, TARIFF, '"veel"')

    code, out, wrong = said(capsys, "bewijs", folder)

    assert (code, out) == (WRONG_INPUT, "")
    assert wrong.startswith(f"{OWN_FILE}:")


def test_a_household_of_a_report_is_written_as_a_case_that_can_be_assessed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = (folder / LAW_FILE).read_text(encoding="utf-8").replace("wmo-vorm", "wmo-vorm-anders")
    other = other.replace("{effect: aandachtspunt, ", "{effect: andere_wet, eerst: een ander, ").replace(
        "slug: pgb-nakijken", "slug: eerst-een-ander"
    )
    first = other.replace("wmo-vorm-anders", "wmo-vorm-derde").replace("een ander,", "een derde,")
    topic = (
        "- {bevinding: eerst-een-ander, ernst: andere_wet}\n"
        "- {feit: wet, voor: aanspraak, soort: keuze, keuzes: [wmo], uit: wet}\n"
        "- {feit: domein, voor: vraag, soort: keuze, keuzes: [thuis], uit: domein}\n"
    )
    (folder / "landelijk" / "anders.yaml").write_text(topic + other + first, encoding="utf-8")
    cases = tmp_path / "zaken"

    code, reports = as_json(capsys, "bewijs", folder, "--op", "2026-11-22", "--zaken", cases)

    shown = [item["melding"] for one in reports for item in one["meldingen"] if "huishouden" in item]
    assert code == NOT_AS_IT_SHOULD
    assert shown == ["tegenspraak wmo-vorm-anders wmo-vorm-derde"]
    (path,) = cases.glob("*.yaml")
    assert main(["beoordeel", str(path), "--regels", str(folder), "--op", "2026-11-22", "--json"]) == DONE
    found = json.loads(capsys.readouterr().out)
    holding = {item["regel"] for item in found["bevindingen"] if item.get("geldt") is True}
    assert {"wmo-vorm-anders", "wmo-vorm-derde"} <= holding


@pytest.mark.parametrize(
    ("name", "said_of_it"),
    [
        ("vol", "In deze map staat al iets (gat-kloof.yaml)"),
        ("vol/gat-kloof.yaml/onder", "kan niet worden gemaakt"),
    ],
)
def test_a_folder_for_households_that_has_no_room_is_refused_before_anything_is_proved(
    name: str, said_of_it: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "gat-kloof.yaml").write_text("van de vorige keer", encoding="utf-8")

    code, out, wrong = said(capsys, "bewijs", folder, "--zaken", tmp_path / name)

    assert (code, out) == (WRONG_INPUT, "")
    assert said_of_it in wrong
    assert [path.name for path in (tmp_path / "vol").iterdir()] == ["gat-kloof.yaml"]


def test_households_go_in_an_empty_folder_that_is_there(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = tmp_path / "zaken"
    cases.mkdir()
    (cases / ".van_de_verkenner").write_text("", encoding="utf-8")

    _, out, _ = said(capsys, "bewijs", folder, "--zaken", cases)

    assert f"als zaak in {cases}." in out
    assert [path.name for path in cases.iterdir()] == [".van_de_verkenner"]


def test_examples_that_come_out_are_counted_and_one_that_does_not_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, report = as_json(capsys, "voorbeelden", folder)
    assert code == DONE
    assert sum(item["voorbeelden"] for one in report for item in one["voorbeelden"]) == 2

    altered(folder, LAW_FILE, "{feiten: {vorm: natura}, geldt: nee}", "{feiten: {vorm: natura}, geldt: ja}")
    code, _, wrong = said(capsys, "voorbeelden", folder)

    assert code == NOT_AS_IT_SHOULD
    assert "Dit voorbeeld verwacht 'ja', maar er komt 'nee' uit." in wrong


def test_what_no_example_guards_is_named_with_an_example_that_would(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = said(capsys, "onbewaakt", folder)
    altered(folder, LAW_FILE, "    - {feiten: {vorm: natura}, geldt: nee}\n", "")

    after = said(capsys, "onbewaakt", folder)

    assert before[0] == DONE
    assert after[0] == NOT_AS_IT_SHOULD
    line = (folder / LAW_FILE).read_text(encoding="utf-8").splitlines().index("  als: {vorm: pgb}") + 1
    assert (
        f"    onbewaakt wmo-vorm als vervalt\n        {LAW_FILE}:{line}  Geen voorbeeld merkt het als"
        in after[1]
    )
    assert "vorm: natura" in after[1]


def test_a_rule_of_one_municipality_is_guarded_too_and_told_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = (folder / LAW_FILE).read_text(encoding="utf-8").replace("wmo-vorm", "dorp-vorm")
    policy = "klasse: beleid, beleidssoort: binnenwettelijk, vastgesteld_door: raad, in_werking: 2015-01-01, "
    own = own.replace("{wet: Wmo 2015, artikel: 2.3.6}", f"{{{policy}wet: Wmo 2015, artikel: '1'}}")
    (folder / "gemeenten" / "dorp" / "beleid.yaml").write_text(own.split("  voorbeelden:")[0], "utf-8")

    code, reports = as_json(capsys, "onbewaakt", folder)

    unnoticed = {
        one["gemeente"]: [change["melding"] for entry in one["onderdelen"] for change in entry["onbewaakt"]]
        for one in reports
    }
    assert code == NOT_AS_IT_SHOULD
    assert unnoticed[None] == unnoticed["stad"] == []
    assert unnoticed["dorp"]
    assert all(key.startswith("onbewaakt dorp-vorm ") for key in unnoticed["dorp"])


def test_to_look_at_a_folder_that_stopped_halfway_changes_nothing_in_it(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "regels.xlsx"
    said(capsys, "naar-excel", folder, book)
    (folder / ".wijziging").mkdir()

    code, out, wrong = said(capsys, "uit-excel", book, folder, "--proef")

    assert (code, out) == (WRONG_INPUT, "")
    assert "halverwege" in wrong
    assert (folder / ".wijziging").is_dir()


# --- reading ---------------------------------------------------------------------------------------------------


def test_one_rule_is_read_aloud_by_its_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "lees-voor", folder, "--naam", "wmo-vorm")

    assert code == DONE
    assert "Regel: Een pgb is gekozen (wmo-vorm)." in out
    assert "Dit staat in: Wmo 2015, artikel 2.3.6." in out
    assert "peildatum" not in out


@pytest.mark.parametrize(("option", "name"), [("--naam", "wmo-vrom"), ("--wet", "Wmo 2016")])
def test_a_name_that_nothing_has_is_refused_with_the_nearest(
    folder: Path, capsys: pytest.CaptureFixture[str], option: str, name: str
) -> None:
    code, out, wrong = said(capsys, "lees-voor", folder, option, name)

    assert (code, out) == (WRONG_INPUT, "")
    assert f"'{name}'" in wrong
    assert "Bedoelt u" in wrong


def test_the_book_has_a_page_for_the_law_and_is_not_written_twice(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _out, _ = said(capsys, "lees-voor", folder, "--boek", tmp_path / "boek")
    again = said(capsys, "lees-voor", folder, "--boek", tmp_path / "boek")

    assert code == DONE
    assert "Een pgb is gekozen" in (tmp_path / "boek" / "wmo-2015.html").read_text(encoding="utf-8")
    assert again[0] == WRONG_INPUT


def test_a_difference_is_told_and_gives_exit_code_1(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = laid_in(tmp_path / "nieuw")
    assert said(capsys, "vergelijk", folder, new)[0] == DONE
    altered(new, OWN_FILE, TARIFF, OTHER)

    code, out, _ = said(capsys, "vergelijk", folder, new, "--blad", tmp_path / "verschil.xlsx")
    _, report = as_json(capsys, "vergelijk", folder, new)

    assert code == NOT_AS_IT_SHOULD
    assert "€ 38,40" in out
    assert "€ 39,00" in out
    assert len(report["verschillen"]) == 1
    rows = list(load_workbook(tmp_path / "verschil.xlsx")["verschillen"].iter_rows(values_only=True))
    assert [row for row in rows if row and any("39,00" in str(cell) for cell in row)]


def test_a_book_goes_in_a_folder_and_has_every_law(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bestand").write_text("van een collega", encoding="utf-8")

    as_file = said(capsys, "lees-voor", folder, "--boek", tmp_path / "bestand")
    of_one = said(capsys, "lees-voor", folder, "--boek", tmp_path / "boek", "--wet", "Wmo 2015")

    assert (as_file[0], of_one[0]) == (WRONG_INPUT, WRONG_INPUT)
    assert not (tmp_path / "boek").exists()
