"""The fields of one row of a sheet, back into the entry they belong to."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from budget_engine.aloud.phrases import enumerated
from budget_engine.errors import Path
from budget_engine.files.sheets.draft import Draft
from budget_engine.files.sheets.entries import put_at
from budget_engine.files.sheets.grid import Grid
from budget_engine.files.sheets.layout import Field
from budget_engine.language.wording import ANYTHING

_MANY = 3
"""From how many on it is said once that hardly anything of what a row must have is there."""


def read_fields(
    grid: Grid, row: int, fields: Sequence[Field], columns: Mapping[str, int], draft: Draft, path: Path,
    *, check: bool = True, tests: Collection[str] = (),
) -> None:  # fmt: skip
    """Read the fields of one row into an entry; what must be there and is not, is refused.

    `tests` are the fields of which a sign says that anything will do.
    """
    for item in fields:
        at = (*path, *item.steps)
        spot = next((columns[name] for name, _ in item.columns if name in columns), None)
        found = grid.field(row, item, columns)
        if found is not None:
            value, spot = found
            put_at(draft.plain, at, value)
        if spot is not None:
            draft.spot(at, row, spot)
            draft.cells.setdefault(at[:-1], grid.cell(row, spot))
    if check and grid.is_header_read:
        _refuse_missing(grid, row, [item for item in fields if _is_needed(item, draft, path)], columns, tests)


def _is_needed(item: Field, draft: Draft, path: Path) -> bool:
    group = item.needed_with
    return group is not None and (not group or _has(draft.plain, (*path, *group)))


def _refuse_missing(
    grid: Grid, row: int, needed: Sequence[Field], columns: Mapping[str, int], tests: Collection[str]
) -> None:
    missing = [
        item for item in needed if all(grid.is_blank(row, columns.get(name)) for name, _ in item.columns)
    ]
    if len(missing) >= max(_MANY, len(needed) - 1):
        lacking = enumerated(f"'{item.columns[-1][0]}'" for item in missing)
        first = min(grid.by_row.get(row, columns.values()), default=1)
        text = f"Deze rij is niet ingevuld: {lacking} ontbreken."
        grid.refuse(row, first, text, "Vul de rij in, of maak haar helemaal leeg.")
        return
    for item in missing:
        names = [name for name, _ in item.columns]
        cell = next((columns[name] for name in names if name in columns), min(columns.values(), default=1))
        shown = names[0] if len(names) == 1 else "' of '".join(names[:1] + names[-1:])
        is_test = item.steps[-1] in tests
        what = f"Zet hier een '{ANYTHING}' als het niet uitmaakt" if is_test else "Vul deze cel in"
        grid.refuse(row, cell, f"'{shown}' ontbreekt.", f"{what}, of haal de hele rij weg.")


def _has(plain: Any, path: Path) -> bool:
    for step in path:
        if isinstance(plain, list):
            plain = plain[int(step)]
        elif isinstance(plain, dict) and step in plain:
            plain = plain[step]
        else:
            return False
    return True
