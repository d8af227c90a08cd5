"""A folder of rule files to a rule set, or all that is wrong with it.

    feiten/      what can be known and asked, the laws, the kinds of finding
    landelijk/   one file per law
    kosten/      prices and how costs follow from them
    weging/      advice
    gemeenten/   one folder per municipality: its values, tariffs, mandates and own rules

A rule set is everything but `gemeenten/`, with the folder of one municipality.
"""

import json
from collections.abc import Iterator
from pathlib import Path as FilePath

from budget_engine.errors import InputError, Issue, Place, RulesError, nearest
from budget_engine.files.entry_forms import Source
from budget_engine.files.nodes import Document, read_yaml
from budget_engine.files.rule_entries import read_entries
from budget_engine.language.check import check
from budget_engine.language.rule_set import LAYOUT, RuleSet

MUNICIPALITIES = "gemeenten"
SHARED = ("feiten", "landelijk", "kosten", "weging")
_OTHER = frozenset({"LEESMIJ.md", "CHANGELOG.md", "brieven", MUNICIPALITIES})


def municipalities(folder: FilePath) -> list[str]:
    """List the municipalities that have a folder of their own; InputError when there are no rules at all."""
    if not folder.is_dir():
        raise InputError([Issue(Place(str(folder)), "Deze map met regels bestaat niet.")])
    root = folder / MUNICIPALITIES
    return sorted(path.name for path in root.iterdir() if path.is_dir()) if root.is_dir() else []


def read_rules(folder: FilePath, municipality: str | None = None) -> RuleSet:
    """Read the rules of one municipality, or the national ones alone; RulesError holds all issues.

    InputError when the folder or the municipality does not exist.
    """
    issues: list[Issue] = []
    known = municipalities(folder)
    if municipality is not None and municipality not in known:
        hint = nearest(municipality, known) or f"Er zijn: {', '.join(known) or 'geen'}."
        raise InputError(
            [Issue(Place("--gemeente"), f"De gemeente '{municipality}' heeft geen regels.", hint)]
        )
    documents = list(_documents(folder, municipality, issues))
    sources: list[Source] = []
    for number, (document, own) in enumerate(documents):
        if not isinstance(document.plain, list):
            issues.append(
                document.issue(
                    (), "Een regelbestand is een lijst onderdelen.", "Begin elk onderdeel met een streepje."
                )
            )
            continue
        for place, plain in enumerate(document.plain):
            if isinstance(plain, dict) and "gemeente" in plain:
                hint = "De map zegt al van welke gemeente dit is."
                issues.append(document.issue((place, "gemeente"), "'gemeente' hoort hier niet.", hint))
            sources.append(Source(plain, own, (number, place)))
    read = read_entries(sources, municipality)
    problems = [(problem.path, problem) for problem in read.problems]
    unread = read.unread | {("bestand", str(issue.place)) for issue in issues}
    problems += [(read.place(problem.path), problem) for problem in check(read.rule_set, unread)]
    if issues:  # a name may stand in a file that could not be read, unless it looks like one that is known
        problems = [item for item in problems if item[1].unknown is None or item[1].hint is not None]
    for path, problem in problems:
        document, _ = documents[int(path[0])]
        issues.append(document.issue(path[1:], problem.text, problem.hint))
    if issues:
        raise RulesError(issues)
    return read.rule_set


def _documents(
    folder: FilePath, municipality: str | None, issues: list[Issue]
) -> Iterator[tuple[Document, str | None]]:
    places: list[tuple[str, str | None]] = [(name, None) for name in SHARED]
    if municipality is not None:
        places.append((f"{MUNICIPALITIES}/{municipality}", municipality))
    for name in sorted(path.name for path in folder.iterdir()):
        if name not in (*SHARED, *_OTHER) and not name.startswith("."):
            hint = nearest(name, SHARED) or f"Regels staan in {', '.join(SHARED)} en {MUNICIPALITIES}."
            issues.append(Issue(Place(name), "Dit wordt niet gelezen.", hint))
    for path in sorted((folder / MUNICIPALITIES).glob("*")):
        if not path.is_dir() and path.name != "LEESMIJ.md":
            hint = f"Zet het in de map van de gemeente, zoals {MUNICIPALITIES}/naam/{path.name}."
            issues.append(Issue(Place(f"{MUNICIPALITIES}/{path.name}"), "Dit wordt niet gelezen.", hint))
    for part, own in places:
        for path in sorted((folder / part).glob("*")) if (folder / part).is_dir() else ():
            label = path.relative_to(folder).as_posix()
            if path.is_dir() or path.suffix != ".yaml":
                hint = (
                    f"Zet de bestanden in {part} zelf."
                    if path.is_dir()
                    else f"Noem het {path.stem}.yaml."
                    if path.suffix == ".yml"
                    else "Een regelbestand eindigt op .yaml."
                )
                issues.append(Issue(Place(label), "Dit wordt niet gelezen.", hint))
                continue
            try:
                yield read_yaml(path, label), own
            except InputError as error:
                issues.extend(error.issues)


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
