"""Files written where nothing stands yet: whole or not at all, and never over what is there."""

import errno
from pathlib import Path

import pytest

from budget_engine.errors import InputError
from budget_engine.files.editing.writing import refuse_among_rules
from budget_engine.files.new_files import refuse_other_ending, write_all_new, write_new

PAGES = {"een.html": "Een", "twee.html": "Twee", "drie.html": "Drie"}


def standing(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


def stops(patch: pytest.MonkeyPatch, fails: BaseException, at: int = 1) -> None:
    """Let the given write get halfway and then stop."""
    real, count = Path.write_bytes, iter(range(1, 100))

    def halfway(path: Path, content: bytes) -> int:
        if next(count) == at:
            real(path, content[: len(content) // 2])
            raise fails
        return real(path, content)

    patch.setattr(Path, "write_bytes", halfway)


FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("fails", [KeyboardInterrupt(), FULL])
def test_what_is_stopped_halfway_leaves_nothing(
    tmp_path: Path, fails: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    stops(monkeypatch, fails)

    with pytest.raises((KeyboardInterrupt, InputError)):
        write_new(tmp_path / "regels.xlsx", b"een heel werkboek")

    assert standing(tmp_path) == {}


@pytest.mark.parametrize("fails", [KeyboardInterrupt(), FULL])
def test_of_a_book_all_pages_are_written_or_none_and_no_new_folder_is_left(
    tmp_path: Path, fails: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    stops(monkeypatch, fails, at=3)

    with pytest.raises((KeyboardInterrupt, InputError)):
        write_all_new(tmp_path / "boeken" / "boek", PAGES)

    assert list(tmp_path.iterdir()) == []


def test_pages_join_what_is_in_the_folder_already(tmp_path: Path) -> None:
    (tmp_path / "aantekening.txt").write_text("blijft")

    write_all_new(tmp_path, PAGES)

    assert standing(tmp_path) == {**PAGES, "aantekening.txt": "blijft"}


def test_one_page_that_is_there_already_keeps_all_from_being_written(tmp_path: Path) -> None:
    (tmp_path / "drie.html").write_text("blijft")

    with pytest.raises(InputError, match="bestaat al"):
        write_all_new(tmp_path, PAGES)

    assert standing(tmp_path) == {"drie.html": "blijft"}


def test_a_file_that_came_meanwhile_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.hardlink_to

    def somebody_was_first(path: Path, half: Path) -> None:
        path.write_text("van een ander")
        real(path, half)

    monkeypatch.setattr(Path, "hardlink_to", somebody_was_first)
    with pytest.raises(InputError, match="bestaat al"):
        write_new(tmp_path / "regels.xlsx", b"van mij")

    assert standing(tmp_path) == {"regels.xlsx": "van een ander"}


def test_a_disk_without_second_names_gets_the_file_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    write_new(tmp_path / "regels.xlsx", b"werkboek")

    assert standing(tmp_path) == {"regels.xlsx": "werkboek"}


@pytest.mark.parametrize("name", ["regels.xls", "regels.ods", "regels"])
def test_a_workbook_has_the_ending_that_excel_expects(name: str) -> None:
    refuse_other_ending(Path("regels.XLSX"), ".xlsx")
    with pytest.raises(InputError, match=r"Noem het regels\.xlsx\."):
        refuse_other_ending(Path(name), ".xlsx")


@pytest.mark.parametrize(
    "name", ["landelijk/boek.xlsx", "gemeenten/dorp/boek", "feiten", "landelijk/../kosten/x"]
)
def test_nothing_else_is_written_among_the_rules(tmp_path: Path, name: str) -> None:
    refuse_among_rules(tmp_path, tmp_path / "regels.xlsx")
    with pytest.raises(InputError, match="ligt tussen de regelbestanden"):
        refuse_among_rules(tmp_path, tmp_path / name)
