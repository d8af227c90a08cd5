"""Two municipalities side by side: the rules of each, and a case of one as if its household lived in the other."""

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from budget_engine.language.rule_set import RuleSet
from tests.conftest import MUNICIPALITY, RULES
from tests.notation import TODAY
from tests.sealed import case_file, rules
from tests.small_world import changed

NEIGHBOUR = "buurgemeente"
BOTH = (MUNICIPALITY, NEIGHBOUR)
ON = ("--op", TODAY.isoformat())
either = pytest.mark.parametrize(("own", "other"), [BOTH, BOTH[::-1]], ids=BOTH)


def local(rule_set: RuleSet) -> set[str]:
    """Give what a municipality adds to the national rules, as it is written."""
    national = {json.dumps(entry.as_entry()) for entry in rules(None).entries()}
    return {json.dumps(entry.as_entry()) for entry in rule_set.entries()} - national


def copy_of_rules(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    return folder


def moved(slug: str, tmp_path: Path, to: str = NEIGHBOUR) -> Path:
    """Write a case of the example municipality as a case of another one."""
    path = tmp_path / f"{to}.yaml"
    switch = (f"\ngemeente: {MUNICIPALITY}\n", f"\ngemeente: {to}\n")
    path.write_text(changed(case_file(slug).read_text(), switch))
    return path


def written(part: str) -> list[dict[str, Any]]:
    """Read the entries of a folder as plain text, past the toolkit; of a workbook only the groups of amounts."""
    texts = [
        entry
        for path in sorted((RULES / part).glob("*.yaml"))
        for entry in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506
    ]
    books = [load_workbook(path) for path in sorted((RULES / part).glob("*.xlsx"))]
    return [*texts, *(_group(sheet) for book in books for sheet in book if sheet["A1"].value == "rijen_van")]


def _group(sheet: Any) -> dict[str, Any]:
    """Read one group of amounts: names with values on top, an empty row, and then a row for each amount."""
    rows = [[_typed(cell.value) for cell in row] for row in sheet.iter_rows()]
    end = next(number for number, row in enumerate(rows) if not any(row))
    header = ["is" if name == "is bedrag" else name for name in rows[end + 1]]
    amounts = [dict(zip(header, row, strict=True)) for row in rows[end + 2 :] if any(row)]
    known = [{name: value for name, value in amount.items() if value} for amount in amounts]
    return {**{row[0]: row[1] for row in rows[:end]}, "rijen": known}


def _typed(value: object) -> str:
    match value:
        case datetime():
            return value.date().isoformat()
        case int() | float():
            return f"{value:.2f}".replace(".", ",")
        case other:
            return "" if other is None else str(other)
