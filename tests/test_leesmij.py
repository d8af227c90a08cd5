"""What `rules/LEESMIJ.md` says is done as it stands there, in the text files and in a workbook."""

import json
import re
import shutil
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from budget_engine.cli import main
from budget_engine.errors import InputError, RulesError
from budget_engine.files.editing.folder import files_of, put_workbook
from budget_engine.files.sheets.excel_rules import workbook_of
from budget_engine.files.yaml_rules import read_rules
from tests.conftest import RULES

TEXT = (RULES / "LEESMIJ.md").read_text(encoding="utf-8")
BY_HAND, IN_EXCEL = TEXT.split("## Hetzelfde in Excel")
TASKS = BY_HAND.split("\n### ")[1:]
BLOCK = re.compile(r"^ *```(\w+) ?(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
TOWN = "gemeenten/buurgemeente"

Shown = tuple[str, str]
"""What a block is for, and what stands in it."""


@dataclass
class Walked:
    """The folder as the steps leave it, and what was said of the slip in each."""

    folder: Path
    slips: dict[str, list[str]]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    """Do all steps; one municipality is enough to hear what is said."""
    found = Walked(copied(tmp_path_factory.mktemp("leesmij")), {})
    for task in TASKS:
        walk(task, found)
    return found


@pytest.fixture
def folder(walked: Walked) -> Path:
    return walked.folder


def walk(task: str, walked: Walked) -> None:
    """Do what one task says, and the slip that it shows, which is mended again."""
    opened = re.search(r"Open `([^`]+)`", task)
    assert opened is not None
    path = walked.folder / opened[1]
    sought = done = ""
    for purpose, content in blocks(task):
        text = path.read_text(encoding="utf-8")
        if purpose == "zoek":
            assert text.count(content) == 1, content
            sought = content
        elif purpose in ("wordt", "erbij"):
            done = content
            path.write_text(
                text.replace(sought, content if purpose == "wordt" else sought + content), "utf-8"
            )
        elif purpose == "fout":
            path.write_text(text.replace(done, content), "utf-8")
            walked.slips.setdefault(task, []).append(wrong_with(walked.folder))
            path.write_text(text, "utf-8")


def copied(parent: Path) -> Path:
    found = parent / "rules"
    shutil.copytree(RULES, found, ignore=others)
    return found


def others(path: str, names: list[str]) -> list[str]:
    return [name for name in names if name != "buurgemeente"] if Path(path).name == "gemeenten" else []


def blocks(text: str) -> Iterator[Shown]:
    for kind, purpose, content in BLOCK.findall(text):
        indented = (
            textwrap.dedent(content)
            if kind == "console"
            else re.sub(r"^   ", "", content, flags=re.MULTILINE)
        )
        yield purpose or kind, indented


def wrong_with(folder: Path) -> str:
    """Give what the check says when it refuses the rules."""
    with pytest.raises(RulesError) as caught:
        read_rules(folder, "buurgemeente")
    return str(caught.value)


def assert_said(shown: str, said: str) -> None:
    """Hold every shown line to what was said; an ellipsis stands for what may differ."""
    for line in shown.splitlines()[1:]:
        pattern = ".*".join(map(re.escape, line.split("…")))
        assert re.search(f"^{pattern}", said, re.MULTILINE), f"{line}\n--- was not said:\n{said}"


@pytest.mark.parametrize("task", TASKS, ids=lambda task: str(task).splitlines()[0])
def test_the_steps_find_what_they_name_and_a_slip_is_told(task: str, walked: "Walked") -> None:
    shown = consoles(task)

    assert all(content.startswith("$ maatwerk ") for content in shown)
    (said,) = walked.slips[task]
    assert_said(shown[1], said)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder as it was: `rules-oud`."""
    return copied(tmp_path_factory.mktemp("oud"))


def test_after_all_steps_every_command_says_what_the_steps_show(
    walked: Walked, before: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said: dict[str, str] = {}
    slips = [shown[1] for shown in map(consoles, TASKS)]
    for shown in chain.from_iterable(map(consoles, TASKS)):
        command, _, lines = shown.partition("\n")
        if shown in slips:
            continue
        if command not in said:
            words = command.removeprefix("$ maatwerk ").split()
            main([{"rules": str(walked.folder), "rules-oud": str(before)}.get(word, word) for word in words])
            said[command] = capsys.readouterr().out
        assert lines
        assert_said(shown, said[command])
    assert {command.split()[2] for command in said} == {"controleer", "regels"}


def consoles(task: str) -> list[str]:
    return [content for purpose, content in blocks(task) if purpose == "console"]


def test_every_change_is_told_in_five_steps() -> None:
    for text in (*TASKS, IN_EXCEL):
        assert re.findall(r"^(\d)\. ", text, re.MULTILINE) == ["1", "2", "3", "4", "5"]
    assert [task.splitlines()[0] for task in TASKS] == [
        "Een bedrag", "Een rij", "Een regel", "Een vraag", "Een feit erbij"
    ]  # fmt: skip


# --- the same in a workbook ------------------------------------------------------------------------------------


def typed(book: Any, row: str) -> None:
    """Do one row of the table as a person would: find the sheet and the row, and type."""
    _, _, sheet, where, cells, _ = (part.strip() for part in row.split("|"))
    beside = re.findall(r"`([^`]+)`", where)
    values = re.findall(r"`([^`]+)` = `([^`]+)`", cells)
    page = page_of(book, sheet.strip("`"), beside)
    header = next(
        row for row in page.iter_rows() if {name for name, _ in values} <= {cell.value for cell in row}
    )
    if where.startswith("nieuw"):
        number = max(cell.row for row in page.iter_rows() for cell in row if cell.value is not None) + 1
    else:
        number = next(
            row[0].row
            for row in page.iter_rows()
            if holds(row, [one for one in beside if one != "buurgemeente"])
        )
    columns = {cell.value: cell.column for cell in header}
    for name, value in values:
        is_amount = re.fullmatch(r"\d+,\d\d", value)
        page.cell(number, columns[name]).value = float(value.replace(",", ".")) if is_amount else value


def page_of(book: Any, name: str, beside: list[str]) -> Any:
    pages = [page for page in book if page.title == name or re.fullmatch(rf"{name} \d+", page.title)]
    for page in pages:
        texts = [str(cell.value) for row in page.iter_rows() for cell in row]
        if len(pages) == 1 or all(any(one in text for text in texts) for one in beside):
            return page
    raise AssertionError(f"no sheet {name} with {beside}")


def holds(row: Any, wanted: list[str]) -> bool:
    return set(wanted) <= {cell.value for cell in row}


def test_the_cells_of_the_table_give_the_same_rules(folder: Path, tmp_path: Path) -> None:
    again = copied(tmp_path)
    files = files_of(again)
    own = {name: entries for name, entries in files.items() if name.startswith(TOWN)}
    book = openpyxl.load_workbook(
        BytesIO(workbook_of(own, around=[e for found in files.values() for e in found]))
    )
    rows = [line.strip() for line in IN_EXCEL.splitlines() if line.strip().startswith("| een ")]
    assert len(rows) == len(TASKS)

    for row in rows:
        typed(book, row)
    book.save(tmp_path / "regels.xlsx")
    told = [*put_workbook(again, tmp_path / "regels.xlsx").lines()]

    shown = [content for purpose, content in blocks(IN_EXCEL) if purpose == "console"]
    assert_said(shown[1], "\n".join(told))
    by_hand = files_of(folder)
    assert without_example(by_hand) == without_example(files_of(again))


def without_example(files: dict[str, Any]) -> dict[str, Any]:
    """Leave out the one example that only the steps by hand add, and the place of what is new."""
    law = [{**entry, "voorbeelden": []} for entry in files[f"{TOWN}/beleid.yaml"]]
    tariffs = [{**entry, "rijen": in_any_order(entry["rijen"])} for entry in files[f"{TOWN}/tarieven.yaml"]]
    return {**files, f"{TOWN}/beleid.yaml": in_any_order(law), f"{TOWN}/tarieven.yaml": tariffs}


def in_any_order(parts: list[Any]) -> list[str]:
    return sorted(json.dumps(part, sort_keys=True) for part in parts)


def test_an_amount_that_is_text_is_refused_at_its_cell(tmp_path: Path) -> None:
    again = copied(tmp_path)
    files = files_of(again)
    own = {name: entries for name, entries in files.items() if name == f"{TOWN}/tarieven.yaml"}
    book = openpyxl.load_workbook(
        BytesIO(workbook_of(own, around=[e for found in files.values() for e in found]))
    )
    cell = next(cell for page in book for row in page.iter_rows() for cell in row if cell.value == 36.15)
    cell.value = "37.20"
    book.save(tmp_path / "regels.xlsx")

    with pytest.raises(InputError) as caught:
        put_workbook(again, tmp_path / "regels.xlsx", "regels.xlsx")

    assert_said(
        next(content for purpose, content in blocks(IN_EXCEL) if purpose == "fout"), str(caught.value)
    )
