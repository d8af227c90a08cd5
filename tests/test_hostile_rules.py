"""Hostile rule folders: each is refused with a clear issue, in little time and with little memory."""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from budget_engine.errors import InputError, Issue
from budget_engine.files.yaml_rules import MOST_ISSUES, municipalities, read_rules
from tests.conftest import FIXTURES, ROOT
from tests.hostile_rules import CROWDS, GOOD, HOSTILE, LAW, bytes_in, laid
from tests.planted import unreadable

MOST_MEGABYTES = 300
EXPECTED = FIXTURES / "hostile_rules" / "issues.txt"

every_one = pytest.mark.parametrize("name", [name for name in HOSTILE if name not in CROWDS])


def issues_of(root: Path) -> list[Issue]:
    found: dict[Issue, None] = {}
    for name in (None, *municipalities(root)):
        try:
            read_rules(root, name)
        except InputError as refused:
            found.update(dict.fromkeys(refused.issues))
    return list(found)


def test_the_folder_itself_is_good(tmp_path: Path) -> None:
    assert issues_of(laid(tmp_path / "rules", bytes_in(LAW, GOOD[LAW]))) == []


@dataclass(frozen=True)
class Reading:
    """What is said of every hostile folder, and the most memory that took."""

    told: dict[str, list[Issue]]
    kilobytes: int


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """All read by one process of its own, so that the memory of the worst is that of the process."""
    place = tmp_path_factory.mktemp("hostile")
    done = subprocess.run(
        [sys.executable, "-c", _READ_ALL, str(place)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=True,
    )  # fmt: skip
    return Reading(*pickle.loads(done.stdout))  # noqa: S301 - our own process wrote it


_READ_ALL = """
import os
import pickle
import sys
from pathlib import Path
from tests.hostile_rules import HOSTILE, laid
from tests.test_hostile_rules import issues_of

told = {}
for number, (name, spoil) in enumerate(HOSTILE.items()):
    root = laid(Path(sys.argv[1]) / str(number), spoil)
    # what this computer cannot make, such as a closed file for whoever may read everything, is left out
    if not any(path.is_file() and not os.access(path, os.R_OK) for path in root.rglob("*")):
        told[name] = issues_of(root)
# the highest of this process alone: ru_maxrss would count the one that started it as well
peak = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
sys.stdout.buffer.write(pickle.dumps((told, peak)))
"""


@pytest.fixture
def told(reading: Reading) -> dict[str, list[Issue]]:
    return reading.told


def test_every_hostile_folder_is_refused_with_these_issues(
    told: dict[str, list[Issue]], golden: Callable[[Path, str], None]
) -> None:
    blocks = []
    for name, issues in told.items():
        if name not in CROWDS and name != UNREADABLE:
            blocks.append(f"--- {name}\n" + "".join(f"{issue}\n" for issue in issues))
    golden(EXPECTED, "".join(blocks))


UNREADABLE = "een bestand dat niet mag worden gelezen"


@every_one
def test_there_is_an_issue_that_can_be_read(told: dict[str, list[Issue]], name: str) -> None:
    if name == UNREADABLE and os.geteuid() == 0:
        pytest.skip("whoever is root may read everything")

    assert told[name]
    assert unreadable(told[name]) == []
    assert all(len(str(issue)) < 500 for issue in told[name])


@pytest.mark.parametrize("name", CROWDS)
def test_of_a_crowd_of_faults_the_first_are_told_and_the_others_counted(
    told: dict[str, list[Issue]], name: str
) -> None:
    assert len(told[name]) == MOST_ISSUES + 1
    assert [issue for issue in told[name] if "staan hier niet bij" in issue.text]


def test_the_worst_refusal_takes_little_memory(reading: Reading) -> None:
    assert reading.kilobytes < MOST_MEGABYTES * 1024
