"""The fields of one row of a sheet, back into the entry they belong to."""

from collections.abc import Mapping, Sequence
from typing import Any

from budget_engine.errors import Path
from budget_engine.files.sheets.draft import Draft
from budget_engine.files.sheets.entries import put_at
from budget_engine.files.sheets.grid import Grid
from budget_engine.files.sheets.layout import Field


def read_fields(
    grid: Grid, row: int, fields: Sequence[Field], columns: Mapping[str, int], draft: Draft, path: Path,
    *, check: bool = True,
) -> None:  # fmt: skip
    """Read the fields of one row into an entry; what must be there and is not, is refused."""
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
    for item in fields if check and grid.is_header_read else ():
        group = item.needed_with
        if group is None or (group and not _has(draft.plain, (*path, *group))):
            continue
        names = [name for name, _ in item.columns]
        if all(grid.is_blank(row, columns.get(name)) for name in names):
            cell = next(
                (columns[name] for name in names if name in columns), min(columns.values(), default=1)
            )
            shown = names[0] if len(names) == 1 else "' of '".join(names[:1] + names[-1:])
            grid.refuse(row, cell, f"'{shown}' ontbreekt.", "Vul deze cel in, of haal de hele rij weg.")


def _has(plain: Any, path: Path) -> bool:
    for step in path:
        if isinstance(plain, list):
            plain = plain[int(step)]
        elif isinstance(plain, dict) and step in plain:
            plain = plain[step]
        else:
            return False
    return True
