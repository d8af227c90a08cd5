"""A comparison turned round in a copy of either engine: `besluit` refuses and names the rule."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from os import environ
from pathlib import Path

import pytest

from budget_engine.files.yaml_rules import read_rules
from tests.conftest import FIXTURES, MUNICIPALITY, ROOT, RULES

CASE = FIXTURES / "cases" / "001-van-wetering"
MEANING = ("language/meaning.py", "COMPARE[condition.operator](left, right)")
DURABLE = "backends/durable_compile.py"

INVERTED = {
    "durable_rules reads at least as less": (DURABLE, '"$gte"', '"$lt"'),
    "durable_rules reads at most as more": (DURABLE, '"$lte"', '"$gt"'),
    "durable_rules reads less as at least": (DURABLE, '"$lt"', '"$gte"'),
    # an example asks about an entity named after its kind, so these come past every example
    "meaning turns order round in a real household": (
        *MEANING,
        "(COMPARE[condition.operator](left, right) is not (entity.id == 'sem'))",
    ),
    "meaning turns equality round for one claim": (
        *MEANING,
        "(COMPARE[condition.operator](left, right) is not (entity.id == 'a-fiets'))",
    ),
}


DIFFERS = re.compile(
    r"Regel '([^']+)' over '[^']+': betekenis zegt|over '([^']+)' en '[^']+' zowel ja als nee"
)
"""How a difference is said, and how an engine that contradicts itself is."""


@pytest.fixture
def copied(tmp_path: Path) -> Iterator[Path]:
    shutil.copytree(ROOT / "budget_engine", tmp_path / "budget_engine")
    yield tmp_path
    shutil.rmtree(tmp_path / "budget_engine")


def decide(folder: Path) -> subprocess.CompletedProcess[str]:
    call = ["besluit", CASE / "case.yaml", "--besluit", CASE / "besluit.yaml", "--db", folder / "b.sqlite"]
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from budget_engine.cli import run; run()",
            *map(str, call),
            "--regels",
            str(RULES),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**environ, "PYTHONPATH": str(folder)},
    )


def planted(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / "budget_engine" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_untouched_copy_seals(copied: Path) -> None:
    done = decide(copied)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "defect",
    [
        pytest.param(defect, id=name, marks=[pytest.mark.grondig] * (number % 4 != 0))
        for number, (name, defect) in enumerate(INVERTED.items())
    ],
)
def test_an_inverted_comparison_is_refused_with_the_name_of_the_rule(
    defect: tuple[str, str, str], copied: Path
) -> None:
    planted(copied, *defect)

    done = decide(copied)

    assert done.returncode == 1
    rule_set = read_rules(RULES, MUNICIPALITY)
    known = {*rule_set.finding_basis, *(table.id for table in rule_set.tables), *rule_set.derived}
    named = DIFFERS.findall(done.stderr)
    assert named
    assert {one or other for one, other in named} <= known
    assert not (copied / "b.sqlite").exists()


def test_what_the_examples_notice_does_not_even_reach_a_case(copied: Path) -> None:
    planted(copied, *MEANING, "(not COMPARE[condition.operator](left, right))")

    done = decide(copied)

    assert done.returncode == 1
    assert "Dit voorbeeld verwacht" in done.stderr
