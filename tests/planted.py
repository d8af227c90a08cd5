"""Files with planted mistakes: which lines hold one, and whether what is said about them can be read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from budget_engine.errors import Issue

MARK = b"# fout"
"""Ends a line with a planted mistake; where no remark can stand, it stands in the text."""

_QUOTED = re.compile(r"'[^']*'")
_NUMBER = re.compile(r"[0-9]+")
_ENGLISH = re.compile(
    r"\b(and|be|could|did|dict|directory|error|expected|extra|false|field|found|input|int|invalid|is a|line|list"
    r"|must|none|not|null|object|required|should|str|string|true|tuple|type|unexpected|valid|value|while|with)\b",
    re.IGNORECASE,
)
_PYTHON = re.compile(r"\{'|\['|\"'|''|\\|[a-z]=|Error\b|date\(")
_NAMES_WHAT_STANDS_THERE = re.compile(
    r"'([^']+)' (?:is niet bekend|hoort hier niet|kan hier niet|staat hier twee keer|is niet genoemd)"
)


def marked(folder: Path) -> set[tuple[str, int]]:
    """Give each marked line below a folder: its file and number."""
    return {
        (path.relative_to(folder).as_posix(), number)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "issues.txt"
        for number, line in enumerate(path.read_bytes().splitlines(), start=1)
        if MARK in line.replace(b"\0", b"")
    }


def unmet(issues: Iterable[Issue], folder: Path) -> list[str]:
    """List what does not meet: a mark without an issue, or an issue without a mark.

    An issue about a whole file or folder meets a mark anywhere in it.
    """
    marks, issues = marked(folder), list(issues)
    silent = [
        f"niet gemeld: {file}:{line}"
        for file, line in sorted(marks)
        if not any(_met(issue, file, line) for issue in issues)
    ]
    astray = [f"niet bedoeld: {issue}" for issue in issues if not any(_met(issue, *mark) for mark in marks)]
    return [*silent, *astray]


def _met(issue: Issue, file: str, line: int) -> bool:
    place = issue.place
    if place.line is None:
        return file == place.file or file.startswith(f"{place.file}/")
    return (place.file, place.line) == (file, line)


def misplaced(issues: Iterable[Issue], folder: Path) -> list[str]:
    """List issues at a line that is not there, or that name a word which does not stand on their line."""
    found = []
    for issue in issues:
        path = folder / issue.place.file
        if issue.place.line is None:
            found += [] if path.exists() else [str(issue)]
            continue
        lines = path.read_bytes().decode("utf-8", errors="replace").splitlines() or [""]
        if issue.place.line > len(lines):
            found.append(str(issue))
            continue
        words = _NAMES_WHAT_STANDS_THERE.findall(issue.text)
        found += [str(issue) for word in words if word not in lines[issue.place.line - 1]]
    return found


def unreadable(issues: Iterable[Issue]) -> list[str]:
    """List sentences that are not whole, or hold a word of another language or of Python."""
    return [str(issue) for issue in issues for text in _sentences(issue) if not _reads(text)]


def _sentences(issue: Issue) -> Iterator[str]:
    yield issue.text
    if issue.hint is not None:
        yield issue.hint


def _reads(text: str) -> bool:
    ours = _QUOTED.sub("", text)
    starts = not text[0].islower()
    return starts and text.endswith((".", "?")) and not _ENGLISH.search(ours) and not _PYTHON.search(text)


def kinds(issues: Iterable[Issue]) -> set[str]:
    """Give the sentences without the names and numbers that differ from file to file."""
    return {_NUMBER.sub("0", _QUOTED.sub("'...'", issue.text)) for issue in issues}


def alike(found: Mapping[str, set[str]]) -> list[str]:
    """List folders that raise nothing, or nothing that one other folder does not raise as well."""
    nothing = [f"{name}: niets" for name, own in found.items() if not own]
    covered = [
        f"{name}: alles ook in {other}"
        for name, own in found.items()
        for other, theirs in found.items()
        if other != name and own <= theirs
    ]
    return nothing + covered


def runs(folders: Iterable[Path], faults: Mapping[str, str]) -> list[Any]:
    """Give a run for each folder; one with a known fault of the engine is expected to fail."""
    marks = {name: [pytest.mark.xfail(strict=True, reason=reason)] for name, reason in faults.items()}
    return [pytest.param(folder, marks=marks.get(folder.name, []), id=folder.name) for folder in folders]
