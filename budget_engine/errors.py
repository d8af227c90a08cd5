"""What can go wrong, and who can mend it.

    Issue                 something in a file that its author can mend; collected, never raised alone
    MaatwerkError         everything the toolkit raises itself
    ├── InputError        a file or an argument is wrong: holds all its issues
    │   └── RulesError    ... in the rules
    │       └── ExamplesError   ... and only in what their examples expect
    ├── SealRefused       a decision may not be sealed: holds every reason
    ├── NotAllowed        somebody asked for what is not theirs: holds the reason
    ├── StoreError        the database file is not what it should be
    └── EngineFault       an engine failed or the engines differ: the case fails, nothing is skipped

Whatever else is raised is a fault of the toolkit itself.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nlargest
from itertools import chain
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


Where: TypeAlias = Callable[[Path], Place]
"""Tells where a spot in an entry stands: the way there begins with its opening word and its identity."""


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


MOST_PROBLEMS = 2_000
"""After how many problems reading stops: one mistake can stand in ten thousand places."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An issue whose place is still a path in a document; `files` turns it into an Issue."""

    path: Path
    text: str
    hint: str | None = None
    unknown: str | None = None
    """The name that is not known: no problem of its own where its declaration could not be read."""
    other: Path | None = None
    """The way to what it cannot go together with: of two that are the same, either may be the mistake."""


class FailedExample(Problem):
    """An example that expects something else than the rules say."""


class Enough(Exception):
    """Raised by whoever keeps problems, when there are more than anybody would read; never leaves reading."""


def keep(problems: list[Problem], problem: Problem) -> None:
    """Keep a problem; Enough when there are too many already."""
    if len(problems) > MOST_PROBLEMS:
        raise Enough
    problems.append(problem)


# --- what was meant ---------------------------------------------------------------------------------------

_NEAR = 0.7  # at 0.6, difflib's own default, 'schoenmaat' is held to be 'schoolwet'
_LONGEST = 100
"""Letters: no name is longer, and what is longer was no slip of the pen."""
_MOST_COMPARED = 20
"""How many names that look alike are laid beside the word letter by letter."""
_MOST_LISTED = 20
"""How many names a hint lists."""
_MOST_LETTERS = 1_000_000
"""How many letters one reading compares: 60 slips beside 800 names of 20 letters (measured: 0.2 s)."""


@dataclass(slots=True)
class _Looks:
    left: int


_looks: ContextVar[_Looks | None] = ContextVar("looks", default=None)


@contextmanager
def sparing_hints(most: int = _MOST_LETTERS) -> Iterator[None]:
    """Let `nearest` compare no more than so many letters: after that, names have no hint.

    A file can hold ten thousand wrong names beside ten thousand right ones, and reading it must still end. A
    counter that every check passes on would be in each of their signatures, and none of them needs it.
    """
    token = _looks.set(_looks.get() or _Looks(most))  # a workbook in a folder shares with the folder
    try:
        yield
    finally:
        _looks.reset(token)


def nearest(word: str, *known: Iterable[str]) -> str | None:
    """Give a hint with the nearest known word, or None when nothing comes close.

    >>> nearest("wett", ["wet", "vorm"])
    "Bedoelt u 'wet'?"
    >>> nearest("PGB", ["natura", "pgb"])
    "Bedoelt u 'pgb'?"
    """
    groups = [names if isinstance(names, Collection) else list(names) for names in known]
    looks = _looks.get()
    if looks is not None:
        looks.left -= sum(map(len, groups)) * len(word)
    if len(word) > _LONGEST or (looks is not None and looks.left < 0):
        return None
    spelled = {name.lower(): name for name in sorted(chain.from_iterable(groups)) if name != word}
    found = _closest(word.lower(), spelled)
    return None if found is None else f"Bedoelt u '{found}'?"


def choose_from(names: Iterable[str]) -> str:
    """Give a hint with what there is to choose from, the first of it when it is much.

    >>> choose_from(["natura", "pgb"])
    'Kies uit: natura, pgb.'
    >>> choose_from(map(str, range(22)))[-21:]
    '18, 19 of nog 2 meer.'
    """
    listed = list(names)
    shown = ", ".join(listed[:_MOST_LISTED])
    more = len(listed) - _MOST_LISTED
    return f"Kies uit: {shown}." if more <= 0 else f"Kies uit: {shown} of nog {more} meer."


def _closest(word: str, spelled: Mapping[str, str]) -> str | None:
    """Give the known name whose spelling is nearest; only the likeliest are laid beside it letter by letter."""
    matcher = SequenceMatcher(b=word)
    likely = []
    for spelling in spelled:
        matcher.set_seq1(spelling)
        if matcher.real_quick_ratio() >= _NEAR and (alike := matcher.quick_ratio()) >= _NEAR:
            likely.append((alike, spelling))
    near = []
    for _, spelling in nlargest(_MOST_COMPARED, likely):
        matcher.set_seq1(spelling)
        near.append((matcher.ratio(), spelling))
    closest = max(near, default=None)
    return None if closest is None or closest[0] < _NEAR else spelled[closest[1]]


class MaatwerkError(Exception):
    """Everything the toolkit raises itself."""


class InputError(MaatwerkError):
    """A file or an argument is wrong; carries all its issues."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = tuple(sorted(set(issues), key=lambda issue: (issue.place.in_order, str(issue))))
        super().__init__("\n".join(str(issue) for issue in self.issues))


class RulesError(InputError):
    """The rules cannot be put to use; carries all their issues."""


class ExamplesError(RulesError):
    """The rules can be read, but do not say what their examples expect."""


class SealRefused(MaatwerkError):
    """A decision may not be sealed; carries every reason, in Dutch."""

    def __init__(self, reasons: Iterable[Reason | str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("\n".join(map(str, self.reasons)))


class NotAllowed(MaatwerkError):
    """Somebody asked for what is not theirs; carries the reason, in Dutch."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(str(reason))


class StoreError(MaatwerkError):
    """The database file is missing, of another layout, or refuses a write."""


class EngineFault(MaatwerkError):
    """An engine failed, ran out of time, or two engines differ."""
