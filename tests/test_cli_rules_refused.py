"""`maatwerk regels` with wrong files or paths: what is said of them, where it is said, and with which exit code."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from budget_engine.arguments_rules import ENDS, HELP
from budget_engine.cli import NOT_AS_IT_SHOULD, WRONG_INPUT, main
from tests.two_towns import BASE, FACTS_FILE, LAW, LAW_FILE, OWN_FILE, altered, laid_in, said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return laid_in(tmp_path / "rules")


# --- wrong rules -----------------------------------------------------------------------------------------------

ON_RULES = ["bewijs", "voorbeelden", "onbewaakt", "lees-voor", "vergelijk"]


@pytest.fixture(params=ON_RULES)
def command(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[object, ...]:
    """Give the words of a command, before the folder that it is told of; one compares it with right rules."""
    return (request.param, *([laid_in(tmp_path / "oud")] if request.param == "vergelijk" else []))


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["tekst", "json"])
def test_a_folder_with_mistakes_is_wrong_input_and_all_of_them_go_to_standard_error(
    folder: Path, capsys: pytest.CaptureFixture[str], command: tuple[object, ...], form: tuple[str, ...]
) -> None:
    altered(folder, LAW_FILE, "als: {vorm: pgb}", "als: {vrom: pgb}")

    code, out, wrong = said(capsys, *command, folder, *form)

    assert (code, out) == (WRONG_INPUT, "")
    assert f"{LAW_FILE}:5  Het feit 'vrom' is niet bekend." in wrong


def test_an_example_that_does_not_come_out_is_only_a_report_to_who_asked_for_examples(
    folder: Path, capsys: pytest.CaptureFixture[str], command: tuple[object, ...]
) -> None:
    altered(folder, LAW_FILE, "{feiten: {vorm: natura}, geldt: nee}", "{feiten: {vorm: natura}, geldt: ja}")

    code, _, wrong = said(capsys, *command, folder)

    assert code == (NOT_AS_IT_SHOULD if command == ("voorbeelden",) else WRONG_INPUT)
    assert "Dit voorbeeld verwacht 'ja', maar er komt 'nee' uit." in wrong


def test_a_workbook_that_would_break_the_rules_is_wrong_input(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "regels.xlsx"
    said(capsys, "naar-excel", folder, book)
    (folder / FACTS_FILE).write_text(BASE.replace("pgb-nakijken", "pgb-anders"), encoding="utf-8")
    typed = load_workbook(book)
    cell = next(one for page in typed for row in page for one in row if one.value == "pgb-nakijken")
    cell.value = "pgb-bekijken"
    typed.save(book)

    code, out, _ = said(capsys, "uit-excel", book, folder, "--json")

    assert (code, out) == (WRONG_INPUT, "")


@pytest.mark.parametrize("command", ["", *HELP])
def test_the_help_of_each_command_names_how_it_ends(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["regels", *command.split(), "--help"])

    told = " ".join(capsys.readouterr().out.split())
    assert told.endswith(ENDS)


@pytest.mark.parametrize("file", [FACTS_FILE, LAW_FILE, OWN_FILE])
def test_of_a_file_that_was_copied_both_are_named(
    folder: Path, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    copy = file.replace(".yaml", " - kopie.yaml")
    (folder / copy).write_bytes((folder / file).read_bytes())

    _, _, wrong = said(capsys, "voorbeelden", folder)

    told = [line for line in wrong.splitlines() if line.startswith(("feiten", "landelijk", "gemeenten"))]
    places = {line.split("  ")[0].removeprefix(file) for line in told}
    assert told
    assert {line.split("De andere staat in ")[1].removeprefix(copy).rstrip(".") for line in told} == places


# --- the wrong path --------------------------------------------------------------------------------------------


def on_a_folder(folder: object, aside: Path) -> list[tuple[object, ...]]:
    """Give every command that is told of a folder of rules."""
    book = aside / "regels.xlsx"
    return [
        ("naar-excel", folder, aside / "nieuw.xlsx"), ("uit-excel", book, folder), ("bewijs", folder),
        ("voorbeelden", folder), ("onbewaakt", folder), ("lees-voor", folder),
    ]  # fmt: skip


def refusals(capsys: pytest.CaptureFixture[str], folder: Path, aside: Path) -> set[tuple[int, str, str]]:
    """Give what all commands answer about a path, without the path."""
    found = {said(capsys, *words) for words in on_a_folder(folder, aside)}
    return {(code, out, wrong.replace(str(folder), "MAP")) for code, out, wrong in found}


@pytest.mark.parametrize("name", ["regels.xlsx", "regels.yaml"])
def test_a_file_is_no_folder_of_rules(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    said(capsys, "naar-excel", folder, tmp_path / "regels.xlsx")
    (tmp_path / "regels.yaml").write_text(LAW, encoding="utf-8")

    found = refusals(capsys, tmp_path / name, tmp_path)

    what = "werkboek" if name.endswith(".xlsx") else "bestand en geen map"
    assert found == {(WRONG_INPUT, "", f"MAP  Dit is een {what}.\n    Wijs de map met regels aan.\n")}


@pytest.mark.parametrize("part", ["feiten", "gemeenten", "gemeenten/dorp"])
def test_one_part_of_a_folder_is_refused_with_the_whole(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], part: str
) -> None:
    said(capsys, "naar-excel", folder, tmp_path / "regels.xlsx")

    found = refusals(capsys, folder / part, tmp_path)

    told = f"MAP  Dit is één deel van een map met regels.\n    Wijs de hele map aan: {folder}.\n"
    assert found == {(WRONG_INPUT, "", told)}


def test_a_name_that_the_computer_cannot_take_is_said_in_words(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "naar-excel", folder, tmp_path / "regels.xlsx")
    (tmp_path / "rond").symlink_to("rond")

    long = refusals(capsys, tmp_path / ("a" * 300), tmp_path)
    circle = refusals(capsys, tmp_path / "rond", tmp_path)

    assert long == {(WRONG_INPUT, "", "MAP  Hier kan niet worden gekeken: de naam is te lang.\n")}
    assert circle == {
        (WRONG_INPUT, "", "MAP  Hier kan niet worden gekeken: een verwijzing wijst naar zichzelf.\n")
    }


@pytest.mark.parametrize("written", ["a" * 300, "map", "bestand/regels.xlsx", "nergens/regels.xlsx"])
def test_a_place_where_nothing_can_be_written_is_refused_before_anything_is(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], written: str
) -> None:
    (tmp_path / "bestand").write_text("van een collega", encoding="utf-8")
    (tmp_path / "map").mkdir()
    before = sorted(tmp_path.rglob("*"))

    code, out, wrong = said(capsys, "naar-excel", folder, tmp_path / written)

    assert (code, out) == (WRONG_INPUT, "")
    assert wrong.startswith(str(tmp_path))
    assert "systeem" not in wrong
    assert sorted(tmp_path.rglob("*")) == before
