"""A whole rule set read aloud, as plain text and as JSON.

Every entry is read once: first law by law, then what laws have in common.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from budget_engine.aloud.chapters import chapters
from budget_engine.aloud.reader import Aloud, indented
from budget_engine.errors import Path
from budget_engine.language.entry import Entry
from budget_engine.language.register import LookupList, Parameter
from budget_engine.language.rule_set import RuleSet

_COMMON = (
    ("Getallen", "parameters"),
    ("Lijsten", "lists"),
    ("Aanbod in de buurt", "offers"),
    ("Kengetallen", "reference_costs"),
    ("Briefdelen", "letter_texts"),
    ("Vakwoorden", "jargon"),
    ("Gegevens", "facts"),
    ("Soorten bevindingen", "topics"),
    ("Wetten", "laws"),
)
"""What laws have in common, by the part of a rule set that holds it."""


def parts_of(rule_set: RuleSet) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """Walk the parts that are read, each with its title: the laws, and what laws have in common."""
    for chapter in chapters(rule_set):
        yield chapter.title, chapter.entries
    for title, part in _COMMON:
        yield title, getattr(rule_set, part)


def titles_of(rule_set: RuleSet) -> Iterator[str]:
    """Walk the titles of the parts that are read: the laws, and what laws have in common."""
    return (title for title, _ in parts_of(rule_set))


def names_of(rule_set: RuleSet) -> Iterator[str]:
    """Walk the names of everything that is read."""
    return (getattr(entry, entry.key) for _, entries in parts_of(rule_set) for entry in entries)


@dataclass(frozen=True)
class Choice:
    """What of a rule set is read: the part of one law, what has one name, what other rules do not have."""

    law: str | None = None
    name: str | None = None
    beside: RuleSet | None = None


ALL_OF_IT = Choice()


def _chosen(rule_set: RuleSet, choice: Choice) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    left_out = frozenset() if choice.beside is None else _in_both(rule_set, choice.beside)
    for title, entries in parts_of(rule_set):
        if choice.law in (None, title):
            named = (item for item in entries if choice.name in (None, getattr(item, item.key)))
            yield title, tuple(item for item in named if item.at() not in left_out)


def _in_both(rule_set: RuleSet, other: RuleSet) -> frozenset[Path]:
    """Name the entries that are read the same in two rule sets; a number or a list is read with its values."""
    here, there = ({item.at() for item in one.entries()} for one in (rule_set, other))
    filled = {Parameter.word: rule_set.settings, LookupList.word: rule_set.list_rows}
    own = {
        (word, getattr(item, item.key))
        for word, items in filled.items()
        for item in items
        if item.at() not in there
    }
    return frozenset(path for path in here & there if path not in own)


def recital(rule_set: RuleSet, choice: Choice = ALL_OF_IT) -> Iterator[str]:
    """Read a rule set aloud, line by line, or what is chosen of it.

    Every part has its title between empty lines.
    """
    aloud = Aloud(rule_set)
    for title, entries in _chosen(rule_set, choice):
        if entries:
            yield from ("", title.upper(), "")
        for entry in entries:
            yield from indented(aloud.entry_lines(entry))
            yield ""


def recital_json(rule_set: RuleSet, choice: Choice = ALL_OF_IT) -> list[dict[str, Any]]:
    """Read a rule set aloud as a list: the part, the kind and name of the entry, and its lines with depth."""
    aloud = Aloud(rule_set)
    return [
        {
            "deel": title,
            "soort": entry.word,
            "naam": entry.identity,
            "regels": [{"diepte": depth, "tekst": text} for depth, text in aloud.entry_lines(entry)],
        }
        for title, entries in _chosen(rule_set, choice)
        for entry in entries
    ]
