"""Case files with planted mistakes: each is refused with everything that is wrong with it.

A line with a planted mistake ends in `# fout`. What a worker then reads stands in `issues.txt`.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from budget_engine.case import Case
from budget_engine.cli import WRONG_INPUT
from budget_engine.errors import InputError, Issue
from budget_engine.files.nodes import parse_yaml
from budget_engine.files.yaml_case import municipality_of, open_case, read_case
from budget_engine.files.yaml_rules import municipalities
from tests.conftest import FIXTURES, RULES
from tests.planted import alike, kinds, misplaced, runs, unmet, unreadable
from tests.sealed import Said, Shell, rules

FOLDERS = sorted(path for path in (FIXTURES / "broken_cases").iterdir() if path.is_dir())
every_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def files_of(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.suffix in (".yaml", ".json"))


def issues_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[Issue]:
    """Gather the issues of all files of a folder, read by the rules of the municipality that each names."""
    monkeypatch.chdir(folder)
    found: list[Issue] = []
    for name in files_of(folder):
        with pytest.raises(InputError) as refused:
            read(Path(name))
        found += refused.value.issues
    return found


def read(path: Path) -> Case:
    document = open_case(path)
    return read_case(document, rules(municipality_of(document, municipalities(RULES))))


def printed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    return "".join(f"{issue}\n" for issue in issues_of(folder, monkeypatch))


def test_there_are_at_least_fifteen_broken_cases() -> None:
    assert len(FOLDERS) >= 15
    assert any(name.endswith(".json") for folder in FOLDERS for name in files_of(folder))


@every_folder
def test_a_broken_case_is_refused_with_these_issues(
    folder: Path, golden: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    golden(folder / "issues.txt", printed(folder, monkeypatch))


@every_folder
def test_beoordeel_prints_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch, shell: Shell) -> None:
    expected = printed(folder, monkeypatch)

    assert shell("beoordeel", *files_of(folder)) == Said(WRONG_INPUT, "", expected)


# --- what is said, and where -----------------------------------------------------------------------------


ASTRAY: dict[str, str] = {}
MISPLACED: dict[str, str] = {}
UNREADABLE: dict[str, str] = {}


def folders(faults: dict[str, str]) -> pytest.MarkDecorator:
    """Run over every folder; those with a known fault of the engine are expected to fail."""
    return pytest.mark.parametrize("folder", runs(FOLDERS, faults))


@folders(ASTRAY)
def test_every_planted_mistake_is_reported_at_its_line_and_nothing_else_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert unmet(issues_of(folder, monkeypatch), folder) == []


@folders(MISPLACED)
def test_an_issue_stands_at_a_line_that_is_there_and_holds_the_word_it_names(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert misplaced(issues_of(folder, monkeypatch), folder) == []


@folders(UNREADABLE)
def test_every_issue_is_a_whole_sentence_in_dutch(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert unreadable(issues_of(folder, monkeypatch)) == []


EVERYTHING = "alles-tegelijk"


def test_every_folder_but_the_one_of_everything_differs_in_kind_from_every_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert (
        alike(
            {
                folder.name: kinds(issues_of(folder, monkeypatch))
                for folder in FOLDERS
                if folder.name != EVERYTHING
            }
        )
        == []
    )


# --- beside cases that are right -------------------------------------------------------------------------

GOOD = [
    str(FIXTURES / "rulings" / name / "case.yaml")
    for name in ("ECLI-NL-RBLIM-2025-560", "ECLI-NL-CRVB-2018-3243")
]
BROKEN = str(FIXTURES / "broken_cases" / "waarden" / "case.yaml")


@pytest.fixture
def lines(shell: Shell) -> list[dict[str, Any]]:
    """Give the lines of JSON about a good case, a broken one and another good one."""
    first, last = GOOD
    said = shell("beoordeel", first, BROKEN, last, "--op", "2026-11-24", "--json")

    assert said.code == WRONG_INPUT
    return [json.loads(line) for line in said.out.splitlines()]


def test_a_broken_case_has_a_line_of_its_own_and_the_others_go_on(lines: list[dict[str, Any]]) -> None:
    good, broken, other = lines

    assert [line["pad"] for line in lines] == [GOOD[0], BROKEN, GOOD[1]]
    assert set(broken) == {"pad", "problemen"}
    assert good["bevindingen"]
    assert other["bevindingen"]


def test_the_line_of_a_broken_case_gives_its_issues(lines: list[dict[str, Any]]) -> None:
    with pytest.raises(InputError) as refused:
        read(Path(BROKEN))

    assert lines[1]["problemen"] == [
        {"plaats": str(issue.place), "tekst": issue.text, "hint": issue.hint}
        for issue in refused.value.issues
    ]


@pytest.mark.parametrize("order", [[BROKEN, *GOOD], [*GOOD, BROKEN]], ids=["first", "last"])
def test_without_json_the_others_are_shown_as_well(order: list[str], shell: Shell) -> None:
    said = shell("beoordeel", *order, "--op", "2026-11-24")

    assert said.code == WRONG_INPUT
    assert said.out.count("\nRegels ") == len(GOOD)
    assert "waarden/case.yaml:" in said.err


def test_an_alternative_that_cannot_be_read_is_not_said_to_be_missing() -> None:
    family = (FIXTURES / "cases" / "001-van-wetering" / "case.yaml").read_text(encoding="utf-8")
    wrong = family.replace("richting: slechter", "richting: slechte", 1)
    assert wrong != family

    with pytest.raises(InputError) as refused:
        read_case(parse_yaml(wrong.encode(), "case.yaml"), rules())

    assert [issue.text for issue in refused.value.issues] == ["'slechte' kan hier niet."]
