"""A rule set read aloud: everything in it as Dutch sentences, made from the very nodes that are worked out.

Nothing is looked up in a text that somebody wrote beside a rule: what is read is what is decided by.
Two things of which one operator, one bound or one hit policy differs, read differently.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from budget_engine.aloud import register as aloud_register
from budget_engine.aloud import rules as aloud_rules
from budget_engine.aloud import tables as aloud_tables
from budget_engine.aloud.conditions import Conditions, Line
from budget_engine.language.entry import Entry
from budget_engine.language.jargon import JargonWord
from budget_engine.language.letter_text import LetterText
from budget_engine.language.offer import Offer
from budget_engine.language.reference_cost import ReferenceCost
from budget_engine.language.register import (
    Declaration,
    DeviationGround,
    Law,
    ListRows,
    LookupList,
    Mandate,
    Parameter,
    Route,
    Setting,
    Topic,
)
from budget_engine.language.rule import Derivation, Row, Rule, Table
from budget_engine.language.rule_set import RuleSet


class Aloud(Conditions):
    """Reads the entries of one rule set aloud."""

    def row(self, table: Table, row: Row) -> str:
        """Read one row of a table as a sentence."""
        return aloud_tables.row(self, table, row)

    def entry(self, entry: Entry) -> Iterator[str]:
        """Read anything that a rule file declares, line by line, indented."""
        return indented(self.entry_lines(entry))

    def entry_lines(self, entry: Entry) -> Iterator[Line]:
        """Read anything that a rule file declares: lines with their depth."""
        match entry:
            case Rule():
                return aloud_rules.rule(self, entry)
            case Table():
                return aloud_tables.table(self, entry)
            case Derivation():
                return aloud_rules.derivation(self, entry)
            case (
                Declaration() | Parameter() | Setting() | LookupList() | ListRows() | Law() | Topic()
                | DeviationGround() | Mandate() | Route() | Offer()
                | ReferenceCost() | LetterText() | JargonWord()
            ):  # fmt: skip
                return aloud_register.registered(self, entry)
            case Entry():
                raise TypeError(f"{type(entry).__name__} is part of an entry, and read with it")


def indented(lines: Iterable[Line]) -> Iterator[str]:
    """Write lines with two spaces for every step of depth."""
    return (f"{'  ' * depth}{text}" for depth, text in lines)


_MOST_KEPT = 8  # a server has a rule set per municipality; each reader is a few hundred short texts


def aloud_of(rule_set: RuleSet) -> Aloud:
    """Give the reader of a rule set, made once for rules with the same hash.

    An explanation asks for it line by line, and making it goes over every fact.
    """
    return _made(_ByHash(rule_set.hash, rule_set))


@dataclass(frozen=True)
class _ByHash:
    """A rule set that is told from others by its hash alone."""

    hash: str
    rule_set: RuleSet = field(compare=False)


@lru_cache(maxsize=_MOST_KEPT)
def _made(kept: _ByHash) -> Aloud:
    return Aloud(kept.rule_set)
