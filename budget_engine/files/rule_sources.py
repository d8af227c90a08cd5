"""Rules to compare, from a folder or from a workbook, for the whole country and for each municipality."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from budget_engine.difference.differences import THE_WHOLE, differences
from budget_engine.difference.one import ChangeKind, Difference
from budget_engine.difference.report import COLUMNS, sheet_rows, summary
from budget_engine.errors import InputError, Issue, Place
from budget_engine.files.disk import is_folder, stands
from budget_engine.files.nodes import Document
from budget_engine.files.sheets.excel_rules import read_workbook
from budget_engine.files.sheets.forms import Form
from budget_engine.files.sheets.names import READ_ME
from budget_engine.files.sheets.page import Page
from budget_engine.files.sheets.workbook import written
from budget_engine.files.sheets.workbook_values import LONGEST_TEXT
from budget_engine.files.yaml_rules import (
    WORKBOOK,
    municipalities,
    no_such,
    owner_of,
    placed_of,
    read_rules,
    where_instead,
)
from budget_engine.language.rule_set import RuleSet

_SHEET = "verschillen"


@dataclass(frozen=True)
class Rules:
    """The rules at one path: those of the whole country, and of each municipality with them."""

    national: RuleSet
    own: Mapping[str, RuleSet]


def read_all(path: Path, municipality: str | None = None) -> Rules:
    """Read the rules at a path for the whole country and for every municipality, or for one alone."""
    if path.suffix.lower() == WORKBOOK and not is_folder(path):
        book = _Workbook(path)
        names = [name for name in book.municipalities() if municipality in (None, name)]
        return Rules(book.rule_set(None), {name: book.rule_set(name) for name in names})
    _refuse_other(path)
    names = [name for name in municipalities(path) if municipality in (None, name)]
    return Rules(read_rules(path), {name: read_rules(path, name) for name in names})


def _refuse_other(path: Path) -> None:
    if not stands(path):
        raise InputError([Issue(Place(str(path)), "Deze map of dit werkboek bestaat niet.")])
    if not is_folder(path):
        hint = f"Wijs een map met regels aan, of een werkboek dat eindigt op {WORKBOOK}."
        raise InputError([Issue(Place(str(path)), "Dit is geen map met regels en geen werkboek.", hint)])


class _Workbook:
    """A workbook that holds a whole folder of rules."""

    def __init__(self, path: Path) -> None:
        if not stands(path):
            _refuse_other(path)
        self.documents = read_workbook(path, str(path))

    def municipalities(self) -> list[str]:
        """List the municipalities that have a file of their own."""
        return sorted({own for own in map(owner_of, self.documents) if own is not None})

    def rule_set(self, municipality: str | None) -> RuleSet:
        """Read the rules of one municipality as from a folder; RulesError holds all issues, each at its cell."""
        chosen: list[tuple[Document, str | None]] = []
        astray: list[Issue] = []
        for file, document in self.documents.items():
            if owner_of(file) in (None, municipality):
                hint = where_instead(file)
                if hint is None:
                    chosen.append((document, owner_of(file)))
                else:
                    astray.append(document.issue((0,), f"Het bestand '{file}' wordt niet gelezen.", hint))
        return placed_of(chosen, municipality, self.municipalities(), astray).rule_set


def compared(old: Path, new: Path, municipality: str | None = None) -> tuple[Difference, ...]:
    """Tell what is different between the rules at two paths, each difference once.

    What holds everywhere is told first, then what each municipality has of its own. InputError when the
    municipality that was asked for is in neither.
    """
    before, after = (read_all(path, municipality) for path in (old, new))
    names = sorted({*before.own, *after.own})
    if municipality is not None and municipality not in names:
        raise InputError([no_such(municipality, names)])
    everywhere = differences(before.national, after.national)
    found = list(everywhere)
    for name in names:
        found += _of_one(name, before, after, everywhere)
    return tuple(found)


def _of_one(
    name: str, before: Rules, after: Rules, everywhere: tuple[Difference, ...]
) -> Iterator[Difference]:
    """Walk what only one municipality has different; without a folder it has the national rules alone."""
    old, new = (rules.own.get(name, rules.national) for rules in (before, after))
    if (name in before.own) is not (name in after.own):
        is_new = name in after.own
        yield Difference(
            change=ChangeKind.ADDED if is_new else ChangeKind.REMOVED,
            municipality=name, part=THE_WHOLE, detail="gemeente", can_change=True,
            sentences=(f"De gemeente {name} {'heeft nu eigen regels' if is_new else 'heeft geen eigen regels meer'}.",),
        )  # fmt: skip
    for item in differences(old, new):
        is_told = item in everywhere or (item.part == THE_WHOLE and item.detail == "gemeente")
        if not is_told:
            yield item.model_copy(update={"municipality": name})


def difference_sheet(found: tuple[Difference, ...]) -> bytes:
    """Write differences as a workbook with one row for each."""
    page = Page(_SHEET)
    page.head([(name, Form.TEXT) for name in COLUMNS], {})
    for row, cells in enumerate(sheet_rows(found), start=page.header + 1):
        for column, said in enumerate(cells, start=1):
            page.put(row, column, _fitting(said) or None)
    return written([page], [summary(found)], READ_ME)


def _fitting(said: str) -> str:
    """Keep what fits in a cell; the text and the JSON hold the whole."""
    return said if len(said) <= LONGEST_TEXT else f"{said[: LONGEST_TEXT - 1]}…"
