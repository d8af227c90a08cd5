"""What `maatwerk brieven` writes, and how it refuses to."""

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.sealed import Shell, destroy_sem

GOLDEN = ROOT / "fixtures" / "cases" / "001-van-wetering" / "brieven"


def test_the_documents_of_a_record_are_written_in_the_forms_that_are_asked(
    shell: Shell, db: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "uit"

    said = shell("brieven", "1", "--db", db, "--naar", folder, "--vorm", "txt", "--vorm", "pdf")

    assert (said.code, said.err) == (0, "")
    names = {path.name for path in folder.iterdir()}
    assert {"erik-wmo.txt", "erik-wmo.pdf", "kort-sem.pdf"} <= names
    assert not [name for name in names if name.endswith("docx")]
    assert (folder / "erik-wmo.txt").read_text("utf-8") == (GOLDEN / "erik-wmo.txt").read_text("utf-8")
    assert (folder / "erik-wmo.pdf").read_bytes().startswith(b"%PDF")
    assert said.out.startswith(f"{len(names)} bestanden staan in {folder}: ")


def test_the_same_record_gives_the_same_bytes(shell: Shell, db: Path, tmp_path: Path) -> None:
    folders = [tmp_path / "een", tmp_path / "twee"]

    for folder in folders:
        assert shell("brieven", "1", "--db", db, "--naar", folder, "--vorm", "pdf").code == 0

    one, two = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders)
    assert one == two


@pytest.mark.parametrize("number", ["0", "99"])
def test_a_record_that_is_not_there_is_refused(shell: Shell, db: Path, tmp_path: Path, number: str) -> None:
    said = shell("brieven", number, "--db", db, "--naar", tmp_path / "uit")

    assert (said.code, said.out) == (2, "")
    assert said.err == f"Er is geen record {number}.\n"
    assert not (tmp_path / "uit").exists()


def test_nothing_is_written_over(shell: Shell, db: Path, tmp_path: Path) -> None:
    there = tmp_path / "brief.txt"
    there.write_text("van mij", "utf-8")

    said = shell("brieven", "1", "--db", db, "--naar", tmp_path)

    assert said.code == 2
    assert "er wordt niets overschreven" in said.err
    assert there.read_text("utf-8") == "van mij"


def test_of_a_record_with_a_part_destroyed_no_document_is_made(
    shell: Shell, db: Path, tmp_path: Path
) -> None:
    destroy_sem(db)

    said = shell("brieven", "1", "--db", db, "--naar", tmp_path / "uit")

    assert said.code == 2
    assert "Vernietigd" in said.err
