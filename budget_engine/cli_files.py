"""The files that are named on the command line, and what a command says of what it wrote."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from budget_engine.language.rule_set import RuleSet

if TYPE_CHECKING:
    from budget_engine.case import Case
    from budget_engine.decision import Decision


@dataclass(frozen=True)
class Told:
    """What a command says, and what it noticed that is not as it should be."""

    lines: list[str]
    noticed: list[str]


class Rules:
    """The rule sets of a folder, each read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read: dict[str | None, RuleSet] = {}

    def of(self, municipality: str | None) -> RuleSet:
        """Give the rules of a municipality, or those of the whole country; RulesError when they are wrong."""
        from budget_engine.files.yaml_rules import read_rules

        if municipality not in self.read:
            self.read[municipality] = read_rules(self.folder, municipality)
        return self.read[municipality]


def read_case_file(path: Path, rules: Rules, municipality: str | None) -> "tuple[Case, RuleSet]":
    """Read a case by the rules of its municipality, or of the one that is named; InputError says what is wrong."""
    from budget_engine.files.yaml_case import municipality_of, open_case, read_case
    from budget_engine.files.yaml_rules import municipalities

    document = open_case(path)
    named = municipality_of(document, municipalities(rules.folder)) if municipality is None else municipality
    rule_set = rules.of(named)
    return read_case(document, rule_set), rule_set


def read_decision(path: Path) -> "Decision":
    """Read a decision; InputError says what is wrong."""
    from budget_engine.decision import Decision
    from budget_engine.files.documents import read_document

    return read_document(path, Decision)
