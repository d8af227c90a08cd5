"""A whole rule set read aloud, as plain text and as JSON.

Every entry is read once: first law by law, then what laws have in common.
"""

from collections.abc import Iterator
from typing import Any

from budget_engine.aloud.chapters import chapters
from budget_engine.aloud.reader import Aloud, indented
from budget_engine.language.entry import Entry
from budget_engine.language.rule_set import RuleSet

_COMMON = (
    ("Getallen", "parameters"),
    ("Lijsten", "lists"),
    ("Aanbod in de buurt", "offers"),
    ("Gegevens", "facts"),
    ("Soorten bevindingen", "topics"),
    ("Wetten", "laws"),
)
"""What laws have in common, by the part of a rule set that holds it."""


def _parts(rule_set: RuleSet) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    for chapter in chapters(rule_set):
        yield chapter.title, chapter.entries
    for title, part in _COMMON:
        yield title, getattr(rule_set, part)


def titles_of(rule_set: RuleSet) -> Iterator[str]:
    """Walk the titles of the parts that are read: the laws, and what laws have in common."""
    return (title for title, _ in _parts(rule_set))


def names_of(rule_set: RuleSet) -> Iterator[str]:
    """Walk the names of everything that is read."""
    return (getattr(entry, entry.key) for _, entries in _parts(rule_set) for entry in entries)


def _chosen(rule_set: RuleSet, law: str | None, name: str | None) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    for title, entries in _parts(rule_set):
        if law in (None, title):
            yield title, tuple(item for item in entries if name in (None, getattr(item, item.key)))


def recital(rule_set: RuleSet, law: str | None = None, name: str | None = None) -> Iterator[str]:
    """Read a rule set aloud, line by line, or only the part of one law, or what has one name.

    Every part has its title between empty lines.
    """
    aloud = Aloud(rule_set)
    for title, entries in _chosen(rule_set, law, name):
        if entries:
            yield from ("", title.upper(), "")
        for entry in entries:
            yield from indented(aloud.entry_lines(entry))
            yield ""


def recital_json(rule_set: RuleSet, law: str | None = None, name: str | None = None) -> list[dict[str, Any]]:
    """Read a rule set aloud as a list: the part, the kind and name of the entry, and its lines with depth."""
    aloud = Aloud(rule_set)
    return [
        {
            "deel": title,
            "soort": entry.word,
            "naam": entry.identity,
            "regels": [{"diepte": depth, "tekst": text} for depth, text in aloud.entry_lines(entry)],
        }
        for title, entries in _chosen(rule_set, law, name)
        for entry in entries
    ]
