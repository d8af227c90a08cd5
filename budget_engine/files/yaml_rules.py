"""A folder of rule files to a rule set, or all that is wrong with it.

    feiten/      what can be known and asked, the laws, the kinds of finding
    landelijk/   one file per law
    kosten/      prices and how costs follow from them
    weging/      advice
    brieven/     the words of letters
    gemeenten/   one folder per municipality: its values, tariffs, mandates and own rules
    bewijs.yaml  why what a proof reports is fine: no rules, so no rule set reads it

A rule set is everything but `gemeenten/`, with the folder of one municipality.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path as FilePath
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TypeAlias

from budget_engine.errors import (
    ExamplesError,
    FailedExample,
    InputError,
    Issue,
    Place,
    Problem,
    RulesError,
    nearest,
    sparing_hints,
)
from budget_engine.files.disk import is_folder, stands
from budget_engine.files.entry_forms import Source, own_prefix
from budget_engine.files.nodes import Document, Plain, parse_yaml, read_content
from budget_engine.files.places import PlacedRules
from budget_engine.files.proof_answers import FILE as ANSWERS
from budget_engine.files.rule_entries import read_entries
from budget_engine.files.sheets.excel_rules import parse_workbook
from budget_engine.files.sheets.workbook_parts import MOST_PACKED
from budget_engine.language.check import check
from budget_engine.language.offer import Offer
from budget_engine.language.register import Mandate
from budget_engine.language.rule_set import LAYOUT, RuleSet

MUNICIPALITIES = "gemeenten"
SHARED = ("feiten", "landelijk", "kosten", "weging", "brieven")
UNFINISHED = ".wijziging"
"""Stands in a folder while files of it change places, and is left there when that stops halfway."""
_NOTES = "LEESMIJ.md"
YAML, WORKBOOK = ".yaml", ".xlsx"
_OTHER_SHEETS = (".xls", ".xlsm", ".xlsb", ".ods", ".csv")
MOST_ISSUES = 500
"""How many faults are told at once: nobody mends more before the next look."""
_OTHER = frozenset({_NOTES, "CHANGELOG.md", "brieven", MUNICIPALITIES, ANSWERS})


Instead: TypeAlias = Mapping[str, Document | None]
"""What files would hold, by their name in the folder; None is a file that would not be there."""

_AS_IT_STANDS: Instead = MappingProxyType({})


def municipalities(folder: FilePath, instead: Instead = _AS_IT_STANDS) -> list[str]:
    """List the municipalities that have a folder of their own; InputError when there are no rules at all."""
    new = {name.split("/")[1] for name, document in instead.items() if document and _is_own(name)}
    if not is_rule_folder(folder) and not instead:
        raise InputError([Issue(Place(str(folder)), "Deze map met regels bestaat niet.")])
    root = folder / MUNICIPALITIES
    folders = root.iterdir() if root.is_dir() else ()
    return sorted({path.name for path in folders if path.is_dir() and not _is_aside(path.name)} | new)


def is_rule_folder(folder: FilePath) -> bool:
    """Tell whether there is a folder that can hold rules; InputError when it is a file, or part of such a folder."""
    if stands(folder) and not is_folder(folder):
        text = (
            "Dit is een werkboek." if folder.suffix.lower() == WORKBOOK else "Dit is een bestand en geen map."
        )
        raise InputError([Issue(Place(str(folder)), text, "Wijs de map met regels aan.")])
    whole = _whole_of(folder)
    if whole is not None:
        text = "Dit is één deel van een map met regels."
        raise InputError([Issue(Place(str(folder)), text, f"Wijs de hele map aan: {whole}.")])
    return is_folder(folder)


def _whole_of(folder: FilePath) -> FilePath | None:
    """Give the folder of rules that a folder is a part of, as it looks: such a part has no parts of its own."""
    if not is_folder(folder) or any(folder.joinpath(name).is_dir() for name in (*SHARED, MUNICIPALITIES)):
        return None
    full = folder.absolute()
    whole = full.parent.parent if full.parent.name == MUNICIPALITIES else full.parent
    is_part = full.name in (*SHARED, MUNICIPALITIES) or full.parent.name == MUNICIPALITIES
    has_others = any(whole.joinpath(name).is_dir() for name in SHARED if name != full.name)
    return whole if is_part and has_others else None


def _is_own(name: str) -> bool:
    return name.startswith(f"{MUNICIPALITIES}/")


def read_rules(
    folder: FilePath, municipality: str | None = None, instead: Instead = _AS_IT_STANDS
) -> RuleSet:
    """Read the rules of one municipality, or the national ones alone; RulesError holds all issues.

    With `instead` the folder is read as it would be. InputError when the folder or the municipality does
    not exist.
    """
    return placed_rules(folder, municipality, instead).rule_set


@sparing_hints()
def placed_rules(
    folder: FilePath, municipality: str | None = None, instead: Instead = _AS_IT_STANDS
) -> PlacedRules:
    """Read rules as `read_rules` does, and keep where everything stands."""
    known = municipalities(folder, instead)
    if municipality is not None and municipality not in known:
        raise InputError([no_such(municipality, known)])
    unreadable: list[Issue] = []
    documents = list(_documents(folder, municipality, unreadable, instead))
    unreadable.extend(_nothing(folder, municipality, documents, unreadable))
    return placed_of(documents, municipality, known, unreadable)


def no_such(municipality: str, known: Sequence[str]) -> Issue:
    """Say that a municipality has no rules among those that have."""
    hint = nearest(municipality, known) or f"Er zijn: {', '.join(known) or 'geen'}."
    return Issue(Place("--gemeente"), f"De gemeente '{municipality}' heeft geen regels.", hint)


@sparing_hints()
def placed_of(
    documents: Sequence[tuple[Document, str | None]],
    municipality: str | None,
    known: Sequence[str],
    unreadable: Sequence[Issue],
) -> PlacedRules:
    """Read documents as the rules of one municipality, or as the national ones; RulesError holds all issues.

    It is an ExamplesError when nothing is wrong but examples that expect something else. Each document comes
    with the municipality in whose folder it stands. `known` names the municipalities with rules, and
    `unreadable` is what kept other documents from being read.
    """
    misplaced: list[Issue] = []
    sources = [
        Source(plain, own, (number, place))
        for number, (document, own) in enumerate(documents)
        for place, plain in _entries(document, own, misplaced)
    ]
    read = read_entries(sources, municipality)
    problems = list(read.problems)
    unread = read.unread | {("bestand", str(issue.place)) for issue in (*unreadable, *misplaced)}
    if read.is_whole:
        problems += map(read.placed, check(read.rule_set, unread))
    # a name may stand in a file that could not be read, unless it looks like one that is known
    if unreadable:
        problems = [item for item in problems if item.unknown is None or item.hint is not None]
    issues = [*unreadable, *misplaced]
    problems = list(dict.fromkeys(problems))
    for problem in problems[:MOST_ISSUES]:
        document, _ = documents[int(problem.path[0])]
        others = [name for name in known if name != municipality]
        mend = _without_curly(problem.text, _of_another(problem.unknown, others) or problem.hint)
        issues.append(document.issue(problem.path[1:], _with_other(problem, documents), mend))
    if len(problems) > MOST_ISSUES:
        text = f"Er is nog meer mis: zeker {len(problems) - MOST_ISSUES} fouten staan hier niet bij."
        document, _ = documents[int(problems[MOST_ISSUES].path[0])]
        issues.append(Issue(Place(document.file), text, "Herstel eerst wat hier wel staat."))
    if issues:
        is_read = not unread and all(isinstance(problem, FailedExample) for problem in problems)
        raise (ExamplesError if is_read else RulesError)(issues)
    return PlacedRules(read.rule_set, read, tuple(document for document, _ in documents))


_IN_CURLY = re.compile("'(?:“|”|„|‘)[^'\n]*(?:”|“|’)'")


def _without_curly(text: str, hint: str | None) -> str | None:
    """Say more where what was typed stands between the quotes of a word processor: they are part of it then."""
    if _IN_CURLY.search(text) is None:
        return hint
    said = "De kromme aanhalingstekens (“ ”) horen nu bij de tekst; typ rechte, of laat ze weg."
    return said if hint is None else f"{hint} {said}"


def _with_other(problem: Problem, documents: Sequence[tuple[Document, str | None]]) -> str:
    """Say where the other stands: after a file was copied, nobody but a person knows which is too many."""
    if problem.other is None:
        return problem.text
    document, _ = documents[int(problem.other[0])]
    return f"{problem.text} De andere staat in {document.place(problem.other[1:])}."


def _entries(document: Document, own: str | None, issues: list[Issue]) -> Iterator[tuple[int, Plain]]:
    """Walk the entries of a file with their numbers, and say what the folder already tells."""
    assert isinstance(document.plain, list)
    for place, plain in enumerate(document.plain):
        if isinstance(plain, dict) and "gemeente" in plain:
            hint = "De map zegt al van welke gemeente dit is."
            issues.append(document.issue((place, "gemeente"), "'gemeente' hoort hier niet.", hint))
            plain = {name: value for name, value in plain.items() if name != "gemeente"}  # noqa: PLW2901
        if isinstance(plain, dict) and Mandate.word in plain and own is None:
            hint = f"Zet het in de map van de gemeente, zoals {MUNICIPALITIES}/naam/mandaat.yaml."
            issues.append(document.issue((place,), "Een mandaat is altijd van één gemeente.", hint))
        if isinstance(plain, dict) and Offer.word in plain and own is None:
            hint = f"Zet het in de map van de gemeente, zoals {MUNICIPALITIES}/naam/sociale_basis.yaml."
            issues.append(document.issue((place,), "Buurtaanbod is altijd van één gemeente.", hint))
        yield place, plain


def _of_another(unknown: str | None, others: list[str]) -> str | None:
    owner = next((name for name in others if unknown and unknown.startswith(own_prefix(name))), None)
    return None if owner is None else f"Dit hoort bij de gemeente '{owner}'; alleen zij kan het gebruiken."


def _nothing(
    folder: FilePath,
    municipality: str | None,
    documents: list[tuple[Document, str | None]],
    issues: list[Issue],
) -> Iterator[Issue]:
    """Refuse a folder in which there is nothing to read: rules that are not there would go unnoticed."""
    if not documents and not issues:
        hint = f"Wijs de map aan waarin {', '.join(SHARED)} en {MUNICIPALITIES} staan."
        yield Issue(Place(str(folder)), "In deze map staat geen enkel regelbestand.", hint)
    own = f"{MUNICIPALITIES}/{municipality}"
    is_read = any(name is not None for _, name in documents)
    if municipality is not None and not is_read and not any(_lies_in(issue, own) for issue in issues):
        hint = "Zet de tarieven, parameters en mandaten van deze gemeente erin, of haal de map weg."
        yield Issue(Place(own), "In deze map staat geen enkel regelbestand.", hint)


def _lies_in(issue: Issue, part: str) -> bool:
    return issue.place.file.startswith(f"{part}/")


_NOT_READ = "Dit wordt niet gelezen."
_HALF_DONE = (
    "Een wijziging van deze map bleef halverwege steken.",
    "Doe 'maatwerk regels uit-excel' opnieuw; dan komt eerst terug wat er stond.",
)
_NO_LIST = ("Een regelbestand is een lijst onderdelen.", "Begin elk onderdeel met een streepje.")
_EMPTY_LIST = ("In dit bestand staat geen onderdeel.", "Zet er een onderdeel in, of haal het bestand weg.")


def _documents(
    folder: FilePath,
    municipality: str | None,
    issues: list[Issue],
    instead: Instead = _AS_IT_STANDS,
) -> Iterator[tuple[Document, str | None]]:
    if (folder / UNFINISHED).is_dir():
        issues.append(Issue(Place(UNFINISHED), *_HALF_DONE))
        return
    places: list[tuple[str, str | None]] = [(name, None) for name in SHARED]
    if municipality is not None:
        places.append((f"{MUNICIPALITIES}/{municipality}", municipality))
    issues.extend(_not_read(folder))
    for part, own in places:
        standing = {path.relative_to(folder).as_posix(): path for path in (folder / part).glob("*")}
        new = {name: folder / name for name in instead if PurePosixPath(name).parent.as_posix() == part}
        for label, path in sorted({**standing, **new}.items()):
            if _is_aside(path.name) or (label in instead and instead[label] is None):
                continue
            hint = where_instead(f"{label}/" if label not in instead and path.is_dir() else label)
            if hint is not None:
                issues.append(Issue(Place(label), _NOT_READ, hint))
                continue
            try:
                document = instead.get(label) or _document(path, label)
            except InputError as error:
                issues.extend(error.issues)
                continue
            if isinstance(document.plain, list) and document.plain:
                yield document, own
                continue
            issues.append(document.issue((), *(_NO_LIST if document.plain else _EMPTY_LIST)))


def _not_read(folder: FilePath) -> Iterator[Issue]:
    """Walk what stands where no rules are looked for."""
    for name in sorted(path.name for path in folder.iterdir()) if folder.is_dir() else ():
        if name not in (*SHARED, *_OTHER) and not name.startswith("."):
            yield Issue(Place(name), _NOT_READ, where_instead(name))
    for path in sorted((folder / MUNICIPALITIES).glob("*")):
        if not path.is_dir() and not _is_aside(path.name):
            name = f"{MUNICIPALITIES}/{path.name}"
            yield Issue(Place(name), _NOT_READ, where_instead(name))


def documents_of(folder: FilePath) -> list[Document]:
    """Read every rule file of a folder, of all municipalities; InputError holds every issue."""
    issues: list[Issue] = []
    found: dict[str, Document] = {}
    for name in (None, *municipalities(folder)):
        for document, _ in _documents(folder, name, issues):
            found.setdefault(document.file, document)
    if issues:
        raise InputError(issues)
    return list(found.values())


def owner_of(file: str) -> str | None:
    """Give the municipality in whose folder a rule file stands, by its name in the folder of rules.

    >>> owner_of("gemeenten/utrecht/tarieven.xlsx"), owner_of("landelijk/wmo.yaml")
    ('utrecht', None)
    """
    folder, *inside = file.split("/")
    return inside[0] if folder == MUNICIPALITIES and len(inside) > 1 else None


def where_instead(file: str) -> str | None:
    """Say where or how a file should stand for its rules to be read; None where they are.

    >>> where_instead("gemeenten/tarieven.yaml")
    'Zet het in de map van de gemeente, zoals gemeenten/naam/tarieven.yaml.'
    >>> where_instead("landelijk/wmo.yml")
    'Noem het wmo.yaml.'
    """
    *folders, name = file.split("/")
    first = folders[0] if folders else name
    depth = 2 if first == MUNICIPALITIES else 1
    if first not in (*SHARED, MUNICIPALITIES):
        return nearest(first, SHARED) or f"Regels staan in {', '.join(SHARED)} en {MUNICIPALITIES}."
    if len(folders) < depth and first == MUNICIPALITIES:
        return f"Zet het in de map van de gemeente, zoals {MUNICIPALITIES}/naam/{name}."
    if len(folders) > depth:
        return f"Zet de bestanden in {'/'.join(folders[:depth])} zelf."
    if _is_aside(name):
        return "Noem het anders: een bestand dat zo heet, wordt in een map met regels overgeslagen."
    return None if name.endswith((YAML, WORKBOOK)) else _named_otherwise(name)


def _named_otherwise(name: str) -> str:
    """Say how a file that is not read would be."""
    file = PurePosixPath(name)
    if file.suffix.lower() in (".yml", YAML):
        return f"Noem het {file.stem}{YAML}."
    if file.suffix.lower() in (WORKBOOK, *_OTHER_SHEETS):
        return f"Bewaar het als {file.stem}{WORKBOOK}."
    return f"Een regelbestand eindigt op {YAML} of {WORKBOOK}."


def _document(path: FilePath, label: str) -> Document:
    if path.suffix == WORKBOOK:
        return _opened(read_content(path, label, MOST_PACKED), label)
    content = read_content(path, label)
    return _parsed(content, label) if len(content) <= _KEPT_BYTES else parse_yaml(content, label)


@lru_cache(maxsize=100)
def _opened(content: bytes, label: str) -> Document:
    """Read a workbook that is a rule file itself, once as long as it stays the same."""
    return parse_workbook(content, label, own=label)[label]


_KEPT_BYTES = 400_000  # a parsed file takes some thirty times its size (measured)
_parsed = lru_cache(maxsize=256)(parse_yaml)
"""The same text gives the same document: with one file changed, the others are not parsed again."""


def _is_aside(name: str) -> bool:
    """Tell notes, and what a computer leaves behind out of sight, from what was meant as rules."""
    return name == _NOTES or name.startswith((".", "~$"))


def read_sealed(text: str) -> RuleSet:
    """Read a rule set from its own text, as it was kept with a decision; RulesError when it is damaged."""
    place = Place("verzegelde regels")
    try:
        document = json.loads(text)
        entries, municipality = document["onderdelen"], document["gemeente"]
    except (ValueError, KeyError, TypeError):
        raise RulesError([Issue(place, "Dit is geen bewaarde regelset.")]) from None
    if document.get("vorm") != LAYOUT:
        raise RulesError([Issue(place, f"De vorm '{document.get('vorm')}' wordt niet gelezen.")])
    sources = [Source(entry, entry.get("gemeente"), (0, number)) for number, entry in enumerate(entries)]
    read = read_entries(sources, municipality)
    if read.problems:
        raise RulesError([Issue(place, f"{problem.path}: {problem.text}") for problem in read.problems])
    return read.rule_set
