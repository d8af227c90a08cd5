"""What rule files should say, put into a folder of rules: all of it or nothing, and only what differs.

First every new text is worked out, then the folder as it would become is read as rules, and only then are
files changed. A file that is not named stays as it is.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path as FilePath

from budget_engine.errors import InputError, Issue, Path, Place, RulesError
from budget_engine.files.editing.changes import Became, Changes, FileChange, parts_of
from budget_engine.files.editing.edit import comments_of, edited
from budget_engine.files.editing.pairs import is_same, paired, staying
from budget_engine.files.editing.writer import text_of
from budget_engine.files.editing.writing import (
    Contents,
    alone,
    check_names,
    mend,
    put_all,
    refuse_unfinished,
    standing,
    target,
)
from budget_engine.files.nodes import Document, Plain, hides, parse_yaml
from budget_engine.files.sheets.excel_rules import parse_workbook, read_workbook, workbook_of
from budget_engine.files.sheets.front import Mark, mark_of
from budget_engine.files.sheets.layout import FILE
from budget_engine.files.yaml_rules import (
    MUNICIPALITIES,
    SHARED,
    WORKBOOK,
    YAML,
    documents_of,
    municipalities,
    read_rules,
)

IssueOf = Callable[[str, Path, str, str | None], Issue]
"""Makes an issue where a person can mend it: the name of the rule file, the path in it, the text and the hint."""

SUFFIXES = (YAML, WORKBOOK)
_UNSEEN = ("Hier staat een teken dat u niet ziet.", "Typ de tekst opnieuw, of plak zonder opmaak.")
_COMPARE = "Lees in zinnen wat er verandert: maatwerk regels vergelijk {} {}"
_MADE = "De map {} bestond niet en is gemaakt."
_TO_MAKE = "De map {} bestaat niet en wordt dan gemaakt."
_NEXT_ROUND = "Maak voor een volgende wijziging een nieuw werkboek met 'maatwerk regels naar-excel'."


def files_of(folder: FilePath) -> dict[str, list[Plain]]:
    """Give the entries of every rule file of a folder, of all municipalities, by its name in the folder.

    InputError holds every issue that keeps a file from being read.
    """
    found: dict[str, list[Plain]] = {}
    for document in documents_of(folder):
        assert isinstance(document.plain, list)
        found[document.file] = deepcopy(document.plain)  # what was read is kept for the next reader
    return found


def put_workbook(
    folder: FilePath, path: FilePath, label: str | None = None, *, only_look: bool = False
) -> Changes:
    """Make a folder say what a workbook says, issues at its cells; as `put`."""
    documents = read_workbook(path, label)
    wanted = {name: document.entries for name, document in documents.items()}
    marks = {name: document.mark for name, document in documents.items() if document.mark is not None}
    made = None if folder.exists() else (_TO_MAKE if only_look else _MADE).format(folder)

    def issue_of(name: str, spot: Path, text: str, hint: str | None) -> Issue:
        return documents[name].issue(spot, text, hint)

    found = put(folder, wanted, issue_of, marks=marks, only_look=only_look)
    advice = _COMPARE.format(folder, path) if only_look else _NEXT_ROUND if marks else None
    return replace(found, made=made, advice=advice)


def put(
    folder: FilePath,
    wanted: Mapping[str, Sequence[Plain]],
    issue_of: IssueOf | None = None,
    *,
    marks: Mapping[str, Mark] | None = None,
    only_look: bool = False,
) -> Changes:
    """Make a folder say what is wanted in each file that is named, and leave every other file alone.

    A file of which nothing is wanted is taken away; a folder that is not there is made. `issue_of`
    says what is wrong where a person can mend it, such as at a cell. `marks` tell what the files said when the
    wish was written: what somebody else changed since is not undone. `only_look` says what would change,
    and writes nothing. InputError when a file cannot be changed, RulesError when the folder would not be
    rules any more; then nothing has changed.
    """
    _check_names(folder, wanted, issue_of)
    if only_look:
        refuse_unfinished(folder)
        return _put(folder, wanted, issue_of, marks or {}, only_look=True)
    with alone(folder):
        was_mended = mend(folder)
        return replace(_put(folder, wanted, issue_of, marks or {}, only_look=False), was_mended=was_mended)


def _check_names(folder: FilePath, wanted: Mapping[str, Sequence[Plain]], issue_of: IssueOf | None) -> None:
    """Refuse a name that no rule file can have, where that name was written."""
    issues: list[Issue] = []
    checks: list[Callable[[], object]] = [partial(target, folder, name, SUFFIXES) for name in wanted]
    checks.append(partial(check_names, list(wanted)))
    for check in checks:
        try:
            check()
        except InputError as error:
            issues += error.issues
    if issues:
        raise InputError(
            issue_of(issue.place.file, (0, FILE), issue.text, issue.hint)
            if issue_of is not None and issue.place.file in wanted
            else issue
            for issue in issues
        )


def _put(
    folder: FilePath,
    wanted: Mapping[str, Sequence[Plain]],
    issue_of: IssueOf | None,
    marks: Mapping[str, Mark],
    *,
    only_look: bool,
) -> Changes:
    old = {name: standing(target(folder, name, SUFFIXES), name) for name in wanted}
    issues: list[Issue] = []
    files: list[FileChange] = []
    new: dict[str, bytes | None] = {}
    for name in wanted:
        try:
            _refuse_unseen(name, wanted[name], issue_of)
            if name.endswith(WORKBOOK):
                new[name], change = _sheets(name, old[name], wanted[name], lambda: _around(folder, wanted))
            else:
                new[name], change = _text(name, old[name], wanted[name])
            if change.became is Became.CHANGED and name in marks:
                _refuse_stale(name, old[name], marks[name])
        except InputError as error:
            issues += error.issues
            continue
        files.append(change)
    if issues:
        raise InputError(issues)
    touched = [name for name in wanted if new[name] != old[name]]
    if touched:
        _check(folder, {name: new[name] for name in touched}, issue_of)
    if touched and not only_look:
        put_all(folder, {name: old[name] for name in touched}, {name: new[name] for name in touched})
    unnamed = [FileChange(name, Became.UNNAMED) for name in _names_in(folder) if name not in wanted]
    return Changes(tuple(sorted([*files, *unnamed], key=lambda file: file.name)))


def _refuse_unseen(name: str, wanted: Sequence[Plain], issue_of: IssueOf | None) -> None:
    issues = [
        Issue(Place(name), *_UNSEEN) if issue_of is None else issue_of(name, path, *_UNSEEN)
        for path, text in _texts(list(wanted), ())
        if hides(text)
    ]
    if issues:
        raise InputError(issues)


def _refuse_stale(name: str, old: bytes | None, mark: Mark) -> None:
    """Refuse a wish that was written before somebody else changed the file: it would undo that unseen."""
    if old is not None and mark_of(_entries(name, old)) != mark.text:
        text = f"'{name}' is veranderd nadat dit werkboek werd gemaakt; dat zou ongedaan worden gemaakt."
        hint = "Maak een nieuw werkboek en doe de wijziging daarin. Of haal deze rij weg als u het oude terug wilt."
        raise InputError([Issue(mark.place, text, hint)])


def _entries(name: str, content: bytes) -> list[Plain]:
    if name.endswith(WORKBOOK):
        return parse_workbook(content, name, own=name)[name].entries
    plain = parse_yaml(content, name).plain
    return plain if isinstance(plain, list) else [plain]


def _text(name: str, old: bytes | None, wanted: Sequence[Plain]) -> tuple[bytes | None, FileChange]:
    """Give what must stand in a text file, and what that changes."""
    if old is None and not wanted:
        return None, FileChange(name, Became.SAME)
    if old is None:
        text = text_of(wanted)
        parse_yaml(text.encode(), name)
        return text.encode(), FileChange(name, Became.NEW, parts_of([], wanted))
    was = _entries(name, old)
    if not wanted:
        return None, FileChange(name, Became.GONE, parts_of(was, []), gone=comments_of(old.decode()))
    result = edited(old.decode(), wanted, name)
    content = result.text.encode()
    became = Became.SAME if content == old else Became.CHANGED
    return content, FileChange(name, became, result.parts, result.moved, result.left, result.gone)


def _sheets(
    name: str, old: bytes | None, wanted: Sequence[Plain], around: Callable[[], list[Plain]]
) -> tuple[bytes | None, FileChange]:
    """Give what must stand in a rule file that is a workbook; it is written anew when it says something else."""
    was = [] if old is None else _entries(name, old)
    aim = list(wanted)
    if is_same(was, aim):
        return old, FileChange(name, Became.SAME)
    parts = parts_of(was, aim)
    if not aim:
        return None, FileChange(name, Became.GONE, parts)
    content = workbook_of({name: aim}, around=around(), with_file=False)
    if old is None:
        return content, FileChange(name, Became.NEW, parts)
    kept = [number for number in paired(was, aim, ()) if number is not None]
    return content, FileChange(name, Became.CHANGED, parts, moved=len(kept) - len(staying(kept)))


def _around(folder: FilePath, wanted: Mapping[str, Sequence[Plain]]) -> list[Plain]:
    """Give the entries that explain what a workbook names, as far as they can be read."""
    try:
        found = files_of(folder)
    except InputError:
        found = {}
    return [entry for entries in {**found, **wanted}.values() for entry in entries]


def _names_in(folder: FilePath) -> list[str]:
    """Give the names of the rule files that stand in a folder."""
    own = municipalities(folder) if folder.exists() else []
    places = [*SHARED, *(f"{MUNICIPALITIES}/{name}" for name in own)]
    found = [path for place in places for path in (folder / place).glob("*") if path.suffix in SUFFIXES]
    return sorted(path.relative_to(folder).as_posix() for path in found if not path.name.startswith("."))


def _texts(plain: Plain, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(plain, str):
        yield path, plain
    elif isinstance(plain, list):
        for number, item in enumerate(plain):
            yield from _texts(item, (*path, number))
    else:
        for name, value in plain.items():
            yield (*path, name), name
            yield from _texts(value, (*path, name))


# --- the folder as it would become -----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Aimed(Document):
    """A file as it would become, which says what is wrong where a person can mend it."""

    issue_of: IssueOf | None = None

    def issue(self, path: Sequence[str | int], text: str, hint: str | None = None) -> Issue:
        if self.issue_of is None:
            return super().issue(path, text, hint)
        return self.issue_of(self.file, tuple(path), text, hint)


def _check(folder: FilePath, new: Contents, issue_of: IssueOf | None) -> None:
    """Read the folder as it would become; RulesError holds every issue, and nothing was changed.

    A municipality that reads none of the changed files reads what it read before, so it is not asked.
    """
    issues: list[Issue] = []
    instead: dict[str, Document | None] = {}
    for file, content in new.items():
        instead[file] = None
        if content is not None:
            read = parse_workbook(content, file, own=file)[file] if file.endswith(WORKBOOK) else None
            document = read or parse_yaml(content, file)
            is_aimed = issue_of is not None
            instead[file] = _Aimed(file, document.plain, document.root, issue_of) if is_aimed else document
    own = {file.split("/")[1] for file in new if file.startswith(f"{MUNICIPALITIES}/")}
    is_shared = any(not file.startswith(f"{MUNICIPALITIES}/") for file in new)
    asked = [place for place in municipalities(folder, instead) if is_shared or place in own]
    for municipality in (None, *asked):
        try:
            read_rules(folder, municipality, instead)
        except InputError as error:
            issues += error.issues
    if issues:
        raise RulesError(issues)
