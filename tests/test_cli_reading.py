"""`maatwerk regels lees-voor`: a book of one day, and what one municipality has itself."""

import json
from pathlib import Path

import pytest

from budget_engine.cli import DONE, WRONG_INPUT
from tests.two_towns import OWN_FILE, altered, laid_in, said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return laid_in(tmp_path / "rules")


def test_a_book_of_one_day_is_the_same_whenever_it_is_made(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, day in (("toen", "2025-06-01"), ("nu", "2026-11-22"), ("nog eens", "2025-06-01")):
        assert said(capsys, "lees-voor", folder, "--boek", tmp_path / name, "--op", day)[0] == DONE

    def pages(name: str) -> dict[str, str]:
        return {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / name).iterdir()}

    assert pages("toen") == pages("nog eens")
    assert "1 juni 2025" in pages("toen")["index.html"]
    assert "22 november 2026" in pages("nu")["index.html"]


def test_of_a_municipality_only_what_it_has_itself_is_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    altered(folder, OWN_FILE, '"38,40"', '"39,00"')
    own = "- {feit: dorp_plein, voor: zaak, soort: ja_nee, vraag: Is er een plein?, wie: [consulent]}\n"
    (folder / "gemeenten" / "dorp" / "feiten.yaml").write_text(own, encoding="utf-8")

    code, out, _ = said(capsys, "lees-voor", folder, "--gemeente", "dorp", "--alleen-eigen", "--json")
    parts = json.loads(out)

    told = "\n".join(line["tekst"] for part in parts for line in part["regels"])
    assert code == DONE
    assert [(part["soort"], part["naam"]) for part in parts] == [
        ("opzoeklijst", "tarieven"),
        ("feit", "dorp_plein"),
    ]
    assert "€ 39,00" in told
    assert "Is er een plein?" in told


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--op", "2026-01-01"], "--boek"),
        (["--alleen-eigen"], "--gemeente"),
        (["--alleen-eigen", "--gemeente", "dorp", "--boek", "boek"], "--alleen-eigen"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused_with_what_belongs_to_it(
    folder: Path, capsys: pytest.CaptureFixture[str], options: list[str], named: str
) -> None:
    code, out, wrong = said(capsys, "lees-voor", folder, *options)

    assert (code, out) == (WRONG_INPUT, "")
    assert named in wrong
