"""What can go wrong, and who can mend it.

    Issue                 something in a file that its author can mend; collected, never raised alone
    MaatwerkError         everything the toolkit raises itself
    ├── InputError        a file or an argument is wrong: holds all its issues
    │   └── RulesError    ... in the rules
    ├── SealRefused       a decision may not be sealed: holds every reason
    ├── StoreError        the database file is not what it should be
    └── EngineFault       an engine failed or the engines differ: the case fails, nothing is skipped

Whatever else is raised is a fault of the toolkit itself.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeAlias

from budget_engine.reason import Reason

Path: TypeAlias = tuple[str | int, ...]
"""The way to a spot in a document: names of fields and numbers of list items."""

_CELL = re.compile("([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file: a line of text, or a cell of a sheet."""

    file: str
    line: int | None = None
    cell: str | None = None

    @property
    def in_order(self) -> tuple[str, int, str, int, int, str]:
        """Give what places are sorted by, as a person goes through them: B9 stands before B10.

        >>> sorted(["B10", "AA9", "B9"], key=lambda cell: Place("tarieven.xlsx", cell=cell).in_order)
        ['B9', 'AA9', 'B10']
        """
        sheet, _, cell = (self.cell or "").rpartition("!")
        found = _CELL.fullmatch(cell)
        if found is None:
            return self.file, self.line or 0, self.cell or "", 0, 0, ""
        return self.file, self.line or 0, sheet, int(found[2]), len(found[1]), found[1]

    def __str__(self) -> str:
        if self.cell is not None:
            return f"{self.file}!{self.cell}"
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class Issue:
    """One thing that is wrong in a file, in Dutch, with what to do about it."""

    place: Place
    text: str
    hint: str | None = None

    def __str__(self) -> str:
        """Show the place first, the hint on a line of its own.

        >>> print(Issue(Place("wmo.yaml", 7), "Onbekend feit 'wett'.", "Bedoelt u 'wet'?"))
        wmo.yaml:7  Onbekend feit 'wett'.
            Bedoelt u 'wet'?
        """
        first = f"{self.place}  {self.text}"
        return first if self.hint is None else f"{first}\n    {self.hint}"


@dataclass(frozen=True, slots=True)
class Problem:
    """An issue whose place is still a path in a document; `files` turns it into an Issue."""

    path: Path
    text: str
    hint: str | None = None
    unknown: str | None = None
    """The name that is not known: no problem of its own where its declaration could not be read."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Give a hint with the nearest known word, or None when nothing comes close.

    >>> nearest("wett", ["wet", "vorm"])
    "Bedoelt u 'wet'?"
    >>> nearest("PGB", ["natura", "pgb"])
    "Bedoelt u 'pgb'?"
    """
    spelled = {name.lower(): name for name in sorted(known) if name != word}
    found = get_close_matches(word.lower(), spelled, n=1, cutoff=_NEAR)
    return f"Bedoelt u '{spelled[found[0]]}'?" if found else None


_NEAR = 0.7  # at 0.6, difflib's own default, 'schoenmaat' is held to be 'schoolwet'


class MaatwerkError(Exception):
    """Everything the toolkit raises itself."""


class InputError(MaatwerkError):
    """A file or an argument is wrong; carries all its issues."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = tuple(sorted(set(issues), key=lambda issue: (issue.place.in_order, str(issue))))
        super().__init__("\n".join(str(issue) for issue in self.issues))


class RulesError(InputError):
    """The rules cannot be put to use; carries all their issues."""


class SealRefused(MaatwerkError):
    """A decision may not be sealed; carries every reason, in Dutch."""

    def __init__(self, reasons: Iterable[Reason | str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("\n".join(map(str, self.reasons)))


class StoreError(MaatwerkError):
    """The database file is missing, of another layout, or refuses a write."""


class EngineFault(MaatwerkError):
    """An engine failed, ran out of time, or two engines differ."""
