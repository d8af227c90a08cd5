"""What somebody changes in the real rule files, one kind of change each, and a folder in which that is done."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from budget_engine.files.entry_forms import Source
from budget_engine.files.nodes import read_yaml
from budget_engine.files.rule_entries import read_entries
from budget_engine.files.yaml_rules import MUNICIPALITIES, SHARED
from budget_engine.language.rule_set import RuleSet
from tests.conftest import FIXTURES, RULES

MUNICIPALITY = "buurgemeente"
OWN = f"{MUNICIPALITIES}/{MUNICIPALITY}"


@dataclass(frozen=True)
class Edit:
    """One change: in which file, which text becomes which, and the entry that is then different."""

    what: str
    file: str
    old: str
    new: str
    part: str


def edits() -> tuple[Edit, ...]:
    """Read the edits from their file."""
    found = yaml.load(
        (FIXTURES / "differences" / "edits.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return tuple(
        Edit(item["wat"], item["bestand"], item["was"], item["wordt"], item["onderdeel"]) for item in found
    )


def edited(folder: Path, made: Iterable[Edit]) -> RuleSet:
    """Copy the real rules to a folder, make the edits there, and read what came of it."""
    shutil.copytree(RULES, folder)
    for edit in made:
        path = folder / edit.file
        text = path.read_text(encoding="utf-8")
        assert edit.old in text, edit.what
        path.write_text(text.replace(edit.old, edit.new, 1), encoding="utf-8")
    return unchecked(folder)


def unchecked(folder: Path) -> RuleSet:
    """Read the rules of the municipality without working out their examples, which an edit may falsify."""
    sources = []
    for part in (*SHARED, OWN):
        for path in sorted((folder / part).glob("*.yaml")):
            own = MUNICIPALITY if part == OWN else None
            document = read_yaml(path)
            assert isinstance(document.plain, list)
            sources += [Source(plain, own, (path.name, n)) for n, plain in enumerate(document.plain)]
    read = read_entries(sources, MUNICIPALITY)
    assert read.problems == []
    return read.rule_set
