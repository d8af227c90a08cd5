"""What entries are called on other sheets, and where the parts stand that have no cell of their own.

A rule called `x` is `regel x` on the sheet with conditions; two versions of it are told apart by their
first day.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from budget_engine.errors import Path
from budget_engine.files.rule_entries import OPENING
from budget_engine.files.sheets.forms import Form
from budget_engine.files.sheets.layout import Steps, layout_of, layout_of_row
from budget_engine.files.sheets.outline import NUMBER, TEST, WHAT, WORD
from budget_engine.language.rule import Column, Row, Table

START = "geldig_van"
INPUTS, OUTPUTS, ROWS = "invoer", "uitvoer", "rijen"
PART, SPOT = "onderdeel", "plek"
CONDITION_COLUMNS = tuple((name, Form.TEXT) for name in (PART, SPOT, NUMBER, WORD, WHAT, TEST))


def word_of(plain: Any) -> str | None:
    """Give the word that opens an entry, or None where there is none or more than one."""
    words = [name for name in plain if name in OPENING] if isinstance(plain, dict) else []
    return words[0] if len(words) == 1 else None


def references(entries: Sequence[tuple[str, Any]]) -> list[str]:
    """Name the entries of one file so that no two have the same name.

    >>> references([("regel", {"regel": "a"}), ("regel", {"regel": "b"})])
    ['regel a', 'regel b']
    """
    names = [f"{word} {plain.get(word)}" for word, plain in entries]
    count = Counter(names)
    dated = [
        f"{name} {plain[START]}" if count[name] > 1 and isinstance(plain.get(START), str) else name
        for name, (_, plain) in zip(names, entries, strict=True)
    ]
    count, met = Counter(dated), Counter[str]()
    found = []
    for name in dated:
        met[name] += 1
        found.append(f"{name} #{met[name]}" if count[name] > 1 else name)
    return found


def value_at(plain: Any, steps: Steps) -> Any:
    """Give what stands in an entry at the end of some steps, or None."""
    for step in steps:
        plain = plain.get(step) if isinstance(plain, dict) else None
    return plain


def value_at_path(plain: Any, path: Iterable[str | int]) -> Any:
    """Give what stands in an entry at a path that may go through lists."""
    for step in path:
        plain = plain[int(step)] if isinstance(plain, list) else value_at(plain, (str(step),))
    return plain


def put_at(plain: dict[str, Any], steps: Path, value: Any) -> None:
    """Put something in an entry, in a group that is made where it is not there yet."""
    inside: Any = plain
    for step in steps[:-1]:
        inside = inside[int(step)] if isinstance(inside, list) else inside.setdefault(step, {})
    inside[steps[-1]] = value


def conditions_of(word: str, plain: dict[str, Any]) -> Iterator[tuple[str, Path]]:
    """Walk the places of an entry where a condition or a total may stand, each with its name."""
    layout = layout_of(word)
    for steps in (*layout.conditions, *(field.steps for field in layout.terms)):
        yield " ".join(steps), steps
    if OPENING[word] is Table:
        yield from _conditions_of_table(plain)


def _conditions_of_table(plain: dict[str, Any]) -> Iterator[tuple[str, Path]]:
    for number, column in enumerate(_list(plain.get(INPUTS))):
        if isinstance(column, dict):
            for field in layout_of_row(Column).terms:
                steps: Path = (INPUTS, number, *field.steps)
                yield f"{INPUTS} {column.get(Column.word)} {' '.join(field.steps)}", steps
    for number, row in enumerate(_list(plain.get(ROWS))):
        if isinstance(row, dict):
            named = f"{Row.word} {row.get(Row.word)}"
            for output in _list(plain.get(OUTPUTS)):
                yield f"{named} {output}", (ROWS, number, output)
            for field in layout_of_row(Row).terms:
                yield f"{named} {' '.join(field.steps)}", (ROWS, number, *field.steps)


def _list(plain: Any) -> list[Any]:
    return plain if isinstance(plain, list) else []
