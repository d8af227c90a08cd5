"""What can be read of a rule set, by the words people know it by, and how much there is of each kind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from budget_engine.aloud.recital import Choice, parts_of, recital
from budget_engine.language.entry import Entry
from budget_engine.language.fact import FactDeclaration
from budget_engine.language.letter_text import PIECES, LetterText
from budget_engine.language.rule import Derivation
from budget_engine.language.rule_set import RuleSet

_SAID_IN = ("title", "question", "label", "noun_phrase", "statement", "function")
"""Where the words of an entry stand, the first that says something first; else its name says what it is."""


@dataclass(frozen=True)
class Listed:
    """One thing that can be read: in which part it stands, what kind it is, its name, and what it is called."""

    part: str
    word: str
    name: str
    title: str

    def holds(self, words: Iterable[str]) -> bool:
        """Tell whether every word stands in what it is called, in its name, or in what kind it is."""
        there = f"{self.title} {self.name} {self.word}".casefold()
        return all(word in there for word in words)


def listed(rule_set: RuleSet, part: str | None = None, words: str = "") -> tuple[Listed, ...]:
    """List what can be read, each once, of one part and with some words where those are given."""
    wanted = words.casefold().split()
    found = dict.fromkeys(item for item in _all(rule_set) if part in (None, item.part))
    return tuple(item for item in found if item.holds(wanted))


def _all(rule_set: RuleSet) -> Iterator[Listed]:
    for part, entries in parts_of(rule_set):
        for entry in entries:
            name = getattr(entry, entry.key)
            title = next(_titles(entry, rule_set), name.replace("_", " "))
            yield Listed(part, entry.word.replace("_", " "), name, title)


def _titles(entry: Entry, rule_set: RuleSet) -> Iterator[str]:
    match entry:
        case Derivation():
            yield from _said(rule_set.fact[entry.fact])
        case LetterText():
            yield PIECES[entry.piece].about
        case Entry():
            yield from _said(entry)


def _said(entry: Entry | FactDeclaration) -> Iterator[str]:
    found = (getattr(entry, name, None) for name in _SAID_IN)
    return (text for text in found if isinstance(text, str) and text)


def counts(rule_set: RuleSet) -> tuple[tuple[str, int], ...]:
    """Say how much there is of each kind that decides or is asked."""
    return (
        ("regels", len(rule_set.rules)),
        ("rijen in tabellen", sum(len(table.rows) for table in rule_set.tables)),
        ("vragen en gegevens", len(rule_set.facts)),
        ("tarieven", sum(len(item.rows) for item in rule_set.list_rows)),
        ("getallen, zoals een grens of een termijn", len(rule_set.parameters)),
        ("delen van brieven", len(rule_set.letter_texts)),
    )


def own_of(rule_set: RuleSet, national: RuleSet) -> tuple[str, ...]:
    """Read what a municipality decides itself: all in its rules that the national rules do not have."""
    return tuple(recital(rule_set, Choice(beside=national)))
