"""Where the commands of `maatwerk regels` write: never among the rules, and told when a folder is made."""

from pathlib import Path

import pytest

from budget_engine.cli import WRONG_INPUT, main
from tests.two_towns import laid_in


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
