"""What the commands of `maatwerk regels` write and where: one cell, never among the rules, and it is told."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from budget_engine.cli import DONE, WRONG_INPUT, main
from tests.two_towns import OWN_FILE, laid_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return laid_in(tmp_path / "rules")


def said(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    """Run a command; give its exit code, what it said and what it complained of."""
    code = main(["regels", *map(str, words)])
    out, wrong = capsys.readouterr()
    return code, out, wrong


@pytest.mark.parametrize(
    "words",
    [
        ("naar-excel", "{map}", "{map}/landelijk/boek.xlsx"),
        ("bewijs", "{map}", "--zaken", "{map}/gemeenten/zaken"),
        ("lees-voor", "{map}", "--boek", "{map}/landelijk/boek"),
        ("vergelijk", "{map}", "{map}", "--blad", "{map}/feiten/blad.xlsx"),
    ],
    ids=lambda words: words[0],
)
def test_nothing_is_written_among_the_rules(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    before = sorted(folder.rglob("*"))

    code, out, wrong = said(capsys, *(word.format(map=folder) for word in words))

    assert (code, out) == (WRONG_INPUT, "")
    assert "Deze plek ligt tussen de regelbestanden" in wrong
    assert sorted(folder.rglob("*")) == before


def test_a_workbook_under_an_old_ending_is_not_written(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, wrong = said(capsys, "naar-excel", folder, tmp_path / "regels.xls")

    assert code == WRONG_INPUT
    assert "Noem het regels.xlsx." in wrong
    assert not list(tmp_path.glob("*.xls"))


def test_a_folder_that_is_made_is_said_first(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, new = tmp_path / "regels.xlsx", tmp_path / "nieuw"
    said(capsys, "naar-excel", folder, book)

    looked = said(capsys, "uit-excel", book, new, "--proef")[1].splitlines()
    done = said(capsys, "uit-excel", book, new)[1].splitlines()

    assert looked[1] == f"De map {new} bestaat niet en wordt dan gemaakt."
    assert done[0] == f"De map {new} bestond niet en is gemaakt."


def test_a_workbook_put_back_changes_only_the_cell_that_was_typed(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "regels.xlsx"
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    assert said(capsys, "naar-excel", folder, book)[0] == DONE
    typed = load_workbook(book)
    cell = next(one for page in typed for row in page for one in row if one.value == 38.4)
    cell.value = 39
    typed.save(book)

    looked = said(capsys, "uit-excel", book, folder, "--proef")
    unchanged = {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before
    done = said(capsys, "uit-excel", book, folder)

    assert unchanged
    assert looked[1].startswith("Dit zou er veranderen; er is niets geschreven:")
    *would, advice = looked[1].splitlines()[1:]
    assert "    Gewijzigd: rijen_van tarieven." in would
    assert advice == f"Lees in zinnen wat er verandert: maatwerk regels vergelijk {folder} {book}"
    assert done[0] == DONE
    assert done[1].splitlines()[:-1] == would
    own = folder / OWN_FILE
    changed = {path for path in before if path.read_bytes() != before[path]}
    assert len(changed) == 1
    assert changed.pop().read_text() == before[own].decode().replace('"38,40"', '"39,00"')
