"""Measures what it takes to refuse hostile rule files: run `python -m tests.benchmarks.hostile`.

Each workbook is read as a file in a folder of rules, and each spoiled folder as it is, by a process of
its own with a ceiling on its memory; the slowest stands first. Time is of the reading alone, memory of
the whole process.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from budget_engine.errors import RulesError
from budget_engine.files.yaml_rules import read_rules
from tests import hostile_rules
from tests.hostile_book import FACTS
from tests.hostile_workbooks import HOSTILE

MOST_SECONDS, MOST_MEGABYTES = 2.0, 300
_CEILING = 2 << 30  # bytes of address space: far above what is allowed, far below what would hurt
_PATIENCE = 20  # seconds


def folder_with(place: Path, content: bytes) -> Path:
    """Make a folder of rules that holds one workbook."""
    facts = place / "rules" / "feiten"
    facts.mkdir(parents=True)
    (facts / "feiten.yaml").write_text(FACTS, encoding="utf-8")
    (facts / "regels.xlsx").write_bytes(content)
    return place / "rules"


def read_alone(folder: Path) -> None:
    """Read a folder in this process, and print what that took."""
    resource.setrlimit(resource.RLIMIT_AS, (_CEILING, _CEILING))
    started, worked = time.perf_counter(), time.process_time()
    try:
        read_rules(folder)
        said = "gelezen"
    except RulesError as refused:
        first = refused.issues[0]
        said = f"{len(refused.issues)}: {str(first.place)[:60]}  {first.text[:90]}"
    taken, own = time.perf_counter() - started, time.process_time() - worked
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = int(status.partition("VmHWM:")[2].split()[0]) // 1024  # ru_maxrss counts the parent as well
    sys.stdout.write(json.dumps([taken, own, peak, said]))


def measured(lay: Callable[[Path], Path]) -> tuple[float, float, int, str]:
    """Give the seconds, those that were worked, the megabytes, and the first thing that is said."""
    with TemporaryDirectory() as place:
        command = [sys.executable, "-m", __spec__.name, str(lay(Path(place)))]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            return _PATIENCE, _PATIENCE, 0, "VEEL TE LANG"
    if done.returncode:
        return _PATIENCE, 0, 0, f"GEVALLEN ({done.returncode}): {done.stderr.strip()[-90:]}"
    taken, own, peak, said = json.loads(done.stdout)
    return taken, own, peak, said


def planted() -> Iterator[tuple[str, Callable[[Path], Path]]]:
    """Walk every hostile workbook and folder by name, with what lays it out."""
    for name, workbook in HOSTILE.items():
        yield name, lambda place, make=workbook.make: folder_with(place, make())
    for name, spoil in hostile_rules.HOSTILE.items():
        yield f"map: {name}", lambda place, spoil=spoil: hostile_rules.laid(place / "rules", spoil)


def main(*names: str) -> None:
    """Print one line per workbook or folder, the slowest first."""
    figures = {name: measured(lay) for name, lay in planted() if not names or name in names}
    for name, (taken, own, peak, said) in sorted(figures.items(), key=lambda item: item[1], reverse=True):
        mark = "!" if own > MOST_SECONDS or peak > MOST_MEGABYTES else " "
        sys.stdout.write(f"{mark} {name:45} {taken:6.2f} s ({own:5.2f} worked) {peak:4} MB  {said}\n")


if __name__ == "__main__":
    if len(sys.argv) == 2 and Path(sys.argv[1]).is_dir():
        read_alone(Path(sys.argv[1]))
    else:
        main(*sys.argv[1:])
