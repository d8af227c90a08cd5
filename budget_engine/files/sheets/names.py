"""What sheets are called: those that every workbook may have, and those of one table or group of amounts.

A table may be called whatever a rule file allows, also as one of the other sheets: its own sheet then
gets another name. Nothing is read from that name.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from budget_engine.files.rule_entries import OPENING
from budget_engine.files.sheets.forms import Form
from budget_engine.files.sheets.layout import is_block, layout_of

CONDITIONS, EXAMPLES = "voorwaarden", "voorbeelden"
READ_ME, CHOICES = "lees mij", "keuzelijsten"
NOT_READ = frozenset({READ_ME, CHOICES})
_PLURALS: Mapping[str, str] = {
    "wet": "wetten", "bevinding": "bevindingen", "feit": "feiten", "oordeel": "oordelen",
    "parameter": "parameters", "opzoeklijst": "opzoeklijsten", "waarde": "waarden",
    "afleiding": "afleidingen", "regel": "regels", "afwijking": "afwijkingen", "mandaat": "mandaten",
    "weg": "wegen",
}  # fmt: skip
_LONGEST = 31  # characters Excel takes in the name of a sheet
_NO_NAME = re.compile(r"[\[\]:*?/\\]")
_KEPT_BY_EXCEL = "history"


def sheet_name(word: str) -> str:
    """Give the name of the sheet for the entries that a word opens."""
    return _PLURALS.get(word, word)


@lru_cache
def mapping_sheet(alias: str) -> str:
    """Give the name of the sheet for a field with names and texts, which may be called as a kind of entry is."""
    return f"{alias} erbij" if alias in {sheet_name(word) for word in OPENING} else alias


KINDS: Mapping[str, str] = {sheet_name(word): word for word in OPENING if not is_block(word)}
"""The sheets with an entry on every row: the word that opens those entries."""

MAPPINGS: Mapping[str, tuple[str, Form]] = {
    mapping_sheet(alias): (alias, form)
    for word in OPENING
    for alias, form in layout_of(word).mappings.items()
}
"""The sheets of fields that hold names with a text: the field, and the form of what stands behind a name."""

BESIDE = (CONDITIONS, EXAMPLES, *MAPPINGS)
"""The sheets with what belongs to an entry that stands elsewhere."""

_TAKEN = frozenset({*NOT_READ, *KINDS, *BESIDE})


def block_names(wanted: Iterable[str]) -> list[str]:
    """Give names that Excel takes, no two alike and none that another sheet has.

    >>> block_names(["advies", "Advies", "a/b", "Keuzes", "tarieven van dertig tekens en meer"])
    ['advies', 'Advies 2', 'a b', 'Keuzes 2', 'tarieven van dertig tekens en m']
    """
    return names_apart(wanted, _TAKEN)


def names_apart(wanted: Iterable[str], taken: Iterable[str] = NOT_READ) -> list[str]:
    """Give names that Excel takes, no two alike and none that is taken.

    >>> names_apart(["Wmo", "wmo", "lees mij", "[?]", "a/b"])
    ['Wmo', 'wmo 2', 'lees mij 2', 'blad', 'a b']
    """
    found: list[str] = []
    seen = {_KEPT_BY_EXCEL, *(name.casefold() for name in taken)}
    for name in wanted:
        first = _cut(_NO_NAME.sub(" ", _seen(name)), _LONGEST) or "blad"
        trial, number = first, 1
        while trial.casefold() in seen:
            number += 1
            trial = f"{_cut(first, _LONGEST - len(f' {number}'))} {number}"
        seen.add(trial.casefold())
        found.append(trial)
    return found


def _seen(name: str) -> str:
    """Put a blank for every character that nobody sees: in a name of a sheet it can break the file."""
    return "".join(char if char.isprintable() else " " for char in name)


def _cut(name: str, length: int) -> str:
    """Keep so many characters as Excel counts them: two for one that stands far in Unicode."""
    while len(name.encode("utf-16-le")) > 2 * length:
        name = name[:-1]
    return name.strip(" '")
