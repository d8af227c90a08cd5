"""The README: its two commands are plain, its tour runs as printed, and what it points at is there."""

import re
import shlex
from pathlib import Path

import pytest

from budget_engine.cli import main
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
SET_UP = re.findall(r"^    (python3\.11 -m venv .*)$", README, flags=re.MULTILINE)


def steps() -> list[tuple[str, list[str]]]:
    """Give every command of the tour with the lines that are printed below it."""
    found: list[tuple[str, list[str]]] = []
    for line in README.splitlines():
        if line.startswith("    $ maatwerk "):
            found.append((line.removeprefix("    $ maatwerk "), []))
        elif line.startswith("    ") and found and not line.startswith("    python"):
            found[-1][1].append(line.strip())
    return found


def test_there_are_exactly_two_set_up_commands_of_one_line() -> None:
    assert len(SET_UP) == 2
    for command in SET_UP:
        assert command.startswith(
            "python3.11 -m venv .venv && .venv/bin/pip install -q -c constraints.txt -e "
        )


def test_the_tour_runs_as_it_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")

    assert len(steps()) >= 6
    for command, printed in steps():
        code = main(shlex.split(command))
        said = capsys.readouterr().out
        assert code == 0, command
        for line in printed:
            assert line in said, command


@pytest.mark.parametrize(
    "name", sorted(set(re.findall(r"`((?:docs|rules|budget_engine|fixtures)/[^`]*)`", README)))
)
def test_what_the_readme_points_at_is_there(name: str) -> None:
    pattern = re.sub(r"<[^>]+>", "*", name)

    assert list(ROOT.glob(pattern.rstrip("/")))


def test_ci_runs_the_command_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert "grep -F '.venv/bin/pytest' README.md" in script
    assert [command for command in SET_UP if ".venv/bin/pytest" in command] == [SET_UP[1]]


def test_constraints_are_plain_pins() -> None:
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line), line
